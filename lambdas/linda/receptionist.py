"""The rules receptionist: plain code that runs the shop where no model does.

Quotes, hours, free slots; books, moves and cancels; takes a message for the owner.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import time

from linda.booking import available_slots, hold, next_slots, slot_of
from linda.confirmations import asked_owner, confirmation, listed, percent, status_of, what, when
from linda.desk import ALTERNATIVES, Desk
from linda.errors import (
    InvalidInputError,
    LeadClosedError,
    LeadNotFoundError,
    SlotClosedError,
    SlotUnavailableError,
    TooManyBookingsError,
)
from linda.models import Draft, Lead, Question, Reply, Slot
from linda.natural_time import Wish, find_choice, find_hour, find_wish
from linda.prompt import back_at
from linda.quotes import find_device, find_repair, quote
from linda.shop_time import day_label, slot_label, time_label
from linda.slots import check_bookable, open_slots

_YES = re.compile(
    r"\W*(?:yes|yeah|yep|yup|sure|ok(?:ay)?|please|sounds good|perfect|do it|book it|si|sí|claro|dale|por favor)\b"
    r"(?!.*(?:\bnot\b|n['\u2019]t\b|\bnever ?mind\b|\bwait\b|\bthink\b|\blater\b)).*",
    re.DOTALL,
)
# To a question that a slip must not answer: a yes and nothing else.
_CLEAR_YES = re.compile(
    r"\W*(?:yes|yeah|yep|yup|sure|ok(?:ay)?|please do|do it|go ahead|si|sí|claro|dale)"
    r"(?:\W+(?:please|thanks|thank you|do it|go ahead|cancel(?: it)?|call it off|por favor|gracias))*\W*"
)
_ADD = re.compile(r"\W*(?:yes\W+)?add\b.*", re.DOTALL)
_NO = re.compile(r"\W*(?:no|nope|nah|keep it|leave it|never ?mind|forget it)\b.*", re.DOTALL)
_ASKS_IF_FREE = re.compile(
    r"\b(?:is|are|do you have|have you got|got|any|est[aá]|hay|tiene[ns]?)\b[^.!]*"
    r"\b(?:free|open|available|availability|anything|spots?|slots?|libre|disponible|algo|lugar)\b"
    r"|\bdo you have\b[^.!]*\?|\bwhat about\b[^.!]*\?"
)
_ASKS_TIMES = re.compile(
    r"\b(?:available|availability|openings?|slots?|times?|when can|appointment|appt|book|schedule|come (?:in|by)|"
    r"bring it|drop (?:it )?(?:off|by)|cita|disponib\w*|reserva\w*|cu[aá]ndo puedo)\b"
)
_HOURS = re.compile(
    r"\b(?:hours|what time do you (?:open|close)|when (?:do|are) you (?:open|close)|open (?:on|today|now)"
    r"|horarios?|a qu[eé] hora (?:abren|cierran)|abiertos?)\b"
)
_PLACE = re.compile(
    r"\b(?:where are|where is (?:the|your)|address|located|location|directions|donde|dónde|direcci[oó]n)\b"
)
# With one of these a day and a time are no wish to book: "I dropped it today at 3pm", "how long if I come at 2?".
_HESITATES = re.compile(
    r"\b(?:not|never|cancel\w*|reschedul\w*|late|pick(?:ing)?(?: it| my \w+)? ?up|dropped|fell|yesterday"
    r"|how (?:much|long)|cu[aá]nto|(?:do|does|can|could|wo|would|did|is|are|wi|should)n['\u2019]?t|cannot"
    r"|if i (?:come|came)|se (?:me )?cay[oó]|no puedo)\b"
)
_CANCELS = re.compile(
    r"\b(?:cancel\w*|call off|can['\u2019]?t (?:come|make it)|cannot (?:come|make it)|won['\u2019]?t (?:come|make it)"
    r"|no (?:puedo|podr[eé]) ir|anular)\b"
)
_MOVES = re.compile(
    r"\b(?:reschedul\w*|(?:move|change|push|switch) (?:it |that )?to"
    r"|(?:move|change|push|switch) (?:my|the|our) (?:\w+ ){0,2}?"
    r"(?:appointment|appt|booking|time|slot|visit|[0-9]\w*|repair to)|another (?:day|time) instead|reprogramar"
    r"|(?:cambiar|mover|pasar) (?:mi|la|el) (?:cita|reserva|turno|hora|fecha))\b"
)
# What stands before one of these tells which booking is to be moved.
_NEW_TIME = re.compile(r"\b(?:to|for|until|para|al)\b")
_LATE = re.compile(r"\b(?:late|pick(?:ing)?(?: it| my \w+)? ?up|on my way|tarde|recoger)\b")
_CALL = re.compile(r"\b(?:call me|call back|callback|give me a (?:call|ring)|ll[aá]m[ae](?:me|rme|nme))\b")
_PERSON = re.compile(
    r"\b(?:human|person|owner|manager|speak|talk|(?:tell|ask) (?:him|brandon)|message for|let (?:him|brandon) know"
    r"|hablar|mensaje para|d[ií]gale)\b"
)
_UPSET = re.compile(
    r"\b(?:refund|complain\w*|ridiculous|terrible|horrible|unacceptable|angry|furious|scam|rip ?-?off|lawyer|worst"
    r"|broke again|same problem|still (?:broken|not working|cracked)|reembolso|queja|estafa|inaceptable)\b"
)
_DISCOUNT = re.compile(
    r"\b(?:discount|cheaper|deal|better price|lower price|coupon|descuento|m[aá]s barato|rebaja|percent off)\b"
    r"|[0-9]\s?%"
)
_PERCENT = re.compile(r"\b([0-9]{1,3}(?:\.[0-9])?)\s?(?:%|percent)")
_STATUS = re.compile(
    r"\b(?:(?:is|when will) (?:it|my \w+|my \w+ \w+)(?: be)? (?:ready|done|fixed|finished)|status|ya est[aá]"
    r"|est[aá] list[oa])\b"
)
_MY_BOOKINGS = re.compile(
    r"\b(?:when|what time|what day|which day|do i have|is)\b[^.!]*\bmy (?:appointment|appt|booking|repair)\b"
    r"|\b(?:my|mis) (?:appointments|bookings|citas)\b|\bcu[aá]ndo (?:es|tengo) (?:mi|la) cita\b"
)
_OWNER_THERE = re.compile(
    r"\b(?:where(?:'s| is)|is|est[aá]) (?:he|brandon|the owner|anybody|anyone|someone)\b"
    r"|\bare you (?:there|in|around|at the shop|busy)\b|\bwalk[- ]?in\b"
)
_PRICES = re.compile(r"\b(?:price|prices|pricing|cost|costs|how much|quote|you charge|cu[aá]nto|precios?)\b")
_THANKS = re.compile(r"\W*(?:thanks|thank you|thx|ty|gracias|great|cool|awesome)\b[^?]*")
_MOST_LISTED = 8
_LONGEST_NOTE = 300
_NOW = {
    "working": "is at the bench right now",
    "gym": "is at the gym right now, so spots are limited",
    "driving": "is driving right now and reads this later",
    "break": "is on a short break right now",
    "sleeping": "is asleep right now and answers in the morning",
    "custom": "is busy right now",
}


def reply_by_rules(text: str, desk: Desk) -> Reply:
    """Answer one message. The desk's draft is what the conversation has settled; the reply carries the new one."""
    draft = desk.draft
    known = replace(
        draft,
        repair_type=find_repair(text) or draft.repair_type,
        device=find_device(text) or draft.device,
        asked="",
    )
    lower = text.lower()
    return (
        _answer_to_question(text, lower, known, desk)
        or _change_of_booking(text, lower, known, desk)
        or _booking(text, lower, known, desk)
        or _answer(text, lower, known, desk)
    )


