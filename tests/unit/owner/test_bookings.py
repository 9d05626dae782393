from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from linda.errors import StaleReadError
from linda.owner.command import Command
from tests.fakes import MemoryStore
from tests.unit.builders import NOW, PHONE, TODAY, TOMORROW, slot, take
from tests.unit.owner.texts import Texts

COMMANDS = {
    "cancel it": Command("cancel", day=TOMORROW, at=time(14)),
    "cancel 2pm": Command("cancel", at=time(14)),
    "done 2pm": Command("done", at=time(14)),
    "done ann": Command("done", who="ann"),
    "ready ann": Command("ready", who="ann"),
    "no show ann": Command("no_show", who="ann"),
    "move 2pm": Command("move", at=time(14), to_at=time(16)),
    "cancela": Command("cancel", "es", day=TOMORROW, at=time(14)),
    "cancel ann": Command("cancel", who="ann"),
    "cancel 0927": Command("cancel", who="0927"),
    "cancel tomorrow": Command("cancel", day=TOMORROW),
    "move": Command("move", day=TOMORROW, at=time(14), to_at=time(16)),
    "move to nowhere": Command("move", day=TOMORROW, at=time(14)),
    "move to where it is": Command("move", day=TOMORROW, at=time(14), to_at=time(14)),
    "move to night": Command("move", day=TOMORROW, at=time(14), to_at=time(22)),
    "done": Command("done", who="ann", day=TOMORROW),
    "no show": Command("no_show", who="ann", day=TOMORROW),
    "ready": Command("ready", who="ann", day=TOMORROW),
    "undo": Command("undo"),
    "gym": Command("status", status="gym"),
    "help": Command("help"),
}
UNDO = " Text UNDO to take it back."
AT_3PM = NOW.replace(hour=20)
AFTER = AT_3PM + timedelta(days=1)


@pytest.fixture
def text(monkeypatch: pytest.MonkeyPatch) -> Texts:
    texts = Texts(monkeypatch, COMMANDS)
    texts.book()
    return texts


def found(texts: Texts, name: str = "Ann") -> tuple[str, str, bool]:
    """The booking: its status, its time, and whether it has that slot."""
    (lead,) = [lead for lead in texts.store.leads.values() if lead.customer_name == name]
    taken = {at: who for day in texts.store.days.values() for at, who in day.taken.items()}
    return lead.status, lead.appointment_time, lead.lead_id in taken.values()


def test_a_cancelled_booking_frees_its_slot_and_its_customer_is_told(text: Texts) -> None:
    assert text("cancel it") == f"Cancelled: Ann, tomorrow (Wed, Feb 11) at 2:00 PM. I'll text the customer.{UNDO}"
    assert found(text) == ("cancelled", "2:00 PM", False)
    assert list(text.store.actions_to_text.values()) == ["cancelled"]


def test_of_a_time_that_has_come_nobody_is_told(text: Texts) -> None:
    said = text("cancel ann", AFTER)
    assert said.startswith("Cancelled: Ann")
    assert "I'll text" not in said
    assert list(text.store.actions_to_text.values()) == []


def test_the_answer_is_in_the_language_of_the_text(text: Texts) -> None:
    said = text("cancela")
    assert said.startswith("Cancelado: Ann")
    assert said.endswith("Escribe DESHACER para revertirlo.")


def test_undone_it_is_booked_again_and_the_customer_is_told_again(text: Texts) -> None:
    text("cancel it")
    assert text("undo").startswith("Ann is booked again for tomorrow")
    assert found(text) == ("booked", "2:00 PM", True)
    assert list(text.store.actions_to_text.values()) == ["booked"]
    assert text("undo") == "There is nothing to undo."


def test_a_slot_taken_since_is_not_taken_back(text: Texts) -> None:
    text("cancel it")
    take(text.store, slot(14))
    assert text("undo") == "Nothing was changed: tomorrow (Wed, Feb 11) at 2:00 PM is taken."
    assert found(text) == ("cancelled", "2:00 PM", False)


