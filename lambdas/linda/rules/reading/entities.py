"""The entities in a text: devices, repairs, times, amounts and addresses become tokens among its words."""

import re
from collections.abc import Sequence
from datetime import datetime

from linda.booking import Premises
from linda.models import Dialogue
from linda.rules.reading import lexicon
from linda.rules.reading.devices import counts_in, denied_model, models_in, without_overlap
from linda.rules.reading.phrases import Token
from linda.rules.reading.text import TIME_QUESTIONS
from linda.time_reader import read_times
from linda.time_rules import TimeMention
from linda.vocabulary import Named, read_names

_STREET = (
    r"(?:st|street|ave|avenue|rd|road|blvd|boulevard|dr|drive|ln|lane|ct|court|way|pl|place|pkwy|parkway|hwy|highway"
    r"|trl|trail|cir|circle|ter|terrace|loop|pike|run|cove|point|square|sq)\b\.?"
)
# A text about where a phone was bought does not ask how to reach the shop.
_BOUGHT_ONLINE = r"\b(?:bought|got|ordered|compre|compro|pedi)\b.{0,40}\b(?:facebook|fb|marketplace|instagram|tiktok)\b"
# "To that address", where the customer has given it.
_CUSTOMERS_ADDRESS = r"\b(?:a|en|para) (?:esa|esta|mi|la misma) direccion\b|\bto (?:that|this|my) address\b"
# Words that are in no street's name: "on my 11 dies. I do not drive".
_NO_STREET = (
    r"(?:i|im|do|dont|not|is|isnt|it|its|my|we|you|cant|wont|but|because|need|needs|que|pueden|puede|venir|ir|vengan"
    r"|vienen|para|por|una?|en|pero|mi|si)\b"
)
_UNIT = (
    r"(?:,? (?:#|(?:apt|apartment|unit|suite|ste|lot|bldg|building|room|depto|apto|departamento|apartamento|edificio"
    r"|piso|casa|interior|numero)\b)\.? ?[0-9a-z-]{1,5}\b){0,3}"
)
_GATE = (
    r"(?:[,.;]? (?:the |and |y |el |con )?(?:gate ?code|gate|door code|entry code|code|codigo)(?: de (?:la )?[a-z]+)?"
    r"(?: is| es)?:? ?[#*]?[0-9][0-9#*]{2,7}\b)?"
)
_ADDRESS = (
    rf"(?<![$#0-9:])(?<!phone )(?<!galaxy )\b[0-9]{{1,6}} (?!(?:am|pm|a\.m|p\.m)\b)(?:[nsew]\.? )?"
    rf"(?:(?!{_NO_STREET})[0-9a-z]+\.? ){{1,5}}?{_STREET}"
    rf"(?: (?:[a-z]+ ){{1,2}}{_STREET})?"
    r"(?: (?:n|s|e|w|ne|nw|se|sw|north|south|east|west)\b)?"
    rf"{_UNIT}"
    r"(?:,? (?:jacksonville(?: beach)?|jax(?: beach)?|neptune beach|orange park|st augustine"
    r"|atlantic beach|ponte vedra)\b)?"
    r"(?:,? (?:fl|florida)\b)?(?:,? [0-9]{5}\b)?"
    rf"{_UNIT}{_GATE}"
    r"|\b(?:calle|avenida|av|ave|carretera|camino|paseo|bulevar) (?:[0-9a-z]+ ){1,4}?#? ?[0-9]{1,5}\b"
    rf"{_UNIT}{_GATE}"
)
# If the address was asked for, a number and a name are enough.
_SHORT_ADDRESS = (
    r"(?<![$#0-9:])\b[0-9]{3,6} (?!am\b|pm\b|min|dollar|buck|o'?clock|percent|year|day|hour|pro\b|plus\b|mini\b)"
    rf"[a-z]{{3,}}(?: (?!apt|apart|unit|suite|lot|bldg|depto|gate|edif)[a-z]{{3,}}){{0,2}}\b{_UNIT}{_GATE}"
)
# More devices than a private customer has.
_MANY = (
    r"(?<![0-9:.$#])(?<!\bat )(?<!\blas )\b(?:[5-9]|[1-9][0-9]{1,2}|a hundred|a dozen|dozens of)"
    r" (?:of |our |old |broken |cracked |school |work |company |student |_+ ?)?"
    r"(?:i?phones|i?pads|tablets|tabletas|telefonos|celulares|devices|units|equipos|chromebooks|laptops|galaxys|samsungs)\b"
)
_PHONE = r"(?<![0-9])(?:\+?1[ .-]?)?\(?[2-9][0-9]{2}\)?[ .-]?[0-9]{3}[ .-]?[0-9]{4}(?![0-9])"
# A phone number that is dictated digit by digit.
_DIGIT = "zero|oh|o|one|two|three|four|five|six|seven|eight|nine|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve"
_SPOKEN_PHONE = rf"\b(?:(?:{_DIGIT}|[0-9])[ ,.-]{{1,2}}){{6,}}(?:{_DIGIT}|[0-9])\b"
_MONEY = r"\$ ?([0-9]{1,5}(?:\.[0-9]{2})?)|\b([0-9]{1,5}) ?(?:dollars?|bucks?|usd|dolares|pesos|dlls?)\b"
_PERCENT = r"(?<![0-9.,])\b([0-9]{1,3}(?:\.[0-9]{1,6})?) ?(?:%|percent\b|por ?ciento\b)"
# A number too large for an hour; it may be dollars if the text is about money.
_NUMBER = r"(?<![0-9:.$#_/-])\b([2-9][0-9]|[1-4][0-9]{2})\b(?![0-9:.%/_-]| ?(?:am|pm|min|days?|dias?|years?|percent))"
_WORD = re.compile(r"[a-z0-9#]+(?:'[a-z]+)*|[^\sa-z0-9#]")
_MARKS = frozenset(".!?;\n,")


