"""The owner's own words about when he is closed, as closures in his state: nothing is booked then.

His state is foreign data: whatever it holds, a state is returned. What cannot be read with certainty closes nothing;
customers are told it as he wrote it.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple

from linda.models import Window
from linda.owner_state import state_at, written_on
from linda.shop import Shop
from linda.slots import today
from linda.time_reader import read_times
from linda.time_rules import TimeMention
from linda.time_words import plain

# Where he says so: the bulletin for everybody, and the note on his status.
_FIELDS = ("special_info", "notes")
_LONGEST_TEXT = 1_000
_MOST_CLOSURES = 400
_OPENS_AGAIN = (
    r"\b(?:re-?open\w*|(?:back )?open again|back(?! in stock)(?: open| in| at work)?|reabri\w+|regres\w+|volve\w+"
    r"|vuelv\w+)\b"
)
_CLOSED = (
    r"\b(?:closed|shut down|cerrad[oa]s?|not open\w*|(?:won'?t|will not|aren'?t|isn'?t) (?:be )?open"
    r"|no (?:abrimos|abro|abre|abriremos|abrire|atendemos|atiendo|trabajamos|trabajo|hay servicio|hay citas)"
    r"|no (?:more |new )?(?:appointments?|bookings?|service|repairs)"
    r"(?! (?:needed|necessary|required|fees?|charges?|deposits?|over|above)\b"
    r"| (?:on|for) (?:any |all |the )?(?:i?phones?|i?pads?|galaxys?|samsungs?|pixels?|tablets?|laptops?|computers?)\b)"
    r"|days? off|taking (?:\w+ )?off"
    r"|(?:we'?re|we are|i'?m|i am|he'?s|be|is|estoy|estamos|esta) (?:off|out(?! of)|away|gone|fuera|de vacaciones)"
    r"|(?:do not|don'?t|never) open|out sick"
    r"|(?<!get )(?<!gets )(?<!usually )(?<!often )(?<!be )(?:(?:fully|all|completely|totally|solid) booked|booked solid"
    r"|(?<!fully )(?<!all )(?<!completely )(?<!totally )booked (?:up|out))(?! (?:fast|quick\w*|early|soon|by))"
    r"|no (?:more )?(?:openings|slots|spots|availability)(?: left)?"
    r"(?! for (?!today|tomorrow|this|next|mon|tue|wed|thu|fri|s[au]))"
    r"|(?:sin|no hay(?: mas)?) (?:espacio|cupo|lugar)|(?:agenda|todo) (?:esta )?(?:llen[oa]|reservado)"
    r"|(?<![a-z0-9] )lunch(?: break)?:?(?= (?:from )?[0-9]{1,2}(?::[0-9]{2})?(?: ?[ap]m)? ?(?:-|to) ?[0-9])"
    r"|(?<![a-z0-9] )(?:away|vacation|vacaciones)(?! (?:specials?|sales?|deals?|mode|from my|hours)\b)"
    r"|out of (?:the )?(?:office|town|shop)|on vacation|on holiday|de vacaciones|fuera de la ciudad)\b"
)
_CLOSES = r"\b(?:clos(?:e|es|ing)|cerramos|cierro|cierra|cerrare|cerraremos|cerrando)\b"
_OPENS = (
    r"\b(?:open(?:s|ing)?|abr(?:imos|o|e|ire|iremos|iendo)|abiert[oa]s?"
    r"|as usual|(?:normal|regular|usual) hours|como siempre|horario normal)\b"
)
_VERBS = f"{_OPENS_AGAIN}|{_CLOSED}|{_CLOSES}|{_OPENS}"
_NOT_CLOSED = (
    r"\b(?:not|never|no longer|aren'?t|isn'?t|won'?t be|no estamos|no esta) (?:closed|cerrad[oa]s?|closing)\b"
    r"|\b(?:not|almost|nearly|not yet|aren'?t|isn'?t|casi) (?:(?:fully|all|completely|totally|solid|todo) )?"
    r"(?:booked|llen[oa])\b"
)
# Only today: such a text was written while it was true.
_CLOSED_ALONE = (
    r"(?:sorry\W+)?(?:(?:we'?re|we are|i'?m|i am|(?:the )?shop(?:'?s| is)|estamos|esta) )?"
    r"(?:temporarily |currently )?(?:closed|cerrad[oa]s?)\W*"
)
# "Mon-Fri only": he is closed on all other days.
_ONLY = r"\b(?:only|solo|solamente|nada mas|unicamente)\b"
_OPEN_ONLY = (
    rf"(?:(?:we|i)(?:'?re| are|'?m| am)? )?(?:{_ONLY} )?(?P<open>(?:open|abiert[oa]s?|abrimos|abro) )?(?:{_ONLY} )?"
    rf"(?:de )?(?P<days>(?:weekdays|[a-z]+days|[a-z]+(?: ?- ?| (?:to|thru|through|a) )[a-z]+))(?: {_ONLY})?\W*"
)
# A habit, unlike "closed for lunch 12-1".
_LUNCH = r"\b(?:lunch|almorzar|almuerzo|comer)\b"
# What the time reader would take for noon to one.
_AT_LUNCH = (
    r"\b(?:(?:for|at|on) )?(?:(?:our|my) )?lunch(?: ?(?:break|time))?\b|\b(?:a )?la hora del? (?:almuerzo|comer)\b"
)
# "We close Sundays" is as good as "closed Sundays".
_STAYS_CLOSED = r"\b(?:(?:we|i) close|cerramos|cerraremos|cierro|cerrare)\b"
# What else can be closed, or closed to, while the shop is not.
_OTHER = (
    r"\b(?:parking|lot|street|st|road|rd|avenue|ave|highway|bridge|exit|lane|sidewalk|entrance|doors?|lobby|bank|school"
    r"|post office|mall|restroom|bathroom|next door|(?:old|other) (?:shop|store|location)|walk-?ins?|calle|puente"
    r"|estacionamiento|entrada|puerta|banco|escuela)\b[^,.;:]*$"
)
_SHOP = r"(?<!old )(?<!other )\b(?:shop|store|tienda|taller)\b(?! next door)"
_TO_OTHERS = r" (?:to|for) (?:walk-?ins?|traffic|cars|drop-?ins?)\b"
_MONEY = r"[0-9] ?%|\$ ?[0-9]"
_DAY_NAME = (
    r"\b(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mie|jue|vie|sab|dom)[a-z]{0,6}\b"
    r"|\b(?:weekdays?|weekends?|daily|today|hoy)\b"
)
_HOURS = r"\b(?:1[0-2]|[1-9])(?::[0-5][0-9])? ?(?:[ap]m\b|(?:-|to|a) ?(?:1[0-2]|[1-9])\b)"
# Nobody announces a closure that is this long within a day: those are the hours.
_LONGEST_BREAK = timedelta(hours=6)
_UNTIL = r"\b(?:until|till?|til|hasta)(?: el| la| the| on)? ?$"
_THROUGH = r"\b(?:through|thru|hasta el final de)(?: the| el)? ?$"
_TO = r" ?(?:to|-|al?)(?: the| el)? ?"
_ENDLESS = r"\b(?:until further notice|hasta nuevo aviso|indefinitely|indefinidamente)\b"
_FROM = r"\b(?:from|starting|beginning|effective|as of|desde|a partir)\b"
_DAILY = r"\b(?:daily|every ?day|each day|a diario|diario|todos los dias|cada dia)\b"
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_PLURAL = "|".join(rf"(?<=\b{day})s\b" for day in _WEEKDAYS)
_EVERY = (
    rf"\b(?:every|each|todos los|cada|los) (?=\w)|{_PLURAL}"
    r"|\bsabados\b|\bdomingos\b|\bweekends\b|\bfines de semana\b"
)
_SINGULAR = {"sabados": "sabado", "domingos": "domingo", "weekends": "weekend", "fines de semana": "fin de semana"}
# What the time reader would take for a part of the day, and how the owner writes spans and lists of dates.
_EARLY_LATE = r"\b(?:early|late|temprano|tarde|mas)\b(?! (?:morning|afternoon))"
_REWRITTEN: Sequence[tuple[str, str]] = (
    (_DAILY, ""),
    (r"\bdel? ([0-9]{1,2}) al ([0-9]{1,2}) de ([a-z]+)", r"\3 \1-\2"),
    (r"(?<=[0-9])(?:st|nd|rd|th)? (?:through|thru|to|-) (?=[0-9])", "-"),
    (r"(?<=day) (?:through|thru) ", " to "),
    (r"\bsun\b", "sunday"),
    (r"\bsat\b", "saturday"),
)
_DATES_LISTED = (
    r"\b((?!between\b|entre\b)[a-z]{3,10}) ([0-9]{1,2}(?:(?:, and |, | and | & | y )[0-9]{1,2}\b(?! ?(?::|[ap]m\b)))+)"
)
# "Back in 30 min": nobody knows when that was written.
_FROM_NOW = r"\b(?:min|mins|minutes?|hours?|hrs?|minutos?|horas?)\b"


class _Span(NamedTuple):
    """A day on which the shop is closed, perhaps only from or until a time."""

    day: date
    opens: time | None = None
    closes: time | None = None


def told_state(stored: Mapping[str, object], shop: Shop, now: datetime) -> Mapping[str, object]:
    """Return the owner's state as it is at `now`, with the closures that he has told in words."""
    return with_told_closures(state_at(stored, now), shop, today(shop, now))


