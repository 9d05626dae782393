import unicodedata
from datetime import date, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from linda.models import Slot
from linda.natural_time import Wish, find_all, find_choice, find_hour, find_wish
from tests.unit.builders import TODAY, TOMORROW, slot

OFFERED = (slot(9), slot(10), slot(13))
WORDS = st.lists(
    st.sampled_from(
        [
            "tomorrow",
            "today",
            "next",
            "on",
            "at",
            "@",
            "fri",
            "sunday",
            "may",
            "march",
            "feb.",
            "2",
            "30",
            "99",
            "1st",
            "2nd",
            "2pm",
            "12am",
            "25:61",
            "noon",
            "2/12",
            "13/45",
            "2/30/2027",
            "2027-02-30",
            "o'clock",
            "iphone",
            "%",
            "maybe",
            "the",
            "second",
            "one",
            "last",
            "sat",
            "mañana",
            "pasado",
            "hoy",
            "el",
            "la",
            "a las",
            "y media",
            "menos cuarto",
            "domingo",
            "próximo",
            "next week",
            "la semana que viene",
            "de",
            "marzo",
            "día",
            "31",
            "the 31st",
            "dentro de 99 semanas",
            "dos",
            "última",
            "since",
            "not",
        ]
    )
).map(" ".join)

# What customers write on Tuesday, February 10, 2026, and the day and the time they name, their words for it in braces.
ENGLISH = {
    "Can I bring it in {tomorrow at 2pm}?": "2026-02-11 14:00",
    "{tomorrow @9} works": "2026-02-11 09:00",
    "{tmrw}?": "2026-02-11",
    "Are you open {today}?": "2026-02-10",
    "could I stop by {this afternoon}": "2026-02-10",
    "{tonight at 7}?": "2026-02-10 19:00",
    "{fri 10am}": "2026-02-13 10:00",
    "{Tuesday}": "2026-02-17",
    "is {wednesday} ok for a battery": "2026-02-11",
    "{this friday} please": "2026-02-13",
    "{next friday at 11}": "2026-02-20 11:00",
    "{friday next week}": "2026-02-20",
    "{Saturday morning}": "2026-02-14",
    "{monday morning} would be great": "2026-02-16",
    "{the day after tomorrow around 3}": "2026-02-12 15:00",
    "{in 2 days} I'm off work": "2026-02-12",
    "{the 15th at 10am}": "2026-02-15 10:00",
    "what about {the 20th}?": "2026-02-20",
    "{friday the 13th at 10}": "2026-02-13 10:00",
    "{feb 12th}": "2026-02-12",
    "{march 1st at 2pm}": "2026-03-01 14:00",
    "{the 4th of march} works for me": "2026-03-04",
    "{12 feb, 3pm}": "2026-02-12 15:00",
    "{2/12 at 3}": "2026-02-12 15:00",
    "{2/12/2027}": "2027-02-12",
    "{12/2} is fine": "2026-12-02",
    "{2026-02-12 14:00}": "2026-02-12 14:00",
    "{half past two}": "14:30",
    "{quarter to 3} is good": "14:45",
    "{2 o'clock}": "14:00",
    "{at two}?": "14:00",
    "{14h}": "14:00",
    "{14:30} works": "14:30",
    "{noon} works": "12:00",
    "{2:30 p.m.} please": "14:30",
    "{tomorrow} before noon": "2026-02-11",
    "{tomorrow} between 2 and 4": "2026-02-11",
    "{wednesday} after 3pm": "2026-02-11",
    "screen for my s22 {thursday at 1}": "2026-02-12 13:00",
    "iphone 13 battery {tomorrow 10am}": "2026-02-11 10:00",
    "maybe {2 pm}": "14:00",
    "how about {3}?": "15:00",
    "I can come by {2pm}": "14:00",
    "{tomorrow at 9 in the morning}": "2026-02-11 09:00",
    "can you do {sunday at noon}": "2026-02-15 12:00",
    "iphone 13": "",
    "iPhone 13 may be broken": "",
    "I sat on my phone": "",
    "my son sat on it": "",
    "I left it in the sun": "",
    "how much for my second phone?": "",
    "screen for my s22": "",
    "is it $79?": "",
    "I saw it at 20% off": "",
    "my battery dies at 20%": "",
    "2": "",
    "13/45": "",
    "are you open 24/7?": "",
    "in two hours": "",
    "next week": "",
    "sometime this weekend?": "",
    "last friday you fixed my screen": "",
    "it's dead since monday": "",
    "you fixed it 2 days ago": "",
    "how long does it take, 1 hour?": "",
    "good morning": "",
    "ipad 9th gen charging port": "",
    "I have the 2nd generation airpods": "",
    "do you march to your own beat lol": "",
    "I have 2 phones to fix": "",
    "my number is 904-252-0927": "",
    "no one answers at the shop": "",
    "hey can u fix my screen {sat at 11am}": "2026-02-14 11:00",
    "{Thursday the 19th} around lunch?": "2026-02-19",
    "Any chance for {tomorrow afternoon}?": "2026-02-11",
    "I could do {Mon 2/16 at 1pm}": "2026-02-16 13:00",
    "ok {3:15} then": "15:15",
    "lets say {wed at ten}": "2026-02-11 10:00",
    "{next tuesday 1pm} pls": "2026-02-17 13:00",
    "{next monday}?": "2026-02-16",
    "{Feb. 14th, 9:30am}": "2026-02-14 09:30",
    "{on the 3rd} if you can": "2026-03-03",
    "{tmr 4pm}": "2026-02-11 16:00",
    "{in three days at 10}": "2026-02-13 10:00",
    "u free {thurs}": "2026-02-12",
    "{today @ 4}": "2026-02-10 16:00",
    "my galaxy s21 fe is cracked, {friday 1 pm} good?": "2026-02-13 13:00",
    "february 30": "",
    "i dropped my 14 pro 2 weeks ago": "",
    "does the 90 day warranty cover it": "",
    "I got 2 kids and 3 broken ipads": "",
    "my moto g 2023 wont charge": "",
    "its at 1% and wont go up": "",
    "I'm at 103rd street": "",
    "what time do you close?": "",
    "My wife's phone fell 10 feet": "",
    "i have an iphone se 2nd gen": "",
    "It turned off second time this week": "",
    "lol ok one sec": "",
    "is 50 bucks ok?": "",
    "after work": "",
    "move my tuesday appointment to {thursday at 2}": "2026-02-12 14:00",
    "can you change my 2pm to {3pm}?": "15:00",
    "not tomorrow, {friday at 2}": "2026-02-13 14:00",
    "tomorrow doesn't work, {friday} at {3}": "2026-02-13 15:00",
    "cancel my {friday} appointment": "2026-02-13",
    "{monday the 9th of march}": "2026-03-09",
    "{tomorrow 3}": "2026-02-11 15:00",
    "{fri 10}": "2026-02-13 10:00",
    "{mon 9}": "2026-02-16 09:00",
    "{next sunday at 10}": "2026-02-22 10:00",
    "{12.30pm}": "12:30",
    "{230pm} good?": "14:30",
    "a week from friday": "",
    "yesterday at 3pm it died": "",
    "from 2 to 4": "",
    "can it be done by 5pm": "",
    "takes around 3 hours?": "",
    "at once please": "",
}
SPANISH = {
    "{mañana a las 2}": "2026-02-11 14:00",
    "{manana a las 2} se puede?": "2026-02-11 14:00",
    "{mañana por la mañana}": "2026-02-11",
    "{mañana a las 9 de la mañana}": "2026-02-11 09:00",
    "{pasado mañana}": "2026-02-12",
    "{pasado manana a las 11}": "2026-02-12 11:00",
    "{el viernes a las 10 de la mañana}": "2026-02-13 10:00",
    "puedo pasar {este sábado}?": "2026-02-14",
    "{sabado a las 3} esta bien": "2026-02-14 15:00",
    "{el miercoles}": "2026-02-11",
    "{miércoles a la una}": "2026-02-11 13:00",
    "{el próximo lunes}": "2026-02-16",
    "{el jueves que viene a las 4}": "2026-02-12 16:00",
    "{el lunes de la próxima semana}": "2026-02-16",
    "abren {el domingo}?": "2026-02-15",
    "{hoy a las 3 y media}": "2026-02-10 15:30",
    "{hoy}": "2026-02-10",
    "{esta tarde}?": "2026-02-10",
    "{a las dos de la tarde}": "14:00",
    "{a las dos y media}": "14:30",
    "{las dos y cuarto}": "14:15",
    "{a las tres menos cuarto}": "14:45",
    "{12 de febrero}": "2026-02-12",
    "{el 1 de marzo a las 10}": "2026-03-01 10:00",
    "{febrero 12}": "2026-02-12",
    "{3 de marzo}": "2026-03-03",
    "{el 12 a las 4}": "2026-02-12 16:00",
    "{el día 15}": "2026-02-15",
    "{viernes 13 a las 10}": "2026-02-13 10:00",
    "{el 20 por la tarde}": "2026-02-20",
    "{al mediodía}": "12:00",
    "{mañana al medio dia}": "2026-02-11 12:00",
    "{a las 14:30}": "14:30",
    "{a las 14}": "14:00",
    "{14h}": "14:00",
    "{mañana 10am}": "2026-02-11 10:00",
    "{12/2}": "2026-12-02",
    "{2/12 a las 3}": "2026-02-12 15:00",
    "{en dos días}": "2026-02-12",
    "{dentro de 3 dias}": "2026-02-13",
    "cambiar la batería {el martes a las 11}": "2026-02-17 11:00",
    "se puede {mañana} antes de las 3?": "2026-02-11",
    "{el jueves} después de las 2": "2026-02-12",
    "{el viernes} entre las 2 y las 4": "2026-02-13",
    "pantalla de iphone 12 {mañana a las 3 pm}": "2026-02-11 15:00",
    "mi iphone 12 se cayó": "",
    "el 12 pro max": "",
    "pantalla del 13?": "",
    "tengo el iphone 11 y el 13": "",
    "buenos días": "",
    "buenas tardes, cuánto cuesta la pantalla?": "",
    "cuesta 79 dólares?": "",
    "se descarga al 20%": "",
    "en dos horas": "",
    "la próxima semana": "",
    "este fin de semana": "",
    "me lo arreglaste el viernes pasado": "",
    "no prende desde el lunes": "",
    "se me cayó ayer": "",
    "hace 2 días no carga": "",
    "abren los domingos?": "",
    "trabajo por las mañanas": "",
    "tengo 2 celulares": "",
    "la segunda": "",
    "es mi segundo telefono": "",
    "se cayó al mar": "",
    "el puerto de carga de mi s21": "",
    "son para mí y mi hermana": "",
    "a las personas mayores les hacen descuento?": "",
    "cuánto tarda, 1 hora?": "",
    "vivo a 2 cuadras": "",
    "gracias, tal vez en mayo": "",
    "puedo ir {el sabado en la mañana}?": "2026-02-14",
    "{mañana temprano}": "2026-02-11",
    "{lunes 9am}": "2026-02-16 09:00",
    "{el martes 17 a la 1}": "2026-02-17 13:00",
    "{a las 10 y media de la mañana}": "10:30",
    "nos vemos {el jueves a las once}": "2026-02-12 11:00",
    "{hoy a las 16:00}": "2026-02-10 16:00",
    "tiene algo {para el 14 de febrero}?": "2026-02-14",
    "{esta tarde a las 4}": "2026-02-10 16:00",
    "{la semana que viene el martes}": "2026-02-17",
    "{a la 1 y media} puedo": "13:30",
    "{vie 13 feb} 3 de la tarde": "2026-02-13 15:00",
    "como {a las 3}": "15:00",
    "me queda bien {el viernes al mediodia}": "2026-02-13 12:00",
    "{pasado mañana a las nueve}": "2026-02-12 09:00",
    "{el 5 de marzo de 2027}": "2027-03-05",
    "mi samsung a54 no prende": "",
    "se le quebró la pantalla a mi note 20": "",
    "tengo dos iphone 11 rotos": "",
    "a qué hora cierran?": "",
    "cuanto cuesta cambiar el vidrio del 14 pro": "",
    "mañanas no puedo": "",
    "ayer se mojó en la playa": "",
    "dura 2 horas la batería": "",
    "me cobran 60 por la batería": "",
    "soy domingo perez": "",
    "estoy por la calle 13": "",
    "ok gracias, te aviso": "",
    "el segundo telefono es un pixel 7a": "",
    "la pantalla tiene un mes": "",
    "cada lunes trabajo": "",
    "cambiar mi cita de mañana a las 2 para {el viernes a las 3}": "2026-02-13 15:00",
    "cambiar mi cita de las 2 para {las 4}": "16:00",
    "mañana no puedo, {el viernes a las 3}": "2026-02-13 15:00",
    "cancelar mi cita del {viernes}": "2026-02-13",
    "{el viernes 20 a las 2}": "2026-02-20 14:00",
    "{el jueves de la semana que viene}": "2026-02-19",
    "{a las 16 horas}": "16:00",
    "{a las 15:30 hs}": "15:30",
    "{la una}": "13:00",
    "prefiero {la de las 10}": "10:00",
    "cuánto por las 2 pantallas?": "",
    "{un cuarto para las 3}": "14:45",
    "{en una semana}": "2026-02-17",
    "{1ro de marzo}": "2026-03-01",
    "{3 p. m.}": "15:00",
    "de 10 a 12": "",
    "cada martes": "",
    "se rompieron las dos": "",
    "ayer a las 3 se apagó": "",
}