# --- answers to what the last reply asked


def _answer_to_question(text: str, lower: str, known: Draft, desk: Desk) -> Reply | None:
    match desk.draft.asked:
        case "upsell" if _ADD.fullmatch(lower) or _CLEAR_YES.fullmatch(lower):
            item, price = "screen protector", desk.calendar.shop.prices["screen protector"]["any"]
            desk.sell(item)
            return Reply(f"Added: a {item} for ${price}. See you then!", "rules", known)
        case "cancel" | "move" if _NO.fullmatch(lower):
            return Reply("All right, it stays as it is.", "rules", replace(known, lead_ids=()))
        case "cancel":
            lead = _chosen_lead(text, desk) or (_only_lead(desk) if _CLEAR_YES.fullmatch(lower) else None)
            return _cancel(lead, known, desk) if lead else None
        case "move":
            return _answer_to_move(text, known, desk)
    return None


def _answer_to_move(text: str, known: Draft, desk: Desk) -> Reply | None:
    lead = _only_lead(desk)
    if lead is None:
        lead = _chosen_lead(text, desk)
        return _ask_new_time(lead, known, desk) if lead else None
    slot = find_choice(text, desk.draft.offered) or _wished(text, known, desk)
    if slot:
        return _move(lead, slot, known, desk)
    wish = find_wish(text, desk.calendar.today)
    return _ask_new_time(lead, replace(known, wanted_day=wish.day), desk) if wish.day else None


