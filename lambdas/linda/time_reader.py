"""All the days, times and windows that a customer's text names.

Each rule is a pattern of kinds of tokens, and a maker that turns its match into tokens. The rules run one after the
other over the whole text, so an early one takes its words away from all later ones.
"""

import re
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from functools import cache

from linda import time_rules as make
from linda.time_rules import Build, Run, Said, TimeMention
from linda.time_words import plain, tokens

type Rule = tuple[re.Pattern[str], Build]


def read_times(text: str, now: datetime, asked: bool = False) -> tuple[TimeMention, ...]:
    """Return what the text says about days and times, in its order, as seen from `now`, the shop's local time.

    A day without a year is the next such day; "next friday" is next week's; an hour without am or pm is within a
    working day (9 to 11 in the morning, 12 to 8 in the afternoon). If a time was `asked` for, a bare number may come
    with any words.
    """
    run = [Said(*token) for token in tokens(plain(text))]
    if any(said.kind in ("move", "push", "pull") for said in run):
        # "Change it from 2 to 3" does not name a window.
        run = [said._replace(kind=_MOVED.get(said.kind, said.kind)) for said in run]
    run = _read(run, _rules(asked), now)
    return tuple(said.mention._replace(start=said.start, end=said.end) for said in run if said.mention)


def _read(run: list[Said], rules: Iterable[Rule], now: datetime) -> list[Said]:
    """Return the tokens that the rules make of these, one rule after the other."""
    signs = _signs(run)
    for pattern, build in rules:
        matches = [match.span() for match in pattern.finditer(signs)]
        for start, end in reversed(matches):
            if (made := build(run[start:end], now)) is not None:
                run[start:end] = made
        signs = _signs(run) if matches else signs
    return run


_MOVED = {"to": "into", "from": "source", "of_las": "source"}

_SIGNS: dict[str, str] = {}


def _sign(kind: str) -> str:
    """Return the single character that represents a kind in a pattern."""
    return _SIGNS.setdefault(kind, chr(0x80 + len(_SIGNS)))


def _signs(run: Run) -> str:
    return "".join([_sign(said.kind) for said in run])


# Kinds that patterns name together.
_GROUPS = {
    "HOUR": "num numword",
    "AT": "at at_las around",
    "NUMBER": "num numword big bigword",
    "CLOCK": "clock sure_clock",
    "TIME": "num numword big quad clock sure_clock",
    "DAY": "day days_said bound_day date",
    "HALF": "morning afternoon evening",
    "DATED": "DAY part this_part past_said",
    "WHEN": "DAY clock_day CLOCK part this_part span same soon shift past_said",
    "THE": "the on on_the",
    "JOIN": "to dash and until a",
    # What may come before a number that is an hour, and after it.
    "BEFORE": "WHEN AT lead asking but both no las approx how_about or and comma mark not cant on from source into to",
    "BEHIND": "WHEN trail but both lead asking no approx around or and comma mark not cant fails at at_las on on_the"
    " to into named dash in of move the oclock every until before after next between from past",
}


def _compiled(pattern: str) -> re.Pattern[str]:
    """Return the expression over signs for a pattern over kinds; "(?<!~A B)" means after A, B or nothing."""
    in_signs = re.sub(r"\(\?(<?!)~([A-Za-z_ ]+)\)", lambda around: f"(?{around[1]}[^{_signs_of(around[2])}])", pattern)
    return re.compile(re.sub(r"[A-Za-z_]+", lambda kind: f"[{_signs_of(kind[0])}]", in_signs).replace(" ", ""))


def _signs_of(names: str) -> str:
    return "".join(_signs_of(_GROUPS[name]) if name in _GROUPS else _sign(name) for name in names.split())


@cache
def _rules(asked: bool) -> tuple[Rule, ...]:
    return _all_compiled((*_RULES, _BARE_ASKED, *_DENIALS) if asked else (_GREETING, *_RULES, _BARE, *_DENIALS))


def _all_compiled(rules: Iterable[tuple[str, Build]]) -> tuple[Rule, ...]:
    return tuple((_compiled(pattern), build) for pattern, build in rules)


