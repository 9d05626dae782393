"""Models named by their number alone, and how many there are of a device: "my 11", "two iphone 12s"."""

import re
from collections.abc import Iterable, Sequence

from linda.models import Dialogue
from linda.rules.reading.phrases import Token
from linda.rules.reading.text import TIME_QUESTIONS

# A number that is a model if the words around it say so; "my 11 pro" is read as a model anyway.
_MODEL = r"(?P<model>x[sr]?|[6-9]|1[0-7])(?: ?s)?"
_NO_HOUR = r"(?! ?(?:am|pm|[:%]|o'?clock|dollars|bucks|min|year|month|day|week|hour))"
_NO_DATE = (
    r"(?! ?(?:am|pm|[:%/]|o'?clock|dollars|bucks|min|hour|(?:th|st|nd|rd)\b|of\b"
    r"|de (?:[a-z]+r[eo]\b|marzo|abril|mayo|junio|julio|agosto|este)))"
)
_REPAIR_BEHIND = r" ?(?:battery|screen|back|glass|charging|charge|port|lcd|display|speaker|mic|camera)"
_BARE_MODELS = (
    r"(?<![0-9:.$#])\b(?:its|it's|it is|thats|is|es|i have|i got|mine|tengo)(?: just| like| actually)?"
    rf" (?:a|an|un|una|the|el) {_MODEL}\b{_NO_HOUR}",
    rf"\b(?:a|an|un|my|mi|the|el|del|for|para) {_MODEL}{_REPAIR_BEHIND}",
    rf"\b(?:on|del|(?<!\d )al|(?:on|for|in|de|del|para|mio|mia) (?:a|an|my|un|mi|the|el|his|her)) {_MODEL}"
    r"(?= *(?:$|[,.!?]|(?:and|y|with|con|that|que|esta|is|has|tiene|no|ya|wont|doesnt|just|got|but|pero)\b))",
    rf"\b(?:screen|battery|glass|port|lcd|display|pantalla|bateria|pila|vidrio|puerto) (?:for|on|in|de|para|of)"
    rf" (?:an?|my|his|her|un|mi|su) {_MODEL}\b{_NO_DATE}(?! ?(?:pro|plus|mini|max)\b)",
    rf"\b(?:un|el) {_MODEL} (?=con\b|que\b)",
    rf"\bdel {_MODEL}(?= (?:se (?:me|le)|me|le|es|hay|necesita|tambien|cuanto|porfa\w*|por favor|tiene|anda)\b)",
    rf"\b(?:my|mi) {_MODEL} (?=(?:wont|won't|doesnt|doesn't|isnt|isn't|keeps|just|got|fell|died|broke|cracked|shattered"
    r"|stopped|needs|no|se|ya)\b)",
    rf"\b(?:dropped|drop|cracked|broke|broken|smashed|shattered|busted|fix|rompi|quebre) (?:my|an?|the|mi|el|un)"
    rf" {_MODEL}\b{_NO_HOUR}(?! ?(?:pro|plus|mini|max)\b)",
    rf"\b(?:an?|my|the|her|his) (?:cracked|broken|busted|shattered|smashed|broke|dead) {_MODEL}\b{_NO_HOUR}",
    rf"\b(?:atras|pantalla|bateria|pila|vidrio|cristal|tapa|puerto|trasera|trasero)"
    rf" (?:a|de|del|al|para) (?:mi|el|un|del)? ?{_MODEL}\b{_NO_DATE}",
)
_BEHIND_REPAIR = (
    r"^\W*(?:(?:the|my|a|new|cracked|broken|la|el) )*(?:screen|battery|glass|charging port|port|pantalla|bateria)"
    r" (?P<model>1[0-7])\W*$"
)
_ONE_OF_SEVERAL = rf"\b(?:a|an|un|el) {_MODEL}\b(?= *(?:[,.!?]|$|(?:and|y|needs?|con|with) ))(?! ?(?:am|pm|[:%]))"
_ASKED_MODEL = (
    r"(?<![0-9:.$#])\b(?P<model>x|[5-9]|1[0-7])\b"
    r"(?! ?(?:am|pm|[:%]|o'?clock|dollars|bucks|min|year|month|day|week|hour))"
    r"(?: ?(?P<kind>plus|mini|pro max|pro|max)\b)?"
)
# "And a 12?", "my son's 12", "I meant the 12", if an iPhone is being discussed.
_OWNED = r"(?:a|an|un|(?:my|his|her|our|mi|su)(?: [a-z]{2,12}'?s)?|[a-z]{2,12}'s)"
_OTHER_MODEL = (
    rf"\b(?:(?:and|y|about|its|it's|is|es|for|on|meant|mean|decir|digo|dije|with|con) (?:{_OWNED}|the|el)"
    rf"|(?:and|y|plus|&) (?:my|his|her) (?!(?:at|by|for|is|on)\b)[a-z]{{2,12}}s?|y el|my [a-z]{{3,12}}'?s"
    rf"|(?:or|o) (?:an?|un|the|el)|(?:uno|one|otro|other|another)(?: is| es)?(?: an?| un)?"
    rf"|vs\.?|versus|meant|quise decir) {_MODEL}\b{_NO_DATE}"
    rf"|\b(?:and|y|or|o|&|,|\+) (?P<beside>[6-9]|1[0-7]){_REPAIR_BEHIND}"
)
# "It's an 11 btw", after the booking of an iPhone.
_WHOLE_TEXT = (
    r"^\W*(?:(?:oh|wait|sorry|btw|no|actually|hey|perdon|my bad|ok|also)\W+){0,3}"
    r"(?:its|it's|it is|es|i have|i got|tengo)(?: actually)? (?:an?|un|el|the) "
    rf"{_MODEL}\b{_NO_DATE}(?:\W+(?:btw|actually|fyi|sorry|por cierto|(?:not|no) .*))?\W*$"
)
# "It was a plain 12, not the mini".
_PLAIN_KIND = (
    rf"\b(?:es|era|fue|its|it's|it is|was|is) (?:an? |un |el |the )?(?:iphone )?{_MODEL} "
    r"(?:normal|regular|base|basico|sencillo|plain|standard)\b"
)
# "No, just the 12", in reply to an offer for another one.
_ONLY_THAT = rf"\b(?:just|only|solo|nomas|solamente) (?:the|el|la del) {_MODEL}\b{_NO_DATE}(?=\W*$)"
# "13", if all that is known about the phone is that it is an iPhone: nobody means an hour.
_MODEL_ALONE = r"^\W*(?:ok |its |it's |it is |an? |the )*(?P<model>1[3-7])\W*$"
# "My son says 8 plus", if all that is known is that it is an iPhone.
_MODEL_AND_KIND = r"\b(?P<model>x|[6-9]|1[0-7]) ?(?P<kind>pro max|pro|plus|max|mini)\b"
# After the question what is wrong with the iPhone or the Samsung, a number alone is its model.
_OPENS_MODEL = r"^\W*(?:ok |its |it's |it is |an? |the |el |un |es )*"
_MODEL_BEFORE_REPAIR = {
    "iphone": rf"{_OPENS_MODEL}(?P<model>x|[5-9]|1[0-7])(?P<kind> pro max| pro| plus| max| mini)?\W*$",
    "samsung": rf"{_OPENS_MODEL}s? ?(?P<model>2[0-6])(?P<kind> ultra| plus| fe)?\W*$",
}
# "The 13", if several devices are being discussed and one of them is a 13.
_ONE_OF_KNOWN = (
    r"\b(?:the|el|la del|del|mi|my|book|do|fix|just|only|solo|solamente|nomas|una?|an?|for|para) (?:iphone )?"
    rf"{_MODEL}\b{_NO_DATE}"
)
_ULTRA = r"\b(?:the |el |un |a |an |my |mi )?(?P<model>2[0-6]) (?P<kind>ultra|fe)\b"
# "I meant the Pro Max": another version of the model under discussion.
_OTHER_KIND = (
    r"(?:^(?:\W*(?:oh|wait|sorry|no|actually|so|my bad|perdon|oops|ah|y|and|well|uh|um)\W+){0,3}"
    r"|\b(?:its|it's|it is|is|es|meant|mean|decir|digo|dije|i have|i got|tengo)"
    r"(?: actually| really| just)? )(?:the |an? |el |la |un )?"
    r"(?P<kind>pro max|promax|pro|plus|max|mini|ultra|fe)\b(?= *(?:$|[,.!?]|not\b|no\b|one\b|version\b|model\b|y no\b))"
)
_KINDS = {"iphone": ("pro max", "pro", "plus", "max", "mini"), "galaxy": ("ultra", "plus", "fe")}
# "It's a 14, not a 13": the right model and the wrong one.
_NOT_THAT_MODEL = (
    r"\b(?:its|it's|it is|is|es|i said|i meant|mean|dije|an?|un|the|el) ?(?:an?|un|el|the)? ?(?:iphone )?"
    r"(?P<right>x|[5-9]|1[0-7])(?P<kind> pro max| pro| plus| max| mini)?,?"
    r" (?:y )?(?:not|no|instead of|en vez de) (?:an?|un|el|the|es)? ?(?:iphone )?(?P<wrong>x|[5-9]|1[0-7])\b"
    r"(?! ?(?:am|pm|[:]))"
)
# "Not a 13, it's a 12".
_MODEL_AFTER_NOT = (
    r"\b(?:not|no|no es|isnt) (?:an?|un|el|the) ?(?:iphone )?(?:x|[5-9]|1[0-7])(?: pro max| pro| plus| max| mini)?\b,?"
    r" (?:its|it's|it is|is|but|es|sino|pero)(?: es)? (?:an?|un|el|the) ?(?:iphone )?"
    r"(?P<right>x|[5-9]|1[0-7])(?P<kind> pro max| pro| plus| max| mini)?\b(?! ?(?:am|pm|[:]))"
)
# A number after one of these is an hour.
_AFTER_A_DAY = re.compile(
    r"\b(?:\w*day|tomorrow|tmrw|tmr|tomorow|mon|tues?|wed|thur?s?|fri|sat|sun|lunes|martes|miercoles|jueves|viernes"
    r"|sabado|domingo|manana|hoy|at|for|by|around|las)\W*$"
)
# If a booking is identified by its hour, "my 11" is not an iPhone.
_NO_MODEL = r"\b(?:cancel|move|late|resched|cita|appointment|appt|cambiar mi|mover)"
_COUNTS = {
    "2": 2,
    "two": 2,
    "dos": 2,
    "3": 3,
    "three": 3,
    "tres": 3,
    "4": 4,
    "four": 4,
    "cuatro": 4,
    "couple": 2,
    "both": 2,
}
_COUNT = (
    r"(?<![0-9:.$#])(?<!\bat )(?<!\ba las )(?<!\bde las )(?<!\bby )(?<!ty )(?<!ty-)\b(?P<count>"
    + "|".join(_COUNTS)
    + r")"
    r"(?= (?:of |my |our |old |new |different |broken |busted |cracked |dead |mis |de |pantallas de |baterias de )*$)"
)

