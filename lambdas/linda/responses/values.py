"""Values in words, in the customer's language, for reading or for listening."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from string import Formatter
from typing import Any, Literal, NamedTuple

from linda.booking import jobs_of, slot_of
from linda.models import Job, Language, Lead, Slot, Window
from linda.quotes import device_in, device_name, price, priced_name, repair_in
from linda.responses.aloud import aloud, brief
from linda.responses.languages import TONGUES, Tongue
from linda.shop import Shop

Form = Literal["text", "ear"]
# Other programs' leads can hold any number of jobs.
_MOST_TOLD = 4
_MOST_HEARD = 3  # parts of a list, or times to choose from
_LONGEST_BRIEF = 20  # words


class Money(NamedTuple):
    """An amount in US dollars."""

    dollars: float


class Speaker(NamedTuple):
    """Who says it, when and how. `today` is the shop's date, `last_reply` what the customer was last told.

    The tone is the owner's persona.
    """

    shop: Shop
    today: date
    language: Language = "en"
    form: Form = "text"
    last_reply: str = ""
    tone: str = "professional"

    @property
    def is_heard(self) -> bool:
        """Tell whether the reply is for listening."""
        return self.form == "ear"

    @property
    def tongue(self) -> Tongue:
        """The sentences and words of the language."""
        return TONGUES[self.language]


def capital(text: str) -> str:
    """Return the text with a capital first letter, unless it begins with a name like "iPhone"."""
    first = text.partition(" ")[0]
    return text if first != first.lower() else text[:1].upper() + text[1:]


class Words(Formatter):
    """Puts values into sentences, as the speaker says them. A capitalized format is for the beginning of a sentence."""

    def __init__(self, speaker: Speaker) -> None:
        self.speaker = speaker

    def format_field(self, value: Any, spec: str) -> str:
        """Return the value in words, in one of its forms."""
        said = in_words(value, spec.lower(), self.speaker)
        return capital(said) if spec[:1].isupper() else said


def in_words(value: object, form: str, speaker: Speaker) -> str:
    """Return the value as the speaker says it, in one of the forms used in sentences; "" is the usual form."""
    said = _in_words(value, form, speaker)
    return aloud(said, speaker.tongue) if speaker.is_heard else said


def _in_words(value: object, form: str, speaker: Speaker) -> str:
    tongue, ear = speaker.tongue, speaker.is_heard
    match value:
        case Money(dollars):
            return tongue.money(dollars, ear=ear)
        case Slot():
            return _slot(value, form, speaker)
        case Lead():
            return _lead(value, form, speaker)
        case Job():
            return _jobs((value,), form, speaker)
        case Window():
            return _window(value, speaker)
        case time():
            return _time(value, form, speaker)
        case date():
            said = tongue.day_said(value, speaker.today, ear=ear)
            return tongue.until(said) if form == "until" else said
        case Mapping():
            return _prices(value, speaker)
        case tuple():
            return _list(value, form, speaker) if value else ""
        case int() | float() if form == "percent":
            return tongue.percent(value, ear=ear)
        case int() if ear:
            return tongue.number(value)
        case _:
            return _text(str(value), form, speaker)


def _time(at: time, form: str, speaker: Speaker) -> str:
    tongue = speaker.tongue
    said = {"at": tongue.at_clock, "the": tongue.the_clock, "until": tongue.the_clock}.get(form, tongue.clock)
    words = said(at, ear=speaker.is_heard)
    return tongue.until(words) if form == "until" else words


def _slot(slot: Slot, form: str, speaker: Speaker) -> str:
    tongue, ear = speaker.tongue, speaker.is_heard
    at = tongue.at_clock(slot.at, ear=ear)
    match form:
        case "time":
            return tongue.clock(slot.at, ear=ear)
        case "at":
            return at
        case "read" if ear:
            return f"{tongue.both_days(slot.day, speaker.today)}, {at}"
        case "until" if slot.day == speaker.today:
            return tongue.until(tongue.the_clock(slot.at, ear=ear))
    # From two days ahead, a day is said with its date.
    today = slot.day - timedelta(days=2) if form == "dated" else speaker.today
    short = tongue.day_said(slot.day, today, ear=ear)
    match form:
        case "day":
            return short
        case "until":
            return tongue.until(f"{short} {at}")
        case "short" | "dated":
            return f"{short} {at}"
        case _:
            return f"{short if ear else tongue.full_day(slot.day, speaker.today)} {at}"


def _window(window: Window, speaker: Speaker) -> str:
    """Return the window in words: if it begins at 2:01 PM, after 2:00 PM; if it ends at 11:59 AM, before noon."""
    first, last = window.named()
    is_after, is_before = first != window.first, last != window.last
    return speaker.tongue.window(first, last, is_after=is_after, is_before=is_before, ear=speaker.is_heard)


# --- jobs and leads


def _label(key: str, speaker: Speaker) -> str:
    """Return what a repair or another thing on the list is called, even if it is given by its English label."""
    shop = speaker.shop
    repair = next((repair for repair, label in shop.labels.items() if label == key), key)
    return speaker.tongue.REPAIR if repair == "repair" else shop.label(repair, speaker.language)


def _jobs(jobs: Sequence[Job], form: str, speaker: Speaker) -> str:
    """Return what is to be done; a device that all the jobs share is named once."""
    tongue = speaker.tongue
    devices = [_device(job.device, speaker) for job in jobs]
    if form == "device":
        return devices[0] or tongue.DEVICE
    if len(set(devices)) == 1:
        works = list(dict.fromkeys(_work(job, speaker) for job in jobs))
        said = tongue.of_device(_listed(works, tongue.AND, speaker), devices[0])
    else:
        both = zip(jobs, devices, strict=True)
        said = _listed([tongue.of_device(_work(job, speaker), device) for job, device in both], tongue.AND, speaker)
    troubles = list(dict.fromkeys(speaker.shop.label(job.trouble, speaker.language) for job in jobs if job.trouble))
    if troubles and not speaker.is_heard:
        said = f"{said} ({', '.join(troubles)})"
    return _with_article(said, form, speaker)


def _work(job: Job, speaker: Speaker) -> str:
    return _label(job.repair_type or ("diagnosis" if job.trouble else "repair"), speaker)


def _device(device: str, speaker: Speaker) -> str:
    shop = speaker.shop
    if device in shop.things:
        return shop.label(device, speaker.language)
    return device_name(device, shop) if device_in(device, shop) else device


def known_jobs(lead: Lead, shop: Shop) -> list[Job]:
    """Return the lead's jobs with the repair types and devices that the shop knows: "repair" and "" for all others.

    A diagnosis has its trouble if the notes begin with one that the shop knows.
    """
    told = lead.notes.split("; ")[0]
    trouble = told if told in shop.troubles else ""
    known = [(_known_repair(job.repair_type, shop), device_in(job.device, shop)) for job in jobs_of(lead)[:_MOST_TOLD]]
    return [Job(repair, device, trouble if repair == "diagnosis" else "") for repair, device in known]


def known_repair(lead: Lead, shop: Shop) -> str:
    """Return the first repair type as the price list has it; "repair" if it is not on the list."""
    return known_jobs(lead, shop)[0].repair_type


def _known_repair(repair_type: str, shop: Shop) -> str:
    if repair_type in shop.labels or repair_type == "diagnosis":
        return repair_type
    return repair_in(repair_type, shop) or "repair"


def what(lead: Lead, speaker: Speaker) -> str:
    """Return what the booking is for: "iPhone 13 screen repair".

    Only our own words are used: on the web, strangers can book with anybody's number and write what they like.
    """
    if lead.lead_type == "callback":
        return speaker.tongue.CALL.format(owner=speaker.shop.owner)
    return _jobs(tuple(dict.fromkeys(known_jobs(lead, speaker.shop))), "", speaker)


def _lead(lead: Lead, form: str, speaker: Speaker) -> str:
    match form:
        case "what":
            return what(lead, speaker)
        case "a":
            return speaker.tongue.a(what(lead, speaker))
        case "when":
            return _slot(slot_of(lead), "", speaker)
        case "read":
            return _slot(slot_of(lead), "read", speaker)
        case "visit":
            return speaker.tongue.VISITS[lead.lead_type]
        case "fee":
            return f" (+{_money(speaker.shop.on_site_fee, speaker)})" if lead.lead_type == "on_site" else ""
        case "dated":
            return _slot(slot_of(lead), "dated", speaker)
        case "then":
            return _slot(slot_of(lead), "short", speaker)
        case "of":
            return speaker.tongue.of(_slot(slot_of(lead), "short", speaker))
        case "cost":
            return _cost(lead, speaker)
        case _:
            return f"{what(lead, speaker)} {_slot(slot_of(lead), '', speaker)}"


def _cost(lead: Lead, speaker: Speaker) -> str:
    shop, tongue = speaker.shop, speaker.tongue
    amounts = [price(job.repair_type, job.device, shop) for job in known_jobs(lead, shop)]
    known = [amount for amount in amounts if amount is not None]
    if len(known) < len(amounts):
        said = tongue.COST_UNKNOWN.format(owner=shop.owner)
    else:
        said = tongue.COST.format(amount=_money(sum(known), speaker))
    if lead.lead_type == "on_site":
        said += tongue.COST_VISIT.format(fee=_money(shop.on_site_fee, speaker))
    if lead.discount_percent:
        said += tongue.COST_LESS.format(percent=tongue.percent(lead.discount_percent, ear=speaker.is_heard))
    return said


def _prices(prices: Mapping[str, Any], speaker: Speaker) -> str:
    """Return each repair's starting price, or one repair's for each device family: "$79 (iPhone) / $89 (Samsung)"."""
    if all(isinstance(row, Mapping) for row in prices.values()):
        return ", ".join(f"{_short(repair, speaker)} {_prices(row, speaker)}" for repair, row in prices.items())
    if prices.keys() == {"any"}:
        return _money(prices["any"], speaker)
    shop, language = speaker.shop, speaker.language
    said = [(_money(amount, speaker), priced_name(key, shop, language)) for key, amount in prices.items()]
    if speaker.is_heard:
        return _listed(
            [f"{amount} {speaker.tongue.FOR} {family}" for amount, family in said], speaker.tongue.AND, speaker
        )
    return " / ".join(f"{amount} ({family})" for amount, family in said)


def _short(repair: str, speaker: Speaker) -> str:
    short = speaker.shop.short.get(repair)
    return short[speaker.language] if short else _label(repair, speaker)


def _money(dollars: float, speaker: Speaker) -> str:
    return speaker.tongue.money(dollars, ear=speaker.is_heard)


# --- lists


def _listed(parts: Sequence[str], word: str, speaker: Speaker) -> str:
    """Return the parts as a list: "a, b and c"; to be heard, of no more than three: "a, b and two more"."""
    if speaker.is_heard and len(parts) > _MOST_HEARD:
        told = _MOST_HEARD - 1
        parts = [*parts[:told], speaker.tongue.MORE.format(count=speaker.tongue.counted(len(parts) - told))]
    *others, last = parts
    return f"{', '.join(others)} {word} {last}" if others else last


def _list(values: tuple[Any, ...], form: str, speaker: Speaker) -> str:
    tongue = speaker.tongue
    match values[0]:
        case Slot():
            return _options(values, form, speaker)
        case Job():
            return _jobs(values, form, speaker)
        case Lead():
            return _leads(values, form, speaker)
        case _:
            return _listed([in_words(value, form, speaker) for value in values], tongue.AND, speaker)


def _leads(leads: Sequence[Lead], form: str, speaker: Speaker) -> str:
    """Return the bookings as a list, or with letters to choose from; in speech, without their devices."""
    if speaker.is_heard:
        bare = [replace(lead, device="") for lead in leads]
        whens = [_option(slot_of(lead), speaker) for lead in leads]
        whats = [_with_article(what(lead, speaker), "the" if form == "or" else "a", speaker) for lead in bare]
    else:
        whens = [_slot(slot_of(lead), "short", speaker) for lead in leads]
        whats = [_with_article(what(lead, speaker), "" if form == "lettered" else "a", speaker) for lead in leads]
    parts = [f"{said} {when}" for said, when in zip(whats, whens, strict=True)]
    return _lettered(parts, speaker) if form in ("lettered", "or") else _listed(parts, speaker.tongue.AND, speaker)


def _options(slots: Sequence[Slot], form: str, speaker: Speaker) -> str:
    """Return the slots to choose from, lettered, since a number could be an hour; a day they share is said once."""
    tongue, ear = speaker.tongue, speaker.is_heard
    if len(slots) == 1:
        return _slot(slots[0], form if form == "dated" else "short", speaker)
    slots = slots[:_MOST_HEARD] if ear else slots
    if form == "dated":
        return _lettered([_slot(slot, form, speaker) for slot in slots], speaker)
    if len({slot.day for slot in slots}) == 1:
        day = "" if form == "times" else tongue.day_said(slots[0].day, speaker.today, ear=ear)
        return f"{day} {_lettered([_option_time(slot, speaker) for slot in slots], speaker)}".strip()
    return _lettered([_option(slot, speaker) for slot in slots], speaker)


def _option(slot: Slot, speaker: Speaker) -> str:
    day = speaker.tongue.weekday(slot.day, speaker.today, ear=speaker.is_heard)
    return f"{day} {_option_time(slot, speaker)}"


def _option_time(slot: Slot, speaker: Speaker) -> str:
    return speaker.tongue.at_clock(slot.at, ear=True, bare=True) if speaker.is_heard else speaker.tongue.clock(slot.at)


def _lettered(parts: Sequence[str], speaker: Speaker) -> str:
    tongue = speaker.tongue
    if speaker.is_heard:
        return _listed(parts, tongue.OR, speaker)
    return _listed([f"{chr(ord('A') + n)}) {part}" for n, part in enumerate(parts)], tongue.OR, speaker)


# --- texts


def _with_article(label: str, form: str, speaker: Speaker) -> str:
    match form:
        case "a":
            return speaker.tongue.a(label)
        case "the":
            return speaker.tongue.the(label)
        case _:
            return label


def _text(text: str, form: str, speaker: Speaker) -> str:
    tongue = speaker.tongue
    tables = {"doing": tongue.DOING, "do": tongue.ACTIONS, "file": tongue.FILES, "news": tongue.NEWS}
    if form in tables:
        return tables[form].get(text) or tables[form].get("", text)
    if form == "topic":
        return speaker.shop.names[text][speaker.language] if text in speaker.shop.names else tongue.THAT
    if form in ("a", "the", "label"):
        return _with_article(_label(text, speaker), form, speaker)
    if form == "spelled":
        return ", ".join(letter.upper() for letter in text if letter.isalnum())
    return brief(text, _LONGEST_BRIEF) if form == "brief" else text
