"""What a customer's text says, as data: dialogue acts and their entities. Only understanding makes it from words."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Literal

from linda.models import ANY_TIME, Job, Language, Window

ActKind = Literal[
    # to a question or an offer
    "accept",  # a yes, or "works for me"
    "decline",  # a no: what was asked, offered or added is not wanted
    "choose",  # one of several that were listed: see Choice
    "add",  # the accessory that was offered, by name or by "add it"
    "hesitate",  # will think about it, does not know yet
    # about bookings
    "want",  # wants something repaired, or a time for it
    "cancel",
    "move",
    "keep",  # leaves a booking as it is, or takes a change back
    "ask",  # wants to know: see `topic`
    "discount",  # wants money off
    "on_site",  # wants the shop to come to them
    "call_me",  # wants to be called
    "person",  # wants a person, or a message passed on
    "late",
    "here",  # stands at the door
    "pick_up",  # comes to fetch the device, or asks when to
    # feelings
    "danger",  # fire, smoke, a hot or swollen battery, somebody hurt
    "complain",  # of a repair or of the service
    "threat",  # lawyer, court, police, bad reviews, violence
    # about the customer
    "name",
    "address",
    # small talk
    "greet",
    "thank",
    "bye",
    "robot",  # asks if a machine or a person writes
    "praise",
    "apologize",
    # not for the shop
    "opt_out",  # wants no more texts, in other words than the carriers' own
    "wrong_number",
    "spam",  # sells something
    "flirt",
]

# What can be asked. A topic of shop.json is asked by its own name: "payment", "parking", "warranty", …
CORE_TOPICS = (
    "price",
    "times",  # what is free
    "hours",  # when the shop opens, closes, or if it is open
    "bookings",  # the customer's own
    "status",  # how far the repair is
    "owner",  # where he is, whether somebody is there
    "change",  # if and how a booking can be changed
    "services",  # if the shop does that, or what it does
    "other",  # a question that is none of these
)


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that a text does. `topic` is what is asked about."""

    kind: ActKind
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A pick from a list: the n-th (from 1; -1 is the last), the earliest, the latest, any of them, or all of them."""

    place: int = 0
    by: Literal["place", "earlier", "later", "any", "all"] = "place"


@dataclass(frozen=True, slots=True)
class When:
    """Days and times that a text names for one thing. Empty fields were not named.

    `days` has several where each would do ("tue or wed", "this weekend"), and `times` likewise. `shift` is relative to
    a booking ("an hour later"), `same` takes the day or the time of what was talked about, `earliest` wants the first
    free slot of the days.
    """

    days: tuple[date, ...] = ()
    times: tuple[time, ...] = ()
    window: Window = ANY_TIME
    not_days: tuple[date, ...] = ()
    not_times: tuple[time, ...] = ()
    shift: timedelta | None = None
    same: Literal["", "day", "time"] = ""
    earliest: bool = False

    def __bool__(self) -> bool:
        return self != NO_TIME


NO_TIME = When()


@dataclass(frozen=True, slots=True)
class Understood:
    """All that a text says.

    `jobs` are to be done, `told_jobs` are only mentioned (done before, or not wanted). `when` is what is wanted, and
    `of` says which booking is meant ("my 2pm", "the Tuesday one", "the iPhone"). `percent` and `amount` (US dollars)
    are what a customer would like off, or would like to pay; `is_conditional` is true where money off depends on
    something. `is_plain` is true for a text of which nothing was left unread that could turn an order into a story.
    """

    language: Language | None = None
    acts: tuple[Act, ...] = ()
    jobs: tuple[Job, ...] = ()
    told_jobs: tuple[Job, ...] = ()
    when: When = NO_TIME
    of: When = NO_TIME
    of_job: Job | None = None
    choice: Choice | None = None
    name: str = ""
    address: str = ""
    percent: float = 0
    amount: float = 0
    is_conditional: bool = False
    is_plain: bool = False

    def has(self, *kinds: ActKind) -> bool:
        """Tell if the text does one of these."""
        return any(act.kind in kinds for act in self.acts)

    @property
    def topics(self) -> tuple[str, ...]:
        """What is asked about, in the text's order."""
        return tuple(act.topic for act in self.acts if act.kind == "ask")
