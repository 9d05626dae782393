"""A turn: one customer message in, one reply out, whatever the model does."""

import re
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace
from datetime import datetime, timedelta

from linda import calls, items
from linda.booking import Premises
from linda.bulletin import with_told_closures
from linda.desk import Desk
from linda.ended_calls import quoted
from linda.errors import (
    AlreadyBookedError,
    LeaseLostError,
    LindaError,
    StaleReadError,
    StoreUnavailableError,
    TurnInFlightError,
    UnconfirmedError,
)
from linda.limits import is_endless, may_ask
from linda.logs import log, log_error
from linda.metrics import Metric, seconds_since
from linda.model_turn import by_model
from linda.models import (
    Action,
    Call,
    Claim,
    Dialogue,
    Inbound,
    MessageCount,
    OwnerEntry,
    OwnerLine,
    Receipt,
    Records,
    Reply,
    Settled,
)
from linda.news import of_booking, of_opt_out
from linda.office import (
    Known,
    Office,
    Turn,
    dangers,
    heard_in,
    in_session,
    is_from_owner,
    is_stale,
    is_taken,
    is_text,
    opts_in,
    said_by_us,
    without_model,
)
from linda.owner.pin import PinGiven
from linda.owner.questions import ask
from linda.owner.take_over import taken_until
from linda.owner_prices import effective
from linda.owner_state import state_at
from linda.owner_turn import is_for_the_line, on_owners_line, read_pin
from linda.replies import is_answered_by_twilio, is_opt_in, is_opt_out, one_line, plain_text
from linda.responses.compose import say, spoken
from linda.responses.confirmations import confirmation, passed_on
from linda.rules.acts import Understood
from linda.rules.receptionist import reply_by_rules
from linda.rules.tracking import in_language
from linda.rules.understanding import understand
from linda.signals import asks_to_stop, is_auto_reply, is_reaction
from linda.slots import today

# Twilio gives up after 15 s. What the model leaves of 10 is for the rules, for storing, and for the way back.
MODEL_SECONDS = 8.0
# An asynchronous turn has a minute in total.
MODEL_SECONDS_LATER = 40.0
_MICRO_IN_A_CENT = 10_000
_METRICS: Mapping[Action, Metric] = {"booked": "Booked", "moved": "Moved", "cancelled": "Cancelled"}
_LONGEST_QUOTE = 200
_LONGEST_RELAYED = 550
# What Twilio says at once: https://www.twilio.com/docs/voice/twiml/say
_LONGEST_SAID = 4_000
# An opt-out with more words than this has a story that the owner should know.
_LONGEST_OPT_OUT = 12
# The owner is not alerted to the same danger again so soon.
_ALERT_AGAIN = timedelta(minutes=15)
# The model may ask a visitor of the web chat for his number in its own words.
_ASKS_NUMBER = re.compile(r"\b(?:number|n[uú]mero)\b", re.IGNORECASE)
_TRIES = 5
# What a turn reads in parallel.
_READS = 6


def take_turn(inbound: Inbound, office: Office) -> Reply | None:
    """Answer the message once: claim it, decide, act, store the reply and return it.

    A message that was answered before gets the stored reply; one that another delivery is answering gets None, and one
    that an asynchronous turn will answer gets an empty reply by "later".
    """
    started = office.clock()
    inbound, given = read_pin(inbound, office)
    with ThreadPoolExecutor(_READS) as pool:
        # Reading does not depend on who has the turn, so it happens during the claim's round trip.
        read = _read(pool, inbound, office, started)
        claim = office.store.claim(inbound, started)
        if isinstance(claim, Reply):
            return claim
        if not isinstance(claim, Claim):
            return None
        known = read()
    if inbound.speech and claim.first:  # The caller has waited for the model long enough.
        inbound, office = claim.first, without_model(office)
    seconds = calls.MODEL_SECONDS if inbound.speech else MODEL_SECONDS
    deadline = inbound.received_at + timedelta(seconds=seconds)
    return _answer(inbound, claim, known, office, started, deadline, pin=given)


