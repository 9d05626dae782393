"""Policy: what is done and said, given all the acts of a text and the dialogue state. It never sees the words.

The order is: emergencies, danger, texts not meant for the shop, complaints, the answer to an open question, changes to
bookings, orders, small talk. Facts are collected first and come before whatever else is said. Something is written only
if act, state and confirmation agree: the customer has said yes to this slot, or has plainly ordered it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from linda.booking import available_slots, jobs_of, next_slots, slot_of
from linda.bulletin import offers_discount
from linda.desk import ALTERNATIVES, Desk, is_for
from linda.errors import InvalidInputError, SlotClosedError, TooManyBookingsError
from linda.models import ANY_TIME, Dialogue, Job, Lead, Slot
from linda.quotes import device_name, price
from linda.replies import one_line
from linda.responses.compose import Say, said_again, say
from linda.responses.values import Money
from linda.rules.acts import NO_TIME, ActKind, Emergency, Understood, When
from linda.rules.changes import (
    answer_cancel,
    answer_cancel_which,
    answer_move,
    answer_move_time,
    answer_move_which,
    answer_upsell_or_booking,
    ask_call,
    ask_cancel,
    ask_move,
    cancel,
    implied_move,
    keep,
    move,
    move_call,
)
from linda.rules.exchange import (
    DIAGNOSIS,
    WAITING,
    WAITS,
    Exchange,
    accessory,
    asked_about,
    gives_time,
    hand_on,
    is_at,
    is_given_up,
    is_no,
    is_yes,
    jobs_at,
    newest,
    now_slot,
    only,
    passing_on,
    repairs,
    settles,
    with_ids,
)
from linda.rules.facts import facts, owner
from linda.rules.offers import bulletin, free_within, hello, offering, quote, sentence, told
from linda.rules.orders import (
    accessory_alone,
    answer_address,
    answer_book,
    answer_day,
    answer_repair,
    answer_time,
    answer_upsell,
    ask_for_missing,
    ask_when,
    asks_day,
    asks_when,
    first_visit,
    go_on,
    let_go,
    order,
    take_off,
    visit_instead,
    what_is_missing,
)
from linda.slots import is_quiet, status_now

_MAX_NOTES = 300
_WATER = "water damage"
# A text that is not understood and is shorter than this tells nothing new to an owner who already has a message.
_MIN_WORDS_OF_NEWS = 4
# A question this short ("yes?") asks nothing that the owner could answer.
_MOST_WORDS_OF_NOTHING = 1


def decide(heard: Understood, before: Dialogue, now: Dialogue, desk: Desk, message: str) -> tuple[list[Say], Dialogue]:
    """Return what to say and the new dialogue state; `now` is `before` plus what the text has added.

    `message` is what the owner reads if the text is passed on to him.
    """
    turn = Exchange(heard, before, now, desk, message)
    if (
        _emergency(turn)
        or _danger(turn)
        or _crisis(turn)
        or _not_for_us(turn)
        or _threat(turn)
        or _wants_no_texts(turn)
    ):
        return [*turn.facts, *turn.says], turn.now
    _notes(turn)
    if _has_kept_answer(turn):
        return [*turn.facts, *turn.says], turn.now
    # A message to the owner asks LINDA nothing.
    if not _is_message(turn) and (not heard.has("person") or heard.is_question):
        facts(turn)
    done = next((True for step in _STEPS if step(turn)), False)
    if not done:
        _after_facts(turn) if turn.facts else _unread(turn)
    if not (turn.facts or turn.says):  # Every customer gets an answer.
        turn.says += _again(turn) or [say("how_can_help")]
    return [*turn.facts, *turn.says], turn.now


def _emergency(turn: Exchange) -> bool:
    """Have the customer call 911, before anything else is said, and tell the owner at once."""
    heard = turn.heard
    if heard.emergency == "over" and "danger" in turn.before.handed_on:
        turn.ask("danger", say("emergency_over"), say("danger_bring"), nudges=1)
    elif heard.emergency in ("over", "called"):
        turn.settle(say(f"emergency_{heard.emergency}"))
    elif heard.emergency:
        if heard.emergency != "still" or heard.acts or heard.words >= _MIN_WORDS_OF_NEWS:
            turn.tell_owner_at_once()
        advice = _ADVICE.get(heard.emergency)
        turn.ask("emergency", say("emergency"), *([say(advice)] if advice else []), lead_ids=())
        if heard.has("danger"):
            turn.mark("danger")
    return bool(heard.emergency)


_ADVICE: Mapping[Emergency, str] = {
    "fire": "emergency_fire",
    "device": "emergency_fire",
    "burn": "emergency_burn",
    "swallowed": "emergency_swallowed",
}


def _answer_emergency(turn: Exchange) -> bool:
    """Go on with what the customer wants now, though nothing is offered for a device that has burned."""
    heard = turn.heard
    if not (heard.acts or heard.jobs or heard.when or heard.choice):
        turn.says.append(say("emergency"))
        return True
    if "danger" in turn.before.handed_on:
        turn.before = replace(turn.before, asked="danger")
        return _answer_danger(turn)
    turn.settle()
    return False


def _danger(turn: Exchange) -> bool:
    if not turn.heard.has("danger"):
        return False
    turn.tell_owner_at_once()
    if turn.before.asked == "danger":
        return _warn_again(turn)
    turn.facts.append(say("safety", text=told(turn, "danger")))
    if turn.desk.is_call:  # A caller waits for his turn.
        turn.ask("danger", say("danger_call"), nudges=1, jobs=(), lead_ids=())
    else:
        turn.ask("danger", *([] if "danger" in turn.now.handed_on else [passing_on(turn)]), jobs=(), lead_ids=())
    turn.mark("danger")
    return True


def _answer_danger(turn: Exchange) -> bool:
    """Answer what is asked, but offer nothing, until the customer is done with the danger or wants something else.

    A nudge is an open question whether the owner should call.
    """
    heard, before = turn.heard, turn.before
    is_other = any(job.device and job.repair_type not in ("", DIAGNOSIS) for job in heard.jobs)
    is_new = heard.has("greet") and not turn.desk.is_call  # A caller's "hello?" asks whether somebody is there.
    is_moved = heard.has("move") and bool(turn.desk.open_leads())
    if is_other or is_new or is_moved or heard.has("thank", "bye", "cancel", "complain", "call_me", "person"):
        turn.settle()
        return False
    if heard.has("repeat", "hear_me"):
        return False
    turn.now = replace(turn.now, jobs=before.jobs, day=None, at=None, window=ANY_TIME)
    is_more = heard.is_question or heard.jobs or heard.topics or heard.has("want")
    if heard.has("accept") and before.nudges and not is_more:
        return _call_back(turn)
    if is_more or heard.when or not heard.has("accept", "decline", "hesitate"):
        return _warn_again(turn)
    is_done = turn.desk.is_call and heard.has("decline") and not before.nudges
    turn.ask("" if is_done else "danger", say("no_problem"))
    return True


def _warn_again(turn: Exchange) -> bool:
    """Give the safety advice in other words. The owner decides whether and when the device can be brought in."""
    heard = turn.heard
    if heard.when or heard.has("want"):
        turn.tell_owner("time after danger" if heard.when else "after danger")
    turn.ask("danger", say("safety_again"), say("danger_bring"), nudges=1)
    return True


def _crisis(turn: Exchange) -> bool:
    """Be kind to a customer in despair, say who can help, and tell the owner at once."""
    if turn.heard.distress != "despair":
        return False
    turn.tell_owner_at_once()
    turn.ask("crisis", say("crisis"), jobs=turn.before.jobs, lead_ids=())
    turn.mark("message")
    return True


def _answer_crisis(turn: Exchange) -> bool:
    """Say again who can help, until the customer thanks, says goodbye, or wants something."""
    heard = turn.heard
    wants = heard.jobs or heard.when or heard.choice or set(heard.topics) - {"other"}
    if wants or heard.has("thank", "bye", "cancel", "move", "person", "call_me", "want"):
        turn.settle()
        return False
    if heard.words >= _MIN_WORDS_OF_NEWS:
        turn.tell_owner_at_once()
    turn.says.append(say("crisis"))
    return True


def _grief(turn: Exchange) -> bool:
    """Offer condolences and tell the owner; a repair or a time in the same text is then dealt with as usual."""
    if turn.heard.distress != "grief":
        return False
    turn.facts = [say("condolence"), *turn.facts]
    turn.tell_owner("grief", needs_answer=turn.heard.is_question)
    # Here "died" does not mean a dead phone.
    jobs = [job for job in turn.heard.jobs if job.device or job.trouble != "not working"]
    if jobs or turn.heard.when:
        return False
    turn.settle(passing_on(turn), jobs=turn.before.jobs)
    return True


def _not_for_us(turn: Exchange) -> bool:
    """Answer spam, wrong numbers and flirting with one polite sentence (spam once only); the owner is not told."""
    heard = turn.heard
    kind = next((kind for kind in ("spam", "wrong_number", "flirt") if heard.has(kind)), "")
    is_elsewhere = any(act.topic == "elsewhere" for act in heard.acts)
    is_order = (
        heard.jobs
        or heard.has("cancel", "move", "complain")
        or (kind != "spam" and heard.has("want") and not is_elsewhere)
        or (kind == "flirt" and heard.when)
    )
    if not kind or is_order:
        return False
    if kind == "wrong_number" and (heard.is_question or is_elsewhere):
        assistant = str(turn.desk.premises.state["assistant_name"])
        who = say("call_who", assistant=assistant) if turn.desk.is_call else hello(turn)
        turn.settle(who, asked=turn.before.asked)
        return True
    if kind != "spam" or kind not in turn.now.handed_on:
        turn.says.append(say(kind))
        turn.mark(kind)
    return True


def _threat(turn: Exchange) -> bool:
    if not turn.heard.has("threat"):
        return False
    turn.tell_owner_at_once()
    turn.settle(say("threat"))
    turn.mark("threat")
    return True


def _wants_no_texts(turn: Exchange) -> bool:
    """Pass the text on if somebody seems to want no more texts, in words that do not stop them at once."""
    if {act.kind for act in turn.heard.acts} != {"opt_out"}:
        return False
    turn.settle(hand_on(turn, "opt out"))
    return True


def _notes(turn: Exchange) -> None:
    """Record what the customer has said about himself."""
    heard = turn.heard
    if heard.name and heard.name == heard.whose:
        turn.desk.note(f"Name given: {heard.name}")
    elif heard.name:
        turn.desk.name_customer(heard.name)
    if heard.whose and (heard.jobs or (heard.is_addition and heard.has("want"))) and not heard.has("complain"):
        _note_for_whom(turn)
    is_known = any(job.repair_type == _WATER for job in turn.before.jobs)
    if not is_known and not heard.when and not heard.topics and any(job.repair_type == _WATER for job in heard.jobs):
        turn.facts.append(say("fact", text=told(turn, "water first aid")))  # First aid comes before the price.
    if any(remark.startswith("Sent ") for remark in turn.desk.remarks):
        turn.facts.append(say("photo_noted"))
    if heard.has("robot") and "recording" not in heard.topics:  # "Are you recording?"
        turn.facts.append(say("robot", assistant=str(turn.desk.premises.state["assistant_name"])))
    if heard.has("praise") and not heard.has("complain"):
        turn.facts.append(say("praise"))


def _note_for_whom(turn: Exchange) -> None:
    """Note whom the job is for: on the booking of that job, else on the next booking made."""
    desk, remark = turn.desk, f"For: {turn.heard.whose}"
    leads = repairs(turn)
    if not leads or any(is_for(job, lead, desk.premises) for lead in leads for job in turn.heard.jobs):
        desk.note(remark)
    elif remark not in desk.dialogue.remarks:
        desk.dialogue = replace(desk.dialogue, remarks=(*desk.dialogue.remarks, remark))


def _has_kept_answer(turn: Exchange) -> bool:
    """Say what the owner has answered to just this question before, and go on with what is open."""
    answer = turn.heard.kept_answer
    if not answer or _is_message(turn):
        return False
    kind = {"yes": "kept_yes", "no": "kept_no"}.get(answer)
    turn.facts.append(say(kind) if kind else say("fact", text=sentence(answer)))
    turn.now = replace(turn.before, language=turn.now.language)
    turn.says += _again(turn)
    return True


def _complaint(turn: Exchange) -> bool:
    """Apologize, tell the owner, and offer a time to look at the repair."""
    heard, desk = turn.heard, turn.desk
    if not heard.has("complain"):
        return False
    known = "complaint" in turn.now.handed_on
    turn.tell_owner("complaint")
    known_facts = [fact for fact in turn.facts if fact.kind not in ("fact_unknown", "already_passed_on")]
    turn.facts = [say("sorry_complaint"), *known_facts]
    if heard.has("cancel"):
        return cancel(turn)
    if heard.has("move"):
        return move(turn)
    lead = desk.newest_lead()
    if lead is None and not (known or turn.before.jobs):  # Whatever device or time comes next is for a look at that.
        named = (*heard.jobs, *heard.told_jobs, Job())
        trouble = next((job.trouble for job in named if job.trouble), "")
        turn.now = replace(turn.now, jobs=(Job(DIAGNOSIS, next((j.device for j in named if j.device), ""), trouble),))
    if lead is None or slot_of(lead) > now_slot(turn) or known:
        turn.says.append(say("already_passed_on") if known else passing_on(turn))
        return True
    trouble = next((job.trouble for job in heard.jobs if job.trouble), "")
    job = Job(DIAGNOSIS, jobs_at(turn, lead)[0].device, trouble)
    slots = free_within(turn, heard.when or NO_TIME, None) or next_slots(desk.premises, ALTERNATIVES, turn.today)
    options = tuple(desk.show(slots[:ALTERNATIVES]))
    if not options:
        turn.settle(passing_on(turn))
        return True
    turn.ask("time", say("complaint_offer", options=options), options=options, jobs=(job,), day=None, at=None)
    return True


def _for_owner(turn: Exchange) -> bool:
    """Pass on what only the owner can act on: a customer is late, is at the door, or wants him or a call from him."""
    heard = turn.heard
    kind = next((kind for kind in ("here", "late", "pick_up") if heard.has(kind)), "")
    is_order = bool(heard.jobs or (heard.when and heard.has("want"))) and not turn.desk.open_leads()
    if (kind == "pick_up" and (heard.has("want") or is_order)) or (kind == "late" and is_order):
        kind = ""  # "I'm five minutes away with a cracked iPhone" asks for a repair.
    if kind and turn.before.asked and not turn.desk.open_leads():
        turn.says += [hand_on(turn), *_again(turn)]
        return True
    if kind in ("late", "pick_up") and turn.desk.needs_number:
        turn.settle(say("no_bookings"))  # Who is late, and whose device it is, the number says.
        return True
    if kind == "late" and _comes_at_another(turn):
        return True
    if kind == "late" and "pick_up" in turn.now.handed_on and not heard.when:
        turn.says.append(say("already_passed_on"))  # A customer on the way to fetch a device has already said so.
        return True
    if kind:
        turn.tell_owner("pick_up" if kind == "pick_up" else "", needs_answer=turn.heard.is_question)
        is_asked = kind == "pick_up" and heard.is_question and not turn.facts
        turn.says.append(say("fact", text=told(turn, "pickup")) if is_asked else say(f"{kind}_noted"))
        premises = turn.desk.premises
        if kind == "here" and status_now(premises.state, premises.local_now) != "working":
            owner(turn)
        return True
    call = asked_about(turn)
    is_for_call = call and call.lead_type == "callback" and heard.is_correction and not (heard.jobs or heard.when.days)
    if heard.has("call_me") or (is_for_call and heard.when.times and not turn.before.asked):
        return _call_back(turn)
    if heard.has("person"):
        if heard.is_message and not heard.says_what:
            turn.ask("message", say("ask_message"))
            return True
        known = "person" in turn.now.handed_on and not heard.is_message
        turn.tell_owner()
        turn.mark("person")
        said = say("already_passed_on") if known else passing_on(turn)
        if turn.now.jobs or heard.is_message:
            turn.settle(said)
        else:  # A time in the next text is for the owner's call, though LINDA has not asked for one.
            turn.ask("call", said, nudges=1)
        return True
    return False


# A customer who comes later than this is not late, but wants another slot.
_LATE = timedelta(minutes=59)


def _comes_at_another(turn: Exchange) -> bool:
    """Ask whether to move the booking if the time named is not its own: "I'll be there at 11"."""
    lead, at = only(repairs(turn)), only(turn.heard.when.times)
    if lead is None or at is None or turn.before.asked not in ("", "upsell"):
        return False
    booked = slot_of(lead)
    slot = Slot((*turn.heard.when.days, booked.day)[0], at)
    late = slot.start - booked.start
    if not late:
        turn.settle(say("all_set", lead=lead))
        return True
    is_today = booked.day == turn.today
    if (is_today and timedelta() < late <= _LATE) or slot not in available_slots(turn.desk.premises, slot.day):
        return False
    if is_today:
        turn.tell_owner()
    return ask_move(turn, lead, slot)


def _deadline(turn: Exchange) -> bool:
    """Pass on by when a customer needs a device that is with the owner: "I need it by 2"."""
    heard, lead = turn.heard, turn.desk.newest_lead()
    is_free = not (turn.before.asked or turn.now.jobs or heard.jobs or heard.of)
    is_with_owner = lead is not None and lead.status == "booked" and slot_of(lead) <= now_slot(turn)
    window = heard.when.window
    if not (is_free and is_with_owner and window.last and not window.first and heard.has("want")) or heard.is_question:
        return False
    turn.says.append(hand_on(turn))
    return True


def _call_back(turn: Exchange) -> bool:
    """Book a call at the time the customer names; if there is none, ask for it and tell the owner."""
    when = turn.heard.when
    at = when.times[0] if when.times else None
    if at is None or when.not_times:
        if not turn.desk.is_call:  # The end of a call tells him, unless a call back is set by then.
            turn.tell_owner("call")
        turn.ask("call", say("call_ask_time"), day=None, at=None)
        return True
    if call := _open_call(turn):  # There is only ever one call: another time moves it.
        return move_call(turn, call)
    known = turn.before.day if turn.before.asked == "call" else None
    slot = Slot((*when.days, known or turn.today)[0], at)
    if slot.day == turn.today and not when.days and slot <= now_slot(turn):  # "At nine", said at ten, is tomorrow.
        slot = replace(slot, day=turn.today + timedelta(days=1))
    return _book_call(turn, slot)


def _open_call(turn: Exchange) -> Lead | None:
    return next((lead for lead in turn.desk.open_leads() if lead.lead_type == "callback"), None)


def _book_call(turn: Exchange, slot: Slot) -> bool:
    desk, at = turn.desk, slot.at
    if not desk.may_book(slot) and not is_quiet(at, turn.shop) and slot > now_slot(turn):
        return ask_call(turn, slot)
    notes = (desk.story or turn.message)[:_MAX_NOTES]
    try:
        lead = desk.book(slot, (Job("callback"),), lead_type="callback", notes=notes)
    except (InvalidInputError, SlotClosedError):
        if is_quiet(at, turn.shop):
            turn.ask("call", say("call_at_night", first=turn.shop.quiet_until, last=turn.shop.quiet_from))
        else:
            turn.says.append(hand_on(turn))
    except TooManyBookingsError:
        turn.says.append(hand_on(turn))
    else:
        turn.settle(say("call_booked", lead=lead), lead_ids=(lead.lead_id,))
    return True


# With these, a message is more than a message.
_MORE_THAN_MESSAGES: Sequence[ActKind] = (
    *("want", "cancel", "move", "keep", "late", "here", "pick_up", "call_me", "complain", "discount", "accept"),
)


def _passes_message(turn: Exchange) -> bool:
    """Pass on a message in the customer's words, whatever devices it tells of: "tell him Ann called about a TV"."""
    heard = turn.heard
    is_message = heard.has("person") and heard.is_message and heard.says_what
    if not is_message or heard.is_question or heard.has(*_MORE_THAN_MESSAGES):
        return False
    turn.tell_owner(needs_answer=False)
    turn.mark("person")
    if turn.before.asked:
        turn.says += [passing_on(turn), *_again(turn)]
    else:
        turn.settle(passing_on(turn), jobs=turn.before.jobs)
    return True


