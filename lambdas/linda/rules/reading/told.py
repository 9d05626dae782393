"""What a text only reports, about the past or a habit, and what it asks for: a time in a story is not a request."""

import re
from collections.abc import Sequence
from itertools import pairwise

from linda.rules.reading import lexicon
from linda.rules.reading.choices import LETTERS, OF_A_LIST, ORDINALS, SURE_BESIDE
from linda.rules.reading.phrases import Match, Token
from linda.rules.reading.said import is_noun, opens_clause
from linda.rules.reading.text import CONDITIONS, LISTS, NUMBERS, TIME_QUESTIONS, Reading
from linda.time_rules import TimeMention

# Verbs in the past; those that also describe the damage itself ("cracked") are below.
_PAST = frozenset(
    "was were wasnt werent had hadnt been did didnt dropped fell died came bought went stopped happened started paid "
    "called texted brought picked tried took gave waited sent saw met spoke talked found missed already alr left "
    "leave leaving cayo compre fui fue fuimos vine vino estaba estuvo estuve tenia tuve hice hizo rompio murio llame "
    "quebro empezo pague llegue llevaron arreglaron repararon cambiaron pusieron dijeron contesto contestaron atendio "
    "apago descompuso recogi quedaron quedamos".split()
)
_DAMAGED = frozenset(
    "cracked broken broke smashed shattered busted damaged dropped fixed repaired replaced changed done installed "
    "rota roto quebrada quebrado estrellada arreglado arreglada reparado reparada".split()
)
_REPAIRED = frozenset("fixed repaired replaced changed done installed".split())
# "I was thinking tomorrow at 2" is a request all the same.
_WAS_WISHING = frozenset("wondering hoping thinking looking going gonna trying planning wanting like better".split())
_PRONOUNS = frozenset("i he she it they we you that who which que".split())
# These are in the past only after a pronoun: "I left at 2", but not "what is left at 2".
_NEEDS_SUBJECT = frozenset(["left", "leave"])
_HABITS = frozenset("usually always every sometimes keeps siempre cada everyday normalmente".split())
_CLAUSE_ENDS = frozenset("and but so y pero then because porque".split())
_DURATION = re.compile(r"^(?:in|within|en|dentro)\b.*\b(?:h(?:ou)?rs?|min(?:ute)?s?|horas?|minutos?)$")
# How a battery or a phone behaves, in words that are read as a repair.
_BEHAVES = ("die", "dy", "drain", "descarg", "muere", "last", "dura", "shut", "apag", "dead", "hold", "wont", "doesn")

# Phrases that ask for something to be done, and single words that do.
_REQUESTS = ("want", "want order", "ask times", "ask hours", "ask bookings", "move", "cancel", "choose", "add", "keep")
_REQUEST_WORDS = frozenset(
    "need needs want wants would please book schedule reserve lets let prefer rather take make put works come bring "
    "drop stop swing quiero quisiera necesito ocupo gustaria puedo podria agendar reservar apartar favor porfavor voy "
    "llevo prefiero mejor".split()
)
# These ask for a visit only if they say what is to be done: "I need it tomorrow at 2" may be a deadline.
_NEEDS = frozenset("need needs necesito ocupo".split())
_TO_BE_DONE = frozenset(
    "to in appointment slot cita fixed repaired replaced changed done looked checked que arreglar cambiar reparar ir "
    "llevar".split()
)
# What comes before "let's" in an order; "my boss lets me off" is not an order.
_BEFORE_LETS = frozenset("ok okay yes yeah yep sure then so no well and but alright cool great now perfect".split())
# Harmless with a request, but a story without one: "I got it fixed Friday at 10".
_STORY_WORDS = frozenset(
    "is are was were be been has have had got get go going come coming need needs necesito ocupo broke broken done "
    "fixed repaired replaced changed moved switched pushed bumped swapped let lets off "
    "work know mean from see new still day friend friends it's damage will can could may looking hoping esta es son "
    "hacer cambiar arreglar ir venir sale sali than".split()
)


def tells(reading: Reading, first: int, end: int) -> bool:
    """Tell whether the clause around the tokens from `first` to `end` reports a past event or a habit, not a request.

    The nearest word decides: "my phone died, can I come at 2", "I need it fixed, it broke at 2".
    """
    clause = _clause_before(reading, first)
    for place in reversed(clause):
        if is_past_at(reading, place):
            return True
        if place in reading.requests:
            return False
    for place in range(end, min(end + _LONGEST_CLAUSE, len(reading.tokens))):
        if _ends_clause(reading.tokens[place]) or place in reading.requests:
            break
        if is_past_at(reading, place) and reading.tokens[place - 1].text not in ("that", "which", "who", "que"):
            return True
    return _is_habit(reading, first, clause)


