"""/scheduler: GET shows what is free, and the owner what is booked; POST books, PATCH moves and DELETE cancels."""

import gc

gc.disable()  # Imports make no garbage, and collecting during them costs a third of the cold start.

import hashlib
import hmac
import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, time, timedelta
from functools import partial
from time import monotonic
from typing import Any

from linda import clock, composition, items
from linda.adapters.booking_store import from_image
from linda.adapters.functions import finish_turn_later
from linda.adoption import follow, heal
from linda.booking import (
    BookingRequest,
    Premises,
    annotate,
    available_slots,
    book,
    book_click,
    close,
    find_lead,
    is_capability,
    new_lead,
    next_slots,
    reschedule,
)
from linda.bulletin import told_state
from linda.conversations import ConversationPage, latest, with_customer, with_words
from linda.counts import counted
from linda.ended_calls import end_call
from linda.errors import (
    AlreadyBookedError,
    InvalidInputError,
    KeyReusedError,
    LeadNotFoundError,
    LeadsNotFollowedError,
    MethodNotAllowedError,
    SlotUnavailableError,
    StoreUnavailableError,
    SweepFailedError,
    TooManyAttemptsError,
    TooManyBookingsError,
    did_you_mean,
)
from linda.exports import csv_text, icalendar_feed
from linda.lead_lists import LeadPage, Wanted, leads_of_day, leads_of_number, newest_leads
from linda.logs import bind_request, log, log_error
from linda.models import LEAD_STATUSES, LEAD_TYPES, Action, Lead, LeadStatus, Push, Receipt, Slot, is_number
from linda.news import of_booking, of_failure, put_morning_list, remake_lists
from linda.notices import Sender, outbox_entry, send_confirmation, send_due_notices, send_push
from linda.phones import parse_phone
from linda.pickup import completed_push, put_reviews, ready_push
from linda.shop import Shop
from linda.shop_time import parse_date, parse_time, slot_label, time_label
from linda.slots import today
from linda.web import (
    File,
    Request,
    Response,
    Result,
    answer_json,
    is_owner,
    parse_fields,
    refuse_unknown,
    require_owner,
)

gc.freeze()
gc.enable()

_LONGEST_NOTES = 1_000
_LONGEST_TEXT = 100
_LONGEST_RANGE = 31
_LONGEST_KEY = 255
_MOST_NEXT = 50
_MOST_LISTED = 100
_LISTED = "50"
_LONGEST_EXPORT = 366
_PAST_IN_FEED = timedelta(days=30)
_TOO_MANY = "too many attempts or open bookings; please try again in an hour, or text us"
# A key of this form (RFC 9562, versions 4 and 7) is random, so only its first sender can repeat it.
_RANDOM_KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE)
# Characters that are invisible, or reverse the direction of the text around them.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_DONE = {"appointment": "Booked for", "on_site": "Booked for", "callback": "We will call you"}
_PUSHES: Mapping[str, Callable[[Lead, Shop], Push | None]] = {"ready": ready_push, "completed": completed_push}
# What only the list of all leads is filtered by.
_FILTERS = ("status", "type", "source")
_QUERIES: Mapping[str, Collection[str]] = {
    "GET": (
        *("date", "from", "to", "next", "lead_id", "leads", *_FILTERS, "day", "phone", "limit", "cursor"),
        *("counts", "conversations", "conversation", "search", "export", "calendar_url", "calendar"),
    ),
    "POST": (),
    "PATCH": ("lead_id",),
    "DELETE": ("lead_id", "customer"),
}
_CHANGES = ("date", "time", "status", "notes")
# How long Twilio may take to take a text. The caller waits for a confirmation, and it is in the outbox anyway.
_SECONDS_TO_CONFIRM, _SECONDS_TO_SEND = 3.0, 8.0
_SECONDS_TO_HAND_OVER = 10.0
# The API waits for 30 seconds, in which the tables are also read.
_SECONDS_TO_FORGET = 8.0


def handler(event: object, context: object) -> Response:
    """Answer one request of the API, or a direct invoke.

    The schedule's event asks for the due notices to be sent; the lead table's stream reports other programs' leads.
    """
    bind_request(event, context)
    if isinstance(event, Mapping) and "requestContext" not in event:
        if event.get("task") == "send_notices":
            return _sweep(event)
        if "Records" in event:
            return _follow_leads(event["Records"])
    return answer_json(event, _route)


