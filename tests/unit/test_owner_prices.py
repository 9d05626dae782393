"""The owner's price list, services and bulletin, as data of the shop."""

import json
from collections.abc import Mapping
from datetime import date
from time import thread_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.owner_prices import effective, is_out
from linda.owner_state import current
from linda.quotes import device_in, price, price_lines, price_list, quote, repairs_of
from linda.shop import Shop
from linda.time_words import plain
from linda.vocabulary import read_names
from tests.unit.builders import SHOP, TODAY
from tests.unit.foreign import ATTRIBUTES, STORED

FRIDAY, SATURDAY = date(2026, 2, 13), date(2026, 2, 14)
MONDAY, TUESDAY = date(2026, 2, 16), date(2026, 2, 17)


def shop_of(block: str = "", bulletin: str = "", items: object = ()) -> Shop:
    state = {"services_block": block, "special_info": bulletin, "what_we_fix_items": json.dumps(items)}
    return effective(SHOP, state, TODAY)


def changed(shop: Shop) -> dict[str, Mapping[str, int]]:
    """What differs from the file's prices."""
    return {
        repair: {key: amount for key, amount in prices.items() if amount != SHOP.prices.get(repair, {}).get(key)}
        for repair, prices in shop.prices.items()
        if prices != SHOP.prices.get(repair)
    }


@pytest.mark.parametrize(
    ("block", "prices"),
    [
        ("Prices:\n- iPhone 15 screen - $129", {"screen": {"iphone 15": 129}}),
        ("- Batteries $55", {"battery": {"any": 55}}),
        ("$60 batteries", {"battery": {"any": 60}}),
        ("Samsung screens: 99", {"screen": {"samsung": 99}}),
        ("Back glass .... 75", {"back glass": {"any": 75}}),
        ("Screens $99", {"screen": {"iphone": 99, "samsung": 99}}),
        ("Pixel screens from $109", {"screen": {"pixel": 109}}),
        ("iPhone 14 Plus screen $99", {"screen": {"iphone 14 plus": 99}}),
        ("Z Fold 5 inner screen: $399", {"screen": {"galaxy z fold 5": 399}}),
        ("iphone 12 pantalla 89 dolares", {"screen": {"iphone 12": 89}}),
        ("Charging ports $49.50", {"charging port": {"any": 50}}),
        ("iPad screen $1,099", {"screen": {"ipad": 1099}}),
        ("iPhone 12/13 batteries $59", {"battery": {"iphone 12": 59, "iphone 13": 59}}),
        ("MacBook screen $250", {"screen": {"macbook": 250}}),
        # several in one line, and headings
        ("Screens: iPhone $85, Samsung $95", {"screen": {"iphone": 85, "samsung": 95}}),
        ("Screens $85 (iPhone) / $95 (Samsung)", {"screen": {"iphone": 85, "samsung": 95}}),
        ("Screen: $85 iPhone, $95 Samsung", {"screen": {"iphone": 85, "samsung": 95}}),
        ("Screen protector $10, case $20", {"screen protector": {"any": 10}, "case": {"any": 20}}),
        ("Screens:\n- iPhone $85\n- iPhone 15 Pro $199", {"screen": {"iphone": 85, "iphone 15 pro": 199}}),
        ("iPhone 15:\n- Screen $129\nOther:\n- Battery $60", {"screen": {"iphone 15": 129}, "battery": {"any": 60}}),
        ("iPhone screens $85-$129", {"screen": {"iphone": 85}}),
        ("Screen was $99 now $75 for iPhone", {"screen": {"iphone": 75}}),
        ("Screens $90 plus $20 on-site", {"screen": {"iphone": 90, "samsung": 90}}),
        # a device holds for what comes after it in its line
        ("iPhone 13: screen $120, battery $60", {"screen": {"iphone 13": 120}, "battery": {"iphone 13": 60}}),
        ("iPhone screen $85, battery $55", {"screen": {"iphone": 85}, "battery": {"iphone": 55}}),
        ("iPhone 13 screen: $160 (OLED), $120 (LCD)", {"screen": {"iphone 13": 120}}),
        ("iPhone 13 screen LCD $120 / OLED $160", {"screen": {"iphone 13": 120}}),
        (
            "Screens: iPhone $85, Samsung $95, batteries $55",
            {"screen": {"iphone": 85, "samsung": 95}, "battery": {"any": 55}},
        ),
        ("iPhone 13 screen $120 and 12 screen $100", {"screen": {"iphone 13": 120, "iphone 12": 100}}),
        ("iPhone:\n- 13 screen $120\n- 12 screen $100", {"screen": {"iphone 13": 120, "iphone 12": 100}}),
        ("iPad screen $129, PS5 HDMI $99", {"screen": {"ipad": 129}, "ps5 hdmi": {"any": 99}}),
        # a job of their own
        ("- Nintendo Switch from $65", {"nintendo switch repair": {"any": 65}}),
        ("PS5 HDMI port $90", {"ps5 hdmi port": {"any": 90}}),
        ("Camera repair $55", {"camera repair": {"any": 55}}),
        # no prices
        ("Call 904-252-0927", {}),
        ("Screens: call 904-252-0927", {}),
        ("Open 9-5", {}),
        ("Batteries 20% off", {}),
        ("Save $20 on screens", {}),
        ("$10 off screens", {}),
        ("Battery: 30 min", {}),
        ("Screen and battery $120", {}),
        ("Screens $0", {}),
        ("13 screens: 120", {}),
        ("2 screens for $150", {}),
        ("We pay $50 for used iPhone 12 screens", {}),
        ("Get $20 back on a battery", {}),
        ("Screens $99999", {}),
        ("Screens - iPhone 15", {}),
        ("iPhone 15 for sale: $300", {}),
        ("On-site +$25", {}),
        ("We do not fix laptops", {}),
        ("", {}),
    ],
)
def test_an_amount_beside_a_repair_is_the_owners_price(block: str, prices: object) -> None:
    assert changed(shop_of(block)) == prices


