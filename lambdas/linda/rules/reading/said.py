"""The dialogue acts stated in a text, as far as their position in it confirms them."""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from linda.models import Dialogue
from linda.rules.acts import Act, Choice
from linda.rules.reading import lexicon
from linda.rules.reading.phrases import Match, Token
from linda.rules.reading.text import (
    CANCELLING,
    CONDITIONS,
    NUMBERS,
    TIME_QUESTIONS,
    WEAK_YES,
    Reading,
    has_list,
    is_question,
    known_phrases,
)


def meaningless_after(tokens: Sequence[Token], dialogue: Dialogue) -> set[str]:
    """Return the labels of phrases that mean nothing after the last question and could get in the way of others."""
    labels = set[str]()
    if dialogue.asked not in _OFFERS:
        labels.add("add")
    if dialogue.asked != "call":
        labels.add("any hour")
    if not (dialogue.on_site or (dialogue.lead_ids and dialogue.asked != "upsell")):
        labels.add("come_in")
    if dialogue.asked in TIME_QUESTIONS and dialogue.jobs and not dialogue.lead_ids:
        labels.add("ask status")  # A customer who is about to book asks about the repair to come.
    if not dialogue.asked and len(tokens) > _LONGEST_YES:
        labels.add("accept")
    return labels


# Labels that may come only from the words of a topic: "the best place to park", "a Facebook page".
_WITHIN_TOPICS = frozenset(
    "praise|spam|hesitate|late|here|decline|threat|person|ask other|ask hours|ask times|ask price|ask services"
    "|ask duration|ask wait|ask owner|ask back".split("|")
)


def outside(topics: Sequence[Token], matches: Sequence[Match], tokens: Sequence[Token]) -> list[Match]:
    """Return the phrases, except those wholly within the words of a topic that would mean something else."""
    return [
        match
        for match in matches
        if match.label not in _WITHIN_TOPICS
        or not any(
            topic.start <= tokens[match.first].start and tokens[match.end - 1].end <= topic.end for topic in topics
        )
    ]


_OFFERS = ("upsell", "upsell or booking", "book")
# A longer text that answers no question is not a yes.
_LONGEST_YES = 5