def _is_message(turn: Exchange) -> bool:
    """Tell whether the text is the message that was asked for, rather than a question to LINDA."""
    heard = turn.heard
    asks = heard.is_question and set(heard.topics) - {"other"} and not heard.is_message
    return turn.before.asked == "message" and not asks


def _takes_message(turn: Exchange) -> bool:
    """Pass on what the customer says when he was asked for a message, unless he wants something else after all."""
    heard, before = turn.heard, turn.before
    if before.asked != "message":
        return False
    asks = not _is_message(turn)
    orders = (heard.has("cancel", "move") and turn.desk.open_leads()) or (
        heard.has("want") and heard.jobs and heard.when
    )
    if is_no(turn) or asks or orders:
        turn.settle()
        turn.says += [say("no_problem")] if is_no(turn) else []
        return is_no(turn)
    acts = {act.kind for act in heard.acts}
    is_announced = heard.has("person") and heard.is_message and not heard.says_what
    if is_announced or (acts and acts <= {"accept", "greet", "thank"} and heard.words < _MIN_WORDS_OF_NEWS):
        turn.ask("message", say("ask_message"))
        return True
    # What the message tells of is not ordered.
    told = {"jobs": before.jobs, "day": before.day, "at": before.at, "window": before.window}
    turn.tell_owner(needs_answer=heard.is_question)
    if heard.has("call_me") and not heard.when:
        turn.ask("call", passing_on(turn), say("call_ask_time"), **told)
    else:
        turn.settle(passing_on(turn), **told)
    return True