def finish_turn(inbound: Inbound, lease_until: int, office: Office) -> Reply | None:
    """Answer the message of a turn that was handed over, with more time; None if nothing is left to do.

    Raises TurnInFlightError while another has the turn.
    """
    started = office.clock()
    claim = office.store.claim_later(inbound, lease_until, started)
    if isinstance(claim, Settled):
        return None
    if isinstance(claim, Reply):
        return claim
    reply = None
    inbound, given = read_pin(inbound, office)
    if isinstance(claim, Claim):
        with ThreadPoolExecutor(_READS) as pool:
            # The message was counted when it arrived.
            known = _read(pool, inbound, office, started, counts=False)()
        if inbound.speech:
            inbound = claim.first or inbound
        seconds = calls.MODEL_SECONDS_LATER if inbound.speech else MODEL_SECONDS_LATER
        deadline = started + timedelta(seconds=seconds)
        own = replace(office, hand_over=None)
        reply = _answer(inbound, claim, known, own, started, deadline, is_texted=not inbound.speech, pin=given)
    if reply is None:
        raise TurnInFlightError("another delivery of the message is being answered")
    return reply


def _read(
    pool: ThreadPoolExecutor, inbound: Inbound, office: Office, now: datetime, *, counts: bool = True
) -> Callable[[], Known]:
    """Start reading all that a turn needs, in parallel; the result waits for it. `counts` also counts the message."""
    store, day = office.store, today(office.shop, now)
    stored = _start(pool, store.owner_state)
    messages = _start(pool, lambda: store.messages(inbound.session_id))
    dialogue = _start(pool, lambda: store.dialogue(inbound.customer))
    count = _start(pool, lambda: store.count_message(inbound.customer, day, now) if counts else MessageCount(0, 0))
    spent = _start(pool, lambda: store.spend(day))
    # Few texts opt in or out, so few cost this extra call.
    asks = (
        is_opt_in(inbound.text, inbound.source)
        or inbound.opt_out_type == "START"
        or asks_to_stop(inbound.text, inbound.source)
    )
    call = _start(pool, lambda: store.phone_call(inbound.speech.call_sid) if inbound.speech else None)
    opted_out = _start(pool, lambda: asks and store.has_opted_out(inbound.phone))
    line = _start(pool, lambda: store.owner_line() if is_from_owner(inbound, office) else OwnerLine())

    def known() -> Known:
        part = dialogue.result().part_of(inbound.session_id)
        # Only a rare conversation that has outgrown its item needs a second read.
        said = store.messages(inbound.session_id, part) if part > 1 else messages.result()
        return Known(
            stored.result(),
            state_at(stored.result(), now),
            said,
            dialogue.result(),
            _counted(count),
            _counted(spent),
            _counted(opted_out) is not False,
            found[1] if (found := call.result()) else None,
            line.result(),
        )

    return known


def _start[T](pool: ThreadPoolExecutor, call: Callable[[], T]) -> Future[T]:
    return pool.submit(copy_context().run, call)  # so that its log lines carry the turn's id


def _counted[T](count: Future[T]) -> T | None:
    """Return the count; None if it cannot be read: the model is then not asked, and the rules do without it."""
    try:
        return count.result()
    except StoreUnavailableError as error:
        log_error("not_counted", error)
        return None


def _answer(
    inbound: Inbound,
    claim: Claim,
    known: Known,
    office: Office,
    started: datetime,
    deadline: datetime,
    *,
    is_texted: bool = False,
    pin: PinGiven = "unneeded",
) -> Reply | None:
    shop = effective(office.shop, known.state, today(office.shop, started))
    state = with_told_closures(known.state, shop, today(shop, started))
    premises = Premises(shop, state, started, office.store, holder=inbound.customer)
    receipt = Receipt(inbound.receipt_key, lease_until=claim.lease_until)
    desk = Desk(premises, office.store, inbound.proved or inbound.phone, inbound.source, receipt, known.dialogue)
    desk.given = inbound.given
    desk.story = known.dialogue.waits if inbound.proves else ""
    desk.last_reply = next((m.content for m in reversed(known.messages) if m.role == "assistant"), "")
    if desk.dialogue.asked == "emergency" and desk.dialogue.session_id != inbound.session_id:
        desk.settle(asked="")  # That of another day is over.
    if inbound.speech:
        call = calls.begun(inbound.speech, known.call, desk)
        # A menu is over after the next turn.
        heard_call = replace(call, has_menu=False)
        inbound, known = calls.in_words(inbound, call, known.dialogue), replace(known, call=heard_call)
        desk.contact = call.number if call.step != "number" else ""
    turn = Turn(inbound, claim, known, desk, office, deadline, is_texted, pin)
    try:
        reply = on_owners_line(turn) if is_for_the_line(turn) else _to_customer(turn)
    except (LeaseLostError, AlreadyBookedError):  # Whoever has taken over the turn answers it.
        log("turn_taken_over", customer=turn.customer, metrics=_model_metrics(turn))
        return None
    metrics = _late_metrics(turn) if reply.by == "later" else _turn_metrics(turn, reply)
    log("turn_answered", customer=turn.customer, by=reply.by, source=inbound.source, metrics=metrics)
    return reply