def acts_said(reading: Reading, name: str, after_name: int, choice: Choice | None) -> tuple[Act, ...]:
    """Return the acts stated in the text, as far as their position in it confirms them."""
    asked, found = reading.dialogue.asked, list[Act]()
    for match in reading.matches:
        kind, _, topic = match.label.partition(" ")
        if kind == "speak":
            kind, topic = "ask", "languages"
        if kind in _NO_ACTS or (kind == "choose" and choice is None and topic):
            continue
        if kind == "call_me" and name and match.first < after_name - len(name.split()) <= match.end:
            continue  # "Call me Rob."
        if kind == "choose" and choice is None and not has_list(reading.dialogue):
            continue
        inside = reading.tokens[match.first : match.end]
        if (
            kind == "accept"
            and not (asked or reading.dialogue.lead_ids)
            and any(token.text.startswith(_BOOKS) for token in inside)
        ):
            found.append(Act("want"))  # "Just book me": nothing was asked.
            continue
        if kind == "accept" and asked and not reading.topics and _is_only_if(match, reading):
            kind = "hesitate"
        if kind == "accept" and asked in _CHANGE_ASKED and any(token.text in _GOES_THERE for token in inside):
            found.append(Act("keep"))  # "I'll be there" in answer to "Cancel it?".
            continue
        if (kind == "accept" and not is_yes(match, reading)) or (
            kind == "decline" and not opens_clause(match, reading)
        ):
            continue
        if kind == "late" and match.first and reading.tokens[match.first - 1].text in ("if", "si", "cuando", "when"):
            continue  # "What number do I call if I'm late?"
        is_act = not (kind in ("move", "call_me") and is_noun(match, reading.tokens))
        if not is_act or (kind == "keep" and _keeps_doing(match, reading)):
            continue
        if (
            kind == "keep"
            and asked not in _CHANGE_ASKED
            and _COMES_AFTER_ALL.issuperset(token.text for token in inside)
        ):
            continue  # "Nvm, I'll come tomorrow at 3."
        if _is_vague_ok(match, reading) or (kind == "on_site" and _is_no_visit(match, reading)):
            continue
        if kind == "want" and not topic and match.first and reading.tokens[match.first - 1].text in ("do", "should"):
            continue  # "Do I need an adult with me?"
        if kind == "flirt" and asked and match.end - match.first == 1 and reading.has("accept"):
            continue  # "Sí, bebé."
        if kind == "decline" and (
            _is_of_goods(match, reading) or _is_if_not(match, reading) or _negates(match, reading)
        ):
            continue
        if kind == "add" and asked == "book" and any(token.text in ("take", "me") for token in inside):
            kind = "add" if any(token.kind == "repair" for token in reading.tokens) else "accept"  # "I'll take it."
        if kind == "decline" and asked not in TIME_QUESTIONS and any(token.kind == "trouble" for token in inside):
            continue
        if kind == "hesitate" and (_is_of_cause(match, reading) or _is_correcting(match, reading)):
            continue
        if kind == "hesitate" and _only_opens(match, reading):
            continue
        if kind == "add" and match.first and reading.tokens[match.first - 1].text in _WONDERED:
            continue  # "Do I need one?"
        is_doubt = kind == "hesitate" and match.first > 0 and reading.tokens[match.first - 1].text in _BEFORE_DOUBT
        is_short = kind in ("bye", "hesitate", "greet") and match.end - match.first == 1
        if is_short and not is_doubt and not _is_clause(match, reading):
            continue
        follows = reading.tokens[match.end : match.end + 1]
        is_ya = inside[0].text == "ya" and kind == "accept" and match.end - match.first == 1
        if (
            is_ya
            and follows
            and follows[0].kind == "word"
            and not any(other.first == match.end and other.label in ("accept", "thank") for other in reading.matches)
        ):
            continue  # In Spanish it means "already", not "yeah".
        if (kind == "add" and _adds_other(match, reading)) or (kind == "cancel" and _cancels_other(match, reading)):
            continue
        if kind == "choose" or topic in ("order", "trouble", "missed", "chat", "special"):
            topic = ""
        found.append(Act(kind, topic))  # type: ignore[arg-type]
    words = [token.text for token in reading.tokens]
    if any(token.kind == "address" for token in reading.tokens) and not _COMES.isdisjoint(pairwise(words)):
        found.append(Act("on_site"))
    if words == ["n"]:
        found.append(Act("decline"))
    if [word for word in words if word != ","] in _PLEASE:
        found.append(Act("accept"))
    if asked == "upsell" and not reading.topics and _ONLY_IF.match(reading.said):
        found.append(Act("hesitate"))
    if asked in _CANCELS and _ALL_OF_IT.fullmatch(reading.said):
        found.append(Act("accept"))
    if name:
        found.append(Act("name"))
    if choice:
        found.append(Act("choose"))
    topics = [topic for topic in reading.topics if topic not in _READ_BY_PHRASES]
    if not _TAKES_SOMEBODY.isdisjoint(pairwise(words)):
        topics = [topic for topic in topics if topic != "what to bring"]
    if not is_question(reading):
        topics = [topic for topic in topics if topic != "appointment"]
    if "lot" in words and not is_question(reading):
        topics = [topic for topic in topics if topic != "parking"]  # "I'm here in the parking lot."
    if not _OWN_ADDRESS.isdisjoint(pairwise(words)):
        topics = [topic for topic in topics if topic != "address"]  # "Why do you need my address?"
    found += [_TOPIC_ACTS.get(topic) or Act("ask", topic) for topic in topics]
    return tuple(dict.fromkeys(found))


_BOOKS = ("book", "schedul", "reserv", "agend", "apart", "lock", "sign", "pencil", "put", "apunt", "anot", "pon")
_CANCELS = ("cancel", "cancel all")
_PLEASE = (["please"], ["porfavor"], ["por", "favor"], ["eso", "porfavor"], ["eso", "por", "favor"])
# Phrases that agree to cancel whatever is left.
_ALL_OF_IT = re.compile(
    r"\W*(?:(?:yes|yeah|si|pues|ok)\W+)?(?:the whole thing|(?:all|both) of (?:it|em|them)|everything|both|todo|todas"
    r"|ambas|las dos|(?:es[ae] )?tambien|too|that (?:one )?(?:too|as well))\W*(?:please|por ?favor)?\W*"
)
# An accessory on a condition: "only if it's tempered glass".
_ONLY_IF = re.compile(
    r"\W*(?:(?:only|just|but|well|yes|yeah|solo|nomas|pues|bueno) )*"
    r"(?:if|unless|si (?:es|fuera|tiene|trae|hay|me|no|viene|incluye))\b"
)
_BEFORE_DOUBT = frozenset("but pero now ahora so".split())
# Before "I need one", these make it a question or a doubt.
_WONDERED = frozenset("do did should would if whether dont why how think".split())
# These drop what was asked about; the second kind may just drop the subject, so they need a yes before them.
_DROPS = frozenset(
    (
        "take remove wipe yank toss kill scrap axe nix ditch scratch get quitala quitalo quitamela quitamelo quitenla "
        "sacala"
    ).split()
)
_MAY_DROP = frozenset(["drop"])


