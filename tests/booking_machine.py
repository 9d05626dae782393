"""What bookings are, said so simply that one can see it is right, and a machine that holds a store against it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from boto3.dynamodb.types import TypeSerializer
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from linda import booking
from linda.adoption import Store as AdoptionStore
from linda.adoption import follow
from linda.booking import BookingRequest, Premises
from linda.errors import AlreadyBookedError, LindaError
from linda.models import LEAD_TYPES, LeadStatus, LeadType, Receipt, Slot
from linda.owner_state import DEFAULTS
from linda.ports import BookingRepository
from linda.shop import load_shop
from local.audit import problems

type Item = Mapping[str, Any]

SHOP = load_shop()
ZONE = ZoneInfo("America/New_York")
EIGHT = datetime(2026, 3, 7, 13, tzinfo=UTC)  # on the day before the clock is set forward
TODAY = date(2026, 3, 7)
DAYS = [TODAY, TODAY + timedelta(days=1), TODAY + timedelta(days=2)]
SLOTS = [Slot(day, time(hour)) for day in DAYS for hour in (9, 10, 16)]
SLOTS.append(Slot(DAYS[1], time(8)))  # when the shop is closed
PHONES = ["+19045550101", "+19045550102"]
HOLDERS = ["", "ann", "bob"]
NOBODY = "LEAD-AAAAAAAAAAAAAAAAAAAAAAAAAA"
NEW_KEY = "new"
HELD = "held"


@dataclass(frozen=True)
class Book:
    """Of the same key, a request is made once; NEW_KEY is one that nobody has used, "" is none: that is a click."""

    slot: Slot
    phone: str
    kind: LeadType
    repair: str
    holder: str
    key: str


@dataclass(frozen=True)
class Move:
    """`nth` chooses among the leads that there are, the latest first; MOST is one that is not there."""

    nth: int
    slot: Slot
    by_owner: bool
    lead_id: str = ""


@dataclass(frozen=True)
class Close:
    """`nth` chooses among the leads that there are, the latest first; MOST is one that is not there."""

    nth: int
    status: LeadStatus
    by_owner: bool
    lead_id: str = ""


@dataclass(frozen=True)
class Hold:
    """A conversation keeps a slot for itself."""

    slot: Slot
    holder: str


type Request = Book | Move | Close | Hold
# A lead's id, HELD, or the name of an error.
type Outcome = str

SLOT = st.sampled_from(SLOTS)
MOST = 9
NTH = st.integers(0, MOST)
BOOK = st.builds(
    Book,
    SLOT,
    st.sampled_from(PHONES),
    st.sampled_from(LEAD_TYPES),
    st.sampled_from(["screen", "battery"]),
    st.sampled_from(HOLDERS),
    st.sampled_from(["", NEW_KEY]),
)
STATUS: st.SearchStrategy[LeadStatus] = st.sampled_from(["cancelled", "cancelled", "ready", "completed", "no_show"])
REQUEST: st.SearchStrategy[Request] = st.one_of(
    BOOK,
    BOOK,
    st.builds(Move, NTH, SLOT, st.booleans()),
    st.builds(Close, NTH, STATUS, st.booleans()),
    st.builds(Hold, SLOT, st.sampled_from(HOLDERS[1:])),
)
NTH_CALL = st.integers(1, 6)


@dataclass
class Booking:
    """A lead as one remembers it."""

    phone: str
    slot: Slot
    kind: LeadType
    repair: str
    made_at: datetime
    status: LeadStatus = "booked"
    revision: int = 1

    @property
    def takes_slot(self) -> bool:
        return self.kind != "callback" and self.status != "cancelled"


@dataclass
class Truth:
    """All bookings, holds and receipts that there should be."""

    bookings: dict[str, Booking] = field(default_factory=dict)
    holds: dict[Slot, tuple[str, datetime]] = field(default_factory=dict)
    receipts: dict[str, tuple[Book, str]] = field(default_factory=dict)
    clicks: dict[Book, str] = field(default_factory=dict)

    def take(self, request: Request, outcome: Outcome, now: datetime) -> bool:
        """Tell whether this is the right outcome, and if it is, let the request have its effect."""
        match request:
            case Book():
                return self._book(request, outcome, now)
            case Move():
                return self._move(request, outcome, now)
            case Close():
                return self._close(request, outcome, now)
            case Hold():
                return self._hold(request, outcome, now)

    def _book(self, request: Book, outcome: Outcome, now: datetime) -> bool:
        if request.key in self.receipts:
            made, lead_id = self.receipts[request.key]
            return outcome == (lead_id if made == request else "KeyReusedError")
        if refused := self._is_closed(request.slot, request.kind, now):
            return outcome == refused
        mine = self.open_bookings(request.phone, now)
        clicked = mine.get(self.clicks.get(request, ""))
        if clicked and clicked.slot == request.slot and now - clicked.made_at < timedelta(minutes=5):
            return outcome == self.clicks[request]
        if refused := self._is_too_many(mine) or self._is_unavailable(request.slot, request.kind, request.holder, now):
            return outcome == refused
        if not outcome.startswith(("LEAD-", "ONSITE-", "CALLBACK-")) or outcome in self.bookings:
            return False
        self.bookings[outcome] = Booking(request.phone, request.slot, request.kind, request.repair, now)
        self._drop_hold(self.bookings[outcome])
        if request.key:
            self.receipts[request.key] = (request, outcome)
        else:
            self.clicks[request] = outcome
        return True

    def _move(self, request: Move, outcome: Outcome, now: datetime) -> bool:
        moved = self.bookings.get(request.lead_id)
        if not moved or moved.status != "booked":
            return outcome == ("LeadClosedError" if moved else "LeadNotFoundError")
        if moved.slot == request.slot:
            return outcome == request.lead_id
        if starts(moved.slot) <= now and not request.by_owner:
            return outcome == "LeadClosedError"
        mine = self.open_bookings(moved.phone, now)
        refused = (
            self._is_closed(request.slot, moved.kind, now)
            or (request.lead_id not in mine and self._is_too_many(mine))
            or self._is_unavailable(request.slot, moved.kind, "", now, moved)
        )
        if refused:
            return outcome == refused
        moved.slot = request.slot
        moved.revision += 1
        self._drop_hold(moved)
        return outcome == request.lead_id

    def _close(self, request: Close, outcome: Outcome, now: datetime) -> bool:
        closed = self.bookings.get(request.lead_id)
        if not closed:
            return outcome == "LeadNotFoundError"
        is_picked_up = (closed.status, request.status) == ("ready", "completed")
        if closed.status not in ("booked", request.status) and not is_picked_up:
            return outcome == "LeadClosedError"
        if (closed.status == "booked" or is_picked_up) and starts(closed.slot) <= now and not request.by_owner:
            return outcome == "LeadClosedError"
        closed.revision += closed.status != request.status
        closed.status = request.status
        return outcome == request.lead_id

    def _hold(self, request: Hold, outcome: Outcome, now: datetime) -> bool:
        refused = self._is_closed(request.slot, "appointment", now) or self._is_unavailable(
            request.slot, "appointment", request.holder, now
        )
        if not refused:
            self.holds[request.slot] = (request.holder, now + timedelta(minutes=5))
        return outcome == (refused or HELD)

    def open_bookings(self, phone: str, now: datetime) -> dict[str, Booking]:
        """Return the number's bookings that are still to come."""
        return {
            lead_id: made
            for lead_id, made in self.bookings.items()
            if (made.phone, made.status) == (phone, "booked") and starts(made.slot) > now
        }

    def free(self, day: date, holder: str, now: datetime) -> list[Slot]:
        """Return what a conversation can book on the day."""
        slots = [Slot(day, time(hour)) for hour in range(9, 17)]
        return [
            slot for slot in slots if starts(slot) > now and not self._is_unavailable(slot, "appointment", holder, now)
        ]

    def leads(self) -> dict[str, tuple[object, ...]]:
        """Return what should be in the lead table."""
        return {
            lead_id: (made.phone, *as_stored(made.slot), made.kind, made.repair, made.status, made.revision)
            for lead_id, made in self.bookings.items()
        }

    def _is_closed(self, slot: Slot, kind: LeadType, now: datetime) -> str:
        if slot.day < now.astimezone(ZONE).date():
            return "InvalidInputError"
        if kind == "callback":
            return "" if starts(slot) > now else "InvalidInputError"
        return "" if 9 <= slot.at.hour <= 16 and starts(slot) > now else "SlotClosedError"

    def _is_too_many(self, mine: Mapping[str, Booking]) -> str:
        return "TooManyBookingsError" if len(mine) >= 3 else ""

    def _is_unavailable(
        self, slot: Slot, kind: LeadType, holder: str, now: datetime, mine: Booking | None = None
    ) -> str:
        if kind == "callback":
            return ""
        if mine and mine.takes_slot and (mine.slot.day, mine.slot.at.hour) == (slot.day, slot.at.hour):
            return ""
        if self.is_booked(slot):
            return "SlotTakenError"
        by, until = self.holds.get(slot, ("", now))
        return "SlotHeldError" if by != holder and until > now else ""

    def is_booked(self, slot: Slot) -> bool:
        """Tell whether a booking begins within the slot."""
        hours = [made.slot for made in self.bookings.values() if made.takes_slot]
        return (slot.day, slot.at.hour) in [(made.day, made.at.hour) for made in hours]

    def _drop_hold(self, made: Booking) -> None:
        if made.takes_slot:
            self.holds.pop(made.slot, None)


