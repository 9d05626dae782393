"""What the owner's text asks for, by plain rules, in English and Spanish.

A text is a command only if all of it is read: "don't cancel the 2pm" and "cancel the 2pm and the 3pm" are none.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple

from linda.booking import Premises
from linda.bulletin import offers_discount
from linda.errors import ClockChangeError, InvalidInputError, TwoTimesError
from linda.models import Language, Slot
from linda.owner import forms
from linda.owner.command import Command
from linda.owner.moments import day_from, hours_of, last_day_in, named_days, place_of
from linda.phones import parse_phone
from linda.responses.compose import say
from linda.rules.reading import lexicon
from linda.shop_time import instant
from linda.spoken_numbers import in_figures
from linda.time_words import plain, words_of_time
from linda.until import BACK, TILL, read_until, says_how_long
from linda.vocabulary import read_names

_LONGEST = 600
_LOWEST_PRICE, _HIGHEST_PRICE = 5, 5_000
# "Screens 13" may be about a model.
_LOWEST_BARE_PRICE = 30
_MOST_WORDS_OF_A_NAME = 3


class _Word(NamedTuple):
    """A word as it is matched, and its place in the text."""

    plain: str
    start: int
    end: int


class _Part(NamedTuple):
    """What stands for a word in capitals: in his words, in plain ones, and what stands before it."""

    said: str
    plain: str
    before: str


type _Fields = Mapping[str, object]


def read(text: str, premises: Premises) -> Command | None:
    """Return the command; None if the text is none that the rules are sure of."""
    if len(text) > _LONGEST:
        return None
    text = re.sub(r"(?<=[a-zA-Z])([:,])(?=\S)", r"\1 ", text)
    if answer := _answer(text):
        return answer
    return _read(text, premises) or (_read(said, premises) if (said := _in_figures(text)) != text else None)


# "Is rosa ready" only asks, with or without a mark behind it.
_ASKS = re.compile(
    r"\W*(?:(?:so|hey|ok|yo|linda|and|y|oye|entonces)\W+)*(?:is|are|was|were|did|does|has|have|had"
    r"|(?:esta|estan|estaba|fue|vino|llego|recogio|termino))\b"
)
_OF_BOOKINGS = ("cancel", "move", "no_show", "done", "ready")


def _read(text: str, premises: Premises) -> Command | None:
    command = _read_by_form(text, premises)
    return None if command and command.kind in _OF_BOOKINGS and _ASKS.match(plain(text)) else command


def _read_by_form(text: str, premises: Premises) -> Command | None:
    for words in _readings(_words(text)):
        said = "".join(f"{word.plain} " for word in words)
        for row, pattern in _patterns():
            if (match := pattern.fullmatch(said)) and (command := _filled(row, match, text, words, premises)):
                return command
    return None


_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_ONES = "one|two|three|four|five|six|seven|eight|nine|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_SPOKEN = re.compile(rf"\b(?:(?:{_TENS})(?:[ -](?:{_ONES}))?|{_TEENS})\b", re.IGNORECASE)


def _in_figures(text: str) -> str:
    """Return the text as he would thumb it: "eighty-five" as 85, "twenty fourth" as 24th, "no-show" as two words."""
    figures = _SPOKEN.sub(lambda said: in_figures(said[0].lower().replace("-", " ")), text)
    return re.sub(r"(?<=[a-zA-Z])-(?=[a-zA-Z])", " ", figures)


def is_several(text: str, premises: Premises) -> bool:
    """Tell whether the text is several commands, of which none must be done: "gym till 4 and block 5pm"."""
    if len(text) > _LONGEST_OF_SEVERAL:
        return False
    parts = [(text[: match.start()], text[match.end() :]) for match in _BETWEEN.finditer(text)]
    return any(
        _is_one(one, premises) and (_is_one(other, premises) or _is_one(f"{one.split()[0]} {other}", premises))
        for one, other in parts
    )


_LONGEST_OF_SEVERAL = 160
_BETWEEN = re.compile(
    r"\s*(?:[,;.\n+&]|\b(?:and then|and|then|also|n|y|luego|y luego|tambien)\b)\s*|\s+(?=#?[0-9])", re.IGNORECASE
)


def _is_one(text: str, premises: Premises) -> bool:
    """Tell whether the text is a command, or several; a question or "ok" beside one does not count."""
    command = read(text, premises)
    is_bare = command is not None and command.kind in ("answer", "help", "agenda") and not command.number
    return command is not None and not is_bare


def is_for_linda(text: str) -> bool:
    """Tell whether the text begins as only commands do, and so is for no customer, whatever it means."""
    said = [word.plain for word in _words(text) if word.plain not in forms.BEFORE_A_COMMAND]
    return bool(said) and (said[0] in forms.FOR_LINDA or said[:2] in (["no", "show"], ["stop", "answering"]))


def numbered_answer(text: str) -> Command | None:
    """Return the text as an answer in his own words, if there is a question of the number that it begins with."""
    match = _numbered(text)
    if match is None:
        return None
    first = plain(match[4]).split(maxsplit=1)[0].strip(".,;:!?")
    if first in forms.COUNTED or match[4].rstrip().endswith("?"):
        return None
    return Command("answer", _language_of_answer(first), number=int(match[2]), text=match[4].strip())


def names_customer(text: str, country: str) -> str:
    """Return the customer that the words name: a number (E.164), or a name in his words; "" if they are neither."""
    if re.search("[0-9]", text):
        if not {*re.findall("[a-z]+", plain(text))} <= forms.BESIDE_A_NUMBER:
            return ""
        try:
            return parse_phone(text, country)
        except InvalidInputError:
            return ""
    words = re.sub(r"['\u2019][sS]\b", "", text.strip(" .,!")).split()
    is_name = 1 <= len(words) <= _MOST_WORDS_OF_A_NAME and all(map(_may_be_name, words))
    return " ".join(map(_not_owned, words)) if is_name else ""


def _not_owned(word: str) -> str:
    """Return "marisol" for the "marisols" of "marisols 2pm"."""
    is_owned = plain(word).endswith("s") and plain(word) not in lexicon.FIRST_NAMES
    return word[:-1] if is_owned and plain(word)[:-1] in lexicon.FIRST_NAMES else word


def completed(command: Command, quoted: Mapping[str, str], premises: Premises) -> Command | None:
    """Return the command with the parts that are quoted from a text, named as in a form; None if one is unreadable."""
    parts = {name: _Part(said, " ".join(word.plain for word in _words(said)), ":") for name, said in quoted.items()}
    return _with_parts(command, parts, premises)


def _may_be_name(word: str) -> bool:
    said = plain(word)
    if not re.fullmatch(r"[a-z]{2,20}(?:[-'][a-z]{2,20})?\.?", said):
        return False
    said = said.removesuffix(".")
    is_doing = said.endswith("ing") and len(said) > len("Ming")
    return said in lexicon.FIRST_NAMES or not (is_doing or said in _no_names())


@cache
def _no_names() -> frozenset[str]:
    return forms.NO_NAMES | lexicon.NO_NAMES | lexicon.ENGLISH | lexicon.SPANISH | words_of_time()


# --- answers


_NUMBERED = re.compile(
    r"\s*(#?|(?:[Qq]uestion|[Pp]regunta) )([0-9]{1,4})(?![0-9:./%]*[0-9%])\s*([:.),-]*)\s+(\S.*)",
    re.DOTALL,
)
# "7 yes 8 no" answers two questions.
_ANOTHER = re.compile(
    r"(?:\s|^)#?[0-9]{1,4}[:.)-]* (?:yes|yeah|yep|no|nope|ok|si|s\u00ed)\s*(?:$|[,;.]|and\b|y\b|#?[0-9])", re.IGNORECASE
)
_NOT_AN_ANSWER = re.compile(r"no[ -]?show|(?:ok|yes|no|si)\b[^?]*\?$")


_NUMBER_LAST = re.compile(r"(yes|yeah|yep|yup|no|nope|nah|si),? (?:to |a la |for |on )?#?([0-9]{1,4})")
_ALONE = re.compile(
    rf"(?:no|yes|yeah|ok|si),? [0-9]{{1,2}} ?%|(?:yes|si),? (?:add it|agregalo)"
    rf"|(?:{'|'.join(sorted(forms.ALONE))}),? (?:{forms.FOR_SURE})"
    "|(?:please )?(?:tell|let) (?:her|him|them) [^?]+"
    "|(?:dile|digale|diles) (?!a (?!(?:ella|el|la|los|las|ellos) ))[^?]+"
)


# "7 ignore" is no answer that the customer should read.
_DROPS = re.compile(
    "(?:please )?(?:ignore|skip|never ?mind|nvm|delete|dismiss|forget|drop"
    "|ignora|ignoralo|olvida|olvidalo|borra|borralo)"
    r"(?: (?:it|that|this|him|her|them|about it))?"
)


def _numbered(text: str) -> re.Match[str] | None:
    """Return the question's number and the words behind it, unless they answer another one, too, or drop this one."""
    match = _NUMBERED.fullmatch(text)
    if not match or _ANOTHER.search(match[4]) or _DROPS.fullmatch(plain(match[4]).strip(" .,!")):
        return None
    return match