def _to_customer(turn: Turn) -> Reply:
    """Decide, and store the reply with what belongs to it, unless an asynchronous turn will answer."""
    reply = _taken_over(turn) or _decide(turn)
    reply = _as_sent(reply, turn)
    if reply.by != "later":
        _commit(turn, reply)
        _alert(turn)
    return reply


def _turn_metrics(turn: Turn, reply: Reply) -> dict[Metric, float]:
    """Return what an answered turn counts. Whoever stores the reply counts what the turn has done, and nobody else."""
    desk, inbound, use, is_by_rules = turn.desk, turn.inbound, turn.model_use, reply.by == "rules"
    metrics: dict[Metric, float] = {"Turns": 1, "TurnsByRules": int(is_by_rules), **_model_metrics(turn)}
    if not turn.is_texted:
        metrics["ReplySeconds"] = seconds_since(inbound.received_at, turn.office.clock())
    if use.agent or turn.office.is_model_late:
        metrics["FellBack"] = int(is_by_rules and (use.has_failed or turn.office.is_model_late))
    if use.is_over_budget:
        metrics["BudgetReached"] = 1
    if inbound.speech and inbound.speech.turn == 0:
        metrics["Calls"] = 1
    if desk.done and desk.has_acted:
        metrics[_METRICS[desk.done[0]]] = 1
    if _is_escalated(turn):
        metrics["Escalated"] = 1
    return metrics


def _late_metrics(turn: Turn) -> dict[Metric, float]:
    """Return what a turn counts that is handed over; all else is counted when it is finished."""
    return {"Late": 1, **_model_metrics(turn)}


def _model_metrics(turn: Turn) -> dict[Metric, float]:
    use = turn.model_use
    agent = use.agent
    if agent is None:
        return {"ModelSeconds": use.seconds, "Cents": use.cost / _MICRO_IN_A_CENT} if use.is_read else {}
    return {
        "ModelSeconds": round(agent.seconds, 3),
        "InputTokens": agent.input_tokens,
        "OutputTokens": agent.output_tokens,
        "Cents": agent.cost / _MICRO_IN_A_CENT,
    }


def _is_escalated(turn: Turn) -> bool:
    """Tell whether the turn has left something for the owner; that a limit is reached does not count."""
    told = any(not items.LIMIT.holds(key) for key in turn.desk.for_owner)
    return told and bool(turn.office.owner_phone) and not (turn.is_flood or turn.is_owners)


def _as_sent(reply: Reply, turn: Turn) -> Reply:
    """Return the reply as a text can hold it, or as a call goes on with it."""
    call, desk = turn.known.call, turn.desk
    if call is None:
        return replace(reply, text=plain_text(reply.text, turn.office.shop.longest_reply))
    after = reply.call or calls.after(call, reply, desk, heard_in(turn))
    told = [key for key in desk.for_owner if not items.LIMIT.holds(key)]
    is_settled = after.is_settled or bool(desk.done or told)
    said = (*after.said, turn.inbound.text)[-calls.MOST_QUOTED :] if turn.inbound.text else after.said
    text = one_line(spoken(reply.text, after.language), _LONGEST_SAID)
    # A yes is to the question at the end.
    read_back = desk.proposed if text.endswith("?") or after.misses else ""
    is_told = any(key.startswith(desk.receipt.key) for key in told)
    kept = replace(after, is_settled=is_settled, untold=() if is_told else after.untold, said=said, read_back=read_back)
    return replace(reply, text=text, call=kept)