_NUMBERS: tuple[tuple[str, Build], ...] = (
    ("tens numword", make.counts("bigword")),
    ("tens", make.counts("bigword")),
)
_DURATION: tuple[str, Build] = (
    "(half|media) minutes|a? couple (minutes|days)|(NUMBER|figure|quad) (minutes|h) (and_a_half|y_media)"
    "|(NUMBER|figure|quad) (and_a_half|y_media|dash)? (minutes|days|h)"
    "|(a|numword) (minutes|days) (and_a_half|y_media)?|a half minutes",
    make.duration,
)
# The rules in their order: a pattern of kinds, and what makes tokens of its matches.
_RULES: tuple[tuple[str, Build], ...] = (
    # Numbers that belong to something else.
    *_NUMBERS,
    ("model (model|model_end|letter|a){0,4} (NUMBER|quad|figure)", make.become("thing")),
    ("(NUMBER|quad) model_end", make.become("thing")),
    ("(NUMBER|quad|figure) (word|model|thing|numword|ordinal|approx|letter|trail){1,3} street", make.become("thing")),
    ("(ordinal|ordword) street", make.become("thing")),
    ("unit (NUMBER|quad|figure|ordinal)", make.become("thing")),
    ("(NUMBER (or|to|dash))? (NUMBER|quad|figure) thing", make.become("thing")),
    ("(?<!month) (ordinal|ordword) numword (?!bigword|oh|am|pm|oclock|y_media)", make.one_of_a_list),
    ("nice (weekend|morning|afternoon|evening|holiday|tonight|days)", make.become("thing")),
    ("every (on|the)? (weekday|weekdays|shy_weekday) (?!fails|cant)|weekdays (?!fails|cant)", make.become("thing")),
    # Durations.
    ("(at|at_las|las|of_las) (NUMBER|clock) (minutes|h)|big h", make.hour_in_hours),
    _DURATION,
    ("hace approx? duration|duration ago (AT approx? TIME)?", make.past),
    ("in (a|approx|around|the){0,3} duration|duration now", make.ahead),
    ("push (approx|for|by|until){0,3} duration|duration more|more (by|until)? duration", make.later),
    ("pull (approx|by|until){0,3} duration|duration less|less (by|until)? duration", make.sooner),
    ("duration (from|of) (?=weekday|shy_weekday|today|month|holiday)", make.from_then),
    ("(NUMBER (or|to|dash))? approx? duration", make.become("thing")),
    # Dates.
    ("iso|slash", make.in_figures),
    ("on? month (num|big) dash (num|big) (?!oclock|am|pm|thing)", make.monthly_days),
    ("on? num dash big (?!oclock|thing|street)", make.month_first),
    ("THE? (ordinal|ordword|bigword ordword) of? (month|may) (comma? of? (quad|figure))?", make.monthly),
    ("THE? (num|big|ordword|numword|bigword) of (month|may) (comma? of? (quad|figure))?", make.monthly),
    ("THE? (num|big|bigword) (month|may (?=AT|CLOCK|comma)) (comma? of? (quad|figure))?", make.monthly),
    (
        "on? (month|may) mark? the? (ordinal|ordword|bigword ordword) (comma? of? (quad|figure))?"
        "|on? (month|may) mark? (num|big|bigword) (?!thing|oclock|am|pm) (comma? of? (quad|figure))?",
        make.monthly,
    ),
    ("date (or|and) THE? (num|big|ordinal) (?!oclock|am|pm|HALF|thing)", make.same_month),
    ("(on|on_the)? (the|of)? holiday", make.holiday),
    (
        "(on|the)? (weekday|shy_weekday) mark? comma? (the|on_the)? (ordinal|ordword|num|big)"
        "(?!thing|oclock|am|pm|HALF|h|to|dash|until)",
        make.dated_weekday,
    ),
    ("(on|the)? (weekday|shy_weekday) mark? comma? (on|the)? date", make.weekday_beside_date),
    ("date comma? (on|the)? (weekday|shy_weekday)", make.weekday_beside_date),
    ("(on_the|the) (ordinal|ordword|bigword ordword)(?!~BEHIND HALF noon)", make.ordinal),
    ("ordinal(?=AT)|the (num|big)(?=at_las|HALF|noon)|on_the (num|big)(?!~BEHIND HALF noon)", make.ordinal),
    ("(on_the|the) (num|big|ordinal) this_month|(?<=after_del|before_del) (num|big|ordinal)", make.ordinal),
    ("^the (num|big)(?=(?:trail|both|comma|mark)*$)", make.ordinal),
    ("(?<=no|comma|lead|asking|both) the big(?=(?:trail|both|comma|mark)*$)", make.ordinal),
    (
        "(last|gone|past) the? (weekday|shy_weekday)|the? (weekday|shy_weekday) gone|last? yesterday|last_week",
        make.past,
    ),
    ("(last|past) days|last (the|on)? (date|this_morning|today)|last (AT|las) TIME|last (quad|CLOCK)", make.past),
    (
        "(next|next_week) (on|the)? (weekday|shy_weekday)|the? (weekday|shy_weekday) (of|of_las)? next_week",
        make.weekday,
    ),
    (
        "(from|between)? the? (weekday|shy_weekday) (to|dash|until|a) the? (weekday|shy_weekday)"
        "|between the? weekday and the? weekday",
        make.from_weekday_to_weekday,
    ),
    ("this_week (on|the)? weekday|(on|the)? weekday of? this_week", make.weekday),
    ("(on|the)? (weekday|shy_weekday (?!word|noise)) viene?|every? (weekday|weekdays) (?=fails|cant)", make.weekday),
    ("today", make.relative),
    ("duration_from DAY", make.after_day),
    ("the? days after DAY|next_day DAY", make.beside_day(1)),
    ("(day|date) (or|and) (next_day|gone)", make.or_next_day),
    ("the? days before DAY", make.beside_day(-1)),
    ("between DAY and DAY|from? DAY (to|dash|until) DAY", make.from_day_to_day),
    # "Bring my phone by tomorrow" means a visit tomorrow.
    ("bring .{0,4}? by", make.visit),
    ("(after|before|by|after_del|before_del) DAY", make.bounded_day),
    ("on? next_week", make.week(0, 6, 1)),
    ("on? this_week", make.week(0, 6)),
    ("late_week", make.rest_of_week),
    ("by the? week_end", make.week(0, 4)),
    ("by the? day_end", make.become("thing")),
    ("AT? week_end", make.week(3, 4)),
    ("late_next_week", make.week(3, 4, 1)),
    ("early_next_week", make.week(0, 2, 1)),
    ("week_after", make.week(0, 6, 2)),
    ("(on|in)? weekend", make.week(5, 6)),
    ("on? next_weekend", make.week(5, 6, 1)),
    ("on? weekday_any", make.workdays),
    # Times of the day.
    ("HOUR bigword|numword oh HOUR", make.hour_and_minute),
    ("(?<!~BEFORE) num (big|figure) (?!word|thing)", make.hour_and_quarters),
    ("half_past HOUR|(HOUR|once) y_media", make.with_minutes(30)),
    ("quarter (past|after) HOUR|HOUR and quarter", make.with_minutes(15)),
    ("quarter_to HOUR|HOUR menos quarter", make.with_minutes(-15)),
    ("NUMBER past HOUR", make.minutes_beside(1)),
    ("(big|bigword) to HOUR", make.minutes_beside(-1)),
    ("num? noon", make.noon),
    ("midnight", make.fixed(0)),
    ("(HOUR|clock|quad|once) (am|pm)", make.hour_of_part),
    ("(AT|las|of_las|la)? approx? (HOUR|clock|quad|once|decimal) HALF", make.hour_of_part),
    ("(HOUR|clock|quad) dash? oclock|once oclock", make.hour),
    # Windows; their bounds are not times.
    ("(before|until) (AT|las|approx){0,3} TIME cant", make.bounded(first=0)),
    ("after (AT|las|approx){0,3} TIME cant", make.bounded(last=0)),
    ("between (AT|las|approx)? TIME (JOIN) (AT|las|of_las)? TIME", make.between),
    ("(from|of_las|of) TIME (to|dash|until|a|at_las) las? TIME", make.between),
    ("AT? TIME (dash|to|until) TIME (?!word|thing)", make.between),
    (
        "(not|cant) (lead|both|trail|word){0,2} (until|before) (AT|approx){0,3} TIME"
        "|(at_least|off_at) (AT|approx){0,3} TIME",
        make.bounded(first=0),
    ),
    ("(from|after) (AT|las|approx){0,3} TIME (onwards|on)|TIME onwards|TIME or after (?!TIME)", make.bounded(first=0)),
    (
        "(not|cant) (lead|both|trail|word){0,2} after TIME|TIME or before (?!TIME)|at_most TIME|by? TIME or_earlier",
        make.bounded(last=0),
    ),
    ("(after|after_del|past) (AT|las|approx){0,3} (CLOCK|TIME (?!word))", make.bounded(first=1)),
    ("from (AT|las|approx){0,3} (CLOCK|TIME (?!word|into))", make.bounded(first=0)),
    ("by (AT|las|approx){0,3} (CLOCK|TIME (?!word))", make.bounded(last=0)),
    ("(before|before_del|until) (AT|las|approx){0,3} (CLOCK|TIME (?!word))", make.bounded(last=-1)),
    ("early morning", make.part(None, time(10))),
    ("late morning|mid morning", make.part(time(10), time(11, 59))),
    ("early afternoon", make.part(time(12), time(14))),
    ("late afternoon|day_end", make.part(time(15), None)),
    ("early HALF|before_lunch|morning", make.part(None, time(11, 59))),
    ("afternoon", make.part(time(12), None)),
    ("late? evening", make.part(time(17), None)),
    ("lunch|(?<=DAY) lunch_alone", make.part(time(12), time(13))),
    ("after_lunch", make.part(time(13), None)),
    ("after_school", make.part(time(15), None)),
    ("before_work", make.part(None, time(9))),
    ("this_morning", make.part_of_today(None, time(11, 59))),
    ("this_afternoon", make.part_of_today(time(12), None)),
    ("tonight", make.part_of_today(time(17), None)),
    ("now_then", make.now_then),
    ("early (?=WHEN)|(?<=WHEN) early", make.part(None, time(11, 59))),
    # Numbers that are marked as times.
    ("AT approx{0,3} (HOUR|big|decimal|quad (?!word)|CLOCK)|at_las once", make.hour),
    ("(approx|las|la)? CLOCK", make.hour),
    ("(?<!~BEFORE) las (HOUR|once)|of_las HOUR (?!~BEHIND)", make.hour),
    ("(?<!~BEFORE) la HOUR", make.one_oclock),
    ("(?<=visit) approx? (HOUR|quad) (?!~BEHIND)|(?<=how_about) approx? (HOUR|quad) (?!~BEHIND)", make.hour),
    ("(?<=WHEN) numword (?!~BEHIND)", make.one_of_a_list),
    ("(?<=DATED) (comma|approx|lead|asking|both)? approx? (HOUR|quad) (?!~BEHIND)", make.hour),
    ("(?<!~BEFORE) approx? (HOUR|quad) (?=WHEN|fails)|(?<=not) HOUR (?!~BEHIND)", make.hour),
    ("(?<=CLOCK or) las? HOUR (?!~BEHIND)", make.hour),
    ("(?<=source) (HOUR|quad) (?!~BEHIND)", make.hour),
    # The rest.
    ("same_day (?!word)", make.saying("same", same="day")),
    ("same_time", make.saying("same", same="time")),
    ("next_day (?!word)", make.saying("shift", shift=timedelta(days=1))),
    ("soon", make.saying("soon", earliest=True)),
    ("bound_day comma? (CLOCK|clock_day)", make.bounded_moment),
    ("WHEN (comma? WHEN)+", make.merged),
)
_DENIALS: tuple[tuple[str, Build], ...] = (
    ("(not|menos) (on|the)? (WHEN|bare) ((or|and|nor) (on|the)? (WHEN|bare))*", make.unwanted),
    ("(no|nor)? (on|the)? (WHEN|bare) (nor (on|the)? (WHEN|bare))+", make.unwanted),
    ("WHEN (fails|cant (?!on|the|WHEN)|no (?=comma))|(WHEN|bare) no$|bare fails", make.unwanted),
    ("no part", make.unwanted),
    ("day but THE? day", make.but_not),
    ("cant (lead|both)? in? (on|the)? (WHEN|bare) ((or|and|nor) (on|the)? (WHEN|bare))*", make.unwanted),
)
# "Morning! Can you fix my screen"
_GREETING = ("^HALF (comma|mark)+ (?=lead|asking|both|trail|word|a|model|how_about)", make.become("thing"))
# A number that nothing else has taken. If no time was asked for, the words around it must be those of an answer.
_BARE = (
    "(?<!~BEFORE) (HOUR|quad|decimal) (?!~BEHIND)|(?<=the) num (?=numword)"
    "|^(?:lead|asking|both)*(big|once) (?=(?:trail|both|mark|comma)*$)",
    make.bare,
)
_BARE_ASKED = (
    "(?<!thing|model|a|the) (HOUR|quad|decimal) (?!~BEHIND)|(?<=the) num (?=numword)"
    "|^(?:lead|asking|both)*(big|once) (?=(?:trail|both|mark|comma)*$)",
    make.bare,
)