def _answer(text: str) -> Command | None:
    """Return the answer to a question: with its number, or "yes" alone."""
    if (match := _numbered(text)) and not _NOT_AN_ANSWER.match(plain(match[4])):
        first = plain(match[4]).split(maxsplit=1)[0].strip(".,;:!")
        is_marked = bool(match[1] or {":", ")"} & {*match[3]})
        if is_marked or first in forms.ANSWERS or re.fullmatch(r"[0-9]{1,2} ?%", match[4].strip()):
            return Command("answer", _language_of_answer(first), number=int(match[2]), text=match[4].strip())
    said = plain(text).strip(" .!")
    if match := _NUMBER_LAST.fullmatch(said):  # "Yes 7", "yes to 7"
        return Command("answer", _language_of_answer(match[1]), number=int(match[2]), text=match[1])
    if said in forms.ALONE or _ALONE.fullmatch(said.replace("'", "")):
        return Command("answer", _language_of_answer(re.split("[, ]", said)[0]), text=text.strip())
    return None


def _language_of_answer(word: str) -> Language:
    return "es" if word in forms.SPANISH_ANSWERS else "en"


# --- forms


def _words(text: str) -> list[_Word]:
    found = list[_Word]()
    for match in re.finditer(r"\S+", text):
        word = plain(match[0]).replace("'", "")
        bare = re.sub(r"^(?:(?!\.[0-9])[^a-z0-9+$#@=&?(\u00bd])+|[^a-z0-9%?=&)\u00bd]+$", "", word).rstrip("?!.")
        if bare := bare.strip("()") if not re.search("[0-9]", bare) else bare:
            found.append(_Word(_right(bare), match.start(), match.end()))
        if re.search(r"\?[^a-z0-9]*$", word):  # "Cancel the 2pm?!"
            found.append(_Word("?", match.end() - 1, match.end()))
    return found