def _route(request: Request) -> Result | File:
    if request.method not in _QUERIES:
        raise MethodNotAllowedError(*_QUERIES)
    refuse_unknown(request, _QUERIES)
    if request.method == "GET":
        if "lead_id" in request.query:
            return Result(200, {"booking": _view(find_lead(_premises(), _lead_id(request)))})
        if "calendar" in request.query:
            return _feed(request.query["calendar"])
        if (alone := next((name for name in _FILTERS if name in request.query), None)) and "leads" not in request.query:
            raise InvalidInputError(f"{alone} must be sent with leads=1: it filters that list alone")
        if asked := next((asked for asked in _FOR_OWNER if asked in request.query), None):
            require_owner(request, composition.owner_tokens)
            return _FOR_OWNER[asked](request)
        return _availability(request.query, _premises())
    if request.method == "POST":
        return _booking(request)
    if request.method == "PATCH":
        return _change(request)
    if "customer" in request.query:
        require_owner(request, composition.owner_tokens)
        return _forget(request)
    by_owner = is_owner(request, composition.owner_tokens)
    lead = _closed(_lead_id(request), "cancelled", by_owner=by_owner)
    return Result(200, {"message": "Booking cancelled", "booking": _view(lead)})


def _premises() -> Premises:
    store, shop, now = composition.store(), composition.shop(), clock.now()
    return Premises(shop, told_state(store.owner_state(), shop, now), now, store)


# --- availability


def _availability(query: Mapping[str, str], premises: Premises) -> Result:
    if "from" in query or "to" in query:
        first, last = _range(query, _LONGEST_RANGE)
        days = [_day(premises, first + timedelta(days=ahead)) for ahead in range((last - first).days + 1)]
        return Result(200, {"from": first.isoformat(), "to": last.isoformat(), "days": days})
    if "next" in query:
        slots = next_slots(premises, _whole_number(query["next"], "next", _MOST_NEXT), premises.today)
        return Result(200, {"slots": [{"date": slot.day.isoformat(), "time": time_label(slot.at)} for slot in slots]})
    return Result(200, _day(premises, parse_date(query.get("date", ""))))


def _day(premises: Premises, day: date) -> dict[str, object]:
    times = [time_label(slot.at) for slot in available_slots(premises, day)]
    return {"date": day.isoformat(), "available_slots": times, "available_count": len(times)}


def _range(query: Mapping[str, str], longest: int) -> tuple[date, date]:
    first, last = (parse_date(query.get(name, ""), name) for name in ("from", "to"))
    if not 0 <= (last - first).days < longest:
        raise InvalidInputError(f"to must be on or after from, and the range at most {longest} days")
    return first, last


def _whole_number(text: str, name: str, most: int) -> int:
    if text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= most:
        return int(text)
    raise InvalidInputError(f"{name} must be a whole number from 1 to {most}")


# --- booking


def _booking(request: Request) -> Result:
    fields = parse_fields(request)
    premises = _premises()
    by_owner = is_owner(request, composition.owner_tokens)
    asked = _booking_request(fields, premises.shop, by_owner=by_owner)
    caller = "owner" if by_owner else request.source_ip
    receipt = _receipt(request, caller, fields)
    if receipt and (answered := _answered(receipt)):
        return answered
    if not by_owner:
        _count_attempt(request, asked.phone, premises.shop)
    _require_customers(asked.phone, premises.shop, by_owner=by_owner)
    try:
        lead = new_lead(premises, asked)
        answer = _booked(lead, asked, premises)
        if receipt:
            made = book(premises, asked, lead, replace(receipt, answer=json.dumps(answer)))
        elif caller:
            made = book_click(premises, asked, lead, _click_key(caller, asked))
        else:  # Without an address, callers cannot be told apart.
            made = book(premises, asked, lead)
    except SlotUnavailableError as error:
        return Result(409, {"message": str(error), **_day(premises, asked.slot.day)})
    except TooManyBookingsError:
        if by_owner:
            raise
        # Merely knowing a number must not reveal how many bookings it has.
        raise TooManyAttemptsError(_TOO_MANY) from None
    except AlreadyBookedError:
        if receipt and (answered := _answered(receipt)):
            return answered
        raise
    if not by_owner:
        _tell_owner(made, "booked")
    if made is lead:
        log("booking_written", action="booked", metrics={"Booked": 1})
        _confirm(lead)
    return Result(201, answer if made is lead else _booked(made, asked, premises))