def as_sent(message: str) -> str:
    """Return the message of a table without its braces."""
    return message.replace("{", "").replace("}", "")


def as_wish(written: str) -> Wish:
    """Return the day and the time of a table's right column."""
    day = next((date.fromisoformat(part) for part in written.split() if "-" in part), None)
    at = next((time.fromisoformat(part) for part in written.split() if ":" in part), None)
    return Wish(day, at)


@pytest.mark.parametrize(("message", "written"), [*ENGLISH.items(), *SPANISH.items()])
def test_the_day_and_the_time_of_a_customers_message_are_found(message: str, written: str) -> None:
    assert find_wish(as_sent(message), TODAY) == as_wish(written)


@pytest.mark.parametrize(("message", "written"), SPANISH.items())
def test_accents_and_capitals_are_optional(message: str, written: str) -> None:
    bare = "".join(letter for letter in unicodedata.normalize("NFD", message) if not unicodedata.combining(letter))
    assert find_wish(as_sent(bare).upper(), TODAY) == as_wish(written)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Tomorrow at 2pm", TOMORROW),
        ("tmrw?", TOMORROW),
        ("today", TODAY),
        ("this afternoon", TODAY),
        ("wednesday", TOMORROW),
        ("fri 10am", date(2026, 2, 13)),
        ("Tuesday", date(2026, 2, 17)),
        ("2026-02-12", date(2026, 2, 12)),
        ("feb 12th", date(2026, 2, 12)),
        ("Sept. 3 works", date(2026, 9, 3)),
        ("february 9", date(2027, 2, 9)),
        ("feb 29", date(2028, 2, 29)),
        ("2/12 at 3", date(2026, 2, 12)),
        ("2/9", date(2027, 2, 9)),
        ("2/12/2027", date(2027, 2, 12)),
    ],
)
def test_a_day_is_found(text: str, day: date) -> None:
    assert find_wish(text, TODAY).day == day