def _readings(words: Sequence[_Word]) -> Iterator[Sequence[_Word]]:
    """Yield the words, then those without what only makes a command polite."""
    yield words
    while len(fewer := _polite(words)) < len(words):
        words = fewer
        yield words


def _polite(words: Sequence[_Word]) -> Sequence[_Word]:
    """Return the words without those at one end that only make a command polite."""
    said = [word.plain for word in words]
    for length in (3, 2, 1):
        if len(words) > length and " ".join(said[:length]) in forms.POLITE_BEFORE:
            return words[length:]
    for length in (3, 2, 1):
        if len(words) > length and " ".join(said[-length:]) in forms.POLITE_AFTER:
            return words[:-length]
    return words


def _right(word: str) -> str:
    """Return the word of a form that a slip of the keyboard stands for."""
    if word in forms.SLIPS:
        return forms.SLIPS[word]
    if word not in _known() and word.endswith("in") and f"{word}g" in _known():  # "drivin"
        return f"{word}g"
    if re.search(r"([a-z])\1\1", word):  # "gymmm"
        for letters in (r"\1", r"\1\1"):
            if (short := re.sub(r"([a-z])\1\1+", letters, word)) in _known():
                return short
    if re.fullmatch("ip[0-9]{1,2}", word):
        return word.replace("ip", "iphone")
    if len(word) < _LONG_ENOUGH or word in _known():
        return word
    return next((meant for meant in sorted(forms.LONG) if _is_slip(word, meant)), word)