def _booked(lead: Lead, asked: BookingRequest, premises: Premises) -> dict[str, object]:
    fee = f"; the on-site visit adds ${premises.shop.on_site_fee}" if lead.lead_type == "on_site" else ""
    return {
        "message": f"{_DONE[lead.lead_type]} {slot_label(asked.slot, premises.today)}{fee}",
        "lead_id": lead.lead_id,
        "date": lead.appointment_date,
        "time": lead.appointment_time,
        "repair_type": lead.repair_type,
        "device": lead.device,
        "phone": lead.phone,
        "customer_name": lead.customer_name,
    }


def _receipt(request: Request, caller: str, fields: Mapping[str, object]) -> Receipt | None:
    """Return the receipt that the request's Idempotency-Key asks for, not yet written.

    A key that others may guess ("1") counts only for its caller's address. A random one is proof by itself, even from a
    phone that has switched networks.
    """
    key = request.headers.get("idempotency-key", "")
    if not key:
        return None
    if len(key) > _LONGEST_KEY:
        raise InvalidInputError(f"Idempotency-Key must be at most {_LONGEST_KEY} characters")
    whose = "" if _RANDOM_KEY.fullmatch(key) else caller
    return Receipt(items.IDEM.key(_digest(json.dumps([whose, key]))), _digest(json.dumps(fields, sort_keys=True)))


def _click_key(caller: str, asked: BookingRequest) -> str:
    """Return the key of a booking without an Idempotency-Key: sending all of it again counts as a second click.

    Others may know a customer's number, slot and repair, and must not get his booking that way.
    """
    sent = asdict(replace(asked, announce=False))  # Not part of the click.
    return items.IDEM.key(_digest(json.dumps(["click", caller, sent], sort_keys=True, default=str)))


def _require_customers(phone: str, shop: Shop, *, by_owner: bool) -> None:
    """Raise InvalidInputError for the shop's own number, which would text itself, and the owner's, unless he books."""
    try:
        own = [composition.keys().get("TWILIO_PHONE_NUMBER")]
    except StoreUnavailableError as error:  # Nothing can be texted then, either.
        log_error("keys_not_read", error)
        own = []
    if not by_owner:
        own.append(composition.settings().owner_phone)
    if phone in map(partial(_as_number, shop.country), own):
        raise InvalidInputError("phone must be a customer's, not one of the shop's own")


def _as_number(country: str, text: str) -> str:
    try:
        return parse_phone(text, country)
    except InvalidInputError:
        return ""


def _answered(receipt: Receipt) -> Result | None:
    """Return the stored answer of an earlier request with the same key. Raises KeyReusedError if that one differed."""
    found = composition.store().receipt(receipt.key)
    if found is None:
        return None
    if found.fingerprint != receipt.fingerprint:
        raise KeyReusedError("this Idempotency-Key was used for another request")
    return Result(201, json.loads(found.answer))


def _count_attempt(request: Request, phone: str, shop: Shop) -> None:
    """Count an attempt to book by its address and its number. Raises TooManyAttemptsError.

    Attempts beyond an address's limit are not counted for the number, which may be somebody else's.
    """
    now = clock.now()
    own = composition.settings().attempts_per_address
    limits = [(request.source_ip, shop.attempts_an_hour if own is None else own), (phone, shop.attempts_an_hour)]
    for who, limit in limits:
        key = items.ATTEMPTS.key(f"{now:%Y-%m-%dT%H}", _digest(who))
        if limit and composition.store().count(key, now + items.ATTEMPTS.kept) > limit:
            raise TooManyAttemptsError(_TOO_MANY)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def _booking_request(fields: Mapping[str, object], shop: Shop, *, by_owner: bool = False) -> BookingRequest:
    lead_type = next((kind for kind in LEAD_TYPES if kind == (_text(fields, "lead_type") or "appointment")), None)
    if lead_type is None:
        raise InvalidInputError(f"lead_type must be one of: {', '.join(LEAD_TYPES)}")
    source = _text(fields, "source") or "web"
    if source.lower().startswith("twilio") and not by_owner:
        raise InvalidInputError("source must not start with twilio: Twilio's own messages do")
    return BookingRequest(
        slot=Slot(parse_date(_required(fields, "date")), parse_time(_required(fields, "time"))),
        phone=parse_phone(_required(fields, "phone"), shop.country),
        repair_type=_required(fields, "repair_type"),
        source=source,
        device=_text(fields, "device"),
        customer_name=_text(fields, "customer_name"),
        lead_type=lead_type,
        notes=_text(fields, "notes", _LONGEST_NOTES),
        announce=_is_texting(),
    )