@pytest.mark.parametrize(
    ("items", "jobs"),
    [
        (["PS5 HDMI port $90"], {"ps5 hdmi port": 90}),
        ([{"name": "PS5 HDMI port", "price": 90}], {"ps5 hdmi port": 90}),
        ([{"name": "Laptop repair", "price": "from $80"}], {"laptop repair": 80}),
        ([{"name": "Data recovery"}], {"data recovery": None}),
        (["Game consoles"], {"console repair": None}),
        (["Camera lens"], {"camera repair": None}),
        ([{"name": "Drones", "enabled": False}], {}),
        (["iPads", "Screens, batteries", "Water damage", "phones", "free parking"], {}),
        ([None, 3, {}, {"name": 5}, ["x"]], {}),
        ("x", {}),
        (["Vacuum cleaners"], {"vacuum cleaners": None}),
    ],
)
def test_what_we_fix_adds_jobs(items: object, jobs: dict[str, int | None]) -> None:
    shop = shop_of(items=items)
    assert {job: price(job, "", shop) for job in repairs_of(shop) if job not in SHOP.labels} == jobs


def test_the_price_of_an_item_wins_over_the_file_and_the_price_list_over_the_item() -> None:
    shop = shop_of(
        items=[{"name": "Batteries", "price": 52}, {"name": "Back glass", "price": "$72"}], block="battery $55"
    )
    assert (price("battery", "", shop), price("back glass", "", shop)) == (55, 72)


def test_a_job_of_the_owners_is_read_quoted_and_listed() -> None:
    shop = shop_of("- Nintendo Switch from $65", items=[{"name": "PS5 HDMI port", "price": 90}, "Data recovery"])
    for text, job in [
        ("fix my switch", "nintendo switch repair"),
        ("hdmi port on my ps5", "ps5 hdmi port"),
        ("do you do data recovery", "data recovery"),
        ("can you recover my photos", "data recovery"),
    ]:
        assert [named.value for named in read_names(plain(text), shop)] == [job]
    assert quote("ps5 hdmi port", "", shop) == "PS5 HDMI port starts at $90."
    assert quote("data recovery", "", shop) == "Brandon looks at it first, then tells you the price."
    assert "Nintendo Switch repair $65" in price_list(shop)
    assert "data recovery" not in price_list(shop)
    assert shop.label("data recovery", "es") == "recuperación de datos"
    assert shop.fact("data recovery") is None
    assert "PS5 HDMI port: $90" in price_lines(shop)


@pytest.mark.parametrize(
    ("job", "device", "amount"),
    [
        ("ps5 hdmi port", "", 90),
        ("ps5 hdmi port", "PS5", 90),
        ("ps5 hdmi port", "Xbox", None),
        ("nintendo switch repair", "Nintendo Switch", 65),
        ("nintendo switch repair", "PS5", None),
        ("charging port", "PS5", None),
    ],
)
def test_a_job_with_the_name_of_a_thing_has_its_price_for_that_thing(job: str, device: str, amount: int | None) -> None:
    shop = shop_of("- Nintendo Switch from $65", items=[{"name": "PS5 HDMI port", "price": 90}])
    assert price(job, device, shop) == amount


