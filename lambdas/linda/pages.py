"""Long lists, page by page, the newest first: where a page ends, and the cursor with which the next one begins."""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from heapq import nsmallest

from linda.errors import InvalidInputError

type Page[T] = tuple[list[T], str | None]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a list: the newest comes first; the name decides among those of the same second."""

    age: float
    name: str


def newest[T](title: str, found: Iterable[T], place: Callable[[T], Place], limit: int, cursor: str) -> Page[T]:
    """Return a page of the things that come in any order, and the next cursor, None at the end of the list.

    Keeps no more than a page in memory. Raises InvalidInputError.
    """
    after = place_of(title, cursor)
    rest = (one for one in found if after is None or place(one) > after)
    page = nsmallest(limit + 1, rest, key=place)
    return page[:limit], cursor_after(title, place(page[limit - 1])) if len(page) > limit else None


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
