"""Misspelt words: an unknown word that is close enough to one that matters is read as that word."""

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from functools import cache, lru_cache

from linda.rules.reading import lexicon
from linda.rules.reading.emergencies import emergency_phrases
from linda.rules.reading.text import known_phrases, told_phrases
from linda.shop import NameRow, Shop, Spelling
from linda.time_words import words_of_time
from linda.vocabulary import words_of_names

_WORD = re.compile(r"(?<![\w'@./#-])[a-z]{3,16}(?![\w'@/#-]|\.\w)")
# How words sound: "kiero" is "quiero", "vateria" is "bateria", "canbiar" is "cambiar", "tomoroww" is "tomorrow".
_SOUNDS = (
    ("qu", "k"), ("ck", "k"), ("ph", "f"), ("ch", "C"), ("sh", "S"), ("th", "T"), ("ce", "se"), ("ci", "si"),
    ("ge", "je"), ("gi", "ji"),
    ("c", "k"), ("z", "s"), ("v", "b"), ("ll", "y"), ("h", ""), ("mb", "nb"), ("mp", "np"),
)  # fmt: skip
# Without vowels, a soft g looks like a hard one: "chrgng".
_VOWELS = str.maketrans("j", "g", "aeiou")
# The least letters with which a word may be written without its vowels, have one letter wrong, or have two wrong.
_SKELETON, _ONE_WRONG, _TWO_WRONG = 4, 5, 9
# Short words that are corrected only if a letter is repeated too often: "yesss", "prro".
_DRAWN_OUT = frozenset("yes yep no nope si ok hey hola bye pro max mini plus ultra pls so its".split())
# The most letters that may be wrong if the consonants are the same: "bttrey".
_SAME_CONSONANTS = 2
# This many consonants are enough, whatever the vowels between them: "satrdy".
_MANY_CONSONANTS = 5


def respelt(said: str, shop: Shop) -> str:
    """Return the plain text with its misspelt words corrected, word for word.

    A word is corrected if no part of the reading knows it, and exactly one word in `lexicon.SPELT` sounds the same, has
    the same consonants ("bttry"), or differs by a letter that is wrong, extra, missing or swapped with the next. Words
    in `lexicon.SPELT_BY_SOUND` have to sound the same. "Sparkin" is "sparking".
    """
    known = _known(shop.name_rows, shop.spelling)

    def right(match: re.Match[str]) -> str:
        word = match[0]
        if word in known:
            return word
        return f"{word}g" if word.endswith("in") and f"{word}g" in known else _meant(word)  # "Sparkin".

    return _WORD.sub(right, said)


@cache
def _hesitations() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(f'(?:{pattern})' for pattern in lexicon.HESITATIONS)})[,.]* *")


def without_hesitations(said: str) -> str:
    """Return the plain text without what is said only while thinking; a text that is nothing else stays as it is."""
    rest = " ".join(_hesitations().sub("", said).split())
    return rest if re.search("[a-z0-9]", rest) else said


# A word said letter by letter, some of them explained: "m a r i s o l", "b o b b as in boy y".
_LETTER = r"[a-z](?: (?:as in|like in|like|for|de) [a-z]{3,})?"
_SPELT_ALOUD = re.compile(
    rf"(?<![\w'])(?:(it'?s|it is|that'?s|es) )?(?:(\w{{3,}}),? )?((?:{_LETTER}[ ,.-]+){{2,}}{_LETTER})(?![\w'])"
)
# How much a name that was heard has in common with its spelling: "katherine, k a t h r y n".
_LEAST_ALIKE = 0.7
# Letters that are words, too: at an end of the run they may belong to what is around it, and "a y b" are two choices.
_WORD_LETTERS = re.compile(r"([a-h]) [yo] (?!\1)[a-h]|.*\b[ai] (?:[a-z] )?[ai]$|i [a-z] [a-z]")


def unspelt(said: str, *, may_be_name: bool = False) -> str:
    """Return the text with words that were said letter by letter as words; a word that is then spelled counts once.

    If `may_be_name`, "it's jon, j o n" gives a name.
    """

    def join(match: re.Match[str]) -> str:
        opening, before, letters = match.groups()
        letters = re.sub(r" (?:as in|like in|like|for|de) [a-z]{3,}", "", letters)
        if before == "iphone" or _WORD_LETTERS.fullmatch(letters):
            return match[0]
        word = re.sub(r"[ ,.-]", "", letters)
        is_same = before == word or _sounds_like(before or "", word)
        if opening and is_same and may_be_name and match.end() == len(said.rstrip(" .!")):
            return f"{'mi nombre es' if opening == 'es' else 'my name is'} {word}"
        return " ".join(filter(None, (opening, "" if is_same else before, word)))

    return _SPELT_ALOUD.sub(join, said)


def _sounds_like(heard: str, word: str) -> bool:
    """Tell whether a word that was heard may be the one that is then spelled."""
    return heard[:1] == word[:1] and SequenceMatcher(None, heard, word).ratio() >= _LEAST_ALIKE