def _only_lead(desk: Desk) -> Lead | None:
    """Return the booking that the last reply asked about, if it was one."""
    found = [lead for lead in desk.open_leads() if lead.lead_id in desk.draft.lead_ids]
    return found[0] if len(found) == 1 else None


def _chosen_lead(text: str, desk: Desk) -> Lead | None:
    """Return the one of the numbered bookings that the text picks, by its number or its time."""
    leads = [lead for lead in desk.open_leads() if lead.lead_id in desk.draft.lead_ids]
    if len(leads) < 2:
        return None
    picked = find_choice(text, [slot_of(lead) for lead in leads])
    return next((lead for lead in leads if slot_of(lead) == picked), None) or _named_lead(text, leads, desk)


def _named_lead(text: str, leads: Sequence[Lead], desk: Desk) -> Lead | None:
    """Return the one booking whose day or time, or both, the text names."""
    wish = find_wish(text, desk.calendar.today)
    if wish == Wish(None, None):
        return None
    fits = [x for x in leads if wish.day in (None, slot_of(x).day) and wish.at in (None, slot_of(x).at)]
    return fits[0] if len(fits) == 1 else None


# --- changes of a booking


def _change_of_booking(text: str, lower: str, known: Draft, desk: Desk) -> Reply | None:
    if _MOVES.search(lower):
        return _start_move(text, lower, known, desk)
    if _CANCELS.search(lower):
        return _start_cancel(text, known, desk)
    if _LATE.search(lower) and not _ASKS_IF_FREE.search(lower):
        return _hand_on(text, known, desk)
    return None


def _start_cancel(text: str, known: Draft, desk: Desk) -> Reply:
    leads = desk.open_leads()
    named = _named_lead(text, leads, desk)
    lead = named or (leads[0] if len(leads) == 1 else None)
    if lead:
        said = f"Shall I call off your {what(lead, desk.calendar)} {when(slot_of(lead), desk.calendar)}? Reply YES."
        return Reply(said, "rules", replace(known, asked="cancel", lead_ids=(lead.lead_id,)))
    return _ask_which("cancel", known, desk)


def _start_move(text: str, lower: str, known: Draft, desk: Desk) -> Reply:
    leads = desk.open_leads()
    old, *new = _NEW_TIME.split(lower, maxsplit=1)
    lead = _named_lead(old, leads, desk) or (leads[0] if len(leads) == 1 else None)
    if lead is None:
        return _ask_which("move", known, desk)
    desk.draft = replace(desk.draft, lead_ids=(lead.lead_id,))
    wish = find_wish(text, desk.calendar.today)
    if not new and wish.at == slot_of(lead).at and wish.day in (None, slot_of(lead).day):
        return _ask_new_time(lead, known, desk)  # The time that it names is the old one.
    slot = _wished(text, known, desk)
    return _move(lead, slot, known, desk) if slot else _ask_new_time(lead, replace(known, wanted_day=wish.day), desk)


def _wished(text: str, known: Draft, desk: Desk) -> Slot | None:
    """Return the slot that the text asks for; a time alone is for the day that was talked about, or the booking's."""
    wish = find_wish(text, desk.calendar.today)
    at = wish.at or find_hour(text)
    lead = _only_lead(desk)
    day = (
        wish.day
        or (desk.draft.wanted_day if desk.draft.asked == "move" else None)
        or (slot_of(lead).day if lead else None)
    )
    return Slot(day, at) if day and at else None


