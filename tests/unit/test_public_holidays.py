"""The public holidays that the owner is offered to close on."""

from datetime import date

from linda.public_holidays import holidays_ahead


def test_the_holidays_ahead_are_listed_with_those_that_are_closed_already() -> None:
    found = holidays_ahead("US", date(2026, 11, 20), 60, {"2026-12-25"})
    assert found == [
        {"date": "2026-11-26", "name": "Thanksgiving Day", "closed": False},
        {"date": "2026-12-25", "name": "Christmas Day", "closed": True},
        {"date": "2027-01-01", "name": "New Year's Day", "closed": False},
        {"date": "2027-01-18", "name": "Martin Luther King Jr. Day", "closed": False},
    ]