def as_answers(matches: Sequence[Match], tokens: Sequence[Token], dialogue: Dialogue) -> list[Match]:
    """Return the phrases as they are meant in answer to the last question: "kill it" agrees to cancelling."""
    return [match._replace(label=_as_answer(match, matches, tokens, dialogue)) for match in matches]


def _as_answer(match: Match, matches: Sequence[Match], tokens: Sequence[Token], dialogue: Dialogue) -> str:
    asked, words = dialogue.asked, [token.text for token in tokens[match.first : match.end]]
    if asked in _OFFERS and words == ["hook", "me", "up"]:
        return "accept" if asked == "book" else "add"
    if asked == "book" and match.label in ("want order", "move") and words[0].startswith(_BOOKS):
        is_bare = all(token.kind == "word" for token in tokens[match.first : match.end])
        return "accept" if is_bare else match.label  # "Put me down."
    if asked == "book" and match.label == "bye" and not _SEES_YOU.isdisjoint(words) and not _THEN.isdisjoint(words):
        return "accept"  # "See you then!"
    if match.label == "move" and words[:2] == ["put", "me"] and any(token.kind == "repair" for token in tokens):
        return "want order"  # "Put me down tomorrow at 2, iPhone 13 screen."
    if asked == "book" and match.label == "late" and words[:2] == ["be", "there"] and "late" not in words:
        return "accept"  # "I'll be there at 2."
    if asked == "address" and match.label == "danger" and words[-1] == "safe":
        return "nothing"  # "Is that safe?" It is the visit that is meant.
    if asked in _CANCELS and match.label == "move" and not _CAME_UP.isdisjoint(words):
        return "accept"  # "Yeah, something came up."
    if asked in _CANCELS and match.label == "decline":
        before = [other.label for other in matches if other.end <= match.first]
        drops = words[0] in _DROPS or (words[0] in _MAY_DROP and "accept" in before)
        return "accept" if drops and "decline" not in before else match.label
    return match.label


_SEES_YOU = frozenset("see seeya cya c vemos".split())
_THEN = frozenset("then there entonces ahi alla".split())
_CAME_UP = frozenset("came salio surgio complico imprevisto".split())
_ONLY = frozenset("just only simply solo solamente nomas nadamas".split())


def _only_opens(match: Match, reading: Reading) -> bool:
    """Tell whether "just wondering" only opens a question: "just wondering if you fix iPads"."""
    inside = [token.text for token in reading.tokens[match.first : match.end]]
    follows = reading.tokens[match.end : match.end + 1]
    return not _ONLY.isdisjoint(inside) and bool(follows) and follows[0].kind != "mark"


_CHANGE_ASKED = ("cancel", "cancel all", "cancel which", "move", "move time", "move which")
# These keep a booking only in answer to a question about changing it.
_COMES_AFTER_ALL = frozenset(
    (
        "nvm actually jk on second thought wait no im ill i will can come coming be there make it going to si "
        "quiero voy a asi dejela dejala dejelo dejalo puedo pienso todavia aun llegar ir la lo necesito ocupo"
    ).split()
)
_NO_ACTS = ("name", "nothing", "earliest", "distress", "come_in", "any")
_COMES = frozenset([("come", "there"), ("come", "here"), ("come", "out"), ("come", "by"), ("come", "over")])
# Topics of the shop's list that are acts of their own, and topics that phrases read better than single words do.
_TOPIC_ACTS = {"cancellation": Act("ask", "change"), "visit": Act("on_site"), "robot": Act("robot")}
_READ_BY_PHRASES = ("danger", "on-site", "discounts", "pickup", "price match")
# "Tengo que llevar a mi mamá al doctor".
_TAKES_SOMEBODY = frozenset([("llevar", "a"), ("traer", "a"), ("llevar", "al")])
_OWN_ADDRESS = frozenset([("my", "address"), ("mi", "direccion"), ("our", "address")])
_OF_SOMETHING = frozenset("my the a an his her your our mi mis la el los las un una su".split())
# What else people cancel without saying whose it is, and the words that end the name of what is cancelled.
_OTHER_PLANS = frozenset("dinner lunch breakfast plans work school class practice netflix spotify hulu church".split())
_AFTER_NAME = frozenset("with to for on at in because bc and but so if since con a para por porque y pero que".split())
_OF_BOOKINGS = frozenset(lexicon.CLASSES["appointment"].split()) | {
    "thing",
    "stuff",
    "session",
    "date",
    "meeting",
    "reservations",
    "apt",
    "time",
    "job",
    "order",
    "schedule",
    "mine",
    "call",
    "callback",
    "llamada",
}