@pytest.mark.parametrize(
    "text",
    [
        "iphone 13",
        "2026-02-30",
        "13/45",
        "feb 30",
        "maybe 2 pm",
        "marked 5 times",
        "I sat on my phone",
        "monitor",
    ],
)
def test_what_names_no_day_has_none(text: str) -> None:
    assert find_wish(text, TODAY).day is None


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2pm", time(14)),
        ("2:30 p.m. please", time(14, 30)),
        ("12 AM", time(0)),
        ("12pm", time(12)),
        ("at 2", time(14)),
        ("tomorrow @9", time(9)),
        ("at 12", time(12)),
        ("8 o'clock", time(20)),
        ("2:15", time(14, 15)),
        ("14:00", time(14)),
        ("noon", time(12)),
        ("2/12 at 3", time(15)),
    ],
)
def test_a_time_is_found(text: str, at: time) -> None:
    assert find_wish(text, TODAY).at == at


@pytest.mark.parametrize("text", ["iphone 13", "2/12", "13pm", "0 am", "25:00", "at 20%", "at 79 dollars", "2"])
def test_what_names_no_time_has_none(text: str) -> None:
    assert find_wish(text, TODAY).at is None


@given(st.text() | WORDS, st.dates(date(2024, 1, 1), date(2037, 1, 1)))
@example("on 0000-00-00 at 99", TODAY)
def test_any_text_has_a_wish_and_never_for_a_past_day_unless_it_says_the_year(text: str, today: date) -> None:
    day = find_wish(text, today).day
    assert day is None or day >= today or str(day.year) in text


