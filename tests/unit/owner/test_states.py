import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from linda import temporary
from linda.closures import asked
from linda.errors import StoreUnavailableError
from linda.models import Language, Lead, Slot
from linda.owner.command import Command
from linda.owner_prices import effective, is_out
from linda.owner_state import state_at
from linda.quotes import price
from linda.responses.compose import say
from linda.slots import open_slots
from tests.unit.builders import NOW, SHOP, TODAY, TOMORROW
from tests.unit.owner.texts import Texts

LATER = NOW + timedelta(hours=2)
MIDNIGHT = NOW + timedelta(hours=14)
COMMANDS = {
    "gym": Command("status", status="gym", until=LATER, text="Texts are fine."),
    "driving": Command("status", status="driving"),
    "skipped": Command("status", status="gym", refused=say("line_clock_change")),
    "past": Command("status", status="gym", until=NOW),
    "open": Command("status", status="working"),
    "closed": Command("closed", day=TOMORROW, to_day=TOMORROW),
    "not closed": Command("closed", day=TOMORROW, to_day=TOMORROW, is_on=False),
    "block": Command("block", day=TOMORROW, to_day=TOMORROW, at=time(15), to_at=time(16)),
    "block after": Command("block", day=TOMORROW, to_day=TOMORROW, at=time(15)),
    "unblock": Command("block", day=TOMORROW, to_day=TOMORROW, at=time(15), to_at=time(16), is_on=False),
    "special": Command("bulletin", text="20% off batteries", until=MIDNIGHT),
    "special closed": Command("bulletin", text="Closed tomorrow for a wedding"),
    "no special": Command("bulletin", is_on=False),
    "too long": Command("bulletin", text="x" * 9_000),
    "screens": Command("price", repair_type="screen", amount=85),
    "screens again": Command("price", repair_type="screen", amount=95),
    "iphone 13": Command("price", repair_type="screen", device="iPhone 13", amount=120),
    "out": Command("out_of_stock", repair_type="screen", device="iPhone 12", until=NOW + timedelta(days=3)),
    "back": Command("out_of_stock", repair_type="screen", device="iPhone 12", is_on=False),
    "cap": Command("discount_cap", amount=20),
    "stop answering": Command("answering", text="both", is_on=False),
    "again": Command("answering", text="both"),
    "mute": Command("telling", text="new bookings and changes", is_on=False),
    "move all": Command("move_all"),
    "keep": Command("keep"),
    "undo": Command("undo"),
}
OURS = ("version", "updated_at")


@pytest.fixture
def text(monkeypatch: pytest.MonkeyPatch) -> Texts:
    return Texts(monkeypatch, COMMANDS)


def state(texts: Texts, now: Any = NOW) -> dict[str, object]:
    return state_at(texts.store.state, now)


def hours(texts: Texts, now: Any = NOW, day: date = TOMORROW) -> list[int]:
    return [slot.at.hour for slot in open_slots(day, SHOP, state(texts, now))]


@pytest.mark.parametrize(
    "command", ["gym", "driving", "closed", "block", "special", "screens", "out", "cap", "stop answering"]
)
def test_what_a_command_changes_is_undone(command: str, text: Texts) -> None:
    text.store.state = {"notes": "Park in the back", "services_block": "PRICES\n- Screens: $99", "max_discount": 10}
    before = state(text)
    assert text(command).endswith("Text UNDO to take it back.")
    assert state(text) | dict.fromkeys(OURS) != before | dict.fromkeys(OURS)
    assert text("undo") == "Undone. It is as it was before."
    assert {**state(text), **dict.fromkeys(OURS)} == {**before, **dict.fromkeys(OURS)}


def test_what_somebody_has_changed_since_is_not_undone(text: Texts) -> None:
    text("driving")
    text.store.state["status"] = "sleeping"
    assert text("undo") == "I undid what nobody has changed since then. The rest stands."
    assert state(text)["status"] == "sleeping"


def test_a_status_ends_by_itself_with_its_note(text: Texts) -> None:
    text.store.state = {"notes": "Park in the back"}
    text("gym")
    assert [state(text)[name] for name in ("status", "notes")] == ["gym", "Texts are fine."]
    assert hours(text, day=TODAY)[0] == 12
    after = state(text, LATER)
    assert [after[name] for name in ("status", "notes", "busy_until")] == ["working", "Park in the back", ""]


def test_open_ends_what_he_was_doing_and_keeps_the_note_from_before(text: Texts) -> None:
    text.store.state = {"notes": "Park in the back"}
    text("gym")
    assert text("open").startswith("You're open.")
    assert [state(text)[name] for name in ("status", "notes", "busy_until")] == ["working", "Park in the back", ""]