def with_told_closures(state: Mapping[str, object], shop: Shop, today: date) -> Mapping[str, object]:
    """Return the state with the closures from the owner's bulletin and note; the same state if there are none.

    Days are counted from `today`, or from the day on which the state was last changed, if that is known.
    """
    written = written_on(state, today, shop.time_zone)
    last = today + timedelta(days=shop.booking_horizon_days)
    spans = list[_Span]()
    for field in _FIELDS:
        text = _plain(state.get(field))
        if not re.search(f"{_CLOSED}|{_CLOSES}|{_OPENS}|{_ONLY}", text):
            continue
        told = list[_Span]()
        for clause in _clauses(text):
            if _is_endless(clause, written):
                return {**state, "status": "sleeping", "busy_until": "", "operational_hours_enabled": False}
            found = list(_closed(clause, text, written, last, shop))
            # "Closed Saturday and Sunday, back Monday at 11" is open until Saturday.
            told += [span for span in found if span.opens] if told and _is_opening(clause) else found
        spans += told
    ahead = [span for span in dict.fromkeys(spans) if today <= span.day <= last][:_MOST_CLOSURES]
    if not ahead:
        return state
    return {**state, "closures": json.dumps([*json.loads(str(state["closures"])), *map(_closure, ahead)])}


def is_unclear(state: Mapping[str, object], shop: Shop, today: date) -> bool:
    """Tell whether the bulletin mentions opening or closing in words that close nothing: it is then quoted as it is."""
    text = _plain(state["special_info"])
    return (
        bool(re.search(_VERBS, text))
        and with_told_closures({**state, "notes": ""}, shop, today)["closures"] == state["closures"]
    )


