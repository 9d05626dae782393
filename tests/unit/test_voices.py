"""The owner's choice of a voice, and Twilio's voices."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda import voices
from linda.models import Language
from linda.voices import TWILIO_VOICES, voice_beside, voice_for

LANGUAGES = get_args(Language)


@given(st.text(), st.sampled_from(LANGUAGES))
def test_every_choice_is_spoken_by_a_voice_of_twilios_in_that_language(voice: str, language: Language) -> None:
    assert voice_for(voice, language) in TWILIO_VOICES[language]


@pytest.mark.parametrize(
    ("voice", "english", "spanish"),
    [
        ("alloy", "Joanna", "Lupe"),
        ("echo", "Matthew", "Pedro"),
        ("fable", "Joey", "Pedro"),
        ("nova", "Ruth", "Lupe"),
        (" Onyx ", "Gregory", "Pedro"),
        ("SHIMMER", "Salli", "Lupe"),
        ("whatever", "Joanna", "Lupe"),
        ("", "Joanna", "Lupe"),
    ],
)
def test_each_choice_of_the_dashboard_has_its_voice_and_any_other_gets_the_default(
    voice: str, english: str, spanish: str
) -> None:
    assert voice_for(voice, "en") == f"Polly.{english}-Neural"
    assert voice_for(voice, "es") == f"Polly.{spanish}-Neural"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_voice_in_the_table_is_one_of_twilios(language: Language) -> None:
    assert {row[language] for row in voices._SPEAKS_AS.values()} <= TWILIO_VOICES[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_twilios_own_name_is_kept_if_it_speaks_the_language(language: Language) -> None:
    for name in TWILIO_VOICES[language]:
        assert voice_for(name, language) == name
    assert voice_for("Polly.Pedro-Neural", "en") in TWILIO_VOICES["en"]


@pytest.mark.parametrize(
    ("voice", "language", "beside"),
    [
        ("Polly.Matthew-Neural", "es", "Pedro"),
        ("Polly.Gregory-Neural", "es", "Pedro"),
        ("Polly.Kendra-Neural", "es", "Lupe"),
        ("Polly.Lupe-Neural", "en", "Joanna"),
        ("Polly.Pedro-Neural", "en", "Stephen"),
        ("", "es", "Lupe"),
    ],
)
def test_a_mans_voice_goes_with_a_mans(voice: str, language: Language, beside: str) -> None:
    assert voice_beside(voice, language) == f"Polly.{beside}-Neural"