def test_after_ten_minutes_what_was_done_stands(text: Texts) -> None:
    text("cancel it")
    said = text("undo", NOW + timedelta(minutes=11))
    assert said.startswith("That was more than 10 minutes ago, so it stands: Cancelled: Ann")
    assert found(text)[0] == "cancelled"


def test_only_the_last_thing_that_was_done_is_undone_and_looking_is_none(text: Texts) -> None:
    text("cancel it")
    text("gym")
    text("help")
    assert text("undo") == "Undone. It is as it was before."
    assert text("undo") == "There is nothing to undo."
    assert found(text)[0] == "cancelled"


def test_a_move_and_its_undo(text: Texts) -> None:
    assert text("move").startswith("Moved Ann from tomorrow at 2:00 PM to tomorrow (Wed, Feb 11) at 4:00 PM.")
    assert found(text) == ("booked", "4:00 PM", True)
    assert text("undo").startswith("Ann is back at tomorrow (Wed, Feb 11) at 2:00 PM.")
    assert found(text) == ("booked", "2:00 PM", True)
    assert set(text.store.day(TOMORROW).taken) == {time(14)}


@pytest.mark.parametrize(
    ("move", "said"),
    [
        ("move to nowhere", "Where should I move Ann?"),
        ("move to where it is", "Ann is at tomorrow (Wed, Feb 11) at 2:00 PM already."),
        ("move to night", "Nothing was changed: tomorrow (Wed, Feb 11) at 10:00 PM can't be booked."),
    ],
)
def test_a_move_that_cannot_be_is_told(move: str, said: str, text: Texts) -> None:
    assert text(move).startswith(said)
    assert found(text) == ("booked", "2:00 PM", True)


def test_a_move_to_a_taken_slot_moves_nothing(text: Texts) -> None:
    take(text.store, slot(16))
    assert "is taken" in text("move")
    assert found(text) == ("booked", "2:00 PM", True)


@pytest.mark.parametrize(("command", "status"), [("done", "completed"), ("no show", "no_show")])
def test_an_end_and_its_undo(command: str, status: str, text: Texts) -> None:
    assert text(command, AFTER).endswith(UNDO)
    assert found(text) == (status, "2:00 PM", True)
    assert text("undo", AFTER).endswith("is open again.")
    assert found(text) == ("booked", "2:00 PM", True)
    assert text.store.actions_to_text == {}


def test_what_was_changed_since_is_not_undone(text: Texts) -> None:
    text("done", AFTER)
    (lead,) = text.store.leads.values()
    text.store.leads[lead.lead_id] = replace(lead, revision=lead.revision + 1)
    assert text("undo", AFTER).startswith("Nothing was changed: that booking is gone")


def test_a_customer_is_told_once_that_the_phone_is_ready_and_that_cannot_be_taken_back(text: Texts) -> None:
    assert text("ready").startswith("OK, I'll text Ann")
    (push,) = text.store.waiting_pushes.values()
    assert "your iPhone 13 screen repair is done and ready for pick-up" in push.text
    assert [lead.status for lead in text.store.leads.values()] == ["ready"]
    text("ready")
    assert len(text.store.waiting_pushes) == 1
    assert text("undo").startswith("That can't be taken back: OK, I'll text Ann")


@pytest.mark.parametrize("command", ["cancel ann", "cancel 0927", "cancel tomorrow"])
def test_the_booking_is_found_by_what_he_says_of_it(command: str, text: Texts) -> None:
    assert text(command).startswith("Cancelled: Ann")


def test_an_hour_without_a_day_is_todays(text: Texts) -> None:
    text.book(slot(14, TODAY), "Bea", "+19045550177")
    assert text("cancel 2pm").startswith("Cancelled: Bea")


def test_an_hour_that_has_passed_today_is_tomorrows(text: Texts) -> None:
    assert text("cancel 2pm", AT_3PM).startswith("Cancelled: Ann, tomorrow")