_LONG_ENOUGH = 5


@cache
def _known() -> frozenset[str]:
    """Return words that are spelled right."""
    return (
        _no_names()
        | forms.NEWS
        | lexicon.FIRST_NAMES
        | {*re.findall("[a-z]+", " ".join(row.forms for row in forms.ROWS))}
    )


def _is_slip(word: str, meant: str) -> bool:
    """Tell whether one letter is wrong, missing or extra, or two are swapped; the first one is right."""
    if word[0] != meant[0] or abs(len(word) - len(meant)) > 1:
        return False
    place = next((n for n, (a, b) in enumerate(zip(word, meant, strict=False)) if a != b), min(len(word), len(meant)))
    one, two = word[place:], meant[place:]
    return one[1:] == two[1:] or one[1:] == two or one == two[1:] or (one[:2] == two[1::-1] and one[2:] == two[2:])


def _any_of(*words: str) -> str:
    return "|".join(sorted({*"|".join(words).split("|")}, key=len, reverse=True))


_ENDING = (
    "(?:(?:and |then |but |ill |gonna |y )*(?:be |b )?(?:back|brb|bbl) )|(?:for |in |about |like |por |en )?"
    "(?:an? |un |una )?(?:[0-9]|half|couple|hour|hr|min|few|all day|rest|media|hora|rato)"
)
_SLOTS = {
    "AMOUNT": r"(?P<AMOUNT>\$?[0-9]{1,4}(?:\.[0-9]{1,2})? (?:(?:dollars|bucks|dolares) )?)",
    "PERCENT": "(?P<PERCENT>[0-9]{1,3}(?:[.][0-9])?%? )",
    "CHANGE": r"(?P<CHANGE>\$?[0-9]{1,3}%? (?:(?:dollars|bucks|percent|dolares|pesos|more|por ciento) )?)",
    # Atomic, since the same words are several of these; a length of time is the end, not a part of it.
    "AWAY": f"(?P<AWAY>(?:(?!{_ENDING})(?>{_any_of(forms.BESIDE_AWAY, *forms.AWAY.values())}) )++)",
    "LACKING": (
        r"(?P<LACKING>(?:till|until|hasta|(?:for|por)(?= (?:a|an|the|un|una|couple|few|next|[0-9]+) )|back|again|more) "
        r"(?:\S+ )+)"
    ),
}


@cache
def _patterns() -> Sequence[tuple[forms.Row, re.Pattern[str]]]:
    """Return the rows with their forms as expressions over words that each end with a space."""
    lines = ((row, line.strip().format_map(forms.WORDS)) for row in forms.ROWS for line in row.forms.splitlines())
    return [
        (row, re.compile(re.sub(_ELEMENT, _expression, re.sub(_CHOICE, _longest_first, line))))
        for row, line in lines
        if line
    ]


_CHOICE = r"(?<=[(\[])[^()\[\]]*\|[^()\[\]]*"


def _longest_first(choice: re.Match[str]) -> str:
    return "|".join(sorted(choice[0].split("|"), key=len, reverse=True))


_ELEMENT = r"[A-Z_]+|[a-z0-9@=?]+|[\[\]()|]| +"


def _expression(element: re.Match[str]) -> str:
    word = element[0]
    if word.isupper():
        return _SLOTS.get(word, rf"(?P<{word}>(?:\S+ )+?)")
    if word.isspace():
        return ""
    return {"[": "(?:", "]": ")?", "(": "(?:", ")": ")", "|": "|"}.get(word, f"{re.escape(word)} ")


# The part that the end of a row is.
_END_OF = {"agenda": "LISTED", "booked_how_much": "PERIOD"}


def _filled(
    row: forms.Row, match: re.Match[str], text: str, words: Sequence[_Word], premises: Premises
) -> Command | None:
    """Return the row's command with all parts of the match read; None if one cannot be."""
    command = replace(row.command, language=row.language)
    parts = {
        name: _part(match.span(name), match.string, text, words) for name, said in match.groupdict().items() if said
    }
    if row.end and "UNTIL" not in parts:
        parts[_END_OF.get(command.kind, "UNTIL")] = _Part(row.end, row.end, "")
    if command.kind == "closed" and not parts:
        parts["SPAN"] = _Part("today", "today", "")
    return _with_parts(command, parts, premises)


