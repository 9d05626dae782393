import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.agent.prompt import facts, instructions, moment, rules
from linda.models import Dialogue
from linda.owner_state import DEFAULTS, current
from linda.slots import back_at
from tests.unit.builders import SHOP, TODAY, premises, slot

PLAIN = current({})


def told(**state: Any) -> str:
    """All that the model is told with this state of the owner."""
    at = premises(state=state)
    return f"{instructions(SHOP, at.state)}\n{moment(at, Dialogue())}"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({"assistant_name": "MAYA"}, "You are MAYA, the receptionist of EmperorLinda"),
        ({"persona": "professional"}, "Your tone is polite, precise and calm."),
        ({"persona": "laidback"}, "Your tone is relaxed and warm"),
        ({"persona": "hustler"}, "Your tone is energetic and quick to offer the next free time."),
        ({"greeting": "Yo, welcome!"}, "Greeting for a new conversation: Yo, welcome!"),
        ({"max_discount": 7.5}, "up to 7.5% is granted"),
        ({"max_discount": 0}, "There are no discounts; do not offer any."),
        ({"auto_upsell": False}, "Offer no accessories."),
        ({"auto_upsell": True}, "log_upsell notes it."),
        ({"special_info": "Closed on Friday"}, "Bulletin for everybody: Closed on Friday"),
        ({"services_block": "We also fix tablets."}, "Services: We also fix tablets."),
        ({"behavior_rules": '["Ask for the name", "Be brief"]'}, "Rule of the owner: Ask for the name"),
        ({"behavior_rules": '[{"rule": "Say howdy", "enabled": true}]'}, "Rule of the owner: Say howdy"),
        ({"what_we_fix_items": '["iPhones", {"name": "iPads"}]'}, "What we fix: iPhones, iPads"),
        ({"what_we_fix_items": '[{"id": "a1", "name": "iPads", "price": "50"}]'}, "What we fix: iPads"),
        ({"behavior_rules": '[{"id": "a1", "rule": "Say howdy", "name": "Greeting"}]'}, "Rule of the owner: Say howdy"),
        ({"behavior_rules": "be nice"}, "Rule of the owner: be nice"),
        (
            {"operational_hours_enabled": True, "operational_open_time": "10:00"},
            "The shop is open from 10:00 AM to 5:00",
        ),
        ({"agent_shared_tone": "warm and brief"}, "Your tone is warm and brief."),
        ({"agent_shared_tone": "hustler", "persona": "laidback"}, "Your tone is energetic and quick to offer"),
        ({"agent_shared_tone": "", "persona": "laidback"}, "Your tone is relaxed and warm"),
        ({"agent_sms_tone": "brief"}, "Sms tone: brief"),
        ({"agent_instructions": "Speak like a pirate"}, "Instructions: Speak like a pirate"),
        ({"agent_closing_line": "Stay charged!"}, "Closing line: Stay charged!"),
        ({"status": "working"}, "Brandon is at the bench. Walk-ins are welcome"),
        ({"status": "gym"}, "Brandon is at the gym. Spots are limited today: offer to lock one in now."),
        ({"status": "driving"}, "Brandon is driving and can answer nobody."),
        ({"status": "break"}, "Brandon is on a short break."),
        ({"status": "sleeping"}, "nothing can be booked: say that the shop is closed, and offer no times."),
        ({"status": "sleeping"}, "The shop is closed until further notice."),
        ({"status": "custom", "notes": "at a wedding"}, "Brandon is busy with what the private note says."),
        ({"notes": "at a wedding"}, "Private note, never to be told: at a wedding"),
        ({"location": "Beach Blvd"}, "Private location, never to be told: Beach Blvd"),
        ({"busy_until": "2026-02-10T16:00"}, "He is back today (Tue, Feb 10) at 4:00 PM: no walk-ins and no bookings"),
    ],
)
def test_each_field_of_the_state_changes_what_the_model_is_told(state: dict[str, Any], words: str) -> None:
    assert words in told(**state)
    others = {name: value for name, value in DEFAULTS.items() if name not in state}
    assert words not in told(**others) or state.items() <= DEFAULTS.items()


