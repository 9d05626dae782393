"""One text and the answer being built: what was heard, what is known, and what to say."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta

from linda.booking import slot_of
from linda.desk import Desk, accessory_for, is_for
from linda.errors import InvalidInputError, SlotUnavailableError
from linda.models import Dialogue, Job, Lead, Question, Slot, Window
from linda.replies import one_line
from linda.responses.compose import Say
from linda.responses.confirmations import known_jobs, passed_on
from linda.rules.acts import ActKind, Understood, When
from linda.shop import Shop

MAX_LISTED = 8
_MAX_HANDED_ON = 12
DIAGNOSIS = "diagnosis"
NOON = time(12)
QUESTIONS_OF_TIME = ("time", "day", "book", "instead")
# What the owner knows about and will answer; a customer who asks again is told so.
WAITS = frozenset(["message", "complaint", "person", "unread", "threat", "danger", "call"])
# This number of nudges marks a customer who will think about it: an "ok" after that does not answer the question.
WAITING = 2
# This number marks one who only wants to know what is free ("don't book anything"): a pick is confirmed first.
LOOKING = 3
# How remarks about accessories on a booking begin: see Desk.sell.
SOLD, TAKEN_OFF = "Sold: ", "Taken off: "
_CHANGES: Sequence[ActKind] = ("cancel", "move", "keep")


@dataclass(slots=True)
class Exchange:
    """The answer to a text being built: what to say, and the dialogue state before and after."""

    heard: Understood
    before: Dialogue
    now: Dialogue
    desk: Desk
    message: str
    facts: list[Say] = field(default_factory=list)
    says: list[Say] = field(default_factory=list)

    @property
    def shop(self) -> Shop:
        return self.desk.premises.shop

    @property
    def today(self) -> date:
        return self.desk.premises.today

    def ask(self, question: Question, *says: Say, **changes: object) -> None:
        """Say this, and remember what was asked."""
        self.says += says
        changed = {"asked": question, "nudges": 0, "options": (), **changes}
        self.now = replace(self.now, **changed)  # type: ignore[arg-type]

    def settle(self, *says: Say, **changes: object) -> None:
        """Say this, and leave no question open."""
        self.ask("", *says, **{"lead_ids": (), **changes})

    def tell_owner(self, topic: str = "", *, needs_answer: bool = True) -> None:
        """Pass the customer's words on to the owner, once for each topic."""
        if (topic and topic in self.now.handed_on) or not one_line(self.message, 1):
            return
        self.desk.ask_owner(self.message, told_as=self.told_as, needs_answer=needs_answer)
        self.mark(topic or "message")

    def tell_owner_at_once(self) -> None:
        """Pass the customer's words on to the owner as urgent."""
        self.desk.ask_owner(self.message, told_as=self.told_as, urgent=True)

    @property
    def told_as(self) -> str:
        """How the owner is told of the customer's words."""
        if self.heard.is_question:
            return "asks"
        return "says" if self.desk.is_call else "writes"

    def mark(self, topic: str) -> None:
        """Remember that the owner knows about it."""
        self.now = replace(self.now, handed_on=tuple(dict.fromkeys((*self.now.handed_on, topic)))[-_MAX_HANDED_ON:])


def now_slot(turn: Exchange) -> Slot:
    local = turn.desk.premises.local_now
    return Slot(local.date(), local.time().replace(tzinfo=None))


def passing_on(turn: Exchange) -> Say:
    return passed_on(turn.desk.premises)


def hand_on(turn: Exchange, topic: str = "") -> Say:
    """Pass the text on to the owner, once for each topic, and return the sentence that says so."""
    turn.tell_owner(topic)
    return passing_on(turn)


def newest(leads: Sequence[Lead]) -> Lead | None:
    return max(leads, key=lambda lead: lead.created_at, default=None)


def with_ids(turn: Exchange, ids: Sequence[str]) -> list[Lead]:
    """Return the open bookings with these ids."""
    return [lead for lead in turn.desk.open_leads() if lead.lead_id in ids]


def repairs(turn: Exchange) -> list[Lead]:
    """Return the open bookings for repairs: calls do not count."""
    return [lead for lead in turn.desk.open_leads() if lead.lead_type != "callback"]


def jobs_at(turn: Exchange, lead: Lead) -> tuple[Job, ...]:
    """Return the jobs of a booking in our own words, "" for any others: on the web, strangers write what they like."""
    known = known_jobs(lead, turn.shop)
    return tuple(replace(job, repair_type="" if job.repair_type == "repair" else job.repair_type) for job in known)


