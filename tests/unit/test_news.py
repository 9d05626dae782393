"""What the owner is told unasked. It is 10 in the morning of Tuesday, February 10, 2026."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from linda.closures import added
from linda.errors import InvalidInputError, OptedOutError
from linda.models import Day, Lead, OwnerEntry, OwnerQuestion
from linda.news import morning_list, not_told, of_booking, of_closed, put_morning_list, remake_lists
from linda.notices import Sender, send_due_notices, tell_owner_now
from linda.owner_state import current, validated
from linda.pickup import completed_push, put_reviews, ready_push
from linda.turn import take_turn
from tests.fakes import Mailbox, MemoryStore
from tests.unit.builders import NOW, PHONE, SHOP, TOMORROW, inbound, office, premises

OWNER = "+19045550199"
TODAY = date(2026, 2, 10)
SWEEP = timedelta(minutes=5)
ANA = Lead(
    "LEAD-A", 0, PHONE, "screen", "iPhone 13", "Ana", "2026-02-11", "2:00 PM", "appointment", "booked", "web", "", 0
)


class Line:
    """The owner's phone, a store, and sweeps at any time."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now
        self.store = MemoryStore()
        self.mailbox = Mailbox(lambda: self.now)
        self.sender = Sender(SHOP, self.store, self.mailbox, lambda: self.now, OWNER)

    @property
    def told(self) -> list[str]:
        return [text for phone, text, _ in self.mailbox.sent if phone == OWNER]

    def news(self, *entries: OwnerEntry) -> None:
        for entry in entries:
            self.store.tell_owner(entry, self.now)

    def sweep(self, after: timedelta = timedelta()) -> None:
        self.now += after
        send_due_notices(self.sender)


def new(n: int) -> OwnerEntry:
    return OwnerEntry(f"NEW#LEAD-{n:02}", f"New: customer {n:02}", f"+19045550{n:03}")


# --- what is told


def test_what_a_customer_does_to_a_booking_is_told_in_words_that_are_true_on_another_day() -> None:
    told = [of_booking(ANA, action, SHOP) for action in ("booked", "moved", "cancelled")]
    assert [entry and (entry.kind, entry.text) for entry in told] == [
        ("new", f"New: Ana ({PHONE}), iPhone 13 screen repair, Wed, Feb 11 at 2:00 PM"),
        ("moved", f"Moved: Ana ({PHONE}), iPhone 13 screen repair, now Wed, Feb 11 at 2:00 PM"),
        ("cancelled", f"Cancelled: Ana ({PHONE}), iPhone 13 screen repair, Wed, Feb 11 at 2:00 PM"),
    ]


def test_a_call_that_the_owner_is_to_make_is_told_as_one() -> None:
    call = replace(ANA, lead_type="callback", repair_type="callback", device="", customer_name="")
    told = [of_booking(call, action, SHOP) for action in ("booked", "moved", "cancelled")]
    assert [entry and entry.text for entry in told] == [
        f"New callback: {PHONE}, Wed, Feb 11 at 2:00 PM",
        f"Moved callback: {PHONE}, now Wed, Feb 11 at 2:00 PM",
        f"Cancelled callback: {PHONE}, Wed, Feb 11 at 2:00 PM",
    ]


def test_of_a_strangers_words_only_the_name_is_told_and_cut() -> None:
    stranger = replace(ANA, customer_name="x" * 200, repair_type="call me at +1900", device="http://evil.example")
    told = of_booking(stranger, "booked", SHOP)
    assert told
    assert "evil" not in told.text
    assert "1900" not in told.text
    assert len(told.text) < 120


def test_a_lead_whose_time_cannot_be_read_is_no_news() -> None:
    assert of_booking(replace(ANA, appointment_time="ASAP"), "booked", SHOP) is None


def test_a_customers_booking_is_told_once_however_often_the_text_is_delivered() -> None:
    store = MemoryStore()
    desk = replace(office(store), owner_phone=OWNER)
    for _ in range(3):
        take_turn(inbound("iphone 13 screen tomorrow at 2pm"), desk)
    assert [entry.kind for entry in store.for_owner.values()] == ["new"]
    take_turn(inbound("move it to 3pm", "SM2"), desk)
    take_turn(inbound("cancel my appointment", "SM3"), desk)
    take_turn(inbound("yes", "SM4"), desk)
    assert [entry.kind for entry in store.for_owner.values()] == ["new", "moved", "cancelled"]


