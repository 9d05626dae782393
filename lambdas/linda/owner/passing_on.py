"""What the owner wants a customer to be told, in the words that she is told it in."""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from linda.models import Language
from linda.responses.values import capital
from linda.time_words import plain

Addressee = Literal["she", "he", "they", ""]


class Told(NamedTuple):
    """The owner's words; the verb says how they are introduced: as what he says or asks, or as a quote."""

    verb: Literal["says", "asks", "quote"]
    words: str


_TELL = re.compile(
    r"(?:please\s+)?(?:tell|text|let)\s+(her|him|them|the customer)(?:\s+know)?(?:\s+that)?[\s,:]+", re.IGNORECASE
)
_ASK = re.compile(r"(?:please\s+)?ask\s+(her|him|them|the customer)[\s,:]+", re.IGNORECASE)
_DI = re.compile(
    r"(?:por favor\s+)?(?:d[ií](?:ga)?|dec[ií])les?(?:\s+a\s+(?:ella|[eé]l|ellos))?(?:\s+(que))?[\s,:]+", re.IGNORECASE
)
_PREGUNTA = re.compile(r"(?:por favor\s+)?preg[uú]nt[ae]les?[\s,:]+", re.IGNORECASE)
_TO_WHOM: Mapping[str, Addressee] = {"her": "she", "him": "he", "them": "they", "the customer": "they"}
# In these, somebody other than the customer could seem to speak: they are quoted.
_OF_HIMSELF = re.compile(r"\b(?:i|i'?m|i'?ll|i'?ve|i'?d|me|my|mine|myself)\b", re.IGNORECASE)
_DAYS = re.compile(
    r"\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|april|june|july|august|september"
    r"|october|november|december|brandon|iphone)\b",
    re.IGNORECASE,
)
# After one of these, or at the end, "her" is the customer and not something that is hers.
_AFTER_HER = (
    r"(?:$|[.,!?;:]|(?:a|an|about|and|at|back|because|before|after|but|by|for|from|if|in|it|later|next|now|on|once|or|so"
    r"|some|soon|that|the|then|this|to|today|tomorrow|tonight|when|where|whether|with|how|what)\b)"
)
_VERBS = {"is": "are", "was": "were", "has": "have", "does": "do", "goes": "go", "isn't": "aren't", "wasn't": "weren't"}
_VERBS |= {"hasn't": "haven't", "doesn't": "don't"}
_THIRD_PERSON = re.compile(r"[a-z]{2,}[^s\W]s", re.IGNORECASE)
_NOT_VERBS = frozenset(["always", "perhaps", "sometimes", "usually"])


def passed_on(text: str, language: Language, of_owner: Language) -> Told:
    """Return what the customer, whose language comes first, is told of the owner's text, which may be in another one.

    "tell her the part is in on friday" is passed on as "the part is in on Friday"; who is told is then "you".
    """
    words = text.strip()
    for pattern, verb in ((_TELL, "says"), (_ASK, "asks")):
        if found := pattern.match(words):
            return _english(words[found.end() :], _TO_WHOM[found[1].lower()], verb == "asks", language)
    if found := _PREGUNTA.match(words):
        said = words[found.end() :]
        return Told("asks", _closed(said, "")) if language == "es" else Told("quote", _sentence(said))
    if found := _DI.match(words):
        said = words[found.end() :]
        is_plain = language == "es" and found[1]
        return Told("says", _closed(f"que {said}", "")) if is_plain else Told("quote", _sentence(said))
    return Told("quote", _sentence(_with_names(words) if of_owner == "en" else words))


def to_her(text: str) -> str:
    """Return what is texted to the customer herself: of "tell her it's ready" the rest, any other text as it is."""
    is_told = any(pattern.match(text) for pattern in (_TELL, _ASK, _DI, _PREGUNTA))
    return passed_on(text, "en", "en").words if is_told else text


def _english(words: str, whom: Addressee, is_question: bool, language: Language) -> Told:
    said = _with_names(_to_you(words, whom))
    if language == "en" and not _is_spanish(said) and not _OF_HIMSELF.search(said) and said[:1]:
        return Told("asks" if is_question else "says", _closed(said, "."))
    return Told("quote", _sentence(said))


def _is_spanish(words: str) -> bool:
    """Tell whether a word is Spanish and not English: "tell her si, al fondo"."""
    from linda.rules.reading import lexicon  # The scheduler passes nothing on, and does not have it.

    return not {*re.findall(r"\w+", plain(words))}.isdisjoint(lexicon.SPANISH - lexicon.ENGLISH)


def _to_you(words: str, whom: Addressee) -> str:
    """Return the words with the customer addressed: "she can come" is "you can come"."""
    if whom not in ("she", "he", "they"):
        return words
    subject, possessive = {"she": ("she", "her"), "he": ("he", "his"), "they": ("they", "their")}[whom]
    words = re.sub(rf"\b{subject}'s\b", "you're", words, flags=re.IGNORECASE)
    words = re.sub(rf"\b{subject}\b(\s+)([\w']+)", _conjugated, words, flags=re.IGNORECASE)
    words = re.sub(rf"\b{subject}\b", "you", words, flags=re.IGNORECASE)
    words = re.sub(rf"\b{subject}(?='(?:ll|d|re|ve)\b)", "you", words, flags=re.IGNORECASE)
    if whom == "she":
        words = re.sub(rf"\bher(?=\s*{_AFTER_HER})", "you", words, flags=re.IGNORECASE)
        words = re.sub(r"\bhers\b", "yours", words, flags=re.IGNORECASE)
    else:
        words = re.sub(r"\bhim\b" if whom == "he" else r"\bthem\b", "you", words, flags=re.IGNORECASE)
    return re.sub(rf"\b{possessive}\b", "your", words, flags=re.IGNORECASE)


def _conjugated(found: re.Match[str]) -> str:
    verb = found[2]
    if verb.lower() in _VERBS:
        verb = _VERBS[verb.lower()]
    elif _THIRD_PERSON.fullmatch(verb) and verb.lower() not in _NOT_VERBS:
        verb = verb[:-1]
    return f"you{found[1]}{verb}"


def _with_names(words: str) -> str:
    return _DAYS.sub(lambda found: "iPhone" if found[0].lower() == "iphone" else found[0].capitalize(), words)


def _sentence(words: str) -> str:
    return _closed(capital(words), ".")


def _closed(words: str, end: str) -> str:
    said = words.strip()
    return said if not said or said[-1] in ".!?)" else f"{said}{end or '.'}"
