"""Long lists, page by page, the newest first: where a page ends, and the cursor with which the next one begins."""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from linda.errors import InvalidInputError


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a list: the newest comes first; the name decides among those of the same second."""

    age: float
    name: str


def cursor_after(title: str, place: Place) -> str:
    """Return the cursor for what comes after the place in the list of this title.

    The check detects a cursor that is altered or from another list. It needs no key, since a cursor grants no access.
    """
    content = f"{place.age} {place.name}"
    check = hashlib.sha256(f"{title} {content}".encode()).hexdigest()[:16]
    return urlsafe_b64encode(f"{check} {content}".encode()).decode().rstrip("=")


def place_of(title: str, cursor: str) -> Place | None:
    """Return the place after which the list goes on; None for its beginning, "". Raises InvalidInputError."""
    if not cursor:
        return None
    try:
        _, age, name = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().split(" ", 2)
        place = Place(_number(age), name)
    except ValueError:
        place = None
    if place is None or cursor_after(title, place) != cursor:
        raise InvalidInputError("cursor must be the one that came with the page before, of the same list")
    return place


def _number(text: str) -> float:
    """Return the number, an int if it is whole, so that it is written as it was read. Raises ValueError."""
    try:
        return int(text)
    except ValueError:
        return float(text)