def tokens_of(
    said: str, dialogue: Dialogue, premises: Premises, hints: Sequence[Token] = ()
) -> tuple[list[Token], list[Token], str, float, float]:
    """Return the text as tokens, the topics with their places, and the address, dollars and percentage in it."""
    spans = [hint for hint in hints if hint.kind != "topic"]
    topics = [hint for hint in hints if hint.kind == "topic"]
    address, money, percent = "", 0.0, 0.0
    rest = said
    is_asked = dialogue.asked == "address"
    if match := re.search(_ADDRESS, rest) or (re.search(_SHORT_ADDRESS, rest) if is_asked else None):
        address = match[0].strip(" ,.")
        spans.append(Token(address, "address", *match.span()))
        rest = _masked(rest, match.span())
    for match in re.finditer(f"{_PHONE}|{_SPOKEN_PHONE}", rest):
        spans.append(Token(match[0], "number to call", *match.span()))
        rest = _masked(rest, match.span())
    if denied := denied_model(rest):
        spans.append(denied)
        rest = _masked(rest, (denied.start, denied.end))
    for named in read_names(rest, premises.shop):
        if named.kind == "topic" and _LEFT_OUT.search(rest[: named.start]):
            continue
        if named.kind == "topic":
            topics.append(Token(named.value, "topic", named.start, named.end))
            if named.value == "own parts":  # Its last word is the part: "ya compré la pantalla".
                spans += _repair_at_end(named, rest, premises)
            continue
        if named.kind == "thing" and named.value in ("phone", "charger"):
            continue
        spans.append(Token(named.value, named.kind, named.start, named.end, named))
        if named.kind in ("device", "thing"):
            rest = _masked(rest, (named.start, named.end))
    if match := re.search(_MANY, said):
        topics.append(Token("business", "topic", *match.span()))
    if re.search(_BOUGHT_ONLINE, said):
        topics = [topic for topic in topics if topic.text != "contact"]
    if address or re.search(_CUSTOMERS_ADDRESS, said):
        topics = [topic for topic in topics if topic.text != "address"]
    for pattern, kind in ((_PERCENT, "percent"), (_MONEY, "money")):
        for match in re.finditer(pattern, rest):
            if kind == "percent" and _is_level(match, rest):
                spans.append(Token(match[0], "level", *match.span()))
                rest = _masked(rest, match.span())
                continue
            number = float(next(filter(None, match.groups())))
            percent, money = (number, money) if kind == "percent" else (percent, number)
            spans.append(Token(match[0], kind, *match.span()))
            rest = _masked(rest, match.span())
    for span in [*models_in(rest, spans, dialogue), *counts_in(said, spans)]:
        spans.append(span)
        rest = _masked(rest, (span.start, span.end))
    asks_time = bool(dialogue.asked in TIME_QUESTIONS or dialogue.options)
    if len(dialogue.jobs) > 1 and dialogue.asked == "day":
        rest = reworded(rest, r"^\W*(?:si )?(?:las|los) dos\b(?=\W*$)", "_")
    for pattern, other in _REWORDED:
        rest = reworded(rest, pattern, other)
    if dialogue.asked in TIME_QUESTIONS and dialogue.options:
        rest = reworded(rest, _THE_HOUR, r"las \1")
        listed = "|".join(sorted({str(option.at.hour % 12 or 12) for option in dialogue.options}))
        rest = reworded(
            rest, rf"^\W*(?:ok |pues |mejor |si )?(el|lo de) ({listed})(?=\W*(?:$|por|esta|gracias|pues|si))", r"las \2"
        )
    times = list[Token]()
    for mention in _times_of(rest, premises.local_now, asked=asks_time):
        if not mention.wanted:  # "12 doesn't work" is not about a device.
            spans = [span for span in spans if span.text != "not working" or not _overlap(mention, span)]
        is_free = not any(_overlap(mention, span) for span in spans)
        if is_free and not _is_pronoun(mention, rest) and not _is_count(mention, rest, spans):
            times.append(Token(said[mention.start : mention.end], "time", mention.start, mention.end, mention))
    spans += times
    covered = {place for span in spans for place in range(span.start, span.end)}
    for match in re.finditer(_NUMBER, rest):
        if covered.isdisjoint(range(*match.span())):
            spans.append(Token(match[0], "number", *match.span(), float(match[1])))
    spans = without_overlap(spans)
    tokens, place = list[Token](), 0
    for span in [*spans, Token("", "end", len(said), len(said))]:
        tokens += _words_of(said, place, span.start)
        if span.kind == "time" and isinstance(span.value, TimeMention) and (not span.value.wanted or span.value.shift):
            tokens += _words_of(said, span.start, span.end)  # "Can't make it Friday" is more than a time.
        if span.kind != "end":
            tokens.append(span)
        place = span.end
    return tokens, topics, address, money, percent