def _cancels_other(match: Match, reading: Reading) -> bool:
    """Tell whether what is cancelled has nothing to do with the shop: "had to cancel my trip"."""
    tokens = reading.tokens
    verbs = [n for n in range(match.first, match.end) if tokens[n].text.startswith(CANCELLING)]
    if not verbs:
        return False
    name: list[Token] = []
    for token in tokens[verbs[-1] + 1 :]:
        if token.kind == "mark" or token.text in _AFTER_NAME:
            break
        name.append(token)
    is_owned = bool(name) and name[0].text in _OF_SOMETHING
    nouns = name[1:4] if is_owned else name[:1]
    if not nouns or any(token.kind != "word" or token.text in _OF_BOOKINGS for token in nouns):
        return False
    return nouns[0].text not in lexicon.FILLER if is_owned else nouns[0].text in _OTHER_PLANS


# What may come before a yes or a no.
_SAID_FIRST = ("accept", "decline", "greet", "thank", "apologize", "name", "hesitate", "add", "keep")
_BEFORE_YES = frozenset(
    "wow dang damn whoa geez finally and but oh so well ah then lol haha pues y ay hmm umm uh um er ugh meh mm mmm "
    "eh actually now que you i ill just please alr unfortunately sadly yikes oof desafortunadamente lamentablemente "
    "desgraciadamente perdon disculpa lastima hijole uy".split()
)
# "That one" agrees only where a yes could be said: "how much was that one" does not.
_POINTS = frozenset("that this one the esa ese esta este la el".split())
# These say that something suits, wherever they occur.
_SUITS = frozenset("that thats thatll this it which works good fine perfect esa ese eso me la sounds looks".split())


def said_first(matches: Sequence[Match]) -> frozenset[int]:
    """Return the places of the tokens that may come before a yes or a no."""
    opening = (match for match in matches if match.label.split()[0] in _SAID_FIRST)
    return frozenset(place for match in opening for place in range(match.first, match.end))


_ASKS_IF = frozenset("does do did would will how if doesnt".split())


_THAT_TIME = frozenset("esa ese hora dia".split())


def opens_clause(match: Match, reading: Reading) -> bool:
    """Tell whether a yes or a no is where people say it: at the beginning of a clause, or after another such word."""
    first = reading.tokens[match.first]
    if match.first and reading.tokens[match.first - 1].text in _ASKS_IF:
        return False  # "How does this work?"
    only_points = all(token.text in _POINTS for token in reading.tokens[match.first : match.end])
    only_points = only_points or {token.text for token in reading.tokens[match.first : match.end]} <= _THAT_TIME
    if match.end - match.first > 1 and not only_points and (first.kind == "time" or first.text in _SUITS):
        return True
    if match.label == "decline" and match.end - match.first > 2:
        return True
    place = match.first - 1
    while place >= 0 and reading.tokens[place].kind != "mark":
        if place not in reading.said_first and reading.tokens[place].text not in _BEFORE_YES:
            return False
        place -= 1
    return True


# What follows "si" when it means "if".
_IF_BEFORE = frozenset(
    "llego puedo puedes pueden puede voy hay no tengo necesito cancelo traigo llevo fuera alguien llueve pudiera "
    "podria hubiera tuviera es esta se consigo alcanzo llegara cabe queda sale tiene tienen".split()
)
# A yes followed by one of these does not count: it is taken back, or was never meant.
_TAKES_BACK = frozenset("not no nah nope kidding joking jk joke sike psych broma lies never tampoco".split())


