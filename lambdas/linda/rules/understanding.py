"""Understanding: a customer's text becomes dialogue acts and entities. Later stages never read its words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest
from typing import Literal

from linda.booking import Premises
from linda.kept_answers import answer_to
from linda.models import ANY_TIME, Dialogue, Language
from linda.replies import one_line
from linda.rules.acts import NO_TIME, Act, ActKind, Choice, Emergency, Understood, When, left_of
from linda.rules.reading import lexicon
from linda.rules.reading.arbitration import asked_for_goods, completed, moved, without_visit
from linda.rules.reading.choices import BOTH_ES, choice_in
from linda.rules.reading.corrections import corrected
from linda.rules.reading.emergencies import emergency_in
from linda.rules.reading.entities import tokens_of
from linda.rules.reading.hints import topic_hint, trouble_hint
from linda.rules.reading.jobs import is_correction, is_only, is_wrong_again, jobs_in, of_job_in, told_places
from linda.rules.reading.names import name_in
from linda.rules.reading.phrases import Token
from linda.rules.reading.said import acts_said, as_answers, is_yes, meaningless_after, outside, said_first, taken_back
from linda.rules.reading.spelling import respelt, unspelt, without_hesitations
from linda.rules.reading.text import NUMBERS, WEAK_YES, Reading, is_question, known_phrases, opens_question, told_in
from linda.rules.reading.times import (
    Group,
    is_for_answer,
    is_latest,
    sees_you,
    side_in,
    time_groups,
    when_and_of,
    when_of,
)
from linda.rules.reading.told import is_plain, requests_in
from linda.spoken_numbers import in_figures
from linda.time_reader import read_times
from linda.time_words import plain

# The longest text that is read: Twilio's own limit.
MAX_LENGTH = 1_600
# "Works 4 me": a digit in place of a word.
_FOR = re.compile(r"\b4 (?=(?:me|u|you|us|my|the|him|her|it(?! is| works)|a)\b)")

# "Right now", as an answer to "when".
_AT_ONCE = re.compile(
    r"\W*(?:(?:si|yes|yeah|ok|no|pues|hoy|como)\W+){0,2}(?:(?:i )?(?:need|want) (?:him|it|a call|to talk) (?:right )?)?"
    r"(?:right now|now|rn|(?:ahorit[ai]|ahora|orita)(?: mismo)?"
    r"|ya mismo|ya ya|de una(?: vez)?|en este momento|de inmediato|inmediatamente|immediately)"
    r"(?:\W+(?:please|porfa|porfavor|por favor|si se puede|if possible|mejor|gracias|thanks))?\W*"
)

# In answer to these, a word that is spelled out is not the customer's name.
_ASKED_FOR_WORDS = ("address", "device", "repair", "message")
_ALONE = re.compile(r"^\W*(?:the |its |my )?(?P<part>back|rear|glass)(?: side)?\W*$")


def understand(text: str, dialogue: Dialogue, premises: Premises) -> Understood:
    """Return everything the text says, read as a reply to the last question. Reads at most 1,600 characters."""
    shop, text = premises.shop, one_line(text[:MAX_LENGTH], MAX_LENGTH)
    said = in_figures(without_hesitations(plain(text).replace("y'all", "yall")))
    said = respelt(_FOR.sub("for ", said), shop)
    for pattern, other in lexicon.HEARD:
        said = re.sub(pattern, other, said)
    said = corrected(said)
    said = _with_goods(
        _with_back(unspelt(said, may_be_name=dialogue.asked not in _ASKED_FOR_WORDS), dialogue), dialogue
    )
    understood = _understand(text, said, dialogue, premises)
    is_reason = understood.has("cancel", "move", "late")
    emergency = emergency_in(said, dialogue.asked, is_reason=is_reason)
    if emergency:
        return _in_emergency(understood, emergency)
    hints = _hints(said, understood, dialogue, premises)
    understood = _understand(text, said, dialogue, premises, hints) if hints else understood
    is_still = dialogue.asked == "emergency" and understood.words > 0 and not _is_about_other(understood)
    return _in_emergency(understood, "still") if is_still else understood


def _in_emergency(understood: Understood, emergency: Emergency) -> Understood:
    """Return what counts of a text in an emergency: only that, and danger."""
    acts = [act for act in understood.acts if act.kind == "danger"]
    if emergency == "device" and not acts:
        acts = [Act("danger")]
    if emergency not in ("device", "still", "called", "over"):
        acts.insert(0, Act("emergency"))
    return Understood(language=understood.language, acts=tuple(acts), emergency=emergency, words=understood.words)


# What ends an emergency: the customer is done with it, or wants something else.
_OTHER_ACTS: Sequence[ActKind] = (
    "thank",
    "bye",
    "cancel",
    "move",
    "complain",
    "threat",
    "call_me",
    "person",
    "wrong_number",
    "opt_out",
)
_NO_OTHER_TOPICS = frozenset(["other", "services", "danger", "answer", "water first aid", "restroom"])


def _is_about_other(understood: Understood) -> bool:
    """Tell whether the text is clearly about something other than the emergency told before."""
    if understood.has("danger"):
        return False
    is_order = understood.has("want") and bool(understood.jobs or understood.when)
    is_other = understood.has(*_OTHER_ACTS) or understood.asks_language or bool(understood.distress)
    is_other_question = understood.is_question and not _NO_OTHER_TOPICS.issuperset(understood.topics)
    is_other_question = is_other_question or "price" in understood.topics
    return is_order or is_other or is_other_question


def _understand(
    text: str, said: str, dialogue: Dialogue, premises: Premises, hints: Sequence[Token] = ()
) -> Understood:
    """Return what the text says; hints are what else it is about, by its words."""
    shop = premises.shop
    tokens, topics, address, money, percent = tokens_of(said, dialogue, premises, hints)
    matches = outside(topics, known_phrases().find(tokens, meaningless_after(tokens, dialogue)), tokens)
    matches = as_answers(matches, tokens, dialogue)
    mentions = told_in(tokens)
    requests, last_no = requests_in(tokens, matches), taken_back(tokens, matches, mentions)
    named = [topic.text for topic in topics]
    first = said_first(matches)
    reading = Reading(
        said, _words_written(text, said), tokens, matches, mentions, named, dialogue, first, requests, last_no
    )
    choice = choice_in(reading, dialogue)
    groups = _groups(reading, choice)
    name, after_name = name_in(reading)
    acts = moved(acts_said(reading, name, after_name, choice), reading, groups)
    if choice and choice.by == "all" and Act("move") in acts and BOTH_ES.search(said):
        groups = [Group(first, end, replace(when, times=())) for first, end, when in groups]  # "Las dos".
    kinds = {act.kind for act in acts}
    when, of, told_groups = when_and_of(reading, groups, kinds, dialogue, premises.today)
    when, is_now = _in_context(when, reading, acts, choice, premises)
    if is_now:
        acts = (Act("want"), *(act for act in acts if act.kind not in ("accept", "decline", "hesitate", "want")))
    is_past = any(
        token.kind == "repair" or token.text in ("my", "mi")
        for match in mentions
        if match.label in ("past", "ours")
        for token in tokens[match.first : match.end]
    ) and any(token.kind == "trouble" for token in tokens)
    told = told_places(tokens, mentions) | _told_in_phrases(reading)
    is_wish = bool(when.times) and not sees_you(reading)
    jobs, told_jobs = jobs_in(reading, told, (*acts, Act("want")) if is_wish else acts, shop)
    if is_wrong_again(reading):  # It is a complaint, not a new repair.
        is_past, told_jobs = True, (*told_jobs, *(job for job in jobs if not job.trouble))
        jobs = tuple(job for job in jobs if job.trouble)
    if "business" in named:  # The owner plans jobs in such numbers himself.
        jobs = ()
    of_job = of_job_in(reading, kinds, jobs)
    if of_job:
        jobs = ()
    acts = completed(acts, reading, jobs, when, of, address, choice, is_past=is_past)
    if jobs and all(job.repair_type in shop.accessories for job in jobs) and is_question(reading):
        acts = asked_for_goods(acts, reading)
    if left_of(dialogue.jobs, told_jobs) != dialogue.jobs and not {act.kind for act in acts} & _NOT_DROPPING:
        acts = tuple(dict.fromkeys((*(act for act in acts if act.kind != "decline"), Act("want"))))
    comes_in = reading.has("come_in")
    if comes_in and dialogue.on_site:
        acts = without_visit(acts)
    asked_language = _asked_language(reading)
    opens_with_and = bool(tokens) and tokens[0].text in ("and", "y")
    return Understood(
        language=asked_language or _language(reading),
        asks_language=bool(asked_language),
        acts=acts,
        jobs=jobs,
        told_jobs=told_jobs,
        when=when,
        of=of,
        of_job=of_job,
        choice=choice,
        name=name if Act("name") in acts else "",
        whose=name if _is_anothers(name, tokens) else "" if len({job.device for job in jobs}) > 1 else _whose(reading),
        address=_in_the_text(address, text),
        place=_OPENS_PLACE.sub("", text) if dialogue.asked == "address" else "",
        percent=percent,
        amount=_amount(money, tokens) if "discount" in kinds and not _only_objects(reading) else 0,
        is_conditional="discount" in kinds and _is_conditional(tokens),
        is_firm=_is_firm(reading, acts),
        is_question=is_question(reading),
        is_plain=not told_groups and is_plain(reading, after_name, told, choice),
        # "And it's not the screen, it's the back" adds nothing.
        is_addition=_is_addition(tokens) or (opens_with_and and any(job.repair_type for job in jobs) and not told_jobs),
        is_message=_is_message(reading),
        says_what=_says_what(reading),
        is_chat=reading.has("greet chat"),
        asks_specials=reading.has("discount special"),
        finds_it_dear=reading.has("discount objection"),
        spells=_spells(reading),
        distress=_distress(reading),
        is_only=is_only(tokens),
        is_correction=is_correction(tokens),
        gives_up=bool(_GIVES_UP.search(said)),
        comes_in=comes_in,
        kept_answer=answer_to(text, premises.state) if is_question(reading) or "ask" in kinds else "",
        words=len(reading.words),
    )


# What comes before the place itself: "it's the blue house", "I said the blue house".
_OPENS_PLACE = re.compile(
    r"^(?:(?:um+|uh+|well|yes|no|ok|okay|it'?s|its|it is|that'?s|i said|i'?m (?:at|in)|i live (?:at|in)|the address is"
    r"|eh+|pues|bueno|s[ií]|es|est[aá] (?:en)?|vivo en|estoy en|dije|la direcci[oó]n es)\b[\s,]*)+",
    re.IGNORECASE,
)


def _words_written(text: str, said: str) -> list[str]:
    """Return the words as the customer wrote them, in the order of those that are read, which may be fewer or more."""
    words = text.split()
    if len(words) == len(said.split()):
        return words
    as_written = {re.sub(r"^\W+|\W+$", "", plain(word)): word for word in reversed(words)}
    return [as_written.get(re.sub(r"^\W+|\W+$", "", word), word) for word in said.split()]


def _groups(reading: Reading, choice: Choice | None) -> list[Group]:
    """Return the times in the text. If it picks something and no times were listed, its figures are no hours."""
    dialogue = reading.dialogue
    groups = [group for group in time_groups(reading.tokens) if not is_for_answer(group, reading)]
    if choice is None or dialogue.options:
        return groups
    times = [token.text for token in reading.tokens if token.kind == "time"]
    is_of_bookings = choice.by == "all" and not reading.has("move") and len(groups) < 2
    if is_of_bookings or all(text in NUMBERS or text.isdecimal() for text in times):
        groups = []
    is_day_picked = choice.by != "all" and dialogue.asked == "day"
    return groups or ([Group(0, 0, When(earliest=True))] if is_day_picked else [])


def _in_context(
    when: When, reading: Reading, acts: Sequence[Act], choice: Choice | None, premises: Premises
) -> tuple[When, bool]:
    """Return the wanted time with what the rest of the text says about it, and whether it is "right now"."""
    dialogue, tokens, said = reading.dialogue, reading.tokens, reading.said
    is_known = dialogue.lead_ids or dialogue.at or dialogue.asked
    if not (is_known or when.times or any(act.kind in ("move", "keep") for act in acts)):
        when = replace(when, same="")  # "Do you do same day repairs?"
    if _puts_right(when, said, dialogue):
        when = replace(when, times=when.not_times, not_times=())
    if when.window.first and when.window.last and when.window.last < when.window.first:
        when = replace(when, window=ANY_TIME)  # Two parts of the day that exclude each other cancel out.
    is_now = dialogue.asked in ("day", "call") and not when and bool(_AT_ONCE.fullmatch(said))
    if reading.has("earliest") or is_now:
        when = replace(when, earliest=True)
    if not when.times and is_latest(said) and (len(dialogue.options) < 2 or when.days):
        when = replace(when, latest=True)
    if choice is None and not (when.shift or when.times or when.window) and (side := side_in(reading)):
        when = replace(when, side=side)
    if Act("ask", "hours") in acts and not _THAT_DAY.isdisjoint(pairwise(token.text for token in tokens)):
        when = When(same="day")
    if Act("ask", "hours") in acts and not when:
        when = _hours_asked(said, tokens, premises)
    if when.same == "time" and sum(token.kind == "device" for token in tokens) > 1:
        when = replace(when, same="")  # Two devices to be repaired together.
    return when, is_now


def _told_in_phrases(reading: Reading) -> set[int]:
    """Return the places of what a phrase only mentions: "I don't want to talk to a computer", "I left my case"."""
    told, tokens = set[int](), reading.tokens
    for match in reading.matches:
        places = range(match.first, match.end)
        if match.label in ("nothing", "person"):
            told.update(place for place in places if tokens[place].kind in ("device", "trouble", "thing"))
        if match.label == "person" and tokens[match.first].text in ("left", "forgot"):
            told.update(places)
    return told


def _is_addition(tokens: Sequence[Token]) -> bool:
    """Tell whether a word puts a job on top of others: "also", "too", but not "too late"."""
    return any(
        token.text in lexicon.ADDITIONS and not (token.text == "too" and behind and behind.text in _TOO)
        for token, behind in zip_longest(tokens, tokens[1:])
    )


# What a text seems to do if little of it has been read.
_UNREAD: frozenset[ActKind] = frozenset(["greet", "thank", "apologize", "accept", "bye", "hesitate", "want", "decline"])
_SMALL_TALK: frozenset[ActKind] = frozenset(["greet", "thank", "apologize"])
_VAGUE_TOPICS = frozenset(["other", "services", "price"])


# Where a text moves on to something else: after a mark, or before a question word.
_ASKS = (
    r"(?:whats?|wheres?|how|do|does|is|are|can|could|will|when|que|cual|cuanto|donde|como|si|a que|aceptan|tienen|hay"
    r"|dan|se|me)\b"
)
_PIECE = re.compile(rf"(?:(?![.?!;\n]|,? (?:and|y|&) {_ASKS}|, {_ASKS}).)+[?]?")
_SENTENCE_END = re.compile(r"[.?!;\n]")
_FEWEST_WORDS = 2
# If a text has one of these, nothing else in it counts.
_ALONE_COUNTS: tuple[ActKind, ...] = (
    *("danger", "threat", "complain", "cancel", "move", "keep"),
    *("spam", "opt_out", "wrong_number", "flirt", "late", "here"),
)


def _hints(said: str, understood: Understood, dialogue: Dialogue, premises: Premises) -> list[Token]:
    """Return what the words of each unread piece of a text hint at."""
    pieces = [piece for piece in _PIECE.finditer(said) if len(piece[0].split()) >= _FEWEST_WORDS]
    if len(pieces) <= 1:
        hint = _hint(said, understood, dialogue)
        return [hint] if hint else []
    if understood.has(*_ALONE_COUNTS):
        return []
    found = list[Token]()
    is_named = any(job.repair_type for job in understood.jobs)
    for piece in pieces:
        end = _SENTENCE_END.search(said, piece.end())
        part = f"{piece[0]}?" if end and end[0] == "?" else piece[0]
        hint = _hint(part, _understand(part, part, dialogue, premises), dialogue)
        is_asked = hint and hint.kind == "topic" and (opens_question(part) or "?" in part)
        is_told = hint and hint.kind != "topic" and not is_named
        if hint and (is_asked or is_told) and hint.text not in understood.topics:
            found.append(hint._replace(start=hint.start + piece.start(), end=hint.end + piece.start()))
    return found


def _hint(said: str, understood: Understood, dialogue: Dialogue) -> Token | None:
    """Return what the words of a text hint at if no phrase says what it is about."""
    jobs, topics = understood.jobs, set(understood.topics)
    is_asked = opens_question(said) or "?" in said
    unread = _UNREAD | {"wrong_number"} if said.startswith(("es ", "is this ")) else _UNREAD
    if {act.kind for act in understood.acts} - {"ask"} - unread or topics - _VAGUE_TOPICS or understood.when:
        return None
    if understood.choice or understood.name or understood.address or understood.is_chat:
        return None
    is_bare = all(job.trouble == "not working" or job.repair_type in ("", "diagnosis") for job in jobs)
    is_bare = is_bare and not any(job.trouble not in ("", "not working") for job in jobs)
    may_want = not (dialogue.asked not in ("", "repair") or dialogue.lead_ids or dialogue.jobs or topics - {"other"})
    trouble = trouble_hint(said) if is_bare and may_want and not (topics and jobs) else None
    is_open = not (
        {act.kind for act in understood.acts} - _SMALL_TALK
        or understood.told_jobs
        or dialogue.asked
        or dialogue.lead_ids
    )
    may_ask = is_asked or is_open
    is_vague = not topics - {"other"} or (topics == {"price"} and is_bare and not (dialogue.asked or dialogue.jobs))
    is_wish = understood.has("want") and not is_asked
    topic = topic_hint(said, 1 if is_asked else 2) if may_ask and is_vague and not is_wish else None
    first, second = (topic, trouble) if "?" in said else (trouble, topic)
    return first or second


_NO_AT = re.compile(r"(?:(?:ay|oh|ah|uy|perdon|sorry|wait),? )*no,? (?:a las?|at) ")


def _puts_right(when: When, said: str, dialogue: Dialogue) -> bool:
    """Tell whether a "no" before a time rejects the time that was asked about: "no a las 3", when asked about 2."""
    is_asked = dialogue.asked in ("move", "book") and dialogue.at is not None
    is_other = len(when.not_times) == 1 and dialogue.at not in when.not_times and not when.times
    return is_asked and is_other and bool(_NO_AT.match(said))


def _with_back(said: str, dialogue: Dialogue) -> str:
    """Return "back glass" for a "back" alone if the question was what to fix, and for a "glass" alone after that."""
    match = _ALONE.match(said)
    is_known = any(job.repair_type == "back glass" for job in dialogue.jobs)
    is_meant = match and (is_known if match["part"] == "glass" else dialogue.asked == "repair")
    return "back glass" if is_meant else said


# "Too late" adds nothing.
_TOO = frozenset("late early soon far much long expensive high short".split())
# A customer who says this does not want another time.
_GIVES_UP = re.compile(
    r"\b(?:forget (?:it|about it|that)|never ?mind|nvm|i(?:'?ll| will) pass|no longer interested"
    r"|not interested|(?:just|only) (?:looking|browsing|checking|asking)|maybe (?:later|(?:another|some other) time)"
    r"|not (?:right )?now|(?:thanks|thank you) anyway|gracias de todos modos|mejor no\W*$"
    r"|can'?t afford (?:it|that|this)"
    r"|(?:expensive|pricey|steep|high|much|car[oa]),? (?:so |but |pero )?no,? (?:thanks|thank you|gracias)"
    r"|olvidalo|olvidelo|dejalo asi|dejelo asi|ya no|otro dia sera|por ahora no)\b"
)


_TAKES_ONE = re.compile(r"\b(take|get|have|want|do|grab|need)( me)? one\b(?! of the)")


def _with_goods(said: str, dialogue: Dialogue) -> str:
    """Return "take it" for "take one" in answer to an accessory: "one" is not an hour there."""
    return _TAKES_ONE.sub(r"\1\2 it ", said) if dialogue.asked == "upsell" else said


# With these, a repair is only mentioned, and the order stays as it is.
_NOT_DROPPING: frozenset[ActKind] = frozenset(["complain", "cancel", "move", "threat", "danger", "person", "praise"])


# A person has died, not a phone.
_LOST = re.compile(
    r"\b(?:my|our|his|her) (?:dad|mom|mother|father|wife|husband|son|daughter|brother|sister|grand(?:ma|pa|mother)"
    r"|grandfather|(?:best )?friend|uncle|aunt|cousin|baby) (?:just |recently |has |had )*(?:died|passed)\b"
    r"|\b(?:my|our|his|her) late (?:dad|mom|mother|father|wife|husband|son|daughter|brother|sister"
    r"|grand(?:ma|pa|mother|father)|friend|uncle|aunt|cousin|partner|fiance)"
)


def _distress(reading: Reading) -> Literal["", "grief", "despair"]:
    if reading.has("distress despair"):
        return "despair"
    return "grief" if reading.has("distress grief") or _LOST.search(reading.said) else ""


# The booking's day, whatever else is said about it: "you're open that day, it's a Friday".
_THAT_DAY = frozenset([("that", "day"), ("ese", "dia"), ("same", "day")])
_TELLS = frozenset(
    "tell ask let remind inform message note text txt pass relay forward leave email mensaje recado digale dile "
    "diganle avisele avisale preguntele preguntale recuerdele informele dejele dejarle".split()
)
_SPELLED: Mapping[Literal["assistant", "owner", "shop"], frozenset[str]] = {
    "shop": frozenset("shop store tienda taller".split()),
    "owner": frozenset("his brandon brandons".split()),
    "assistant": frozenset("your linda tu su".split()),
}
# With these, the customer wants to talk himself: "let me speak to Brandon".
_TALKS = frozenset("talk talking speak speaking chat hablar comunicar comunicarme comuniqueme".split())
_SOMETHING = frozenset("something algo".split())
_FEWEST_WORDS_TOLD = 3
_MESSAGES = frozenset("message note word mensaje recado".split())
# What else is said when a message is only announced.
_BESIDE_MESSAGE = frozenset(
    "for to with him you brandon the owner boss a an please thanks thank then now instead real quick here i want "
    "id like if possible can may could para el la al dueno con usted porfavor por favor gracias entonces mejor "
    "quiero quisiera puedo que se lo le something algo need "
    "hi hey hello hola ok okay if he he's hes is isn't not there in out busy si no esta ocupado".split()
)


_CONDITIONAL = frozenset("if si when cuando both friend friends amigo".split())
# After "if" and "si" these are no condition: "if you give me 10 % I'll come today" is the request itself.
_OF_THE_WISH = frozenset(
    f"{pronoun} {verb}"
    for pronoun, verbs in {
        "you": "give gave can knock take drop lower",
        "me": "hace hacen haces da dan das deja dejan dejas baja bajan bajas rebajan rebajas rebaja",
        "nos": "hace hacen haces da dan das deja dejan dejas baja bajan bajas",
    }.items()
    for verb in verbs.split()
)


def _only_objects(reading: Reading) -> bool:
    """Tell whether a price is only called too high: "79 is too steep" names the asking price, not another amount."""
    said = {match.label for match in reading.matches if match.label.startswith("discount")}
    return said == {"discount objection"}


def _is_conditional(tokens: Sequence[Token]) -> bool:
    """Tell whether the discount depends on something: "15% off if I bring two?"."""
    for place, token in enumerate(tokens):
        behind = " ".join(other.text for other in tokens[place + 1 : place + 3])
        is_yes_alone = token.text == "si" and (not behind or tokens[place + 1].kind == "mark")
        if token.text in _CONDITIONAL and behind not in _OF_THE_WISH and not is_yes_alone:
            return True
    return False


def _is_message(reading: Reading) -> bool:
    """Tell whether a message is to be passed to a person, rather than the customer wanting to talk to one."""
    words = {token.text for token in reading.inside("person")}
    return not _TELLS.isdisjoint(words) and _TALKS.isdisjoint(words)


def _spells(reading: Reading) -> Literal["", "assistant", "owner", "shop"]:
    """Return whose name is to be spelled, if the text says that."""
    inside = {token.text for token in reading.inside("ask spelling")}
    return next((whose for whose, words in _SPELLED.items() if not words.isdisjoint(inside)), "")


def _says_what(reading: Reading) -> bool:
    """Tell whether a text with a message has the message itself: "leave him a message" only announces one."""
    wishes = [match for match in reading.matches if match.label == "person"]
    if not wishes or not _is_message(reading):
        return False
    inside = {token.text for token in reading.inside("person")}
    before, behind = reading.tokens[: wishes[0].first], reading.tokens[wishes[-1].end :]
    if _MESSAGES.isdisjoint(inside) and not (behind and behind[0].text in _SOMETHING):
        return True
    told = [token for token in before if token.kind != "mark" and token.text not in _BESIDE_MESSAGE]
    is_told_before = len(told) >= _FEWEST_WORDS_TOLD or any(token.kind != "word" for token in told)
    return is_told_before or any(token.kind != "mark" and token.text not in _BESIDE_MESSAGE for token in behind)


def _is_anothers(name: str, tokens: Sequence[Token]) -> bool:
    """Tell whether the name is somebody else's: "my husband can pick it up, his name is Marcus", "it's for Tyler"."""
    words = [token.text for token in tokens]
    places = [place + 2 for place, pair in enumerate(pairwise(words)) if pair in _NAMES_ANOTHER]
    first = name.lower().split()[:1]
    return bool(name) and any(first[0] in words[place : place + 3] for place in places)