# Of what somebody brings or has, a figure counts and is no hour: "si le llevo 2 s22".
_BRINGS = re.compile(r"\b(?:llev[oae]\w*|traigo|traer|tengo|bring(?:ing)?|have|got|son) $")
_PLURAL = r"(?:phone|pad|galaxie|samsung|pixel|screen|batterie|pantalla|bateria|port|[0-9])s\b"

_MAY_BE_TIME = (
    r"(?:on|for|is|its|it's|es|about|or|o|and|y|with|con) (?:the|el)\b|(?:or|o|with|con)\b|(?:meant|quise decir) \d"
)


# "iPhone 11, 12 and 13": the numbers listed after a model are models, too.
_LISTED = re.compile(
    r"(?:\s*,\s*(?:the |el )?1[1-7](?: pro max| pro| plus| mini)?)*\s*,?\s*(?:and|y|or|o|&)\s+(?:the |el )?"
    r"(?:_{2,}|1[1-7](?: pro max| pro| plus| mini)?\b)(?! ?(?:am|pm|[:%/]|o'?clock|noon|de la|en punto))"
)
_LISTED_MODEL = re.compile(r"1[1-7](?: pro max| pro| plus| mini)?\b")


def _listed_models(rest: str, spans: Sequence[Token]) -> list[Token]:
    """Return the models that are listed by number after an iPhone."""
    iphones = [span for span in spans if span.kind == "device" and re.fullmatch(r"iphone \d.*", span.text)]
    return [
        Token(f"iphone {model[0]}", "device", *model.span())
        for iphone in iphones
        if (match := _LISTED.match(rest, iphone.end))
        for model in _LISTED_MODEL.finditer(rest, match.start(), match.end())
    ]


