"""Which of Twilio's neural voices speaks for the voice that the owner has chosen in his dashboard.

The names are those of https://www.twilio.com/docs/voice/twiml/say/text-speech.
"""

from collections.abc import Mapping

from linda.models import Language

LANGUAGE_CODES: Mapping[Language, str] = {"en": "en-US", "es": "es-US"}
TWILIO_VOICES: Mapping[Language, frozenset[str]] = {
    "en": frozenset(
        f"Polly.{name}-Neural"
        for name in (
            *("Danielle", "Gregory", "Ivy", "Joanna", "Joey", "Justin", "Kendra", "Kevin", "Kimberly", "Matthew"),
            *("Ruth", "Salli", "Stephen"),
        )
    ),
    "es": frozenset(["Polly.Lupe-Neural", "Polly.Pedro-Neural"]),
}
_WOMAN, _MAN = "Polly.Lupe-Neural", "Polly.Pedro-Neural"
# The dashboard's names are those of OpenAI's voices.
_SPEAKS_AS: Mapping[str, Mapping[Language, str]] = {
    "alloy": {"en": "Polly.Joanna-Neural", "es": _WOMAN},
    "ash": {"en": "Polly.Stephen-Neural", "es": _MAN},
    "ballad": {"en": "Polly.Gregory-Neural", "es": _MAN},
    "cedar": {"en": "Polly.Matthew-Neural", "es": _MAN},
    "coral": {"en": "Polly.Danielle-Neural", "es": _WOMAN},
    "echo": {"en": "Polly.Matthew-Neural", "es": _MAN},
    "fable": {"en": "Polly.Joey-Neural", "es": _MAN},
    "female": {"en": "Polly.Joanna-Neural", "es": _WOMAN},
    "male": {"en": "Polly.Matthew-Neural", "es": _MAN},
    "man": {"en": "Polly.Matthew-Neural", "es": _MAN},
    "marin": {"en": "Polly.Ruth-Neural", "es": _WOMAN},
    "nova": {"en": "Polly.Ruth-Neural", "es": _WOMAN},
    "onyx": {"en": "Polly.Gregory-Neural", "es": _MAN},
    "sage": {"en": "Polly.Kendra-Neural", "es": _WOMAN},
    "shimmer": {"en": "Polly.Salli-Neural", "es": _WOMAN},
    "verse": {"en": "Polly.Stephen-Neural", "es": _MAN},
    "woman": {"en": "Polly.Joanna-Neural", "es": _WOMAN},
}
_DEFAULT = _SPEAKS_AS["alloy"]


def voice_beside(voice: str, language: Language) -> str:
    """Return the voice of this language that goes with one of Twilio's in another: a man's with a man's."""
    return next((row[language] for row in _SPEAKS_AS.values() if voice in row.values()), _DEFAULT[language])


def voice_for(voice: str, language: Language) -> str:
    """Return Twilio's voice for the owner's choice, which may be Twilio's own name; an unknown one gets the default."""
    chosen = voice.strip()
    if chosen in TWILIO_VOICES[language]:
        return chosen
    return _SPEAKS_AS.get(chosen.lower(), _DEFAULT)[language]