def _answer_call(turn: Exchange) -> bool:
    """Book the call at the time the customer gives; within a part of the day, or at any time, the owner chooses.

    A number alone is a time only if a time was asked for.
    """
    heard, is_asked = turn.heard, turn.before.nudges == 0
    is_other = heard.has("on_site", "move") or (heard.has("decline") and not heard.when)
    is_about_it = not (heard.jobs or is_other) and (is_asked or heard.words > 1)
    if (slot := turn.before.slot) and is_yes(turn) and not heard.when.times:  # A caller is asked first.
        if (call := _open_call(turn)) is None:
            return _book_call(turn, slot)
        turn.heard = replace(heard, when=When(days=(slot.day,), times=(slot.at,)))
        return move_call(turn, call)
    if heard.choice and heard.choice.by == "any" and not heard.when.times:
        turn.desk.ask_owner(turn.message, told_as="wants a call")
        turn.settle(say("call_soon"))
        return True
    if gives_time(turn) and (settles(turn) or not heard.when.times) and is_about_it:
        if heard.when.times:
            return _call_back(turn)
        turn.desk.ask_owner(turn.message, told_as="wants a call")
        turn.ask("call", passing_on(turn), nudges=1)  # An hour that comes next is one for the call.
        return True
    is_over = heard.has("greet", "want") and not is_asked
    if is_no(turn) or is_over or heard.has("thank", "bye", "accept"):
        turn.settle()
    return False


