"""The customer's name, if a text gives it."""

from collections.abc import Sequence
from functools import cache

from linda.rules.reading import lexicon
from linda.rules.reading.phrases import Match, Token
from linda.rules.reading.text import Reading, known_phrases
from linda.time_words import plain

_STOPS_NAME = frozenset(
    "and y but at on in for the a an my i im its it is to from with btw by here again please thanks can need want "
    "pero en de del con para por que se le me lo la el un una gracias coming looking calling texting just trying "
    "going running still not no yes so very really also ready done good sorry okay ok late sure interested free "
    "lol lmao haha hahaha jaja jajaja porfavor spelled if you there down when cuando si".split()
)
# How trades end in Spanish: "plomero", "estilista", "comerciante".
_TRADES = ("ero", "era", "ista", "ante", "dor", "dora", "ologo", "ologa")
_MARKS_NAME = frozenset(
    "btw by on there down here from again lol lmao haha jaja please porfavor thanks gracias".split()
)
_TITLES = frozenset("mr mrs ms miss mister dr sr sra senor senora don dona senorita".split())
_SURE_TITLES = frozenset("mr mrs ms sra senora senor".split())
_FIRM_NAME = ("my name is", "my names", "name", "the name is", "under the name", "put it under", "book it under",
    "names", "el nombre es", "nombre es", "el nombre seria", "mi nombre es", "name is", "me dicen")  # fmt: skip


def name_in(reading: Reading) -> tuple[str, int]:
    """Return the customer's name, if the text gives it, and the place of the token after it."""
    for match in sorted(reading.matches, key=lambda match: _is_of_another(match, reading)):
        if match.label == "name":
            opening = " ".join(token.text for token in reading.tokens[match.first : match.end])
            skips = (",", ":") if opening.endswith(("name", "nombre")) else ("la", "el")
            end = match.end + (match.end < len(reading.tokens) and reading.tokens[match.end].text in skips)
            is_owned = reading.tokens[end - 1].text in _OWNERS
            end = max(end, _behind_family(end - is_owned, reading))
            begin = end
            while end < len(reading.tokens) and end - begin < 3 and _goes_on(reading.tokens[begin:end], end, reading):
                end += 1
            words = [reading.tokens[place] for place in range(begin, end)]
            if words and words[0].text in _TITLES:
                end = begin + 1
                end += end < len(reading.tokens) and reading.tokens[end].text == "."
                words = list(reading.tokens[end : end + 1])
                if words and words[0].kind == "word":
                    return _written(words, reading), end + 1
            if words and (
                opening in _FIRM_NAME
                or opening.startswith("a nombre")
                or (opening.endswith((" name", " under")) and opening != "its under")
                or _is_weak_name(words, reading, end)
            ):
                return _written(words, reading), end
    for place, token in enumerate(reading.tokens[:-1]):
        if token.text in _SURE_TITLES:
            after = place + 1 + (reading.tokens[place + 1].text == ".")
            named = reading.tokens[after : after + 1]
            is_polite = token.text in ("senor", "senora") and not _are_names(named, reading)  # "Si, señor, apártemela."
            if named and not is_polite and _may_be_name(named[0]) and named[0].text not in _known_words():
                return _written(named, reading), after + 1
        if token.text in ("me", "llamame", "digame", "dime") and place + 1 < len(reading.tokens):
            named = list(reading.tokens[place + 1 :])
            is_called = token.text != "me" or (place > 0 and reading.tokens[place - 1].text == "call")
            is_name = 1 <= len(named) <= 2 and all(map(_may_be_name, named)) and _are_names(named, reading)
            if is_called and is_name:
                return _written(named, reading), len(reading.tokens)
        if token.text in ("for", "para"):
            begin = _behind_family(place + 1, reading)
            named = _first_names_at(begin, reading)
            behind = reading.tokens[begin + 1 : begin + 2]
            if not named and begin > place + 1 and (not behind or behind[0].kind != "word"):
                named = [reading.tokens[begin]]  # "For my cousin Tamir."
            if named:
                return _written(named, reading), begin + len(named)
    words = [token for token in reading.tokens if token.kind != "mark"]
    while len(words) > 1 and words[0].text in _BEFORE_BARE_NAME:
        del words[0]
    is_bare = 1 <= len(words) <= 3 and words[0].text in lexicon.FIRST_NAMES and _are_name_words(words)
    is_bare = is_bare and not (len(words) > 1 and reading.topics)  # "Dan garantía": they give one.
    if is_bare and words[0].text not in _OURS and not any(word.text in lexicon.NO_NAMES for word in words):
        return _written(words, reading), len(reading.tokens)
    named = _signature(words, reading) or _unknown_name(words, reading)
    return (_written(named, reading), len(reading.tokens)) if named else ("", 0)