def _repair_at_end(named: Named, rest: str, premises: Premises) -> list[Token]:
    """Return the last word of a name as a repair, if it is one."""
    word = rest[named.start : named.end].split()[-1]
    start = named.end - len(word)
    found = read_names(word, premises.shop)
    return [Token(one.value, one.kind, start, named.end, one) for one in found if one.kind == "repair"]


def _times_of(text: str, now: datetime, *, asked: bool) -> list[TimeMention]:
    """Return the times in the text, with their places in it: the time reader folds several spaces into one."""
    places = [place for place, letter in enumerate(text) if letter != " " or text[place - 1 : place] not in ("", " ")]
    mentions = read_times(text, now, asked)
    return [one._replace(start=places[one.start], end=places[one.end - 1] + 1) for one in mentions]


# "Forget the unlocking" asks nothing about it.
_LEFT_OUT = re.compile(r"\b(?:forget|skip|never ?mind|nvm|olvida|olvide)(?: about)?(?: the| that| it| el| la| lo)? $")
# After a list of times, "the 11" is an hour, not a day.
_THE_HOUR = r"\bthe (\d{1,2})(?=\W*(?:$|pls|please|works|then|is|for|slot|sounds|if|sharp|and))"
_DAY_NAME = r"(?:mon|tues|wednes|thurs|fri|satur|sun)"
# Words that the time reader would mistake; their replacements are no longer than they are.
_REWORDED = (
    # "10/10" as praise is not a date.
    (
        r"\b10 ?/ ?10\b(?= *(?:$|[!.,]|would|wld|service|experience|job|work|recommend|highly|place|guy|lol|thanks))",
        "_",
    ),
    (r"\b(?:the )?(?:1st|2nd|3rd|[4-8]th|first|second|third|last) (?:one|option|slot|choice)\b", "_"),
    (  # "Before I go in at 12" bounds the time as "before 12" does.
        r"\b(before|after) (?:i|we|he|she|my|our|work|school|class|practice|church)\b"
        r"[a-z' ]{0,24}? (?:at|around) (\d{1,2}(?::\d\d)?(?: ?[ap]m)?)\b",
        r"\1 \2",
    ),
    # In "let me know asap", the "asap" is about the answer.
    (
        r"\b(lmk|let me know|text me|call me|hit me up|hmu|get back to me|write back|avis[ae]\w*"
        r"|respond[ae]\w*|cont[ée]st[ae]\w*)"
        r"( back)? (?:asap|as soon as (?:possible|you can)|soon|lo antes posible|cuanto antes|pronto)\b",
        r"\1 _",
    ),
    (r"\bwhich is (?:like|around|about|usually|at)? ?\d{1,2}(?::\d\d)? ?[ap]m\b", "_"),
    (r"\b(antes|despues) de (?:entrar|salir|ir|mi|la)\b[a-z ]{0,24}? a (las? \d{1,2}(?::\d\d)?)\b", r"\1 de \2"),
    (r"\bthe (\d{1,2}(?::\d\d)?(?: ?[ap]m)?) (?:one|slot)\b", r"las \1"),
    (
        r"\b(the|this|that|which|other|later|earlier|last|next|first|second|third|1st|2nd|3rd|new|old|either|each|every"
        rf"|[ap]m|iphone|samsung|android|battery|screen|the {_DAY_NAME}day) one\b"
        r"(?! (?:thirty|fifteen|forty|oh|o|pm|am)\b)",
        r"\1 _",
    ),
    (
        r"\b(puedo|podria|o|libres?|queda[n]?|sirven?) los (lunes|martes|miercoles|jueves|viernes|sabado|domingo)s?\b",
        r"\1 el \2",
    ),
    (r"\ball (?:of them |the )?(?:[2-4]|two|three|four)\b(?! ?(?:[ap]m|[:%]|o'?clock))", "all _"),
    (rf"\b({_DAY_NAME}day)s(?= and|,| or|$| work| are|\.)", r"\1"),
    (
        r"\b(cancel|move|late for|early for|change|switch|push|forget|reschedule) my (\d{1,2})\b"
        r"(?! ?(?:pro|plus|mini|max|screen|battery|[:]|th|st|nd|rd))",
        r"\1 at \2",
    ),
    # "1 my iPhone, 2 my wife's".
    (r"(?:^|(?<=[.,:;!?] ))[1-4](?=,? (?:my|our|his|her|an?|his|mi|un|una|el|la) [a-z_])", "_"),
    # "After work then, I get off at 3:15": the hour says when that is.
    (
        r"\bafter (?:work|school|class)\b(?=.*\b(?:get off|get out|gets out|off|out) (?:work )?(?:at|around|by) \d)",
        "_",
    ),
    (  # Somebody's age.
        r"\b((?:son|daughter|kid|boy|girl|grandson|granddaughter|brother|sister|nephew|niece|she|he|hijo|hija|nieto|nieta)"
        r"(?:'?s| is| just turned| turned| tiene) (?:only |just |solo )?)"
        r"(?:\d{1,2}|five|six|seven|eight|nine|ten|eleven|twelve)\b(?! ?(?:am|pm|:|a\.m|p\.m|min|hour))",
        r"\1_",
    ),
    # Counts: "4 of our phones", "1) the price", "its battery is at 12", "las dos cosas".
    (r"\b\d{1,2} of (?=(?:my|our|your|his|her|their|the|these|those|them|us)\b)", "_"),
    (r"(?<!\S)\d{1,2}\)(?= ?[a-z])", "_"),
    (
        r"\b(battery|health|life|charge|charged|bateria|carga|pila)((?: (?:is|its|stays|only|sits|esta|health))*)"
        r" (?:at|al|en) \d{1,3}\b(?! ?(?:am|pm|:))",
        r"\1\2 _",
    ),
    (r"(?<!\ba )(?<!\bde )\b(?:las|los) (?:dos|tres)\b(?=.*\ba las? (?!dos|tres))", "_"),
    (r"\b(?:las|los) (?:dos|tres) (?=(?:cosas|pantallas|baterias|reparaciones|partes|juntas|juntos|a la vez)\b)", "_ "),
    (r"(\ba las? \d{1,2}(?::\d\d)?(?: ?[ap]m)?),? l[ao]s (?:dos|tres|[2-4])\b(?! (?:pm|y media|en punto))", r"\1 _"),
    (r"\bson (?:los |las )?\d en total\b", "_"),
    (r"\b((?:antes|despues) de las? \d{1,2}(?::\d\d)?) (?:que|q)\b", r"\1 ,"),
    (r"\bya (?:son|es) (?:como |casi |mas de |pasadas )?las? \d{1,2}(?::\d\d| y (?:media|pico|cuarto))?\b", "_"),
    (r"(?<!\ba )\blos (?:dos|tres|cuatro|[2-4])\b(?! (?:pm|de la tarde|en punto))", "_"),
    (r"\b(?:llev|tra[ei]|arregl|repar|dej|quier|necesit)\w* las (?:dos|tres|[23])\b(?! (?:pm|de la|en punto))", "_"),
    (r"\b(?:por|entre) (?:las|los) dos\b(?! y| de la| en punto| pm)", "_"),
)


