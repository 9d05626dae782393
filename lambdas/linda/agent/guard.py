"""The reply guard: the model's words are sent only if code supports them and the customer may know them.

It reads a text clause by clause. A clause that states what only code can know needs evidence; a question, an offer, a
condition or a denial states nothing. When in doubt, it reports a fault, and the rules answer. Its word lists are in
guard_words.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Literal

from linda.agent import guard_words as words
from linda.models import Slot
from linda.quotes import price
from linda.shop import NamedKind, Shop
from linda.time_reader import read_times
from linda.time_rules import TimeMention
from linda.time_words import plain
from linda.vocabulary import names_of, read_names

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

    `shown` are the slots, and `checked` the days, that tools have named in this turn, and `refused` the slots that were
    not available; `booked` reads the open bookings, and `discount` what was granted (percent). `asked` is the
    customer's message, `repair` and `device` are what the conversation is about, `total` is what all of it starts at
    (US dollars), and `doing` says what the owner is doing now. `public` may be told, `rules` are to be followed but not
    told, and nothing in `private`, `place` (the private text that says where he is) and `secrets` may be sent.
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
    refused: Collection[Slot] = ()
    repair: str = ""
    device: str = ""
    total: float = 0
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
    """A clause, and what its sentence states: all its clauses that are not questions."""

    text: str
    sentence: str
    asks: bool


def faults(text: str, evidence: Evidence) -> list[Fault]:
    """Return what is wrong with the model's text; nothing if it may be sent."""
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
    """Tell whether the text asks for a one-word answer that opts its sender out: "Reply CANCEL to cancel"."""
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
    """Tell whether the clause states it, rather than asking, offering, conditioning or denying it."""
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
    """Tell whether a day or a time is named, and all those named belong to stored bookings."""
    days, times = _days(said, evidence.today), _times(said, evidence.today)
    if not (days or times) or re.search(words.MORE_THAN_ONE, said):
        return False
    booked = [slot for slot in evidence.booked() if not days or slot.day in days]
    return bool(booked) and days <= {slot.day for slot in booked} and times <= {slot.at for slot in booked}


def _names_unknown_time(clause: _Clause, evidence: Evidence) -> bool:
    """Tell whether the clause names a time or day that code has not named, or says that the shop is always open."""
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
    if not days and times <= _call_times(clause.sentence, evidence):
        return False
    refused = {slot.at for slot in evidence.refused if not days or slot.day in days}
    if times <= refused and re.search(words.TAKEN, clause.text):
        return False
    known = [slot for slot in evidence.shown if not days or slot.day in days]
    if _has_all(known, own, times, evidence):
        return False
    known += [slot for slot in evidence.booked() if not days or slot.day in days]
    return not _has_all(known, own, times, evidence)


def _has_all(known: Sequence[Slot], days: set[date], times: set[time], evidence: Evidence) -> bool:
    """Tell whether the slots cover all the times, and the slots or the checked days cover all the days."""
    return times <= {slot.at for slot in known} and days <= {slot.day for slot in known} | {*evidence.checked}


def _call_times(said: str, evidence: Evidence) -> set[time]:
    """Return the first and last time of calls, if the text names those and no other times."""
    hours = {evidence.shop.quiet_from, evidence.shop.quiet_until}
    return hours if re.search(words.CALLS, said) and _times(said, evidence.today) == hours else set()


def _has_shown_wish(evidence: Evidence) -> bool:
    """Tell whether the customer named just one time, and code has shown it."""
    read = [mention for mention in _read(evidence.asked, evidence.today, asked=True) if mention.wanted]
    days, times = {day for mention in read for day in mention.days}, {mention.at for mention in read if mention.at}
    shown = {slot.at for slot in evidence.shown if not days or days == {slot.day}}
    return len(times) == 1 and times <= shown


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
    """Return all the days that the text names; for a span, its first and last day, if they are named."""
    said = plain(text)
    mentions = _read(said, today)
    for span in [mention for mention in mentions if len(mention.days) > 1]:
        for piece in re.split(rf"(?={words.DAY_START})", said[span.start : span.end]):
            mentions += _read(piece, today)
    return {mention.days[0] for mention in mentions if len(mention.days) == 1}


def _times(text: str, today: date) -> set[time]:
    found = {mention.at for mention in _read(text, today) if mention.at and not mention.bare}
    for match in re.finditer(words.TIME, text.lower()):
        if match[3]:
            hour, minute = int(match[1]) % 12 + (12 if match[3] == "p" else 0), int(match[2] or 0)
        else:
            hour, minute = int(match[4] or match[6]), int(match[5] or 0)
            hour += 12 if 1 <= hour <= 8 else 0
        found.add(time(hour % 24, minute % 60))
    return found


def _read(text: str, today: date, *, asked: bool = False) -> list[TimeMention]:
    """Return the days and times that the text names, wanted or not; durations do not count."""
    mentions, said = read_times(text, datetime.combine(today, time()), asked), plain(text)
    return [mention for mention in mentions if not re.search(words.LENGTH, said[mention.start : mention.end])]


def _tells_status(clause: _Clause, evidence: Evidence) -> bool:
    if evidence.status_told:
        return False
    text = _masked(clause.text, evidence.shop, "device", "thing", "repair", "trouble", by="device")
    return _states(words.STATUS, replace(clause, text=text))


# --- money