def _behind_family(place: int, reading: Reading) -> int:
    """Return the place after "my mom" or "mi hija" if a name follows ("for my mom Rosa"), else the same place."""
    whose, who, *rest = [*reading.tokens[place : place + 4], None, None]
    if whose is None or who is None or whose.text not in _OWNERS or who.text not in lexicon.FAMILY:
        return place
    rest = [token for token in rest if token is not None]
    begin = place + 2 + (bool(rest) and rest[0].text == ",")
    named = list(reading.tokens[begin : begin + 1])
    return begin if named and _may_be_name(named[0]) and _are_names(named, reading) else place


_OWNERS = frozenset("my our mi nuestra nuestro his her su".split())


def _is_of_another(match: Match, reading: Reading) -> bool:
    """Tell whether it gives somebody else's name: "her name is". The customer's own takes precedence."""
    return match.first > 0 and reading.tokens[match.first - 1].text in ("his", "her", "their", "whose")


def _goes_on(named: Sequence[Token], place: int, reading: Reading) -> bool:
    """Tell whether the word there belongs to a name: "Wilmer Pirela", but not "Wilmer vi su página"."""
    token = reading.tokens[place]
    if not named or not _may_be_name(token):
        return _may_be_name(token)
    is_first_name = token.text in lexicon.FIRST_NAMES
    is_small = _is_capital(named, reading) and not _is_capital([token], reading)
    return is_first_name or not (is_small or token.text in _known_words())


def _are_name_words(words: Sequence[Token]) -> bool:
    """Tell whether these may be a name: "Ann Lee", or with an initial at the end, "Mike D"."""
    last = words[-1]
    is_initial = len(words) > 1 and len(last.text) == 1 and last.kind == "word" and last.text.isalpha()
    return all(map(_may_be_name, words[:-1] if is_initial else words))


def _signature(words: Sequence[Token], reading: Reading) -> Sequence[Token]:
    """Return the name that a text is signed with, after a mark or thanks: "Tuesday at 10 please. Dorothy"."""
    for named in (words[-2:], words[-1:]):
        before = words[: len(words) - len(named)]
        if not before or named[0].text not in lexicon.FIRST_NAMES - _OURS or not _are_name_words(named):
            continue
        is_set_off = reading.said[: named[0].start].rstrip().endswith(_BEFORE_SIGNATURE)
        is_thanks = before[-1].text in _THANKS and _as_written(named, reading)[:1].isupper()
        is_greeted = len(before) <= 2 and before[0].text in _GREETS
        if (is_set_off or is_thanks) and not is_greeted and not any(w.text in lexicon.NO_NAMES for w in named):
            return named
    return ()


def _unknown_name(words: Sequence[Token], reading: Reading) -> Sequence[Token]:
    """Return the words of a text that consists only of one or two unknown, capitalized words.

    From a customer who is booking, or has booked, such a text is taken for a name: "Janelle".
    """
    dialogue = reading.dialogue
    if not (dialogue.jobs or dialogue.lead_ids) or dialogue.asked in _NO_NAME_ASKED or not 1 <= len(words) <= 2:
        return ()
    if not _are_name_words(words) or len(words[0].text) < _SHORTEST_UNKNOWN or "?" in reading.said:
        return ()
    is_known = any(word.text in _known_words() or word.text.endswith(_NO_NAME_ENDS) for word in words)
    return words if _is_capital(words, reading) and not is_known else ()


_BEFORE_SIGNATURE = (",", ".", "!", "?", "-", "\u2013", "\u2014", "~")
_THANKS = frozenset("thanks thank you gracias regards sincerely please".split())
_GREETS = frozenset("hi hello hey yo hola good morning afternoon evening buenas sorry no".split())
_SHORTEST_UNKNOWN = 4
_NO_NAME_ASKED = ("device", "repair", "address")
_NO_NAME_ENDS = ("ing", "ed", "ly", "ous", "ful", "ando", "endo", "mente", "ible", "able", "cion", "tion")