# A battery's charge or health: "dies at 10%", "79% health".
_LEVEL_BEFORE = re.compile(
    r"(?:\b(?:at|to|from|has|apag[ao] con|muere con|al|below|under|above|past|reads|shows|says|health|salud|capacity"
    r"|capacidad|life|esta en"
    r"|battery|bateria|pila|health is|battery is|bateria es|down)"
    r"|health[^.?!]*\bis)\W*(?:about |like |around |only |just |como |de )?$"
)
_LEVEL_BEHIND = re.compile(
    r"\W*(?:max\w*|battery|bateria|health|capacity|capacidad|charge|charged|life|left"
    r"|de (?:vida|bateria|carga|salud))\b"
)
_OFF_BEHIND = re.compile(r"\W*(?:off|discount|less|menos|de descuento|de rebaja|cheaper)\b")


def _is_level(match: re.Match[str], said: str) -> bool:
    """Tell whether a percentage is a battery's, not a discount."""
    behind = said[match.end() :]
    if _OFF_BEHIND.match(behind):
        return False
    return bool(_LEVEL_BEFORE.search(said[: match.start()]) or _LEVEL_BEHIND.match(behind))


def _is_pronoun(mention: TimeMention, text: str) -> bool:
    """Tell whether a bare "one" stands for a thing: "the later one", "a new one"."""
    said, before = text[mention.start : mention.end], text[: mention.start].split()
    if said in ("a", "an") or not mention.bare or said not in ("one", "uno", "una"):
        return False
    return bool(before) and before[-1].strip(",.") not in _BEFORE_ONE


