"""What a text picks from a list that the customer has seen."""

import re
from collections.abc import Sequence
from itertools import pairwise

from linda.models import Dialogue
from linda.rules.acts import Choice
from linda.rules.reading import lexicon
from linda.rules.reading.phrases import Token
from linda.rules.reading.text import NUMBERS, WEAK_YES, Reading, has_list

LETTERS = ["a", "b", "c", "d", "e", "f", "g", "h"]
ORDINALS = {
    **{word: place for place, words in enumerate(
        ("first 1st primero primera primer", "second 2nd segundo segunda", "third 3rd tercero tercera tercer",
         "fourth 4th cuarto cuarta", "fifth 5th quinto quinta"), 1) for word in words.split()},
    "former": 1, "latter": -1, "last": -1, "ultima": -1, "ultimo": -1, "final": -1,
}  # fmt: skip
# After these a number is a place in a list.
OF_A_LIST = frozenset("number option # numero opcion no".split())
_AFTER_ORDINAL = frozenset(
    "one option slot time works is please opcion hora thanks sounds fine good for then por favor esta gracias entonces "
    "pues".split()
)
# "A las dos" is an hour, but "las dos para el lunes" is both bookings.
BOTH_ES = re.compile(r"(?<!\ba )(?<!\bde )\b(?:l[ao]s|mis) dos\b(?= (?:citas|para|al|por favor|a(?! las)))")
# Verbs of lasting, and words that may follow "the first".
_LASTS = frozenset("it they battery should will to wont doesnt didnt dont does protector".split())
_BEHIND_ORDINAL = (
    ["del", "dia"],
    ["de", "la"],
    ["of", "the"],
    *(["que", said] for said in ("dijo", "dijiste", "menciono", "mencionaste", "dio", "ofrecio")),
)
# Before these, "first" is one on the list, not what somebody does before deciding.
_BEFORE_FIRST = frozenset(["", "the", "very", "idk", "hmm", "um", "maybe", "guess", "probably"])
_ALL = frozenset("all both neither everything todas todos ambas ambos todo".split())
# Words that people pick with.
PICKS = frozenset(
    (
        "letter say how about bout time id like better best perfect ideal easier easiest imma ima gonna going pick "
        "choose prefer quedo "
        "con agarro tomo "
        "escojo gimme give ta estaria"
    ).split()
)
# A letter is a pick only if nothing else is said: "b please", not "a que hora puedo ir".
BESIDE_LETTER = (
    WEAK_YES
    | PICKS
    | frozenset(
        (
            "please works work for me and is then thanks thank you the one option slot yes yeah yep sure si claro dale "
            "va vale sounds that thats lets do ill i will take want go with so um uh hmm well actually rather like it "
            "la el opcion esta porfavor por favor gracias sir maam man bro hon honey linda brandon guys yall buddy "
            "entonces pues quiero mejor would no nope nah wait sorry oops espera perdon make mean meant digo oh ah"
        ).split()
    )
)
SURE_BESIDE = BESIDE_LETTER - frozenset("no nope nah wait sorry oops espera perdon mean meant digo hmm".split())
_WHICH = ("which", "cancel which", "move which", "cancel all")
# With bookings, "las dos" means both of them, not two o'clock.
_BOTH = re.compile(
    r"\W*(?:(?:si|sip|claro|dale|ok|pues)\b\W*)?(?:(?:las|los) (?:dos|2)\b\W*(?:por ?fa(?:vor)?|gracias)?"
    r"|(?:the|all|cancel) (?:two|2) of (?:them|those|em)(?: please)?|(?:them|those) both(?: please)?)\W*"
)
# "We don't need both" leaves one.
_NEEDS_NOT = frozenset([("need", "both"), ("need", "two"), ("necesito", "ambas"), ("necesitamos", "ambas")])
_DENIES = frozenset(["not", "isnt", "wasnt", "except", "excepto", "menos"])