def _with_parts(command: Command, parts: Mapping[str, _Part], premises: Premises) -> Command | None:
    for name, part in parts.items():
        if "?" in part.plain:  # "Cancel the 2pm?" only asks.
            return None
        if (fields := _READERS[name](part, command, premises)) is None:
            return None
        command = replace(command, **fields)  # type: ignore[arg-type]
    return command


def _part(span: tuple[int, int], said: str, text: str, words: Sequence[_Word]) -> _Part:
    first, after = said[: span[0]].count(" "), said[: span[1]].count(" ")
    start, end = words[first].start, words[after - 1].end
    return _Part(text[start:end].strip(" .,!?"), said[slice(*span)].strip(), text[:start].rstrip())


# --- parts


_ENDS = rf"(?:{TILL}|{BACK}) "


def _until(part: _Part, command: Command, premises: Premises) -> _Fields | None:
    # "Gym at 4" and "gym in 2 hours" say when he goes, "gym 2 hours" how long he is there. "Out for the weekend"
    # closes the shop.
    if not (re.match(_ENDS, part.plain) or says_how_long(part.plain)):
        return None
    try:
        end = read_until(part.plain, premises.now, premises.shop)
    except TwoTimesError as error:
        one, other = (Slot(local.date(), local.time()) for local in (error.one, error.other))
        return {"refused": say("line_two_times", slot=one, next=other), "language": _language(part.plain, command)}
    except ClockChangeError:
        return {"refused": say("line_clock_change"), "language": _language(part.plain, command)}
    except InvalidInputError:
        return None
    return {"until": end, "language": _language(part.plain, command)}


def _back(part: _Part, command: Command, premises: Premises) -> _Fields | None:
    verbs = {"en": "back|b back|be back|brb|bbl", "es": "vuelvo|regreso|volvere|de vuelta|de regreso"}
    is_back = re.match(rf"(?:{verbs[command.language]})\b", part.plain)
    return _until(part, command, premises) if is_back else None


def _lacking(part: _Part, _: Command, premises: Premises) -> _Fields | None:
    day = day_from(part.plain, premises)
    return {"until": _start_of(day, premises)} if day and day > premises.today else None


def _start_of(day: date, premises: Premises) -> datetime:
    return instant(Slot(day, time()), premises.shop.time_zone)


def _away(part: _Part, command: Command, premises: Premises) -> _Fields | None:
    """Read what he is doing while he is away, whatever else is said of it: "running to get parts"."""
    said = f" {part.plain} "
    if not re.search(
        rf" (?:{_any_of(*forms.AWAY.values())})(?: now| rn| real quick| up| from work| from school)? $", said
    ):
        return None
    for status, words in forms.AWAY.items():
        if re.search(f" (?:{words}) ", said):
            return {"status": status, "language": _language(part.plain, command)}
    return None


_EARLY = "(?:early|temprano)"


def _span(part: _Part, command: Command, premises: Premises) -> _Fields | None:
    said = plain(part.said)
    # "Early today at 2" is no hour of the night, and "early tomorrow" does not close all of the morning.
    if is_early := bool(re.search(rf"\b{_EARLY}\b", f"{plain(part.before)[-9:]} {said}")):
        said = re.sub(rf"\b{_EARLY}\b", "", said)
    span = hours_of(said, premises)
    if span is None or (is_early and not span.at and not span.to_at):
        return None
    if command.kind == "block" and span.at and not span.to_at and span.is_hour:
        end = datetime.combine(span.day, span.at) + timedelta(minutes=premises.shop.slot_minutes)
        return {**span.fields(), "to_at": end.time()}
    return span.fields()


def _days(part: _Part, command: Command, premises: Premises) -> _Fields | None:
    """Read whole days: "off at 4" closes nothing."""
    span = hours_of(plain(part.said), premises)
    return span.fields() if span and not span.at and not span.to_at else None


def _hours(part: _Part, command: Command, premises: Premises) -> _Fields | None:
    """Read the hours of a day that stands elsewhere: "friday im closing at 3"."""
    span = hours_of(plain(part.said), premises)
    if span is None or span.has_day or not (span.at or span.to_at):
        return None
    return {"at": span.at, "to_at": span.to_at}


