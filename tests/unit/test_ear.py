"""What a caller hears: short sentences in plain words, with nothing in them that only a reader understands."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.models import Job, Language
from linda.quotes import device_name
from linda.responses.aloud import aloud, brief
from linda.responses.compose import LONGEST_HEARD, Say, compose, say
from linda.responses.languages import TONGUES
from linda.responses.values import Money, in_words
from tests.unit.builders import PHONE, SHOP, TODAY, TOMORROW, slot
from tests.unit.test_responses import KINDS, LEAD, LEADS, sample, speaker, wordings

LANGUAGES: tuple[Language, ...] = get_args(Language)
# All others are said on calls; these are texted, or answer what only a text can be or have.
TEXTED = (
    "notice_",
    "line_",  # to the owner
    "web_",
    *("file_unreadable", "late_answer", "location_noted", "opted_out", "owner_will_text", "photo_noted", "too_much"),
    "voice_note",
)
HEARD = [key for key in KINDS if not key.startswith(TEXTED)]
# The name of the shop, a greeting and the owner's own words may take more sentences.
LONGER = ("call_greeting", "call_voicemail", "call_goodbye", "call_too_long", "no_walk_ins", "late_noted")
NOT_HEARD = re.compile(r"[^\w\s,.!?¡¿'-]|\d|_")
OF_READING = re.compile(
    r"\b(?:texting with|texting us here|texting from|text me|text us here|here's a link|reply (?:stop|yes)|type it"
    r"|write it|listed below|escríbeme|desde el que escribes|escribes con|me lo escribes|escríbenos por aquí"
    r"|dímelo por aquí|respond[ea] (?:stop|sí))\b"
)
ADDRESS = re.compile(r"://|\bwww\.\w|\w\.(?:com|net|org)\b", re.IGNORECASE)
# Parts of texts, joined at random to find what no example has.
WRITTEN = (
    *(
        "http://",
        "https://shop.example/x?a=1",
        "www.",
        "WWW.shop.com",
        ".com",
        "bob@shop.com",
        "@",
        "(904) 555-0123",
        "+1",
    ),
    *(
        "$",
        "79",
        "1,000",
        "99999999999",
        "0",
        "007",
        "4.5",
        "%",
        "\u00bd",
        "\u00b2",
        "\u0663",
        "1st",
        "12/24",
        "2026-11-01",
    ),
    *("9:30", "am", "PM", " p.m.", "Mon", "Feb ", " Rd", ", FL", "Apt ", "S22", "5G", "code ", "PIN: ", "iPhone ", "x"),
    *(
        " ",
        " ",
        ". ",
        ", ",
        "-",
        " - ",
        "/",
        "#",
        "&",
        "\u2019",
        "\u201c",
        "\u2026",
        "\U0001f600",
        "e\u0301",
        "¿",
        "?",
        "!",
    ),
)
SLOTS = {
    "today": slot(16, TODAY),
    "tomorrow": slot(9),
    "noon": slot(12, TODAY + timedelta(days=3)),
    "weeks ahead": slot(14, TODAY + timedelta(days=40)),
    "next year": slot(13, TODAY + timedelta(days=340)),
}
JOBS = (
    Job("charging port", "samsung galaxy s22 ultra"),
    Job("water damage", "iphone 13 pro max"),
    Job("", "pixel 7a", "face id"),
    Job("battery", "iphone se 2020"),
)
VALUES: Mapping[str, Mapping[str, object]] = {
    **{f"{name} slot": {"slot": at, "until": at, "next": at, "options": (at,)} for name, at in SLOTS.items()},
    "many jobs": {"jobs": JOBS, "job": JOBS[0], "device": "Samsung Galaxy S22 Ultra"},
    "a job": {"jobs": JOBS[1:2], "job": JOBS[1], "label": "water damage"},
    "a busy day": {"options": tuple(slot(hour) for hour in range(9, 17)), "leads": (*LEADS, LEAD)},
    "a visit": {
        "lead": replace(LEAD, lead_type="on_site", device="galaxy s22 ultra", discount_percent=7.5),
        "address": "12345 St Johns Bluff Rd S #4, Jacksonville, FL 32211",
    },
    "a call back": {"lead": replace(LEAD, lead_type="callback", appointment_date="2026-12-31")},
    "amounts": {"amount": Money(1234.5), "fee": Money(20), "percent": 12.5, "most": 21, "prices": SHOP.prices["case"]},
    "prices by model": {"prices": {"iphone": 79, "samsung": 89, "pixel": 99.5, "ipad": 101, "motorola": 121}},
    "a bulletin": {"text": "Closed 12/24 & 12/25; back Mon-Fri 9am-5pm - call (904) 555-0123 or see www.shop.com/x!"},
    "notes": {"text": "NEW: screens from $65* (any iPhone), 10% off + free case @ 8410 Merrill Rd - 24/7 \U0001f600"},
    "names": {"name": "Ann & Bob (2)", "assistant": "LINDA 2.0", "item": "screen protector"},
}


def is_heard_well(text: str) -> bool:
    return not NOT_HEARD.search(text) and len(text.split()) <= LONGEST_HEARD and not OF_READING.search(text.lower())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", HEARD)
def test_every_response_is_heard_well_whatever_it_tells(key: str, language: Language) -> None:
    for name, values in {"": {}, **VALUES}.items():
        given = {} if "/" in key and name else values
        for text in wordings(sample(key, **given), language, "ear"):
            assert text, (key, name)
            assert is_heard_well(text), (name, text)
            assert aloud(text, TONGUES[language]) == text  # It can be said again.


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", HEARD)
def test_a_response_is_one_or_two_sentences(key: str, language: Language) -> None:
    for text in wordings(sample(key), language, "ear"):
        ends = len(re.findall(r"[.!?](?=\s|$)", text))
        assert ends <= (4 if key.startswith(LONGER) else 2), text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", sorted(SHOP.facts))
def test_every_fact_of_the_shop_is_heard_well_and_whole(topic: str, language: Language) -> None:
    fact = SHOP.fact(topic, language)
    if fact is None or not fact.text:
        return
    for kind in ("fact", "safety"):
        said = compose([say(kind, text=fact.text)], speaker(language, "ear"))
        assert is_heard_well(said), said
        assert said == aloud(fact.text, TONGUES[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_with_a_name_is_heard_well(language: Language) -> None:
    for key in SHOP.names:
        assert not NOT_HEARD.search(in_words(SHOP.label(key, language), "", speaker(language, "ear"))), key
    for device in ("iphone 13 pro max", "galaxy s22 ultra", "galaxy a14 5g", "pixel 7a", "ipad pro 12.9", "ps5"):
        assert not NOT_HEARD.search(in_words(Job("screen", device), "", speaker(language, "ear"))), device


@pytest.mark.parametrize(
    ("text", "english", "spanish"),
    [
        ("iPhone 13 Pro Max", "iPhone thirteen Pro Max", "iPhone trece Pro Max"),
        ("Galaxy S21 5G", "Galaxy S twenty-one five G", "Galaxy S veintiuno cinco G"),
        ("8410 Merrill Rd", "eighty-four ten Merrill Road", "ocho mil cuatrocientos diez Merrill Road"),
        ("5 Elm Ct., Apt. 12", "five Elm Court, apartment twelve", "cinco Elm Court, apartment doce"),
        ("9905 W 8th St", "ninety-nine oh five W eighth Street", "nueve mil novecientos cinco W ocho Street"),
        ("7 Old St. Augustine Rd", "seven Old Saint Augustine Road", "siete Old Saint Augustine Road"),
        ("4 Oak St Apt 2", "four Oak Street apartment two", "cuatro Oak Street apartment dos"),
        ("911", "nine one one", "nueve uno uno"),
        ("PIN 4821", "PIN four eight two one", "PIN cuatro ocho dos uno"),
        ("code is: 907", "code is, nine zero seven", "code is, nueve cero siete"),
        ("Mon-Fri, Sun.", "Monday to Friday, Sunday.", "Monday a Friday, Sunday."),
        ("12/24", "December twenty-fourth", "veinticuatro de diciembre"),
        ("2026-11-01", "November first", "primero de noviembre"),
        ("Dec. 24th", "December twenty-fourth", "veinticuatro de diciembre"),
        ("9:30am", "nine thirty in the morning", "nueve y media de la mañana"),
        ("5 p.m. or 12 AM", "five in the afternoon or midnight", "cinco de la tarde or doce de la noche"),
        ("10:30", "ten thirty", "diez y media"),
        ("15:00", "three in the afternoon", "tres de la tarde"),
        ("29:75", "twenty-nine, seventy-five", "veintinueve, setenta y cinco"),
        ("13/45", "thirteen forty-five", "trece cuarenta y cinco"),
        ("iPhone 11/12", "iPhone eleven twelve", "iPhone once doce"),
        ("$79-$99", "seventy-nine dollars to ninety-nine dollars", "setenta y nueve dólares a noventa y nueve dólares"),
        ("$1,049.50", "one thousand forty-nine dollars and fifty cents", "mil cuarenta y nueve dólares con cincuenta"
            " centavos"),
        ("1,200", "one thousand two hundred", "mil doscientos"),
        ("4.5 or 1\u00bd", "four point five or one point five", "cuatro punto cinco or uno punto cinco"),
        ("1 día, 21 horas", "one día, twenty-one horas", "un día, veintiuna horas"),
        ("200 veces, 1 por 1", "two hundred veces, one por one", "doscientas veces, uno por uno"),
        ("bob.lee@shop.com", "bob dot lee at shop dot com", "bob punto lee arroba shop punto com"),
        ("A & B, #1", "A and B, number one", "A y B, número uno"),
        ("(sí) ¡(no)!", "sí, ¡no!", "sí, ¡no!"),
        ("**Yes**\u2026 it\u2019s - really?!", "Yes. it's, really?", "Yes. it's, really?"),
        ("See www.shop.com/x, or shop.com.", "See, or shop dot com.", "See, or shop punto com."),
        ("http://shop.example/x", "", ""),
    ],
)  # fmt: skip
def test_a_text_is_read_as_a_person_says_it(text: str, english: str, spanish: str) -> None:
    assert aloud(text, TONGUES["en"]) == english
    assert aloud(text, TONGUES["es"]) == spanish


@pytest.mark.parametrize("text", [PHONE, PHONE[2:], "(904) 252-0927", "904.252.0927", "1-904-252-0927"])
def test_a_phone_number_is_told_digit_by_digit(text: str) -> None:
    assert aloud(text, TONGUES["en"]) == "nine zero four, two five two, zero nine two seven"
    assert aloud(text, TONGUES["es"]) == "nueve cero cuatro, dos cinco dos, cero nueve dos siete"


@pytest.mark.parametrize("text", ["9" * 6000, "$" + "9" * 6000, "9" * 6000 + "%", "a" + "9" * 6000 + "st"])
def test_a_number_without_end_is_told_by_its_digits(text: str) -> None:
    assert aloud(text, TONGUES["en"]).count("nine") == 6000


ANYTHING = st.one_of(
    st.text(max_size=80),
    st.text("0123456789:/-.,$%()&#+@\u00bd apmAPM", max_size=40),
    st.lists(st.sampled_from(WRITTEN), max_size=8).map("".join),
)


@given(ANYTHING, st.sampled_from(LANGUAGES))
def test_whatever_is_written_no_symbol_digit_or_address_is_read_out(text: str, language: Language) -> None:
    said = aloud(text, TONGUES[language])
    assert not NOT_HEARD.search(said)
    assert not ADDRESS.search(said)
    assert said == " ".join(said.split())


@given(ANYTHING, st.integers(0, 45))
def test_what_is_brief_is_no_longer_than_it_may_be(text: str, longest: int) -> None:
    assert len(brief(text, longest).split()) <= longest


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_list_has_more_than_three_parts(language: Language) -> None:
    heard = in_words(JOBS, "", speaker(language, "ear"))
    assert heard.endswith({"en": "and two more", "es": "y dos más"}[language])
    assert len(re.split(r", | and | y ", heard)) == 3


@pytest.mark.parametrize(
    ("says", "english", "spanish"),
    [
        (
            say("ask_book", jobs=(Job("screen", "iphone 13"),), slot=slot(14)),
            "iPhone thirteen screen repair, tomorrow, Wednesday, at two in the afternoon. Shall I book it?",
            "Reparación de pantalla de iPhone trece, mañana, miércoles, a las dos de la tarde. ¿Te lo aparto?",
        ),
        (
            say("ask_move", lead=LEAD, slot=slot(9, TODAY + timedelta(days=4))),
            "Your iPhone thirteen screen repair moves to Saturday, February fourteenth, at nine in the morning. Shall I"
            " change it?",
            "Tu reparación de pantalla de iPhone trece pasa para el sábado catorce de febrero, a las nueve de la"
            " mañana. ¿Hago el cambio?",
        ),
        (
            say("ask_cancel", lead=LEAD),
            "Your iPhone thirteen screen repair, tomorrow, Wednesday, at two in the afternoon. Shall I cancel it?",
            "Tu reparación de pantalla de iPhone trece, mañana, miércoles, a las dos de la tarde. ¿Quieres que la"
            " cancele?",
        ),
        (
            say("ask_call", slot=slot(16, TODAY)),
            "Should Brandon call you today, Tuesday, at four in the afternoon?",
            "¿Quieres que Brandon te llame hoy, martes, a las cuatro de la tarde?",
        ),
        (
            say("call_number_back", number=PHONE),
            "I have nine zero four, two five two, zero nine two seven. Is that right?",
            "Tengo el nueve cero cuatro, dos cinco dos, cero nueve dos siete. ¿Es correcto?",
        ),
    ],
)
def test_what_is_to_be_done_is_read_back_before_the_question(says: Say, english: str, spanish: str) -> None:
    assert compose([says], speaker("en", "ear")) == english
    assert compose([says], speaker("es", "ear")) == spanish


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_greeting_of_the_owners_does_not_hide_who_speaks_nor_the_question(language: Language) -> None:
    text = "You have reached the very best phone repair shop in all of Jacksonville and its beaches. " * 3
    said = compose([sample("call_greeting_own", text=text), say("how_can_help")], speaker(language, "ear"))
    assert len(said.split()) <= LONGEST_HEARD
    assert "LINDA" in said
    assert {"en": "AI assistant", "es": "asistente de IA"}[language] in said
    assert {"en": "zero for Brandon", "es": "cero para Brandon"}[language] in said
    assert said.endswith("?")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_is_never_cut_off(language: Language) -> None:
    bulletin = say("bulletin", text="We moved to a new place with a lot of parking right in front of the door. " * 2)
    asked = sample("ask_book_on_site", jobs=JOBS, address="12345 Beach Blvd, Building 7, Apt 1204, Jacksonville, FL")
    for says in ([bulletin, asked], [asked], [say("praise"), bulletin, say("ask_when")]):
        said = compose(says, speaker(language, "ear"))
        assert len(said.split()) <= LONGEST_HEARD
        assert said.endswith("?")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ["", "8410 Merrill Rd, Apt 12", "12345 St Johns Bluff Rd S #4, Jacksonville, FL"])
@pytest.mark.parametrize("jobs", [(), JOBS[:1], JOBS])
def test_a_visit_is_never_read_back_without_its_time_place_and_fee(
    jobs: tuple[Job, ...], address: str, language: Language
) -> None:
    at, fee, by_ear = slot(13, TODAY + timedelta(days=40)), Money(SHOP.on_site_fee), speaker(language, "ear")
    asked = say("ask_book_on_site", jobs=jobs, address=address, slot=at, fee=fee)
    for last in ("", compose([asked], by_ear)):
        said = compose([asked], speaker(language, "ear", last))
        assert in_words(at, "read", by_ear).lower() in said.lower()
        assert not jobs or in_words(address, "", by_ear) in said
        assert in_words(fee, "", by_ear) in said
        assert said.endswith("?")


@pytest.mark.parametrize(
    ("text", "longest", "short"),
    [
        ("One two. Three four.", 4, "One two. Three four."),
        ("One two. Three four five.", 4, "One two."),
        ("One two three four five.", 3, "One two three."),
        ("One two three. Four five. Six?", 4, "One two three. Six?"),
        ("One two three four. Five?", 3, "One two. Five?"),
        ("One. Two three four?", 3, "Two three four?"),
        ("One two three four five?", 3, "One two three."),
    ],
)
def test_what_is_too_long_keeps_whole_sentences_and_its_question(text: str, longest: int, short: str) -> None:
    assert brief(text, longest) == short


def test_tomorrow_is_told_with_its_weekday_only_when_it_is_read_back() -> None:
    assert in_words(slot(14, TOMORROW), "read", speaker("en", "ear")) == "tomorrow, Wednesday, at two in the afternoon"
    assert in_words(slot(14, TOMORROW), "", speaker("en", "ear")) == "tomorrow at two in the afternoon"


def test_a_device_is_called_the_same_in_every_sentence() -> None:
    name = aloud(device_name("iphone 13", SHOP), TONGUES["en"])
    for key in ("ask_book", "ask_move", "ask_cancel", "booked", "moved", "your_booking"):
        jobs = {"jobs": (Job("screen", "iphone 13"),)} if key == "ask_book" else {}
        assert name in compose([sample(key, **jobs)], speaker("en", "ear"))