@given(st.dates(TODAY, TODAY + timedelta(days=364)), st.builds(time, st.integers(0, 23), st.integers(0, 59)))
def test_a_day_and_time_written_out_are_found(day: date, at: time) -> None:
    for written in (f"{day:%B} {day.day}", f"{day:%b} {day.day}", f"{day.month}/{day.day}", day.isoformat()):
        wish = find_wish(f"can I come {written} at {at:%I:%M %p}?", TODAY)
        assert (wish.day, wish.at) == (day, at)


MONTHS = ["enero", "febrero", "marzo", "abril", "mayo", "junio"]
MONTHS += ["julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"]
WEEKDAYS = [("monday", "lunes"), ("tuesday", "martes"), ("wednesday", "miércoles"), ("thursday", "jueves")]
WEEKDAYS += [("friday", "viernes"), ("saturday", "sábado"), ("sunday", "domingo")]


@given(st.dates(TODAY, TODAY + timedelta(days=364)), st.builds(time, st.integers(9, 20), st.integers(0, 59)))
def test_a_day_and_time_written_out_in_spanish_are_found(day: date, at: time) -> None:
    month = MONTHS[day.month - 1]
    half = "de la mañana" if at.hour < 12 else "de la tarde"
    for written in (f"el {day.day} de {month}", f"{day.day} {month}", f"{month} {day.day}"):
        for said in (f"a las {at:%H:%M}", f"a las {(at.hour - 1) % 12 + 1}:{at:%M} {half}", f"a las {at:%I:%M %p}"):
            assert find_wish(f"¿puedo ir {written} {said}?", TODAY) == Wish(day, at)