def test_a_models_own_price_wins_over_its_familys() -> None:
    shop = shop_of("iPhone 15 screen $129\nSamsung screens $99\nZ Fold 5 screen $399\ns22 ultra screen $189")
    assert price("screen", "iPhone 15", shop) == 129
    assert price("screen", "iPhone 15 Pro", shop) == 79
    assert price("screen", "Galaxy S21", shop) == 99
    assert price("screen", "Samsung S22 Ultra", shop) == 189
    assert price("screen", "Samsung Galaxy Z Fold 5", shop) == 399
    assert price("screen", "my iphone 15 (blue)", shop) == 129
    assert price("screen", "Galaxy Z Fold 4", shop) is None
    assert price("screen", "z fold4", shop) is None
    assert quote("screen", "", shop) == "Screen repair starts at $79 (iPhone), $99 (Samsung)."
    assert quote("battery", "", shop_of("iPhone 15 battery $60")) == "Battery replacement starts at $49."
    assert "battery $49, " in price_list(shop_of("iPhone 15 battery $60"))
    assert "screen repair: $79 (iPhone), $99 (Samsung), $129 (iPhone 15)" in price_lines(shop)[1]


@pytest.mark.parametrize(
    ("bulletin", "repair", "device", "until"),
    [
        ("iPhone 12 screens out of stock until Tuesday", "screen", "iphone 12", TUESDAY),
        ("no battery repairs till friday", "battery", "", FRIDAY),
        ("out of iphone 12 screens", "screen", "iphone 12", None),
        ("no battery repairs this weekend", "battery", "", date(2026, 2, 16)),
        ("no screen repairs Thursday and Friday through Sunday", "screen", "", date(2026, 2, 16)),
        ("iPhone 12 screens sold out until next week", "screen", "iphone 12", date(2026, 2, 16)),
        ("We are OUT OF iPhone 12 screens!", "screen", "iphone 12", None),
        ("no battery repairs today", "battery", "", date(2026, 2, 11)),
        ("no charging ports through friday", "charging port", "", SATURDAY),
        ("No samsung repairs this week", "", "samsung", MONDAY),
        ("iPhone 11 screens sold out, back Thursday", "screen", "iphone 11", date(2026, 2, 12)),
        ("not fixing ipads right now", "", "ipad", None),
        ("We can't do Pixel screens until Monday", "screen", "pixel", MONDAY),
        ("Closed Friday. No screen repairs until Monday", "screen", "", MONDAY),
        ("Out of iPhone 12 screens, batteries available", "screen", "iphone 12", None),
        ("sin pantallas de iphone 13 hasta el lunes", "screen", "iphone 13", MONDAY),
        ("Baterías agotadas", "battery", "", None),
    ],
)
def test_the_bulletin_says_what_is_out_of_stock(bulletin: str, repair: str, device: str, until: date | None) -> None:
    assert shop_of(bulletin=bulletin).out_of_stock == ((repair, device, until),)


@pytest.mark.parametrize(
    "bulletin",
    [
        *(
            "20% off batteries today",
            "no appointment needed",
            "no charge for diagnosis",
            "no charge for screen protectors",
        ),
        *("out of town until Friday", "iPhone 12 screens back in stock", "no better price for screens", "No problem!"),
        *("No wait for battery replacements!", "Not charging? We can help", "No power? Come in", "Open till 5", ""),
        *("iPhone 12 screens were out of stock until Feb 9, 2026",),
    ],
)
def test_what_only_sounds_like_it_is_not_out_of_stock(bulletin: str) -> None:
    shop = shop_of(bulletin=bulletin)
    assert (shop.out_of_stock, shop.prices) == ((), SHOP.prices)


def test_what_is_out_of_stock_is_so_until_the_day() -> None:
    shop = shop_of(bulletin="iPhone 12 screens out of stock until Tuesday")
    assert is_out("screen", "iPhone 12", MONDAY, shop) == ("screen", "iphone 12", TUESDAY)
    assert is_out("screen", "iPhone 12", TUESDAY, shop) is None
    assert is_out("screen", "iPhone 12 mini", MONDAY, shop) is None
    assert is_out("screen", "", MONDAY, shop) is None
    assert is_out("battery", "iPhone 12", MONDAY, shop) is None
    assert is_out("screen", "12", date(2030, 1, 1), shop_of(bulletin="no screen repairs"))
    assert is_out("battery", "Samsung A14", MONDAY, shop_of(bulletin="no samsung repairs"))
    assert is_out("battery", "iPhone 12", MONDAY, shop_of(bulletin="no samsung repairs")) is None


