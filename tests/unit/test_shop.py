"""The shop's facts: the promised ones, and that a row of `shop.json` is all that a change of the price list takes."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import linda.shop
from linda.agent.prompt import facts
from linda.agent.tool_loop import faults_of
from linda.agent.tools import run_tool, tool_schemas
from linda.booking import slot_of
from linda.desk import Desk
from linda.exports import icalendar_feed
from linda.models import Language, Receipt
from linda.owner_state import current
from linda.quotes import (
    device_family,
    device_in,
    device_name,
    family_name,
    price,
    price_lines,
    price_list,
    quote,
    repair_in,
    repairs_of,
)
from linda.replies import plain_text
from linda.rules.receptionist import reply_by_rules
from linda.shop import Shop, load_shop, shop_from
from linda.time_words import plain
from linda.vocabulary import names_of
from tests.tool_calls import visit
from tests.unit.builders import booked, desk, slot

LANGUAGES: tuple[Language, ...] = ("en", "es")
FACTS: dict[str, Any] = json.loads(Path(linda.shop.__file__).with_name("shop.json").read_text(encoding="utf-8"))
CAMERA = {"label": "camera repair", "prices": {"any": 55}, "words": ["camera", "lens", "cámara"]}
SPEAKER = {"label": "speaker repair", "prices": {"any": 45}, "words": ["speaker", "can't hear", "bocina", "altavoz"]}
BUTTON = {"label": "button repair", "prices": {"any": 35}, "words": ["power button", "botón de encendido"]}
ROWS = [("camera", CAMERA), ("speaker", SPEAKER), ("power button", BUTTON)]
SWITCH = {"nintendo switch": {"names": ["Nintendo Switch", "Switch"]}}


def shop_with(repairs: Mapping[str, object] | None = None, families: Mapping[str, object] | None = None) -> Shop:
    """The shop of `shop.json` with other rows beside its own or in their place; without those that are None."""
    rows = {"repairs": FACTS["repairs"] | (repairs or {}), "families": FACTS["families"] | (families or {})}
    kept = {kind: {name: row for name, row in named.items() if row} for kind, named in rows.items()}
    return shop_from(FACTS | kept)


def desk_of(shop: Shop, **more: Any) -> Desk:
    at = desk(**more)
    at.premises = replace(at.premises, shop=shop)
    return at


def talk(at: Desk, *texts: str) -> str:
    """Say the texts one after the other, each as a turn of its own, and return the last reply of the rules."""
    said = ""
    for text in texts:
        at.done, at.receipt = None, Receipt(f"{at.receipt.key}+")
        reply = reply_by_rules(text, at)
        said, at.dialogue = reply.text, replace(reply.dialogue, held=at.dialogue.held)
    return said


def run(at: Desk, name: str, **arguments: object) -> str:
    return run_tool(at, name, json.dumps(arguments))


def enum_of(shop: Shop, tool: str, argument: str) -> list[str]:
    (schema,) = (schema for schema in tool_schemas(shop) if schema["name"] == tool)
    properties: Any = schema["parameters"]["properties"]  # type: ignore[index]
    if "jobs" in properties:
        properties = properties["jobs"]["items"]["properties"]
    return properties[argument]["enum"]  # type: ignore[no-any-return]


def test_nothing_stands_twice_in_the_file() -> None:
    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        names = [name for name, _ in pairs]
        assert len(set(names)) == len(names), names
        return dict(pairs)

    json.loads(Path(linda.__file__).with_name("shop.json").read_text(), object_pairs_hook=once)


def test_the_price_list_is_the_promised_one() -> None:
    shop = load_shop()
    assert shop.prices == {
        "screen": {"iphone": 79, "samsung": 89},
        "battery": {"any": 49},
        "charging port": {"any": 59},
        "water damage": {"any": 39},
        "back glass": {"any": 69},
        "screen protector": {"any": 15},
        "case": {"any": 25},
    }
    assert (shop.on_site_fee, shop.warranty_days) == (20, 90)


def test_every_repair_on_the_list_has_a_label_and_is_found_by_its_name() -> None:
    shop = load_shop()
    assert shop.labels.keys() == shop.prices.keys() | {"diagnosis"}
    assert [repair_in(repair, shop) for repair in shop.labels] == list(shop.labels)
    assert [repair_in(label, shop) for label in shop.labels.values()] == list(shop.labels)


@pytest.mark.parametrize("topic", load_shop().facts)
def test_a_fact_fits_into_one_text_message(topic: str) -> None:
    shop = load_shop()
    for language in LANGUAGES:
        fact = shop.fact(topic, language)
        assert fact
        assert plain_text(fact.text, 160) == " ".join(plain_text(fact.text, 1_000).split())
        assert fact.text or fact.owner_adds
    assert bool(shop.facts[topic]["en"]) == bool(shop.facts[topic]["es"])


@pytest.mark.parametrize("topic", load_shop().facts)
def test_the_customer_is_a_friend_in_spanish(topic: str) -> None:
    fact = load_shop().fact(topic, "es")
    assert fact
    assert not re.search(r"\b(?:usted|le|les|venga|llame|salga)\b", fact.text)


@pytest.mark.parametrize("topic", [topic for topic, texts in load_shop().facts.items() if not texts["en"]])
def test_what_the_owner_is_asked_about_has_a_label(topic: str) -> None:
    assert load_shop().label(topic, "es") != topic


def test_a_fact_is_told_in_the_customers_language_and_says_if_the_owner_knows_more() -> None:
    shop = load_shop()
    assert shop.fact("duration") == ("duration", "Most repairs take less than an hour.", False)
    assert shop.fact("warranty", "es") == ("warranty", "Todas las reparaciones tienen 90 días de garantía.", False)
    assert shop.fact("parking") == ("parking", "", True)
    address = shop.fact("address")
    assert address
    assert address.owner_adds
    assert "Jacksonville, FL" in address.text
    assert shop.fact("the moon") is None


def test_what_the_owner_does_not_repair_and_what_he_could_are_on_the_list() -> None:
    shop = load_shop()
    assert shop.not_done <= set(shop.things)
    assert shop.services <= shop.facts.keys() & shop.names.keys()


def test_a_diagnosis_can_be_booked_and_has_no_price() -> None:
    shop = load_shop()
    assert "diagnosis" in repairs_of(shop)
    assert price("diagnosis", "iphone 13", shop) is None
    assert quote("diagnosis", "iphone 13", shop) == "Brandon looks at it first, then tells you the price."
    assert "diagnosis" not in price_list(shop) + " ".join(price_lines(shop))
    at = desk_of(shop)
    said = run(at, "book_slot", **visit("2026-02-11", "2:00 PM", "diagnosis", customer_name="Ann"))
    assert "Booked: iPhone 13 diagnostic" in said


@pytest.mark.parametrize(
    ("repair", "device", "amount"),
    [
        ("screen", "iphone 13", 79),
        ("screen", "Samsung S22", 89),
        ("screen", "Galaxy Z Fold 5", None),
        ("screen", "z flip 5", None),
        ("screen", "iPad Air", None),
        ("screen", "Pixel 8", None),
        ("screen", "Moto G", None),
        ("screen", "", None),
        ("battery", "Galaxy Z Fold 5", 49),
        ("battery", "", 49),
        ("battery", "my phone", 49),
        ("battery", "PS5", None),
        ("battery", "MacBook Pro", None),
        ("battery", "OnePlus 9", None),
    ],
)
def test_a_price_is_for_the_devices_that_it_is_for(repair: str, device: str, amount: int | None) -> None:
    assert price(repair, device, load_shop()) == amount


def test_every_family_of_a_price_is_one_that_is_read() -> None:
    shop = load_shop()
    families = {family for prices in shop.prices.values() for family in prices}
    assert families - {"any"} <= shop.spelling.families.keys()
    assert [device_family(family_name(family, shop)) for family in shop.spelling.families] == list(shop.spelling.names)


def test_the_facts_are_read_once_and_only_when_they_are_asked_for() -> None:
    assert load_shop("Europe/Berlin") is load_shop("Europe/Berlin")
    assert load_shop("Europe/Berlin").time_zone.key == "Europe/Berlin"


# --- a row more


@pytest.mark.parametrize(("repair", "row"), ROWS)
def test_a_row_more_is_quoted_booked_moved_and_told_by_the_rules(repair: str, row: Mapping[str, Any]) -> None:
    shop = shop_with({repair: row})
    at, label, amount = desk_of(shop), row["label"], row["prices"]["any"]
    for word in row["words"]:
        assert talk(desk_of(shop), f"how much for the {word} on my iphone 13?").startswith(
            f"iPhone 13 {label} starts at ${amount}."
        )
        assert f"${amount}" in talk(desk_of(shop), f"cuánto cuesta {word}?".upper())
    assert f"{repair} ${amount}" in talk(desk_of(shop), "prices?")
    assert talk(at, f"iphone 13 {row['words'][0]} tomorrow at 2pm").startswith(f"Booked: iPhone 13 {label}, tomorrow")
    assert [(lead.repair_type, slot_of(lead)) for lead in booked(at)] == [(repair, slot(14))]
    assert f"Your iPhone 13 {label} is booked for" in talk(at, "is my phone ready?")
    assert talk(at, f"move the {row['words'][0]} to 4pm").startswith(f"Moved: iPhone 13 {label} is now")
    assert f"cancel your iPhone 13 {label}" in talk(at, f"cancel the {row['words'][-1]}")
    assert f"Your iPhone 13 {label}" in talk(at, "yes")


def test_a_row_more_is_what_a_held_slot_waits_for() -> None:
    at = desk_of(shop_with({"camera": CAMERA}))
    assert talk(at, "tomorrow at 2pm", "the camera of my pixel 8").startswith("Booked: Pixel 8 camera repair, tomorrow")


@pytest.mark.parametrize(("repair", "row"), ROWS)
def test_a_row_more_is_the_tools_the_prompts_and_the_guards(repair: str, row: Mapping[str, Any]) -> None:
    shop = shop_with({repair: row})
    at, label, amount = desk_of(shop), row["label"], row["prices"]["any"]
    for tool in ("book_slot", "get_pricing"):
        assert repair in enum_of(shop, tool, "repair_type")
    assert f"starts at ${amount}" in run(at, "get_pricing", repair_type=repair, device="iphone 13")
    said = run(at, "book_slot", **visit("2026-02-11", "2:00 PM", repair, customer_name="Ann"))
    assert f"Booked: iPhone 13 {label}, tomorrow" in said
    assert f"Starts at ${amount}" in said
    assert f"{label}: ${amount}" in facts(shop, current({}))
    told, asked = f"An iPhone 13 {label} starts at ${amount}.", f"how much is the {row['words'][0]}?"
    assert faults_of(told, desk_of(shop), asked) == []
    assert faults_of(f"It starts at ${amount}.", desk_of(shop), asked) == []
    assert "price" in faults_of(told, desk(), "hi")
    assert "price" in faults_of("It starts at $79.", desk_of(shop), asked)
    assert "status" in faults_of(f"Your {row['words'][0]} is ready.", desk_of(shop), asked)


def test_a_row_more_is_named_in_the_owners_calendar() -> None:
    at = desk_of(shop_with({"camera": CAMERA}))
    talk(at, "iphone 13 camera tomorrow at 2pm")
    assert "camera repair" in icalendar_feed(booked(at), at.premises.shop).decode()


def test_a_crack_is_that_of_the_part_that_is_named() -> None:
    shop = shop_with({"camera": CAMERA})
    assert repair_in("my camera lens is cracked", shop) == "camera"
    assert "$55" in talk(desk_of(shop), "how much for a cracked camera lens on an iphone 13?")
    assert repair_in("my screen is cracked", shop) == "screen"


def test_what_is_not_on_the_list_is_looked_at_or_the_owners_to_answer() -> None:
    shop = shop_with({"camera": CAMERA})
    at = desk_of(shop)
    assert "asking Brandon" in talk(at, "galaxy tab battery")
    assert at.questions == ["galaxy tab battery"]
    assert "computers and TVs are not on his list" in talk(desk_of(shop), "the camera of my macbook")
    for text in ("do you fix speakers?", "my iphone 13 is broken"):
        assert "Brandon takes a look at your " in talk(desk_of(shop), text)
    assert "Brandon takes a look at your iPhone 13 first" in talk(desk(), "how much for the camera on my iphone 13?")


def test_a_price_may_differ_from_family_to_family() -> None:
    shop = shop_with({"camera": CAMERA | {"prices": {"iphone": 65, "any": 55}}})
    assert quote("camera", "iphone 13", shop) == "iPhone 13 camera repair starts at $65."
    assert quote("camera", "pixel 8", shop) == "Pixel 8 camera repair starts at $55."
    assert quote("camera", "", shop) == "Camera repair starts at $65 (iPhone), $55 (other)."
    assert "camera $65 (iPhone) / $55 (other)." in talk(desk_of(shop), "prices?")


def test_words_are_found_in_any_spelling() -> None:
    shop = shop_with(
        {"face id": {"label": "Face ID repair", "prices": {"any": 99}, "words": ["face id", "won't unlock"]}}
    )
    for text in ("Face ID", "faceid", "face-id", "it won\u2019t unlock", "WON'T UNLOCK", "it wont unlock"):
        assert repair_in(text, shop) == "face id"
    assert repair_in("surface idea", shop) == ""


LETTERS = st.text(alphabet="bcdfghjklmnpqrstvwxyzáéíóúñ", min_size=5, max_size=12)


@given(LETTERS, st.integers(100, 999), st.sampled_from(["", "iphone 13 ", "Pixel 8 "]))
def test_any_row_more_is_quoted_and_its_price_may_be_told(word: str, amount: int, device: str) -> None:
    shop = shop_with({word: {"label": f"{word} repair", "prices": {"any": amount}, "words": [word]}})
    assert names_of(plain(f"my {device}{word}s"), shop, "repair") == (word,)
    assert f"starts at ${amount}" in talk(desk_of(shop), f"how much is the {device}{word}?")
    assert faults_of(f"The {word} repair starts at ${amount}.", desk_of(shop), "hi") == []
    assert "price" in faults_of(f"The {word} repair starts at ${amount + 1}.", desk_of(shop), "hi")


# --- a family more


def test_a_family_more_is_read_named_and_booked() -> None:
    shop = shop_with(families=SWITCH)
    assert device_in("screen of my Nintendo Switch", shop) == "nintendo switch"
    for device in ("nintendo switch", "Nintendo-Switch", "switches", "Switch"):
        assert device_name(device, shop) == "Nintendo Switch"
        assert device_family(device, shop) == "nintendo switch"
    at = desk_of(shop)
    said = talk(at, "nintendo switch battery tomorrow at 2pm")
    assert said.startswith("Booked: Nintendo Switch battery replacement, tomorrow")
    assert "Moved: Nintendo Switch battery" in talk(at, "move my switch to 4pm")
    assert "not on his list" in talk(desk(), "nintendo switch battery tomorrow at 2pm")


def test_a_price_of_a_new_family_is_quoted_for_it_alone() -> None:
    screen = FACTS["repairs"]["screen"]
    shop = shop_with({"screen": screen | {"prices": screen["prices"] | {"nintendo switch": 119}}}, SWITCH)
    assert quote("screen", "my nintendo switch", shop).endswith("screen repair starts at $119.")
    assert quote("screen", "", shop) == "Screen repair starts at $79 (iPhone), $89 (Samsung), $119 (Nintendo Switch)."
    assert faults_of("A Nintendo Switch screen is $119.", desk_of(shop), "hi") == []
    assert "price" in faults_of("An iPhone 13 screen is $119.", desk_of(shop), "hi")


def test_models_of_a_new_family_are_patterns() -> None:
    row = {
        "names": ["OnePlus"],
        "patterns": [r"\bone\s?plus(?:\s[0-9]{1,2})?\b"],
        "written": {r"\bone\s?plus\b": "OnePlus"},
    }
    shop = shop_with(families={"oneplus": row})
    assert device_in("my OnePlus 12 screen", shop) == "oneplus 12"
    assert device_name("oneplus 12", shop) == "OnePlus 12"


def test_a_topic_more_is_answered_by_the_rules_and_told_to_the_model() -> None:
    payment = {"answer": "{shop.owner} takes cash, cards and Cash App.", "words": ["cash app", "pay", "tarjeta"]}
    shop = shop_from(FACTS | {"topics": FACTS["topics"] | {"payment": payment}})
    said = "Brandon takes cash, cards and Cash App."
    for text in ("do you take CashApp?", "can i pay by card", "aceptan tarjetas?"):
        assert talk(desk_of(shop), text).startswith(said)
    assert said in facts(shop, current({}))
    assert faults_of("We take cash, cards and Cash App.", desk_of(shop), "do you take cash app?") == []
    assert "90-day" in talk(desk_of(shop), "is there a warranty?")
    assert "30-day" in talk(desk_of(replace(shop, warranty_days=30)), "is there a warranty?")


def test_a_row_without_words_is_found_by_its_name() -> None:
    shop = shop_with({"speaker": {"label": "speaker repair", "prices": {"any": 45}}})
    assert talk(desk_of(shop), "do you fix the speakers of a pixel 8?").startswith(
        "Pixel 8 speaker repair starts at $45."
    )


# --- a row changed, and a row less


def test_a_changed_price_holds_everywhere_and_the_old_one_nowhere() -> None:
    shop = shop_with({"battery": FACTS["repairs"]["battery"] | {"prices": {"any": 53}, "label": "new battery"}})
    said = talk(desk_of(shop), "iphone 13 battery tomorrow at 2pm")
    assert said.startswith("Booked: iPhone 13 new battery, tomorrow")
    assert re.findall(r"\$[0-9]+", said) == ["$53"]
    assert "battery $53" in talk(desk_of(shop), "prices?")
    assert "new battery: $53" in facts(shop, current({}))
    assert faults_of("A battery is $53.", desk_of(shop), "hi") == []
    assert "price" in faults_of("A battery is $49.", desk_of(shop), "hi")


@pytest.mark.parametrize("repair", ["battery", "charging port", "water damage"])
def test_a_row_less_is_neither_quoted_nor_booked_nor_named(repair: str) -> None:
    shop, amount = shop_with({repair: None}), load_shop().prices[repair]["any"]
    at = desk_of(shop)
    assert f"${amount}" not in talk(at, f"how much is the {repair} of an iphone 13?")
    assert repair not in talk(at, "prices?") + talk(at, "my iphone 13 is broken") + facts(shop, current({}))
    assert repair not in enum_of(shop, "book_slot", "repair_type")
    assert "repair_type must be one of: screen" in run(at, "get_pricing", repair_type=repair, device="")
    assert "price" in faults_of(f"A {repair} repair is ${amount}.", at, "hi")
    assert price(repair, "iphone 13", shop) is None


def test_a_booking_of_a_repair_that_has_left_the_list_is_told_as_a_repair() -> None:
    at = desk()
    talk(at, "iphone 13 battery tomorrow at 2pm")
    at.premises = replace(at.premises, shop=shop_with({"battery": None}))
    assert "You have an iPhone 13 repair tomorrow" in talk(at, "when is my appointment?")


# --- what is sold beside a repair


def test_another_accessory_may_go_with_another_repair() -> None:
    bank = {"label": "power bank", "prices": {"iphone": 32, "any": 30}, "accessory": True, "words": ["power bank"]}
    battery = FACTS["repairs"]["battery"] | {"upsell": "power bank"}
    shop = shop_with({"power bank": bank, "battery": battery})
    at = desk_of(shop)
    assert talk(at, "iphone 13 battery tomorrow at 2pm").endswith("Want to add a power bank for $32?")
    assert talk(at, "add the power bank please") == "I've added a power bank for $32."
    assert at.remarks == ["Sold: power bank, $32"]
    assert "screen protector" in enum_of(shop, "log_upsell", "item")
    assert "power bank" in enum_of(shop, "log_upsell", "item")
    assert "power bank" not in enum_of(shop, "book_slot", "repair_type")
    assert "gift" in faults_of("The power bank is included.", at, "hi")


def test_a_trouble_that_gets_a_price_is_a_repair_of_the_list() -> None:
    shop = shop_with({"camera": CAMERA})
    assert {row.kind for row in shop.name_rows if row.value == "camera"} == {"repair"}
    assert shop.label("camera") == "camera repair"


def test_an_accessory_is_offered_by_its_label() -> None:
    cable = {"label": "extra-long cable", "prices": {"any": 12}, "accessory": True, "words": ["cable"]}
    shop = shop_with({"cable": cable, "battery": FACTS["repairs"]["battery"] | {"upsell": "cable"}})
    at = desk_of(shop)
    assert talk(at, "iphone 13 battery tomorrow at 2pm").endswith("Want to add an extra-long cable for $12?")
    assert talk(at, "add the cable") == "I've added an extra-long cable for $12."


def test_an_accessory_that_has_left_the_list_is_not_offered() -> None:
    shop = shop_with({"screen protector": None})
    assert "Want to add" not in talk(desk_of(shop), "iphone 13 screen tomorrow at 2pm")
    none = shop_with({"screen protector": None, "case": None})
    assert "log_upsell" not in {schema["name"] for schema in tool_schemas(none)}
    assert faults_of("A battery is $49.", desk_of(none), "hi") == []


@pytest.mark.parametrize("wrong", [{"repairs": {"camera": {"label": "camera"}}}, {"first_slot": "9"}, {"words": {}}])
def test_facts_that_are_not_those_of_a_shop_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        shop_from(FACTS | wrong)