def test_an_opt_out_is_told_if_the_number_has_an_open_booking() -> None:
    store = MemoryStore()
    desk = replace(office(store), owner_phone=OWNER)
    take_turn(inbound("STOP", "SM1"), desk)
    assert store.for_owner == {}
    take_turn(inbound("START", "SM2"), desk)
    take_turn(inbound("iphone 13 screen tomorrow at 2pm", "SM3"), desk)
    take_turn(inbound("Cancel", "SM4"), desk)
    assert [entry.kind for entry in store.for_owner.values()] == ["new", "opt_out"]
    # Its customer may have meant the booking.
    assert list(store.for_owner.values())[-1].text == (
        '+19042520927 wants no more texts ("Cancel"). Still booked, without a reminder: iPhone 13 screen repair, '
        "Wed, Feb 11 at 2:00 PM"
    )


def test_danger_is_known_by_its_key() -> None:
    store = MemoryStore()
    take_turn(inbound("the battery is smoking, what do i do"), replace(office(store), owner_phone=OWNER))
    assert {entry.kind for entry in store.for_owner.values()} == {"danger"}


# --- what is not


def test_a_kind_that_is_turned_off_is_dropped_and_danger_cannot_be() -> None:
    line = Line()
    line.store.state = validated({"not_told": '["new", "question"]'}, {})
    line.news(new(1), OwnerEntry("TURN#SM1#1", "asks: why?", PHONE), OwnerEntry("DANGER#TURN#SM2#1", "smoke", PHONE))
    line.sweep()
    line.store.state = {}
    line.sweep(SWEEP)
    assert line.told == ["smoke"]
    with pytest.raises(InvalidInputError, match="danger is always told"):
        validated({"not_told": '["danger"]'}, {})


@pytest.mark.parametrize(
    ("given", "message"),
    [('["cancelations"]', "'cancelled' is"), ("[1]", "is not one"), ("{}", "must be a list"), ("x", "JSON")],
)
def test_a_kind_that_does_not_exist_is_refused_with_the_nearest_one(given: str, message: str) -> None:
    with pytest.raises(InvalidInputError, match=message):
        validated({"not_told": given}, {})


@pytest.mark.parametrize("stored", [None, 7, ["new"], "x", '["danger"]'])
def test_what_another_program_has_made_unreadable_turns_nothing_off(stored: object) -> None:
    assert not_told(current({"not_told": stored})) == frozenset()


def test_while_the_owner_has_opted_out_what_he_is_to_be_told_waits_danger_too() -> None:
    line, danger = Line(), OwnerEntry("DANGER#TURN#SM1#1", "smoke", PHONE)
    line.store.opt_outs = {OWNER}
    line.news(danger, *(new(n) for n in range(6)))
    assert tell_owner_now(line.sender, [danger]) == "opted_out"
    for _ in range(3):
        line.sweep(timedelta(days=1))
    assert not line.told
    line.store.opt_outs = set()
    line.sweep(SWEEP)
    line.sweep(SWEEP)
    assert line.told == ["smoke", " / ".join(f"New: customer {n:02}" for n in range(6))]


def test_what_twilio_refuses_since_the_owner_has_opted_out_is_sent_once_he_is_in_again() -> None:
    line = Line()
    line.news(new(1))
    line.mailbox.steps.append(OptedOutError("Twilio's code 21610"))
    line.sweep()
    assert line.store.opt_outs == {OWNER}
    line.sweep(SWEEP)
    assert not line.told
    line.store.opt_outs = set()
    line.sweep(SWEEP)
    line.sweep(SWEEP)
    assert line.told == ["New: customer 01"]


def test_of_the_morning_lists_that_have_waited_only_todays_is_sent() -> None:
    line = Line()
    line.store.opt_outs = {OWNER}
    for _ in range(2):
        put_morning_list(line.store, SHOP, line.now, time(8))
        line.sweep(timedelta(days=1))
    put_morning_list(line.store, SHOP, line.now, time(8))
    line.store.opt_outs = set()
    line.sweep()
    line.sweep(SWEEP)
    assert line.told == ["Nothing booked today."]


# --- how


def test_what_comes_thick_goes_out_as_one_text_and_the_rest_is_counted() -> None:
    line = Line()
    line.news(*(new(n) for n in range(40)))
    line.sweep()
    (text,) = line.told
    assert len(text) <= 600
    shown = text.count("New: customer")
    assert text.endswith(f" / and {40 - shown} more: text LEADS")
    line.sweep(SWEEP)
    assert len(line.told) == 1


