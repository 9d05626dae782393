"""What the owner's bulletin says of when he is closed."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.bulletin import is_unclear, with_told_closures
from linda.owner_state import current
from linda.slots import closures_ahead, is_away, open_slots
from tests.unit.builders import SHOP, TODAY
from tests.unit.foreign import STORED

# Tuesday, February 10, 2026.
WED, THU, FRI, SAT, SUN, MON = (TODAY + timedelta(days=ahead) for ahead in range(1, 7))


def hours(bulletin: str, day: date) -> list[int]:
    state = with_told_closures(current({"special_info": bulletin}), SHOP, TODAY)
    return [slot.at.hour for slot in open_slots(day, SHOP, state)]


ALL = list(range(9, 17))


@pytest.mark.parametrize(
    ("bulletin", "day", "wanted"),
    [
        ("We'll be closed this Saturday for a wedding.", SAT, []),
        ("Sorry, not open Thursday!", THU, []),
        ("Closed Feb 14 & 15, happy Valentine's", SUN, []),
        ("Closed Feb 14 & 15, happy Valentine's", MON, ALL),
        ("Shop shuts early: closing Friday at 1", FRI, [9, 10, 11, 12]),
        ("Closing at noon tomorrow", WED, [9, 10, 11]),
        ("We open late on Friday, at 11:00", FRI, [11, 12, 13, 14, 15, 16]),
        ("Open Sunday 11am to 3pm", SUN, [11, 12, 13, 14]),
        ("Closed Wednesday afternoon", WED, [9, 10, 11]),
        ("Closed Thursday before noon", THU, [12, 13, 14, 15, 16]),
        ("I'm out of town Thursday through Saturday", FRI, []),
        ("Closed until Friday", THU, []),
        ("Closed until Friday", FRI, ALL),
        ("On vacation, back Friday at 10", THU, []),
        ("On vacation, back Friday at 10", FRI, [10, 11, 12, 13, 14, 15, 16]),
        ("Closed Saturday and Sunday, back Monday", WED, ALL),
        ("Closed Saturday and Sunday, back Monday", SUN, []),
        ("Sunday closed, Monday open at 11", MON, [11, 12, 13, 14, 15, 16]),
        ("Closed every Sunday", SUN + timedelta(days=7), []),
        ("El jueves no abrimos.", THU, []),
        ("Cerrado los domingos", SUN + timedelta(days=14), []),
        ("Mañana cerramos a la 1", WED, [9, 10, 11, 12]),
        ("El viernes abrimos a las 12", FRI, [12, 13, 14, 15, 16]),
        ("Estamos de vacaciones, regresamos el viernes", THU, []),
        ("Cerrado del 12 al 14 de febrero", FRI, []),
        # what closes nothing
        ("30% off Friday", FRI, ALL),
        ("We're out of Samsung screens until Saturday", FRI, ALL),
        ("iPhone 13 screens back in stock Friday", THU, ALL),
        ("Now open Sundays!", SUN, ALL),
        ("Are you closed Friday? No!", FRI, ALL),
        ("No appointment needed Friday", FRI, ALL),
        ("We close at 5", FRI, ALL),
        ("Mon-Sat 9-5, Sun closed", FRI, ALL),
        ("Mon-Sat 9-5, Sun closed", SUN, []),
        ("Closed Sunday, Mon-Fri 9-5", FRI, ALL),
        ("Mon-Fri 9-5 Sun closed", FRI, ALL),
        ("Open late tonight until 8", TODAY, ALL),
        ("Not closed Friday!", FRI, ALL),
        ("Closed for the holidays Dec 24 - Jan 2", FRI, ALL),
        ("Hours\nSat 10-2\nSun closed", SAT, ALL),
        ("Closed Friday, Saturday as usual", SAT, ALL),
        ("20% off Friday and Saturday, closed Sunday", SAT, ALL),
        ("20% off Friday and Saturday, closed Sunday", SUN, []),
        # what else is closed, or to whom
        ("Parking lot closed Saturday, park on the street", SAT, ALL),
        ("Main St closed through March 1, use the back door", FRI, ALL),
        ("The shop on 5th Ave is closed Friday", FRI, []),
        ("Closed to walk-ins on Friday", FRI, ALL),
        ("Not open to walk-ins Friday, appointments only", FRI, ALL),
        ("Closed Friday, no walk-ins or appointments", FRI, []),
        ("No service fee on Friday", FRI, ALL),
        ("No repairs over $500 on Friday", FRI, ALL),
        ("No repairs on iPads Friday", FRI, ALL),
        ("No repairs on Friday", FRI, []),
        ("No more appointments Friday", FRI, []),
        ("Closed between 12 and 2 on Friday", FRI, [9, 10, 11, 14, 15, 16]),
        ("Sorry, closed, back in 30 min", TODAY, ALL),
        ("Closed, back in 2 hours", TODAY, ALL),
        ("Out sick today, back tomorrow", TODAY, []),
        ("Vacation Feb 12-14!", FRI, []),
        ("Vacation special Feb 12-14: free case", FRI, ALL),
        ("We don't open Sundays", SUN, []),
        # booked up
        ("We are fully booked Thursday, sorry!", THU, []),
        ("Booked solid until Friday", THU, []),
        ("Booked solid until Friday", FRI, ALL),
        ("No openings Friday morning", FRI, [12, 13, 14, 15, 16]),
        ("Todo lleno el sábado", SAT, []),
        ("Fridays get booked up fast", FRI, ALL),
        ("Almost fully booked Friday, hurry", FRI, ALL),
        ("No more slots for screens Friday", FRI, ALL),
        ("Fully booked", TODAY, ALL),
        # a break is not the end of the day
        ("We close for lunch from 1 to 2", SAT + timedelta(days=14), [9, 10, 11, 12, 14, 15, 16]),
        ("Cerramos de 12 a 1 para almorzar", FRI, [9, 10, 11, 13, 14, 15, 16]),
        ("Lunch 12-1 daily", FRI, [9, 10, 11, 13, 14, 15, 16]),
        ("We close Friday from 12 to 2", FRI, [9, 10, 11, 14, 15, 16]),
        ("We close from 12 to 2", FRI, ALL),
        ("Drop it off on your lunch break Friday", FRI, ALL),
        # the days that are left
        ("Mon-Fri only", SAT, []),
        ("Mon-Fri only", MON, ALL),
        ("We're open Tuesday to Thursday only", MON + timedelta(days=7), []),
        ("Abierto de lunes a viernes solamente", SUN, []),
        ("Only open weekdays", SUN + timedelta(days=7), []),
        ("20% off screens! Mon-Fri only.", SAT, ALL),
        ("Walk-ins Mon-Fri only", SAT, ALL),
        ("Closed Friday, only open Saturday", MON, ALL),
        # from a time of one day
        ("Closed Friday at 3pm until Monday", FRI, [9, 10, 11, 12, 13, 14]),
        ("Closed Friday at 3pm until Monday", SUN, []),
        ("Closed Friday at 3pm until Monday", MON, ALL),
        ("Closing Thursday at noon until Saturday", FRI, []),
        ("Closing Thursday at noon until Saturday", SAT, ALL),
        ("Closed Friday 2pm to Monday 11am", SAT, []),
        ("Closed Friday 2pm to Monday 11am", MON, [11, 12, 13, 14, 15, 16]),
        ("Cerrado el viernes a las 3 hasta el lunes", SAT, []),
        ("Closing at 3 Friday through Sunday", SAT, [9, 10, 11, 12, 13, 14]),
        # nothing but that
        ("CLOSED", TODAY, []),
        ("Sorry, we're closed!", WED, ALL),
        ("Closed for now, back soon", TODAY, ALL),
        # again and again
        ("Closed 12-1 every day", FRI, [9, 10, 11, 13, 14, 15, 16]),
        ("Closed 12-1 daily for lunch", SAT, [9, 10, 11, 13, 14, 15, 16]),
        ("We close Sundays", SUN + timedelta(days=7), []),
        ("Cerramos los domingos", SUN, []),
        ("Cerramos temprano el viernes", FRI, ALL),
        # until further notice
        ("Closed Sundays until further notice", FRI, ALL),
        ("Closed Sundays until further notice", SUN + timedelta(days=21), []),
        ("No walk-ins until further notice. Closed Sundays.", FRI, ALL),
        ("Lobby closed until further notice, appointments only", FRI, ALL),
        ("Back glass is out of stock until further notice. Closed Sunday.", FRI, ALL),
        ("Not closed! Open as usual until further notice", FRI, ALL),
        ("Closed starting Friday until further notice", THU, ALL),
        ("Closed starting Friday until further notice", MON + timedelta(days=90), []),
    ],
)
def test_what_the_bulletin_closes_is_not_offered(bulletin: str, day: date, wanted: list[int]) -> None:
    assert hours(bulletin, day) == wanted


def test_a_bulletin_of_yesterday_closed_yesterday() -> None:
    then = current({"special_info": "Closing early today at 11", "updated_at": 1770652800})  # February 9, 11 AM.
    assert with_told_closures(then, SHOP, TODAY) == then


def test_until_further_notice_he_is_away() -> None:
    for bulletin in ("Closed until further notice", "Sorry, I'm ill. The shop is closed until further notice."):
        assert is_away(with_told_closures(current({"special_info": bulletin}), SHOP, TODAY))


def test_what_is_told_stands_beside_the_closures_of_the_state() -> None:
    own = json.dumps([{"date": "2026-02-20"}])
    state = with_told_closures(current({"special_info": "Closed Thursday", "closures": own}), SHOP, TODAY)
    assert closures_ahead(state, TODAY) == "Thu, Feb 12; Fri, Feb 20"


@pytest.mark.parametrize(
    ("bulletin", "wanted"),
    [
        ("Closed half of Friday or so, text me", False),
        ("We may close early", True),
        ("Batteries $39", False),
        ("", False),
    ],
)
def test_a_bulletin_that_only_a_reader_can_judge_is_unclear(bulletin: str, wanted: bool) -> None:
    assert is_unclear(current({"special_info": bulletin}), SHOP, TODAY) == wanted


@given(st.dictionaries(st.sampled_from(["special_info", "notes", "updated_at"]), STORED | st.text(), max_size=3))
def test_whatever_the_state_holds_one_that_can_be_read_comes_back(stored: dict[str, object]) -> None:
    state = with_told_closures(current(stored), SHOP, TODAY)
    for ahead in range(3):
        open_slots(TODAY + timedelta(days=ahead), SHOP, state)


PIECES = st.sampled_from(
    "closed open closing opens until till today tomorrow sunday feb 15 at 2 11am noon every back no hasta cerrado "
    "abrimos lunes and , . - to after before through further notice".split()
)


@given(st.lists(PIECES, max_size=12))
def test_no_order_of_such_words_breaks_it(words: list[str]) -> None:
    state = with_told_closures(current({"special_info": " ".join(words)}), SHOP, TODAY)
    assert set(state) == set(current({}))