_NAMES_ANOTHER = frozenset(
    [("his", "name"), ("her", "name"), ("its", "for"), ("it's", "for"), ("es", "para"), ("se", "llama")]
)
_OWN = frozenset("mine mio mia mios mias".split())


def _whose(reading: Reading) -> str:
    """Return whom the job is for if the text says "my wife's" or "para mi hijo", but not in "I have to get my son"."""
    if not _OWN.isdisjoint(token.text for token in reading.tokens):
        return ""  # "That one is my husband's, mine is an S22."
    other = {n for match in reading.matches if match.label == "nothing" for n in range(match.first, match.end + 1)}
    other |= {n for n, token in enumerate(reading.tokens, -1) if token.text in ("passed", "died")}
    other |= {n for n, token in enumerate(reading.tokens, -2) if token.text == "fallecio"}
    named = (
        b.text.removesuffix("s")
        for place, (a, b) in enumerate(pairwise(reading.tokens), 1)
        if a.text in ("my", "mi") and b.text in lexicon.FAMILY and place not in other
    )
    return next(named, "")


def _in_the_text(said: str, text: str) -> str:
    """Return the words as the customer wrote them, with their capital letters."""
    start = text.lower().find(said) if said else -1
    return text[start : start + len(said)] if start >= 0 else said