def choice_in(reading: Reading, dialogue: Dialogue) -> Choice | None:
    """Return what the text picks from a list that the customer has seen."""
    words = [token.text for token in reading.tokens if token.kind == "word"]
    is_final = {place + 1 for place, pair in enumerate(pairwise(words)) if pair == ("after", "all")}
    words = [word for place, word in enumerate(words) if place not in is_final]
    is_change = reading.has("cancel") or (reading.has("move") and bool(dialogue.lead_ids or not dialogue.asked))
    needs_fewer = not _NEEDS_NOT.isdisjoint(pairwise(words))
    if (
        is_change
        and not needs_fewer
        and _DENIES.isdisjoint(words)
        and (not _ALL.isdisjoint(words) or BOTH_ES.search(reading.said))
    ):
        return Choice(by="all")
    if dialogue.asked in ("cancel", "cancel all") and _BOTH.fullmatch(reading.said):
        return Choice(by="all")
    if dialogue.asked == "call" and (reading.has("any hour") or reading.has("choose any")):
        return Choice(by="any")
    if not has_list(dialogue):
        return None
    if not _DENIES.isdisjoint(words):
        return None  # "Not the second one."
    is_of_bookings = len(dialogue.lead_ids) > 1 or dialogue.asked in _WHICH
    if is_of_bookings and _BOTH.fullmatch(reading.said):
        return Choice(by="all")
    if (letter := _letter_in(words)) and all(token.kind in ("word", "mark") for token in reading.tokens):
        return Choice(LETTERS.index(letter) + 1)
    for place, word in enumerate(words):
        follows = words[place + 1] if place + 1 < len(words) else ""
        before = words[place - 1] if place else ""
        if word == "last" and before in _LASTS:
            continue  # "How long does it last?"
        is_named = words[place + 1 : place + 3] == ["a", "nombre"]
        is_of_day = is_named or words[place + 1 : place + 3] in _BEHIND_ORDINAL
        if word == "first" and not follows and before not in _BEFORE_FIRST and reading.has("hesitate"):
            continue  # "Let me ask my husband first."
        if word in ORDINALS and (not follows or follows in _AFTER_ORDINAL or is_of_day):
            return Choice(ORDINALS[word])
        if (word == "middle" or (word == "medio" and before in ("en", "del", "de"))) and len(dialogue.options) % 2:
            return Choice(len(dialogue.options) // 2 + 1)
        if before in ("option", "letter", "opcion") and word in "abcdefgh" and len(word) == 1:
            return Choice("abcdefgh".index(word) + 1)
        if before in OF_A_LIST and ((word.isdecimal() and len(word) == 1) or word in NUMBERS):
            return Choice(int(word) if word.isdecimal() else NUMBERS[word])
    # If no list was shown, or one booking is being moved, "ok 2" is a time.
    is_time = dialogue.asked == "move" or (dialogue.asked == "day" and not dialogue.options)
    figures = () if is_time else reading.tokens
    hours = {option.at.hour % 12 for option in dialogue.options}
    for token in figures:
        number = token.text.strip(" .!#)") if token.kind in ("word", "time") else ""
        is_bare = token.kind == "word" or getattr(token.value, "bare", False)
        if (
            is_bare
            and number.isdecimal()
            and 1 <= int(number) <= (len(dialogue.options) or 8)
            and int(number) not in hours
            and _is_all_there_is(token, reading)
        ):
            return Choice(int(number))
    for match in reading.matches:
        if (
            match.label == "choose all"
            and not is_of_bookings
            and (not dialogue.options or any(token.kind == "time" for token in reading.tokens))
        ):
            continue  # All the devices at one time: "both of them Friday at 9".
        if match.label.startswith("choose ") and dialogue.asked != "upsell":
            return Choice(by=match.label.removeprefix("choose "))  # type: ignore[arg-type]
    return None


def _letter_in(words: Sequence[str]) -> str:
    """Return the one letter that the words pick, if all the others fit it: "C works better for me"."""
    letters = [place for place, word in enumerate(words) if word in LETTERS]
    letters = [place for place in letters if words[place] != "a"] or letters
    if len(letters) != 1 or words[-1] in _REFUSES or words[letters[0] + 1 : letters[0] + 2] in _NO_LETTER:
        return ""
    place = letters[0]
    is_article = words[place] == "a" and words[place + 1 :] and not _COURTEOUS.issuperset(words[place + 1 :])
    beside = BESIDE_LETTER | (lexicon.FILLER - _NOT_BESIDE)
    others = (word for at, word in enumerate(words) if at != place)
    return words[place] if not is_article and all(word in beside for word in others) else ""


_REFUSES = frozenset("no nope nah not".split())
_NO_LETTER = (["you"], ["ya"], ["there"], ["back"], ["right"], ["que"])
_COURTEOUS = frozenset("please works thanks thank you sir maam man bro is fine good great porfavor por favor".split())
# Words of an order that mean something other than a letter.
_NOT_BESIDE = frozenset(
    "a phone phones cell cellphone device fix fixed fixing repair repaired repairs replace replaced changed broken "
    "broke "
    "cracked smashed shattered damage damaged glass busted wife wifes husband husbands mom moms dad dads son sons "
    "daughter "
    "daughters kid kids friend friends que telefono celular movil cel arreglar arreglo".split()
)


def _is_all_there_is(token: Token, reading: Reading) -> bool:
    return all(
        other is token
        or other.kind == "mark"
        or (other.text in lexicon.FILLER and other.text not in ("phone", "phones"))
        or other.text in ("#", "number", "option")
        for other in reading.tokens
    )