def is_yes(match: Match, reading: Reading) -> bool:
    """Tell whether a phrase of agreement is a yes in its position, and a yes to what was asked."""
    is_said = opens_clause(match, reading) or _is_asked_politely(match, reading)
    is_free = not (_is_doubted(match, reading) or _is_only_if(match, reading))
    return is_said and is_free and not _is_of_another_act(match, reading)


def _is_only_if(match: Match, reading: Reading) -> bool:
    """Tell whether a condition goes with the yes: "sure, if my boss lets me", "si cambian mi turno, sí"."""
    is_first = bool(_FIRST.search(_words_from(match.end, reading)))
    return is_first or _is_conditional(match, reading) or _comes_after_condition(match, reading)


# Before they agree, they want to know something.
_FIRST = re.compile(
    r"\b(?:tell|send|give|show|text|whats?|how|when|know|see|ask|dime|digame|mandame|quiero saber)\b.*\bfirst$"
    r"|\bprimero (?:dime|digame|mandame|quiero|necesito)\b"
)


_POLITELY = frozenset("can could will would you please just go ahead and then ok so puede pueden me la lo".split())


def _is_asked_politely(match: Match, reading: Reading) -> bool:
    """Tell whether the booking that was asked about is ordered in the form of a question: "can you book it please"."""
    is_booking = reading.dialogue.asked == "book" and reading.tokens[match.first].text.startswith(_BOOKS)
    return is_booking and all(token.text in _POLITELY for token in reading.tokens[: match.first])


def _is_of_another_act(match: Match, reading: Reading) -> bool:
    """Tell whether it agrees to a booking when something else was asked: "book it" is not a yes to cancelling."""
    return reading.dialogue.asked in ("cancel", "cancel all", "cancel which", "upsell") and any(
        token.text.startswith(_BOOKS) or token.text in _GOES_THERE for token in reading.tokens[match.first : match.end]
    )


# "I'll be there" agrees to a visit, but not to adding or cancelling something.
_GOES_THERE = frozenset("there estare estaremos estar caigo llego".split())


def _is_doubted(match: Match, reading: Reading) -> bool:
    """Tell whether what follows takes a yes back ("yes?", "yes if it's free", "yes wait no"), or a "si" means "if"."""
    tokens = reading.tokens
    follows = tokens[match.end].text if match.end < len(tokens) else ""
    before = tokens[match.first - 1].text if match.first else ""
    last = tokens[match.end - 1].text
    if last == "si" and (follows in _IF_BEFORE or before in ("y", "pero", "que")):
        return True
    is_alone = not follows or tokens[match.end].kind == "mark" or follows in ("please", "thanks")
    if last == "y" and match.end - match.first == 1 and not is_alone:
        return True  # In Spanish it means "and".
    if follows in CONDITIONS or (follows in _BUT and not reading.topics) or reading.taken_back >= match.end:
        return True
    behind = tuple(token.text for token in tokens[match.end : match.end + 2])
    is_clear = any(token.text in _CLEAR_YES for token in tokens[match.first : match.end])
    if behind in _GOES_ON or not (match.end - match.first == 1 or is_clear or _is_next_read(match, reading)):
        return True  # "Yeah, I was wondering about parking", "that is fine print".
    is_figure = any(token.kind in ("money", "number", "time") for token in tokens[match.end :])
    if is_figure and tokens[-1].text in ("right", "verdad", "correct"):
        return True  # "Ok 79 right"
    only_points = all(token.text in _POINTS for token in tokens[match.first : match.end])
    if only_points and follows in ("es", "is", "era", "was") and match.end + 1 < len(tokens):
        return True  # "Esa es de mi esposa."
    if (last == "sure" and follows in _SURELY) or _IDENTIFIES.match(_words_from(match.end, reading)):
        return True
    if tokens[match.first].text in _SUITS_ES and _is_denied(match, reading):
        return True  # "No me conviene esa hora".
    if last == "right" and match.end - match.first == 1 and follows in _BEHIND_RIGHT:
        return True  # "Right now I'm at work."
    if _is_weak(match, reading) and match.end < len(tokens) and not _is_read(match.end, reading):
        return True  # "Great question", "ok im kidding", "im in a meeting".
    if reading.dialogue.asked in _CANCELS and not _is_only_yes(match.end, reading):
        return True  # "Si quiero ir" in answer to "Cancel it?".
    end = next(
        (
            place
            for place in range(match.end, len(tokens))
            if tokens[place].kind == "mark" and tokens[place].text != ","
        ),
        None,
    )
    if end is None or tokens[end].text != "?":
        return False
    said = [other for other in reading.matches if match.end <= other.first < end and other.label != "accept"]
    named = any(token.kind not in ("word", "number", "money") for token in tokens[match.end : end])
    return not said and not reading.topics and not named