def _alert(turn: Turn) -> None:
    """Tell the owner at once what is urgent. If this cannot be done or fails, the next sweep does it.

    So it does with what follows the same danger within minutes: he has just been told of it.
    """
    desk, alert = turn.desk, turn.office.alert
    if not (desk.is_urgent and desk.for_owner and alert and turn.office.owner_phone) or turn.is_flood:
        return
    if _is_alerted(turn) and not is_taken(turn):
        return
    try:
        alert([OwnerEntry(key, text, turn.inbound.phone) for key, text in _told(turn).items()])
    except LindaError as error:
        log_error("owner_not_alerted", error, customer=turn.customer)


def _is_alerted(turn: Turn) -> bool:
    """Tell whether the owner has been alerted to all of the message's dangers in the last minutes."""
    inbound, alerted = turn.inbound, dict[str, int]()
    now, again = int(inbound.received_at.timestamp()), _ALERT_AGAIN.total_seconds()
    earlier = [(said.timestamp, said.content) for said in turn.known.messages if said.role == "user"]
    for at, content in earlier:
        kinds = dangers(understand(content, Dialogue(), turn.desk.premises)) if at < now else frozenset()
        if any(at - alerted.get(kind, -now) >= again for kind in kinds):
            alerted |= dict.fromkeys(kinds, at)
    heard = understand(inbound.text, turn.known.dialogue, turn.desk.premises)
    kinds = dangers(heard) or (frozenset(alerted) if heard.emergency else frozenset())
    return bool(kinds) and all(now - alerted.get(kind, -now) < again for kind in kinds)


def _taken_over(turn: Turn) -> Reply | None:
    """Return the confirmation of what the previous delivery of the message did, if anything."""
    claim, desk = turn.claim, turn.desk
    lead = turn.office.store.lead(claim.lead_id) if claim.lead_id else None
    if lead is None:
        return None
    desk.done, desk.has_acted = (claim.action, lead), True
    _keep_files(turn)
    desk.remarks = [remark for remark in desk.remarks if remark not in lead.remarks]
    desk.settle_done(claim.action, lead)
    said = confirmation(lead, desk.premises, claim.action, lead.language or desk.dialogue.language, desk.form)
    return Reply(said, "rules", desk.dialogue)


def _decide(turn: Turn) -> Reply:
    """Return the model's reply if it is on time and passes the guard, else that of the rules receptionist."""
    inbound, desk, dialogue = turn.inbound, turn.desk, turn.known.dialogue
    if _is_answered_by_twilio(inbound):
        opts_out = inbound.opt_out_type == "STOP" or is_opt_out(inbound.text)
        return Reply("", "rules", replace(dialogue, asked="") if opts_out else dialogue)
    if _opts_out(turn):
        return _opted_out(turn)
    if is_text(inbound) and (is_auto_reply(inbound.text) or is_reaction(inbound.text, said_by_us(turn))):
        return Reply("", "rules", dialogue)
    if inbound.proves and not inbound.text:
        asks = desk.last_reply if dialogue.asked and desk.last_reply.endswith("?") else ""
        proved = [say("web_proved_asked"), say("fact", text=asks)] if asks else [say("web_proved")]
        return Reply(desk.words(*proved), "rules", dialogue)
    heard = heard_in(turn)
    desk.is_urgent = bool(dangers(heard) or heard.emergency)
    if turn.is_owners and is_text(inbound):
        is_limit = turn.count.this_hour == turn.answered_an_hour + 1
        enough = desk.words(say("line_limit", most=turn.answered_an_hour)) if is_limit else ""
        return Reply(enough, "rules", dialogue)
    if is_text(inbound) and is_endless(turn, is_emergency=bool(heard.emergency)):
        return Reply("", "rules", dialogue)
    if turn.known.call:
        said = _with_news(_in_call(turn, turn.known.call, heard), inbound, heard)
        return replace(said, dialogue=replace(said.dialogue, keeps_language=dialogue.keeps_language))
    desk.dialogue = in_language(dialogue, heard)
    _keep_files(turn)
    dialogue = desk.dialogue
    taken = is_taken(turn)
    is_silent = taken or is_stale(turn) or not turn.known.state["ai_answers_sms"]
    # Nothing comes before 911, and nobody is left alone with what is dangerous.
    is_answered = heard.emergency or (is_silent and dangers(heard) - {"threat"})
    reply = reply_by_rules(inbound.text, desk, heard) if is_answered else None
    if taken:
        return _relayed(turn, reply or Reply("", "rules", dialogue))
    if reply:
        return reply
    if is_stale(turn):
        quote = one_line(inbound.content, _LONGEST_QUOTE)
        desk.for_owner[inbound.receipt_key] = f"{desk.who} wrote: {quote}"
        return Reply(desk.words(say("late_answer"), passed_on(desk.premises)), "rules", dialogue)
    if not turn.known.state["ai_answers_sms"]:
        quote = one_line(inbound.content, _LONGEST_QUOTE)
        desk.for_owner[inbound.receipt_key] = f"{desk.who} writes: {quote}"
        told = say("web_text_us" if desk.needs_number else "owner_will_text")
        return Reply(desk.words(told), "rules", dialogue)
    if inbound.photos:
        desk.note(f"Sent {len(inbound.photos)} photo{'s' * (len(inbound.photos) > 1)}")
    # While a visit is being arranged, a location shared without text is its address.
    text = inbound.text if inbound.text.strip() or not dialogue.on_site else inbound.location
    remarks = _about_files(turn, is_answer=text == inbound.location)
    has_words = bool(text.strip() or inbound.photos)
    # Danger is answered by code alone, and the owner is told at once.
    model = turn.office.model if (has_words or inbound.location) and not desk.is_urgent else None
    reply = by_model(model, turn) if model and may_ask(turn) else None
    if reply is None and (has_words or not remarks):
        is_heard = model is None and text == inbound.text and not inbound.location
        reply = _by_rules(text, desk, heard if is_heard else None)
    reply = _remarked(remarks, reply or Reply("", "rules", dialogue))
    return Reply(desk.words(say("too_much")), "rules", dialogue) if turn.is_flood and _promises(desk) else reply


