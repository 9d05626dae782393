"""The reply guard: what the model says leaves only if code supports it, and if it is the customer's to know."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from linda.models import Slot
from linda.natural_time import find_wish
from linda.quotes import find_device, find_repairs, price
from linda.shop import Shop

type Fault = Literal["booking", "change", "time", "price", "gift", "owner", "secret", "stranger", "link", "prompt"]

_BOOKED = re.compile(
    r"\b(?:(?<!fully )(?<!already )booked(?! up| solid)|reserved|confirmed|locked in|all set|scheduled|penciled you in"
    r"|(?:put|got|have) you (?:down|in|for|at)|on the calendar|(?:appointment|booking) is (?:set|made|in)"
    r"|(?:today|tomorrow|day|[ap]m) it is|(?:reserv|confirm|agend)ad[oa]|r[ée]serv[ée])\b"
    r"|\b(?:see you|te esperamos|nos vemos) (?:then|at|on|tomorrow|today|mon|tue|wed|thu|fri|sat|sun|el|a las|mañana)",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(?:cancel(?:l)?ed|rescheduled|called off|(?:have |'ve )?moved (?:you|your|it)"
    r"|(?:you|it|appointment|booking|repair)(?:'s| is| has been| was) moved"
    r"|cancelad[oa]|cambiad[oa]|movid[oa])\b",
    re.IGNORECASE,
)
_IS_FREE = re.compile(
    r"\b(?:free|available|availability|openings?|(?:open )?slots?|spots?|libres?|disponibles?|booked up|fully booked"
    r"|no times)\b",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"\b(?:open|close[sd]?|hours|appointments? (?:start|run)|every day|horario|abrimos)\b", re.IGNORECASE
)
_TOLD_OWNER = re.compile(
    r"\b(?:i(?:'ve| have|'ll| will)? (?:just )?(?:told|tell|asked?|let|passed|notif(?:y|ied)|messaged|forwarded)"
    r"|(?:will|is going to|'ll) (?:call|text|contact|get back to|reach out to) you|te (?:llamar|avisar)[aá])\b",
    re.IGNORECASE,
)
# Discounts, and warranties other than the shop's, are for code to give.
_PERCENT = re.compile(r"([0-9]+(?:[.,][0-9]+)?)\s?(?:%|percent\b|por ?ciento\b)", re.IGNORECASE)
_DISCOUNT = re.compile(
    r"\bdiscount|\bdescuento|\bhalf (?:off|price)\b|\bmitad de precio\b|\bpercent off\b", re.IGNORECASE
)
_REFUSED = re.compile(r"\b(?:no|not|can(?:no|')t|unable|only|above|sin|n't)\b", re.IGNORECASE)
_GIFT = re.compile(
    r"\bfor free\b|\bfree of charge\b|\bno charge\b|\bon the house\b|\bcomplimentary\b"
    r"|\b(?:repair|replacement|fix|diagnostic|protector|case|screen|battery|glass|port|visit|it|this|all)s?"
    r"(?:'s| is| are| will be) (?:all |totally |completely )?free\b"
    r"|\bfree (?:repair|screen|battery|protector|case|diagnostic|visit|replacement)\b|\bgratis\b|\$0\b"
    r"|\b(?:ten|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred)[\w -]{0,12} (?:dollars|bucks)\b",
    re.IGNORECASE,
)
_WARRANTY = re.compile(r"\b([0-9]+|one|two|three|five|lifetime)[- ](?:(day|month|year)s?)?[- ]?warranty", re.IGNORECASE)
_AMOUNT = r"([0-9][0-9,]*(?:\.[0-9]{1,2})?)"
_DOLLARS = re.compile(
    rf"(?:\$|\busd)\s?{_AMOUNT}|{_AMOUNT}\s?(?:\$(?!\s?[0-9])|(?:dollars?|bucks?|usd|d[oó]lares)\b)", re.IGNORECASE
)
_TIME = re.compile(
    r"\b([0-9]{1,2})(?::([0-9]{2}))?\s?([ap])\.?m\b|\b([0-9]{1,2}):([0-9]{2})\b"
    r"|\b(?:at|a las?|by|@)\s?([0-9]{1,2})\b(?!\s?%|:|\s?[ap]\.?m)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\+?[0-9][0-9 ().-]{7,}[0-9]")
_KEYS = re.compile(
    r"\bsk-[\w-]{6,}|\b(?:AC|SK|SM|MM|CA)[0-9a-f]{32}\b|\b(?:LEAD|ONSITE|CALLBACK|CHATLOG)-\w|\bbearer\b"
    r"|\bapi[ _]?key\b|\b(?:auth|access|api|admin)[ _]token\b",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"\bhttps?:|\bwww\.|[\w.+-]+@[\w-]+\.\w|\b[\w-]{2,}\.(?:com|net|org|io|ly|co|app|ru|info|biz|me|us)\b", re.I
)
_PROMPT = re.compile(
    r"\b(?:system prompt|(?:my|these|the) (?:instructions|prompt|rules) (?:say|are|is|were|tell)"
    r"|i(?: a|')m an? (?:ai|language) model|ignore (?:all|previous)|developer message)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_WORDS_IN_A_ROW = 7
_PRIVATE_WORDS_IN_A_ROW = 3
_SHORTEST_SECRET = 6


@dataclass(frozen=True, slots=True)
class Evidence:
    """What code knows when the model has spoken.

    `shown` are the slots, and `checked` the days, that tools have named in this turn; `booked` reads the number's open
    bookings, and `discount` what it was granted (percent). `asked` is the customer's message. `public` may be told,
    `rules` are to be followed and not told, and of `private` and `secrets` nothing may leave.
    """

    shop: Shop
    today: date
    asked: str
    shown: Collection[Slot]
    checked: Collection[date]
    booked: Callable[[], Collection[Slot]]
    discount: Callable[[], float]
    has_asked_owner: bool
    public: str = ""
    rules: str = ""
    private: Sequence[str] = ()
    secrets: Sequence[str] = ()
    numbers: Sequence[str] = ()
    tools: Sequence[str] = ()


def faults(text: str, evidence: Evidence) -> list[Fault]:
    """Return what is wrong with a text of the model's; nothing if it may leave."""
    sentences = re.split(r"(?<=[.!?])\s+", text)
    found: list[Fault] = [*_leaks(text, evidence)]
    for sentence in sentences:
        found += _unsupported(sentence, evidence)
    if _names_other_price(text, evidence):
        found.append("price")
    return found


