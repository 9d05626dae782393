"""Phrases of words: a small language for writing them as rows, and how they are found in a text.

This works like a chart parser for small grammars (compare facebook/duckling): an entity already read in the text, such
as a device or a time, counts as one word of its class. A row is parsed when its first word is first met, and all rows
form one automaton that is built as texts come in: whatever has been met once is a look-up.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

_LONGEST_GAP = 3
_MOST_STEPS = 20_000
# An item is a word, or a group with at most two more levels of groups in it, optionally marked with "?".
_GROUP = r"\((?:[^()]++|\((?:[^()]++|\([^()]*+\))*+\))*+\)"
_ITEM = re.compile(rf"(?:{_GROUP}|[^\s()]++)\??")
_ALTERNATIVE = re.compile(rf"(?:{_GROUP}|[^()|]++)++")
_CONTINUED = "\n" + 8 * " "  # A row that is too long for one line continues on the next, indented further.
_UNKNOWN = "?"


class Token(NamedTuple):
    """A word, a mark or an entity in a text; `start` and `end` are its place in the plain text."""

    text: str
    kind: str
    start: int
    end: int
    value: object = None


class Match(NamedTuple):
    """Where a phrase that means `label` was found: the tokens from `first` up to, but not including, `end`."""

    label: str
    first: int
    end: int
    rank: int


class _Item(NamedTuple):
    """One place in a phrase: the words, beginnings of words and rows of items that fit, or a gap of at most `gap`."""

    words: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()
    rows: "tuple[tuple[_Item, ...], ...]" = ()
    is_optional: bool = False
    gap: int = 0

    def fits(self, sign: str) -> bool:
        return sign in self.words or (bool(self.beginnings) and sign.startswith(self.beginnings))


class _Phrase(NamedTuple):
    """A row of a lexicon, as written."""

    label: str
    rank: int
    line: str


class _Node:
    """The rest of a phrase: an item and what follows it; without an item, the phrase has ended."""

    __slots__ = ("_leaves", "item", "phrase", "rest")

    def __init__(self, phrase: _Phrase, item: _Item | None = None, rest: "_Node | None" = None) -> None:
        self.phrase, self.item, self.rest = phrase, item, rest
        self._leaves: tuple[_Node, ...] | None = None

    @property
    def leaves(self) -> "tuple[_Node, ...]":
        """The nodes that can come first: those that take a word, and the phrase's end if nothing more is needed."""
        if self._leaves is None:
            self._leaves = tuple(self._first())
        return self._leaves

    def after(self, sign: str) -> "tuple[_Node, ...]":
        """Return what may follow once this node has taken the word; nothing if the word does not fit."""
        if self.item is None or self.rest is None:
            return ()
        if self.item.gap:
            left = _Item(gap=self.item.gap - 1)
            return (*(_Node(self.phrase, left, self.rest).leaves if left.gap else ()), *self.rest.leaves)
        return self.rest.leaves if self.item.fits(sign) else ()

    def _first(self) -> "Iterator[_Node]":
        item, rest = self.item, self.rest
        if item is None or rest is None:
            yield self
            return
        if item.words or item.beginnings or item.gap:
            yield self
        for row in item.rows:
            yield from _chain(self.phrase, row, rest).leaves
        if item.is_optional or item.gap:
            yield from rest.leaves


def _chain(phrase: _Phrase, items: Iterable[_Item], rest: _Node) -> _Node:
    for item in reversed(tuple(items)):
        rest = _Node(phrase, item, rest)
    return rest


class _State:
    """All the ways phrases may continue after some words; `ended` are the phrases that may end here."""

    __slots__ = ("ended", "nodes", "steps")

    def __init__(self, nodes: Iterable[_Node]) -> None:
        self.nodes = tuple(dict.fromkeys(nodes))
        self.ended = tuple(dict.fromkeys(node.phrase for node in self.nodes if node.item is None))
        self.steps = dict[str, _State]()