# "On Sundays" is every Sunday: the hours of the next one stand for all of them.
_EVERY = re.compile(
    r"\b(mon|tues|wednes|thurs|fri|satur|sun)days\b|\blos (sabado|domingo|lunes|martes|miercoles|jueves|viernes)s?\b"
)
_NOW = frozenset("now still yet ahora todavia aun ahorita rn ya".split())


def _hours_asked(said: str, tokens: Sequence[Token], premises: Premises) -> When:
    """Return the day whose hours are asked about if it is not named as a date: "Sundays", "now"."""
    if match := _EVERY.search(said):
        day = f"{match[1]}day" if match[1] else f"el {match[2]}"
        return next((when_of(mention) for mention in read_times(day, premises.local_now)), NO_TIME)
    is_now = not _NOW.isdisjoint(token.text for token in tokens)
    return When(days=(premises.today,)) if is_now else NO_TIME


def _amount(money: float, tokens: Sequence[Token]) -> float:
    """Return the dollars that are named; in a text about a discount, a number alone is dollars, too."""
    numbers = [float(str(token.value)) for token in tokens if token.kind == "number"]
    return money or (numbers[0] if numbers else 0)


# Words that occur in texts of both languages, or show neither: a "y" may be a yes.
_OF_BOTH = frozenset("ya y no a o me se la lo un es son con de en ok".split())
# Words that people also use when writing in the other language: "yes", "gracias".
_COURTESIES = frozenset("yes yeah yep sure perfect cool thanks thank you please bye si gracias dale".split()) | _OF_BOTH
_MOST_COURTESIES = 3
# A text in both languages has the one with at least this many times as many words.
_CLEARLY = 3