@pytest.mark.parametrize("command", ["cancel 2pm", "move 2pm"])
def test_an_hour_of_any_other_day_is_asked_for_even_if_there_is_only_one(command: str, text: Texts) -> None:
    assert text(command) == "Which one? 1) Ann, tomorrow at 2:00 PM. Text just the number."
    assert found(text) == ("booked", "2:00 PM", True)
    assert text("1").startswith(("Cancelled: Ann", "Moved Ann"))


def test_a_customer_who_is_named_with_an_hour_is_sure(text: Texts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(COMMANDS, "cancel ann 2pm", Command("cancel", who="ann", at=time(14)))
    assert text("cancel ann 2pm").startswith("Cancelled: Ann")


def test_an_hour_that_is_over_is_that_of_today_or_yesterday(text: Texts) -> None:
    assert text("done 2pm", AFTER + timedelta(days=2)).startswith("Which one? 1) Ann,")
    assert text("done 2pm", AFTER + timedelta(hours=18)).startswith("Done: Ann")


@pytest.mark.parametrize(("command", "state"), [("cancel it", "is cancelled"), ("ready", "is ready")])
def test_what_has_ended_in_that_way_already_is_told(command: str, state: str, text: Texts) -> None:
    text(command)
    said = f"Nothing was changed: Ann, tomorrow (Wed, Feb 11) at 2:00 PM, {state} already."
    assert text(command) == said


@pytest.mark.parametrize("command", ["move", "cancel it", "no show"])
def test_what_is_ready_is_not_changed_and_told_to_be_ready(command: str, text: Texts) -> None:
    text("ready", AFTER)
    assert text(command, AFTER).endswith("is ready already.")
    assert found(text)[0] == "ready"


def test_what_is_done_is_told_to_be_done(text: Texts) -> None:
    text("done", AFTER)
    assert text("ready", AFTER).endswith("is done already.")
    assert text("cancel ann", AFTER).endswith("is done already.")


def test_undone_it_is_ready_again_if_it_was_before(text: Texts) -> None:
    text("ready", AFTER)
    text("done", AFTER)
    assert text("undo", AFTER) == "Ann, today (Wed, Feb 11) at 2:00 PM, is ready for pick-up again."
    assert found(text) == ("ready", "2:00 PM", True)


@pytest.mark.parametrize(("answer", "name"), [("2", "Ann Lee"), ("2)", "Ann Lee"), ("lee", "Ann Lee"), ("1", "Ann")])
def test_he_is_asked_which_of_several_and_answers_by_number_or_name(
    answer: str, name: str, text: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    text.book(slot(15), "Ann Lee", "+19045550177")
    assert text("cancel ann") == (
        "Which one? 1) Ann, tomorrow at 2:00 PM; 2) Ann Lee, tomorrow at 3:00 PM. Text just the number."
    )
    assert text(answer).startswith(f"Cancelled: {name},")
    assert found(text, name)[0] == "cancelled"


def test_any_other_text_drops_the_question(text: Texts) -> None:
    text.book(slot(15), "Ann Lee", "+19045550177")
    text("cancel ann")
    text("gym")
    assert text("2").startswith("I didn't get that")


def test_a_text_that_comes_again_after_a_crash_says_what_it_had_done(
    text: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = text.store.commit
    monkeypatch.setattr(text.store, "commit", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        text("move", sid="SM-move")
    monkeypatch.setattr(text.store, "commit", commit)
    said = text("move", NOW + timedelta(seconds=30), sid="SM-move")
    assert said == text("move", NOW + timedelta(seconds=60), sid="SM-move")
    assert said.startswith("Moved Ann from tomorrow at 2:00 PM to")
    assert said.endswith(UNDO)
    assert list(text.store.actions_to_text.values()) == ["moved"]
    assert text("undo").startswith("Ann is back")


def test_a_line_that_has_changed_meanwhile_is_decided_again_and_nothing_is_done_twice(
    text: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit, failures = text.store.commit, [StaleReadError("changed")] * 2

    def once_stale(*arguments: object) -> None:
        if failures:
            raise failures.pop()
        commit(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(text.store, "commit", once_stale)
    assert text("cancel it").startswith("Cancelled: Ann")
    assert found(text) == ("cancelled", "2:00 PM", False)


def test_what_comes_too_late_is_not_acted_on(text: Texts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text.store, "commit", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        text("help", sid="SM-late")
    monkeypatch.undo()
    assert isinstance(text.store, MemoryStore)
    assert text("help", NOW + timedelta(hours=2), sid="SM-late").startswith("Your text reached me too late")


def test_bookings_of_other_days_are_listed_if_none_fits(text: Texts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(COMMANDS, "cancel 9am", Command("cancel", day=date(2026, 2, 11), at=time(9)))
    assert text("cancel 9am") == "I found no such booking. Tomorrow: 2:00 PM Ann."


@pytest.mark.parametrize(("command", "status"), [("done ann", "completed"), ("ready ann", "ready")])
def test_what_is_of_a_later_day_is_only_over_if_he_says_so(command: str, status: str, text: Texts) -> None:
    assert text(command) == "Which one? 1) Ann, tomorrow at 2:00 PM. Text just the number."
    assert found(text)[0] == "booked"
    assert not text.store.waiting_pushes
    text("1")
    assert found(text)[0] == status


@pytest.mark.parametrize("command", ["done", "no show", "no show ann"])
def test_nobody_is_missed_or_done_before_the_time(command: str, text: Texts) -> None:
    said = "Nothing was changed: Ann's appointment is tomorrow (Wed, Feb 11) at 2:00 PM, which is still to come."
    assert text(command) == said
    assert found(text) == ("booked", "2:00 PM", True)


def test_a_name_is_never_a_part_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = Texts(monkeypatch, {"ready ana": Command("ready", who="ana", day=TOMORROW)})
    texts.book(name="Susana Perez")
    assert texts("ready ana") == "I found no such booking. Tomorrow: 2:00 PM Susana Perez."


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("cancel it", "Cancelled: Ann, tomorrow (Wed, Feb 11) at 2:00 PM. I can't text Ann, so please call."),
        ("move", "Moved Ann from tomorrow at 2:00 PM to"),
        ("done", "Done: Ann, today (Wed, Feb 11) at 2:00 PM. I can't text Ann, so please call."),
        ("ready", "Noted: Ann's repair is ready. I can't text Ann, so please call."),
        ("cancela", "Cancelado: Ann"),
    ],
)
def test_the_owner_is_told_at_once_if_the_customer_wants_no_texts(text: Texts, command: str, said: str) -> None:
    text.store.opt_outs = {PHONE}
    told = text(command, AFTER if command == "done" else NOW)
    assert told.startswith(said)
    assert "I'll text" not in told
    assert "Le aviso" not in told
    assert (text.store.actions_to_text, text.store.pushes()) == ({}, [])


def test_what_nobody_was_told_can_be_taken_back(text: Texts) -> None:
    text.store.opt_outs = {PHONE}
    assert text("ready").endswith(UNDO)
    assert text("undo").startswith("Ann, tomorrow (Wed, Feb 11) at 2:00 PM, is open again.")
    assert found(text) == ("booked", "2:00 PM", True)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("cancel it", "I'll text the customer at 8:00 AM."),
        ("move", "I'll text the customer at 8:00 AM."),
        ("cancela", "Le aviso al cliente a las 8:00 AM."),
        ("ready", "OK, I'll text Ann at 8:00 AM that it can be picked up."),
    ],
)
def test_at_night_he_is_told_when_the_customer_is_texted(command: str, said: str, text: Texts) -> None:
    assert said in text(command, NOW + timedelta(hours=14))


@pytest.mark.parametrize("command", ["done", "ready"])
def test_who_waits_for_a_call_has_nothing_to_pick_up(command: str, text: Texts) -> None:
    (lead,) = text.store.leads.values()
    text.store.leads[lead.lead_id] = replace(lead, lead_type="callback")
    said = text(command, AFTER)
    assert "text Ann" not in said
    assert "text the customer" not in said
    assert text.store.pushes() == []
    assert text("undo", AFTER).endswith("is open again.")
