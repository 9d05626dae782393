"""The owner's choice of a voice, and Twilio's voices."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.models import Language
from linda.voices import TWILIO_VOICES, voice_for

LANGUAGES = get_args(Language)


@given(st.text(), st.sampled_from(LANGUAGES))
def test_every_choice_is_spoken_by_a_voice_of_twilios_in_that_language(voice: str, language: Language) -> None:
    assert voice_for(voice, language) in TWILIO_VOICES[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_low_voice_and_a_high_voice_differ(language: Language) -> None:
    assert voice_for("nova", language) == voice_for("whatever", language) != voice_for(" Onyx ", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_twilios_own_name_is_kept_if_it_speaks_the_language(language: Language) -> None:
    for name in TWILIO_VOICES[language]:
        assert voice_for(name, language) == name
    assert voice_for("Polly.Pedro-Neural", "en") in TWILIO_VOICES["en"]
