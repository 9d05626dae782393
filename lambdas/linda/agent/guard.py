"""The reply guard: what the model says leaves only if code supports it, and if it is the customer's to know.

It reads a text clause by clause. A clause that states what only code can know needs evidence; a question, an offer, a
condition or a denial states nothing. In doubt it finds a fault: then the rules answer. Its words are in guard_words.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise
from typing import Literal

from linda.agent import guard_words as words
from linda.models import Slot
from linda.natural_time import find_wish
from linda.quotes import find_device, find_repairs, price
from linda.shop import Shop

type Fault = Literal[
    "booking", "change", "time", "status", "price", "gift", "owner", "secret", "stranger", "link", "prompt", "opt-out"
]

_WORDS_IN_A_ROW = 7
_PRIVATE_WORDS_IN_A_ROW = 3
_SHORTEST_SECRET = 6
_SHORTEST_OF_PLACE = 5
_SHORTEST_OWN = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """What code knows when the model has spoken.

    `shown` are the slots, and `checked` the days, that tools have named in this turn; `booked` reads the number's open
    bookings, and `discount` what it was granted (percent). `asked` is the customer's message, `repair` and `device` are
    what the conversation is about, and `doing` tells what the owner does now. `public` may be told, `rules` are to be
    followed and not told, and of `private`, `place` (the one of them that tells where he is) and `secrets` nothing may
    leave.
    """

    shop: Shop
    today: date
    asked: str
    shown: Collection[Slot]
    checked: Collection[date]
    booked: Callable[[], Collection[Slot]]
    discount: Callable[[], float]
    has_asked_owner: bool
    status_told: bool = False
    repair: str = ""
    device: str = ""
    doing: str = ""
    public: str = ""
    rules: str = ""
    private: Sequence[str] = ()
    place: str = ""
    secrets: Sequence[str] = ()
    numbers: Sequence[str] = ()
    tools: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause of a sentence, and what that sentence states: all its clauses that ask nothing."""

    text: str
    sentence: str
    asks: bool


def faults(text: str, evidence: Evidence) -> list[Fault]:
    """Return what is wrong with a text of the model's; nothing if it may leave."""
    plain = _plain(text)
    found: list[Fault] = [*_leaks(plain, evidence)]
    for clause in _clauses(plain):
        found += [fault for fault, is_wrong in _CHECKS.items() if is_wrong(clause, evidence)]
    if _has_bare_number(plain, evidence):
        found.append("price")
    if asks_for_opt_out(text):
        found.append("opt-out")
    return found


def asks_for_opt_out(text: str) -> bool:
    """Tell if the text asks for an answer of one word that opts its sender out: "Reply CANCEL to cancel"."""
    bare = re.sub(words.SPACED, lambda word: re.sub(r"\W", "", word[0]), _without_accents(text))
    return bool(re.search(words.OPT_OUT_IN_CAPITALS, bare) or re.search(words.OPT_OUT_WANTED, bare.lower()))