def test_a_day_of_the_bulletin_is_that_after_it_was_written() -> None:
    state = {"special_info": "no screen repairs until Tuesday", "updated_at": 1770390000}  # Friday, February 6
    assert effective(SHOP, state, TODAY).out_of_stock == ()
    assert effective(SHOP, state, date(2026, 2, 9)).out_of_stock == (("screen", "", TODAY),)


def test_prices_stand_in_the_bulletin_too() -> None:
    shop = shop_of("Nintendo Switch from $70", "Nintendo Switch repairs from $65. iPhone 13 screens $69 this week")
    assert price("nintendo switch repair", "", shop) == 65
    assert price("screen", "iphone 13", shop) == 69


def test_a_state_that_says_nothing_leaves_the_shop_as_it_is() -> None:
    assert effective(SHOP, current({}), TODAY) is SHOP
    assert effective(SHOP, {}, TODAY) is SHOP


PIECES = (
    "iphone 15 screen screens battery samsung s22 $ 99 $129 $1,299 $0 -5 20% off : - / , . until friday no out of",
    "stock nintendo switch ps5 hdmi port ( ) for only from + 904-252-0927 (904) 10am laptop camera laptops $99.99",
)
LINES = st.lists(st.sampled_from(["\n", *" ".join(PIECES).split()]), max_size=25).map(" ".join)
TEXTS = LINES | st.text(max_size=80)


@given(TEXTS, TEXTS, st.lists(st.fixed_dictionaries({"name": TEXTS, "price": TEXTS | st.floats() | st.integers()})))
def test_any_words_of_the_owners_give_a_shop_with_plausible_prices(block: str, bulletin: str, items: object) -> None:
    shop = effective(
        SHOP, {"services_block": block, "special_info": bulletin, "what_we_fix_items": json.dumps(items)}, TODAY
    )
    assert all(0 < amount <= 5000 for prices in shop.prices.values() for amount in prices.values())
    assert shop.prices.keys() <= shop.labels.keys() <= shop.names.keys()
    assert all(out.repair_type or out.device for out in shop.out_of_stock)
    assert read_names("hello", shop) == ()
    assert price_list(shop)
    assert all(quote(repair, "iphone 13", shop) for repair in shop.labels)


@given(STORED | st.dictionaries(st.sampled_from(["services_block", "special_info", "what_we_fix_items"]), ATTRIBUTES))
def test_any_stored_state_gives_a_shop(stored: dict[str, object]) -> None:
    for state in (stored, current(stored)):
        shop = effective(SHOP, state, TODAY)
        assert all(0 < amount <= 5000 for prices in shop.prices.values() for amount in prices.values())


@pytest.mark.parametrize(
    ("block", "items", "device", "repair", "wanted"),
    [
        ("Nintendo Switch from $65", (), "Nintendo Switch", "charging port", 65),
        ("Nintendo Switch from $65", (), "Nintendo Switch", "screen protector", None),
        ("PS5 HDMI port $90", (), "PS5", "screen", None),
        ("", [{"name": "Game consoles", "price": 80}], "xbox", "screen", 80),
        ("WATCHES\n- Apple Watch screen $120", (), "Apple Watch", "screen", 120),
        ("MacBook screens from $250", (), "MacBook Pro", "battery", None),
    ],
)
def test_a_thing_that_the_owner_names_is_done_at_his_price(
    block: str, items: object, device: str, repair: str, wanted: int | None
) -> None:
    shop = shop_of(block, items=items)
    assert device_in(device, shop) not in shop.not_done
    assert price(repair, device, shop) == wanted


def test_visits_that_the_bulletin_stops_are_stopped_until_its_day() -> None:
    shop = shop_of(bulletin="No house calls until Friday, van is in the shop")
    assert [bool(is_out("on-site", "", day, shop)) for day in (TODAY, FRIDAY, SATURDAY)] == [True, False, False]
    assert is_out("screen", "iphone 13", TODAY, shop) is None


@pytest.mark.parametrize("field", ["services_block", "special_info"])
@pytest.mark.parametrize(
    "line", ["$1 " * 26, "no more screens, " * 4, "a screen $90 and $1 the ps5, 12 pro, $9 not max"]
)
def test_no_list_takes_long(field: str, line: str) -> None:
    state = {field: "\n".join(f"{line} {place}" for place in range(100))}
    start = thread_time()
    effective(SHOP, state, TODAY)
    assert thread_time() - start < 0.25