def _relayed(turn: Turn, reply: Reply) -> Reply:
    """Pass the text on to the owner, who is writing with the customer, unless the reply has done so in full."""
    desk, words = turn.desk, one_line(turn.inbound.content, _LONGEST_RELAYED)
    if not any(told.endswith(words) for told in desk.for_owner.values()):
        desk.for_owner[turn.inbound.receipt_key] = f"{desk.who}: {words}"
    desk.is_urgent = True
    return replace(reply, dialogue=replace(reply.dialogue, taken_until=taken_until(desk.premises.now)))


def _in_call(turn: Turn, call: Call, heard: Understood) -> Reply:
    """Return what is said to a caller: what belongs to the call itself, else the model's or the rules' reply."""
    desk, office, inbound = turn.desk, turn.office, turn.inbound
    # Danger, or a wish for a person, leaves no time to ask for the language.
    if heard.language and (desk.is_urgent or (heard.has("person") and not call.has_asked_language)):
        call = calls.in_language(call, heard.language, desk)
    # A call has one language, which only the call itself changes: recognizer and voice go with it.
    desk.dialogue = replace(desk.dialogue, language=call.language, keeps_language=True)
    desk.was_proposed, desk.story = call.read_back, quoted(call.said)
    desk.accepts = heard.has("accept", "add") or bool(heard.jobs)
    desk.agreed = calls.agreed(heard, inbound.speech, call, desk.dialogue.slot)
    if calls.is_endless(inbound.text, call) and not (dangers(heard) or heard.has("person")):
        return _ended(call, desk)
    direct = calls.answer(
        inbound,
        call,
        desk,
        heard,
        office.owner_phone,
        calls_to_linda=office.calls_to_linda,
        has_model=office.model is not None,
    )
    if direct and direct.again:
        # Another invocation would not know how the call goes on.
        said = replace(
            inbound, text=direct.again, speech=replace(inbound.speech, digits="") if inbound.speech else None
        )
        earlier = replace(turn, inbound=said, office=replace(office, hand_over=None))
        return _in_call(earlier, direct.call, heard_in(earlier))
    if direct:
        return Reply(direct.said, "rules", desk.dialogue, direct.call)
    is_certain = office.rules_first and calls.is_certain(heard, desk.dialogue)
    model = None if desk.is_urgent or is_certain else office.model
    reply = by_model(model, turn) if model and may_ask(turn) else None
    reply = reply or _by_rules(inbound.text, desk, None if model else heard)
    after = calls.after(call, reply, desk, heard)
    text = calls.rounded_off(reply, after, desk, heard) if reply.by == "rules" else reply.text
    return replace(reply, text=text, call=after)


