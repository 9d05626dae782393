"""The rules receptionist: plain code that runs the shop where no model does.

Quotes, hours, free slots; books, moves and cancels; takes a message for the owner. An order is acted on at once only if
the message is plainly that order; whatever else names a day and a time is at most asked about.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, time

from linda.desk import Desk
from linda.models import Reply, Slot
from linda.natural_time import Wish
from linda.rules import answers, changes, offers, orders
from linda.rules import wordings as say
from linda.rules.heard import Heard, hear

type Intent = Callable[[Heard], Reply | None]


def reply_by_rules(text: str, desk: Desk) -> Reply:
    """Answer one message. The desk's dialogue is what the conversation has settled; the reply carries the new one."""
    heard = hear(text, desk)
    reply = next(filter(None, (answer(heard) for pattern, answer in _INTENTS if not pattern or heard.has(pattern))))
    has_photo = any(remark.startswith("Sent ") for remark in desk.remarks)
    return replace(reply, text=f"Thanks for the photo! {reply.text}") if has_photo and text.strip() else reply


def _answer_to_question(heard: Heard) -> Reply | None:
    before, desk = heard.before, heard.desk
    if not before.asked:
        return None
    if _declines(heard):
        return _declined(heard)
    match before.asked:
        case "upsell":
            return orders.add_upsell(heard)
        case "book" if heard.is_just(say.YES):
            return orders.book(heard, Slot(before.wanted_day or date.min, before.wanted_time or time()))
        case "time" if before.wanted_day and (heard.is_just(say.YES) or heard.is_just(say.THAT_ONE)):
            return offers.offer_day(before.wanted_day, heard.known, desk)
        case "cancel" | "cancel all" | "move" if heard.has(say.MOVES) and not heard.is_just(say.YES_MOVE):
            return None
        case "cancel" | "cancel all":
            return changes.answer_to_cancel(heard)
        case "move":
            return changes.answer_to_move(heard)
    return None


def _declines(heard: Heard) -> bool:
    """Tell if the text is a no, and neither another wish nor a question behind it."""
    is_no = re.match(say.NO, heard.said) and re.fullmatch(say.NO_QUESTION, heard.said)
    names_other = heard.wish != Wish(None, None) or heard.has(say.MOVES) or heard.has(say.IMPLIES_MOVE)
    return bool(is_no) and not names_other and (heard.before.asked == "upsell" or not heard.names_repair)


def _declined(heard: Heard) -> Reply:
    match heard.before.asked:
        case "upsell":
            said = "All right, without it. See you then!"
        case "cancel" | "cancel all" | "move":
            said = "All right, it stays as it is."
        case _:
            said = "All right, nothing is booked. Text us any time to book again."
    return Reply(said, "rules", heard.known)


# The first that finds something to say answers. Without a pattern it looks for itself.
_INTENTS: Sequence[tuple[str, Intent]] = (
    ("", _answer_to_question),
    (say.UPSET, answers.upset),
    (say.HERE, answers.here),
    (say.ASKS_WHY, answers.upset),
    (say.KEEPS, changes.keep),
    (say.ASKS_IF_CANCELLED, changes.my_bookings),
    (say.ASKS_FEE, answers.hand_on),
    (say.ASKS_IF_CHANGE, changes.tell_how_to_change),
    (say.MOVES, changes.start_move),
    (say.IMPLIES_MOVE, changes.imply_move),
    (say.CANCELS, changes.start_cancel),
    (say.LATE, answers.hand_on),
    (say.ON_SITE, answers.on_site),
    (say.STATUS, answers.status),
    (say.DISCOUNT, answers.discount),
    (say.CALL, orders.call_back),
    (say.PERSON, answers.hand_on),
    ("", answers.unsupported),
    (say.NAME, answers.note_name),
    ("", orders.take_order),
    (say.MY_BOOKINGS, changes.my_bookings),
    ("", answers.small_talk),
    (say.MENTIONS_THANKS, answers.thanked),
    (say.HESITATES, answers.wait),
    ("", answers.facts),
    ("", answers.part_of_day),
    ("", answers.quote_price),
    ("", answers.openings),
    ("", answers.photo_alone),
    ("", answers.unknown),
)