@lru_cache(maxsize=4_096)
def _meant(word: str) -> str:
    by_sound, by_skeleton, by_part = _index()
    sound = _sound(word)
    if (short := re.sub(r"(.)\1+", r"\1", word)) in _DRAWN_OUT:
        return short
    if (meant := by_sound.get(sound)) or (meant := _without_vowels(word, sound, by_skeleton)):
        return meant
    near = {meant for part in _parts(word, len(word) >= _TWO_WRONG - 1) for meant in by_part.get(part, ())}
    ranked = sorted((distance, meant) for meant in near if (distance := _distance(word, meant)) <= _most_wrong(meant))
    return ranked[0][1] if ranked and ranked[0][0] < min((one[0] for one in ranked[1:]), default=9) else word


def _without_vowels(word: str, sound: str, by_skeleton: Mapping[str, str]) -> str:
    """Return the word with the same consonants if only those were written ("scrn") or there are enough of them."""
    skeleton = _skeleton(sound)
    meant = by_skeleton.get(skeleton, "")
    if not meant or len(word) < _SKELETON:
        return ""
    is_sure = skeleton == sound or len(skeleton) >= _MANY_CONSONANTS
    return meant if is_sure or (len(skeleton) >= _SKELETON and _distance(word, meant) <= _SAME_CONSONANTS) else ""


def _skeleton(sound: str) -> str:
    return sound[:1] + sound[1:].translate(_VOWELS)


def _most_wrong(meant: str) -> int:
    return 2 if len(meant) >= _TWO_WRONG else 1


def _distance(word: str, meant: str) -> int:
    """Return how many letters are wrong, extra, missing or swapped. The first letter must be right, or swapped.

    In a word of four letters or fewer only a swap counts as near: too many other words are one letter away.
    """
    if word[0] != meant[0] and word[:2] != meant[1::-1]:
        return 9
    if len(meant) < _ONE_WRONG:
        return 1 if sorted(word) == sorted(meant) and _swaps(word, meant) == 1 else 9
    before, row = list[int](), list(range(len(meant) + 1))
    for at, letter in enumerate(word, 1):
        last, before, row = before, row, [at]
        for place, other in enumerate(meant, 1):
            cost = min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != other))
            if at > 1 and place > 1 and letter == meant[place - 2] and word[at - 2] == other:
                cost = min(cost, last[place - 2] + 1)
            row.append(cost)
    return row[-1]


def _swaps(word: str, meant: str) -> int:
    """Return 1 if the words, made of the same letters, differ by one swap of neighbors, else 2."""
    wrong = [at for at, (one, other) in enumerate(zip(word, meant, strict=True)) if one != other]
    return 1 if len(wrong) == 2 and wrong[1] - wrong[0] == 1 else 2


@cache
def _index() -> tuple[Mapping[str, str], Mapping[str, str], Mapping[str, tuple[str, ...]]]:
    """Return the words that a misspelling may be corrected to, by their sound, their consonants, and their parts."""
    words, verbs = lexicon.SPELT.split(), lexicon.SPELT_BY_SOUND.split()
    by_sound = {_sound(word): word for word in verbs}
    by_skeleton, by_part = dict[str, str](), dict[str, tuple[str, ...]]()
    for word in words:
        sound = _sound(word)
        by_skeleton.setdefault(_skeleton(sound), word)
        if len(word) >= _ONE_WRONG:
            by_sound.setdefault(sound, word)
        for part in _parts(word, len(word) >= _TWO_WRONG):
            by_part[part] = (*by_part.get(part, ()), word)
    return by_sound, by_skeleton, by_part


def _parts(word: str, is_long: bool) -> set[str]:
    """Return the word itself and with one letter left out; if it is long, also with two left out."""
    parts = {word, *_shortened(word)}
    return parts.union(*map(_shortened, tuple(parts))) if is_long else parts


def _shortened(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def _sound(word: str) -> str:
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return re.sub(r"(.)\1+", r"\1", word)


@lru_cache(maxsize=8)
def _known(rows: tuple[NameRow, ...], spelling: Spelling) -> frozenset[str]:
    """Return all the words that mean something to a reader, and those that only look misspelt."""
    return frozenset(
        known_phrases().words
        | emergency_phrases().words
        | told_phrases().words
        | words_of_time()
        | words_of_names(rows, spelling)
        | lexicon.SAME_WORD.keys()
        | lexicon.FILLER
        | lexicon.SPANISH
        | lexicon.ENGLISH
        | lexicon.NO_NAMES
        | lexicon.FIRST_NAMES
        | lexicon.WRONG
        | {word for words in lexicon.CLASSES.values() for word in words.split()}
        | set(lexicon.SPELT.split())
        | set(lexicon.SPELT_BY_SOUND.split())
        | set(lexicon.NOT_MISSPELT.split())
    )