# --- other programs' leads


def _follow_leads(records: Iterable[Mapping[str, Any]]) -> Response:
    """Follow what the stream's records report.

    Raises LeadsNotFollowedError in place of all other errors: Lambda logs the message, and theirs may hold a customer's
    words.
    """
    try:
        premises, store = _premises(), composition.store()
        for record in records:
            change = record["dynamodb"]
            images = (from_image(change.get(name)) for name in ("OldImage", "NewImage"))
            follow(premises, store, change["Keys"]["lead_id"]["S"], [lead for lead in images if lead])
    except Exception as error:
        log_error("leads_not_followed", error)
        raise LeadsNotFollowedError("some leads of other programs are not followed yet") from None
    return {"statusCode": 200}


# --- notices


def _sweep(event: object) -> Response:
    """Finish the turns that nobody has answered, send what is due, and correct what the stream has not reported.

    Raises SweepFailedError, so that Lambda counts the failure and the schedule tries again. It replaces all other
    errors: Lambda logs the message, and theirs may hold a customer's words.
    """
    answer: dict[str, object] = {}
    failed = False
    for part in (_finish_turns, _end_calls, _expire_questions, _put_texts, _send_notices, _heal):
        try:
            answer |= part()
        except Exception as error:  # Trouble with one part must not stop the others.
            log_error("sweep_failed", error)
            failed = True
    log("sweep_ended", metrics={"SweepsFailed": 1} if failed else {"Sweeps": 1})
    if failed:
        _tell_of_failure()
        raise SweepFailedError("the sweep has failed")
    return answer_json(event, lambda _: Result(200, answer))


def _tell_of_failure() -> None:
    if not composition.settings().owner_phone:
        return
    now = clock.now()
    try:
        composition.store().tell_owner(of_failure(today(composition.shop(), now), "sweep"), now)
    except Exception as error:
        log_error("owner_not_told", error)


def _put_texts() -> dict[str, object]:
    """Put down what is due at this time of the day: the owner's list, and requests for reviews."""
    settings, shop, store, now = composition.settings(), composition.shop(), composition.store(), clock.now()
    if _is_texting():
        if settings.owner_phone:
            remake_lists(store, shop, now)
        if settings.digest_at and settings.owner_phone:
            put_morning_list(store, shop, now, settings.digest_at)
        if settings.review_url:
            put_reviews(store, shop, now, settings.review_url)
    return {}


def _heal() -> dict[str, object]:
    heal(_premises(), composition.store())
    return {}


def _send_notices() -> dict[str, object]:
    """Send all notices that are due; raise SweepFailedError afterwards if one has failed."""
    if not (sender := _sender(_SECONDS_TO_SEND)):
        return {"message": "Without Twilio's keys no texts are sent"}
    outcomes = send_due_notices(sender)
    if outcomes["error"]:
        raise SweepFailedError("a notice has failed")
    return {"message": f"{outcomes['sent']} texts sent", "notices": outcomes}


def _finish_turns() -> dict[str, object]:
    """Have the dispatcher finish the turns that died and that Twilio did not redeliver; report how many.

    If Lambda accepts no more, or after some seconds, the rest is left for the next sweep.
    """
    settings, began, handed = composition.settings(), monotonic(), 0
    if settings.dispatcher and all(_twilio_keys()):
        for inbound, claim in composition.store().abandoned_turns(clock.now()):
            if monotonic() - began > _SECONDS_TO_HAND_OVER:
                break
            if not finish_turn_later(settings.function_region, settings.dispatcher, inbound, claim):
                break
            handed += 1
    return {"turns": handed}


def _end_calls() -> dict[str, object]:
    """Deal with the calls whose end nobody has reported."""
    settings, shop, store, now = composition.settings(), composition.shop(), composition.store(), clock.now()
    sender = _sender(_SECONDS_TO_SEND)
    messenger = sender.messenger if sender else None
    found = store.unfinished_calls(now)
    for ended in found:
        end_call(ended, shop, store, now, messenger, settings.owner_phone, texts=settings.missed_calls == "text")
    return {"calls": len(found)}