def asked_about(turn: Exchange) -> Lead | None:
    """Return the booking that the last reply was about, if it was just one; of several to move, the first."""
    before = turn.before
    ids = before.lead_ids[:1] if before.asked in ("move", "move time") else before.lead_ids
    return only(with_ids(turn, ids))


def meant(turn: Exchange, leads: Sequence[Lead]) -> Lead | None:
    """Return the one booking that the text names: by its place in the list, day, time, device or repair."""
    heard, before = turn.heard, turn.before
    if heard.choice and before.asked in ("cancel which", "move which"):
        listed = [lead for lead in leads if lead.lead_id in before.lead_ids]
        return _by_choice(listed, heard.choice.place, heard.choice.by)
    if {"price", "services", "times"} & set(heard.topics):
        return None
    of, job = (
        heard.of,
        heard.of_job or (heard.jobs[0] if len(heard.jobs) == 1 and before.asked.endswith("which") else None),
    )
    if before.asked in ("cancel which", "move which") and not of:
        of = heard.when
    if not of and not job:
        return asked_about(turn) if before.asked in ("cancel", "move", "move time") else None
    fits = [
        lead
        for lead in leads
        if is_at(lead, of)
        and (not of.window or of.window.holds(slot_of(lead).at))
        and (not job or is_for(job, lead, turn.desk.premises))
    ]
    if len(fits) != 1 and before.asked in ("cancel which", "move which"):
        fits = _of_model(leads, heard.when)
    return fits[0] if len(fits) == 1 else None


def is_at(lead: Lead, when: When) -> bool:
    """Tell whether the booking is on one of the days and at one of the times, where any are named."""
    slot = slot_of(lead)
    return (not when.days or slot.day in when.days) and (not when.times or slot.at in when.times)


def _of_model(leads: Sequence[Lead], when: When) -> list[Lead]:
    """Return the bookings whose model contains the number that was read as a day or an hour: "the 12"."""
    figures = {str(day.day) for day in when.days} | {str((at.hour - 1) % 12 + 1) for at in when.times}
    return [lead for lead in leads if not figures.isdisjoint(lead.device.split())]


def _by_choice[T](listed: Sequence[T], place: int, by: str) -> T | None:
    """Return what is chosen from a list in order of time."""
    if not listed:
        return None
    if by in ("earlier", "any"):
        return listed[0]
    if by == "later" or place == -1:
        return listed[-1]
    return listed[place - 1] if by == "place" and 1 <= place <= len(listed) else None


def is_no(turn: Exchange) -> bool:
    """Tell whether the text says no, and nothing else that would be an answer."""
    heard = turn.heard
    return heard.has("decline") and not (heard.when or heard.jobs or heard.has("accept", "choose", *_CHANGES))


def is_yes(turn: Exchange, *, is_firm: bool = False) -> bool:
    """Tell whether the text agrees to what was asked. A mere "ok" counts only if it is not in a question."""
    heard = turn.heard
    if not heard.has("accept") or heard.has("decline", "hesitate"):
        return False
    return heard.is_firm or not (is_firm or heard.is_question or heard.topics or turn.before.nudges >= WAITING)


def is_given_up(turn: Exchange) -> bool:
    """Tell whether the customer leaves it because of the price: "too expensive, never mind"."""
    heard = turn.heard
    leaves = heard.gives_up or heard.has("decline", "thank", "bye")
    return heard.finds_it_dear and leaves and not (heard.is_question or heard.percent or heard.amount)


# With these, a time belongs to something else.
_OTHER_TIMES: Sequence[ActKind] = ("late", "here", "pick_up", "complain", "cancel")
_TOPICS_OF_TIME = frozenset(["hours", "owner", "back", "bookings", "status", "duration", "wait", "other"])


def gives_time(turn: Exchange) -> bool:
    """Tell whether the text asks for the time that it names, rather than mentioning or wondering about it."""
    heard = turn.heard
    if not heard.when or heard.has(*_OTHER_TIMES):
        return False
    if heard.has("discount") and not heard.has("want"):
        return False
    return heard.has("want", "choose", "move") or _TOPICS_OF_TIME.isdisjoint(heard.topics)


# A customer who asks about one of these wants to know before agreeing.
_DOUBTS = frozenset(["price", "times", "parts", "services", "discounts", "refund", "warranty", "warranty terms"])


def is_doubted(turn: Exchange) -> bool:
    """Tell whether a yes comes with a question whose answer may change it: "yes, but how much is it?"."""
    return not _DOUBTS.isdisjoint(turn.heard.topics) and not _asks_for_goods(turn)


def _asks_for_goods(turn: Exchange) -> bool:
    jobs = turn.heard.jobs
    return bool(jobs) and all(job.repair_type in turn.shop.accessories for job in jobs)