# A word further away than this says nothing about a time.
_LONGEST_CLAUSE = 20


def _clause_before(reading: Reading, first: int) -> range:
    start = first
    while start > max(0, first - _LONGEST_CLAUSE) and not _ends_clause(reading.tokens[start - 1]):
        start -= 1
    return range(start, first)


def _ends_clause(token: Token) -> bool:
    return token.kind == "mark" or token.text in _CLAUSE_ENDS


def is_past_at(reading: Reading, place: int) -> bool:
    """Tell whether there is a past verb at the place; "cracked" and "fixed" are verbs only if they say who did it."""
    tokens, word = reading.tokens, reading.tokens[place].text
    if tokens[place].kind != "word":
        words = reading.said[tokens[place].start : tokens[place].end].split()
        is_damage = place > 0 and tokens[place - 1].text in _WHO_DAMAGED and words[0] in _DAMAGED
        return is_damage or (
            tokens[place].kind in ("repair", "trouble") and not _PAST.isdisjoint(words) and "already" not in words
        )
    before = tokens[place - 1].text if place else ""
    after = tokens[place + 1].text if place + 1 < len(tokens) else ""
    if word in ("was", "were") and after in _WAS_WISHING:
        return False
    if word == "did" and after in _PRONOUNS:
        return False
    if word in _NEEDS_SUBJECT and before not in _PRONOUNS:
        return False
    if word in _PAST:
        return True
    if word in ("hable", "marque") and before in ("le", "les", "te"):
        return place < 2 or tokens[place - 2].text != "que"  # "Le hablé a las 2", but not "que le hable".
    if word == "got" and not reading.has("want"):
        return any(token.text in _REPAIRED for token in tokens[place + 1 : place + 4])
    return word in _DAMAGED and before in _WHO_DAMAGED


_WHO_DAMAGED = frozenset("i he she we you they just accidentally".split())


def requests_in(tokens: Sequence[Token], matches: Sequence[Match]) -> frozenset[int]:
    """Return the places of the words that ask for something, on their own or in a phrase."""
    in_phrases = {
        place
        for match in matches
        if match.label in _REQUESTS
        and not _is_done(tokens[match.first : match.end], match.label)
        and not (match.label == "move" and is_noun(match, tokens))
        for place in range(match.first, match.end)
    }
    return frozenset(place for place in range(len(tokens)) if _asks(tokens, place, place in in_phrases))


def _is_done(inside: Sequence[Token], label: str) -> bool:
    """Tell whether something has been moved already: "my boss changed my shift"."""
    return label == "move" and any(token.text in _MOVED for token in inside)


_MOVED = frozenset("moved changed switched pushed bumped swapped cambio cambiaron movio movieron".split())


def _asks(tokens: Sequence[Token], place: int, is_in_phrase: bool) -> bool:
    token = tokens[place]
    if token.kind != "word":
        return is_in_phrase
    if token.text in _NEEDS:
        return any(other.kind in _JOBS or other.text in _TO_BE_DONE for other in tokens[place + 1 : place + 5])
    if token.text in ("let", "lets"):
        return not place or tokens[place - 1].kind == "mark" or tokens[place - 1].text in _BEFORE_LETS
    return is_in_phrase or token.text in _REQUEST_WORDS


_JOBS = ("repair", "trouble", "device", "thing")


def _is_habit(reading: Reading, first: int, clause: range) -> bool:
    """Tell whether the time is how long something lasts, or when it always happens: "dies in 2 hours"."""
    tokens = reading.tokens
    if not reading.requests.isdisjoint(clause):
        return False
    if any(tokens[place].text in _HABITS for place in clause):
        return True
    has_day = bool(getattr(tokens[first].value, "days", ())) and not _DURATION.search(tokens[first].text)
    return bool(clause) and not has_day and _behaves(tokens[first - 1], reading)


def _behaves(token: Token, reading: Reading) -> bool:
    if token.kind == "trouble":
        return True
    words = reading.said[token.start : token.end].replace("se ", "").split()
    return token.kind == "repair" and any(word.startswith(_BEHAVES) for word in words)


# Words of an order that refer to an existing booking, to an obligation, or to a condition.
_NO_ORDER = {
    ("my", "appointment"), ("mi", "cita"), ("thanks", "for"), ("gracias", "por"), ("si", "puedo"), ("si", "puede"),
    ("si", "pudiera"), ("have", "to"), ("got", "to"), ("was", "going"), ("were", "going"), ("was", "supposed"),
    ("iba", "a"),
}  # fmt: skip
# Of these words, the following are harmless in an answer to "when?": "2 is good", "I'm coming at 2".
_FINE_IN_ANSWERS = frozenset(
    "is are be come coming going will can could may looking day see esta es son ir venir than".split()
)
_ANSWERED = frozenset([*TIME_QUESTIONS, "repair", "device", "cancel which", "move which"])
_READ = frozenset(["want", "greet", "thank", "add", "choose", "move", "cancel", "name"])


