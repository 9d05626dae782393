"""What a language provides for saying things: both modules of sentences have this form."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Protocol

from linda.models import Language
from linda.responses import english, spanish


class Tongue(Protocol):
    """Sentences by kind, words for values from a short list, and how other values are said; `ear` is for speech."""

    SENTENCES: Mapping[str, Sequence[str]]
    EAR: Mapping[str, Sequence[str]]
    DOING: Mapping[str, str]
    ACTIONS: Mapping[str, str]
    FILES: Mapping[str, str]
    VISITS: Mapping[str, str]
    REPAIR: str
    THAT: str
    DEVICE: str
    AND: str
    OR: str
    FOR: str
    COST: str
    COST_UNKNOWN: str
    COST_VISIT: str
    COST_LESS: str
    CALL: str

    def number(self, count: int, /) -> str: ...
    def day_said(self, day: date, today: date, /, *, ear: bool = False) -> str: ...
    def full_day(self, day: date, today: date, /) -> str: ...
    def weekday(self, day: date, today: date, /, *, ear: bool = False) -> str: ...
    def clock(self, at: time, /, *, ear: bool = False, bare: bool = False) -> str: ...
    def the_clock(self, at: time, /, *, ear: bool = False, bare: bool = False) -> str: ...
    def at_clock(self, at: time, /, *, ear: bool = False, bare: bool = False) -> str: ...
    def until(self, said: str, /) -> str: ...
    def window(
        self, first: time | None, last: time | None, /, *, is_after: bool, is_before: bool, ear: bool
    ) -> str: ...
    def money(self, dollars: float, /, *, ear: bool = False) -> str: ...
    def percent(self, share: float, /, *, ear: bool = False) -> str: ...
    def a(self, label: str, /) -> str: ...
    def the(self, label: str, /) -> str: ...
    def of(self, said: str, /) -> str: ...
    def of_device(self, labels: str, device: str, /) -> str: ...


TONGUES: Mapping[Language, Tongue] = {"en": english, "es": spanish}