def settles(turn: Exchange) -> bool:
    """Tell whether the text may settle what is open: it wants or takes something, without hesitating or only asking."""
    heard = turn.heard
    wants = heard.has("accept", "choose", "want", "move", "cancel", "call_me")
    return wants and not heard.has("hesitate") and (heard.has("accept") or not (heard.is_question or heard.topics))


def picked_from(heard: Understood, options: Sequence[Slot]) -> tuple[Slot | None, bool]:
    """Return the option that is picked, and whether nothing else can be meant."""
    when, choice = heard.when, heard.choice
    by_time = [slot for slot in options if slot.at in when.times and (not when.days or slot.day in when.days)]
    by_place = _by_choice(options, choice.place, choice.by) if choice else None
    if choice and choice.by != "place":
        of_days = [slot for slot in by_time or options if not when.days or slot.day in when.days]
        among = [slot for slot in of_days if when.window.holds(slot.at)]
        return _by_choice(among, choice.place, choice.by), False
    if len(by_time) == 1 and len(when.times) == 1:
        return by_time[0], heard.is_plain or heard.has("accept")
    if by_time and choice is None:
        return (by_time[0], False) if heard.has("choose") else (None, False)
    if by_place and not when.days:
        # A number that is not an hour on the list is a place in it, but is confirmed first: the options have letters.
        return by_place, not when.times and (heard.is_plain or heard.has("accept"))
    if not when.times and not when.window and len(when.days) == 1:
        of_day = [slot for slot in options if slot.day in when.days]
        return (of_day[0], False) if len(of_day) == 1 else (None, False)
    return None, False


def accessory(turn: Exchange, lead: Lead | None) -> tuple[str, int | None]:
    """Return the accessory that goes with the booking, and its price in US dollars; "" and None if there is none."""
    return (accessory_for(lead, turn.desk.premises) if lead else None) or ("", None)


def sold(lead: Lead) -> list[str]:
    """Return the accessories sold with the booking, in the order in which they were sold."""
    items: list[str] = []
    for remark in lead.remarks:
        if remark.startswith(SOLD):
            items.append(remark.removeprefix(SOLD).partition(",")[0])
        elif remark.startswith(TAKEN_OFF) and remark.removeprefix(TAKEN_OFF) in items:
            items.remove(remark.removeprefix(TAKEN_OFF))
    return items


def is_just_sold(turn: Exchange) -> bool:
    """Tell whether the last reply added an accessory to a booking, and asked nothing."""
    lead = asked_about(turn)
    return not turn.before.asked and lead is not None and any(one.startswith(SOLD) for one in lead.remarks[-1:])


def is_under_warranty(turn: Exchange, job: Job) -> bool:
    """Tell whether the job is a look at a repair of that device that the customer has complained about."""
    lead = turn.desk.newest_lead() if "complaint" in turn.now.handed_on and job.repair_type == DIAGNOSIS else None
    return lead is not None and is_for(Job(device=job.device), lead, turn.desk.premises)


def try_hold(turn: Exchange, slot: Slot) -> bool:
    """Hold the slot for this conversation while the customer answers; tell whether it could be held."""
    desk = turn.desk
    try:
        desk.hold(slot)
    except (InvalidInputError, SlotUnavailableError):
        return False
    desk.show([slot])
    return True


def shifted(slot: Slot, by: timedelta) -> Slot | None:
    """Return the slot that is so much later, or earlier; None beyond the end of the calendar."""
    try:
        moved = slot.start + by
    except OverflowError:
        return None
    return Slot(moved.date(), moved.time())


def only[T](values: Sequence[T]) -> T | None:
    return values[0] if len(values) == 1 else None


def beside(when: When, known: Slot | None) -> When:
    """Turn a wish for a time later or earlier than a known one into a wish for a window of that day.

    If another day is named, its own window is kept, if any.
    """
    if not when.side or known is None:
        return replace(when, side="")
    days = when.days or (known.day,)
    is_later = when.side == "later"
    bound = (known.start + timedelta(minutes=1 if is_later else -1)).time()
    window = Window(first=bound) if is_later else Window(last=bound)
    return replace(when, side="", same="", days=days, window=window if days == (known.day,) else when.window)


def one_slot_of(when: When, pending: Slot) -> Slot | None:
    """Return the one slot that is meant, filling in day or time from the pending one; None if it is not just one."""
    if when.window or when.shift or when.side or len(when.days) > 1 or len(when.times) > 1:
        return None
    if when.earliest or when.latest:
        return None
    if not (when.days or when.times):
        return pending
    return Slot((*when.days, pending.day)[0], (*when.times, pending.at)[0])
