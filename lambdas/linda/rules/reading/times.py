"""Which of the times in a text is wanted, which identifies a booking, and which is only mentioned."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal, NamedTuple

from linda.models import ANY_TIME, Dialogue, Window
from linda.rules.acts import NO_TIME, ActKind, When
from linda.rules.reading.phrases import Token
from linda.rules.reading.text import TIME_QUESTIONS, Reading
from linda.rules.reading.told import tells
from linda.time_rules import TimeMention

# With these, a time says which booking is meant and is not wanted.
_TAKES_OF: frozenset[ActKind] = frozenset(["cancel", "keep"])
_TO = frozenset("to for until till para pa pal a al hasta".split())
_FROM = frozenset("from my the our mi la del de".split())
_OF_APPOINTMENT = frozenset("appointment booking one slot visit cita reserva turno repair".split())


class Group(NamedTuple):
    """Mentions of time that belong together, from token `first` up to, but not including, `end`."""

    first: int
    end: int
    when: When


def time_groups(tokens: Sequence[Token]) -> list[Group]:
    """Return the mentions of time, joining those next to each other into one."""
    groups: list[Group] = []
    for place, token in enumerate(tokens):
        if token.kind != "time":
            continue
        mention = token.value
        assert isinstance(mention, TimeMention)  # noqa: S101  (for the type checker)
        if mention.past or mention.impossible:
            continue
        when = when_of(mention)
        before = {other.text for other in tokens[max(0, place - 9) : place] if other.start < token.start}
        if not mention.wanted and mention.at and "too" in token.text and not before.isdisjoint({"is", "would", "if"}):
            when = replace(when, not_times=(), times=(mention.at,))  # "Is 5 too late?"
        between = tokens[groups[-1].end : place] if groups else ()
        is_near = groups and all(other.text in _JOINS for other in between) and len(between) <= 2
        if is_near and (joined := _joined(groups[-1].when, when, between)):
            whole = Group(groups[-1].first, place + 1, joined)
            groups[-1] = whole._replace(when=replace(joined, times=())) if _is_not_of_night(whole, tokens) else whole
        else:
            groups.append(Group(place, place + 1, when))
    return groups


# "Evening" may mean the afternoon.
_NIGHT = re.compile(r"\b(?:to)?nights?\b|\b2ni(?:ght|te)\b|\bnoches?\b")


def _is_not_of_night(group: Group, tokens: Sequence[Token]) -> bool:
    """Tell whether the hour cannot belong to the night named with it: "tonight at 2"."""
    inside, when = tokens[group.first : group.end], group.when
    is_night = any(token.kind == "time" and _NIGHT.search(token.text) for token in inside)
    is_or = any(token.text in ("or", "o", "and", "y") for token in inside)
    return is_night and not is_or and bool(when.times) and not any(map(when.window.holds, when.times))


_JOINS = frozenset(", or o and y at on around like en el la maybe in the".split())


def when_of(mention: TimeMention) -> When:
    if not mention.wanted:
        return When(not_days=mention.days, not_times=(mention.at,) if mention.at and not mention.days else ())
    return When(
        days=mention.days,
        times=(mention.at,) if mention.at else (),
        window=mention.window,
        shift=mention.shift,
        same=mention.same,
        earliest=mention.earliest,
    )


def _joined(first: When, second: When, between: Sequence[Token]) -> When | None:
    """Return both as one wish; None if they are two ("friday to monday")."""
    is_or = any(token.text in ("or", "o", "and", "y", ",") for token in between)
    if first.days and second.days and not is_or and first.days != second.days:
        common = tuple(day for day in first.days if day in second.days)
        return replace(_merged(first, second), days=common) if common else None
    if first.times and second.times and not is_or:
        return None
    if any(token.text in ("or", "o") for token in between) and _are_one_or_other(first, second):
        return second if second.days else first  # "After 6 or on Sundays": no hours are named for the day.
    return _merged(first, second)


def _are_one_or_other(first: When, second: When) -> bool:
    """Tell whether one has only hours and the other only days."""
    one, other = (first, second) if second.days else (second, first)
    return bool(one.window and not one.days and other.days and not (other.window or other.times or one.times))


def _merged(first: When, second: When) -> When:
    return When(
        days=tuple(dict.fromkeys((*first.days, *second.days))),
        times=tuple(dict.fromkeys((*first.times, *second.times))),
        window=_narrowed(first, second),
        not_days=(*first.not_days, *second.not_days),
        not_times=(*first.not_times, *second.not_times),
        shift=first.shift or second.shift,
        same=first.same or second.same,
        earliest=first.earliest or second.earliest,
    )


def _narrowed(first: When, second: When) -> Window:
    """Return the window common to both; none if each has its own day ("tomorrow morning or Friday after 2")."""
    one, other = first.window, second.window
    if one and first.days and second.days and first.days != second.days:
        return ANY_TIME
    firsts = [bound for bound in (one.first, other.first) if bound]
    lasts = [bound for bound in (one.last, other.last) if bound]
    return Window(max(firsts, default=None), min(lasts, default=None))


_SIDES: Mapping[tuple[str, ...], Literal["earlier", "later"]] = {
    ("later",): "later",
    ("after", "that"): "later",
    ("after", "those"): "later",
    ("despues", "de", "eso"): "later",
    ("despues", "de", "esa"): "later",
    ("mas", "tarde"): "later",
    ("mas", "tardecito"): "later",
    ("mas", "tardesito"): "later",
    ("mas", "noche"): "later",
    ("before", "that"): "earlier",
    ("before", "those"): "earlier",
    ("antes", "de", "eso"): "earlier",
    ("antes", "de", "esa"): "earlier",
    ("right", "after"): "later",
    ("after", "mine"): "later",
    ("justo", "despues"): "later",
    ("right", "before"): "earlier",
    ("before", "mine"): "earlier",
    ("justo", "antes"): "earlier",
    ("earlier",): "earlier",
    ("sooner",): "earlier",
    ("mas", "temprano"): "earlier",
    ("mas", "tempranito"): "earlier",
    ("mas", "antes"): "earlier",
    ("adelantar",): "earlier",
    ("adelantarla",): "earlier",
    ("adelante", "la"): "earlier",
}
# In these, "later" is not about a visit, or "earlier" means the past.
_NO_SIDE = (
    "hesitate",
    "flirt",
    "nothing",
    "earliest",
    "call_me",
    "person",
    "ask change",
    "late",
    "ask upfront payment",
)
_SAID_BEFORE = frozenset(
    "text txt message said told asked sent spoke talked mentioned wrote dije pregunte mande hable pay pagar".split()
)


def side_in(reading: Reading) -> Literal["", "earlier", "later"]:
    """Return on which side of a known time the text wants another one: "can i come a bit later"."""
    texts = [token.text if token.kind == "word" else "" for token in reading.tokens]
    if not _SAID_BEFORE.isdisjoint(texts):
        return ""
    for place in range(len(texts)):
        for words, side in _SIDES.items():
            end = place + len(words)
            if tuple(texts[place:end]) != words or _is_compared(texts[end : end + 2]):
                continue
            if not _is_of_other(reading, place) and not tells(reading, place, end):
                return side
    return ""


def _is_compared(behind: Sequence[str]) -> bool:
    """Tell whether it is compared with something other than what was discussed: "earlier than 3", not "than that"."""
    return behind[:1] in (["than"], ["que"], ["de"]) and behind[1:] not in (["that"], ["eso"], ["esa"])


def _is_of_other(reading: Reading, place: int) -> bool:
    """Tell whether the word is about something other than a visit: "talk to you later"."""
    is_answer = reading.dialogue.asked in TIME_QUESTIONS
    return any(
        match.label in _NO_SIDE
        or (match.label == "bye" and (match.end - match.first > 1 or (len(reading.tokens) == 1 and not is_answer)))
        for match in reading.matches
        if match.first <= place < match.end
    )


def when_and_of(
    reading: Reading, groups: Sequence[Group], kinds: set[ActKind], dialogue: Dialogue, today: date
) -> tuple[When, When, bool]:
    """Return the time wanted, the time that says which booking is meant, and whether another was only mentioned."""
    when, of, is_told = NO_TIME, NO_TIME, False
    for number, group in enumerate(groups):
        if _is_small_talk(reading, group):
            continue
        role = _role(reading, group, number, groups, kinds, dialogue)
        if role == "when" and _is_long_ago(reading, group, today):
            role = "told"
        if role == "of":
            of = _merged(of, group.when)
        elif role == "not":
            of = _merged(of, When(days=group.when.not_days, times=group.when.not_times))
        elif role == "told":
            is_told = True
        elif (
            number
            and when
            and (kinds & {"move", "decline"} or _corrects(reading, group))
            and group.when.days
            and when.days
            and not group.when.not_days
        ):
            # "Friday, no wait, Saturday": the last one counts.
            when = replace(group.when, times=group.when.times or when.times)
        elif number and when.times and group.when.times and _corrects(reading, group):
            when = replace(_merged(when, group.when), times=group.when.times)
        else:
            when = _merged(when, group.when)
    return when, of, is_told


def _is_small_talk(reading: Reading, group: Group) -> bool:
    """Tell whether the day is one of small talk: "how are you today", "nice weather this morning"."""
    return any(match.label == "greet chat" and match.first <= group.first <= match.end for match in reading.matches)


# A date this far ahead, without a request, was probably in the past: "my screen from Jan 10 is peeling".
_LONG_AHEAD = timedelta(days=240)


def _is_long_ago(reading: Reading, group: Group, today: date) -> bool:
    far = bool(group.when.days) and min(group.when.days) > min(today, date.max - _LONG_AHEAD) + _LONG_AHEAD
    if not far or reading.requests or group.when.times or reading.dialogue.asked:
        return False
    return any(token.kind in ("repair", "trouble", "device") for token in reading.tokens)


def sees_you(reading: Reading) -> bool:
    """Tell whether all the times in the text belong to a goodbye: "see you Friday at 3"."""
    times = [place for place, token in enumerate(reading.tokens) if token.kind == "time"]
    byes = [match for match in reading.matches if match.label == "bye" and match.end - match.first > 1]
    return bool(times) and all(any(match.first <= place < match.end + 2 for match in byes) for place in times)


_CORRECTS = frozenset(
    "no wait actually scratch sorry mean make instead rather perdon mejor digo espera correction".split()
)


def _corrects(reading: Reading, group: Group) -> bool:
    before = [token.text for token in reading.tokens[max(0, group.first - 4) : group.first]]
    return not _CORRECTS.isdisjoint(before)


_BEFORE_OLD_TIME = frozenset("my mi our cancel move switch change push swap del from".split())


def _role(
    reading: Reading, group: Group, number: int, groups: Sequence[Group], kinds: set[ActKind], dialogue: Dialogue
) -> str:
    tokens, count = reading.tokens, len(groups)
    before = [token.text for token in tokens[max(0, group.first - 3) : group.first]]
    after = [token.text for token in tokens[group.end : group.end + 3]]
    if refuses_order(reading) and not reading.has("ask times"):
        return "told"  # "Please don't book me for Friday."
    if _is_in_clause(reading, group, ("nothing",)) or (before and before[-1] in ("was", "were", "last")):
        return "told"
    if not group.when.not_days and tells(reading, group.first, group.end):
        return "told"
    if any(match.label == "ask price" and match.first < group.first < match.end for match in reading.matches):
        return "told"  # "How much do I owe you for today?"
    if _is_in_clause(reading, group, ("pick_up",)) and "complain" in kinds:
        return "told"
    if _is_in_clause(reading, group, ("pick_up",)):
        return "told" if kinds & {"want"} or count > 1 else "when"
    topics = {match.label for match in reading.matches}
    is_of = bool(before) and before[-1] in _FROM and bool(after) and after[0] in _OF_APPOINTMENT
    if any(match.label == "move missed" and match.first <= group.first < match.end for match in reading.matches):
        return "of"
    if "move" in kinds and not (group.when.not_days or group.when.not_times):
        if before and (before[-1] == "from" or before[-2:] in (["la", "del"], ["la", "de"], ["lo", "del"])):
            return "of"
        is_first = count > 1 and number == 0 and bool(before)
        is_stated = count > 1 and number == 0 and _states_booking(reading, group)
        if is_of or is_stated or (is_first and (before[-1] in _BEFORE_OLD_TIME or before[-2:] == ["de", "las"])):
            return "of"
        if after[:1] and after[0] in ("appointment", "cita", "booking") and "to" not in before[-1:]:
            return "of"
        if is_first and _is_given_up(reading, group):
            return "of"
        return "of" if count > 1 and number == 0 and after[:1] and after[0] in _TO and before[-1:] != ["to"] else "when"
    if group.when.not_days or group.when.not_times:
        return "not" if kinds & {"cancel", "move"} else "when"
    is_other = bool(group.when.days) and any(other.when.not_days for other in groups)
    is_later = bool(number) and bool(_FOR_IT.intersection([*before, *tokens[group.first].text.split()[:1]]))
    if kinds & _TAKES_OF and (is_other or is_later):
        return "when"  # "I can't make it tomorrow, can we do Friday?"
    if "cancel" in kinds and _rebooks(reading, group):
        return "when"  # "Cancel it and book Friday at 2."
    if "keep" in kinds and number and group.when.times and not _BUT.isdisjoint(before):
        return "when"  # "Keep Thursday but can it be 3?"
    if kinds & _TAKES_OF:
        if count > 1 and number and not REBOOKS.isdisjoint(token.text for token in tokens[: group.first]):
            return "when"
        return "when" if before[-1:] and before[-1] in ("to", "para") and "cancel" not in kinds else "of"
    if "late" in kinds and count > 1 and number == 0 and not {"my", "for"}.isdisjoint(before):
        return "of"
    if "ask bookings" in topics and not kinds & {"want"}:
        return "of"
    if is_of and dialogue.lead_ids:
        return "of"
    earlier = [token.text for token in tokens[max(0, group.first - 4) : group.first]]
    is_theirs = ("you", "have") in pairwise(earlier)  # "The earliest appointment you have Wednesday".
    if (
        "appointment" in earlier
        and not is_theirs
        and not {"have", "has", "had", "got", "tengo", "tiene", "my"}.isdisjoint(earlier)
    ):
        return "of"
    if kinds & {"complain", "threat"} and not kinds & {"want"}:
        return "told"
    return "when"


def _is_given_up(reading: Reading, group: Group) -> bool:
    """Tell whether that is when the customer cannot come: "I won't be able to do 3"."""
    ends = [match.end for match in reading.matches if match.label == "cancel"]
    return any(end <= group.first <= end + 2 for end in ends)


# When the customer will write again: "I'll let you know by noon", "mañana a las 2 te digo".
_TELLS_LATER = frozenset(
    (
        "know back text call tell give confirm decide aviso digo confirmo hablo llamo escribo mando decido llama marca "
        "habla"
    ).split()
)
# These say so only directly before the time: "let me verify tonight".
_TELLS_THEN = _TELLS_LATER | {"verify", "hit", "let"}
_BETWEEN = frozenset("by until til till around at on in before en la el a las por para antes de como sometime".split())


def is_for_answer(group: Group, reading: Reading) -> bool:
    """Tell whether the time is when the customer will decide, rather than one that is wanted."""
    for match in reading.matches:
        if match.label != "hesitate":
            continue
        words = {token.text for token in reading.tokens[match.first : match.end]}
        is_beside = group.end == match.first or match.first <= group.first < match.end
        between = {token.text for token in reading.tokens[match.end : group.first]}
        is_behind = match.end <= group.first and between <= _BETWEEN
        if (is_beside or is_behind) and not _TELLS_LATER.isdisjoint(words):
            return True
        is_directly = match.first < group.first <= match.end and not group.when.not_days
        if is_directly and not _TELLS_THEN.isdisjoint(words):
            return True
    return False


_IS = frozenset("is its was for at on scheduled set es era esta".split())


def _states_booking(reading: Reading, group: Group) -> bool:
    """Tell whether the time there is a booking's: "my appointment is at 3 today, can we push to 4"."""
    before = [token.text for token in reading.tokens[max(0, group.first - 4) : group.first]]
    return not _OF_APPOINTMENT.isdisjoint(before) and not _IS.isdisjoint(
        [*before[-1:], *reading.tokens[group.first].text.split()[:1]]
    )