def _plain(text: object) -> str:
    return "\n".join(plain(line) for line in str(text or "")[:_LONGEST_TEXT].splitlines())


def _closure(span: _Span) -> dict[str, str]:
    times = {"from": span.closes, "to": span.opens}
    return {"date": span.day.isoformat(), **{side: f"{at:%H:%M}" for side, at in times.items() if at}}


def _clauses(text: str) -> Iterator[str]:
    """Return the parts of a text, each of which says only once that the shop is open or closed."""
    for sentence in re.split(r"(?<=[a-z0-9)][.;!?]) +|[\n|]| / ", text):
        clause = ""
        for part in re.split(r"(, (?:but |and |then )?| but | pero | and | y | then )", sentence):
            tells_hours = bool(re.search(_DAY_NAME, part) and re.search(_HOURS, part) and not re.search(_VERBS, part))
            # "20% off Friday, closed Sunday"
            if tells_hours or (re.search(_VERBS, part) and re.search(f"{_VERBS}|{_MONEY}", clause)):
                yield clause
                clause = "" if tells_hours else part  # "Mon-Sat 9-5, Sun closed"
            else:
                clause += part
        yield clause


def _closed(clause: str, text: str, written: date, last: date, shop: Shop) -> Iterator[_Span]:
    """Return when the shop is closed according to one clause."""
    if re.fullmatch(_CLOSED_ALONE, text):
        yield _Span(written)
        return
    if opens := set(_only_open(clause, text, written)):
        week = (written + timedelta(days=ahead) for ahead in range(7))
        others = (day for day in week if day.weekday() not in opens)
        yield from (_Span(one) for day in others for one in _repeated(day, last, days=7))
        return
    verb = next((kind for kind in (_CLOSED, _CLOSES, _OPENS) if re.search(kind, clause)), "")
    if _is_opening(clause) and re.search(_CLOSED, text):
        verb = _OPENS_AGAIN
    if not verb or "?" in clause or re.search(_NOT_CLOSED, clause) or _is_of_something_else(clause):
        return
    mentions, said = _mentions(clause, written)
    is_timed = any(one.at or one.window for one in mentions) or bool(re.search(_EARLY_LATE, clause))
    if verb == _CLOSES and re.search(_STAYS_CLOSED, clause) and not is_timed:
        verb = _CLOSED
    if re.search(_ENDLESS, clause) and re.search(_FROM, clause):
        for day in [day for one in mentions for day in one.days][:1]:
            yield from (_Span(one) for one in _repeated(day, last, days=1))
        return
    is_daily = bool(re.search(_DAILY, clause))
    if verb == _CLOSES and any(_is_break(one.window) for one in mentions):
        verb = _CLOSED
        if re.search(_STAYS_CLOSED, clause) and not any(one.days for one in mentions):
            is_daily |= bool(re.search(_LUNCH, clause))
            if not is_daily:  # "We close from 12 to 2": today, or every day?
                return
    is_every = is_daily or bool(re.search(f"{_EVERY}|{_ENDLESS}", clause))
    step = 1 if is_daily else 7
    until = next((one for one in mentions if one.days and re.search(_UNTIL, said[: one.start])), None)
    until = until or _end_of_span(mentions, said)
    through = next((one for one in mentions if one.days and re.search(_THROUGH, said[: one.start])), None)
    is_from_time = until is not None and any(
        one.days and (one.at or one.window) for one in mentions if one is not until
    )
    if (
        verb == _OPENS_AGAIN
        or (verb == _CLOSED and (until or through))
        or (verb == _CLOSES and is_from_time and not is_every)
    ):
        end = until or through or next((one for one in mentions if one.days), None)
        if end:
            yield from _up_to(end, [one for one in mentions if one is not end], written, is_inclusive=end is through)
        return
    for day, mention in _timed(mentions, written, verb):
        for one in _repeated(day, last, days=step) if is_every else (day,):
            yield from _of_day(one, mention, verb, shop)