def _by_rules(text: str, desk: Desk, heard: Understood | None) -> Reply:
    """Return the rules' reply; what must first be read back, or a number that must first be proved, is asked."""
    try:
        return reply_by_rules(text, desk, heard)
    except UnconfirmedError:
        if desk.read_back is None:
            raise
        return Reply(desk.words(desk.read_back), "rules", desk.dialogue)


def _with_news(reply: Reply, inbound: Inbound, heard: Understood) -> Reply:
    """Return the reply with a call that keeps what the owner should know of, until he is told."""
    if reply.call is None or not calls.is_news(heard):
        return reply
    untold = (*reply.call.untold, inbound.text)[-calls.MOST_QUOTED :]
    return replace(reply, call=replace(reply.call, untold=untold))


def _ended(call: Call, desk: Desk) -> Reply:
    """Say goodbye to a caller who repeats himself without end: a robot, an echo, or music on hold."""
    said = desk.words(say("call_goodbye"), language=call.language)
    return Reply(said, "rules", desk.dialogue, replace(call, step="hang_up"))


def _remarked(remarks: str, reply: Reply) -> Reply:
    return reply if reply.by == "later" else replace(reply, text=f"{remarks} {reply.text}".strip())


def _is_answered_by_twilio(inbound: Inbound) -> bool:
    is_word = is_answered_by_twilio(inbound.text) and inbound.source == "twilio-sms"
    return is_word or bool(inbound.opt_out_type)


def _opts_out(turn: Turn) -> bool:
    """Tell whether the customer wants no more texts from us, in Twilio's keywords or in other words.

    The owner's other words are about something else: without our texts he would know of nothing.
    """
    inbound = turn.inbound
    is_word = is_opt_out(inbound.text, inbound.source) or inbound.opt_out_type == "STOP"
    return is_word or (asks_to_stop(inbound.text, inbound.source) and not turn.is_owners)


def _opted_out(turn: Turn) -> Reply:
    """Say once that no more texts will come. The open question is dropped, and a longer story goes to the owner."""
    inbound, desk = turn.inbound, turn.desk
    if len(inbound.text.split()) > _LONGEST_OPT_OUT:
        quote = one_line(inbound.content, _LONGEST_QUOTE)
        desk.for_owner[inbound.receipt_key] = f"{desk.who} wants no more texts: {quote}"
    language = in_language(desk.dialogue, heard_in(turn)).language
    said = "" if turn.known.opted_out else desk.words(say("opted_out"), language=language)
    return Reply(said, "rules", replace(turn.known.dialogue, asked=""))


def _keep_files(turn: Turn) -> None:
    """Note files that cannot be read on the lead, with their URLs, and tell the owner; keep a location as address."""
    inbound, desk = turn.inbound, turn.desk
    if inbound.location:
        desk.dialogue = replace(desk.dialogue, address=inbound.location)
        desk.note(f"Location: {inbound.location}")
    files = [file for file in inbound.attachments if file.kind != "photo"]
    for file in files:
        desk.note(f"{file.kind[0].upper()}{file.kind[1:]}: {file.url}")
    for number, file in enumerate(files):  # Each entry is short enough to share a text with others.
        desk.for_owner[f"{inbound.receipt_key}#file{number}"] = f"{desk.who} sent a {file.kind}: {file.url}"


def _about_files(turn: Turn, *, is_answer: bool) -> str:
    """Return what to tell the customer about files and a location, unless the location answers a question."""
    inbound = turn.inbound
    kinds = dict.fromkeys(file.kind for file in inbound.attachments if file.kind != "photo")
    told = [say("voice_note") if kind == "voice note" else say("file_unreadable", kind=kind) for kind in kinds]
    if inbound.location and not is_answer:
        told.insert(0, say("location_noted", address=inbound.location))
    return turn.desk.words(*told) if told else ""


def _promises(desk: Desk) -> bool:
    """Tell whether the desk has noted something that is not stored during a flood; changes to bookings always are."""
    notes = [key for key in desk.for_owner if not items.LIMIT.holds(key)]
    return not desk.done and bool(desk.remarks or desk.questions or notes)