def _is_count(mention: TimeMention, text: str, spans: Sequence[Token]) -> bool:
    """Tell whether a "one" that opens the text counts the thing after it: "one airpod doesn't work"."""
    opens = not text[: mention.start].strip()
    behind = any(span.kind in ("device", "thing") and span.start == mention.end + 1 for span in spans)
    return opens and behind and text[mention.start : mention.end] in ("one", "una", "uno")


_BEFORE_ONE = frozenset(
    "at or ok okay yes yeah yep uh um er do like around about maybe say it then and take no not a la las sure please "
    "is be for to".split()
)


def _overlap(mention: TimeMention, span: Token) -> bool:
    return mention.start < span.end and span.start < mention.end


def _masked(text: str, span: tuple[int, int]) -> str:
    start, end = span
    return f"{text[:start]}{'_' * (end - start)}{text[end:]}"


def reworded(text: str, pattern: str, other: str) -> str:
    """Return the text with the pattern replaced, padded so that everything else keeps its place."""

    def replacement(match: re.Match[str]) -> str:
        return match.expand(other).ljust(len(match[0]))

    return re.sub(pattern, replacement, text)


def _words_of(said: str, start: int, end: int) -> list[Token]:
    tokens = []
    for match in _WORD.finditer(said, start, end):
        word = match[0].replace("'", "")
        if match[0] in lexicon.SIGNS:
            tokens.append(Token(lexicon.SIGNS[match[0]], "word", *match.span()))
        elif match[0] in _MARKS:
            tokens.append(Token(match[0], "mark", *match.span()))
        elif word.isalnum() or word == "#":
            word = "que" if word == "k" and tokens else word
            tokens.append(Token(lexicon.SAME_WORD.get(word, word), "word", *match.span()))
    return tokens