def _first_names_at(place: int, reading: Reading) -> list[Token]:
    """Return the one or two words there that start with a first name and end the clause: "book it for Angela"."""
    named = list[Token]()
    for token in reading.tokens[place : place + 2]:
        if not _may_be_name(token):
            break
        named.append(token)
    behind = reading.tokens[place + len(named) :][:1]
    is_end = not behind or behind[0].kind != "word" or behind[0].text in _MARKS_NAME
    is_name = bool(named) and named[0].text in lexicon.FIRST_NAMES and named[0].text not in _OURS
    return named if is_name and is_end else []


_BEFORE_BARE_NAME = frozenset("yes yeah yep yup si sip ok okay sure claro please porfavor por favor porfa dale".split())
# The names of the receptionist and the owner, whom customers write to.
_OURS = frozenset(["linda", "brandon"])


def _are_names(words: Sequence[Token], reading: Reading) -> bool:
    """Tell whether these are first names, or capitalized words that are not otherwise known."""
    if words[0].text in lexicon.FIRST_NAMES:
        return True
    is_capital = _is_capital(words, reading)
    return is_capital and not any(word.text in _known_words() for word in words)


@cache
def _known_words() -> frozenset[str]:
    """Return the words that are not names."""
    return frozenset(known_phrases().words | lexicon.FILLER | lexicon.SPANISH | lexicon.ENGLISH | lexicon.NO_NAMES) - (
        lexicon.FIRST_NAMES - lexicon.FILLER
    )


def _may_be_name(token: Token) -> bool:
    return token.kind == "word" and token.text.isalpha() and token.text not in _STOPS_NAME and len(token.text) > 1


def _is_weak_name(words: Sequence[Token], reading: Reading, end: int) -> bool:
    """Tell whether what follows "I'm" or "this is" is a name: a known first name, or unknown words at the end."""
    first = words[0].text
    if first in lexicon.FIRST_NAMES:
        return True
    opening = reading.tokens[max(0, _place(words[0], reading) - 2) : _place(words[0], reading)]
    said_so = {"this", "soy", "habla"} & {token.text for token in opening}
    is_marked = end < len(reading.tokens) and reading.tokens[end].text in ("btw", "here", "from", "again")
    is_capital = _is_capital(words, reading)
    if is_capital and words[-1].text in lexicon.FIRST_NAMES - _OURS:
        return True
    if not (said_so or is_marked or is_capital):
        return False
    tail = reading.tokens[end].text if end < len(reading.tokens) else "."
    is_end = tail in _MARKS_NAME or end == len(reading.tokens) or reading.tokens[end].kind == "mark"
    is_verb = first.endswith(("ing", "ed", "ly")) or (first.endswith(_TRADES) and not is_capital)
    return is_end and len(words) <= 2 and not is_verb and not any(word.text in _known_words() for word in words)


def _place(token: Token, reading: Reading) -> int:
    return next(place for place, other in enumerate(reading.tokens) if other is token)


def _as_written(words: Sequence[Token], reading: Reading) -> str:
    numbers = [len(reading.said[: token.start].split()) for token in words]
    return " ".join(reading.words[number].strip(".,!?;:()") for number in numbers if number < len(reading.words))


def _is_capital(words: Sequence[Token], reading: Reading) -> bool:
    """Tell whether all the words were capitalized."""
    return all(one[:1].isupper() for one in _as_written(words, reading).split())


_LONGEST_INITIALS = 2


def _written(words: Sequence[Token], reading: Reading) -> str:
    """Return the words as the customer wrote them, capitalized."""
    out = []
    for token in words:
        number = len(reading.said[: token.start].split())
        original = reading.words[number].strip(".,!?;:()\"'") if number < len(reading.words) else token.text
        is_written_so = plain(original) == token.text and original[:1].isupper()
        is_shouted = len(original) > _LONGEST_INITIALS and original.isupper()
        out.append(original if is_written_so and not is_shouted else original.capitalize())
    return " ".join(out)