def _asked_language(reading: Reading) -> Language | None:
    """Return the language in which the customer asks to be written to."""
    if reading.has("speak es"):
        return "es"
    return "en" if reading.has("speak en") else None


def _language(reading: Reading) -> Language | None:
    """Return the language of the text; None if it could be either, or is a mix in the middle of a conversation."""
    dialogue, words, named = reading.dialogue, list[str](), list[str]()
    for token in reading.tokens:
        if token.kind == "word":
            words.append(token.text)
        elif token.kind == "time":
            words += token.text.split()
        elif token.kind in ("repair", "trouble", "thing"):
            named += reading.said[token.start : token.end].split()
    named_spanish = sum(word in lexicon.SPANISH and word not in _OF_BOTH for word in named)
    if len(words) <= 2 and set(words) <= _OF_BOTH and not named_spanish:
        return None
    spanish = sum(word in lexicon.SPANISH for word in words) + named_spanish
    english = sum(word in lexicon.ENGLISH for word in words)
    is_underway = bool(dialogue.greeted or dialogue.jobs or dialogue.asked)
    if is_underway and len(words) <= _MOST_COURTESIES and _COURTESIES.issuperset(words) and not named_spanish:
        return None
    is_of_both = bool(spanish and english) and max(spanish, english) < _CLEARLY * min(spanish, english)
    if spanish == english or (is_underway and is_of_both):
        return None
    return "es" if spanish > english else "en"


# "Correct" confirms what was said, but orders nothing more.
_CONFIRMS = frozenset(
    "correcto exacto asi es confirmo confirmado correct right thats exactly confirm confirmed".split()
)
# These are too weak to be a firm yes; with thanks, so are a few more, which may just say goodbye: "dale, gracias".
_SOFT = (
    frozenset("ya quedamos entonces ill see you then va sale orale pues listo bet word aight alright okey".split())
    | WEAK_YES
    | _CONFIRMS
)
_SOFT_WITH_THANKS = _SOFT | frozenset("dale vale sounds good sure".split())


def _is_firm(reading: Reading, acts: Sequence[Act]) -> bool:
    """Tell whether a yes is more than an "ok" or a word of goodbye."""
    kinds = {act.kind for act in acts}
    weak = _SOFT_WITH_THANKS if "thank" in kinds else _SOFT
    if "bye" in kinds:
        return False
    return any(
        match.label == "accept"
        and is_yes(match, reading)
        and not {token.text for token in reading.tokens[match.first : match.end]} <= weak
        for match in reading.matches
    )