def _ask_which(asked: Question, known: Draft, desk: Desk) -> Reply:
    leads = desk.open_leads()
    if not leads:
        return Reply(f"{listed(leads, desk.calendar)} Shall I find you a time?", "rules", known)
    lead_ids = tuple(lead.lead_id for lead in leads)
    verb = "call off" if asked == "cancel" else "move"
    said = f"{listed(leads, desk.calendar)} Which one shall I {verb}? Reply with its number."
    return Reply(said, "rules", replace(known, asked=asked, lead_ids=lead_ids))


def _ask_new_time(lead: Lead, known: Draft, desk: Desk) -> Reply:
    asked = replace(known, asked="move", lead_ids=(lead.lead_id,))
    said = f"Your {what(lead, desk.calendar)} is {when(slot_of(lead), desk.calendar)}."
    if known.wanted_day:
        slots = available_slots(desk.calendar, known.wanted_day)[:_MOST_LISTED]
        if slots:
            return _offer_slots(said, asked, slots, desk)
    return _offer(said, asked, desk)


def _cancel(lead: Lead, known: Draft, desk: Desk) -> Reply:
    try:
        return Reply(confirmation(desk.cancel(lead), desk.calendar, "cancelled"), "rules", replace(known, lead_ids=()))
    except (LeadClosedError, LeadNotFoundError) as error:
        return Reply(f"{_capital(str(error))}.", "rules", known)


def _move(lead: Lead, slot: Slot, known: Draft, desk: Desk) -> Reply:
    known = replace(known, asked="move", lead_ids=(lead.lead_id,))
    try:
        moved = desk.move(lead, slot)
    except (InvalidInputError, SlotUnavailableError):
        return _offer_instead(known, slot, desk)
    except (LeadClosedError, LeadNotFoundError, TooManyBookingsError) as error:
        return Reply(f"{_capital(str(error))}.", "rules", replace(known, asked=""))
    return Reply(confirmation(moved, desk.calendar, "moved"), "rules")


# --- a new booking


def _booking(text: str, lower: str, known: Draft, desk: Desk) -> Reply | None:
    draft = desk.draft
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

    if _CALL.search(lower) and wish.at:
        return _call_back(text, Slot(wish.day or desk.calendar.today, wish.at), known, desk)
    just_named_repair = known.repair_type != draft.repair_type and not _PRICES.search(lower)
    if known.wanted_day and known.wanted_time:
        if not picked and (_ASKS_IF_FREE.search(lower) or _HESITATES.search(lower)):
            return _tell_if_free(known, Slot(known.wanted_day, known.wanted_time), desk)
        if picked or wish.at or wish.day or agreed or just_named_repair:
            return _book(known, Slot(known.wanted_day, known.wanted_time), desk)
    if wish.at and not known.wanted_day:
        return _offer(f"Which day for {time_label(wish.at)}?", known, desk)
    if wish.day:
        return _offer_day(known, desk)
    return None


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
    return offer_upsell(Reply(confirmation(lead, calendar), "rules"), desk)


def offer_upsell(reply: Reply, desk: Desk) -> Reply:
    """Return the confirmation of a screen repair with the offer of a protector behind it, if the owner wants that."""
    action, lead = desk.done or ("booked", None)
    if not (lead and action == "booked" and lead.repair_type == "screen" and desk.calendar.state["auto_upsell"]):
        return reply
    price = desk.calendar.shop.prices["screen protector"]["any"]
    text = f"{reply.text} Add a screen protector for ${price}? Reply ADD."
    return Reply(text, reply.by, Draft(asked="upsell", lead_ids=(lead.lead_id,)))


def _call_back(text: str, slot: Slot, known: Draft, desk: Desk) -> Reply:
    try:
        lead = desk.book(slot, "callback", lead_type="callback", notes=text[:_LONGEST_NOTE])
    except InvalidInputError as error:
        return Reply(f"{_capital(str(error))}. When shall {desk.calendar.shop.owner} call you?", "rules", known)
    except TooManyBookingsError:
        return _hand_on(text, known, desk)
    return Reply(confirmation(lead, desk.calendar), "rules", replace(known, wanted_day=None, wanted_time=None))


# --- answers