def starts(slot: Slot) -> datetime:
    """Return when the slot starts."""
    return datetime.combine(slot.day, slot.at, ZONE).astimezone(UTC)


def as_stored(slot: Slot) -> tuple[str, str]:
    """Return date and time as they stand in a lead."""
    return slot.day.isoformat(), f"{slot.at:%I:%M %p}".removeprefix("0")


class CrashError(Exception):
    """The process has ended here."""


class Interrupted:
    """A store to whose nth call something happens, before it or after it."""

    def __init__(self, store: BookingRepository, number: int, happens: Callable[[], object], *, after: bool = False):
        self._store = store
        self._left = number
        self._happens = happens
        self._after = after

    def __getattr__(self, name: str) -> Callable[..., object]:
        method = getattr(self._store, name)

        def call(*arguments: object, **named: object) -> object:
            self._left -= 1
            is_now = self._left == 0
            if is_now and not self._after:
                self._happens()
            answer = method(*arguments, **named)
            if is_now and self._after:
                self._happens()
            return answer

        return call


def perform(store: BookingRepository, request: Request, now: datetime) -> Outcome:
    """Carry the request out as the handlers do."""
    holder = request.holder if isinstance(request, Book | Hold) else ""
    premises = Premises(SHOP, {"state_id": "CURRENT", **DEFAULTS}, now, store, holder)
    try:
        match request:
            case Book():
                return _book(premises, request)
            case Move():
                return booking.reschedule(premises, request.lead_id, request.slot, by_owner=request.by_owner).lead_id
            case Close():
                return booking.close(premises, request.lead_id, request.status, by_owner=request.by_owner).lead_id
            case Hold():
                booking.hold(premises, request.slot)
                return HELD
    except LindaError as error:
        return type(error).__name__


