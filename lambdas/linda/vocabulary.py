"""What a customer's text names: devices, repairs, troubles, other things and topics, in the words of `shop.json`.

A row's `phrases` say how it is named, word by word. In place of a word there may be alternatives ("broken|cracked"), a
stem ("crack*"), a class from `words.classes` ("<not>"), or "#" for a word like a model's, of a letter and digits; a
"?" after it makes it optional. Plurals, and two words written as one, are recognized anyway.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from linda.shop import NamedKind, NameRow, Shop, Spelling


class Named(NamedTuple):
    """What a text names from `start` to `end`: `value` is the key in the shop's list, or a device's name.

    A device's name is in full ("iphone 13 pro" for "13 pro") and in lower case; `device_name` writes it as its maker
    does. The thing "phone" is any phone whose model is not given.
    """

    start: int
    end: int
    kind: NamedKind
    value: str


class _Token(NamedTuple):
    """A word of the text; `forms` are what it may match in a phrase."""

    start: int
    end: int
    word: str
    forms: frozenset[str]


class _Element(NamedTuple):
    """One word's place in a phrase."""

    words: frozenset[str]
    stems: tuple[str, ...]
    is_optional: bool

    def fits(self, token: _Token) -> bool:
        return not self.words.isdisjoint(token.forms) or token.word.startswith(self.stems)


class _Phrase(NamedTuple):
    """A phrase as written in the list, and what it names."""

    written: str
    kind: NamedKind | None
    value: str
    is_vague: bool
    row: int


class _Lexicon(NamedTuple):
    """The shop's phrases by the word, or the stem, that they begin with; and whatever else it takes to read a text."""

    by_word: Mapping[str, Sequence[_Phrase]]
    by_stem: Mapping[str, Sequence[_Phrase]]
    families: Mapping[str, re.Pattern[str]]
    misspelt: re.Pattern[str]
    right: Sequence[str]


class _Found(NamedTuple):
    first: int
    after: int
    kind: NamedKind | None
    value: str
    is_vague: bool = False
    row: int = -1


# The patterns are compiled at first use: most cold starts read no text.
_WORDS = r"[0-9]{1,2}:[0-5][0-9]\b|[a-z0-9]+(?:['\u2019][a-z]+)*|[^\s\w'\u2019\"-]|[^\W\d_a-z]+"
_A_MODEL = "#"
_MODEL = r"[a-z][0-9]{1,3}[a-z]?|[0-9]{1,3}[a-z]"
# "iphone13pro" and "fold5" are several words.
_JOINED = r"([a-z]{3,})([0-9]{1,3}(?:[a-z](?![a-z]))?)([a-z]{3,})?|([a-z]?[0-9]{1,3})([a-z]{3,})"
_MODEL_LETTERS = frozenset("asz")
_STARTS_CLAUSE = frozenset([*",.;!?", "and", "but", "also", "plus", "y", "pero", "tambien"])
_SHORTEST_PLURAL = 4


def read_names(said: str, shop: Shop) -> tuple[Named, ...]:
    """Return all that the text names, in its order; if two names share a word, the longer one counts.

    The text is plain (`time_words.plain`): lower case without accents. Common misspellings are read as the right words.
    Damage without a part ("it is cracked") names the part that it usually is, unless the same clause names another one.
    """
    return _read(said, shop.name_rows, shop.spelling)


@lru_cache(maxsize=2_048)
def _read(said: str, rows: tuple[NameRow, ...], spelling: Spelling) -> tuple[Named, ...]:
    lexicon = _lexicon(rows, spelling)
    tokens = _tokens(said, lexicon)
    found = [*_phrases(tokens, lexicon, spelling), *_devices(tokens, lexicon, spelling)]
    taken: list[_Found] = []
    for one in sorted(found, key=lambda one: (one.first - one.after, one.is_vague, one.first, one.row)):
        if all(one.after <= other.first or other.after <= one.first for other in taken):
            taken.append(one)
    taken.sort(key=attrgetter("first"))
    return tuple(
        Named(tokens[one.first].start, tokens[one.after - 1].end, one.kind, one.value)
        for one in taken
        if one.kind and not (one.is_vague and _has_part(one, taken, tokens))
    )


def names_of(said: str, shop: Shop, kind: NamedKind) -> tuple[str, ...]:
    """Return the values of one kind that the text names, each once, in its order."""
    return tuple(dict.fromkeys(named.value for named in read_names(said, shop) if named.kind == kind))


