"""The public holidays ahead, which the owner may want to close on."""

from collections.abc import Collection
from datetime import date, timedelta


def holidays_ahead(country: str, today: date, days: int, closed: Collection[str]) -> list[dict[str, object]]:
    """Return the public holidays of the country (ISO 3166) within so many days: `date`, `name`, and if it is `closed`.

    `closed` holds the days (YYYY-MM-DD) on which the shop is closed already, if only for some hours.
    """
    import holidays  # It takes as long to import as all else, and only this question needs it.

    last = today + timedelta(days=days)
    found = holidays.country_holidays(country, years=range(today.year, last.year + 1))
    return [
        {"date": day.isoformat(), "name": name, "closed": day.isoformat() in closed}
        for day, name in sorted(found.items())
        if today <= day <= last
    ]
