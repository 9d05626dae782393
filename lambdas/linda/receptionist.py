"""The rules receptionist: answers in plain code where no model does. Quotes, hours, free slots, booking."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from linda.booking import available_slots, hold, next_slots
from linda.errors import InvalidInputError, SlotClosedError, SlotUnavailableError, TooManyBookingsError
from linda.models import Draft, Reply, Slot
from linda.natural_time import find_choice, find_hour, find_wish
from linda.quotes import find_device, find_repair, quote
from linda.shop_time import day_label, slot_label, time_label
from linda.slots import check_bookable, open_slots
from linda.tools import ALTERNATIVES, Desk, confirmation

_YES = re.compile(
    r"\W*(?:yes|yeah|yep|yup|sure|ok(?:ay)?|please|sounds good|perfect|do it|book it|si|sí|dale)\b"
    r"(?!.*(?:\bnot\b|n['\u2019]t\b|\bnever ?mind\b|\bwait\b|\bthink\b|\blater\b)).*",
    re.DOTALL,
)
_ASKS_IF_FREE = re.compile(
    r"\b(?:is|are|do you have|have you got|got|any)\b[^.!]*"
    r"\b(?:free|open|available|availability|anything|spots?|slots?)\b|\bdo you have\b[^.!]*\?|\bwhat about\b[^.!]*\?"
)
_ASKS_TIMES = re.compile(
    r"\b(?:available|availability|openings?|slots?|times?|when can|appointment|appt|book|schedule|come (?:in|by)|"
    r"bring it|drop (?:it )?(?:off|by)|cita|disponib\w*|reserva\w*)\b"
)
_HOURS = re.compile(
    r"\b(?:hours|what time do you (?:open|close)|when (?:do|are) you (?:open|close)|open (?:on|today|now)|horario)\b"
)
_PLACE = re.compile(r"\b(?:where|address|located|location|directions|donde|dónde|direcci[oó]n)\b")
# With one of these a day and a time are no wish to book: "I dropped it today at 3pm", "how long if I come at 2?".
_HESITATES = re.compile(
    r"\b(?:not|never|cancel\w*|reschedul\w*|move|change|late|pick(?:ing)?(?: it| my \w+)? ?up|dropped|fell|yesterday"
    r"|how (?:much|long)|(?:do|does|can|could|wo|would|did|is|are|wi|should)n['\u2019]?t|cannot|if i (?:come|came))\b"
)
_CHANGES_BOOKING = re.compile(
    r"\b(?:cancel\w*|reschedul\w*|(?:move|change) (?:my|the|it)|late|pick(?:ing)?(?: it| my \w+)? ?up)\b"
    r"|\b(?:can['\u2019]?t|cannot) (?:come|make it)\b"
)
_PERSON = re.compile(r"\b(?:human|person|brandon|owner|manager|call me|callback|speak|talk)\b")
_PRICES = re.compile(r"\b(?:price|prices|pricing|cost|costs|how much|quote|you charge|cu[aá]nto|precio)\b")
_THANKS = re.compile(r"\W*(?:thanks|thank you|thx|ty|gracias|great|cool|awesome)\b[^?]*")


def reply_by_rules(text: str, draft: Draft, desk: Desk) -> Reply:
    """Answer one message. `draft` is what the conversation has settled so far; the reply carries the new one."""
    known = replace(
        draft,
        repair_type=find_repair(text) or draft.repair_type,
        device=find_device(text) or draft.device,
    )
    lower = text.lower()
    picked = find_choice(text, draft.offered)
    wish = find_wish(text, desk.calendar.today)
    if draft.wanted_day and not draft.wanted_time and not draft.offered:
        wish = replace(wish, at=wish.at or find_hour(text))
    agreed = _YES.fullmatch(lower) and draft.wanted_day and draft.wanted_time
    if picked:
        known = replace(known, wanted_day=picked.day, wanted_time=picked.at)
    elif wish.at:
        same_time = next((slot for slot in draft.offered if slot.at == wish.at), None)
        day = wish.day or (same_time.day if same_time else draft.wanted_day)
        known = replace(known, wanted_day=day, wanted_time=wish.at)
    elif wish.day:
        known = replace(known, wanted_day=wish.day, wanted_time=None if draft.wanted_day else draft.wanted_time)

    just_named_repair = known.repair_type != draft.repair_type and not _PRICES.search(lower)
    if not picked and _CHANGES_BOOKING.search(lower):
        return _note_for_owner(draft, desk)
    if known.wanted_day and known.wanted_time:
        if not picked and (_ASKS_IF_FREE.search(lower) or _HESITATES.search(lower)):
            return _tell_if_free(known, Slot(known.wanted_day, known.wanted_time), desk)
        if picked or wish.at or wish.day or agreed or just_named_repair:
            return _book(known, Slot(known.wanted_day, known.wanted_time), desk)
    if wish.at and not known.wanted_day:
        return _offer(f"Which day for {time_label(wish.at)}?", known, desk)
    if wish.day:
        return _offer_day(known, desk)
    return _answer_question(lower, known, desk, repair_named=bool(find_repair(text) or find_device(text)))


def _answer_question(lower: str, known: Draft, desk: Desk, *, repair_named: bool) -> Reply:
    shop = desk.calendar.shop
    if _HOURS.search(lower):
        return _offer(_hours(desk), known, desk)
    if _PLACE.search(lower):
        return _offer(
            f"We are in {shop.city}; {shop.owner} reads every message here and tells you the exact address.",
            known,
            desk,
        )
    if known.repair_type and (repair_named or _PRICES.search(lower)):
        return _offer(quote(known.repair_type, known.device, shop), known, desk)
    if _PRICES.search(lower):
        return Reply(f"{_price_list(desk)} What does yours need?", "rules", known)
    if _PERSON.search(lower):
        return _note_for_owner(known, desk)
    if _ASKS_TIMES.search(lower) or _YES.fullmatch(lower):
        return _offer("Sure!", known, desk)
    if _THANKS.fullmatch(lower):
        return Reply("You're welcome! Text me any time.", "rules", known)
    if repair_named:
        return Reply(
            "What is wrong with it: screen, battery, charging port, back glass or water damage?",
            "rules",
            known,
        )
    return Reply(f"{_greeting(desk)} {_price_list(desk)} What does yours need?", "rules", known)


def _book(known: Draft, slot: Slot, desk: Desk) -> Reply:
    calendar = desk.calendar
    if not known.repair_type:
        if not _hold(slot, desk):
            return _offer_instead(known, slot, desk)
        return Reply(
            f"{_capital(slot_label(slot, calendar.today))} works. What should we fix: screen, battery, charging port, "
            "back glass or water damage? And on which phone?",
            "rules",
            known,
        )
    try:
        lead = desk.book(slot, known.repair_type, known.device)
    except (InvalidInputError, SlotUnavailableError):
        return _offer_instead(known, slot, desk)
    except TooManyBookingsError as error:
        return Reply(f"Sorry, {error}; {calendar.shop.owner} reads every message here and can help.", "rules", known)
    return Reply(confirmation(lead, calendar), "rules")


def _note_for_owner(known: Draft, desk: Desk) -> Reply:
    owner = desk.calendar.shop.owner
    return Reply(f"I have noted that for {owner}; he reads every message here. Anything else I can do?", "rules", known)


def _hold(slot: Slot, desk: Desk) -> bool:
    """Hold the slot for this conversation while the customer answers; tell if it could be held."""
    try:
        hold(desk.calendar, slot)
    except (InvalidInputError, SlotUnavailableError):
        return False
    return True


def _tell_if_free(known: Draft, slot: Slot, desk: Desk) -> Reply:
    if not _hold(slot, desk):
        return _offer_instead(known, slot, desk)
    label = _capital(slot_label(slot, desk.calendar.today))
    return Reply(f"{label} is free. Reply YES and it's yours.", "rules", replace(known, offered=(slot,)))


def _offer_instead(known: Draft, slot: Slot, desk: Desk) -> Reply:
    calendar = desk.calendar
    try:
        check_bookable(slot, calendar.now, calendar.shop, calendar.state)
        said = f"Sorry, {slot_label(slot, calendar.today)} is taken."
    except SlotClosedError:
        said = f"Sorry, we take no bookings for {slot_label(slot, calendar.today)}. {_hours(desk)}"
    except InvalidInputError as error:
        said = f"{_capital(str(error))}."
    retry = replace(known, wanted_day=None, wanted_time=None)
    return _offer_slots(said, retry, desk.alternatives(slot), desk)


def _offer_day(known: Draft, desk: Desk) -> Reply:
    day = known.wanted_day or desk.calendar.today
    free = available_slots(desk.calendar, day)
    if not free:
        said = f"Nothing is free {day_label(day, desk.calendar.today)}."
        retry = replace(known, wanted_day=None)
        return _offer_slots(said, retry, desk.alternatives(Slot(day, time(12))), desk)
    times = ", ".join(time_label(slot.at) for slot in free)
    label = _capital(day_label(day, desk.calendar.today))
    return Reply(f"{label} we have {times}. Which time suits you?", "rules", replace(known, offered=()))


def _offer(said: str, known: Draft, desk: Desk) -> Reply:
    return _offer_slots(said, known, next_slots(desk.calendar, ALTERNATIVES, desk.calendar.today), desk)


def _offer_slots(said: str, known: Draft, slots: Sequence[Slot], desk: Desk) -> Reply:
    if not slots:
        return Reply(
            f"{said} No times are free in the next two weeks; {desk.calendar.shop.owner} will text you.",
            "rules",
            known,
        )
    listed = ", ".join(f"{n}) {slot_label(slot, desk.calendar.today)}" for n, slot in enumerate(slots, 1))
    return Reply(
        f"{said} Next openings: {listed}. Reply with a number or a time.",
        "rules",
        replace(known, offered=tuple(slots)),
    )


def _hours(desk: Desk) -> str:
    calendar = desk.calendar
    slots = open_slots(calendar.today, calendar.shop, calendar.state)
    if not slots:
        return "We take no appointments today."
    return f"Appointments start on the hour, {time_label(slots[0].at)} to {time_label(slots[-1].at)}, every day."


def _greeting(desk: Desk) -> str:
    state, shop = desk.calendar.state, desk.calendar.shop
    return str(state["greeting"]) or f"Hi, this is {state['assistant_name']} at {shop.name}."


def _price_list(desk: Desk) -> str:
    prices = desk.calendar.shop.prices
    return (
        f"Starting at: screens ${prices['screen']['iphone']} (iPhone) / ${prices['screen']['samsung']} (Samsung), "
        f"battery ${prices['battery']['any']}, charging port ${prices['charging port']['any']}, "
        f"back glass ${prices['back glass']['any']}, water damage check ${prices['water damage']['any']}."
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