def _leaves_it(turn: Exchange) -> bool:
    """Let a customer go to whom it is too expensive; if there is an offer, he is told, and may think again."""
    if not is_given_up(turn) or turn.before.asked not in ("", "day", "time", "book", "repair", "device"):
        return False
    if turn.heard.jobs or turn.heard.when:
        return False
    offer = str(turn.desk.premises.state["special_info"])
    if not (turn.before.asked and offers_discount(offer)):
        return let_go(turn)
    turn.facts.append(say("fact", text=sentence(offer)))
    turn.says += _again(turn)
    return True


def _answer(turn: Exchange) -> bool:
    """Act on an answer to the open question."""
    asked = turn.before.asked
    handler = _ANSWERS.get(asked)
    return bool(handler and handler(turn))


_ANSWERS: Mapping[str, Callable[[Exchange], bool]] = {
    "book": answer_book,
    "time": answer_time,
    "instead": answer_time,
    "day": answer_day,
    "repair": answer_repair,
    "device": answer_repair,
    "address": answer_address,
    "call": _answer_call,
    "danger": _answer_danger,
    "emergency": _answer_emergency,
    "crisis": _answer_crisis,
    "upsell": answer_upsell,
    "upsell or booking": answer_upsell_or_booking,
    "cancel": answer_cancel,
    "cancel all": answer_cancel,
    "cancel which": answer_cancel_which,
    "move": answer_move,
    "move which": answer_move_which,
    "move time": answer_move_time,
}


