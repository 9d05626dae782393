from linda.quotes import find_repair
from linda.shop import load_shop


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
    assert shop.labels.keys() == shop.prices.keys()
    assert [find_repair(repair) for repair in shop.prices] == list(shop.prices)