def test_what_is_switched_off_is_not_told() -> None:
    rule = json.dumps([{"rule": "Say howdy", "enabled": False}, {"text": "Say hi", "active": False}])
    assert "howdy" not in told(behavior_rules=rule)
    assert "Say hi" not in told(behavior_rules=rule)
    assert "He is back" not in told(busy_until="2026-02-10T09:00")


def test_who_is_away_until_a_time_is_away_no_longer_when_it_has_passed() -> None:
    assert "Brandon is away. Promise no answer before he is back. He is back today" in told(
        status="sleeping", busy_until="2026-02-10T16:00"
    )
    assert "Brandon is at the bench." in told(status="sleeping", busy_until="2026-02-10T09:00")


@pytest.mark.parametrize("state", [{"busy_until": "2026-02-10T16:00"}, {"operational_hours_enabled": True}])
def test_of_who_is_away_it_is_not_told_that_nothing_can_be_booked_where_something_can(state: dict[str, Any]) -> None:
    said = told(status="sleeping", **state)
    assert "Brandon is away." in said
    assert "offer no times" not in said
    assert "Appointments start on the hour from 9:00 AM to 4:00 PM, every day." in said


def test_what_is_not_for_a_text_message_is_not_told() -> None:
    said = told(agent_sms_temperature="0.4", agent_phone_instructions="Speak slowly.", agent_shared_tone="warm")
    assert not any(word in said for word in ("0.4", "emperature", "slowly", "Shared tone"))


def test_what_others_have_stored_under_an_unknown_name_is_not_told() -> None:
    assert "pirate" not in told(agent_Instructions="Speak like a pirate", agent_="pirate", hobby="pirate")


def test_the_shops_date_weekday_and_time_are_always_told() -> None:
    assert moment(premises(), Dialogue()).startswith("It is Tuesday, 2026-02-10, 10:00 AM in America/New_York.")


def test_the_instructions_stay_the_same_from_turn_to_turn() -> None:
    busy = current({"status": "gym", "busy_until": "2026-02-10T16:00", "notes": "at a wedding", "location": "Beach"})
    assert instructions(SHOP, PLAIN) == instructions(SHOP, busy)


def test_the_closures_ahead_are_told() -> None:
    closures = [
        {"date": "2026-12-24", "from": "12:00", "to": "17:00"},
        {"date": "2026-02-09"},
        {"date": "2026-02-11"},
        {"date": "2026-02-12", "from": "15:00"},
    ]
    told = moment(premises(state={"closures": json.dumps(closures)}), Dialogue())
    assert "Closed: tomorrow; Thu, Feb 12 from 3:00 PM; Thu, Dec 24, 2026 from 12:00 PM to 5:00 PM." in told
    assert "Closed:" not in moment(premises(), Dialogue())


def test_what_was_granted_is_told() -> None:
    assert "Already granted to this customer: 10% off." in moment(premises(), Dialogue(discount_percent=10))


def test_prices_and_hours_are_facts_and_the_owners_rules_are_not() -> None:
    state = current({"behavior_rules": '["Ask for the name"]'})
    assert "screen repair: $79 (iphone), $89 (samsung)" in facts(SHOP, state)
    assert "Ask for the name" not in facts(SHOP, state)
    assert "Ask for the name" in rules(SHOP, state)


def test_an_end_that_has_passed_is_none() -> None:
    assert back_at(current({"busy_until": "2026-02-10T16:00"}), premises().local_now) == slot(16, TODAY)
    assert back_at(current({"busy_until": "2026-02-10T10:00"}), premises().local_now) is None
    assert back_at(current({"busy_until": "2026-02-10T10:01"}), premises().local_now) is not None


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=10,
    )
)
def test_any_json_of_the_owner_can_be_told(value: object) -> None:
    text = json.dumps(value)
    assert told(behavior_rules=text, what_we_fix_items=text).count("\n") < 60