class Phrases:
    """A lexicon, ready for finding its phrases in texts; `words` are all the words in it.

    `same` replaces words in the rows as it does in the texts: "gotta" is read as "need" in both.
    """

    def __init__(self, lexicon: str, classes: Mapping[str, str], same: Mapping[str, str]) -> None:
        self._same = same
        self._classes = {f"<{name}>": frozenset(words.split()) for name, words in classes.items()}
        self._known = dict[str, _Item]()
        self._first = dict[str, frozenset[str]]()
        self._by_word = dict[str, list[_Phrase]]()
        self._by_beginning = dict[str, list[_Phrase]]()
        self._starts = dict[str, _State]()
        self._steps = 0
        written = set(re.findall(r"[a-z0-9]+\*?", lexicon))
        self.words = frozenset(same.get(word, word) for word in written if word[-1] != "*")
        self._stems = tuple(word[:-1] for word in written if word[-1] == "*")
        self._alphabet = self.words.union(*self._classes.values())
        label = ""
        for rank, line in enumerate(lexicon.replace(_CONTINUED, " ").splitlines()):
            if line and not line.startswith(" "):
                label = line.rstrip(":")
            elif line:
                self._file(_Phrase(label, rank, line))

    def find(self, tokens: Sequence[Token], without: Collection[str] = ()) -> list[Match]:
        """Return the phrases in the tokens, in order and without overlap; the longest win, then the earliest rows.

        Phrases with the labels in `without` are ignored.
        """
        signs = [self._sign(token) for token in tokens]
        found = [match for place in range(len(signs)) for match in self._at(signs, place) if match.label not in without]
        found.sort(key=lambda match: (match.first - match.end, match.rank, match.first))
        taken, chosen = set[int](), []
        for match in found:
            words = [place for place in range(match.first, match.end) if tokens[place].kind == "word"]
            if taken.isdisjoint(words):
                taken.update(words)
                chosen.append(match)
        return sorted(chosen, key=lambda match: match.first)

    def _sign(self, token: Token) -> str:
        """Return what the token counts as in a phrase: a word, the class of an entity, or "" for a mark."""
        if token.kind != "word":
            return "" if token.kind == "mark" else f"<{token.kind}>"
        return token.text if token.text in self._alphabet or token.text.startswith(self._stems) else _UNKNOWN

    def _at(self, signs: Sequence[str], place: int) -> Iterator[Match]:
        """Find the phrases that begin at the place, each as long as possible."""
        ends, state = dict[_Phrase, int](), self._start(signs[place])
        for end in range(place + 1, len(signs) + 1):
            for phrase in state.ended:
                ends[phrase] = end
            if end == len(signs) or not signs[end] or not state.nodes:
                break
            state = self._next(state, signs[end])
        for phrase, end in ends.items():
            yield Match(phrase.label, place, end, phrase.rank)

    def _start(self, sign: str) -> _State:
        if sign not in self._starts:
            phrases = list(self._by_word.get(sign, ()))
            phrases += [one for start, rows in self._by_beginning.items() if sign.startswith(start) for one in rows]
            first = (_chain(phrase, self._items(phrase.line), _Node(phrase)) for phrase in phrases)
            self._starts[sign] = _State(node for root in first for leaf in root.leaves for node in leaf.after(sign))
        return self._starts[sign]

    def _next(self, state: _State, sign: str) -> _State:
        if sign not in state.steps:
            self._steps += 1
            if self._steps > _MOST_STEPS:  # A long-lived container clears its cache now and then.
                self._starts.clear()
                self._steps = 0
            state.steps[sign] = _State(node for leaf in state.nodes for node in leaf.after(sign))
        return state.steps[sign]

    def _file(self, phrase: _Phrase) -> None:
        """File the phrase under the words that it can begin with."""
        for word in self._beginnings(phrase.line):
            if word[-1] == "*":
                self._by_beginning.setdefault(word[:-1], []).append(phrase)
            else:
                self._by_word.setdefault(word, []).append(phrase)

    def _beginnings(self, row: str) -> set[str]:
        """Return the words and the beginnings of words that a row can start with, without parsing all of it."""
        found = set[str]()
        for part in _ITEM.finditer(row):
            text = part[0]
            if text not in self._first:
                self._first[text] = self._first_words(text.removesuffix("?"))
            found |= self._first[text]
            if text[-1] != "?":
                break
        return found

    def _first_words(self, text: str) -> frozenset[str]:
        inner, found = text[1:-1] if text[0] == "(" else text, set[str]()
        for row in _ALTERNATIVE.findall(inner) if "(" in inner else inner.split("|"):
            word = row.split(None, 1)[0]
            if word[0] == "(" or word[-1] == "?":
                found |= self._beginnings(row)
            elif word in self._classes:
                found |= self._classes[word]
            else:
                found.add(self._same.get(word, word))
        return frozenset(found)

    def _items(self, text: str) -> tuple[_Item, ...]:
        return tuple(map(self._item, _ITEM.findall(text)))

    def _item(self, text: str) -> _Item:
        """Return the item for this notation: a word, a class, a gap, or a group of rows."""
        if text not in self._known:
            self._known[text] = self._read(text)
        return self._known[text]

    def _read(self, text: str) -> _Item:
        if text == "..":
            return _Item(gap=_LONGEST_GAP)
        is_optional = text.endswith("?")
        text = text.removesuffix("?")
        inner = text[1:-1] if text.startswith("(") else text
        words, beginnings, rows = set[str](), list[str](), list[tuple[_Item, ...]]()
        for row in _ALTERNATIVE.findall(inner) if "(" in inner else inner.split("|"):
            one = row.strip()
            if not one.isalnum() and (" " in one or one[0] == "(" or one[-1] == "?" or one == ".."):
                rows.append(self._items(one))
            elif one in self._classes:
                words |= self._classes[one]
            elif one[-1] == "*":
                beginnings.append(one[:-1])
            else:
                words.add(self._same.get(one, one))
        return _Item(frozenset(words), tuple(beginnings), tuple(rows), is_optional)