def _opens(part: _Part, command: Command, premises: Premises) -> _Fields | None:
    """Read at what hour he opens on a day, before which nothing can be booked on it."""
    span = hours_of(re.sub("^(?:till|until|til|before) ", "", plain(part.said)), premises)
    if span is None or not span.at or not span.is_hour or span.day != span.to_day:
        return None
    return {"day": span.day, "to_day": span.day, "to_at": span.at}


def _opened(part: _Part, command: Command, premises: Premises) -> _Fields | None:
    """Read the days on which he is open after all: "open at 10" and "open till 6" are about hours."""
    span = hours_of(plain(part.said), premises)
    is_whole = span and span.has_day and (span.at is None) == (span.to_at is None)
    return span.fields() if span and is_whole else None


# "Maybe 3pm" is an hour elsewhere.
_DOUBT = r"\b(?:maybe|perhaps|probably|quizas?|tal vez|around|about|like|como)\b"


def _booking(part: _Part, command: Command, premises: Premises) -> _Fields | None:
    """Read which booking is meant: an hour, a customer, or both, and perhaps a day."""
    nth, said = _nth(plain(part.said))
    place = place_of(said, premises)
    if place is None or re.search(_DOUBT, part.plain) or (nth and (place.rest or place.at)):
        return None
    is_after = command.kind in ("done", "ready")
    if is_after and re.match(r"(?:at|by|in|for|on|a las|en|para)\b", part.plain):  # "Done at 4" says when.
        return None
    who = ""
    if place.rest:
        raw = [word for word in part.said.split() if plain(word).strip(".,!'").removesuffix("'s") in place.rest]
        who = names_customer(" ".join(raw), premises.shop.country)
        if not who:
            return None
    return {"day": place.day, "at": place.at, "who": who, "place": nth} if who or place.at or nth else None


_PLACE = re.compile(
    rf"^(?:the |my |la |mi )?({'|'.join(forms.PLACES)})(?: (?:one|1|appointment|appt|booking|customer|job|cita))?"
    r"(?: (?:of|for|on|de|del))?\b"
)
_NEEDS_A_NOUN = re.compile(
    r"^(?:the |my )?(?:first|1st|second|2nd|third|3rd|last|next) (?!one|1\b|app|booking|cust|job)"
)


def _nth(said: str) -> tuple[int, str]:
    """Return which booking of a day the words mean, "the first one tomorrow", 0 if none; and the other words."""
    match = _PLACE.match(said)
    if not match or _NEEDS_A_NOUN.match(f"{said} "):  # "The 2nd" and "next friday" are days.
        return 0, said
    return forms.PLACES[match[1]], said[match.end() :].strip()


def _there(part: _Part, _: Command, premises: Premises) -> _Fields | None:
    said = re.sub(r"\b(?:at )?(?:the )?same time\b|\b(?:a )?(?:la )?misma hora\b", "", plain(part.said))
    place = place_of(said, premises)
    return {"to_day": place.day, "to_at": place.at} if place and not place.rest else None


def _who(part: _Part, _: Command, premises: Premises) -> _Fields | None:
    who = names_customer(part.said, premises.shop.country)
    return {"who": who} if who else None


_BESIDE_WHAT = frozenset(
    "for on of de del para las los el la replacement replacements repairs repair more any my the some our "
    "all new".split()
)
_DETERMINERS = ("the ", "your ", "ur ", "his ", "her ", "that ", "this ", "their ", "a ", "tu ", "su ")


def _what(part: _Part, command: Command, premises: Premises) -> _Fields | None:
    """Read one repair, and perhaps one device. "The screen is 85" may be said to a customer."""
    said, shop = part.plain, premises.shop
    if command.kind == "price" and said.startswith(_DETERMINERS):
        return None
    names = read_names(said, shop)
    repairs = {one.value for one in names if one.kind == "repair"}
    devices = {one.value for one in names if one.kind == "device"}
    rest = said
    for one in reversed(names):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    is_all = len(repairs) == 1 and len(devices) <= 1 and all(one.kind in ("repair", "device") for one in names)
    if not is_all or not {*rest.split()} <= _BESIDE_WHAT:
        return None
    language = _language(said, command)
    return {"repair_type": repairs.pop(), "device": devices.pop() if devices else "", "language": language}