def test_in_one_text_danger_is_first_and_questions_have_the_order_of_their_numbers() -> None:
    line = Line()
    asked = [OwnerEntry(f"TURN#SM{key}#1", f"{n}) Ana asks: q{n}?", PHONE) for key, n in ((1, 11), (3, 2), (2, 9))]
    danger = OwnerEntry("DANGER#TURN#SM9#1", "URGENT: Ana writes: smoke", PHONE)
    line.news(replace(new(1), customer=PHONE), *asked, danger)
    line.sweep()
    assert line.told == [
        "URGENT: Ana writes: smoke / 2) Ana asks: q2? / 9) Ana asks: q9? / 11) Ana asks: q11? / New: customer 01"
    ]


def test_what_was_written_twice_is_told_once() -> None:
    line = Line()
    line.news(*(OwnerEntry(f"DANGER#TURN#SM{n}#1", "URGENT: Ana writes: smoke", PHONE) for n in range(2)))
    line.sweep()
    line.sweep(SWEEP)
    assert line.told == ["URGENT: Ana writes: smoke"]


def test_beyond_three_texts_in_ten_minutes_what_is_routine_waits_and_nothing_else() -> None:
    line = Line()
    for n in range(4):
        line.news(new(n))
        line.sweep(timedelta(minutes=1))
    assert len(line.told) == 3
    line.news(OwnerEntry("DANGER#TURN#SM1#1", "smoke", PHONE), OwnerEntry("TURN#SM2#1", "asks: why?", OWNER[:-1]))
    line.sweep()
    assert line.told[3:] == ["smoke", "asks: why?"]
    line.news(*(new(n) for n in range(4, 8)))
    line.sweep()
    assert len(line.told) == 5
    line.sweep(timedelta(minutes=6))
    assert line.told[5:] == [" / ".join(f"New: customer {n:02}" for n in range(3, 8))]


def test_a_question_is_never_just_counted() -> None:
    line = Line()
    line.news(*(OwnerEntry(f"TURN#SM{n}#1", f"question {n} " + "x" * 200, f"+19045550{n:03}") for n in range(6)))
    line.news(*(new(n) for n in range(10, 20)))
    for _ in range(4):
        line.sweep(timedelta(minutes=10))
    said = " ".join(line.told)
    assert all(f"question {n} " in said for n in range(6))
    assert all(len(text) <= 600 for text in line.told)


def test_a_bundle_that_died_on_its_way_goes_out_as_it_was() -> None:
    line = Line()
    line.news(*(new(n) for n in range(5)))
    line.mailbox.steps.append(RuntimeError("killed"))
    line.sweep()
    line.news(new(5))
    line.sweep(SWEEP)
    line.sweep(timedelta(minutes=10))
    assert line.told == [" / ".join(f"New: customer {n:02}" for n in range(5)), "New: customer 05"]


def test_at_night_nothing_but_danger_is_told() -> None:
    line = Line(datetime.combine(TODAY, time(22), SHOP.time_zone))
    line.news(new(1))
    line.sweep()
    danger = OwnerEntry("DANGER#TURN#SM1#1", "smoke", PHONE)
    line.news(danger)
    tell_owner_now(line.sender, [danger])
    assert line.told == ["smoke"]
    line.sweep(timedelta(hours=10))
    assert line.told == ["smoke", "New: customer 01"]


# --- the morning's list


def morning(leads: Sequence[Lead], questions: Sequence[OwnerQuestion] = ()) -> str:
    store = MemoryStore()
    store.leads = {lead.lead_id: lead for lead in leads}
    store.questions = {question.number: question for question in questions}
    return morning_list(store, SHOP, NOW).text


def test_the_list_has_the_days_bookings_what_waits_and_what_has_no_status() -> None:
    today = replace(ANA, appointment_date="2026-02-10")
    leads = [
        today,
        replace(today, lead_id="LEAD-B", appointment_time="9:00 AM", customer_name="", repair_type="battery"),
        replace(today, lead_id="CALLBACK-C", lead_type="callback", appointment_time="11:00 AM"),
        replace(today, lead_id="LEAD-D", status="cancelled", appointment_time="4:00 PM"),
        replace(today, lead_id="LEAD-E", appointment_date="2026-02-09", customer_name="Bo"),
        replace(today, lead_id="LEAD-F", appointment_date="2026-02-09", status="completed"),
        replace(today, lead_id="LEAD-G", appointment_time="whenever"),
    ]
    asked = OwnerQuestion(7, PHONE, "do you buy broken phones", "", "twilio-sms", 0, "Cy")
    assert morning(leads, [asked]) == (
        f"Today: 9:00 AM {PHONE}, iPhone 13 battery replacement; 2:00 PM Ana ({PHONE}), iPhone 13 screen repair. "
        f"Waiting for you: #7 Cy ({PHONE}): do you buy broken phones; call Ana ({PHONE}) at 11:00 AM. "
        f"Yesterday, no status yet: 2:00 PM Bo ({PHONE})."
    )


