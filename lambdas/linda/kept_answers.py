"""What the owner has answered about the shop and wants kept: his own facts, the state's field `shop_facts`."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from linda.errors import InvalidInputError
from linda.owner_state import LONGEST_FACT, MOST_FACTS
from linda.replies import one_line

FIELD = "shop_facts"
_LONGEST_IN_ALL = 7_500


class KeptAnswer(NamedTuple):
    """A question in a customer's words, and what the owner has answered."""

    question: str
    answer: str


def kept_answers(state: Mapping[str, object]) -> list[KeptAnswer]:
    """Return the owner's own facts, the oldest first."""
    return [KeptAnswer(**one) for one in json.loads(str(state.get(FIELD) or "[]"))]


def with_answer(state: Mapping[str, object], question: str, answer: str) -> str:
    """Return the field with one more fact; an earlier answer to the same question goes, and the oldest ones for room.

    Raises InvalidInputError if question or answer is empty.
    """
    asked, said = as_kept(question), one_line(answer, LONGEST_FACT["answer"])
    if not (asked and said):
        raise InvalidInputError("a fact needs a question and an answer")
    others = [one for one in kept_answers(state) if _content(one.question) != _content(asked)]
    kept = [*others, KeptAnswer(asked, said)][-MOST_FACTS:]
    while len(_written(kept)) > _LONGEST_IN_ALL:
        kept = kept[1:]
    return _written(kept)


def as_kept(question: str) -> str:
    """Return the question as a fact keeps it."""
    return one_line(_question_in(question), LONGEST_FACT["question"])


def _written(kept: Sequence[KeptAnswer]) -> str:
    return json.dumps([one._asdict() for one in kept], ensure_ascii=False)


def answer_to(text: str, state: Mapping[str, object]) -> str:
    """Return the owner's answer if the text asks just what a kept question asks, perhaps put differently; else ""."""
    kept = kept_answers(state)
    asked = _content(text) if kept else None
    return next((one.answer for one in reversed(kept) if asked and _content(one.question) == asked), "")


# Words that say nothing of what is asked about, in both languages.
_EMPTY = frozenset(
    "a an and any are at be by can could did do does done for from guys have hello hey hi i if in is it just know like"
    " me my of ok okay on one or our please shop so some sir thank thanks that the there they this to too u us want"
    " was we were will with wondering would y ya yall you your yours question quick also maybe possible able brandon"
    " linda a al algun alguna alguno con de del el ella en es esta estan hay hola la las le les lo los me mi mis o para"
    " pueden puede podria podrian por favor que se si su sus tambien tengo tiene tienen un una uno unos ustedes"
    " usted y yo gracias"
    " quisiera quiero saber hacen hace buenas buenos dias tardes".split()
)
# Words that mean the same in a question to a repair shop.
_SAME: Mapping[str, str] = {
    **dict.fromkeys(
        "repair repairs repaired repairing fixes fixed fixing arreglan arregla reparan repara reparar".split(), "fix"
    ),
    "arreglar": "fix",
    **dict.fromkeys("sells selling venden vende vender".split(), "sell"),
    **dict.fromkeys("buying buys compran compra comprar".split(), "buy"),
    **dict.fromkeys("takes accept accepts taking aceptan acepta".split(), "take"),
    **dict.fromkeys("ships shipping mail mailing".split(), "ship"),
    **dict.fromkeys("offers offering".split(), "offer"),
    **dict.fromkeys("unlocking unlocks desbloquean".split(), "unlock"),
}


def plain(text: str) -> str:
    """Return the words of the text alone, in lower case and without accents."""
    letters = unicodedata.normalize("NFD", re.sub("['\u2019]", "", text.casefold()))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[a-z0-9]+", bare))


def _content(text: str) -> frozenset[str]:
    words = (_SAME.get(word, word) for word in plain(text).split() if word not in _EMPTY)
    return frozenset(word.removesuffix("s") if len(word) > 3 and not word.endswith("ss") else word for word in words)


def _question_in(text: str) -> str:
    """Return the sentences of the text that are questions; all of it if none ends as one does."""
    asked = [one.strip() for one in re.findall(r"[^.?!\n]+\?", text)]
    return " ".join(asked) or text
