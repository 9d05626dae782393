"""The owner's state by text: what he is doing and until when, closed times, prices, stock, the bulletin, switches."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from linda import temporary
from linda.closures import added, closing, removed
from linda.errors import InvalidInputError
from linda.models import OWNER_STATUSES, Job, Language, NewsKind, Slot, StateChange, Undo
from linda.owner.closed import on_closed_time, on_opened_time
from linda.owner.command import Act, Command, CommandKind
from linda.owner.desk import OwnerDesk
from linda.owner_prices import effective, is_out, with_price, with_stock
from linda.owner_state import changes_nothing, current
from linda.quotes import price
from linda.responses.compose import Say, say
from linda.responses.values import Money, Speaker
from linda.shop import Shop
from linda.time_words import plain

_LONGEST_SPAN = timedelta(days=60)
# How he names the kinds of news, in both languages.
_NEWS_WORDS: Mapping[NewsKind, str] = {
    "new": "new bookings booking leads lead nuevas nuevos citas cita reservas",
    "moved": "changes change moves moved reschedules rescheduling cambios",
    "cancelled": "cancellations cancellation cancels cancel cancelaciones",
    "callback": "callbacks callback",
    "call": "calls call missed llamadas perdidas",
    "question": "questions question messages complaints escalations escalation preguntas mensajes quejas",
    "opt_out": "opt optouts opts opt-outs bajas",
    "limit": "budget limits limit presupuesto",
    "digest": "digest digests morning list summary daily resumen lista",
}
_ANSWERING: Mapping[str, Sequence[str]] = {
    "sms": ("ai_answers_sms",),
    "calls": ("ai_answers_calls",),
    "both": ("ai_answers_sms", "ai_answers_calls"),
}


def _set(desk: OwnerDesk, fields: Mapping[str, object], done: Say, end: datetime | None = None) -> Sequence[Say]:
    """Change the state, and say so and how to undo it; or say why not, or that nothing has changed."""
    if end and end <= desk.premises.now:
        return [say("line_past")]
    try:
        desk.change_state(fields, end)
    except InvalidInputError as error:
        return [say("line_refused", text=str(error))]
    if desk.state and changes_nothing(desk.state, desk.premises.now, desk.premises.shop.time_zone):
        desk.state = None
        return [say("line_no_change"), done]
    _can_undo(desk)
    return [done]


def _can_undo(desk: OwnerDesk) -> None:
    """Remember what each field that this text changes was before."""
    fields = desk.state.fields if desk.state else {}
    changes = {name: [value, desk.stored.get(name)] for name, value in fields.items()}
    desk.can_undo("state", "", fields=json.dumps(changes, default=str))


def undo(desk: OwnerDesk, undo: Undo, language: Language) -> Sequence[Say]:
    """Restore each field that still has the value that the command gave it."""
    changes: Mapping[str, Sequence[Any]] = json.loads(str(undo.values["fields"]))
    restored = {name: before for name, (given, before) in changes.items() if desk.stored.get(name) == given}
    if restored:
        at = int(desk.premises.now.timestamp())
        desk.state = StateChange(restored, desk.stored, "text", at)
    said = say("line_state_undone" if len(restored) == len(changes) else "line_state_undone_partly")
    return [said, *on_closed_time(desk, language), *on_opened_time(desk, language)]


def _status(desk: OwnerDesk, command: Command) -> Sequence[Say]:
    """Set what he is doing. The note for customers is what is left of his text; none stays from the status before."""
    if command.status == "working" and command.until is None:
        return _open(desk, command)
    fields = {"status": command.status, "notes": command.text}
    until = None
    if command.until:
        local = command.until.astimezone(desk.premises.shop.time_zone)
        until = Slot(local.date(), time(local.hour, local.minute))
    else:
        fields["busy_until"] = ""
    if OWNER_STATUSES[command.status].walk_ins:  # Until then he is where he always is.
        done = say("line_open_until", until=until)
    else:
        done = say("line_status", status=command.status, until=until)
    says = [*_set(desk, fields, done, command.until)]
    if done in says:
        says += [say("line_note", text=_sentence(command.text))] if command.text else []
        says += [say("line_status_closed", until=until)] if OWNER_STATUSES[command.status].closed else []
    return [*says, *on_closed_time(desk, command.language)]


def _open(desk: OwnerDesk, command: Command) -> Sequence[Say]:
    """He is back for good: what he was doing ends, with its note; a note that he had while working comes back."""
    ended = temporary.ended(temporary.as_of(desk.stored, desk.premises.now), ["status"])
    fields: dict[str, object] = {"status": "working", "busy_until": ""}
    if command.text or current(ended)["status"] != "working":
        fields["notes"] = command.text
    return _set(desk, fields, say("line_open"))


def _sentence(text: str) -> str:
    return text if not text or text[-1] in ".!?)" else f"{text}."


# --- closed times


def _close(desk: OwnerDesk, command: Command) -> Sequence[Say]:
    """Close days, or hours of them; or open them again."""
    premises = desk.premises
    first = command.day or premises.today
    last = command.to_day or first
    starts, ends = command.at, command.to_at
    if last < premises.today or last - first > _LONGEST_SPAN or (starts and ends and ends <= starts):
        return [say("line_past")]

    def change(closures: str) -> str:
        for n in range((last - first).days + 1):
            closures = (added if command.is_on else removed)(closures, first + timedelta(days=n), starts, ends)
        return closures

    try:
        desk.state = closing(desk.stored, change, premises.now, premises.shop.time_zone, "text")
    except InvalidInputError as error:
        return [say("line_refused", text=str(error))]
    if desk.state is None and not command.is_on:
        return [say("line_unclosed_none")]
    text = _span(first, last, starts, ends, Speaker(premises.shop, premises.today, command.language))
    if desk.state is None:
        return [say("line_no_change"), say("line_closed", text=text)]
    _can_undo(desk)
    if not command.is_on:
        return [say("line_unclosed", text=text), *on_opened_time(desk, command.language)]
    return [say("line_closed", text=text), *on_closed_time(desk, command.language)]


def _span(first: date, last: date, starts: time | None, ends: time | None, speaker: Speaker) -> str:
    """Return the days and hours in words: "Thu, Feb 12", "tomorrow 1:00 PM - 3:00 PM", "today from 3:00 PM on"."""
    tongue = speaker.tongue
    days = " - ".join(tongue.day_said(day, speaker.today) for day in dict.fromkeys((first, last)))
    if starts and ends:
        return f"{days} {tongue.clock(starts)} - {tongue.clock(ends)}"
    if ends:
        return f"{days} {tongue.until(tongue.the_clock(ends))}"
    return f"{days} {tongue.window(starts, None, is_after=False, is_before=False, ear=False)}".strip()


# --- what customers are told


def _bulletin(desk: OwnerDesk, command: Command) -> Sequence[Say]:
    text = command.text if command.is_on else ""
    said = _set(desk, {"special_info": text}, say("line_bulletin", text=_sentence(text)), command.until)
    return [*said, *on_closed_time(desk, command.language), *on_opened_time(desk, command.language)]


def _price(desk: OwnerDesk, command: Command) -> Sequence[Say]:
    """Put a price on his list, unless it would not be read back from it."""
    premises, amount = desk.premises, command.amount
    if amount is None or not command.repair_type:
        return [say("line_price_unread")]
    state = current(desk.stored)
    block = with_price(str(state["services_block"]), command.repair_type, command.device, amount, premises.shop)
    shop = effective(premises.shop, {**premises.state, "services_block": block}, premises.today)
    if not _reads(shop, command, amount):
        return [say("line_price_unread")]
    job = Job(command.repair_type, command.device)
    return _set(desk, {"services_block": block}, say("line_price", job=job, amount=Money(amount)))


def _reads(shop: Shop, command: Command, amount: float) -> bool:
    """Tell whether customers would be quoted the price now; without a device, for every family on the list."""
    if command.device:
        return price(command.repair_type, command.device, shop) == amount
    families = {"any", *shop.spelling.families}
    listed = [dollars for key, dollars in shop.prices.get(command.repair_type, {}).items() if key in families]
    return bool(listed) and all(dollars == amount for dollars in listed)


def _out_of_stock(desk: OwnerDesk, command: Command) -> Sequence[Say]:
    """Put on his list that something is out of stock, and until when; or take it off."""
    premises, state = desk.premises, current(desk.stored)
    until = command.until.astimezone(premises.shop.time_zone).date() if command.until else None
    job = Job(command.repair_type, command.device)
    block = with_stock(
        str(state["services_block"]), job.repair_type, job.device, premises.shop, until=until, is_out=command.is_on
    )
    if not command.is_on:
        return _set(desk, {"services_block": block}, say("line_in_stock", job=job))
    shop = effective(premises.shop, {**premises.state, "services_block": block}, premises.today)
    if not is_out(job.repair_type, job.device, premises.today, shop):
        return [say("line_price_unread")]
    done = say("line_out_until", job=job, day=until) if until else say("line_out", job=job)
    return _set(desk, {"services_block": block}, done)


# --- switches


def _discount_cap(desk: OwnerDesk, command: Command) -> Sequence[Say]:
    return _set(desk, {"max_discount": command.amount}, say("line_discount", percent=command.amount or 0))


def _answering(desk: OwnerDesk, command: Command) -> Sequence[Say]:
    what = command.text if command.text in _ANSWERING else "both"
    fields = dict.fromkeys(_ANSWERING[what], command.is_on)
    done = say(f"line_answering_{what}" if command.is_on else f"line_not_answering_{what}")
    return _set(desk, fields, done, command.until)


def _telling(desk: OwnerDesk, command: Command) -> Sequence[Say]:
    """Turn kinds of news on or off."""
    said = {*plain(command.text).split()}
    named = [kind for kind, words in _NEWS_WORDS.items() if said & {*words.split()}]
    kinds = [kind for kind in named if kind != "new"] or named  # "New questions" are questions.
    if not kinds:
        return [say("line_which_news")]
    off: list[str] = json.loads(str(current(desk.stored)["not_told"]))
    after = [kind for kind in off if kind not in kinds] if command.is_on else [*dict.fromkeys([*off, *kinds])]
    told = say("line_telling" if command.is_on else "line_not_telling", topics=tuple(kinds))
    return _set(desk, {"not_told": json.dumps(after)}, told)


ACTS: Mapping[CommandKind, Act] = {
    "status": _status,
    "closed": _close,
    "block": _close,
    "bulletin": _bulletin,
    "price": _price,
    "out_of_stock": _out_of_stock,
    "discount_cap": _discount_cap,
    "answering": _answering,
    "telling": _telling,
}
