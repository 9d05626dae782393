"""What is answered and not booked: facts, prices and small talk, and what only the owner can answer."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from linda.booking import next_slots
from linda.desk import ALTERNATIVES, Desk
from linda.errors import InvalidInputError
from linda.models import Reply, Slot
from linda.natural_time import Wish
from linda.quotes import choice_of_repairs, price_list, quote, topic_asked
from linda.responses.confirmations import asked_owner, percent, status_of
from linda.rules import wordings as say
from linda.rules.changes import ask_to_cancel
from linda.rules.heard import Heard, days_before, only_lead
from linda.rules.offers import MOST_LISTED, NOON, offer, offer_slots, opening_hours
from linda.shop_time import slot_label
from linda.slots import back_at, status_now

LONGEST_NOTE = 300
_NOW = {
    "working": "is at the bench right now",
    "gym": "is at the gym right now, so spots are limited",
    "driving": "is driving right now and reads this later",
    "break": "is on a short break right now",
    "sleeping": "is away right now",
    "custom": "is busy right now",
}


def hand_on(heard: Heard, before: str = "") -> Reply:
    """Hand the message on to the owner."""
    heard.desk.ask_owner(heard.text)
    return Reply(f"{before} {asked_owner(heard.desk.premises)}".strip(), "rules", heard.known)


def upset(heard: Heard) -> Reply:
    """Say sorry to a customer who complains, and hand the message on."""
    return hand_on(heard, "I am sorry about that.")


def here(heard: Heard) -> Reply:
    """Tell the owner that the customer is there."""
    heard.desk.ask_owner(heard.text)
    owner = heard.desk.premises.shop.owner
    return Reply(f"Thanks for telling me. I have passed that on to {owner} right away.", "rules", heard.known)


def on_site(heard: Heard) -> Reply:
    """Tell what a visit costs, and hand the message on."""
    shop = heard.desk.premises.shop
    return hand_on(heard, f"{shop.owner} can come to you for ${shop.on_site_fee} on top of the repair.")


def unsupported(heard: Heard) -> Reply | None:
    """Hand on the wish for what the shop does not list."""
    if not say.wants_unlisted(heard.said, heard.shop):
        return None
    heard.desk.ask_owner(heard.text)
    owner = heard.desk.premises.shop.owner
    said = f"That is not on my list; I have asked {owner}, and he will get back to you. Anything else I can do?"
    return Reply(said, "rules", heard.known)


def note_name(heard: Heard) -> Reply | None:
    """Note the name that the customer gives, and thank for it if that is all there is."""
    name = say.given_name(heard.said, heard.text)
    if not name:
        return None
    heard.desk.note(f"Name: {name}"[:LONGEST_NOTE])
    if heard.wish != Wish(None, None) or heard.names_repair:
        return None
    return Reply(f"Thanks, {name}, I have noted your name. What else can I do?", "rules", heard.known)


def discount(heard: Heard) -> Reply:
    """Grant the percentage that the customer names, if it is within the owner's cap; all else is for him."""
    desk, known = heard.desk, heard.known
    match = re.search(say.PERCENT, heard.said)
    named = float(match[1] or match[2]) if match else 0.0
    try:
        if named and not heard.has(say.ELSEWHERE) and desk.grant(named):
            said = f"You have {percent(named)} off your repair; I have noted it."
            return offer(said, known, desk) if not desk.open_leads() else Reply(said, "rules", known)
    except InvalidInputError:
        pass
    if not desk.questions:
        desk.ask_owner(heard.text)
    owner = desk.premises.shop.owner
    return Reply(f"Only {owner} can decide that; I have asked him, and he will get back to you.", "rules", known)


def status(heard: Heard) -> Reply:
    """Tell how far the newest booking is."""
    return Reply(status_of(heard.desk.newest_lead(), heard.desk.premises), "rules", heard.known)


def facts(heard: Heard) -> Reply | None:
    """Answer a question about the shop."""
    said = fact_asked(heard)
    return _answer(said, heard) if said else None


def fact_asked(heard: Heard) -> str:
    """Return the fact about the shop that is asked for, or ""."""
    known = topic_asked(heard.said, heard.shop)
    return known or next((answer(heard) for pattern, answer in _FACTS if heard.has(pattern)), "")


def _answer(said: str, heard: Heard) -> Reply:
    """Return the answer with the question that it interrupts, or with the next openings."""
    before, known, desk = heard.before, heard.known, heard.desk
    if before.asked == "book" and before.wanted_day and before.wanted_time and not _is_other_repair(heard):
        slot = Slot(before.wanted_day, before.wanted_time)
        dialogue = replace(known, asked="book", wanted_day=slot.day, wanted_time=slot.at, offered=(slot,))
        label = slot_label(slot, desk.premises.today)
        return Reply(f"{said} Reply YES if you want {label}.", "rules", dialogue)
    if before.asked == "cancel" and (lead := only_lead(heard)):
        return ask_to_cancel([lead], heard, said)
    return offer(said, known, desk)


def _is_other_repair(heard: Heard) -> bool:
    before, known = heard.before, heard.known
    return before.repair_type not in ("", known.repair_type) or before.device not in ("", known.device)


