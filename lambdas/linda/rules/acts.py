"""What a customer's text says, as data: dialogue acts and their entities. Only `understanding` builds it from words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Literal

from linda.models import ANY_TIME, Job, Language, Window

ActKind = Literal[
    # to a question or an offer
    "accept",  # a yes, or "works for me"
    "decline",  # a no: what was asked, offered or added is not wanted
    "choose",  # picks one of several that were listed: see Choice
    "add",  # the accessory that was offered, by name or by "add it"
    "hesitate",  # will think about it, or does not know yet
    # about bookings
    "want",  # wants something repaired, or a time for it
    "cancel",
    "move",
    "keep",  # leaves a booking as it is, or takes back a change
    "ask",  # wants to know: see `topic`
    "discount",  # wants money off
    "on_site",  # wants the shop to come to them
    "call_me",  # wants to be called
    "person",  # wants a person, or a message passed on
    "late",
    "here",  # is at the door
    "pick_up",  # comes to fetch the device, or asks when to
    # feelings
    "emergency",  # somebody is hurt, ill or threatened, a building burns, or 911 or an ambulance is asked for
    "danger",  # fire, smoke, a hot or swollen battery, a small injury
    "complain",  # about a repair or the service
    "threat",  # lawyer, court, police, bad reviews, violence
    # about the customer
    "name",
    "address",
    # small talk
    "greet",
    "thank",
    "bye",
    "repeat",  # asks to have the last thing said again
    "hear_me",  # asks whether anybody can hear the caller
    "robot",  # asks whether a machine or a person is writing
    "praise",
    "apologize",
    # not for the shop
    "opt_out",  # wants no more texts, in words other than the carriers' own keywords
    "wrong_number",
    "spam",  # is selling something
    "flirt",
]

# Why 911 comes first: something burns, somebody is burned, has swallowed something, or needs help. A "device" burns,
# and no more than that is told; an emergency told before is "still" going on or "over", or help has been "called".
Emergency = Literal["", "fire", "burn", "swallowed", "help", "device", "still", "called", "over"]

# What can be asked about. A topic in shop.json goes by its own name: "payment", "parking", "warranty", …
CORE_TOPICS = (
    "price",
    "times",  # what is free
    "hours",  # when the shop opens or closes, or whether it is open
    "bookings",  # the customer's own
    "status",  # how far along the repair is
    "owner",  # where he is, or whether anybody is at the shop
    "back",  # when the owner is back
    "spelling",  # how a name is spelled
    "change",  # whether and how a booking can be changed
    "services",  # whether the shop does something, or what it does
    "other",  # any other question
)


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that a text does. For a question, `topic` is what it asks about."""

    kind: ActKind
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A pick from a list: the n-th (from 1; -1 is the last), the earliest, the latest, any of them, or all of them."""

    place: int = 0
    by: Literal["place", "earlier", "later", "any", "all"] = "place"


@dataclass(frozen=True, slots=True)
class When:
    """The days and times that a text names for one thing. An empty field was not named.

    `days` holds several where any of them will do ("tue or wed", "this weekend"), and so does `times`. `shift` is
    relative to a booking ("an hour later"), and so is `side`, which does not say by how much ("a bit later"). `same`
    takes the day or the time of what was just discussed. `earliest` and `latest` ask for the first or the last free
    slot of the days.
    """

    days: tuple[date, ...] = ()
    times: tuple[time, ...] = ()
    window: Window = ANY_TIME
    not_days: tuple[date, ...] = ()
    not_times: tuple[time, ...] = ()
    shift: timedelta | None = None
    side: Literal["", "earlier", "later"] = ""
    same: Literal["", "day", "time"] = ""
    earliest: bool = False
    latest: bool = False

    def __bool__(self) -> bool:
        return self != NO_TIME


NO_TIME = When()


@dataclass(frozen=True, slots=True)
class Understood:
    """Everything that a text says.

    `jobs` are to be done; `told_jobs` are only mentioned (done before, or not wanted). `when` is the time that is
    wanted, `whose` says whom the job is for ("wife", or somebody else's name), and `of` and `of_job` say which booking
    is meant ("my 2pm", "the Tuesday one", "the iPhone"). `place` is the answer to the question for an address, as it
    stands, though it may be none that is understood. `percent` and `amount` (US dollars) are what the customer
    would like off, or would like to pay. `distress` is grief or despair, and `words` is the number of words. With an
    `emergency`, nothing else that the text may say is read.

    These are true where: `asks_language`, the customer asks to be written to in that language; `is_conditional`,
    money off depends on something; `is_firm`, a yes is more than an "ok"; `is_addition`, a job comes on top of
    others; `is_only`, nothing else is wanted any more; `gives_up`, nothing is wanted any more; `is_correction`,
    something said earlier is corrected; `comes_in`, the customer will come to the shop after all; `is_plain`, nothing
    was left unread that could turn an order into a story; `is_message`, somebody is to be told something, and
    `says_what`, the text has that message itself; `is_chat`, it asks how LINDA is, or says something as kind;
    `asks_specials`, it wants to know of offers that are open to everybody; `finds_it_dear`, it says that the price is
    too high. `spells` says whose name is to be spelled, if the text does. `kept_answer` is what the owner has
    answered to the same question before and wants all customers to be told.
    """

    language: Language | None = None
    asks_language: bool = False
    acts: tuple[Act, ...] = ()
    jobs: tuple[Job, ...] = ()
    told_jobs: tuple[Job, ...] = ()
    when: When = NO_TIME
    of: When = NO_TIME
    of_job: Job | None = None
    choice: Choice | None = None
    name: str = ""
    whose: str = ""
    address: str = ""
    place: str = ""
    percent: float = 0
    amount: float = 0
    is_conditional: bool = False
    is_firm: bool = False
    is_question: bool = False
    is_addition: bool = False
    is_only: bool = False
    is_correction: bool = False
    gives_up: bool = False
    comes_in: bool = False
    is_plain: bool = False
    is_message: bool = False
    says_what: bool = False
    is_chat: bool = False
    asks_specials: bool = False
    finds_it_dear: bool = False
    spells: Literal["", "assistant", "owner", "shop"] = ""
    distress: Literal["", "grief", "despair"] = ""
    emergency: Emergency = ""
    kept_answer: str = ""
    words: int = 0

    @property
    def refuses_time(self) -> bool:
        """Tell whether the text names a day or a time that is not wanted."""
        return bool(self.when.not_days or self.when.not_times)

    def has(self, *kinds: ActKind) -> bool:
        """Tell whether the text does any of these."""
        return any(act.kind in kinds for act in self.acts)

    @property
    def topics(self) -> tuple[str, ...]:
        """Return what is asked about, in the order of the text."""
        return tuple(act.topic for act in self.acts if act.kind == "ask")


def left_of(known: Sequence[Job], told: Sequence[Job]) -> tuple[Job, ...]:
    """Return the known jobs without those no longer wanted ("skip the battery"); if that leaves none, all of them."""
    left = tuple(job for job in known if not any(_is_told(job, one) for one in told))
    return left or tuple(known)


def _is_told(job: Job, told: Job) -> bool:
    """Tell whether the job is the one mentioned, by its repair, its device or the device's brand."""
    is_device = told.device != "" and (told.device == job.device or job.device.startswith(f"{told.device} "))
    return is_device or told.repair_type == job.repair_type != ""