def _after_facts(turn: Exchange) -> None:
    """After facts, repeat the question they interrupted, or go on to a time if a job is being discussed."""
    asked = turn.now.asked
    if asked == "device" and turn.now.jobs and what_is_missing(turn) is None:
        go_on(turn)
        return
    if asked and asked == turn.before.asked:
        turn.says += _again(turn)
        return
    if asked:
        return
    names_job = bool(turn.heard.jobs or turn.now.jobs)
    if {"price", "services"} & set(turn.heard.topics) and names_job:
        if not ask_for_missing(turn):
            ask_when(turn)
    elif {"price", "services"} & set(turn.heard.topics) and not repairs(turn) and turn.desk.newest_lead() is None:
        turn.ask("repair", say("ask_what"))


def _again(turn: Exchange) -> list[Say]:
    """Return the open question, to be asked again."""
    now = turn.now
    lead = asked_about(turn)
    match now.asked:
        case "book" if now.slot and now.jobs:
            visit = first_visit(now.jobs)
            return [turn.desk.asks_to_book(now.slot, visit, on_site=now.on_site, address=now.address)]
        case "time" | "instead" | "move time" if now.options:
            return [offering(turn, now.options)]
        case "day":
            return [asks_day(turn, now.at)]
        case "repair" | "device":
            missing = what_is_missing(turn)
            return [missing[1]] if missing else []
        case "address":
            return [say("ask_address")]
        case "message":
            return [say("ask_message")]
        case "danger":
            return [say("safety", text=told(turn, "danger"))]
        case "crisis":
            return [say("crisis")]
        case "emergency":
            return [say("emergency")]
        case "call" if not turn.before.nudges:  # Otherwise no time was asked for.
            return [say("call_ask_time")]
        case "cancel" | "cancel all" if lead or now.lead_ids:
            first = only(with_ids(turn, now.lead_ids[:1]))
            return [say("ask_cancel", lead=first)] if first else []
        case "move" if lead and now.slot:
            return [say("ask_move", lead=lead, slot=now.slot)]
        case "cancel which" | "move which":
            leads = tuple(with_ids(turn, now.lead_ids))
            return [say("ask_which_booking", leads=leads, action=now.asked.partition(" ")[0])] if leads else []
        case "upsell" if lead:
            item, amount = accessory(turn, lead)
            return [say("upsell", item=item, amount=Money(amount))] if amount is not None else []
        case "upsell or booking" if lead:
            item, _ = accessory(turn, lead)
            return [say("upsell_or_booking", item=item, lead=lead)]
    return []