@given(st.integers(1, 12), st.integers(1, 12), st.sampled_from(["{} at 3", "el {} a las 3", "puedo ir el {}?"]))
def test_a_date_in_figures_has_the_month_first_in_spanish_too(month: int, day: int, sentence: str) -> None:
    """ "12/2" is December 2: the shop is in the United States, and a guess by language would book the wrong day."""
    found = find_wish(sentence.format(f"{month}/{day}"), TODAY).day
    assert found
    assert (found.month, found.day) == (month, day)


@given(st.integers(0, 6), st.integers(0, 1), st.dates(date(2024, 1, 1), date(2037, 1, 1)))
def test_a_weekday_is_the_coming_one_and_with_next_week_the_one_of_that_week(
    weekday: int, language: int, today: date
) -> None:
    name = WEEKDAYS[weekday][language]
    coming = find_wish(name, today).day
    assert coming
    assert coming.weekday() == weekday
    assert timedelta(0) < coming - today <= timedelta(7)
    later = find_wish(f"{name} {('next week', 'de la próxima semana')[language]}", today).day
    assert later
    assert later.weekday() == weekday
    assert later.isocalendar()[:2] == (today + timedelta(7)).isocalendar()[:2]
    if language == 0:
        assert find_wish(f"next {name}", today).day == later


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("1", 0),
        ("#2", 1),
        ("Option 3 please", 2),
        ("2.", 1),
        ("the second one", 1),
        ("First", 0),
        ("i'll take the 3rd slot", 2),
        ("the last one works", -1),
        ("two", 1),
        ("el 2", 1),
        ("la 2", 1),
        ("El uno", 0),
        ("la dos por favor", 1),
        ("número 2", 1),
        ("numero tres", 2),
        ("opción 3 gracias", 2),
        ("la segunda", 1),
        ("La primera!", 0),
        ("el tercero, por favor", 2),
        ("quiero la segunda", 1),
        ("la 2da opción", 1),
        ("la última", -1),
        ("me quedo con la ultima", -1),
        ("la primera hora está bien", 0),
    ],
)
def test_an_offered_slot_is_picked_by_its_number(text: str, place: int) -> None:
    assert find_choice(text, OFFERED) == OFFERED[place]


