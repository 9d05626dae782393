"""A text being read: its tokens, the phrases in it, and the dialogue that it replies to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from linda.models import Dialogue
from linda.rules.reading import lexicon
from linda.rules.reading.phrases import Match, Phrases, Token

# How words for cancelling begin.
CANCELLING = ("cancel", "anul")
LISTS = ("time", "which", "cancel which", "move which", "move time")
NUMBERS = {word: n for n, words in enumerate(
    ("one uno una", "two dos", "three tres", "four cuatro", "five cinco", "six seis", "seven siete", "eight ocho"), 1)
    for word in words.split()}  # fmt: skip
WEAK_YES = frozenset("ok okay k kk alright cool good great fine perfect nice awesome bueno bien perfecto okey".split())
_QUESTION_WORDS = frozenset(
    "what whats when where wheres which who how is are do does did can could will would should has have any que cual "
    "cuando donde como cuanto cuanta cuantos quien quienes hay tienen puedo pueden aceptan "
    "cobran cobra dan venden arreglan reparan hacen trabajan abren cierran atienden reciben why".split()
)


@cache
def known_phrases() -> Phrases:
    """Return the phrases that express acts."""
    return Phrases(lexicon.PHRASES, lexicon.CLASSES, lexicon.SAME_WORD)


@cache
def told_phrases() -> Phrases:
    """Return the phrases that mention something without asking for it: "the screen is fine"."""
    return Phrases(lexicon.TOLD, lexicon.CLASSES, lexicon.SAME_WORD)


_REQUESTS = frozenset("can could will would should do".split())


def told_in(tokens: Sequence[Token]) -> list[Match]:
    """Return the phrases that only mention something; "can you put a screen on it" asks for it."""
    return [
        match
        for match in told_phrases().find(tokens)
        if match.label != "bad"
        and (match.label != "ours" or not match.first or tokens[match.first - 1].text not in _REQUESTS)
        and not _goes_on(match, tokens)
    ]


_AFTER_NO = frozenset("thanks thank please gracias porfavor im i".split())


def _goes_on(match: Match, tokens: Sequence[Token]) -> bool:
    """Tell whether the "no" at the end of a phrase belongs to what follows: "it won't charge no matter what"."""
    follows = tokens[match.end : match.end + 1]
    is_word = bool(follows) and follows[0].kind == "word" and follows[0].text not in _AFTER_NO
    return tokens[match.end - 1].text == "no" and match.end - match.first > 1 and is_word


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as tokens, and the phrases found in it. `words` are its words as the customer wrote them.

    `said_first` holds the places of tokens that may come before a yes, `requests` those of tokens that ask for
    something, and `taken_back` is the place of the last token that takes a yes back. `told` are phrases that only
    mention something.
    """

    said: str
    words: Sequence[str]
    tokens: Sequence[Token]
    matches: Sequence[Match]
    told: Sequence[Match]
    topics: Sequence[str]
    dialogue: Dialogue
    said_first: frozenset[int]
    requests: frozenset[int] = frozenset()
    taken_back: int = -1

    def has(self, label: str) -> bool:
        """Tell whether the text contains a phrase with that label."""
        return any(match.label == label for match in self.matches)

    def inside(self, label: str) -> list[Token]:
        """Return the tokens of all the phrases with that label."""
        return [
            token for match in self.matches if match.label == label for token in self.tokens[match.first : match.end]
        ]


TIME_QUESTIONS = frozenset(["day", "time", "book", "move", "move time", "which"])
CONDITIONS = frozenset(["if", "unless", "or", "later", "luego", "maybe", "whether"])


def has_list(dialogue: Dialogue) -> bool:
    """Tell whether the customer has a list to choose from."""
    # The options also hold a moved booking's old time, which is not a list to choose from.
    is_listed = bool(dialogue.options and dialogue.asked)
    return is_listed or len(dialogue.lead_ids) > 1 or dialogue.asked in (*LISTS, "day")


_BEHIND_SUBJECT = frozenset(["is", "are"])
_BEFORE_QUESTION = frozenset(
    (
        "cool great perfect nice awesome alright fine yes yeah yep sure good bueno perfecto si vale actually ok okay "
        "so hey hi hello well and but oh wait also yo hola oye pues y um uh please linda sorry"
    ).split()
)


def opens_question(said: str) -> bool:
    """Tell whether the first word of a text opens a question, whatever it names."""
    words = [lexicon.SAME_WORD.get(word, word) for word in re.findall(r"[a-z]+", said.replace("'", ""))]
    first = next((word for word in words if word not in _BEFORE_QUESTION), "")
    return first in _QUESTION_WORDS


_DO_IT = (["do"], ["do", "it"], ["do", "that"])


def is_question(reading: Reading) -> bool:
    """Tell whether the text asks something, going by its question mark or its first word."""
    if "?" in reading.said or "\u00bf" in reading.said:
        return True
    words = [token.text for token in reading.tokens if token.kind == "word"]
    while words and words[0] in _BEFORE_QUESTION:
        del words[0]
    if reading.tokens and reading.tokens[0].kind == "time" and words[:1] and words[0] in _BEHIND_SUBJECT:
        return False  # "2 is better."
    if words[:2] in (["any", "day"], ["any", "time"], ["que", "sea"]) or words[:1] == ["anytime"]:
        return False
    return bool(words) and words not in _DO_IT and words[0] in _QUESTION_WORDS  # "Please do."


_WRONG = re.compile(
    r"\b(?:cant|wont|dont|doesnt|not|aint|barely|dies?|dead|dying|drain\w*|broken?|crack\w*|shatter\w*|bust\w*|wet|fell"
    r"|drop\w*|quebr\w*|rot[ao]|estrell\w*|moj\w*|descarga|cayo|no)\b"
)


def tells_trouble(reading: Reading) -> bool:
    """Tell whether a text that may ask something also reports a trouble, which is to be repaired."""
    return reading.has("want trouble") or any(
        token.kind == "repair" and _WRONG.search(reading.said[token.start : token.end].replace("'", ""))
        for token in reading.tokens
    )