_BUT = frozenset(["but", "pero", "though"])
# After a yes, these begin a story or a question.
_GOES_ON = frozenset(
    {
        *(("i", verb) for verb in ("was", "had", "wanted", "remember", "see", "know")),
        *((one, "question") for one in ("quick", "a", "one")),
        ("una", "pregunta"),
    }
)


def _is_next_read(match: Match, reading: Reading) -> bool:
    """Tell whether the word after it is a known one."""
    if match.end == len(reading.tokens) or reading.tokens[match.end].kind != "word":
        return True
    text = reading.tokens[match.end].text
    inside = any(other.first <= match.end < other.end for other in reading.matches)
    return inside or text in lexicon.FILLER or text in NUMBERS or text.isdecimal() or text in lexicon.FIRST_NAMES


# "Sure hope I don't have to" is not a yes.
_SURELY = frozenset("hope wish hate looks seems feels sucks was".split())
# "Yes that's the phone I have" agrees to what the phone is.
_IDENTIFIES = re.compile(
    r"(?:, )?(?:thats|that is|its|it is|this is|ese es|esa es|ese mero es|es) (?:(?:my|the|mi|la|el) "
    r"(?:phone|cell|number|model|name|appointment|telefono|numero|celular|cel|modelo|nombre|cita)\b"
    r"|(?:what|how|where|why)\b|(?:el|la|lo) que\b)"
    r"|(?:, )?(?:it (?:still|does|did|turns|rings|charges|was|has)|(?:they|you|he|she) (?:said|told|quoted|says)"
    r"|(?:me|nos) (?:dijo|dijiste|dijeron)|(?:todavia|aun) \w)(?! works?\b)"
)
# A condition after a yes, and one that is only polite.
_CONDITION = re.compile(
    r"(?:(?:,|but|and|well|only|just|pero|solo|solamente|nomas|que|y) )*(?:(?:if|unless|assuming|provided|as long as|"
    r"siempre y cuando|siempre que)\b|(?<=but )cheaper\b|(?<=pero )(?:mas barato|menos|primero)\b"
    r"|(?<=pero )si\b|(?<=solo )si\b|(?<=nomas )si\b|(?<=solamente )si\b"
    r"|(?<=, )si (?!quiero|claro|por|gracias|esta|se |lo |senor|dale|va|si\b|me (?:late|sirve|gusta|interesa|queda"
    r"|parece|conviene|acomoda|funciona))\w)"
)
_POLITE = re.compile(
    r".*?\b(?:if|si) (?:possible|(?:thats|thatll be|it is|its) (?:still )?(?:ok|okay|cool|fine|alright|open|free"
    r"|available|possible|not)|you (?:can|could|dont|would|have|guys)|se puede|es posible|eres|esta"
    r"|todavia|gusta|quieres)\b"
)


def _is_conditional(match: Match, reading: Reading) -> bool:
    """Tell whether a condition follows the yes: "sure, if my boss lets me", "sí pero solo si…"."""
    rest = _words_from(match.end, reading)
    return bool(_CONDITION.match(rest)) and not _POLITE.match(rest)


def _words_from(place: int, reading: Reading) -> str:
    return " ".join(token.text for token in reading.tokens[place : place + _LONGEST_CONDITION])


_LONGEST_CONDITION = 8


def _comes_after_condition(match: Match, reading: Reading) -> bool:
    """Tell whether the text begins with a condition for the yes at its end: "si cambian mi turno, sí"."""
    tokens = reading.tokens
    begins = tokens[0].text in ("if", "unless", "si") and match.first > _SHORTEST_CONDITION
    if not begins or any(other.label == "accept" and other.first <= 1 < other.end for other in reading.matches):
        return False
    return tokens[1].kind != "mark" and not _POLITE.match(_words_from(0, reading))


_SHORTEST_CONDITION = 2
_SUITS_ES = frozenset("me esa ese eso la".split())


