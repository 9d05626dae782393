"""Which of Twilio's neural voices speaks for the voice that the owner has chosen in his dashboard.

The names are those of https://www.twilio.com/docs/voice/twiml/say/text-speech.
"""

from collections.abc import Mapping

from linda.models import Language

LANGUAGE_CODES: Mapping[Language, str] = {"en": "en-US", "es": "es-US"}
_DEFAULT: Mapping[Language, str] = {"en": "Polly.Joanna-Neural", "es": "Polly.Lupe-Neural"}
_OTHER: Mapping[Language, str] = {"en": "Polly.Matthew-Neural", "es": "Polly.Pedro-Neural"}
# The dashboard's names are those of OpenAI's voices; these are the ones that sound like a man.
_LOW = frozenset(["ash", "ballad", "echo", "fable", "onyx", "verse", "cedar", "male", "man"])
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


def voice_for(voice: str, language: Language) -> str:
    """Return Twilio's voice for the owner's choice, which may be Twilio's own name; an unknown one gets the default."""
    chosen = voice.strip()
    if chosen in TWILIO_VOICES[language]:
        return chosen
    return (_OTHER if chosen.lower() in _LOW else _DEFAULT)[language]