def _says_again(turn: Exchange) -> bool:
    """Say the last thing again if that is all the customer wants."""
    heard = turn.heard
    if not heard.has("repeat") or {act.kind for act in heard.acts} - {"repeat", "thank"} or heard.jobs or heard.when:
        return False
    turn.says += said_again(turn.desk.last_reply, turn.shop) or _again(turn) or [say("how_can_help")]
    return True


def _hears(turn: Exchange) -> bool:
    """Tell a caller that he is heard; if that is all, ask the open question again."""
    heard = turn.heard
    if not heard.has("hear_me"):
        return False
    turn.facts = [say("hear_you"), *turn.facts]
    if {act.kind for act in heard.acts} - {"hear_me", "greet"} or heard.jobs or heard.when:
        return False
    turn.says += _again(turn) or [say("how_can_help")]
    return True


def _small_talk(turn: Exchange) -> bool:
    """Answer texts that need no more than a kind word."""
    heard, now = turn.heard, turn.now
    if turn.facts:
        return False
    if heard.has("hesitate"):
        turn.says.append(say("take_your_time"))
        turn.now = replace(now, nudges=WAITING)
        return True
    if heard.has("name") and not heard.has("greet"):
        turn.says.append(say("name_noted_other" if heard.name == heard.whose else "name_noted", name=heard.name))
        if now.asked:
            turn.says += _again(turn)
        return True
    if heard.has("address") and now.address:
        turn.says.append(say("location_noted", address=now.address))
        if not now.asked and any(lead.lead_type == "appointment" for lead in repairs(turn)):
            turn.says.append(say("on_site_fee", amount=Money(turn.shop.on_site_fee)))
        if now.asked:
            turn.says += _again(turn)
        return True
    if heard.has("accept") and now.asked and now.nudges >= WAITING and not heard.is_firm:
        turn.says.append(say("no_problem"))  # The question stays open.
        return True
    if heard.has("accept", "decline") and now.asked:
        return False
    if heard.is_chat:
        turn.says += [say("chat"), *(_again(turn) or [say("how_can_help")])]
        turn.now = replace(now, greeted=True)
        return True
    if heard.has("bye") and heard.when and (lead := _seen_at(turn)):
        fits = is_at(lead, heard.when)
        turn.settle(say("all_set" if fits else "your_booking", lead=lead))
    elif heard.has("thank") and "other" in heard.topics:
        return False
    elif heard.has("thank", "bye"):
        turn.says.append(say("welcome" if heard.has("thank") else "bye"))
        is_open = now.asked == "book" and heard.has("thank") and not turn.before.nudges
        if is_open:  # A thanks may have been a yes.
            turn.now = replace(now, nudges=1)
        if now.asked == "move" or is_open:  # A customer who leaves it open might come at a time that is not booked.
            turn.says += _again(turn)
    elif heard.has("accept"):
        leads = turn.desk.open_leads()
        if leads:
            turn.says.append(say("all_set", lead=asked_about(turn) or newest(leads)))
        elif now.jobs:
            turn.ask("day", asks_when(turn))
        else:  # After a message to the owner there is nothing to ask.
            turn.says.append(say("how_can_help" if WAITS.isdisjoint(now.handed_on) else "no_problem"))
    elif heard.has("decline") and (lead := asked_about(turn)) and lead.lead_type == "callback":
        return ask_cancel(turn, [lead])
    elif heard.has("decline", "apologize"):
        turn.says.append(say("no_problem"))
    elif heard.has("greet"):
        turn.says += _again(turn) or _greeting(turn)
    else:
        return False
    return True


