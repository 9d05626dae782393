"""Typed words as speech recognition writes them: lower case, no punctuation, numbers as words."""

import re

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth"}
_ORDINALS |= {"twelve": "twelfth"}
_TELEPHONE = re.compile(r"(?<!\w)(?:\+?1[ .-]?)?(?:\(?\d{3}\)?[ .-]?)?\d{3}[ .-]?\d{4}(?!\w)")
_SIGNS = {"&": " and ", "@": " at ", "%": " percent ", "+": " plus "}


def recogniser(text: str) -> str:
    """The words as they would come back if they were said in English."""
    words = text.lower().replace("\u2019", "'")
    words = re.sub(r"\b([ap])\.m\.?", r"\1m", words)
    words = _TELEPHONE.sub(lambda found: _digits(re.sub(r"\D", "", found[0])), words)
    words = re.sub(r"\$ ?(\d[\d,]*)(?:\.(\d\d))?", lambda found: _dollars(found[1], found[2]), words)
    words = re.sub(r"\b(\d{1,2}):(\d\d)", lambda found: f" {_number(found[1])} {_minutes(found[2])} ", words)
    words = re.sub(r"\b(\d{1,3})(?:st|nd|rd|th)\b", lambda found: _ordinal(_number(found[1])), words)
    words = re.sub(r"\b(\d+)\.(\d+)\b", lambda found: f"{_number(found[1])} point {_digits(found[2])}", words)
    words = re.sub(r"(?<=\d),(?=\d{3})", "", words)
    words = re.sub(r"\d+", lambda found: f" {_number(found[0])} ", words)
    words = re.sub("[&@%+]", lambda found: _SIGNS[found[0]], words)
    words = re.sub(r"[^\w' ]|_|(?<!\w)'|'(?!\w)", " ", words)
    return " ".join(words.split())


def _dollars(dollars: str, cents: str | None) -> str:
    whole = dollars.replace(",", "")
    said = f" {_cardinal(int(whole))} dollar{'s' if int(whole) != 1 else ''} "
    return f"{said}and {_cardinal(int(cents))} cents " if cents and int(cents) else said


def _minutes(minutes: str) -> str:
    if minutes == "00":
        return ""
    return f"oh {_number(minutes[1])}" if minutes[0] == "0" else _number(minutes)


def _ordinal(words: str) -> str:
    start, _, last = words.rpartition(" ")
    ending = _ORDINALS.get(last) or re.sub("y$", "ie", last) + "th"
    return f"{start} {ending}".strip()


def _number(digits: str) -> str:
    """A number as it is said: 13, 22, 300; 1234 in pairs; a long one, or one that begins with 0, digit by digit."""
    if len(digits) > 4 or (digits[0] == "0" and digits != "0"):
        return _digits(digits)
    if len(digits) == 4 and digits[1:3] != "00":
        last = _number(digits[2:]) if digits[2] != "0" else f"oh {_number(digits[3])}"
        return f"{_cardinal(int(digits[:2]))} {'hundred' if digits[2:] == '00' else last}"
    return _cardinal(int(digits))


def _digits(digits: str) -> str:
    return " ".join("oh" if digit == "0" else _SMALL[int(digit)] for digit in digits)


def _cardinal(number: int) -> str:
    if number < 20:
        return _SMALL[number]
    if number < 100:
        return f"{_TENS[number // 10]} {_SMALL[number % 10] if number % 10 else ''}".strip()
    unit, name = (100, "hundred") if number < 1000 else (1000, "thousand")
    rest = _cardinal(number % unit) if number % unit else ""
    return f"{_cardinal(number // unit)} {name} {rest}".strip()