def _without_accents(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.replace("\u2019", "'"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _plain(text: str) -> str:
    """Return the text in lower case, without accents, and with "a.m." as "am"."""
    bare = _without_accents(text.lower())
    return re.sub(r"(?<=[0-9 ])([ap])\.\s?m\b\.?", r"\1m", bare)


def _clauses(plain: str) -> Iterator[_Clause]:
    for sentence in re.split(r"(?<=[.!?])\s+|\n", plain):
        is_open = sentence.rstrip("\"') ").endswith("?")
        parts = [re.sub(words.FILLER, "", part).strip(" .!\"'") for part in re.split(words.CLAUSE_END, sentence)]
        asks = [bool(re.match(words.REQUEST, part) or (is_open and re.match(words.QUESTION, part))) for part in parts]
        for place, part in enumerate(parts[:-1]):
            asks[place] |= asks[place + 1] and bool(re.fullmatch(words.TOPIC, part))  # "For Friday, which phone is it?"
        stated = ", ".join(part for part, is_asked in zip(parts, asks, strict=True) if not is_asked)
        yield from (_Clause(part, stated or part, is_asked) for part, is_asked in zip(parts, asks, strict=True))


def _states(pattern: str, clause: _Clause) -> bool:
    """Tell if the clause says so: neither as a question nor as an offer, a condition or a denial."""
    for match in re.finditer(pattern, clause.text):
        before = clause.text[: match.start()]
        if stated := re.search(words.STATED, before):
            if not re.search(words.TURNED, before[: stated.start()]):
                return True
        elif not clause.asks and not re.search(words.UNREAL, before):
            return True
    return False


# --- bookings, days and times


def _claims_booking(clause: _Clause, evidence: Evidence) -> bool:
    return _states(words.BOOKED, clause) and not _is_stored(clause.sentence, evidence)


def _is_stored(said: str, evidence: Evidence) -> bool:
    """Tell if the day and the times that are said, and at least one is, are those of a stored booking."""
    days, times = _days(said, evidence.today), _times(said, evidence.today)
    if not (days or times) or re.search(words.MORE_THAN_ONE, said):
        return False
    booked = [slot for slot in evidence.booked() if not days or slot.day in days]
    return bool(booked) and days <= {slot.day for slot in booked} and times <= {slot.at for slot in booked}


def _names_unknown_time(clause: _Clause, evidence: Evidence) -> bool:
    """Tell if the clause names a time or a day that code has not, or calls the shop open at all hours."""
    if _states(words.ALWAYS_OPEN, clause) or (_states(words.VAGUE_FREE, clause) and not _has_shown_wish(evidence)):
        return True
    own, times = _days(clause.text, evidence.today), _times(clause.text, evidence.today)
    days = own or _days(clause.sentence, evidence.today)
    asks = clause.asks and not (
        re.search(words.IS_FREE, clause.text) and not re.match(r"(?:is|are|do|does|\u00bf)\b", clause.text)
    )
    if not times:
        return bool(own) and not asks and not _is_known_day(own, clause, evidence)
    if asks and times <= _times(evidence.asked, evidence.today):
        return False
    if not days and times <= _told_times(evidence) and (re.search(words.HOURS, clause.text) or len(times) > 1):
        return False
    known = [slot for slot in evidence.shown if not days or slot.day in days]
    if times <= {slot.at for slot in known}:
        return False
    known += [slot for slot in evidence.booked() if not days or slot.day in days]
    return not times <= {slot.at for slot in known}


def _has_shown_wish(evidence: Evidence) -> bool:
    """Tell if the time that the customer named is one that code has shown."""
    wish = find_wish(evidence.asked, evidence.today)
    return any(wish.at == slot.at and wish.day in (None, slot.day) for slot in evidence.shown)


def _is_known_day(days: set[date], clause: _Clause, evidence: Evidence) -> bool:
    text, today = clause.text, evidence.today
    if re.search(words.LOOKS, text) and not re.search(words.IS_FREE, text):
        return True
    if days == {today} and re.search(words.SMALL_TALK, text):
        return True
    shown = {slot.day for slot in evidence.shown}
    if re.search(words.FULL, text) and days & shown:
        return False
    known = {*evidence.checked, *shown, *_days(evidence.public, today)}
    if re.search(words.LIMITED, text):
        known |= _days(evidence.doing, today)
    return days <= known or days <= known | {slot.day for slot in evidence.booked()}


def _told_times(evidence: Evidence) -> set[time]:
    return {at for text in (evidence.public, evidence.rules, evidence.doing) for at in _times(text, evidence.today)}


def _days(text: str, today: date) -> set[date]:
    """Return all days that the text names."""
    starts = [0, *(match.start() for match in re.finditer(words.DAY_START, text.lower())), len(text)]
    pieces = [text, *(text[start:end] for start, end in pairwise(starts))]
    return {day for piece in pieces if (day := find_wish(piece, today).day)}


def _times(text: str, today: date) -> set[time]:
    found = set()
    for match in re.finditer(words.TIME, text.lower()):
        if match[3]:
            hour, minute = int(match[1]) % 12 + (12 if match[3] == "p" else 0), int(match[2] or 0)
        else:
            hour, minute = int(match[4] or match[6]), int(match[5] or 0)
            hour += 12 if 1 <= hour <= 8 else 0
        found.add(time(hour % 24, minute % 60))
    wished = None if found else find_wish(text, today).at
    return {wished} if wished else found


def _tells_status(clause: _Clause, evidence: Evidence) -> bool:
    return not evidence.status_told and _states(words.status(evidence.shop.vocabulary.plain), clause)


# --- money


def _names_other_price(clause: _Clause, evidence: Evidence) -> bool:
    """Tell if the clause names an amount of dollars that the price list does not have for what is talked about."""
    amounts = {float((match[1] or match[2]).replace(",", "")) for match in re.finditer(words.DOLLARS, clause.text)}
    if not amounts:
        return False
    shop = evidence.shop
    texts = (clause.text, clause.sentence, evidence.repair)
    repairs = next(filter(None, (_repairs(text, shop) for text in texts)), list(shop.prices))
    texts = (clause.text, clause.sentence, evidence.device)
    devices = next(filter(None, (_devices(text, shop) for text in texts)), [])
    listed: set[float] = set()
    for repair in repairs:
        exact = {amount for device in devices if (amount := price(repair, device, shop)) is not None}
        listed |= exact or set(shop.prices[repair].values())
    if re.search(words.ON_SITE, clause.text):
        listed |= {shop.on_site_fee, *(amount + shop.on_site_fee for amount in listed)}
    if not amounts <= listed:
        listed |= {round(amount * (1 - evidence.discount() / 100), 2) for amount in listed}
    return not amounts <= listed


def _repairs(text: str, shop: Shop) -> list[str]:
    """Return the repairs that the text names: a screen protector is not a screen."""
    named = find_repairs(text, shop)
    return [repair for repair in named if not any(other != repair and repair in other for other in named)]


def _devices(text: str, shop: Shop) -> list[str]:
    """Return all devices that the text names."""
    found, rest = [], " ".join(text.lower().split())
    while device := find_device(rest, shop):
        found.append(device)
        rest = rest.replace(device, " ")
    return found


def _has_bare_number(plain: str, evidence: Evidence) -> bool:
    """Tell if the text has a number of 10 or more that could only be a price."""
    rest = " ".join(plain.split())
    for device in (*_devices(rest, evidence.shop), evidence.device):
        rest = rest.replace(device, " ") if device else rest
    told = re.findall(r"(?<!\$)\b[0-9]+", f"{evidence.public} {evidence.device}")
    return any(number not in told for number in re.findall(r"[0-9]{2,}", re.sub(words.NO_PRICE, " ", rest)))


def _gives(clause: _Clause, evidence: Evidence) -> bool:
    """Tell if the clause gives a discount that was not granted, a gift, or another warranty than the shop's."""
    text = clause.text
    rest = re.sub(rf"{words.PERCENT} off|{words.FREE_TIME}", " ", text)
    accessories = "|".join(re.escape(item.split()[-1]) for item in evidence.shop.accessories)
    if re.search(words.GIFT, rest) or (accessories and re.search(words.included(accessories), rest)):
        return True
    if _covers_more(clause, evidence.shop):
        return True
    percents = [float(match[1].replace(",", ".")) for match in re.finditer(words.PERCENT, text)]
    if percents:
        return any(number != evidence.discount() for number in percents)
    return bool(re.search(words.FAVOUR, text)) and not re.search(words.REFUSED, text) and not evidence.discount()


def _covers_more(clause: _Clause, shop: Shop) -> bool:
    """Tell if the clause speaks of a warranty other than the shop's; any word but "warranty" needs the shop's days."""
    if not re.search(words.COVER, clause.sentence):
        return False
    rest = re.sub(rf"\b{shop.warranty_days}[ -](?:days?|dias)\b", "", clause.text)
    if re.search(words.OTHER_DAYS, rest):
        return True
    if not re.search(words.COVER, rest):
        return False
    return bool(re.search(words.OTHER_TERM, rest)) or (rest == clause.text and not re.search(r"\bwarrant", rest))


# --- the owner


def _claims_owner(clause: _Clause, evidence: Evidence) -> bool:
    """Tell if the clause says what the owner has decided, or, where he was not asked, what he knows or will do."""
    names_owner = _names_owner(clause.text, evidence)
    if names_owner and _states(words.OWNER_DECIDED, clause):
        return True
    if evidence.has_asked_owner or (evidence.status_told and re.fullmatch(words.TEXTS_WHEN_READY, clause.text)):
        return False
    return _states(words.TOLD, clause) or (names_owner and _states(words.OWNER_TOLD, clause))


def _names_owner(plain: str, evidence: Evidence) -> bool:
    return bool(re.search(rf"\b(?:{evidence.shop.owner.lower()}|{words.OWNER})\b", plain))


_CHECKS: Mapping[Fault, Callable[[_Clause, Evidence], bool]] = {
    "booking": _claims_booking,
    "change": lambda clause, _: _states(words.CHANGED, clause),
    "status": _tells_status,
    "owner": _claims_owner,
    "gift": _gives,
    "price": _names_other_price,
    "time": _names_unknown_time,
}


# --- leaks


def _leaks(plain: str, evidence: Evidence) -> Iterator[Fault]:
    public = (
        f"{evidence.public} {evidence.shop.name} {evidence.shop.city} {evidence.shop.owner} {evidence.doing}".lower()
    )
    if (
        re.search(words.KEYS, plain)
        or _tells_secret(plain, evidence.secrets)
        or _tells_private(plain, evidence, public)
    ):
        yield "secret"
    own = {_digits(number)[-10:] for number in evidence.numbers}
    numbers = (_digits(match[0]) for match in re.finditer(words.PHONE, plain))
    if any(len(number) >= 10 and number[-10:] not in own for number in numbers):
        yield "stranger"
    if any(match[0] not in public for match in re.finditer(words.LINK, plain)):
        yield "link"
    told = re.search(words.PROMPT, plain) or any(tool in plain for tool in evidence.tools)
    if told or _share_words(plain, evidence.rules, _WORDS_IN_A_ROW, public):
        yield "prompt"


def _tells_secret(plain: str, secrets: Sequence[str]) -> bool:
    """Tell if the text has one of the secrets in it, however it is spaced."""
    said, bare = re.sub(r"\W", "", plain), (re.sub(r"\W", "", _plain(secret)) for secret in secrets)
    return any(len(secret) >= _SHORTEST_SECRET and secret in said for secret in bare)


def _tells_private(plain: str, evidence: Evidence, public: str) -> bool:
    """Tell if the text has words of a private text in a row, its own words in a sentence, or one word of the place.

    Two own words are enough, and one where the sentence speaks of the owner.
    """
    if any(_share_words(plain, private, _PRIVATE_WORDS_IN_A_ROW, public) for private in evidence.private):
        return True
    ordinary = words.COMMON | _words(public)
    if any(len(word) >= _SHORTEST_OF_PLACE for word in _words(evidence.place) & _words(plain) - ordinary):
        return True
    for private in evidence.private:
        own = {word for word in _words(private) - ordinary if len(word) >= _SHORTEST_OWN}
        for said in re.split(r"[.!?]\s", plain):
            if len(own & _words(said)) > (0 if _names_owner(said, evidence) else 1):
                return True
    return False


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _share_words(text: str, other: str, in_a_row: int, public: str) -> bool:
    """Tell if the text has so many words in a row from the other text, and not from the public one.

    Of a shorter other text, all its words.
    """
    row = re.findall(r"\w+", _plain(other))
    length = min(in_a_row, len(row))
    if not row or len("".join(row)) < _SHORTEST_SECRET:
        return False
    return bool((_runs(text, length) & _runs(other, length)) - _runs(public, length))


def _runs(text: str, length: int) -> set[tuple[str, ...]]:
    row = re.findall(r"\w+", _plain(text))
    return {tuple(row[start : start + length]) for start in range(len(row) - length + 1)}


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", _plain(text)))