def _expire_questions() -> dict[str, object]:
    """Tell customers what the owner has not answered in time; the texts go out with the notices that are due."""
    from linda.owner.questions import expire_questions  # Only the sweep needs the owner's line.

    return {"questions": expire_questions(composition.shop(), composition.store(), clock.now())}


def _confirm(lead: Lead) -> None:
    """Send the confirmation at once; if that fails, it is still in the outbox, for the schedule."""
    try:
        if sender := _sender(_SECONDS_TO_CONFIRM):
            send_confirmation(sender, outbox_entry(lead))
    except Exception as error:
        log_error("confirmation_put_off", error)


def _is_texting() -> bool:
    """Tell whether texts are sent; if the keys cannot be read right now, assume that they will be."""
    try:
        return all(_twilio_keys())
    except StoreUnavailableError as error:
        log_error("keys_not_read", error)
        return True


def _twilio_keys() -> list[str]:
    return [composition.keys().get(name) for name in composition.TWILIO_KEYS]


def _sender(seconds: float) -> Sender | None:
    keys = _twilio_keys()
    if not all(keys):
        return None
    return Sender(
        composition.shop(),
        composition.store(),
        composition.messenger(*keys, seconds),
        clock.now,
        composition.settings().owner_phone,
    )


# --- changes


def _change(request: Request) -> Result:
    fields, by_owner = parse_fields(request), is_owner(request, composition.owner_tokens)
    is_noted = "notes" in fields and not {"date", "time"} & fields.keys()
    if "status" in fields or is_noted:
        require_owner(request, composition.owner_tokens)
    lead_id = _lead_id(request)
    if "status" in fields:
        wanted = next((status for status in LEAD_STATUSES[1:] if status == fields["status"]), None)
        if wanted is None:
            raise InvalidInputError(f"status must be one of: {', '.join(LEAD_STATUSES[1:])}")
        notes = _lines(fields, "notes") if "notes" in fields else None
        lead = _closed(lead_id, wanted, by_owner=True)
        _text_customer(lead)
        if notes is not None:
            lead = annotate(_premises(), lead_id, notes)
        return Result(200, {"message": f"Booking {wanted}", "booking": _view(lead)})
    if is_noted:
        lead = annotate(_premises(), lead_id, _lines(fields, "notes"))
        return Result(200, {"message": "Notes saved", "booking": _view(lead)})
    if fields.keys().isdisjoint(_CHANGES):
        hint = did_you_mean(min(fields, default=""), _CHANGES)
        raise InvalidInputError(f"send date and time to move the booking, status to end it, or notes{hint}")
    slot = Slot(parse_date(_required(fields, "date")), parse_time(_required(fields, "time")))
    premises = _premises()
    try:
        lead = reschedule(premises, lead_id, slot, by_owner=by_owner)
    except SlotUnavailableError as error:
        return Result(409, {"message": str(error), **_day(premises, slot.day)})
    if _is_written_by(premises, lead):
        log("booking_written", action="moved", metrics={"Moved": 1})
        if not by_owner:
            _tell_owner(lead, "moved")
    return Result(200, {"message": f"Moved to {slot_label(slot, premises.today)}", "booking": _view(lead)})


def _closed(lead_id: str, status: LeadStatus, *, by_owner: bool) -> Lead:
    premises = _premises()
    lead = close(premises, lead_id, status, by_owner=by_owner)
    if status == "cancelled" and _is_written_by(premises, lead):
        log("booking_written", action="cancelled", metrics={"Cancelled": 1})
        if not by_owner:
            _tell_owner(lead, "cancelled")
    return lead


def _tell_owner(lead: Lead, action: Action) -> None:
    """Have the owner told once what a customer has done; if that cannot be stored, the booking still stands."""
    entry = of_booking(lead, action, composition.shop()) if composition.settings().owner_phone else None
    try:
        if entry:
            composition.store().tell_owner(entry, clock.now())
    except StoreUnavailableError as error:
        log_error("owner_not_told", error)


def _text_customer(lead: Lead) -> None:
    """Text the customer once that the phone is ready, or the work done; repeated, it sends what a crash has kept back.

    Raises StoreUnavailableError if the text cannot be stored: the owner then repeats the request.
    """
    push = _PUSHES[lead.status](lead, composition.shop()) if lead.status in _PUSHES and _is_texting() else None
    if push is None:
        return
    composition.store().put_push(push, clock.now())
    try:
        if sender := _sender(_SECONDS_TO_CONFIRM):
            send_push(sender, push)
    except Exception as error:
        log_error("push_put_off", error)