def denied_model(said: str) -> Token | None:
    """Return the right model if the text says which one it is and which it is not."""
    match = re.search(_NOT_THAT_MODEL, said) or re.search(_MODEL_AFTER_NOT, said)
    return Token(f"iphone {match['right']}{match['kind'] or ''}", "device", *match.span()) if match else None


def models_in(rest: str, spans: Sequence[Token], dialogue: Dialogue) -> list[Token]:
    """Return the models named only by number or version, going by the devices already under discussion."""
    if found := _listed_models(rest, spans):
        return found
    if match := re.search(_ULTRA, rest):
        found.append(Token(f"galaxy s{match['model']} {match['kind']}", "device", *match.span("model")))
    named = [span.text for span in spans if span.kind in ("device", "thing")]
    has_device = any(device != "iphone" for device in named)
    if dialogue.asked == "device" and not found and not has_device:
        match = re.search(_ASKED_MODEL, rest)
        if match and not _AFTER_A_DAY.search(rest[: match.start()]):
            name = " ".join(filter(None, ("iphone", match["model"], match["kind"])))
            found.append(Token(name, "device", *match.span()))
        return found
    known = list(dict.fromkeys(job.device for job in dialogue.jobs if job.device))
    if picked := _one_of_known(rest, known, dialogue):
        return [picked]
    if known == ["iphone"] and not named and (match := re.search(_MODEL_ALONE, rest)):
        return [Token(f"iphone {match['model']}", "device", *match.span("model"))]
    if known == ["iphone"] and not named and (match := re.search(_MODEL_AND_KIND, rest)):
        return [Token(f"iphone {match['model']} {match['kind']}", "device", *match.span())]
    if (
        dialogue.asked == "repair"
        and not named
        and known in (["iphone"], ["samsung"])
        and (match := re.search(_MODEL_BEFORE_REPAIR[known[0]], rest))
    ):
        name = "iphone " if known == ["iphone"] else "galaxy s"
        return [Token(f"{name}{match['model']}{match['kind'] or ''}", "device", *match.span())]
    alone = re.search(_WHOLE_TEXT, rest) if dialogue.lead_ids and not known and not named else None
    if alone is None and not named and (known or dialogue.lead_ids):
        alone = re.search(_PLAIN_KIND, rest)
    if alone is None and dialogue.asked == "book" and any(device.startswith("iphone") for device in known):
        alone = re.search(_ONLY_THAT, rest)
    if alone:
        return [Token(f"iphone {alone['model']}", "device", *alone.span("model"))]
    if kind := _other_kind(rest, known, named):
        return [kind]
    is_iphone = any(device.startswith("iphone") for device in (*known, *named))
    others = [match for match in re.finditer(_OTHER_MODEL, rest) if is_iphone and not _is_date(match, dialogue)]
    if others:
        groups = [(match, "model" if match["model"] else "beside") for match in others]
        return [Token(f"iphone {match[group]}", "device", *match.span(group)) for match, group in groups]
    if not any(span.kind in ("repair", "trouble") for span in spans) or re.search(_NO_MODEL, rest):
        return found
    if not (has_device or known or dialogue.asked in TIME_QUESTIONS) and (match := re.search(_BEHIND_REPAIR, rest)):
        return [Token(f"iphone {match['model']}", "device", *match.span("model"))]  # "Screen 12", which is not an hour.
    several = (_ONE_OF_SEVERAL,) if re.search(r"\biphones?\b", rest) or not has_device else ()
    for pattern in (*_BARE_MODELS, *several):
        found += [
            Token(f"iphone {match['model']}", "device", *match.span("model")) for match in re.finditer(pattern, rest)
        ]
    return without_overlap(found)