def words_of_names(rows: tuple[NameRow, ...], spelling: Spelling) -> frozenset[str]:
    """Return the words in the shop's phrases and in the names of models, as they are spelled."""
    written = " ".join(
        [
            *(phrase for row in rows for phrase in row[2]),
            *(pattern for patterns in spelling.families.values() for pattern in patterns),
            *(word for words in spelling.names.values() for word in words),
            *(word for words in spelling.classes.values() for word in words),
            *spelling.numbers,
        ]
    )
    return frozenset(re.findall(r"[a-z]+", written))


def _has_part(vague: _Found, taken: Iterable[_Found], tokens: Sequence[_Token]) -> bool:
    """Tell whether another repair or trouble is in the same clause as a vague one."""
    first, after = vague.first, vague.after
    while first > 0 and tokens[first - 1].word not in _STARTS_CLAUSE:
        first -= 1
    while after < len(tokens) and tokens[after].word not in _STARTS_CLAUSE:
        after += 1
    beside = (one for one in taken if one.kind in ("repair", "trouble") and first <= one.first < after)
    return any(not one.is_vague or _rank(one) < _rank(vague) for one in beside)


def _rank(one: _Found) -> tuple[bool, int]:
    """Return the rank by which vague names count: a repair before a trouble, and of two repairs the one listed later.

    "The back is cracked" means the back: the list has specific places after the part that is usually damaged.
    """
    return (one.kind == "trouble", -one.row)


def _tokens(said: str, lexicon: _Lexicon) -> list[_Token]:
    tokens = list[_Token]()
    for match in re.finditer(_WORDS, said):
        word, start = match[0].replace("'", "").replace("\u2019", ""), match.start()
        if (joined := re.fullmatch(_JOINED, match[0])) and word not in lexicon.by_word:
            for group in filter(joined.group, range(1, 6)):
                part = _right(joined[group], lexicon)
                tokens.append(_token(start + joined.start(group), start + joined.end(group), part))
        else:
            tokens.append(_token(start, match.end(), _right(word, lexicon)))
    return tokens


def _right(word: str, lexicon: _Lexicon) -> str:
    """Return the word that a misspelt one stands for."""
    if word in lexicon.by_word or not (match := lexicon.misspelt.fullmatch(word)):
        return word
    place = match.lastindex or 1
    return lexicon.right[place - 1] + word[match.end(place) :]


def _phrases(tokens: Sequence[_Token], lexicon: _Lexicon, spelling: Spelling) -> Iterator[_Found]:
    said = frozenset[str]().union(*(token.forms for token in tokens))
    for first, token in enumerate(tokens):
        stems = (token.word[:length] for length in range(3, len(token.word) + 1))
        candidates = [
            *(phrase for form in token.forms for phrase in lexicon.by_word.get(form, ())),
            *(phrase for stem in stems for phrase in lexicon.by_stem.get(stem, ())),
        ]
        for phrase in candidates:
            elements, needed = _elements(phrase.written, spelling)
            if needed and said.isdisjoint(needed):
                continue
            if (after := _match(elements, 0, tokens, first)) > first:
                yield _Found(first, after, phrase.kind, phrase.value, phrase.is_vague, phrase.row)


def _match(elements: Sequence[_Element], place: int, tokens: Sequence[_Token], at: int) -> int:
    """Return the furthest place after which the phrase ends, or -1 if it does not match here."""
    if place == len(elements):
        return at
    element = elements[place]
    with_it = at < len(tokens) and element.fits(tokens[at])
    furthest = _match(elements, place + 1, tokens, at + 1) if with_it else -1
    return max(furthest, _match(elements, place + 1, tokens, at)) if element.is_optional else furthest


def _token(start: int, end: int, word: str) -> _Token:
    forms = {word, *(_A_MODEL if re.fullmatch(_MODEL, word) else ())}
    if len(word) >= _SHORTEST_PLURAL and word[-1] == "s":
        forms |= {word[:-1], word[:-2]} if word[-2] == "e" else {word[:-1]}
    return _Token(start, end, word, frozenset(forms))


def _devices(tokens: Sequence[_Token], lexicon: _Lexicon, spelling: Spelling) -> Iterator[_Found]:
    """Find the models, after turning number words into digits: "s twenty two" is "s22"."""
    pieces, starts, owners = list[str](), list[int](), list[int]()
    place, length = 0, 0
    while place < len(tokens):
        piece, used = _figures(tokens, place, spelling)
        glues = pieces and pieces[-1] in _MODEL_LETTERS and piece.isdecimal() and _may_glue(pieces)
        if glues:
            pieces[-1] += piece
            length += len(piece)
        else:
            starts.append(length + bool(pieces))
            length = starts[-1] + len(piece)
            pieces.append(piece)
            owners.append(place)
        place += used
    text, ends = " ".join(pieces), [*owners[1:], len(tokens)]
    for family, pattern in lexicon.families.items():
        for match in pattern.finditer(text):
            held = [i for i, start in enumerate(starts) if match.start() <= start < match.end()]
            if held:
                yield _Found(owners[held[0]], ends[held[-1]], "device", _in_full(match[0], family, spelling))