def _is_written_by(premises: Premises, lead: Lead) -> bool:
    """Tell whether this request has changed the lead, which may have been so before; exact to a second."""
    return lead.updated_at == int(premises.now.timestamp())


def _lead_id(request: Request) -> str:
    """Return the request's lead id. Raises LeadNotFoundError if it can be guessed and the caller is not the owner."""
    lead_id = request.query.get("lead_id", "")
    if not is_capability(lead_id) and not is_owner(request, composition.owner_tokens):
        raise LeadNotFoundError("there is no such booking")
    return lead_id


def _view(lead: Lead) -> dict[str, object]:
    """Return what whoever has the lead's id may see."""
    return {name: value for name, value in asdict(lead).items() if name not in ("notes", "remarks")}


# --- the owner's lists


def _all_leads(request: Request) -> Result:
    query, country = request.query, composition.shop().country
    wanted = Wanted(
        status=_one_of(LEAD_STATUSES, query, "status"),
        lead_type=_one_of(LEAD_TYPES, query, "type"),
        source=query.get("source", ""),
        day=parse_date(query["day"], "day").isoformat() if "day" in query else "",
        phone=parse_phone(query["phone"], country) if "phone" in query else "",
    )
    return _listed(newest_leads(composition.store(), wanted, country, *_page_asked(query)))


def _one_of(known: Sequence[str], query: Mapping[str, str], name: str) -> str:
    """Return the parameter, "" if it is missing. Raises InvalidInputError."""
    if name in query and query[name] not in known:
        raise InvalidInputError(f"{name} must be one of: {', '.join(known)}")
    return query.get(name, "")


def _counts(_: Request) -> Result:
    premises, store = _premises(), composition.store()
    days = [premises.today, premises.today + timedelta(days=1)]
    midnight = Slot(premises.today, time()).start.replace(tzinfo=premises.shop.time_zone)
    of_days, new = counted(store.every_lead(), days, midnight.timestamp())
    today_shown, tomorrow_shown = (
        {
            "date": day.isoformat(),
            "booked": dict(count.booked),
            "others": dict(count.others),
            "free_slots": len(available_slots(premises, day)),
        }
        for day, count in zip(days, of_days, strict=True)
    )
    new_things = {"new_leads": new, "open_questions": len(store.open_questions())}
    return Result(200, {"today": today_shown, "tomorrow": tomorrow_shown, **new_things})


def _conversations(request: Request) -> Result:
    return _shown(latest(composition.store(), clock.now(), *_page_asked(request.query)))


def _conversation(request: Request) -> Result:
    country, asked = composition.shop().country, request.query["conversation"]
    if not asked.strip():
        raise InvalidInputError("conversation must be a phone number, or a session's id")
    try:
        customer = parse_phone(asked, country)
    except InvalidInputError:  # A caller without a number, or a chat on the website.
        customer = asked
    page = with_customer(composition.store(), customer, country, clock.now(), *_page_asked(request.query))
    return _shown(page)


def _search(request: Request) -> Result:
    words = request.query["search"]
    if not words.strip() or len(words) > _LONGEST_TEXT:
        raise InvalidInputError(f"search must be words, at most {_LONGEST_TEXT} characters")
    return _shown(with_words(composition.store(), words, clock.now(), *_page_asked(request.query)))


def _shown(page: ConversationPage) -> Result:
    return Result(200, {"conversations": [asdict(each) for each in page.conversations], "cursor": page.cursor})


def _list_of_day(request: Request) -> Result:
    day = parse_date(request.query["day"], "day")
    return _listed(leads_of_day(composition.store(), day, *_page_asked(request.query)))


def _list_of_number(request: Request) -> Result:
    # A "+" that was not encoded arrives as a space.
    phone = parse_phone(request.query["phone"], composition.shop().country)
    return _listed(leads_of_number(composition.store(), phone, *_page_asked(request.query)))


def _page_asked(query: Mapping[str, str]) -> tuple[int, str]:
    return _whole_number(query.get("limit", _LISTED), "limit", _MOST_LISTED), query.get("cursor", "")


def _listed(page: LeadPage) -> Result:
    return Result(200, {"leads": [asdict(lead) for lead in page.leads], "cursor": page.cursor})