def _is_denied(match: Match, reading: Reading) -> bool:
    """Tell whether a "no" comes before it in its clause."""
    before = list(takewhile(lambda token: token.kind != "mark", reversed(reading.tokens[: match.first])))
    return any(token.text in ("no", "ni", "nunca", "tampoco") for token in before)


_BEHIND_RIGHT = frozenset("now after before there away here then".split())
# What is always a yes, and what begins one that may be something else: "im in", "i guess".
_CLEAR_YES = frozenset("yes yeah yep yup yea yeh yess yesss yas ye yessir yesir yesh yis mhm uhhuh claro simon".split())
_LOOSE = frozenset("im i id ill might may ahi alla aqui word works".split())


def _is_weak(match: Match, reading: Reading) -> bool:
    """Tell whether the words are a yes only if nothing unknown follows them in their clause."""
    texts = [token.text for token in reading.tokens[match.first : match.end]]
    is_loose = texts[0] in _LOOSE or "im" in texts or (len(texts) == 1 and texts[0] not in _CLEAR_YES)
    return is_loose or WEAK_YES.union(["si"]).issuperset(texts)


_BESIDE_YES = frozenset(
    "please porfavor por favor it that them this the one all both of then sir maam man bro linda brandon for me now my "
    "cita la lo mi esa ese senor senora appointment i do we nomas and too also tambien y".split()
)
_WITH_YES = ("accept", "thank", "cancel", "bye", "apologize", "greet", "praise", "choose all")


def _is_only_yes(place: int, reading: Reading) -> bool:
    """Tell whether nothing follows a yes in its clause except thanks and what is agreed to."""
    said = {n for match in reading.matches if match.label in _WITH_YES for n in range(match.first, match.end)}
    rest = takewhile(lambda token: token[1].kind != "mark", enumerate(reading.tokens[place:], place))
    return all(n in said or token.text in _BESIDE_YES for n, token in rest)


def taken_back(tokens: Sequence[Token], matches: Sequence[Match], told: Sequence[Match]) -> int:
    """Return the place of the last word that takes a yes back ("yes I mean no"), or -1 if there is none.

    Words about an accessory or a repair do not take it back ("yes, no protector").
    """
    said = {
        place
        for match in (*told, *matches)
        if match.label in ("fine", "past", "accept", "thank", "apologize", "keep", "cancel", "move")
        for place in range(match.first, match.end)
    }
    said |= {place for place in range(len(tokens) - 1) if tokens[place + 1].text in _GOODS}
    return max(
        (place for place, token in enumerate(tokens) if token.text in _TAKES_BACK and place not in said), default=-1
    )


def _is_read(place: int, reading: Reading) -> bool:
    """Tell whether the rest of the clause, from there on, holds no unknown word."""
    for n in range(place, len(reading.tokens)):
        token = reading.tokens[n]
        if token.kind == "mark":
            return True
        named = next(
            (match for match in reading.matches if match.first <= n < match.end and match.label == "name"), None
        )
        if named and any(
            token.text not in known_phrases().words for token in reading.tokens[named.end : named.end + 3]
        ):
            return True
        inside = any(match.first <= n < match.end for match in reading.matches)
        if token.kind == "word" and not inside and token.text not in lexicon.FILLER and token.text not in NUMBERS:
            return token.text.isdecimal()
    return True


def is_noun(match: Match, tokens: Sequence[Token]) -> bool:
    """Tell whether what looks like a verb of moving is really a noun: "my shift to Tuesday"."""
    return match.first > 0 and tokens[match.first - 1].text in _OWNED


_OWNED = frozenset("my his her their our the a mi su el un".split())


def _keeps_doing(match: Match, reading: Reading) -> bool:
    """Tell whether a bare "keep" says what a device does: "it keep freezing"."""
    follows = reading.tokens[match.end : match.end + 1]
    is_bare = match.end - match.first == 1
    return is_bare and bool(follows) and (follows[0].kind == "trouble" or follows[0].text.endswith(("ing", "in")))


def _is_of_goods(match: Match, reading: Reading) -> bool:
    """Tell whether a no, after LINDA asked about a booking, refuses only an accessory: "yes, without the protector"."""
    behind = reading.tokens[match.first : match.end + 3]
    return reading.dialogue.asked in TIME_QUESTIONS and any(token.text in _GOODS for token in behind)


_GOODS = ("screen protector", "case")