def test_open_takes_away_what_a_dashboard_has_set_for_a_status(text: Texts) -> None:
    text.store.state = {"status": "gym", "notes": "Lifting", "busy_until": "2026-02-10T16:00"}
    text("open")
    assert [state(text)[name] for name in ("status", "notes", "busy_until")] == ["working", "", ""]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("past", "That time has passed"),
        ("skipped", "The clocks change then"),
        ("too long", "I couldn't do that: special_info must be"),
    ],
)
def test_what_cannot_be_set_is_said_and_changes_nothing(command: str, said: str, text: Texts) -> None:
    assert text(command).startswith(said)
    assert text.store.state == {}
    assert text("undo") == "There is nothing to undo."


def test_a_closed_day_and_a_blocked_hour_take_no_bookings_until_they_are_opened(text: Texts) -> None:
    usual = hours(text)
    text("block")
    assert hours(text) == [hour for hour in usual if hour != 15]
    text("unblock")
    assert hours(text) == usual
    text("block after")
    assert hours(text) == [hour for hour in usual if hour < 15]
    text("undo")
    text("closed")
    assert hours(text) == []
    text("not closed")
    assert hours(text) == usual
    assert text("not closed") == "There was no such closure."


def test_what_he_closes_outlives_closures_that_end_and_does_not_prolong_them(text: Texts) -> None:
    for_good, until_then = ([{"date": f"2026-02-{day}"}] for day in (13, 14))
    stored = {"closures": json.dumps(for_good)}
    text.store.state = temporary.begun(stored, {"closures": json.dumps(until_then)}, LATER)
    before = dict(text.store.state)

    def days(now: Any) -> list[str]:
        return [closure["date"] for closure in json.loads(str(state(text, now)["closures"]))]

    text("closed")
    assert (days(NOW), days(LATER)) == (["2026-02-11", "2026-02-14"], ["2026-02-11", "2026-02-13"])
    text("undo")
    assert {name: text.store.state[name] for name in before} == before
    text("closed")
    text("not closed")
    assert (days(NOW), days(LATER)) == (["2026-02-14"], ["2026-02-13"])


@pytest.mark.parametrize("command", ["closed", "block", "special", "screens", "out", "cap", "stop answering", "mute"])
def test_a_command_without_effect_says_so_and_the_one_before_it_can_still_be_undone(command: str, text: Texts) -> None:
    before = state(text)
    done = text(command)
    stored = dict(text.store.state)
    assert text(command) == f"Nothing has changed. {done.removesuffix(' Text UNDO to take it back.')}"
    assert text.store.state == stored
    assert text("undo") == "Undone. It is as it was before."
    assert state(text) | dict.fromkeys(OURS) == before | dict.fromkeys(OURS)


def test_words_of_another_day_are_new_although_they_are_the_same(text: Texts) -> None:
    text("special closed", NOW - timedelta(days=1))
    assert "Nothing" not in text("special closed")
    assert text.store.state["updated_at"] == int(NOW.timestamp())


def test_who_is_asked_to_move_hears_nothing_of_undo_until_he_keeps_the_booking(text: Texts) -> None:
    text.book(Slot(TOMORROW, time(15)))
    text("closed")
    text("move all")
    text.store.leads = {key: replace(lead, remarks=(asked(lead),)) for key, lead in text.store.leads.items()}
    assert text("undo") == (
        "Undone. It is as it was before. Already asked for another time: Ann Wed, Feb 11 at 3:00 PM. Text KEEP and "
        "I'll text that it stands after all."
    )
    assert text("keep").startswith("Kept as booked: Ann")


def test_a_closure_that_comes_back_by_undo_names_its_bookings(text: Texts) -> None:
    text.book(Slot(TOMORROW, time(15)))
    text("closed")
    text("not closed")
    assert "Booked then: Ann" in text("undo")