def _book(premises: Premises, request: Book) -> Outcome:
    receipt = Receipt(request.key, repr(request)) if request.key else None
    if receipt and (answered := _answered(premises, receipt)):
        return answered
    asked = BookingRequest(request.slot, request.phone, request.repair, "web", lead_type=request.kind)
    lead = booking.new_lead(premises, asked)
    if not receipt:
        return booking.book_click(premises, asked, lead, f"click {request}").lead_id
    try:
        return booking.book(premises, asked, lead, receipt).lead_id
    except AlreadyBookedError:
        if receipt and (answered := _answered(premises, receipt)):
            return answered
        raise


def _answered(premises: Premises, receipt: Receipt) -> Outcome:
    found = premises.bookings.receipt(receipt.key)
    if not found:
        return ""
    return found.lead_id if found.fingerprint == receipt.fingerprint else "KeyReusedError"


class BookingMachine(RuleBasedStateMachine):
    """Customers and the owner do what they may at any moment, and each answer and each item is what it should be."""

    def __init__(self) -> None:
        super().__init__()
        self.store = self.open_store()
        self.truth = Truth()
        self.now = EIGHT
        self.asked: list[Book] = []

    def open_store(self) -> BookingRepository:
        """Return a store without bookings."""
        raise NotImplementedError

    def put(self, item: Item) -> None:
        """Write a lead past LINDA, as DynamoDB's API has it."""
        raise NotImplementedError

    def items(self) -> tuple[Sequence[Item], Sequence[Item]]:
        """Return all items of the lead table and of the state table."""
        raise NotImplementedError

    @initialize(requests=st.lists(BOOK, min_size=2, max_size=5))
    def some_have_booked(self, requests: Sequence[Request]) -> None:
        for request in requests:
            self.one_asks(request)

    @rule(request=REQUEST)
    def one_asks(self, request: Request) -> None:
        self._ask(self._meant(request))

    @precondition(lambda self: self.asked)
    @rule(nth=NTH, other=st.one_of(st.none(), NTH))
    def one_asks_again(self, nth: int, other: int | None) -> None:
        request, another = (self.asked[-1 - n % len(self.asked)] for n in (nth, other or 0))
        self._ask(request if other is None else replace(request, key=another.key))

    @rule(request=REQUEST, number=NTH_CALL, after=st.booleans())
    def a_process_crashes_and_the_request_is_delivered_again(self, request: Request, number: int, after: bool) -> None:
        def crash() -> None:
            raise CrashError

        request = self._meant(request)
        with suppress(CrashError):
            perform(self._interrupted(number, crash, after=after), request, self.now)
        # Whether it was carried out in full, in part or not at all: as if it had come but once.
        self._explain([(request, perform(self.store, request, self.now))])

    @rule(request=REQUEST, number=NTH_CALL)
    def one_clicks_twice(self, request: Request, number: int) -> None:
        self._at_once(request, request, number)

    @rule(first=REQUEST, second=REQUEST, number=NTH_CALL)
    def two_ask_at_once(self, first: Request, second: Request, number: int) -> None:
        self._at_once(first, second, number)

    @rule(slot=SLOT, phone=st.sampled_from(PHONES), at=st.sampled_from(["", "{:%H}:00", "{:%H}:30"]))
    def another_program_writes_a_lead(self, slot: Slot, phone: str, at: str) -> None:
        """It is adopted where its slot is free of others' bookings, whatever the hours, the limit and who holds it."""
        slot = Slot(slot.day + (self.now.astimezone(ZONE).date() - TODAY), slot.at)
        begins = Slot(slot.day, slot.at.replace(minute=30 if "30" in at else 0))
        if starts(begins) <= self.now or self.truth.is_booked(slot):
            return
        lead_id = f"LEAD-{len(self.truth.bookings)}"
        written = {
            "lead_id": lead_id,
            "timestamp": int(self.now.timestamp() * 1000),
            "phone": phone,
            "repair_type": "back glass",
            "status": "booked",
            "appointment_date": str(slot.day),
            "appointment_time": at.format(slot.at) if at else as_stored(slot)[1],
        }
        self.put({name: TypeSerializer().serialize(value) for name, value in written.items()})
        premises = Premises(SHOP, {"state_id": "CURRENT", **DEFAULTS}, self.now, self.store)
        follow(premises, cast(AdoptionStore, self.store), lead_id, [])
        self.truth.bookings[lead_id] = made = Booking(phone, begins, "appointment", "back glass", self.now)
        self.truth.holds.pop(slot, None)
        assert self._is_stored(self.truth), made

    @rule(minutes=st.sampled_from([1, 4, 5, 60, 300, 1440]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @invariant()
    def the_tables_agree_with_each_other(self) -> None:
        assert problems(*self.items(), self.now, ZONE) == []

    @invariant()
    def what_is_offered_is_what_is_free(self) -> None:
        for holder in HOLDERS[:2]:
            premises = Premises(SHOP, {"state_id": "CURRENT", **DEFAULTS}, self.now, self.store, holder)
            for ahead in range(len(DAYS)):
                day = self.now.astimezone(ZONE).date() + timedelta(days=ahead)
                assert booking.available_slots(premises, day) == self.truth.free(day, holder, self.now)

    def _meant(self, request: Request) -> Request:
        """Return the request for the days from today on, and for a lead that there is."""
        if isinstance(request, Move | Close):
            ids = [*self.truth.bookings] or [NOBODY]
            request = replace(request, lead_id=NOBODY if request.nth == MOST else ids[-1 - request.nth % len(ids)])
        if not isinstance(request, Close):
            passed = self.now.astimezone(ZONE).date() - TODAY
            request = replace(request, slot=Slot(request.slot.day + passed, request.slot.at))
        if isinstance(request, Book):
            request = replace(request, key=request.key and f"key {len(self.asked)}")
            self.asked.append(request)
        return request

    def _ask(self, request: Request) -> None:
        self._explain([(request, perform(self.store, request, self.now))])

    def _at_once(self, first: Request, second: Request, number: int) -> None:
        """Let the second request be carried out in the midst of the first one, or after it."""
        first, second = self._meant(first), self._meant(second)
        outcomes: list[Outcome] = []

        def meanwhile() -> None:
            outcomes.append(perform(self.store, second, self.now))

        outcome = perform(self._interrupted(number, meanwhile), first, self.now)
        if not outcomes:
            meanwhile()
        one, other = (first, outcome), (second, outcomes[0])
        self._explain([one, other], [other, one])

    def _interrupted(self, number: int, happens: Callable[[], object], *, after: bool = False) -> BookingRepository:
        return cast(BookingRepository, Interrupted(self.store, number, happens, after=after))

    def _explain(self, *orders: Sequence[tuple[Request, Outcome]]) -> None:
        """Find an order of the requests after which each outcome is right and so is what is stored."""
        for order in orders:
            truth = deepcopy(self.truth)
            if all(truth.take(request, outcome, self.now) for request, outcome in order) and self._is_stored(truth):
                self.truth = truth
                return
        raise AssertionError(f"at {self.now} this cannot be: {orders[0]}")

    def _is_stored(self, truth: Truth) -> bool:
        lead_items, state_items = self.items()
        names = ("phone", "appointment_date", "appointment_time", "lead_type", "repair_type", "status", "revision")
        leads = {item["lead_id"]: tuple(item[name] for name in names) for item in lead_items}
        receipts = {item["state_id"]: item["lead_id"] for item in state_items if item["state_id"].startswith("key")}
        return leads == truth.leads() and receipts == {key: lead_id for key, (_, lead_id) in truth.receipts.items()}