@pytest.mark.parametrize(
    "text",
    [
        "4",
        "0",
        "٢",
        "10",
        "2 pm",
        "the fourth one",
        "iphone 2",
        "march 1st at 2pm",
        "how much for my second phone?",
        "last time you charged me less",
        "no one",
        "once",
        "la una",
        "a las 2",
        "las 2",
        "el 12",
        "la cuarta",
        "la segunda pantalla",
        "es mi segundo teléfono",
        "la última vez me cobraron menos",
        "el 2 de marzo",
        "tengo 2",
    ],
)
def test_what_picks_none_of_the_offered_slots_picks_nothing(text: str) -> None:
    assert find_choice(text, OFFERED) is None


@given(st.text() | WORDS, st.lists(st.sampled_from(OFFERED)))
@example("the last one", [])
def test_a_choice_is_always_one_of_the_offered(text: str, offered: list[Slot]) -> None:
    choice = find_choice(text, offered)
    assert choice is None or choice in offered


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2", time(14)),
        ("10 please", time(10)),
        ("14 por favor", time(14)),
        ("dos", time(14)),
        ("99", None),
        ("iphone 13", None),
        ("", None),
    ],
)
def test_an_hour_alone_is_one_of_the_working_day(text: str, at: time | None) -> None:
    assert find_hour(text) == at


@pytest.mark.parametrize(
    ("text", "place"), [("ok 2", 1), ("yes, 3 please", 2), ("ok the first", 0), ("i'll take 2", 1), ("2 it is", 1)]
)
def test_an_offered_slot_is_picked_with_an_agreement_before_it(text: str, place: int) -> None:
    assert find_choice(text, OFFERED) == OFFERED[place]


@pytest.mark.parametrize(("text", "hour"), [("ok 11 then", 11), ("ok 4 it is", 16), ("2 works", 14), ("ok 4", 16)])
def test_an_hour_is_found_with_an_agreement_around_it(text: str, hour: int) -> None:
    assert find_hour(text) == time(hour)


@pytest.mark.parametrize(
    ("text", "days", "times"),
    [
        ("dec 16 or dec 17 at 10", [date(2026, 12, 16), date(2026, 12, 17)], [time(10)]),
        ("tomorrow at 2 or at 3pm", [TOMORROW], [time(15), time(14)]),
        ("friday dec 18 at 9am", [date(2026, 12, 18)], [time(9)]),
        ("wednesday, dec 18", [date(2026, 12, 18), TOMORROW], []),
        ("tomorrow 2", [TOMORROW], [time(14)]),
        ("not friday", [], []),
        ("hello", [], []),
    ],
)
def test_all_days_and_times_of_a_text_are_found(text: str, days: list[date], times: list[time]) -> None:
    assert find_all(text, TODAY) == (days, times)


@given(WORDS | st.text())
@example("13/45 2/12 marzo")
def test_the_wish_is_among_all_that_the_text_names(text: str) -> None:
    wish, (days, times) = find_wish(text, TODAY), find_all(text, TODAY)
    assert wish.day is None or wish.day in days
    assert wish.at is None or wish.at in times or days[1:]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("are you open thanksgiving", date(2026, 11, 26)),
        ("christmas eve at 10", date(2026, 12, 24)),
        ("on Christmas", date(2026, 12, 25)),
        ("new year's eve", date(2026, 12, 31)),
        ("el dia de navidad", date(2026, 12, 25)),
        ("happy thanksgiving!", None),
        ("merry christmas", None),
    ],
)
def test_a_holiday_is_a_day(text: str, day: date | None) -> None:
    assert find_wish(text, TODAY).day == day


def test_thanksgiving_is_the_fourth_thursday_and_after_it_the_next_years() -> None:
    assert find_wish("thanksgiving", date(2026, 11, 26)).day == date(2026, 11, 26)
    assert find_wish("thanksgiving", date(2026, 11, 27)).day == date(2027, 11, 25)