def _seen_at(turn: Exchange) -> Lead | None:
    """Return the booking that a goodbye refers to: the one at the time it names, else the only one."""
    leads = repairs(turn)
    at_it = [lead for lead in leads if is_at(lead, turn.heard.when)]
    return next(iter(at_it or leads), None) if at_it or len(leads) == 1 else None


def _greeting(turn: Exchange) -> list[Say]:
    if not WAITS.isdisjoint(turn.now.handed_on) and not turn.now.asked:
        return [say("already_passed_on")]
    # A call has begun with her name.
    opening = [] if turn.now.greeted else [say("hi") if turn.desk.is_call else hello(turn), *bulletin(turn)]
    said = [*opening, say("how_can_help")]
    turn.now = replace(turn.now, greeted=True)
    return said


def _unread(turn: Exchange) -> None:
    """Repeat the open question once; after that, pass the text on to the owner."""
    now = turn.now
    again = _again(turn) if now.asked else []
    if again and now.nudges == 0 and "other" in turn.heard.topics and turn.heard.words >= _MIN_WORDS_OF_NEWS:
        turn.says += [hand_on(turn), *again]  # Any other question is for him; the open one stays open.
        return
    if again and now.nudges == 0:
        is_wet = any(job.repair_type == _WATER for job in now.jobs)  # "What should I do?"
        if is_wet:
            turn.says.append(say("fact", text=told(turn, "water first aid")))
        elif not turn.heard.has("accept"):  # "Sounds good" is understood, but answers nothing.
            turn.says.append(say("again_question"))
        turn.says += again
        turn.now = replace(now, nudges=1)
        return
    is_awaited = "status" in now.handed_on or turn.desk.open_leads() or turn.before.nudges
    is_new = not (is_awaited or now.greeted or now.jobs or now.asked)
    is_question = turn.heard.words > _MOST_WORDS_OF_NOTHING
    if "other" in turn.heard.topics and is_question:
        turn.says.append(hand_on(turn))
        return
    if turn.desk.last_reply and turn.heard.words and not (is_awaited or now.handed_on):
        turn.says += [say("again_question"), say("how_can_help")]
        turn.now = replace(now, nudges=1)
        return
    if is_new or not one_line(turn.message, 1):
        turn.says += _greeting(turn)
        return
    waits = not WAITS.isdisjoint(now.handed_on)
    if not waits or turn.heard.words >= _MIN_WORDS_OF_NEWS:
        turn.tell_owner()
    turn.says.append(say("already_passed_on") if waits else passing_on(turn))


def _not_done(turn: Exchange) -> bool:
    """Say what the shop does not do; a customer who wants it looked at all the same can still book a diagnosis."""
    shop = turn.shop
    if turn.heard.jobs and all(job.device in shop.not_done for job in turn.before.jobs):
        named = {job.device for job in turn.heard.jobs}  # Drop the earlier jobs, which he does not do.
        turn.now = replace(turn.now, jobs=tuple(job for job in turn.now.jobs if job.device in named) or turn.now.jobs)
    jobs = [
        job
        for job in turn.heard.jobs
        if job.device in shop.not_done and price(job.repair_type, job.device, shop) is None
    ]
    if not jobs or any(job.device in {known.device for known in turn.before.jobs} for job in jobs):
        return False
    not_done = say("fact", text=told(turn, "other devices"))
    turn.facts = [not_done, *(fact for fact in turn.facts if fact.kind == "fact" and fact != not_done)]
    if len(jobs) < len(turn.heard.jobs):  # Go on with whatever else the text wants.
        devices = {job.device for job in jobs}
        turn.now = replace(turn.now, jobs=tuple(job for job in turn.now.jobs if job.device not in devices))
        turn.heard = replace(turn.heard, jobs=tuple(job for job in turn.heard.jobs if job.device not in devices))
        return False
    if turn.before.jobs:  # The job on another device is still wanted.
        turn.now = replace(turn.now, jobs=turn.before.jobs)
        turn.says += _again(turn)
        return True
    turn.settle(jobs=tuple(Job(DIAGNOSIS, job.device, job.trouble) for job in jobs))
    return True