def _unsupported(sentence: str, evidence: Evidence) -> Iterator[Fault]:
    is_question = sentence.rstrip("\"' ").endswith("?")
    if _gives(sentence, evidence, is_question=is_question):
        yield "gift"
    if not is_question:
        if _BOOKED.search(sentence) and not _is_stored(sentence, evidence):
            yield "booking"
        if _CHANGED.search(sentence):
            yield "change"
        if _TOLD_OWNER.search(sentence) and not evidence.has_asked_owner:
            yield "owner"
    if not _is_true_time(sentence, evidence, is_question=is_question):
        yield "time"


def _is_stored(sentence: str, evidence: Evidence) -> bool:
    """Tell if a booking that the sentence speaks of is stored: by its day and times, as far as it names them."""
    booked = evidence.booked()
    day, times = find_wish(sentence, evidence.today).day, _times(sentence, evidence.today)
    of_day = [slot for slot in booked if day in (None, slot.day)]
    return bool(of_day) and times <= {slot.at for slot in of_day}


def _is_true_time(sentence: str, evidence: Evidence, *, is_question: bool) -> bool:
    """Tell if each time of the sentence, and each day that it calls free or full, was named by code."""
    day, times = find_wish(sentence, evidence.today).day, _times(sentence, evidence.today)
    if not times:
        is_open = _IS_FREE.search(sentence) and day and not is_question
        return not is_open or day in evidence.checked or any(slot.day == day for slot in evidence.shown)
    asked = _times(evidence.asked, evidence.today)
    if is_question and times <= asked:
        return True
    told = _times(evidence.public, evidence.today) | _times(evidence.rules, evidence.today)
    if day is None and times <= told and (_HOURS.search(sentence) or len(times) > 1):
        return True
    known = [slot for slot in evidence.shown if day in (None, slot.day)]
    if times <= {slot.at for slot in known}:
        return True
    known += [slot for slot in evidence.booked() if day in (None, slot.day)]
    return times <= {slot.at for slot in known}