def test_a_free_day_is_said_to_be_free() -> None:
    assert morning([]) == "Nothing booked today."


def test_a_long_list_is_cut_and_says_how_much_is_missing() -> None:
    leads = [
        replace(ANA, lead_id=f"LEAD-{n:02}", appointment_date="2026-02-10", customer_name=f"Customer {n:02}")
        for n in range(30)
    ]
    text = morning(leads)
    assert len(text) <= 600
    assert text.endswith(f"and {30 - text.count('Customer')} more.")


@pytest.mark.parametrize("day", [date(2026, 2, 10), date(2026, 3, 8), date(2026, 11, 1)])
def test_the_list_comes_once_a_day_from_its_time_until_noon_also_when_the_clocks_change(day: date) -> None:
    store = MemoryStore()
    at = datetime.combine(day, time(0), SHOP.time_zone).timestamp()
    put: list[time] = []
    for n in range(24 * 12):
        now = datetime.fromtimestamp(at + n * 300, SHOP.time_zone)
        before = len(store.for_owner)
        put_morning_list(store, SHOP, now, time(8, 30))
        put += [now.time()] * (len(store.for_owner) - before)
    assert put == [time(8, 30)]
    late = MemoryStore()
    put_morning_list(late, SHOP, datetime.combine(day, time(12), SHOP.time_zone), time(8, 30))
    assert late.for_owner == {}


# --- lists without a customer who was forgotten

BO = replace(ANA, lead_id="LEAD-B", phone="+19045550100", customer_name="Bo", appointment_time="3:00 PM")


def forgotten(line: Line, lead: Lead) -> None:
    """Remove the lead, and the words of the lists that name its number, as forgetting does."""
    del line.store.leads[lead.lead_id]
    for key, entry in line.store.for_owner.items():
        if lead.phone in entry.customers:
            line.store.for_owner[key] = replace(entry, text="", customers=())


def morning_of(line: Line, *leads: Lead) -> None:
    line.store.leads = {lead.lead_id: replace(lead, appointment_date="2026-02-10") for lead in leads}
    line.news(morning_list(line.store, SHOP, line.now))


def test_the_morning_list_is_sent_without_the_customer_who_was_forgotten_before() -> None:
    line = Line()
    morning_of(line, ANA, BO)
    forgotten(line, ANA)
    line.sweep()
    assert line.told == []  # It waits until it is made again.
    remake_lists(line.store, SHOP, line.now)
    line.sweep()
    assert line.told == ["Today: 3:00 PM Bo (+19045550100), iPhone 13 screen repair."]


def test_a_list_of_another_morning_is_not_made_again() -> None:
    line = Line()
    morning_of(line, ANA, BO)
    forgotten(line, ANA)
    line.now += timedelta(days=1)
    remake_lists(line.store, SHOP, line.now)
    assert line.store.for_owner == {}


def test_a_list_has_nothing_of_what_only_the_index_still_has(monkeypatch: pytest.MonkeyPatch) -> None:
    line = Line()
    today, asked = replace(ANA, appointment_date="2026-02-10"), OwnerQuestion(7, PHONE, "why", "", "twilio-sms", 0)
    monkeypatch.setattr(line.store, "leads_between", lambda *_: [today])
    monkeypatch.setattr(line.store, "open_questions", lambda: [asked])
    entry = morning_list(line.store, SHOP, line.now)
    assert (entry.text, entry.customers) == ("Nothing booked today.", ())


def test_bookings_on_closed_times_are_told_again_without_the_forgotten_one() -> None:
    line = closed_on(ANA, BO)
    forgotten(line, ANA)
    for _ in range(2):
        remake_lists(line.store, SHOP, line.now)
        line.sweep(SWEEP)
    (told,) = line.told
    assert "Bo" in told
    assert "Ana" not in told


def closed_on(*leads: Lead) -> Line:
    """The owner has closed the day of these bookings, and is to hear of them."""
    line = Line()
    line.store.state = {"closures": added("[]", TOMORROW)}
    line.store.leads = {lead.lead_id: lead for lead in leads}
    line.news(of_closed(leads, premises(line.store, state=line.store.state), 1))
    return line