@pytest.mark.parametrize(
    ("command", "english", "spanish"),
    [
        (
            Command("status", status="gym", until=LATER, text="Texts are fine"),
            "Customers are told: Brandon is at the gym until 12:00 PM. Texts are fine.",
            "Les digo a los clientes: Brandon esta en el gimnasio hasta las 12:00 PM. Texts are fine.",
        ),
        (
            Command("status", status="custom", until=LATER),
            "Customers are told: Brandon is busy until 12:00 PM.",
            "Les digo a los clientes: Brandon esta ocupado hasta las 12:00 PM.",
        ),
        (
            Command("status", status="sleeping"),
            "Customers are told: Brandon is away. Nothing can be booked until you text OPEN.",
            "Les digo a los clientes: Brandon esta fuera. No se puede reservar nada hasta que escribas ABIERTO.",
        ),
        (
            Command("bulletin", text="20% off batteries"),
            "Customers are told: 20% off batteries.",
            "Les digo a los clientes: 20% off batteries.",
        ),
        (
            Command("answering", text="calls", is_on=False),
            "I've stopped answering calls.",
            "Dejé de contestar llamadas.",
        ),
        (
            Command("answering", text="sms", is_on=False),
            "I've stopped answering texts.",
            "Dejé de contestar mensajes.",
        ),
        (
            Command("telling", text="cancellations and the morning list", is_on=False),
            "I won't tell you about cancellations and the morning list any more.",
            "Ya no te aviso de cancelaciones y la lista de la mañana.",
        ),
    ],
)
def test_he_reads_what_customers_are_told_and_what_has_stopped(
    command: Command, english: str, spanish: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    languages: Sequence[tuple[Language, str]] = (("en", english), ("es", spanish))
    for language, said in languages:
        texts = Texts(monkeypatch, {"it": replace(command, language=language)})
        assert texts("it").startswith(said)


def test_while_the_bookings_cannot_be_read_nothing_is_closed(text: Texts, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> list[Lead]:
        raise StoreUnavailableError("the tables cannot be reached; please try again")

    with monkeypatch.context() as broken:
        broken.setattr(text.store, "leads_between", fail)
        with pytest.raises(StoreUnavailableError):
            text("closed")
    assert text.store.state == {}
    text("closed")
    assert json.loads(str(state(text)["closures"])) == [{"date": "2026-02-11"}]


def test_a_booking_on_a_closed_time_is_named(text: Texts) -> None:
    text.book(Slot(TOMORROW, time(15)))
    assert "Ann" in text("block")


def test_a_booking_on_a_time_that_his_words_close_is_named_but_not_at_the_next_bulletin(text: Texts) -> None:
    text.store.state = {"updated_at": int((NOW - timedelta(days=20)).timestamp())}
    text.book(Slot(TOMORROW, time(15)))
    said = text("special closed")
    assert ("Ann" in said, "MOVE ALL" in said) == (True, True)
    text.store.state |= {"closures": json.dumps([{"date": str(TOMORROW)}])}
    assert "Ann" not in text("special")


def test_a_bulletin_ends_with_the_day_and_can_be_taken_down(text: Texts) -> None:
    text("special")
    assert state(text)["special_info"] == "20% off batteries"
    assert state(text, MIDNIGHT)["special_info"] == ""
    text("no special")
    assert state(text)["special_info"] == ""


def quoted(texts: Texts, device: str) -> int | None:
    return price("screen", device, effective(SHOP, state(texts), TODAY))


def test_after_screens_are_85_now_the_quote_is_85(text: Texts) -> None:
    text.store.state = {"services_block": "PRICES\n- Battery: $55\niPhone 15:\n- screen $150"}
    assert text("screens").startswith("Screen repair: $85 from now on.")
    assert (quoted(text, "iPhone 13"), quoted(text, "Galaxy S22"), quoted(text, "iPhone 15")) == (85, 85, 150)
    shop = effective(SHOP, state(text), TODAY)
    assert price("battery", "iPhone 13", shop) == 55


def test_a_new_price_takes_the_place_of_his_own_earlier_one_alone(text: Texts) -> None:
    text.store.state = {"services_block": "PRICES\n- Screens: $79\n- Battery: $55"}
    for command in ("screens", "iphone 13", "screens again"):
        text(command)
    assert (quoted(text, "iPhone 12"), quoted(text, "iPhone 13")) == (95, 120)
    lines = str(state(text)["services_block"]).splitlines()
    assert lines[:2] == ["PRICES", "- Battery: $55"]
    assert [line for line in lines if "$79" in line or "$85" in line] == []


def test_what_is_out_of_stock_is_back_by_its_day_or_by_text_and_stands_beside_a_bulletin(text: Texts) -> None:
    text("out")
    text("special")

    def is_gone(day: date, now: Any = NOW) -> bool:
        return bool(is_out("screen", "iPhone 12", day, effective(SHOP, state(text, now), now.date())))

    back = TODAY + timedelta(days=3)
    assert [is_gone(TODAY), is_gone(back - timedelta(days=1)), is_gone(back)] == [True, True, False]
    assert is_gone(TODAY, MIDNIGHT)
    assert not is_out("battery", "iPhone 12", TODAY, effective(SHOP, state(text), TODAY))
    assert state(text)["special_info"] == "20% off batteries"
    text("back")
    assert not is_gone(TODAY)


def test_switches(text: Texts) -> None:
    text("cap")
    assert state(text)["max_discount"] == 20
    text("stop answering")
    assert (state(text)["ai_answers_sms"], state(text)["ai_answers_calls"]) == (False, False)
    text("again")
    assert (state(text)["ai_answers_sms"], state(text)["ai_answers_calls"]) == (True, True)


def test_each_change_by_text_is_in_the_history(text: Texts) -> None:
    text("driving")
    text("undo")
    assert [change.by for change in text.store.state_history(5)] == ["text", "text"]
    assert json.dumps(text.store.state["version"]) == "2"
