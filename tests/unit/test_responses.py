"""What LINDA says: every response in both languages, by text and for the ear, and replies put together from them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise
from string import Formatter
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.agent.guard import asks_for_opt_out
from linda.booking import BookingRequest, new_lead
from linda.models import ANY_TIME, LEAD_TYPES, Job, Language, Lead, Slot, Window
from linda.replies import plain_text
from linda.responses import compose as composing
from linda.responses.compose import LONGEST_HEARD, Say, compose, say
from linda.responses.languages import TONGUES
from linda.responses.values import Form, Money, Speaker, in_words
from tests.unit.builders import PHONE, SHOP, TODAY, TOMORROW, premises, slot

LANGUAGES: tuple[Language, ...] = get_args(Language)
FORMS: tuple[Form, ...] = get_args(Form)
KINDS = sorted(TONGUES["en"].SENTENCES)
ALWAYS_KNOWN = {"owner", "shop", "city", "warranty"}
STIFF = (
    "called off",
    "which one shall",
    "shall it be",
    "reply yes",
    "reply with",
    "responde sí",
    "responde si",
    "kindly",
    "usted",
)
NEXT_WEEK = TODAY + timedelta(days=13)
LEAD = new_lead(premises(), BookingRequest(slot(14), PHONE, "screen", "web", "iPhone 13"))
LEADS = (LEAD, replace(LEAD, repair_type="battery", appointment_time="3:00 PM"), replace(LEAD, device="galaxy s22"))
SAMPLES: Mapping[str, object] = {
    "action": "cancel",
    "address": "8410 Merrill Rd, Apt 12",
    "amount": Money(79),
    "answer": "yes",
    "assistant": "LINDA",
    "at": time(14),
    "customers": ("Ana Thu, Dec 24 at 10:00 AM", "Bo Thu, Dec 24 at 2:00 PM"),
    "before": slot(9),
    "day": TODAY + timedelta(days=4),
    "days": (TODAY, TODAY + timedelta(days=4)),
    "code": "012345",
    "count": 3,
    "ending": "0123",
    "entries": ("2:00 PM Ann, iPhone 13 screen repair", "4:00 PM Bo, call"),
    "free": ("9:00 AM", "11:00 AM"),
    "names": ("Ann", "Bo"),
    "who": "marisol",
    "device": "iPhone 13",
    "fee": Money(20),
    "first": time(9),
    "item": "screen protector",
    "job": Job("screen", "iPhone 13"),
    "jobs": (Job("screen", "iPhone 11"), Job("battery", "iPhone 11")),
    "kind": "video",
    "label": "screen repair",
    "last": time(16),
    "lead": LEAD,
    "leads": LEADS,
    "most": 3,
    "name": "Ann",
    "next": slot(9),
    "number": "+19045550123",
    "options": (slot(9), slot(11), slot(14)),
    "percent": 10,
    "phone": "+19045550123",
    "question": "Do you fix drones?",
    "questions": "7) Ann: Do you fix drones?; 8) Ben: 20% off",
    "prices": SHOP.prices["screen"],
    "slot": slot(14),
    "status": "gym",
    "text": "We close at 3:00 PM on Friday.",
    "thing": "consoles",
    "topics": ("parking", "tax"),
    "until": slot(16, TODAY),
    "url": "https://g.page/r/EmperorLinda/review",
    "wanted": 20,
    "words": "the part is in on Friday.",
    "window": Window(time(14, 1)),
}


def speaker(language: Language = "en", form: Form = "text", last_reply: str = "") -> Speaker:
    return Speaker(SHOP, TODAY, language, form, last_reply)


def fields_of(wordings: Sequence[str]) -> set[str]:
    return {name for words in wordings for _, name, _, _ in Formatter().parse(words) if name} - ALWAYS_KNOWN


def sample(key: str, **given: object) -> Say:
    """The response of the kind, or of its variant, with values for all of its fields."""
    kind, _, variant = key.partition("/")
    tables = [tongue.SENTENCES for tongue in TONGUES.values()] + [tongue.EAR for tongue in TONGUES.values()]
    names = set[str]().union(*(fields_of(table.get(name, ())) for table in tables for name in (kind, key)))
    values = {name: SAMPLES[name] for name in names} | ({"days": 30} if kind == "too_far" else {}) | given
    if variant == "one":
        values["options"] = (slot(14),)
    elif variant:
        values[variant.removeprefix("no_")] = {"window": ANY_TIME, "jobs": ()}.get(variant[3:])
    return Say(kind, values)


def wordings(said: Say, language: Language, form: Form) -> Iterator[str]:
    """All that is said for the response if it is asked for again and again."""
    last = ""
    for _ in range(4):
        last = compose([said], speaker(language, form, last))
        yield last


# --- the tables


def test_both_languages_have_the_same_kinds_with_the_same_fields() -> None:
    english, spanish = TONGUES["en"], TONGUES["es"]
    assert english.SENTENCES.keys() == spanish.SENTENCES.keys()
    for key in KINDS:
        assert fields_of(english.SENTENCES[key]) == fields_of(spanish.SENTENCES[key]), key
    for tongue in (english, spanish):
        for key, heard in tongue.EAR.items():
            assert fields_of(heard) <= fields_of(tongue.SENTENCES[key]), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_is_weighed_is_a_kind(language: Language) -> None:
    known = {key.partition("/")[0] for key in TONGUES[language].SENTENCES}
    assert composing._WEIGHTS.keys() <= known


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("key", KINDS)
def test_every_response_is_one_that_may_be_said(key: str, form: Form, language: Language) -> None:
    if form == "ear" and key.startswith("line_"):
        return  # The owner reads it.
    said = set(wordings(sample(key), language, form))
    assert len(said) == (1 if key.startswith(("notice_", "line_")) else 2)
    for text in said:
        assert text
        assert len(text) <= SHOP.longest_reply
        assert key == "notice_confirmation" or not asks_for_opt_out(text)
        assert not [words for words in STIFF if words in text.lower()]
        if form == "text":
            assert text == plain_text(text)
        elif not key.startswith(("notice_", "line_")):  # Both are texts.
            assert len(text.split()) <= LONGEST_HEARD
            assert not set(text) & set("$%&/:;()+*#\"'".replace("'", "")), text
            assert "A)" not in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", [key for key in KINDS if "item" in fields_of(TONGUES["en"].SENTENCES[key])])
def test_accessories_have_their_articles(key: str, language: Language) -> None:
    case, protector = {"en": ("case", "screen protector"), "es": ("funda", "protector de pantalla")}[language]
    assert case in compose([sample(key, item="case")], speaker(language))
    assert protector in compose([sample(key, item="screen protector")], speaker(language))


# --- values


@pytest.mark.parametrize(
    ("value", "form", "english", "spanish"),
    [
        (slot(14), "", "tomorrow (Wed, Feb 11) at 2:00 PM", "mañana (mié 11 de feb) a las 2:00 PM"),
        (slot(13), "short", "tomorrow at 1:00 PM", "mañana a la 1:00 PM"),
        (slot(9, NEXT_WEEK), "", "Mon, Feb 23 at 9:00 AM", "el lun 23 de feb a las 9:00 AM"),
        (slot(9, date(2027, 2, 1)), "", "Mon, Feb 1, 2027 at 9:00 AM", "el lun 1 de feb de 2027 a las 9:00 AM"),
        (slot(16, TODAY), "until", "until 4:00 PM", "hasta las 4:00 PM"),
        (slot(16), "until", "until tomorrow at 4:00 PM", "hasta mañana a las 4:00 PM"),
        (TODAY, "", "today", "hoy"),
        (NEXT_WEEK, "until", "until Mon, Feb 23", "hasta el lun 23 de feb"),
        (time(13), "at", "at 1:00 PM", "a la 1:00 PM"),
        (Money(79), "", "$79", "$79"),
        (Money(49.5), "", "$49.50", "$49.50"),
        (7.5, "percent", "7.5%", "7.5%"),
        (Job("screen", "iphone 13"), "", "iPhone 13 screen repair", "reparación de pantalla de iPhone 13"),
        (Job("screen"), "a", "a screen repair", "una reparación de pantalla"),
        (Job("", "iphone 13"), "a", "an iPhone 13 repair", "una reparación de iPhone 13"),
        (Job(), "", "repair", "reparación"),
        (
            Job("", "iPhone 12 mini", "microphone"),
            "",
            "iPhone 12 Mini diagnostic (microphone problem)",
            "revisión de iPhone 12 Mini (problema de micrófono)",
        ),
        (Job("", "Nintendo Switch", "screen"), "device", "Nintendo Switch", "Nintendo Switch"),
        (
            (Job("screen", "iPhone 11"), Job("battery", "iPhone 11")),
            "",
            "iPhone 11 screen repair and battery replacement",
            "reparación de pantalla y cambio de batería de iPhone 11",
        ),
        (
            (Job("screen", "iPhone 13"), Job("battery", "galaxy s21")),
            "",
            "iPhone 13 screen repair and Galaxy S21 battery replacement",
            "reparación de pantalla de iPhone 13 y cambio de batería de Galaxy S21",
        ),
        ((slot(15), slot(16)), "times", "A) 3:00 PM or B) 4:00 PM", "A) 3:00 PM o B) 4:00 PM"),
        ((slot(15), slot(16)), "", "tomorrow A) 3:00 PM or B) 4:00 PM", "mañana A) 3:00 PM o B) 4:00 PM"),
        (
            (slot(15), slot(9, TODAY + timedelta(days=2)), slot(9, NEXT_WEEK)),
            "times",
            "A) tomorrow 3:00 PM, B) Thu 9:00 AM or C) Mon, Feb 23 9:00 AM",
            "A) mañana 3:00 PM, B) jue 9:00 AM o C) lun 23 de feb 9:00 AM",
        ),
        ((slot(15),), "", "tomorrow at 3:00 PM", "mañana a las 3:00 PM"),
        (Window(time(14, 1)), "", "after 2:00 PM", "después de las 2:00 PM"),
        (Window(time(14)), "", "from 2:00 PM on", "desde las 2:00 PM"),
        (Window(None, time(11, 59)), "", "before 12:00 PM", "antes de las 12:00 PM"),
        (Window(None, time(15)), "", "by 3:00 PM", "hasta las 3:00 PM"),
        (
            Window(time(13), time(15)),
            "",
            "between 1:00 PM and 3:00 PM",
            "entre la 1:00 PM y las 3:00 PM",
        ),
        (ANY_TIME, "", "", ""),
        (SHOP.prices["screen"], "", "$79 (iPhone) / $89 (Samsung)", "$79 (iPhone) / $89 (Samsung)"),
        (
            {"screen": {"iphone": 79, "any": 99}, "battery": {"any": 49}, "case": {"any": 25}},
            "",
            "screens $79 (iPhone) / $99 (other), battery $49, case $25",
            "pantalla $79 (iPhone) / $99 (otros), batería $49, funda $25",
        ),
        ("gym", "doing", "at the gym", "en el gimnasio"),
    ],
)
def test_values_are_written_as_people_write_them(value: object, form: str, english: str, spanish: str) -> None:
    assert in_words(value, form, speaker("en")) == english
    assert in_words(value, form, speaker("es")) == spanish


@pytest.mark.parametrize(
    ("value", "form", "english", "spanish"),
    [
        (slot(14), "", "tomorrow at two in the afternoon", "mañana a las dos de la tarde"),
        (
            slot(13, NEXT_WEEK),
            "",
            "Monday, February twenty-third at one in the afternoon",
            "el lunes veintitrés de febrero a la una de la tarde",
        ),
        (date(2026, 3, 1), "", "Sunday, March first", "el domingo primero de marzo"),
        (time(14, 30), "", "two thirty in the afternoon", "dos y media de la tarde"),
        (time(9, 5), "", "nine oh five in the morning", "nueve y cinco de la mañana"),
        (time(12), "at", "at noon", "a las doce del mediodía"),
        (Money(79), "", "seventy-nine dollars", "setenta y nueve dólares"),
        (Money(21), "", "twenty-one dollars", "veintiún dólares"),
        (Money(131), "", "one hundred thirty-one dollars", "ciento treinta y un dólares"),
        (Money(1100), "", "one thousand one hundred dollars", "mil cien dólares"),
        (Money(1), "", "one dollar", "un dólar"),
        (Money(49.5), "", "forty-nine dollars and fifty cents", "cuarenta y nueve dólares con cincuenta centavos"),
        (10, "percent", "ten percent", "diez por ciento"),
        (7.5, "percent", "seven point five percent", "siete punto cinco por ciento"),
        ((slot(9), slot(11), slot(14)), "times", "at nine, at eleven or at two", "a las nueve, a las once o a las dos"),
        (
            (slot(12, TODAY + timedelta(days=2)), slot(13, TODAY + timedelta(days=3))),
            "",
            "Thursday at noon or Friday at one",
            "el jueves a las doce o el viernes a la una",
        ),
        (
            SHOP.prices["screen"],
            "",
            "seventy-nine dollars for iPhone and eighty-nine dollars for Samsung",
            "setenta y nueve dólares para iPhone y ochenta y nueve dólares para Samsung",
        ),
        (
            "Screens from $65 (any iPhone), until 6:30 PM, 10% off: http://shop.example/x",
            "",
            "Screens from sixty-five dollars, any iPhone, until six thirty in the evening, ten percent off",
            "Screens from sesenta y cinco dólares, any iPhone, until seis y media de la tarde, diez por ciento off",
        ),
        (
            "*9:00 AM* / _10:00 AM_ & [noon]",
            "",
            "nine in the morning, ten in the morning and noon",
            "nueve de la mañana, diez de la mañana y noon",
        ),
    ],
)
def test_values_are_spoken_as_people_say_them(value: object, form: str, english: str, spanish: str) -> None:
    assert in_words(value, form, speaker("en", "ear")) == english
    assert in_words(value, form, speaker("es", "ear")) == spanish


def test_by_ear_there_are_at_most_three_options() -> None:
    options = tuple(slot(hour) for hour in (9, 10, 11, 13, 14))
    assert compose([say("offer_day", day=TOMORROW, options=options)], speaker("en", "ear")) == (
        "Tomorrow I have openings at nine, at ten or at eleven. Which works for you?"
    )


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("one two three four five six seven eight nine ten. " * 5, 40),
        ("one two three four five six seven eight. " * 6, 40),
        ("one two three four five six seven. " * 7, 35),
        ("Short. " + "word " * 50, 40),
    ],
)
def test_a_long_text_by_ear_ends_with_a_sentence_if_that_leaves_most_of_it(text: str, heard: int) -> None:
    said = compose([say("fact", text=text)], speaker("en", "ear"))
    assert len(said.split()) == heard
    assert said.endswith(".")


@given(st.integers(0, 9999))
def test_every_number_has_words_of_its_own(count: int) -> None:
    for tongue in TONGUES.values():
        assert tongue.number(count).replace(" ", "").replace("-", "").isalpha()
        assert count == 0 or tongue.number(count) != tongue.number(count - 1)


# --- replies


@pytest.mark.parametrize(
    ("says", "english", "spanish"),
    [
        (
            [say("booked", lead=LEAD)],
            "Booked: iPhone 13 screen repair, tomorrow (Wed, Feb 11) at 2:00 PM, EmperorLinda Cell Phone Repairs,"
            " Jacksonville, FL. Starts at $79, 90-day warranty. See you then!",
            "Listo, tienes cita: reparacion de pantalla de iPhone 13, mañana (mié 11 de feb) a las 2:00 PM,"
            " EmperorLinda Cell Phone Repairs, Jacksonville, FL. Desde $79, garantia de 90 dias. ¡Nos vemos!",
        ),
        (
            [say("fact", text="Yes, we take Cash App."), say("offer_day", day=TOMORROW, options=(slot(15), slot(16)))],
            "Yes, we take Cash App. Tomorrow I have A) 3:00 PM or B) 4:00 PM. Which works for you?",
            "Yes, we take Cash App. Mañana tengo A) 3:00 PM o B) 4:00 PM. ¿Cual te queda bien?",
        ),
        (
            [say("passed_on", until=slot(16, TODAY), status="gym")],
            "I've passed that on to Brandon. He's at the gym until 4:00 PM and will get back to you after that.",
            "Ya se lo pasé a Brandon. Esta en el gimnasio hasta las 4:00 PM y te responde después.",
        ),
        (
            [say("passed_on", until=None, status="working")],
            "I've passed that on to Brandon, and he'll get back to you as soon as he can.",
            "Ya se lo pasé a Brandon, y te responde en cuanto pueda.",
        ),
        (
            [say("price", job=Job("screen", "iPhone 13"), amount=Money(79)), say("ask_when")],
            "iPhone 13 screen repair starts at $79. When would you like to come in?",
            "La reparacion de pantalla de iPhone 13 cuesta desde $79. ¿Cuando quieres venir?",
        ),
    ],
)
def test_responses_become_one_reply(says: list[Say], english: str, spanish: str) -> None:
    assert compose(says, speaker("en")) == english
    assert compose(says, speaker("es")) == spanish


@pytest.mark.parametrize(
    ("topic", "english", "spanish"),
    [
        ("parking", "parking", "el estacionamiento"),
        ("no fix no fee", "what it costs if it can't be fixed", "cuanto se cobra si no tiene arreglo"),
        ("bookings", "that", "eso"),
    ],
)
def test_what_only_the_owner_knows_is_named_in_the_customers_language(topic: str, english: str, spanish: str) -> None:
    said = say("fact_unknown", topics=(topic,), status="working", until=None)
    assert f"I've asked Brandon about {english}, and he'll text you" in compose([said], speaker("en"))
    assert f"Ya le pregunté a Brandon por {spanish}, y te escribe" in compose([said], speaker("es"))


def test_nothing_to_say_is_silence() -> None:
    assert compose([], speaker(last_reply="Hi!")) == ""


def test_safety_comes_first_and_the_question_last() -> None:
    says = [
        say("ask_when"),
        say("upsell", item="case", amount=Money(25)),
        say("welcome"),
        say("safety", text="Go out!"),
    ]
    said = compose(says, speaker())
    assert said.startswith("Go out! You're welcome!")
    assert said.index("When would") < said.index("Want to add a case")


def test_what_does_not_fit_is_left_out_in_whole_sentences_the_least_important_first() -> None:
    bulletin = "Our new store opens in March, and until then we are happy to see you here at the old place every day."
    fact = (
        "Every repair has a 90-day warranty, and it covers the part and the work, but neither drops nor water at all."
    )
    says = [say("bulletin", text=bulletin), say("fact", text=fact), say("booked", lead=LEAD)]
    said = compose([*says, say("upsell", item="screen protector", amount=Money(15))], speaker())
    assert bulletin not in said
    assert said.startswith(f"{fact} Booked: iPhone 13 screen repair")
    assert said.endswith("See you then!")


def test_a_question_that_is_asked_again_is_asked_in_other_words_whatever_else_is_said() -> None:
    offer = say("offer_day", day=TOMORROW, options=(slot(15), slot(16)))
    first = compose([say("welcome"), offer], speaker())
    second = compose([say("again_question"), offer], speaker(last_reply=first))
    assert second == "Sorry, I didn't get that. Free tomorrow: A) 3:00 PM or B) 4:00 PM. Which one?"


def test_a_laidback_owner_has_a_laidback_receptionist() -> None:
    said = compose([say("hello", assistant="LINDA")], Speaker(SHOP, TODAY, tone="laidback"))
    assert said == "Hey there! LINDA here, the AI assistant at EmperorLinda Cell Phone Repairs."


SLOTS = st.builds(
    Slot,
    st.integers(0, 400).map(lambda ahead: TODAY + timedelta(days=ahead)),
    st.sampled_from([time(9), time(12), time(13), time(16), time(14, 30)]),
)
REPAIRS, DEVICES = st.sampled_from(["", *SHOP.prices]), st.sampled_from(["", "iphone 13 pro max", "galaxy s22 ultra"])


@st.composite
def leads(draw: st.DrawFn) -> Lead:
    at = draw(SLOTS)
    return replace(
        LEAD,
        repair_type=draw(REPAIRS),
        device=draw(DEVICES),
        lead_type=draw(st.sampled_from(LEAD_TYPES)),
        appointment_date=at.day.isoformat(),
        appointment_time=f"{at.at:%H:%M}",
        discount_percent=draw(st.sampled_from([0, 7.5])),
    )


JOBS = st.builds(Job, REPAIRS, DEVICES)
DRAWN: Mapping[str, st.SearchStrategy[object]] = {
    "lead": leads(),
    "leads": st.lists(leads(), min_size=1, max_size=3).map(tuple),
    "slot": SLOTS,
    "until": st.none() | SLOTS,
    "next": st.none() | SLOTS,
    "options": st.lists(SLOTS, min_size=1, max_size=4, unique=True).map(tuple),
    "job": JOBS,
    "jobs": st.lists(JOBS, max_size=3).map(tuple),
    "address": st.sampled_from(["", "8410 Merrill Rd"]),
    "text": st.text("abc xyz", min_size=1, max_size=60).map(lambda text: f"So {text}."),
}


@st.composite
def anything_said(draw: st.DrawFn) -> Say:
    key = draw(st.sampled_from([key for key in KINDS if not key.startswith(("notice_", "line_"))]))
    said = sample(key)
    return Say(said.kind, {name: draw(DRAWN[name]) if name in DRAWN else value for name, value in said.values.items()})


@given(
    st.lists(st.lists(anything_said(), min_size=1, max_size=4), min_size=1, max_size=3),
    st.lists(st.integers(0, 2), min_size=2, max_size=6),
    st.sampled_from(LANGUAGES),
    st.sampled_from(FORMS),
)
def test_the_same_words_never_come_twice_in_a_row(
    replies: list[list[Say]], order: list[int], language: Language, form: Form
) -> None:
    said = [""]
    for number in order:
        said.append(compose(replies[number % len(replies)], speaker(language, form, said[-1])))
    for before, after in pairwise(said):
        assert "".join(filter(str.isalnum, before.lower())) != "".join(filter(str.isalnum, after.lower()))
        assert len(after) <= SHOP.longest_reply if form == "text" else len(after.split()) <= LONGEST_HEARD


@given(st.lists(anything_said(), min_size=1, max_size=6), st.sampled_from(LANGUAGES), st.sampled_from(FORMS))
def test_a_reply_holds_whole_responses_only_and_always_its_question_or_its_confirmation(
    says: list[Say], language: Language, form: Form
) -> None:
    said = compose(says, speaker(language, form))
    assert said == compose(says, speaker(language, form))
    alone = {compose([one], speaker(language, form)) for one in says}
    rest = said
    for whole in sorted(alone, key=len, reverse=True):
        rest = rest.replace(whole, "")
    assert rest.strip() == ""
    weights = {compose([one], speaker(language, form)): composing._WEIGHTS.get(one.kind, 0) for one in says}
    heaviest = max(weights.values())
    assert any(whole in said for whole, weight in weights.items() if weight == heaviest)