def _only_open(clause: str, text: str, written: date) -> Iterator[int]:
    """Return the weekdays (Monday is 0) of "open Mon-Fri only"; none if that may be about something else."""
    found = re.fullmatch(_OPEN_ONLY, clause.strip())
    # "20% off screens! Mon-Fri only."
    if found is None or not re.search(_ONLY, clause) or not (found["open"] or clause.strip() == text.strip()):
        return
    mentions, said = _mentions(found["days"], written)
    if len(mentions) == 1 and (mentions[0].start, mentions[0].end) == (0, len(said)):
        yield from (day.weekday() for day in mentions[0].days)


def _is_break(window: Window) -> bool:
    """Tell whether the window is too short to be a day's opening hours."""
    return bool(window.first and window.last and _length(window.first, window.last) <= _LONGEST_BREAK)


def _end_of_span(mentions: Sequence[TimeMention], said: str) -> TimeMention | None:
    """Return the end of "Friday 3pm to Monday"."""
    pairs = pairwise(one for one in mentions if one.days)
    return next((two for one, two in pairs if one.at and re.fullmatch(_TO, said[one.end : two.start])), None)


def _is_endless(clause: str, written: date) -> bool:
    """Tell whether the clause says that he is closed until further notice, not just on some days."""
    is_said = re.search(_ENDLESS, clause) and re.search(_CLOSED, clause)
    if not is_said or "?" in clause or re.search(_NOT_CLOSED, clause) or _is_of_something_else(clause):
        return False
    return not any(one.days for one in _mentions(clause, written)[0])


def _is_of_something_else(clause: str) -> bool:
    """Tell whether something other than the shop is closed, or only to some: "the lot is closed", "closed to cars"."""
    found = re.search(f"{_CLOSED}|{_CLOSES}", clause)
    if found is None:
        return False
    before, behind = clause[: found.start()], clause[found.end() :]
    is_other = re.search(_OTHER, before) and not re.search(_SHOP, before)  # "The shop on 5th Ave is closed."
    return bool(is_other or re.match(_TO_OTHERS, behind))