_LATEST = re.compile(
    r"\b(?:latest|last)(?: (?:one|slot|time|appointment|opening|spot|thing))? "
    r"(?:(?:that )?(?:you|u|yall|he) (?:got|have|has|can)|available|possible|of the day|in the day)\b"
    r"|\blast (?:slot|appointment|opening|spot)\b"
    r"|\bas late as (?:possible|you can)|\blo mas tarde (?:posible|que)|\bmas tarde que (?:teng[ae][ns]?|haya)"
    r"|\bultim[ao](?: \w+)? (?:que (?:(?:teng|tien)[ae][ns]?|haya|hay|te quede)|disponible|del dia|de la tarde|hora)\b"
    r"|\bmas tarde (?:que (?:se )?pueda|posible)|\bultimo (?:turno|espacio|horario)\b"
)


def is_latest(said: str) -> bool:
    """Tell whether the last free time is wanted: "the latest you got", "la ultima que tengas"."""
    return bool(_LATEST.search(said))


def _rebooks(reading: Reading, group: Group) -> bool:
    """Tell whether a new booking is ordered between the cancellation and the time."""
    ends = [match.end for match in reading.matches if match.label == "cancel" and match.end <= group.first]
    between = reading.tokens[max(ends) : group.first] if ends else ()
    return any(token.text in REBOOKS for token in between)


_BUT = frozenset("but can could make except pero puede podria".split())
_FOR_IT = frozenset(["para", "to", "instead", "for"])


_BOOKS = frozenset("book schedule reserve reserves agende agendes aparte apartes".split())


def refuses_order(reading: Reading) -> bool:
    """Tell whether nothing is to be booked: "don't book me for Friday"."""
    return not _BOOKS.isdisjoint(token.text for token in reading.inside("decline"))


REBOOKS = frozenset(
    "book rebook schedule reschedule make come instead move switch agendar agende reservar ponme".split()
)


def _is_in_clause(reading: Reading, group: Group, labels: Sequence[str]) -> bool:
    """Tell whether the time follows one of these acts within the same clause."""
    for match in reading.matches:
        if match.label in labels and match.first <= group.first:
            between = reading.tokens[match.end : group.first]
            if not any(token.kind in ("mark", "time") or token.text in ("and", "y", "then") for token in between):
                return True
    return False