def _commit(turn: Turn, reply: Reply) -> None:
    """Store the reply and what belongs to it. Raises LeaseLostError, StoreUnavailableError."""
    records = _records(turn, reply)
    own = turn.desk.dialogue
    waits, waits_to_book = _waits(turn, reply)
    dialogue = replace(
        reply.dialogue,
        remarks=own.remarks,
        discount_percent=own.discount_percent,
        held=own.held,
        customer_name=turn.desk.name if waits else reply.dialogue.customer_name,
        waits=waits,
        waits_to_book=waits_to_book,
        revision=turn.known.dialogue.revision,
    )
    dialogue = in_session(dialogue, turn)
    try:
        _store_reply(turn, replace(reply, dialogue=dialogue), records)
    except StoreUnavailableError as error:
        if not turn.desk.done:
            raise
        # What is booked is booked: its confirmation is worth more than its place in the conversation.
        log_error("reply_not_stored", error, customer=turn.customer)


def _waits(turn: Turn, reply: Reply) -> tuple[str, bool]:
    """Return what the visitor of the web chat wants once he has proved his number, in his words, unless he gives up.

    Also whether that is the booking that he has agreed to.
    """
    desk = turn.desk
    if desk.has_asked_number or (desk.needs_number and reply.by == "model" and _ASKS_NUMBER.search(reply.text)):
        return turn.inbound.text, desk.would_book
    before = turn.known.dialogue
    gives_up = heard_in(turn).has("decline", "keep", "cancel")
    is_kept = desk.needs_number and before.session_id == turn.inbound.session_id and not gives_up
    return (before.waits, before.waits_to_book) if is_kept else ("", False)


def _records(turn: Turn, reply: Reply) -> Records:
    """Return what is stored with the reply; for a number that has written too much this hour, only that fact."""
    records = turn.desk.records()
    if turn.office.owner_phone and not (turn.is_flood or turn.is_owners):
        handed_on = [one for one in reply.dialogue.handed_on if one not in turn.known.dialogue.handed_on]
        lead = records.lead or records.question
        lead_id = lead.lead_id if lead else ""
        asked = ask(turn.desk, turn.inbound, turn.office.store, handed_on, lead_id)
        records = replace(records, asked=tuple(asked))
    told = _told(turn)
    if turn.is_flood:
        records, told = Records(), {key: text for key, text in told.items() if items.LIMIT.holds(key)}
    records = replace(records, for_owner={**told, **_news(turn)})
    if turn.is_owners or not turn.office.owner_phone:  # What the owner writes himself is not news to him.
        records = replace(records, for_owner={})
    if _opts_out(turn):
        return replace(records, opted="out")
    return replace(records, opted="in") if opts_in(turn) else records


def _told(turn: Turn) -> dict[str, str]:
    """Return what the owner is told of the message; the key of what is urgent says that it is."""
    desk = turn.desk
    is_danger = {key: desk.is_urgent and key.startswith(desk.receipt.key) for key in desk.for_owner}
    return {items.DANGER.key(key) if is_danger[key] else key: text for key, text in desk.for_owner.items()}


def _news(turn: Turn) -> dict[str, str]:
    """Return what the owner is told of what was done to a booking, and of a customer with one who wants no texts."""
    desk, shop = turn.desk, turn.office.shop
    found: list[OwnerEntry | None] = []
    if desk.done and (desk.has_acted or desk.done[0] == "booked"):
        action, lead = desk.done
        named = replace(lead, customer_name=lead.customer_name or desk.customer_name)
        found.append(of_booking(named, action, shop))
    if _opts_out(turn) and (leads := desk.open_leads()):
        found.append(of_opt_out(turn.inbound.phone, turn.inbound.text, leads[0], shop, desk.premises.today))
    return {entry.key: entry.text for entry in found if entry}


def _store_reply(turn: Turn, reply: Reply, records: Records) -> None:
    """Commit. If another message has changed the dialogue in the meantime, keep its changes and add our grants."""
    store, inbound = turn.office.store, turn.inbound
    ours = [remark for remark in reply.dialogue.remarks if remark not in turn.known.dialogue.remarks]
    for _ in range(_TRIES):
        try:
            store.commit(inbound, turn.claim, reply, records, turn.office.clock())
        except StaleReadError:
            dialogue = in_session(store.dialogue(inbound.customer), turn)
            granted = max(reply.dialogue.discount_percent if ours else 0, dialogue.discount_percent)
            dialogue = replace(dialogue, remarks=(*dialogue.remarks, *ours), discount_percent=granted)
            reply = replace(reply, dialogue=replace(dialogue, address=inbound.location or dialogue.address))
        else:
            return
    raise StoreUnavailableError("too many messages of this conversation at once; please try again")