def _names_other_price(clause: _Clause, evidence: Evidence) -> bool:
    """Tell whether the clause names a dollar amount that the price list does not have for the repair in question."""
    amounts = {float((match[1] or match[2]).replace(",", "")) for match in re.finditer(words.DOLLARS, clause.text)}
    if not amounts:
        return False
    shop = evidence.shop
    texts = (clause.text, clause.sentence, evidence.repair)
    repairs = next(filter(None, (_repairs(text, shop) for text in texts)), list(shop.prices))
    # A look at a wet phone is the diagnosis of water damage.
    about = shop.labels.get(evidence.repair, "")
    repairs = [evidence.repair if about.endswith(shop.labels[repair]) else repair for repair in repairs]
    own = _devices(clause.text, shop)
    devices = own or _devices(clause.sentence, shop) or _devices(evidence.device, shop)
    # A thing that is neither a phone nor a tablet on the list has only its own price.
    is_of_thing = bool(own) and {*own} <= {*shop.things}
    listed: set[float] = set()
    for repair in repairs:
        exact = {amount for device in devices if (amount := price(repair, device, shop)) is not None}
        listed |= exact or (set() if is_of_thing else set(shop.prices.get(repair, {}).values()))
    named = len(_repairs(clause.sentence, shop))
    if evidence.total and (named == 0 or (named > 1 and re.search(words.TOGETHER, clause.text))):
        listed.add(evidence.total)
    if re.search(words.ON_SITE, clause.text):
        listed |= {shop.on_site_fee, *(amount + shop.on_site_fee for amount in listed)}
    elif _speaks_of_visit(clause, evidence):
        listed.add(shop.on_site_fee)
    if not amounts <= listed:
        listed |= {round(amount * (1 - evidence.discount() / 100), 2) for amount in listed}
    return not amounts <= listed


def _speaks_of_visit(clause: _Clause, evidence: Evidence) -> bool:
    """Tell whether the clause names a surcharge but no repair, and its sentence or the customer is about a visit."""
    if not re.search(words.MORE, clause.text) or _repairs(clause.text, evidence.shop):
        return False
    asks_visit = "on-site" in names_of(_plain(evidence.asked), evidence.shop, "topic")
    return asks_visit or bool(re.search(words.ON_SITE, clause.sentence))


def _repairs(text: str, shop: Shop) -> Sequence[str]:
    return names_of(text, shop, "repair")


def _devices(text: str, shop: Shop) -> Sequence[str]:
    """Return all devices that the text names, including those that are not phones or tablets."""
    return (*names_of(text, shop, "device"), *(thing for thing in names_of(text, shop, "thing") if thing != "phone"))


def _masked(text: str, shop: Shop, *kinds: NamedKind, by: str, only: Collection[str] = ()) -> str:
    """Return the text with a word in place of everything it names, or of only the given names."""
    for named in reversed(read_names(text, shop)):
        if named.kind in kinds and (not only or named.value in only):
            end = named.end - len("'s") if text.endswith("'s", 0, named.end) else named.end  # "your phone's ready"
            text = f"{text[: named.start]}{by}{text[end:]}"
    return text


def _has_bare_number(plain: str, evidence: Evidence) -> bool:
    """Tell whether the text has a number of 10 or more that could only be a price."""
    rest = _masked(plain, evidence.shop, "device", "thing", by=" ")
    rest = rest.replace(evidence.device, " ") if evidence.device else rest
    told = re.findall(r"(?<!\$)\b[0-9]+", f"{evidence.public} {evidence.device}")
    return any(number not in told for number in re.findall(r"[0-9]{2,}", re.sub(words.NO_PRICE, " ", rest)))


def _gives(clause: _Clause, evidence: Evidence) -> bool:
    """Tell whether the clause gives a discount that was not granted, a gift, or a warranty other than the shop's."""
    text = clause.text
    rest = re.sub(rf"{words.PERCENT} off|{words.FREE_TIME}", " ", text)
    shop = evidence.shop
    named = _masked(rest, shop, "repair", by="accessory", only=shop.accessories) if shop.accessories else ""
    nouns = "|".join(["accessory", *(re.escape(item.split()[-1]) for item in shop.accessories)])
    if re.search(words.GIFT, rest) or re.search(words.included(nouns), named):
        return True
    if _covers_more(clause, evidence.shop):
        return True
    percents = [float(match[1].replace(",", ".")) for match in re.finditer(words.PERCENT, text)]
    if percents:
        return any(number != evidence.discount() for number in percents)
    return bool(re.search(words.FAVOUR, text)) and not re.search(words.REFUSED, text) and not evidence.discount()


def _covers_more(clause: _Clause, shop: Shop) -> bool:
    """Tell whether the clause names a warranty other than the shop's; any word but "warranty" needs the shop's days."""
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
    """Tell whether the clause says what the owner has decided, or, if he was not asked, what he knows or will do."""
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
    """Tell whether the text contains one of the secrets, however it is spaced."""
    said, bare = re.sub(r"\W", "", plain), (re.sub(r"\W", "", _plain(secret)) for secret in secrets)
    return any(len(secret) >= _SHORTEST_SECRET and secret in said for secret in bare)


def _tells_private(plain: str, evidence: Evidence, public: str) -> bool:
    """Tell whether the text has a run of a private text's words, its rare words in a sentence, or a word of the place.

    Two rare words are enough, or one if the sentence is about the owner.
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
    """Tell whether the text has a run of this many words from the other text that is not in the public one.

    If the other text is shorter, all its words count.
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