def _is_if_not(match: Match, reading: Reading) -> bool:
    """Tell whether a no follows an "if": "si no llueve"."""
    is_if = match.first > 0 and reading.tokens[match.first - 1].text == "si"
    return is_if and match.end < len(reading.tokens) and reading.tokens[match.end].kind == "word"


# What a Spanish "no" negates when it is not an answer: "no me van a cobrar otra vez, ¿verdad?".
_NEGATED = frozenset(
    "me te se le les nos hay va van tiene tienen tengo cobra cobran acepta aceptan hace hacen es son esta estan han ha "
    "habra sera pueden puede podrian podria vienen viene hicieron".split()
)


def _negates(match: Match, reading: Reading) -> bool:
    """Tell whether a bare "no" belongs to the verb after it: nothing was asked, or the clause is a question."""
    tokens = reading.tokens
    if tokens[match.first : match.end][-1].text != "no" or match.end == len(tokens):
        return False
    if tokens[match.end].kind != "word" or tokens[match.end].text not in _NEGATED:
        return False
    marks = (token.text for token in tokens[match.end :] if token.kind == "mark" and token.text != ",")
    return not reading.dialogue.asked or next(marks, "") == "?"


def _adds_other(match: Match, reading: Reading) -> bool:
    """Tell whether a bare "add" is followed by something other than an accessory: "add my wife"."""
    follows = reading.tokens[match.end] if match.end < len(reading.tokens) else None
    is_bare = match.end - match.first == 1
    return is_bare and follows is not None and follows.kind == "word" and follows.text not in _BEHIND_ADD


_BEHIND_ADD = frozenset("please thanks it pues entonces tambien si yes porfavor por gracias then too".split())
_NO_VISIT = frozenset("not no es era seria quiero necesito quise want need a an".split())


def _is_no_visit(match: Match, reading: Reading) -> bool:
    """Tell whether a visit is denied, or somebody of the family "puede ir": to the shop, then."""
    tokens, place = reading.tokens, match.first
    inside = [token.text for token in tokens[match.first : match.end]]
    if inside == ["ir", "a", "la"]:
        return True  # "Voy a ir a la del sábado."
    if {"puede", "ir", "al", "a"}.issuperset(inside) and any(token.text in lexicon.FAMILY for token in tokens):
        return True
    while place > 0 and tokens[place - 1].text in _NO_VISIT - {"no", "not"}:
        place -= 1
    return "domicilio" in inside and place > 0 and tokens[place - 1].text in ("no", "not")


_OF_WHAT_IS_OK = frozenset("is it that this ok okay good fine".split())


def _is_vague_ok(match: Match, reading: Reading) -> bool:
    """Tell whether "is that ok" is not about a time: the text names none, and none was asked for."""
    inside = {token.text for token in reading.tokens[match.first : match.end]}
    if match.label != "ask times" or not inside <= _OF_WHAT_IS_OK:
        return False
    is_of_time = reading.dialogue.asked in TIME_QUESTIONS or any(token.kind == "time" for token in reading.tokens)
    has_more = sum(token.kind != "mark" for token in reading.tokens) > match.end - match.first
    return has_more and not is_of_time


_OH_WAIT = frozenset("oh but um uh ah hmm ay uy wait shoot crap snap dang espere espera i my we".split())


def _is_correcting(match: Match, reading: Reading) -> bool:
    """Tell whether an "oh wait" introduces a correction: "oh wait, it's the battery"."""
    is_cry = all(token.text in _OH_WAIT for token in reading.tokens[match.first : match.end])
    return is_cry and any(token.kind not in ("word", "mark") for token in reading.tokens[match.end :])


def _is_of_cause(match: Match, reading: Reading) -> bool:
    """Tell whether the only doubt is about what is wrong: "it's probably the charging port"."""
    if match.end - match.first > 1 and reading.tokens[match.end - 1].text not in ("be", "ser"):
        return False
    behind = reading.tokens[match.end : match.end + 3]
    named = next((token for token in behind if token.kind != "word" or token.text not in lexicon.FILLER), None)
    return named is not None and named.kind in ("repair", "trouble")


def _is_clause(match: Match, reading: Reading) -> bool:
    """Tell whether the words form a clause of their own, or come with other small talk."""
    if not opens_clause(match, reading):
        return False
    if match.end == len(reading.tokens) or match.label != "bye":
        return True
    follows = reading.tokens[match.end]
    return follows.kind == "mark" or any(
        other.first == match.end and other.label in ("thank", "bye", "greet") for other in reading.matches
    )
