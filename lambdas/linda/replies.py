"""What a text message can hold, and the words in one that Twilio acts on by itself."""

import unicodedata

from linda.models import NOT_TEXTED

LONGEST_REPLY = 320
_LONGEST_NAME = 30

# Characters that would turn the whole message into UCS-2 (70 characters a segment), with their GSM-7 replacements.
_FOLDED = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2013": "-",
        "\u2014": "-",
        "\u2026": "...",
        "\u2022": "-",
        "\u00a0": " ",
        "\u202f": " ",
    }
)
# The GSM 7-bit default alphabet, 3GPP TS 23.038 section 6.2.1, with the extension characters that people use.
_GSM_7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà^{}\\[~]|€"
)
# What Spanish has besides.
_ACCENTED = frozenset("áíóúÁÍÓÚ")
# The extension characters are sent as two characters each.
_GSM_7_DOUBLE = frozenset("^{}\\[~]|€")


# On one of these words alone, Twilio itself opts the sender out, or in again, and answers:
# https://help.twilio.com/articles/223134027, https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
OPT_OUT_WORDS = frozenset(["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"])
# Carriers, and messaging services with Spanish keywords, also act on these. We never ask for any of these words.
OTHER_OPT_OUT_WORDS = frozenset(
    [
        *(
            "STOP ALL",
            "OPT OUT",
            "REMOVE",
            "BAJA",
            "ALTO",
            "PARAR",
            "PARE",
            "CANCELAR",
            "CANCELA",
            "CANCELE",
            "DETENER",
        ),
        *("FIN", "FINALIZAR", "SALIR", "TERMINAR", "BORRAR", "ELIMINAR", "ANULAR", "REVOCAR", "DESUSCRIBIR"),
    ]
)
_OPT_IN_WORDS = frozenset(["START", "UNSTOP"])
_HELP_WORDS = frozenset(["HELP", "INFO"])


def is_opt_out(text: str, source: str = "twilio-sms") -> bool:
    """Tell whether the text is a word that opts its sender out. WhatsApp, without carriers' rules, has fewer.

    What is said in a call or in the web chat is never one: "cancel" said aloud is about a booking.
    """
    if source in NOT_TEXTED:
        return False
    words = OPT_OUT_WORDS if source == "twilio-sms" else OPT_OUT_WORDS - {"CANCEL", "END", "QUIT"}
    return text.strip().upper() in words


def is_opt_in(text: str, source: str = "twilio-sms") -> bool:
    """Tell whether the text is a word that opts its sender in again; "yes" is one, but may also be an answer.

    What is said in a call or in the web chat is never one.
    """
    return source not in NOT_TEXTED and text.strip().upper() in _OPT_IN_WORDS | {"YES"}


def is_answered_by_twilio(text: str) -> bool:
    """Tell whether Twilio answers the text by itself, so that a reply would be a second one."""
    return text.strip().upper() in OPT_OUT_WORDS | _OPT_IN_WORDS | _HELP_WORDS


def plain_text(text: str, longest: int = LONGEST_REPLY, *, is_heard: bool = False) -> str:
    """Return the text in GSM-7, on one line of at most `longest` (4 or more) characters, cut between words.

    A text that is heard keeps the accents of Spanish: they change how a word is said.
    """
    letters = _GSM_7 | _ACCENTED if is_heard else _GSM_7
    folded = text.translate(_FOLDED)
    kept = "".join(character if character in letters else _without_accent(character) for character in folded)
    line = " ".join(kept.split())
    if _septets(line) <= longest:
        return line
    cut = line[:longest]
    while _septets(cut) > longest - 3:
        cut = cut[:-1]
    sentence = max(cut.rfind(end) for end in (". ", "! ", "? "))
    return cut[: sentence + 1] if sentence > longest // 2 else (cut.rpartition(" ")[0] or cut) + "..."


def is_readable(text: str) -> bool:
    """Tell whether the text keeps its letters in GSM-7: a Greek or Chinese one does not."""
    letters = [character for character in text if character.isalpha()]
    kept = sum(character in _GSM_7 or bool(_without_accent(character)) for character in letters)
    return kept >= 0.9 * len(letters)


def _septets(text: str) -> int:
    return len(text) + sum(character in _GSM_7_DOUBLE for character in text)


def one_line(text: str, longest: int) -> str:
    """Return the text as one line without control characters, at most `longest` characters."""
    printable = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(printable.split())[:longest].rstrip()


def named(name: str, number: str) -> str:
    """Return the customer as the owner is told of him: the number, after the name if there is one."""
    told = whose(name, "")
    return f"{told} ({number})" if told else number


def whose(name: str, number: str) -> str:
    """Return the customer by his name, whoever wrote it; by number if there is none."""
    return plain_text(one_line(name, _LONGEST_NAME), _LONGEST_NAME) or number


def _without_accent(character: str) -> str:
    base = unicodedata.normalize("NFKD", character)[:1]
    return base if base in _GSM_7 else " " if character.isspace() else ""
