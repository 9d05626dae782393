"""What a text names, read in the words of the shop's list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.models import Language
from linda.quotes import device_name
from linda.shop import NameRow
from linda.time_words import plain
from linda.vocabulary import Named, names_of, read_names
from tests.unit.builders import SHOP

WORDS = [*" ".join(phrase for row in SHOP.name_rows for phrase in row.phrases).split(), "iphone", "13", "s22", "ultra"]
LANGUAGES: tuple[Language, ...] = ("en", "es")
TEXTS = st.text(max_size=60) | st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join)


def read(text: str) -> list[str]:
    return [f"{named.kind}: {named.value}" for named in read_names(plain(text), SHOP)]


def of_kind(kind: str, text: str) -> str:
    found = (named.value for named in read_names(plain(text), SHOP) if named.kind == kind)
    return ", ".join(dict.fromkeys(found))


@pytest.mark.parametrize(
    ("text", "devices"),
    [
        ("my iphone 13 pro max", "iphone 13 pro max"),
        ("13 pro", "iphone 13 pro"),
        ("its a 15 plus", "iphone 15 plus"),
        ("iphone thirteen pro max", "iphone 13 pro max"),
        ("iphone ten r", "iphone xr"),
        ("two iphone 12s", "iphone 12"),
        ("galaxy a cincuenta y cuatro", "galaxy a54"),
        ("iphone13promax", "iphone 13 pro max"),
        ("i phone se wont charge", "iphone se"),
        ("mi iphone se cayo", "iphone"),
        ("xr and xs max", "iphone xr, iphone xs max"),
        ("iphone 2 pm", "iphone"),
        ("ipad 10:30", "ipad"),
        ("iphone 13: 79", "iphone 13"),
        ("an iphone 16e", "iphone 16e"),
        ("ipone 12", "iphone 12"),
        ("s22 ultra", "galaxy s22 ultra"),
        ("s twenty two", "galaxy s22"),
        ("galaxy s twenty two plus", "galaxy s22 plus"),
        ("samsung a fourteen", "samsung a14"),
        ("galaxy a14 5g", "galaxy a14 5g"),
        ("z fold 5", "galaxy z fold 5"),
        ("fold5", "galaxy fold 5"),
        ("note 20 ultra", "galaxy note 20 ultra"),
        ("pixel 7a", "pixel 7a"),
        ("two pixel 6s", "pixel 6"),
        ("google pixel eight pro", "google pixel 8 pro"),
        ("ipad air 5", "ipad air 5"),
        ("moto g power", "moto g power"),
        ("a 14 pro max at 2", "iphone 14 pro max"),
        ("s21 battery and iphone 13 screen", "galaxy s21, iphone 13"),
        ("my phone", ""),
        ("galaxy tab a8", ""),
        ("redmi note 10", ""),
        ("i have a 13 year old", ""),
        ("apt a12", ""),
        ("13pm", "iphone 13 pro max"),
        ("iphone 13 pm", "iphone 13 pro max"),
        ("iphone 12 pm", "iphone"),
        ("iphone 7+", "iphone 7 plus"),
        ("ipad ninth gen", "ipad 9th gen"),
        ("galaxy z flip four", "galaxy z flip 4"),
        ("the 12 mini", "iphone 12 mini"),
        ("note 9", "galaxy note 9"),
        ("lg stylo 6 and one plus nine pro", ""),
    ],
)
def test_devices_are_named_in_full(text: str, devices: str) -> None:
    assert of_kind("device", text) == devices


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("its cracked", ["repair: screen"]),
        ("wont charge", ["repair: charging port"]),
        ("battery dies fast", ["repair: battery", "repair: battery"]),
        ("a screen protector", ["repair: screen protector"]),
        ("back glass", ["repair: back glass"]),
        ("the back of my iphone 12 is cracked", ["repair: back glass", "device: iphone 12"]),
        ("screen repair", ["repair: screen"]),
        ("phone case", ["repair: case"]),
        ("in that case", []),
        ("if that is the case", []),
        ("how much is the case", ["repair: case"]),
        ("camera lens is cracked", ["trouble: camera"]),
        ("touch dont work right", ["trouble: touch"]),
        ("my mic dont work", ["trouble: microphone"]),
        ("nothing comes out of the earpiece", ["trouble: earpiece"]),
        ("it wont turn on", ["trouble: no power"]),
        ("no service", ["trouble: signal"]),
        ("stuck on the apple logo", ["trouble: boot loop"]),
        ("face id stopped", ["trouble: face id"]),
        ("my phone is broken", ["thing: phone", "trouble: not working"]),
        ("ps5", ["thing: playstation"]),
        ("cambio de pantalla", ["repair: screen"]),
        ("no me carga el celular", ["repair: charging port", "thing: phone"]),
        ("la bocina", ["trouble: speaker"]),
        ("se me mojó", ["repair: water damage"]),
        ("cambiar la pila", ["repair: battery"]),
        ("whats ur address", ["topic: address"]),
        ("do u take cash app", ["topic: payment"]),
        ("parking?", ["topic: parking"]),
        ("do i need an appt", ["topic: appointment"]),
        ("do i gotta pay upfront", ["topic: upfront payment"]),
        ("my iphone fell in the toilet", ["device: iphone", "repair: water damage"]),
        ("screen went black", ["trouble: black screen"]),
        ("touch screen not responding", ["trouble: touch"]),
        ("bluetooth not working", ["trouble: bluetooth"]),
        ("its broken and the screen is cracked", ["trouble: not working", "repair: screen"]),
        ("it gets hot when charging", ["trouble: overheating"]),
        ("my battery is swollen", ["repair: battery", "topic: danger"]),
        ("smells burnt", ["topic: danger"]),
        ("thats fire bro", []),
        ("la bateria esta inflada", ["repair: battery", "topic: danger"]),
        ("can you unlock it", ["topic: unlocking"]),
        ("do u buy phones", ["topic: buy and sell"]),
        ("get my pictures off it", ["topic: data recovery"]),
        ("will my photos be deleted", ["topic: data"]),
        ("what does the warranty cover", ["topic: warranty terms"]),
        ("cuanto se tardan", ["topic: duration"]),
        ("donde estan", ["topic: address"]),
        ("i need an appointment tomorrow", []),
        ("hdmi port on my ps5", ["trouble: hdmi", "thing: playstation"]),
        ("redmi note 10", ["thing: xiaomi"]),
        ("galaxy tab a8", ["thing: tablet"]),
        ("switch my appointment to 3", []),
        ("i'll watch for your text", []),
        ("drop off at 1", []),
        ("keep in touch", []),
        ("hello", []),
    ],
)
def test_repairs_troubles_things_and_topics_are_read(text: str, names: list[str]) -> None:
    assert read(text) == names


@pytest.mark.parametrize(
    ("text", "repairs"),
    [
        ("battery and screen", ("battery", "screen")),
        ("cracked screen and battery", ("screen", "battery")),
        ("pantalla y batería", ("screen", "battery")),
        ("una mica y una funda", ("screen protector", "case")),
        ("cristal templado", ("screen protector",)),
        ("vidrio trasero", ("back glass",)),
        ("my back glass is cracked", ("back glass",)),
        ("fix a cracked back on my iphone", ("back glass",)),
        ("crakd screan ipone 13, bad batery", ("screen", "battery")),
    ],
)
def test_repairs_are_read_in_their_order(text: str, repairs: tuple[str, ...]) -> None:
    assert names_of(plain(text), SHOP, "repair") == repairs


def test_a_value_that_is_named_twice_is_told_once() -> None:
    assert names_of("cracked screen, the screen is cracked", SHOP, "repair") == ("screen",)


def spoken(phrase: str, pick: int, *, in_full: bool) -> str:
    """Return one of the ways in which a phrase of the list is said."""
    words = list[str]()
    for written in phrase.split():
        if written.endswith("?") and not in_full:
            continue
        choices = written.removesuffix("?").split("|")
        word = choices[pick % len(choices)]
        if word.startswith("<"):
            members = SHOP.spelling.classes[word.strip("<>")]
            word = members[pick % len(members)]
        words.append("a8" if word == "#" else word.rstrip("*"))
    return " ".join(words)


@pytest.mark.parametrize("row", SHOP.name_rows, ids=lambda row: f"{row.kind}-{row.value}")
def test_every_phrase_of_the_list_names_what_it_stands_for(row: NameRow) -> None:
    for phrase in row.phrases:
        for pick in range(4):
            for in_full in (True, False):
                said = spoken(phrase, pick, in_full=in_full)
                named = {(name.kind, name.value) for name in read_names(said, SHOP)}
                assert (row.kind, row.value) in named if row.kind else not named, said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_names_what_it_is_the_label_of(language: Language) -> None:
    for kind, keys in (("repair", SHOP.labels), ("trouble", SHOP.troubles), ("thing", SHOP.things)):
        for key in keys:
            assert of_kind(kind, SHOP.label(key, language)) == key


def test_no_two_rows_have_the_same_key() -> None:
    keys = [*SHOP.labels, *SHOP.troubles, *SHOP.things]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("family", SHOP.spelling.families)
def test_a_device_that_is_named_in_full_is_read_as_itself(family: str) -> None:
    models = [
        "iphone 13 pro max",
        "galaxy s22 ultra",
        "ipad air 5",
        "pixel 7a",
        "moto g power",
        *SHOP.spelling.names[family],
    ]
    for model in models:
        assert of_kind("device", device_name(model)) == model


@given(TEXTS)
def test_any_text_is_read_in_order_and_without_overlaps(text: str) -> None:
    said = plain(text)
    names = read_names(said, SHOP)
    ends = [0, *(named.end for named in names)]
    assert all(end <= named.start < named.end <= len(said) for end, named in zip(ends, names, strict=False))
    assert all(isinstance(named, Named) and named.value for named in names)


@given(st.text(max_size=60))
def test_a_text_that_is_not_plain_does_not_break_the_reader(text: str) -> None:
    assert all(0 <= named.start < named.end <= len(text) for named in read_names(text, SHOP))