def _correction(turn: Exchange) -> bool:
    """Note a different model or repair than was booked: "wait, it's a 12", "it's the screen, not the battery"."""
    heard, before = turn.heard, turn.before
    leads = [lead for lead in turn.desk.open_leads() if lead.repair_type and lead.device]
    lead = next((lead for lead in leads if lead.lead_id in before.lead_ids[:1]), None)
    if lead is None and heard.is_correction:
        lead = newest(leads)
    job = heard.jobs[0] if len(heard.jobs) == 1 else None
    is_of_it = lead is not None and is_at(lead, heard.when) and not heard.when.window
    is_alone = (
        (not heard.when or is_of_it) and not heard.is_question and before.asked in ("", "upsell") and not before.jobs
    )
    if lead and job and is_alone and job.repair_type and Job(lead.repair_type) in heard.told_jobs:
        return _correct_repair(turn, lead, job)
    if (
        lead is None
        or job is None
        or job.repair_type
        or not job.device
        or not is_alone
        or is_for(job, lead, turn.desk.premises)
    ):
        return False
    turn.desk.note(f"Device: {device_name(job.device, turn.shop)}")
    turn.facts.append(say("device_noted", device=device_name(job.device, turn.shop)))
    now_for = [(one, replace(one, device=job.device)) for one in jobs_at(turn, lead)]
    prices = [tuple(price(one.repair_type, one.device, turn.shop) for one in pair) for pair in now_for]
    if any(booked != right for booked, right in prices):
        quote(turn, [right for _, right in now_for])
    if before.asked and not heard.has("decline"):
        turn.now = replace(turn.now, jobs=())
        turn.says += _again(turn)
    else:
        turn.settle(jobs=(), lead_ids=before.lead_ids)
    return True


def _correct_repair(turn: Exchange, lead: Lead, job: Job) -> bool:
    """Note a different repair for a booking, and say what it costs."""
    booked = jobs_at(turn, lead)[0].device
    if job.device and not is_for(Job(device=job.device), lead, turn.desk.premises):
        return False
    turn.desk.note(f"Repair: {turn.shop.label(job.repair_type, 'en')}")
    turn.facts = []
    quote(turn, [replace(job, device=booked)])
    turn.settle(say("repair_noted", label=job.repair_type), jobs=(), lead_ids=(lead.lead_id,))
    return True


def _comes_in(turn: Exchange) -> bool:
    """Pass on that a customer with a visit booked will come to the shop instead."""
    is_visit = any(lead.lead_type == "on_site" for lead in turn.desk.open_leads())
    if not (turn.heard.comes_in and is_visit) or turn.before.on_site or turn.heard.jobs:
        return False
    turn.settle(hand_on(turn))
    return True


def _for_another(turn: Exchange) -> bool:
    """Ask which phone the same repair is for, on top of what is booked: "my sister needs one too"."""
    heard, leads = turn.heard, repairs(turn)
    is_other = heard.has("cancel", "move", "keep", "complain", "pick_up", "late", "here") or heard.jobs or heard.of
    if (
        not (heard.whose and heard.is_addition and leads)
        or is_other
        or turn.before.jobs
        or turn.before.asked not in ("", "upsell")
    ):
        return False
    turn.now = replace(turn.now, jobs=tuple(replace(job, device="") for job in jobs_at(turn, leads[-1])))
    return ask_for_missing(turn, lead_ids=(), day=slot_of(leads[-1]).day, at=None)


def _only_that(turn: Exchange) -> bool:
    """Confirm the booking to a customer who wants nothing else: "no thanks, just the battery"."""
    heard, leads = turn.heard, repairs(turn)
    if turn.before.asked or heard.when or not (heard.jobs and heard.is_only and heard.is_correction):
        return False
    wanted = [(job.repair_type, job.device) for job in heard.jobs]
    lead = next((one for one in leads if all(_is_of(one, *job) for job in wanted)), None)
    if lead is None:
        return False
    turn.settle(say("all_set", lead=lead), jobs=())
    return True


def _is_of(lead: Lead, repair_type: str, device: str) -> bool:
    return any(job.repair_type == repair_type and device in ("", job.device) for job in jobs_of(lead))


_STEPS: Sequence[Callable[[Exchange], bool]] = (
    _grief,
    _says_again,
    _hears,
    _takes_message,
    _passes_message,
    _complaint,
    _not_done,
    _correction,
    _comes_in,
    take_off,
    _leaves_it,
    _answer,
    keep,
    cancel,
    move,
    _for_owner,
    visit_instead,
    _for_another,
    _only_that,
    _deadline,
    implied_move,
    accessory_alone,
    order,
    _small_talk,
)