def quote_price(heard: Heard) -> Reply | None:
    """Quote the repair, or ask what is broken."""
    if not (heard.names_repair or heard.has(say.PRICES) or heard.has(heard.shop.vocabulary.broken)):
        return None
    said = quoted_price(heard)
    if said:
        return _answer(said, heard)
    if heard.has(say.PRICES):
        return Reply(f"Starting at: {price_list(heard.shop)}. What does yours need?", "rules", heard.known)
    return Reply(f"What is wrong with it: {choice_of_repairs(heard.shop)}?", "rules", heard.known)


def quoted_price(heard: Heard) -> str:
    """Return the price of the repair that is known, or ""."""
    known = heard.known
    return quote(known.repair_type, known.device, heard.desk.premises.shop) if known.repair_type else ""


def openings(heard: Heard) -> Reply | None:
    """Offer the next free slots to a customer who asks for a time, or agrees."""
    agrees = heard.is_just(say.YES)
    if not (heard.has(say.ASKS_TIMES) or agrees or heard.has(say.FIRST_THING)):
        return None
    if agrees and heard.desk.open_leads() and not heard.before.offered:
        return Reply("All right! Anything else I can do?", "rules", heard.known)
    return offer("Sure!", heard.known, heard.desk)


def part_of_day(heard: Heard) -> Reply | None:
    """Offer the mornings or the afternoons."""
    match = re.fullmatch(say.PART_OF_DAY, heard.said)
    if match is None:
        return None
    is_morning, desk = match[1] in ("morning", "manana", "mananas"), heard.desk
    day = next(iter(days_before(heard.before)), None) or desk.premises.today
    slots = [slot for slot in next_slots(desk.premises, MOST_LISTED * 2, day) if (slot.at < NOON) == is_morning]
    return offer_slots("Sure!", heard.known, slots[:ALTERNATIVES], desk)


def small_talk(heard: Heard) -> Reply | None:
    """Answer thanks, a farewell or a no that is all there is."""
    said = next((words for pattern, words in _SMALL_TALK if heard.is_just(pattern)), "")
    return Reply(said, "rules", heard.known) if said else None


def thanked(heard: Heard) -> Reply | None:
    """Answer thanks that come with a story, and with nothing that is wanted."""
    wants = "?" in heard.said or heard.has(say.PRICES) or heard.has(say.WANTS) or heard.has(say.ASKS_TIMES)
    if wants or (heard.names_repair and not heard.has(say.ELSEWHERE)):
        return None
    return Reply("You're welcome! Text me any time.", "rules", heard.known)


def wait(heard: Heard) -> Reply:
    """Give a customer who hesitates time to think."""
    return Reply("Take your time! Text me when you know.", "rules", heard.known)


def photo_alone(heard: Heard) -> Reply | None:
    """Thank for a photo that comes without a word."""
    if heard.text.strip() or not heard.desk.remarks:
        return None
    owner = heard.desk.premises.shop.owner
    said = f"Thanks, I have put that in front of {owner}. What does the phone need, and which phone is it?"
    return Reply(said, "rules", heard.known)


def unknown(heard: Heard) -> Reply:
    """Greet a customer who writes for the first time; hand on what else is not understood."""
    desk, known = heard.desk, heard.known
    is_new = not (known.greeted or known.repair_type or known.device or heard.before.asked or desk.open_leads())
    is_hello, has_words = heard.is_just(say.HELLO), re.search(r"[^\W\d_]{3}", heard.said)
    greeted = replace(known, greeted=True)
    if is_new:
        said = f"{_greeting(desk)} Starting at: {price_list(heard.shop)}. What does yours need?"
        return Reply(said, "rules", greeted)
    if is_hello or not has_words:
        return Reply("How can I help: a price, a time, or a message for the owner?", "rules", greeted)
    return replace(hand_on(heard), dialogue=greeted)


def _place(heard: Heard) -> str:
    shop = heard.desk.premises.shop
    heard.desk.ask_owner(heard.text)
    return f"We are in {shop.city}; I have asked {shop.owner} to text you the exact address."


def _owner_now(heard: Heard) -> str:
    premises = heard.desk.premises
    back = back_at(premises.state, premises.local_now)
    until = f", back {slot_label(back, premises.today)}" if back else ""
    return f"{premises.shop.owner} {_NOW[status_now(premises.state, premises.local_now)]}{until}."


def _greeting(desk: Desk) -> str:
    state, shop = desk.premises.state, desk.premises.shop
    hello = str(state["greeting"]) or f"Hi, this is {state['assistant_name']} at {shop.name}."
    return " ".join(part for part in (hello, str(state["special_info"])) if part)


_FACTS: Sequence[tuple[str, Callable[[Heard], str]]] = (
    (say.OWNER_THERE, _owner_now),
    (say.HOURS, opening_hours),
    (say.PLACE, _place),
)
_SMALL_TALK = (
    (say.STOPS, "All right. Reply STOP if you don't want any more texts."),
    (say.GOODBYE, "All right, take care! Text me any time."),
    (say.THANKS, "You're welcome! Text me any time."),
    (rf"{say.NO}[^?]*", "All right! Text me any time."),
)