def is_plain(reading: Reading, after_name: int, told: set[int], choice: object) -> bool:
    """Tell whether the text is an order and nothing else: every word is understood, or changes nothing about an order.

    An order asks for something, or names a job and a time and reports nothing, or answers LINDA's question.
    """
    words = [token.text for token in reading.tokens]
    if told or not CONDITIONS.isdisjoint(words) or _is_of_another(reading):
        return False
    if any(token.kind == "trouble" and token.text == "not working" for token in reading.tokens):
        return False
    if any(_is_off_the_list(token, reading) or _is_in_minutes(token) for token in reading.tokens):
        return False
    yeses = {match.end for match in reading.matches if match.label == "accept"}
    covered = {
        place
        for match in reading.matches
        if match.label.split()[0] in _READ
        or (match.label == "accept" and (opens_clause(match, reading) or match.first in yeses))  # "Yes, go ahead."
        for place in range(match.first, match.end)
    }
    asks = {
        place
        for match in reading.matches
        if match.label in ("want", "want order", "choose", "move", "cancel", "name", "accept")
        and match.end - match.first > 1
        and not _is_done(reading.tokens[match.first : match.end], match.label)
        for place in range(match.first, match.end)
    }
    story = _STORY_WORDS - _FINE_IN_ANSWERS if reading.dialogue.asked in _ANSWERED or choice else _STORY_WORDS
    is_story = False
    for place, token in enumerate(reading.tokens):
        is_story |= token.kind != "mark" and _happened(place, reading)
        if token.kind != "word":
            continue
        if (token.text == "work" or _is_busy(place, reading)) and place not in covered:
            return False
        is_story |= token.text in story and place not in asks
        if place in covered or (place < after_name and _is_name_at(reading, place)):
            continue
        if token.text in SURE_BESIDE and (choice or (reading.dialogue.options and reading.dialogue.asked in LISTS)):
            continue
        if choice and (token.text in ORDINALS or token.text in LETTERS or token.text in OF_A_LIST):
            continue
        if token.text not in lexicon.FILLER and token.text not in NUMBERS and not token.text.isdecimal():
            return False
    return not is_story or bool(reading.requests)


_BUSY = lexicon.FAMILY | {"he", "she", "who", "boss", "roommate", "ride", "sitter"}


def _is_busy(place: int, reading: Reading) -> bool:
    """Tell whether somebody else works then: "my husband works tomorrow at 2"."""
    return reading.tokens[place].text == "works" and place > 0 and reading.tokens[place - 1].text in _BUSY


def _happened(place: int, reading: Reading) -> bool:
    """Tell whether the place says what the phone did: "the screen cracked", but not "a cracked screen"."""
    tokens = reading.tokens
    if _behaves(tokens[place], reading):
        return True
    words = reading.said[tokens[place].start : tokens[place].end].split()
    is_noun_before = place > 0 and (tokens[place - 1].kind in _JOBS or tokens[place - 1].text == "phone")
    is_noun_behind = place + 1 < len(tokens) and tokens[place + 1].kind in _JOBS
    return words[-1] in _DAMAGED and (is_noun_before or len(words) > 1) and not is_noun_behind


def _is_off_the_list(token: Token, reading: Reading) -> bool:
    """Tell whether a bare number is an hour that was not listed: "4" after 11, 12 and 1."""
    options, mention = reading.dialogue.options, token.value
    if not isinstance(mention, TimeMention) or mention.days:
        return False
    hour = token.text.split()[-1]
    is_bare = hour.isdecimal() or hour in NUMBERS
    return bool(options) and is_bare and mention.at not in [option.at for option in options]


def _is_in_minutes(token: Token) -> bool:
    """Tell whether a time is minutes from now, which may be when the customer writes again: "in 10 minutes"."""
    return token.kind == "time" and not _MINUTES.isdisjoint(token.text.split())


_MINUTES = frozenset("min mins minute minutes minuto minutos".split())


def _is_of_another(reading: Reading) -> bool:
    """Tell whether the text refers to an existing booking, or to what somebody has to do."""
    pairs = {*pairwise(token.text for token in reading.tokens)} & _NO_ORDER
    return bool(pairs - _OWN) or (bool(pairs) and not reading.has("move") and not reading.has("cancel"))


_OWN = frozenset([("my", "appointment"), ("mi", "cita")])


def _is_name_at(reading: Reading, place: int) -> bool:
    return any(match.label == "name" and match.end <= place for match in reading.matches)
