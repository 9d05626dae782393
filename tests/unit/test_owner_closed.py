"""MOVE ALL and KEEP: bookings on a time that the owner has closed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from linda.booking import BookingRequest, book, new_lead, slot_of
from linda.closures import added, is_asked, is_kept, standing
from linda.models import Inbound, Language, Lead, Receipt, Slot
from linda.notices import Sender, send_due_notices
from linda.owner.closed import ACTS, on_closed_time
from linda.owner.command import Command
from linda.owner.desk import OwnerDesk
from linda.turn import take_turn
from tests.fakes import Mailbox, MemoryStore
from tests.unit.builders import NOW, SHOP, TODAY, TOMORROW, inbound, office, premises, slot, take

ANA, BO = "+19042520927", "+19042520928"
CLOSED = {"closures": added("[]", TOMORROW)}


@pytest.fixture
def store() -> MemoryStore:
    """Ana, who writes Spanish, and Bo are booked on a day that is closed since then."""
    store = MemoryStore()
    booked(store, ANA, slot(10), "Ana", "es")
    booked(store, BO, slot(14), "Bo")
    store.state = dict(CLOSED)
    return store


def booked(store: MemoryStore, phone: str, at: Slot, name: str, language: Language = "en") -> Lead:
    shop = premises(store, now=NOW - timedelta(days=3))
    request = BookingRequest(at, phone, "screen", "twilio-sms", "iPhone 13", name, language=language)
    return book(shop, request, new_lead(shop, request))


def desk_of(store: MemoryStore) -> OwnerDesk:
    text = replace(inbound("MOVE ALL", key="SM9"), phone="+19045550100")
    at = premises(store, state=store.state)
    return OwnerDesk(at, store, text, Receipt(text.receipt_key), store.owner_line(), store.owner_state())


def act(store: MemoryStore, command: Command) -> tuple[OwnerDesk, str]:
    """Carry out the command as a turn does, and return what the owner is told."""
    desk = desk_of(store)
    said = desk.words(*ACTS[command.kind](desk, command))
    for push in desk.pushes:
        store.put_push(push, NOW)
    for lead, remark in desk.remarked:
        store.leads[lead.lead_id] = replace(lead, remarks=(*lead.remarks, remark))
    return desk, said


def swept(store: MemoryStore, hours: float = 0) -> Sequence[tuple[str, str]]:
    now = NOW + timedelta(hours=hours)
    mailbox = Mailbox(lambda: now)
    send_due_notices(Sender(SHOP, store, mailbox, lambda: now, "+19045550100"))
    return [(phone, text) for phone, text, _ in mailbox.sent if phone != "+19045550100"]


def answer(store: MemoryStore, phone: str, text: str) -> str:
    said = Inbound(f"SM{text}", phone, text, f"{phone}-{TODAY}", "twilio-sms", NOW)
    reply = take_turn(said, office(store))
    assert reply
    return reply.text


def of(store: MemoryStore, phone: str) -> Lead:
    return next(lead for lead in store.leads.values() if lead.phone == phone)


def test_each_customer_is_asked_once_in_their_language_with_times_of_their_own(store: MemoryStore) -> None:
    desk, said = act(store, Command("move_all"))
    assert "Ana" in said
    assert "Bo" in said
    first, second = desk.pushes
    assert not set(first.options) & set(second.options)
    assert len(first.options) == len(second.options) == 3
    sent = dict(swept(store))
    assert "cerrados" in sent[ANA]
    assert "A)" in sent[ANA]
    assert "C)" in sent[ANA]
    assert "closed" in sent[BO]
    assert all("today" not in text and "tomorrow" not in text for text in sent.values())
    assert is_asked(of(store, ANA))
    assert is_asked(of(store, BO))
    assert swept(store) == []
    again, said = act(store, Command("move_all"))
    assert again.pushes == []
    assert "already asked" in said


@pytest.mark.parametrize(("text", "picked"), [("B", 1), ("b please", 1), ("the last one", 2), ("c works", 2)])
def test_a_customer_picks_a_time_and_is_moved_at_once(text: str, picked: int, store: MemoryStore) -> None:
    desk, _ = act(store, Command("move_all"))
    (push,) = [push for push in desk.pushes if push.phone == BO]
    swept(store)
    answer(store, BO, text)
    assert slot_of(of(store, BO)) == push.options[picked]
    assert [lead.phone for lead in standing(premises(store, state=store.state), store)] == [ANA]


WEEKS = [TOMORROW + timedelta(days=n) for n in range(30)]


@pytest.mark.parametrize("free", [0, 1, 2, 3, 5])
def test_fewer_free_times_are_shared_out_and_each_text_reads_right(free: int, store: MemoryStore) -> None:
    take(store, *(slot(hour, day) for day in [TODAY, *WEEKS] for hour in range(9, 17) if day != TOMORROW))
    later = TOMORROW + timedelta(days=2)
    day = store.day(later)
    store.days[later] = replace(day, taken={at: lead for at, lead in day.taken.items() if at.hour >= 9 + free})
    desk, _ = act(store, Command("move_all"))
    ana, bo = sorted((push.options for push in desk.pushes), key=len, reverse=True)
    assert (len(ana), len(bo)) == ((free + 1) // 2, free // 2)
    assert not set(ana) & set(bo)
    sent = swept(store)
    assert len(sent) == 2
    for phone, text in sent:
        options = next(push.options for push in desk.pushes if push.phone == phone)
        assert [f"{letter})" in text for letter in "ABC"] == [len(options) > max(1, n) for n in range(3)]
        assert text.count("?") == 1
        asks_openly = "What other day" in text or "otro d" in text
        assert asks_openly is (not options)
    if free == 2:
        assert [text.partition("then. ")[2] for phone, text in sent if phone == BO] == [
            "Would Fri, Feb 13 at 10:00 AM work instead? Or tell me what suits you."
        ]
        assert answer(store, ANA, "si")
        assert answer(store, BO, "yes")
        assert [slot_of(of(store, phone)) for phone in (ANA, BO)] == [ana[0], bo[0]]


def test_a_customer_without_a_choice_names_a_time_or_hears_that_there_is_none(store: MemoryStore) -> None:
    take(store, *(slot(hour, day) for day in [TODAY, *WEEKS] for hour in range(9, 17) if day != TOMORROW))
    act(store, Command("move_all"))
    swept(store)
    said = answer(store, BO, "how about friday at 3?")
    assert slot_of(of(store, BO)) == slot(14)
    assert "see you" not in said.casefold()
    said = answer(store, BO, "march 20 at 3pm")
    if slot_of(of(store, BO)).day == TOMORROW:
        answer(store, BO, "yes")
    assert slot_of(of(store, BO)) == slot(15, TOMORROW.replace(month=3, day=20)), said


def test_a_customer_names_another_time(store: MemoryStore) -> None:
    act(store, Command("move_all"))
    swept(store)
    said = answer(store, BO, "none of those, thursday at 3?")
    if slot_of(of(store, BO)).day == TOMORROW:
        assert "3" in said
        said = answer(store, BO, "yes")
    assert slot_of(of(store, BO)) == slot(15, TOMORROW + timedelta(days=1)), said


@pytest.mark.parametrize("text", ["am I still on for tomorrow?", "keep my appointment", "is my phone ready?", "no"])
def test_who_stands_on_a_closed_time_is_never_told_that_it_is_fine(text: str, store: MemoryStore) -> None:
    act(store, Command("move_all"))
    swept(store)
    said = answer(store, BO, text)
    assert "closed" in said or "close" in said
    assert slot_of(of(store, BO)) == slot(14)


def test_who_does_not_answer_gets_no_reminder_and_stays_listed(store: MemoryStore) -> None:
    act(store, Command("move_all"))
    swept(store)
    for hours in (5, 21, 22, 26):
        assert swept(store, hours) == []
    assert len(standing(premises(store, state=store.state), store)) == 2


def test_kept_bookings_are_fine_again(store: MemoryStore) -> None:
    _, said = act(store, Command("keep"))
    assert "Ana" in said
    assert "Bo" in said
    assert is_kept(of(store, ANA))
    assert is_kept(of(store, BO))
    assert {phone for phone, _ in swept(store, 0.5)} == {ANA}  # Her reminder of the day before.
    assert "closed" not in answer(store, BO, "am I still on for tomorrow?")
    _, said = act(store, Command("move_all"))
    assert "No booking" in said


def test_who_was_asked_to_move_is_told_once_that_the_appointment_stands_after_all(store: MemoryStore) -> None:
    act(store, Command("move_all"))
    swept(store)
    _, said = act(store, Command("keep"))
    assert said == (
        "Kept as booked: Ana Wed, Feb 11 at 10:00 AM and Bo Wed, Feb 11 at 2:00 PM. I'll text that it stands after all."
    )
    told = [(phone, text) for phone, text in swept(store) if "te recordamos" not in text]
    assert [phone for phone, _ in told] == [ANA, BO]
    assert "buenas noticias" in told[0][1]
    assert "on Wed, Feb 11 at 2:00 PM after all" in told[1][1]
    # What they were asked is settled: a letter picks nothing any more.
    answer(store, BO, "B")
    assert slot_of(of(store, BO)) == slot(14)
    assert act(store, Command("keep"))[1] == "No booking stands on a closed time."
    assert [phone for phone, text in swept(store, 0.5) if "after all" in text] == []


def test_who_has_picked_another_time_meanwhile_is_left_alone(store: MemoryStore) -> None:
    act(store, Command("move_all"))
    swept(store)
    desk, _ = act(store, Command("keep"))
    assert {push.phone for push in desk.pushes} == {ANA, BO}
    answer(store, BO, "A")
    assert slot_of(of(store, BO)) != slot(14)
    assert [phone for phone, text in swept(store) if "after all" in text or "buenas noticias" in text] == [ANA]


def test_who_was_asked_hears_so_by_keep_even_if_the_day_is_open_again(store: MemoryStore) -> None:
    act(store, Command("move_all"))
    swept(store)
    store.state = {}
    act(store, Command("keep"))
    assert {phone for phone, _ in swept(store)} == {ANA, BO}


def test_who_can_get_no_texts_is_kept_and_not_texted(store: MemoryStore) -> None:
    act(store, Command("move_all"))
    swept(store)
    store.opt_outs.add(BO)
    desk, said = act(store, Command("keep"))
    assert [push.phone for push in desk.pushes] == [ANA]
    assert said.startswith("Kept as booked: Bo Wed, Feb 11 at 2:00 PM. Kept as booked: Ana")
    assert is_kept(of(store, BO))


def test_those_not_decided_on_are_kept_first_and_the_others_named(store: MemoryStore) -> None:
    store.opt_outs.add(BO)
    act(store, Command("move_all"))
    swept(store)
    desk, said = act(store, Command("keep"))
    assert (desk.pushes, is_kept(of(store, ANA)), is_kept(of(store, BO))) == ([], False, True)
    assert "Still asked for another time: Ana" in said


def test_keep_needs_the_pin_only_if_it_texts_customers(store: MemoryStore) -> None:
    desk = replace(desk_of(store), pin="none")
    ACTS["keep"](desk, Command("keep"))
    assert len(desk.remarked) == 2
    act(store, Command("move_all"))
    swept(store)
    desk = replace(desk_of(store), pin="none")
    assert "PIN" in desk.words(*ACTS["keep"](desk, Command("keep")))
    assert (desk.pushes, desk.remarked) == ([], [])


def test_what_is_open_again_by_the_morning_is_not_asked(store: MemoryStore) -> None:
    act(store, Command("move_all"))
    store.state = {}
    assert not [text for _, text in swept(store) if "closed" in text or "cerrados" in text]
    assert not is_asked(of(store, BO))


def test_what_was_open_again_and_is_closed_once_more_is_asked_after_all(store: MemoryStore) -> None:
    act(store, Command("move_all"))
    store.state = {}
    swept(store)
    store.state = dict(CLOSED)
    act(store, Command("move_all"))
    assert {phone for phone, _ in swept(store)} == {ANA, BO}


def test_who_wants_no_texts_is_named_to_the_owner(store: MemoryStore) -> None:
    store.opt_outs.add(BO)
    desk, said = act(store, Command("move_all"))
    assert [push.phone for push in desk.pushes] == [ANA]
    assert "can't text Bo" in said


def test_the_reply_to_a_closure_by_text_names_the_bookings(store: MemoryStore) -> None:
    store.state = {}
    desk = desk_of(store)
    assert on_closed_time(desk, "en") == []
    desk.change_state(CLOSED)
    said = desk.words(*on_closed_time(desk, "en"))
    assert "Ana" in said
    assert "MOVE ALL" in said
    assert "KEEP" in said


def test_bookings_on_other_closed_times_are_named_apart_and_only_if_there_is_a_new_one(store: MemoryStore) -> None:
    later = TOMORROW + timedelta(days=3)
    booked(store, "+19042520929", slot(10, later), "Lee")
    desk = desk_of(store)
    desk.change_state({"closures": added(str(CLOSED["closures"]), later)})
    assert desk.words(*on_closed_time(desk, "en")) == (
        "Booked then: Lee Sat, Feb 14 at 10:00 AM. On other closed times: Ana Wed, Feb 11 at 10:00 AM and "
        "Bo Wed, Feb 11 at 2:00 PM. Text MOVE ALL to ask for another time, or KEEP."
    )
    desk = desk_of(store)
    desk.change_state({"closures": added(str(CLOSED["closures"]), later + timedelta(days=1))})
    assert on_closed_time(desk, "en") == []


def test_more_than_fit_into_one_reply_wait_for_the_next(store: MemoryStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linda.owner.closed._MOST", 1)
    desk, said = act(store, Command("move_all"))
    assert len(desk.pushes) == 1
    assert "Text MOVE ALL again" in said