def _figures(tokens: Sequence[_Token], place: int, spelling: Spelling) -> tuple[str, int]:
    """Return the token as the patterns of devices read it, and how many tokens it takes: "twenty two" is "22"."""
    word = tokens[place].word
    number = spelling.numbers.get(word)
    if number is None:
        return ("plus", 1) if word == "+" and place and tokens[place - 1].word[-1].isdecimal() else (word, 1)
    following = spelling.numbers.get(tokens[place + 1].word, 0) if place + 1 < len(tokens) else 0
    if number >= 20 and number % 10 == 0 and 0 < following < 10:
        return str(number + following), 2
    if number >= 20 and place + 2 < len(tokens) and tokens[place + 1].word == "y":
        ones = spelling.numbers.get(tokens[place + 2].word, 0)
        return (str(number + ones), 3) if 0 < ones < 10 else (str(number), 1)
    return (str(number) if number > 1 else word), 1  # "The iPad one" is not the first iPad.


def _may_glue(pieces: Sequence[str]) -> bool:
    """Tell whether the letter at the end begins a model: "s 22", "galaxy a 14", but not "a 14 pro"."""
    return pieces[-1] != "a" or pieces[-2:-1] in (["galaxy"], ["samsung"])


def _in_full(model: str, family: str, spelling: Spelling) -> str:
    name = " ".join(model.split())
    for pattern, right in spelling.written.items():
        name = re.sub(pattern, right.lower(), name)
    name = " ".join(name.split())
    has_name = any(word in name for word in spelling.names[family])
    return name if has_name or family not in spelling.bare else f"{spelling.bare[family]} {name}"


@lru_cache(maxsize=8)
def _lexicon(rows: tuple[NameRow, ...], spelling: Spelling) -> _Lexicon:
    """Return the shop's phrases, ready for use. They are the same for every text."""
    by_word, by_stem = dict[str, list[_Phrase]](), dict[str, list[_Phrase]]()
    for row, (kind, value, said, is_vague) in enumerate(rows):
        for text in said:
            _file(_Phrase(text, kind, value, is_vague, row), spelling, by_word, by_stem)
            words = text.split(" ")
            if len(words) == 2 and (joined := "".join(words)).isalpha():
                _file(_Phrase(joined, kind, value, is_vague, row), spelling, by_word, by_stem)
    return _Lexicon(
        by_word,
        by_stem,
        {family: re.compile("|".join(patterns)) for family, patterns in spelling.families.items()},
        re.compile("|".join(f"(?:({wrong})s?)" for wrong in spelling.misspelt.values()) or "(?!)"),
        list(spelling.misspelt),
    )


def _file(
    phrase: _Phrase, spelling: Spelling, by_word: dict[str, list[_Phrase]], by_stem: dict[str, list[_Phrase]]
) -> None:
    """File the phrase under all words that it may begin with. The rest of it is parsed when one of them is met."""
    for written in phrase.written.split(" "):
        element = _element(written, spelling)
        for word in element.words:
            by_word.setdefault(word, []).append(phrase)
        for stem in element.stems:
            by_stem.setdefault(stem, []).append(phrase)
        if not element.is_optional:
            return


@lru_cache(maxsize=4_096)
def _elements(phrase: str, spelling: Spelling) -> tuple[tuple[_Element, ...], frozenset[str]]:
    """Return the places of the phrase, and the words of which a text with it must hold one (none for a stem)."""
    elements = tuple(_element(written, spelling) for written in phrase.split(" "))
    last = next((element for element in reversed(elements) if not element.is_optional), None)
    return elements, last.words if last and not last.stems else frozenset()


def _element(written: str, spelling: Spelling) -> _Element:
    if written.isalnum():
        return _Element(frozenset((written,)), (), is_optional=False)
    words, stems, is_optional = set[str](), list[str](), written[-1] == "?"
    for one in written.removesuffix("?").split("|"):
        if one[0] == "<":
            words.update(spelling.classes[one.strip("<>")])
        elif one[-1] == "*":
            stems.append(one[:-1])
        else:
            words.add(one)
    return _Element(frozenset(words), tuple(stems), is_optional)
