"""Numbers said aloud, English and Spanish: the one place where number words become figures.

Speech recognition writes "iphone thirteen pro", "s twenty two", "ten thirty", "nine oh four", "two p m" and phone
numbers digit by digit. Everything behind this reads figures, as customers type them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from linda.errors import InvalidInputError
from linda.phones import parse_phone
from linda.time_words import counted, plain

_ONES: Mapping[str, int] = counted(
    1,
    "one two three four five six seven eight nine",
    "una dos tres cuatro cinco seis siete ocho nueve",
    "uno",
)
_TEENS: Mapping[str, int] = {
    **counted(10, "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"),
    **counted(10, "diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve"),
    **counted(21, "veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho"),
    **counted(29, "veintinueve"),
}
_TENS: Mapping[str, int] = {
    word: 10 * ten
    for word, ten in {
        **counted(2, "twenty thirty forty fifty sixty seventy eighty ninety"),
        **counted(2, "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa"),
    }.items()
}
_HUNDREDS: Mapping[str, int] = {
    word: 100 * hundred
    for word, hundred in {
        **counted(1, "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos"),
        **counted(1, "cien"),
        **counted(9, "novecientos"),
    }.items()
}
_ORDINALS: Mapping[str, int] = counted(1, "first second third fourth fifth sixth seventh eighth ninth")
_ZEROS = frozenset("oh o zero cero".split())
_SCALES = frozenset("hundred thousand mil".split())
_NUMBER_WORDS = frozenset([*_ONES, *_TEENS, *_TENS, *_HUNDREDS])
_ANY = "|".join(sorted((_NUMBER_WORDS | _ZEROS | _SCALES) - {"o"}, key=len, reverse=True))
_ANY += r"|o(?= (?:oh|o|one|two|three|four|five|six|seven|eight|nine)\b)"  # In Spanish, "o" is "or".
# A run of number words; "and" and "y" join two of them only as in "one hundred and five" and "treinta y dos".
_JOIN = r"(?:[ -]| and (?<=hundred and )| y (?<=nta y )| y (?<=veinte y ))"
_RUN = re.compile(
    rf"(?<![\w'])(?<!por )(?:{_ANY})(?:{_JOIN}(?:{_ANY}))*(?!\w|'(?!s\b))(?: (?:{'|'.join(_ORDINALS)})\b)?"
)
# Several of a model: "iphone twelves", "s twenty twos".
_MODELS = re.compile(
    rf"(?<![\w'])((?:iphone|pixel|galaxy|samsung) (?:s )?|s (?={'|'.join(_TENS)}))"
    rf"((?:(?:{'|'.join(_TENS)})[ -])?(?:{'|'.join(_NUMBER_WORDS)}))e?s\b"
)
# Words that are more often something else than a number; alone, they are left as they are.
_SHY = frozenset("one una uno oh o zero cero once mil hundred thousand".split())
_ELEVEN = frozenset("las iphone el del mi un al a".split())
# The number after one of these is a model, and an hour may follow it.
_MODEL = frozenset("iphone iphones pixel galaxy samsung note s ipad flip fold ps playstation series gen".split())
_CLOCK_BEFORE = frozenset("at around by before after until till las la about".split())
_NOT_ONE = frozenset("that this which no other another".split())
# "Las dos" are both, "a las dos" is an hour.
_BOTH = re.compile(r"(?<!\ba )(?<!\bde )(?<!\bson )\b(?:l[ao]s|[mts][iu]s) $")
_ALONE = re.compile(r"\W*(one|una|uno)\b(?= *(?:please|then|por favor|porfa|gracias)?\W*$)")
_DENIES = frozenset("not isnt isn't".split())
# Figures said in groups after one of these are one number.
_CODE = frozenset("code codigo zip postal gate unit apt apartment suite".split())
_STREET = re.compile(
    r" (?:(?!(?:i|we|you|the|on|in|at|for|is|it|to|and|or|am|pm|works|works?|please|que|de|en|por|para|y|o)\b)[a-z]+ )"
    r"{1,3}?(?:street|st|avenue|ave|road|rd|boulevard|blvd|drive|lane|ln|court|ct|way|place|parkway|highway|circle|trail"
    r"|terrace)\b"
)
# Before these, two numbers are no hour and its minutes: "ten fifteen minutes late", "one twenty nine dollars".
_COUNTED = re.compile(r" (?:min|hour|hora|day|dia|week|semana|year|percent|por ciento)")
_MONEY = re.compile(r" (?:dollar|buck|dolar)")
_HALF = re.compile(r"(?<=\d) ?([ap])\.? ?m\b\.?|(?<=\d) (p) ?e? (?:eme|em)\b")
_MOST_MINUTES = 59
# Phone numbers: how many digits one has, how often a digit is said, and words that may stand between digits.
_NATIONAL = 10
_TIMES_SAID = {"double": 2, "doble": 2, "triple": 3}
_SAID_IN_PHONES = frozenset([*_NUMBER_WORDS, *_ZEROS, *_TIMES_SAID, "hundred"]) - {"cien"}
_BETWEEN_DIGITS = frozenset(
    "uh um er eh este dash hyphen guion and then luego area code codigo de el the is es number numero it's".split()
)
_MIN_DIGITS_OF_PART = 3
_ENDS = (4, 7)
# "No" alone may be "number", or begin a sentence.
_CORRECTS = re.compile(
    r"\b(?:no wait|wait no|wait|no sorry|sorry|i mean|make that|no it's|perdon|digo|mejor dicho|no espera)\b"
)
_MOST_WORDS = 20


class _Number(NamedTuple):
    """A number as it was said: its value, its figures, and its words."""

    value: int
    figures: str
    words: str


def in_figures(said: str) -> str:
    """Return the plain text with its number words as figures: "s 22", "10:30", "9:04", "2 pm", "79 dollars"."""
    said = "1" + said[alone.end() :] if (alone := _ALONE.match(said)) else said
    said = _MODELS.sub(lambda match: f"{match[1]}{_number(re.split('[ -]', match[2]), 0)[0]}s", said)
    return _HALF.sub(lambda match: f" {match[1] or match[2]}m", _RUN.sub(lambda match: _run(match, said), said))


def spoken_phone(text: str, country: str = "US") -> str:
    """Return the phone number that is said in the text as E.164; "" unless it is exactly one valid national number.

    Its digits may be said one by one or in groups ("five fifty five", "double five"), or be figures already. Its end
    may be corrected: "… two one eight, no wait, two one nine".
    """
    first, *corrected = _CORRECTS.split(plain(text))
    number = _phone_in(first, country)
    for said in corrected:
        number = _phone_in(said, country) or with_end(number, spoken_digits(said)) or number
    return number


def with_end(number: str, end: str) -> str:
    """Return the E.164 number with its last four or seven digits replaced; "" if the end has not so many."""
    return f"{number[: -len(end)]}{end}" if number and len(end) in _ENDS else ""


def _phone_in(said: str, country: str) -> str:
    tokens = re.findall(r"[0-9]+|[a-z']+|[:$%/]", said)
    for between in (_BETWEEN_DIGITS, frozenset[str]()):
        found = {phone for run in _digit_runs(tokens, between) if (phone := _phone(run, country))}
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""


def spoken_digits(text: str) -> str:
    """Return the digits of a part of a phone number ("nine oh four"): three to nine; "" if it is no part."""
    tokens = re.findall(r"[0-9]+|[a-z']+|[:$%/]", plain(text))
    runs = [run for run in _digit_runs(tokens, _BETWEEN_DIGITS) if 0 < len(run) <= _MOST_WORDS]
    digits = max((next(_readings(run, 0), "") for run in runs), key=len, default="")
    return digits if _MIN_DIGITS_OF_PART <= len(digits) < _NATIONAL else ""


def _digit_runs(tokens: Sequence[str], between: frozenset[str]) -> Iterator[list[str]]:
    """Yield the runs of number words and figures, across words that may stand between the digits of a number."""
    run = list[str]()
    for word, behind in pairwise([*tokens, "", ""]):
        is_join = word == "y" and bool(run) and run[-1] in _TENS and behind in _ONES  # "Cincuenta y cinco".
        if word.isdecimal() or word in _SAID_IN_PHONES or is_join:
            run.append(word)
        elif word not in between:
            yield run
            run = []


def _phone(run: Sequence[str], country: str) -> str:
    """Return the phone number that a run of number words makes: as they are usually meant, else the only way to."""
    if len(run) > _MOST_WORDS:
        return ""
    readings = list(dict.fromkeys(_readings(run, 0)))
    phones = [phone for digits in readings if (phone := _valid(digits, country))]
    is_usual = phones and phones[0] == _valid(readings[0], country)
    return phones[0] if is_usual or len(set(phones)) == 1 else ""


def _readings(run: Sequence[str], place: int) -> Iterator[str]:
    """Yield the digits that the words can mean, the usual meaning first: "twenty three" is 23, or else 20 and 3."""
    if place == len(run):
        yield ""
        return
    word, behind = run[place], run[place + 1 : place + 2]
    options = list[tuple[str, int]]()
    if word in _TIMES_SAID:
        digit = _digit(behind[0]) if behind else ""
        options = [(digit * _TIMES_SAID[word], place + 2)] if digit else []
    elif word.isdecimal():
        options = [(word, place + 1)]
    elif word != "y":
        number, after = _number(run, place)
        options = [(str(number), after)]
        if word in _TENS and after > place + 1:
            options.append((str(_TENS[word]), place + 1))
        if behind == ["hundred"] and after > place + 2:  # "Eight hundred, five five five …"
            options.append((f"{_ONES.get(word, 0)}00", place + 2))
    for digits, after in options:
        yield from (digits + rest for rest in _readings(run, after))


def _digit(word: str) -> str:
    return word if len(word) == 1 else "0" if word in _ZEROS else str(_ONES.get(word, ""))


def _valid(digits: str, country: str) -> str:
    """Return the national number as E.164, or "" if it is none."""
    national = digits.removeprefix("1") if len(digits) == _NATIONAL + 1 else digits
    if len(national) != _NATIONAL:
        return ""
    try:
        return parse_phone(national, country)
    except InvalidInputError:
        return ""


def _run(match: re.Match[str], said: str) -> str:
    words, before, behind = re.split(r"[ -]", match[0]), said[: match.start()], said[match.end() :]
    if words == ["dos"] and _BOTH.search(before):
        return "dos"
    last = before.split()[-1] if before else ""
    ordinal = ""
    if words[-1] in _ORDINALS:
        if words[-2] in _TENS:  # "Twenty second".
            tens, ordinal = _TENS[words[-2]], words[-1]
            number = tens + _ORDINALS[ordinal]
            suffix = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
            words, ordinal = words[:-2], f"{number}{suffix}"
        else:
            words, ordinal = words[:-1], words[-1]
    numbers = _numbers(words)
    if not numbers:
        return ordinal
    written = _written(numbers, last, behind)
    return f"{written} {ordinal}".strip()


def _numbers(words: Sequence[str]) -> list[_Number]:
    """Return the numbers in a run of number words: "twenty two ten" is 22 and 10."""
    numbers, place = list[_Number](), 0
    while place < len(words):
        number, after = _number(words, place)
        spoken = " ".join(words[place:after])
        numbers.append(_Number(number, str(number), spoken))
        place = after
    return numbers


def _number(words: Sequence[str], place: int) -> tuple[int, int]:
    """Return the number that begins at a place, and the place after it."""
    word = words[place]
    rest = words[place + 1 : place + 3]
    if word in _HUNDREDS or word in _SCALES:
        base = _HUNDREDS.get(word, 100 if word == "hundred" else 1_000)
        return _with_rest(base, words, place + 1)
    if word in _TENS:
        joined = len(rest) == 2 and rest[0] == "y" and rest[1] in _ONES
        if joined or (rest[:1] and rest[0] in _ONES):
            return _scaled(_TENS[word] + _ONES[rest[joined]], words, place + 2 + joined)
        return _scaled(_TENS[word], words, place + 1)
    value = 0 if word in _ZEROS else _ONES.get(word) or _TEENS.get(word, 0)
    return _scaled(value, words, place + 1)


def _scaled(value: int, words: Sequence[str], place: int) -> tuple[int, int]:
    """Multiply by the "hundred" or "thousand" that follows."""
    if not value or place >= len(words) or words[place] not in _SCALES:
        return value, place
    scale = 100 if words[place] == "hundred" else 1_000
    return _with_rest(value * scale, words, place + 1)


def _with_rest(base: int, words: Sequence[str], place: int) -> tuple[int, int]:
    """Add what follows a round number, if it is smaller: "one hundred and five"."""
    start = place + (place < len(words) and words[place] == "and")
    if start >= len(words) or words[start] in _ZEROS | _SCALES:
        return base, place
    value, after = _number(words, start)
    return (base + value, after) if value < (100 if base % 1_000 else 1_000) else (base, place)


def _written(numbers: Sequence[_Number], last: str, behind: str) -> str:
    """Return a run of numbers as it would be typed after the word `last` and before the text `behind`."""
    figures = "".join(number.figures for number in numbers)
    if len(numbers) > 1 and (len(figures) == 10 or (len(figures) == 11 and figures[0] == "1")):
        return f"{figures[-10:-7]}-{figures[-7:-4]}-{figures[-4:]}"
    singles = all(len(number.figures) == 1 for number in numbers)
    is_address = len(numbers) > 1 and last not in _CLOCK_BEFORE and _STREET.match(behind)
    if is_address or last in _CODE or (singles and len(numbers) > 3):
        return figures
    if last in _MODEL and numbers[0].value > 1:  # "The ipad one."
        rest = _clocks(numbers[1:], "", behind)
        alone = "ten" if numbers[0].words == "ten" and last == "iphone" else numbers[0].figures
        if numbers[:1] and alone == "20" and numbers[1:] and numbers[1].value >= 10:
            return _clocks(numbers, last, behind)
        return ", ".join(filter(None, (alone, rest)))
    return _clocks(numbers, last, behind)


def _clocks(numbers: Sequence[_Number], last: str, behind: str) -> str:
    """Return the numbers, with an hour and its minutes as a clock, and two pairs of figures as one number."""
    parts, place = list[str](), 0
    while place < len(numbers):
        number, *rest = numbers[place : place + 3]
        is_last_pair = len(numbers) - place == 2
        if is_last_pair and _MONEY.match(behind) and number.value < 10 <= rest[0].value < 100:
            parts.append(number.figures + rest[0].figures)
            break
        is_hour = 1 <= number.value <= 12 and not (number.words == "one" and last in _NOT_ONE)
        is_denied = last in _DENIES and rest and rest[0].value != number.value  # "Not ten, eleven".
        if is_last_pair and (is_denied or (is_hour and _COUNTED.match(behind))):
            parts.append(f"{number.figures},")
            place += 1
        elif is_hour and rest and 10 <= rest[0].value <= _MOST_MINUTES:
            parts.append(f"{number.value}:{rest[0].value}")
            place += 2
        elif is_hour and len(rest) == 2 and rest[0].words in _ZEROS and 1 <= rest[1].value <= 9:
            parts.append(f"{number.value}:0{rest[1].value}")
            place += 3
        elif rest and 13 <= number.value <= 99 and 10 <= rest[0].value <= 99:
            parts.append(f"{number.value}{rest[0].value}")
            place += 2
        else:
            parts.append(_alone(number, last, behind if not rest else " "))
            place += 1
    return " ".join(parts)


def _alone(number: _Number, last: str, behind: str) -> str:
    """Return the figures of a number, or its word if that is more often something else."""
    if number.words not in _SHY:
        return number.figures
    if number.words == "once" and last in _ELEVEN:
        return number.figures
    is_counted = re.match(r" (?:[ap] ?m|o'?clock|dollars?|bucks?|percent|por ciento|dolares)\b", behind)
    return number.figures if is_counted and number.value else number.words