def _device(part: _Part, command: Command, premises: Premises) -> _Fields | None:
    """Read the one device for which a price is, beside the repair."""
    names = read_names(part.plain, premises.shop)
    is_one = len(names) == 1 and names[0].kind == "device" and (names[0].start, names[0].end) == (0, len(part.plain))
    return {"device": names[0].value} if is_one and not command.device else None


def _change(part: _Part, command: Command, premises: Premises) -> _Fields | None:
    return {}


def _amount(part: _Part, _: Command, premises: Premises) -> _Fields | None:
    amount = float(re.sub("[^0-9.]", "", part.plain))
    is_sure = "$" in part.plain or re.search(r"dol|bucks", part.plain) or re.search(r"[a-z]$", part.before) is None
    is_said = re.search(r"\b(?:is|are|to|at|now|cost|costs|a|en|cuesta|cuestan|vale|valen)$", plain(part.before))
    if not is_sure and re.search(r"\.[0-9]$", part.plain):  # "The screen is 6.1" is about inches.
        return None
    lowest = _LOWEST_PRICE if is_sure or is_said else _LOWEST_BARE_PRICE
    return {"amount": amount} if lowest <= amount <= _HIGHEST_PRICE else None


def _percent(part: _Part, _: Command, premises: Premises) -> _Fields | None:
    percent = float(part.plain.rstrip("%"))
    return {"amount": percent} if percent <= 100 else None


_OFFER = r"\$ ?[0-9]|\b(?:free|gratis|bogo|buy (?:1|one)|(?:2|two) for (?:1|one)|half off|2 ?x ?1)\b"


def _news(part: _Part, _: Command, premises: Premises) -> _Fields | None:
    """Read a bulletin: after a colon whatever it says, otherwise only what offers something."""
    is_marked = part.before.endswith((":", "-", "\u2013", "="))
    if not is_marked and not (offers_discount(part.said) or re.search(_OFFER, part.plain)):
        return None
    last = last_day_in(f"{plain(part.before)} {plain(part.said)}", premises)
    return {"text": part.said, "until": _start_of(last + timedelta(days=1), premises) if last else None}


def _listed(part: _Part, command: Command, premises: Premises) -> _Fields | None:
    days = named_days(plain(part.said), premises, whole_week=command.kind == "booked_how_much")
    if not days:
        return None
    return {"day": days[0], "to_day": days[-1], "language": _language(part.plain, command)}


def _language(said: str, command: Command) -> Language:
    """Return Spanish for Spanish words in a form that both languages have: "viernes?", "bateria 55"."""
    words = {word.rstrip("s") for word in said.split()} | {*said.split()}
    return command.language if words.isdisjoint(lexicon.SPANISH - lexicon.ENGLISH - _ENGLISH_TOO) else "es"


_ENGLISH_TOO = {"son"}
_BARE_DAYS = ("today", "tomorrow", "this week", "next week", "hoy", "manana", "esta semana", "la proxima semana")


def _bare(part: _Part, command: Command, premises: Premises) -> _Fields | None:
    """Read a day that is the whole text, without a question mark."""
    return _listed(part, command, premises) if part.plain in _BARE_DAYS else None


def _topic(part: _Part, _: Command, premises: Premises) -> _Fields | None:
    is_news = {*part.plain.split()} - {"about", "of", "y", "and", "de", "me"} <= forms.NEWS
    return {"text": part.said} if is_news else None


_READERS: Mapping[str, Callable[[_Part, Command, Premises], _Fields | None]] = {
    "UNTIL": _until,
    "BACK": _back,
    "LACKING": _lacking,
    "AWAY": _away,
    "SPAN": _span,
    "HOURS": _hours,
    "OPENS": _opens,
    "DAYS": _days,
    "OPENED": _opened,
    "BOOKING": _booking,
    "THERE": _there,
    "WHO": _who,
    "WHAT": _what,
    "AMOUNT": _amount,
    "CHANGE": _change,
    "DEVICE": _device,
    "PERCENT": _percent,
    "NEWS": _news,
    "LISTED": _listed,
    "PERIOD": _listed,
    "BARE": _bare,
    "TOPIC": _topic,
}