def _one_of_known(rest: str, known: Sequence[str], dialogue: Dialogue) -> Token | None:
    """Return which of several devices a number means: "book the 14". If times were listed, it may be an hour."""
    if len(known) < 2 or dialogue.options:
        return None
    for match in re.finditer(_ONE_OF_KNOWN, rest):
        fits = [device for device in known if re.fullmatch(rf"iphone {match['model']}( .*)?", device)]
        if len(fits) == 1:
            return Token(fits[0], "device", *match.span("model"))
    return None


def _other_kind(rest: str, known: Sequence[str], named: Sequence[str]) -> Token | None:
    """Return another version of the model under discussion: "I meant the Pro Max", about an iPhone 13."""
    match = re.search(_OTHER_KIND, rest) if len(known) == 1 and not named else None
    if match is None:
        return None
    family = known[0].split()[0].replace("samsung", "galaxy")
    kind = match["kind"].replace("promax", "pro max")
    if kind not in _KINDS.get(family, ()) or not any(sign.isdecimal() for sign in known[0]):
        return None
    plain = re.sub(rf" (?:{'|'.join(_KINDS[family])})\b", "", known[0])
    return Token(f"{plain} {kind}", "device", *match.span("kind"))


def _is_date(match: re.Match[str], dialogue: Dialogue) -> bool:
    """Tell whether "on the 12" is a day rather than a model, as an answer to a question for a time."""
    asks_time = dialogue.asked in TIME_QUESTIONS or bool(dialogue.options)
    return asks_time and bool(re.match(_MAY_BE_TIME, match[0]))


def counts_in(said: str, spans: Sequence[Token]) -> list[Token]:
    """Return how many there are of a device or a repair, if the text says so before it: "2 iphone 12 screens"."""
    counts = []
    for span in spans:
        match = re.search(_COUNT, said[: span.start]) if span.kind in ("device", "repair") else None
        # A number may be an hour: it is a count only before a plural.
        if match and (
            (match["count"].isalpha() and match["count"] != "both")
            or _BRINGS.search(said[: match.start()])
            or re.search(_PLURAL, said[match.end() : span.end + 12])
        ):
            counts.append(Token(match["count"], "count", *match.span("count"), _COUNTS[match["count"]]))
    return without_overlap(counts)


def without_overlap(spans: Iterable[Token]) -> list[Token]:
    """Return the spans in order, dropping those that begin within another one."""
    kept: list[Token] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