def _export(request: Request) -> File:
    if request.query["export"] != "csv":
        raise InvalidInputError("export must be csv")
    first, last = _range(request.query, _LONGEST_EXPORT)
    return File(f"leads-{first}-{last}.csv", "text/csv", csv_text(composition.store().leads_between(first, last)))


def _calendar_url(request: Request) -> Result:
    token = composition.owner_token()
    if not token:
        raise InvalidInputError("ADMIN_API_TOKEN must be set before the feed can be used")
    if base := composition.settings().public_base_url:
        route = f"{base}/scheduler"
    elif request.host:
        route = f"https://{request.host}{request.path}"  # the stage included
    else:
        raise InvalidInputError("ask over the API, or set PUBLIC_BASE_URL")
    return Result(200, {"calendar_url": f"{route}?calendar={_calendar_secret(token)}"})


def _feed(secret: str) -> File:
    """Return the calendar to anyone with its secret: calendar programs cannot send a header."""
    token = composition.owner_token()
    if not token or not hmac.compare_digest(secret.encode(errors="replace"), _calendar_secret(token).encode()):
        raise LeadNotFoundError("there is no such booking")
    shop = composition.shop()
    day = today(shop, clock.now())
    leads = composition.store().leads_between(day - _PAST_IN_FEED, day + timedelta(days=shop.booking_horizon_days))
    return File("bookings.ics", "text/calendar", icalendar_feed(leads, shop, near=day).decode())


def _calendar_secret(token: str) -> str:
    return hmac.digest(token.encode(), b"calendar", "sha256").hex()


# Of several questions, the first one of these is answered.
_FOR_OWNER: Mapping[str, Callable[[Request], Result | File]] = {
    "leads": _all_leads,
    "counts": _counts,
    "conversations": _conversations,
    "conversation": _conversation,
    "search": _search,
    "day": _list_of_day,
    "phone": _list_of_number,
    "export": _export,
    "calendar_url": _calendar_url,
}


# --- a customer's data


def _forget(request: Request) -> Result:
    """Remove everything about one number; 202 if there is more than the time allows."""
    from linda.forgetting import MENTIONS_STAY, OPT_OUT_STAYS  # A customer is hardly ever forgotten.

    if "lead_id" in request.query:
        raise InvalidInputError("name either lead_id, to cancel a booking, or customer, to delete all about a number")
    phone = _customer(request.query["customer"], composition.shop().country)
    removed, left = composition.store().forget(phone, _SECONDS_TO_FORGET)
    fields = {"removed": dict(removed), "opted_out": left.opted_out, "mentioned": left.mentioned}
    if left.steps:
        return Result(202, {"message": "There is more to delete: please ask again", **fields})
    stays = [OPT_OUT_STAYS] * left.opted_out + [MENTIONS_STAY] * bool(left.mentioned)
    told = ". ".join(["All that was the number's is deleted", *stays]) if stays else "Nothing about the number is left"
    return Result(200, {"message": told, **fields})


def _customer(text: str, country: str) -> str:
    """Return the number in E.164, even one that cannot exist: senders are stored under whatever they are called."""
    # A "+" that was not encoded arrives as a space.
    number = f"+{text[1:]}" if text.startswith(" ") else text
    return number if is_number(number) else parse_phone(number, country, "customer")


# --- fields


def _required(fields: Mapping[str, object], name: str) -> str:
    if not (value := _text(fields, name)):
        raise InvalidInputError(f"{name} is required")
    return value


def _text(fields: Mapping[str, object], name: str, longest: int = _LONGEST_TEXT) -> str:
    """Return the field as one line without invisible characters; "" if it is missing.

    Strangers write it, and it appears in lists, calendars and tables. Raises InvalidInputError.
    """
    value = fields.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InvalidInputError(f"{name} must be a text")
    if len(value) > longest:
        raise InvalidInputError(f"{name} must be at most {longest} characters")
    return " ".join(_CONTROL.sub(" ", _INVISIBLE.sub("", value)).split())


def _lines(fields: Mapping[str, object], name: str) -> str:
    """Return the field as `_text` does, but with its lines. Raises InvalidInputError."""
    value = fields.get(name)
    _text(fields, name, _LONGEST_NOTES)
    lines = value.splitlines() if isinstance(value, str) else []
    return "\n".join(_text({name: line}, name, _LONGEST_NOTES) for line in lines).strip()
