"""Typed words as speech recognition writes them: lower case, no punctuation, numbers as words."""

import re
from typing import Literal

type Language = Literal["en", "es"]

_SMALL = {
    "en": (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen"
    ).split(),
    "es": (
        "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
        "dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
        "veintiocho veintinueve"
    ).split(),
}
_TENS = {
    "en": "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split(),
    "es": "_ _ _ treinta cuarenta cincuenta sesenta setenta ochenta noventa".split(),
}
_HUNDREDS = (
    "_ ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
).split()
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth"}
_ORDINALS |= {"twelve": "twelfth"}
# Numbers that everybody says by their digits.
_BY_DIGITS = re.compile(r"[2-9]11|988")
_TELEPHONE = re.compile(r"(?<!\w)(?:\+?1[ .-]?)?(?:\(?\d{3}\)?[ .-]?)?\d{3}[ .-]?\d{4}(?!\w)")
_SIGNS = {
    "en": {"&": " and ", "@": " at ", "%": " percent ", "+": " plus ", ".": " point ", "0": "oh"},
    "es": {"&": " y ", "@": " arroba ", "%": " por ciento ", "+": " más ", ".": " punto ", "0": "cero"},
}


def recogniser(text: str, language: Language = "en") -> str:
    """The words as they would come back if they were said in the language."""
    words = text.lower().replace("\u2019", "'")
    words = re.sub(r"\b([ap])\. ?m\b\.?", r"\1m", words)
    words = _TELEPHONE.sub(lambda found: _digits(re.sub(r"\D", "", found[0]), language), words)
    words = re.sub(
        r"\$ ?(\d[\d,]*)(?:\.(\d\d))?", lambda found: _dollars(found[1].replace(",", ""), found[2], language), words
    )
    words = re.sub(
        r"\b(\d{1,2}):(\d\d)", lambda found: f" {_hour(found[1], language)} {_minutes(found[2], language)} ", words
    )
    if language == "en":
        words = re.sub(r"\b(\d{1,3})(?:st|nd|rd|th)\b", lambda found: _ordinal(_number(found[1], "en")), words)
    else:
        words = re.sub(r"\bla 1\b", "la una", words)
    words = re.sub(
        r"\b(\d+)\.(\d+)\b",
        lambda found: _number(found[1], language) + _SIGNS[language]["."] + _digits(found[2], language),
        words,
    )
    words = re.sub(r"(?<=\d),(?=\d{3})", "", words)
    words = re.sub(r"\d+", lambda found: f" {_number(found[0], language)} ", words)
    words = re.sub("[&@%+]", lambda found: _SIGNS[language][found[0]], words)
    words = re.sub(r"[^\w' ]|_|(?<!\w)'|'(?!\w)", " ", words)
    return " ".join(words.split())


def _dollars(dollars: str, cents: str | None, language: Language) -> str:
    number, rest = int(dollars), int(cents or "0")
    whole = _cardinal(number, language)
    if language == "es":
        whole = re.sub(r"\buno$", "un", whole.replace("veintiuno", "veintiún"))
        said = f" {whole} dólar{'es' if number != 1 else ''} "
        return f"{said}con {_cardinal(rest, 'es')} centavos " if rest else said
    said = f" {whole} dollar{'s' if number != 1 else ''} "
    return f"{said}and {_cardinal(rest, 'en')} cents " if rest else said


def _hour(hour: str, language: Language) -> str:
    return "una" if language == "es" and int(hour) == 1 else _number(hour, language)


def _minutes(minutes: str, language: Language) -> str:
    if minutes == "00":
        return ""
    if minutes[0] == "0":
        return f"{_SIGNS[language]['0']} {_number(minutes[1], language)}"
    return _number(minutes, language)


def _ordinal(words: str) -> str:
    start, _, last = words.rpartition(" ")
    ending = _ORDINALS.get(last) or re.sub("y$", "ie", last) + "th"
    return f"{start} {ending}".strip()


def _number(digits: str, language: Language) -> str:
    """A number as it is said: 13, 22, 300; 904 and 1234 in pairs in English; 911, 07 and long ones by digits."""
    if len(digits) > 4 or (digits[0] == "0" and digits != "0") or _BY_DIGITS.fullmatch(digits):
        return _digits(digits, language)
    is_pairs = len(digits) == 4 or (len(digits) == 3 and digits[1] == "0")
    if language == "en" and is_pairs and digits[-3:-1] != "00":
        first, last = digits[:-2], digits[-2:]
        said = f"oh {_number(last[1], 'en')}" if last[0] == "0" else _number(last, "en")
        return f"{_cardinal(int(first), 'en')} {'hundred' if last == '00' else said}"
    return _cardinal(int(digits), language)


def _digits(digits: str, language: Language) -> str:
    return " ".join(_SIGNS[language]["0"] if digit == "0" else _SMALL[language][int(digit)] for digit in digits)


def _cardinal(number: int, language: Language) -> str:
    if number < len(_SMALL[language]):
        return _SMALL[language][number]
    if number < 100:
        joined = f"{_TENS[language][number // 10]} {'y ' if language == 'es' else ''}{_SMALL[language][number % 10]}"
        return joined if number % 10 else _TENS[language][number // 10]
    if language == "es" and number < 1000:
        return "cien" if number == 100 else f"{_HUNDREDS[number // 100]} {_rest(number % 100, 'es')}".strip()
    unit, name = (100, "hundred") if number < 1000 else (1000, "mil" if language == "es" else "thousand")
    count = "" if language == "es" and number < 2000 else _cardinal(number // unit, language)
    return f"{count} {name} {_rest(number % unit, language)}".strip()


def _rest(number: int, language: Language) -> str:
    return _cardinal(number, language) if number else ""