def test_if_no_booking_on_a_closed_time_is_left_nothing_is_told() -> None:
    line = closed_on(ANA)
    forgotten(line, ANA)
    remake_lists(line.store, SHOP, line.now)
    line.sweep()
    assert (line.told, line.store.for_owner) == ([], {})


def test_a_closure_that_is_opened_before_the_sweep_is_not_told() -> None:
    line = closed_on(ANA)
    line.store.state = {"closures": "[]"}
    remake_lists(line.store, SHOP, line.now)
    line.sweep()
    assert (line.told, line.store.for_owner) == ([], {})


def test_closures_that_come_thick_are_one_text_of_the_bookings_that_stand_there_when_it_is_sent() -> None:
    line = Line()
    line.store.state = {"closures": added("[]", TOMORROW)}
    line.store.leads = {lead.lead_id: lead for lead in (ANA, BO)}
    at = premises(line.store, state=line.store.state)
    line.news(of_closed([ANA], at, 1), of_closed([ANA, BO], at, 2), of_closed([BO], at, 3))
    line.store.leads[ANA.lead_id] = replace(ANA, status="cancelled")
    for _ in range(2):
        remake_lists(line.store, SHOP, line.now)
        line.sweep(SWEEP)
    (told,) = line.told
    assert told.count("Bo Wed") == 1
    assert "Ana" not in told


def test_a_text_of_closed_times_that_is_being_sent_stays_as_it_is() -> None:
    line = Line()
    line.store.leads = {ANA.lead_id: ANA}
    entry = of_closed([ANA], premises(line.store, state={"closures": added("[]", TOMORROW)}), 1)
    line.news(entry)
    assert line.store.batch_owner_entries([entry])
    remake_lists(line.store, SHOP, line.now)
    assert [one.text for one in line.store.for_owner.values()] == [entry.text]


# --- two days


def test_in_two_days_of_sweeps_each_text_goes_out_once_and_none_at_night() -> None:
    line = Line(datetime.combine(TODAY, time(7), SHOP.time_zone))
    store = line.store
    store.leads["LEAD-B"] = replace(ANA, lead_id="LEAD-B", phone="+19045550100", customer_name="", device="")
    store.days[TOMORROW] = Day({time(14): "LEAD-B"})
    done = replace(ANA, source="twilio-sms", status="completed", appointment_date="2026-02-10")
    ready, completed = ready_push(replace(done, status="ready"), SHOP), completed_push(done, SHOP)
    assert ready
    assert completed
    happens: dict[tuple[int, int], Callable[[], None]] = {
        (10, 9): lambda: line.news(new(1)),
        (10, 13): lambda: store.put_push(ready, line.now),
        (10, 21): lambda: store.put_push(completed, line.now),
        (10, 23): lambda: line.news(new(2), new(3), new(4), new(5)),
    }
    while line.now < datetime.combine(TOMORROW, time(23), SHOP.time_zone):
        local = line.now.astimezone(SHOP.time_zone)
        if local.minute == 0:
            happens.get((local.day, local.hour), lambda: None)()
        if (local.day, local.hour, local.minute) == (11, 10, 0):
            store.leads["LEAD-A"] = replace(done, updated_at=int(line.now.timestamp()))
        put_morning_list(store, SHOP, line.now, time(8, 30))
        put_reviews(store, SHOP, line.now, "https://example.com/r")
        line.sweep()
        line.now += SWEEP
    sent = [(text, at.astimezone(SHOP.time_zone)) for phone, text, at in line.mailbox.sent if phone == PHONE]
    assert [(at.day, f"{at:%H:%M}") for _, at in sent] == [(10, "13:00"), (11, "08:00"), (11, "13:00")]
    assert ["ready for pick-up" in sent[0][0], "Thank you!" in sent[1][0], "review" in sent[2][0]] == [True] * 3
    assert [text.split(" / ")[0] for text in line.told] == [
        "Nothing booked today.",
        "New: customer 01",
        "New: customer 02",
        "Today: 2:00 PM +19045550100, screen repair.",
    ]
    reminders = [text for phone, text, _ in line.mailbox.sent if phone not in (PHONE, OWNER)]
    assert len(reminders) == 2
    assert all(8 <= at.astimezone(SHOP.time_zone).hour < 20 for _, _, at in line.mailbox.sent)