def _mentions(clause: str, written: date) -> tuple[list[TimeMention], str]:
    """Return the days and times in the clause, and the text that they are in."""
    said = _readable(clause)
    found = read_times(said, datetime.combine(written, time()))
    kept = [one for one in found if not (one.past or one.bare or one.impossible)]
    return [one for one in kept if not re.search(_FROM_NOW, said[one.start : one.end])], said


def _is_opening(clause: str) -> bool:
    """Tell whether the clause says when the shop opens again."""
    return bool(re.search(_OPENS_AGAIN, clause)) and not re.search(_CLOSED, clause)


def _readable(clause: str) -> str:
    """Return the clause in a form that the time reader understands, with "every Sunday" and the like as one day."""
    said = re.sub(_EARLY_LATE, "", clause)
    if re.search(_HOURS, said):
        said = re.sub(_AT_LUNCH, "", said)
    for pattern, written in _REWRITTEN:
        said = re.sub(pattern, written, said)
    said = re.sub(_DATES_LISTED, _each_dated, said)
    return " ".join(re.sub(_EVERY, lambda match: _SINGULAR.get(match[0], " "), said).split())


def _each_dated(dates: re.Match[str]) -> str:
    """Return the dates with the month before each day, for example of "feb 20, 21 and 22"."""
    return " and ".join(f"{dates[1]} {day}" for day in re.findall("[0-9]+", dates[2]))


def _up_to(end: TimeMention, others: Sequence[TimeMention], written: date, *, is_inclusive: bool) -> Iterator[_Span]:
    """Return the days from the one named, or today, to the last one; the first from its time on."""
    begin = next((one for one in others if one.days), None)
    first, back = begin.days[0] if begin else written, end.days[0]
    at = end.at or next((one.at for one in others if one.at and not one.days), None)
    closes = (begin.at or begin.window.named()[0]) if begin else None
    if is_inclusive:
        back, at = end.days[-1] + timedelta(days=1), None
    for ahead in range(min((back - first).days, _MOST_CLOSURES)):
        yield _Span(first + timedelta(days=ahead), closes=_of_working_day(closes) if closes and not ahead else None)
    if at:
        yield _Span(back, opens=_of_working_day(at))


def _timed(mentions: Sequence[TimeMention], written: date, verb: str) -> Iterator[tuple[date, TimeMention | None]]:
    """Return the days with the times said about them; a closed time without a day is today's."""
    days = [day for one in mentions for day in one.days]
    timed = [one for one in mentions if one.at or one.window]
    if len(timed) == 1:
        yield from ((day, timed[0]) for day in days or ([written] if verb == _CLOSED else []))
    elif all(one.days for one in timed):
        yield from ((day, one) for one in timed for day in one.days)
        if verb == _CLOSED:
            yield from ((day, None) for one in mentions if one not in timed for day in one.days)


def _repeated(day: date, last: date, *, days: int) -> Iterator[date]:
    while day <= last:
        yield day
        day += timedelta(days=days)


def _of_day(day: date, mention: TimeMention | None, verb: str, shop: Shop) -> Iterator[_Span]:
    """Return the closed parts of the day: within the times, or outside them if they are its open hours."""
    first, last = mention.window.named() if mention else (None, None)
    at = _of_working_day(mention.at) if mention and mention.at else None
    if verb == _OPENS:
        if (opens := at or first) and opens <= shop.last_slot:  # "Open late tonight" does not open later.
            yield _Span(day, opens=opens)
        if last:
            yield _Span(day, closes=last)
    elif verb == _CLOSES:
        if closes := at or last or first:
            yield _Span(day, closes=closes)
    elif (mention is None or at or first or last) and (not (first and last) or _is_break(Window(first, last))):
        yield _Span(day, closes=at or first, opens=last)


def _length(first: time, last: time) -> timedelta:
    return datetime.combine(date.min, last) - datetime.combine(date.min, first)


def _of_working_day(at: time) -> time:
    """Return the time; a bare 2 is two in the afternoon."""
    return at.replace(hour=at.hour + 12) if at.hour < 7 else at


_MONEY_OFF = re.compile(
    r"%|\b(?:percent|off|discounts?|descuentos?|rebajas?|deals?|promos?|promotions?)\b", re.IGNORECASE
)


def offers_discount(text: str) -> bool:
    """Tell whether the owner's words may offer money off: "20% off screens this week"."""
    return bool(_MONEY_OFF.search(text))