def _times(text: str, today: date) -> set[time]:
    found = set()
    for match in _TIME.finditer(text):
        if match[3]:
            hour, minute = int(match[1]) % 12 + (12 if match[3].lower() == "p" else 0), int(match[2] or 0)
        else:
            hour, minute = int(match[4] or match[6]), int(match[5] or 0)
            hour += 12 if 1 <= hour <= 8 else 0
        found.add(time(hour % 24, minute % 60))
    wished = None if found else find_wish(text, today).at
    return {wished} if wished else found


def _names_other_price(text: str, evidence: Evidence) -> bool:
    """Tell if the text names an amount of dollars that the price list does not have for what it names."""
    amounts = [float((match[1] or match[2]).replace(",", "")) for match in _DOLLARS.finditer(text)]
    if not amounts:
        return False
    shop, named = evidence.shop, find_repairs(text)
    one = named[0] if len(named) == 1 else ""
    exact = {amount for device in _devices(text) if (amount := price(one, device, shop)) is not None}
    listed = exact or {n for repair in ([one] if one else shop.prices) for n in shop.prices[repair].values()}
    allowed: set[float] = {*listed, *(amount + shop.on_site_fee for amount in listed), shop.on_site_fee}
    if any(amount not in allowed for amount in amounts):
        allowed |= {round(amount * (1 - evidence.discount() / 100), 2) for amount in allowed}
    return any(amount not in allowed for amount in amounts)


def _devices(text: str) -> list[str]:
    """Return all devices that the text names."""
    found, rest = [], " ".join(text.lower().split())
    while device := find_device(rest):
        found.append(device)
        rest = rest.replace(device, " ")
    return found


def _gives(sentence: str, evidence: Evidence, *, is_question: bool) -> bool:
    """Tell if the sentence gives a discount that was not granted, a free repair or another warranty than the shop's."""
    own = (str(evidence.shop.warranty_days), "day")
    if _GIFT.search(sentence):
        return True
    if any((match[1].lower(), (match[2] or "").lower()) != own for match in _WARRANTY.finditer(sentence)):
        return True
    percents = [float(match[1].replace(",", ".")) for match in _PERCENT.finditer(sentence)]
    if percents:
        return any(number != evidence.discount() for number in percents)
    if _DISCOUNT.search(sentence) and not is_question and not _REFUSED.search(sentence):
        return not evidence.discount()
    return False


def _leaks(text: str, evidence: Evidence) -> Iterator[Fault]:
    if _KEYS.search(text) or any(len(s) >= _SHORTEST_SECRET and s.lower() in text.lower() for s in evidence.secrets):
        yield "secret"
    if any(_share_words(text, private, _PRIVATE_WORDS_IN_A_ROW, evidence.public) for private in evidence.private):
        yield "secret"
    own = {_digits(number)[-10:] for number in evidence.numbers}
    numbers = (_digits(match[0]) for match in _NUMBER.finditer(text))
    if any(len(number) >= 10 and number[-10:] not in own for number in numbers):
        yield "stranger"
    if any(match[0].lower() not in evidence.public.lower() for match in _LINK.finditer(text)):
        yield "link"
    if (
        _PROMPT.search(text)
        or any(tool in text for tool in evidence.tools)
        or _share_words(text, evidence.rules, _WORDS_IN_A_ROW, evidence.public)
    ):
        yield "prompt"


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _share_words(text: str, other: str, in_a_row: int, public: str) -> bool:
    """Tell if the text has so many words in a row from the other text, and not from the public one.

    Of a shorter other text, all its words.
    """
    words = _WORD.findall(other.lower())
    length = min(in_a_row, len(words))
    if not words or len("".join(words)) < _SHORTEST_SECRET:
        return False
    return bool((_runs(text, length) & _runs(other, length)) - _runs(public, length))


def _runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}