def _answer(text: str, lower: str, known: Draft, desk: Desk) -> Reply:
    shop = desk.calendar.shop
    repair_named = bool(find_repair(text) or find_device(text))
    if _UPSET.search(lower):
        return _hand_on(text, known, desk, "I am sorry about that.")
    if _STATUS.search(lower):
        return Reply(status_of(desk.newest_lead(), desk.calendar), "rules", known)
    if _MY_BOOKINGS.search(lower):
        return Reply(listed(desk.open_leads(), desk.calendar), "rules", known)
    if _DISCOUNT.search(lower):
        return _discount(lower, known, desk)
    if _PERSON.search(lower) or _CALL.search(lower):
        return _hand_on(text, known, desk)
    for pattern, answer in _ANSWERS:
        if pattern.search(lower):
            return _offer(answer(desk), known, desk)
    if known.repair_type and (repair_named or _PRICES.search(lower)):
        return _offer(quote(known.repair_type, known.device, shop), known, desk)
    if _PRICES.search(lower):
        return Reply(f"{_price_list(desk)} What does yours need?", "rules", known)
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
    if not text.strip() and desk.remarks:
        said = f"Thanks, I have put that in front of {shop.owner}. What does the phone need, and which phone is it?"
        return Reply(said, "rules", known)
    return Reply(f"{_greeting(desk)} {_price_list(desk)} What does yours need?", "rules", known)


def _hand_on(text: str, known: Draft, desk: Desk, before: str = "") -> Reply:
    """Hand the message on to the owner."""
    desk.ask_owner(text)
    return Reply(f"{before} {asked_owner(desk.calendar)}".strip(), "rules", known)


def _discount(lower: str, known: Draft, desk: Desk) -> Reply:
    """Grant the percentage that the customer names, if it is within the owner's cap; all else is for him."""
    owner, named = desk.calendar.shop.owner, _PERCENT.search(lower)
    try:
        if named and desk.grant(float(named[1])):
            said = f"You have {percent(float(named[1]))} off your repair; I have noted it."
            return _offer(said, known, desk) if not desk.open_leads() else Reply(said, "rules", known)
    except InvalidInputError:
        pass
    if not named:
        desk.ask_owner("a discount")
    return Reply(f"Only {owner} can decide that; I have asked him, and he will get back to you.", "rules", known)


def _hold(slot: Slot, desk: Desk) -> bool:
    """Hold the slot for this conversation while the customer answers; tell if it could be held.

    A conversation holds one slot: whoever asks for a second lets go of the first.
    """
    try:
        hold(desk.calendar, slot)
    except (InvalidInputError, SlotUnavailableError):
        return False
    if desk.draft.held not in (None, slot):
        desk.store.release(desk.draft.held, desk.calendar.holder)
    desk.draft = replace(desk.draft, held=slot)
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
            f"{said} No times are free in the weeks ahead; {desk.calendar.shop.owner} will text you.",
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


def _place(desk: Desk) -> str:
    shop = desk.calendar.shop
    return f"We are in {shop.city}; {shop.owner} reads every message here and tells you the exact address."


def _owner_now(desk: Desk) -> str:
    back = back_at(desk.calendar)
    until = f", back {slot_label(back, desk.calendar.today)}" if back else ""
    return f"{desk.calendar.shop.owner} {_NOW[str(desk.calendar.state['status'])]}{until}."


def _greeting(desk: Desk) -> str:
    state, shop = desk.calendar.state, desk.calendar.shop
    hello = str(state["greeting"]) or f"Hi, this is {state['assistant_name']} at {shop.name}."
    return " ".join(part for part in (hello, str(state["special_info"])) if part)


def _price_list(desk: Desk) -> str:
    prices = desk.calendar.shop.prices
    return (
        f"Starting at: screens ${prices['screen']['iphone']} (iPhone) / ${prices['screen']['samsung']} (Samsung), "
        f"battery ${prices['battery']['any']}, charging port ${prices['charging port']['any']}, "
        f"back glass ${prices['back glass']['any']}, water damage check ${prices['water damage']['any']}."
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_ANSWERS: Sequence[tuple[re.Pattern[str], Callable[[Desk], str]]] = (
    (_OWNER_THERE, _owner_now),
    (_HOURS, _hours),
    (_PLACE, _place),
)
