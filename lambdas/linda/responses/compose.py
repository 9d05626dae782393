"""From responses as data to one reply: in the customer's language, for reading or for listening."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from linda.models import ANY_TIME, Language
from linda.replies import plain_text
from linda.responses.aloud import aloud, brief
from linda.responses.languages import TONGUES
from linda.responses.values import Speaker, Words, capital
from linda.shop import Shop

LONGEST_HEARD = 40  # words

# What weighs least is left out first if a reply gets too long. Kinds that are in none of the lists weigh 0.
_SAFETY = (
    "emergency emergency_fire emergency_burn emergency_swallowed emergency_called emergency_over"
    " safety safety_again crisis"
)
_DONE = (
    "booked booked_too booked_warranty booked_on_site visit_set moved cancelled kept call_booked upsell_added all_set"
    " already_cancelled status_booked status_with_owner status_ready status_finished status_cancelled status_missed"
    " your_booking your_bookings no_bookings"
)
_ASKED = (
    "ask_repair_of ask_device ask_device_of ask_what ask_book ask_book_priced ask_book_on_site ask_day ask_when"
    " ask_visit_day ask_visit_when ask_which_time offer_some"
    " ask_address ask_call call_owner_busy call_owner_closed call_yes_or_no call_number_back call_ask_number"
    " ask_cancel ask_cancel_first ask_cancel_next ask_move ask_move_when ask_which_booking offer_day"
    " offer_options upsell_or_booking complaint_offer call_ask_time call_at_night booking_on_closed_day ask_message"
    " danger_call danger_bring web_number"
)
_NEWS = (
    "condolence sorry_complaint threat passed_on already_passed_on fact_unknown here_noted late_noted pick_up_noted"
    " robot discount_granted discount_owner discount_condition taken held closed_time no_such_slot closed_day"
    " day_full slot_past too_far nothing_in_window nothing_free_weeks closed_further_notice out_of_stock"
    " too_many_bookings opted_out price_ask_owner on_site_fee no_visits"
)
_ASKED_BESIDES = "upsell how_can_help"
_SMALL_TALK = (
    "hello hello_own hi chat bulletin welcome bye take_your_time name_noted name_noted_other no_problem praise"
    " photo_noted late_answer flirt how_to_change upsell_declined again_question said_again hear_you"
)
_WEIGHTS: Mapping[str, int] = {
    kind: weight
    for weight, kinds in ((4, _SAFETY), (3, _DONE), (2, _ASKED), (1, _NEWS), (-1, _ASKED_BESIDES), (-1, _SMALL_TALK))
    for kind in kinds.split()
}
_PLACES: Mapping[str, int] = dict.fromkeys(_SAFETY.split(), -1) | dict.fromkeys(f"{_ASKED} {_ASKED_BESIDES}".split(), 1)
# Kinds whose last wording is for the laid-back persona.
_CASUAL = ("hello", "welcome", "bye", "take_your_time", "no_problem")
# Longer than any reply before it is cut.
_UNCUT = 20_000


class Say(NamedTuple):
    """One response as data: its kind, a key of the languages' sentences, and the values of their fields."""

    kind: str
    values: Mapping[str, object]


def say(kind: str, /, **values: object) -> Say:
    """Return a response of this kind."""
    return Say(kind, values)


class _Sentence(NamedTuple):
    """A response in all its wordings."""

    weight: int
    wordings: Sequence[str]


def compose(says: Sequence[Say], speaker: Speaker) -> str:
    """Return the responses as one reply that does not repeat the last one; "" if there are none.

    Safety comes first, and questions come last. A text has at most the shop's `longest_reply` characters, all of them
    GSM-7; speech has at most 40 words and no symbols. What does not fit is left out, the least important sentences
    first. Raises KeyError for an unknown kind or a missing value.
    """
    ordered = sorted(says, key=lambda said: _PLACES.get(said.kind, 0))
    sentences = list(dict.fromkeys(_Sentence(_WEIGHTS.get(said.kind, 0), _wordings(said, speaker)) for said in ordered))
    last = _bare(speaker.last_reply)

    def reply(turn: int) -> str:
        return _fitting([(weight, _chosen(wordings, last, turn)) for weight, wordings in sentences], speaker)

    turns = range(max((len(wordings) for _, wordings in sentences), default=1))
    return next((said for said in map(reply, turns) if _bare(said) != last), None) or reply(0)


def said_again(last_reply: str, shop: Shop) -> list[Say]:
    """Return the last reply as a response that says it once more; none if there is not room for all of it."""
    openings = [words.partition("{")[0] for tongue in TONGUES.values() for words in tongue.SENTENCES["said_again"]]
    text = last_reply
    for opening in (*openings, *_fillers()):  # It may itself have been said again, and answered something else first.
        text = text.removeprefix(opening).lstrip() or text
    room = shop.longest_reply - max(map(len, openings))
    return [say("said_again", text=text)] if text and len(text) <= room and len(text.split()) < LONGEST_HEARD else []


def _fillers() -> list[str]:
    """Return the sentences that only lead to what is said again: that a caller is heard, or was not understood."""
    tables = [table for tongue in TONGUES.values() for table in (tongue.SENTENCES, tongue.EAR)]
    return [words for table in tables for kind in ("hear_you", "again_question") for words in table.get(kind, ())]


def spoken(text: str, language: Language) -> str:
    """Return any text as it may be said in a call: read aloud, in at most 40 words."""
    return brief(aloud(text, TONGUES[language]), LONGEST_HEARD)


def _chosen(wordings: Sequence[str], last: str, turn: int) -> str:
    """Return this turn's wording, or the next one that was not in the last reply."""
    turned = [wordings[(turn + n) % len(wordings)] for n in range(len(wordings))]
    return next((words for words in turned if _bare(words) not in last), turned[0])


def _bare(text: str) -> str:
    """Return only the letters and digits of the text, for comparing two replies."""
    return "".join(letter for letter in plain_text(text, _UNCUT).casefold() if letter.isalnum())


def _fitting(sentences: list[tuple[int, str]], speaker: Speaker) -> str:
    """Join the sentences, dropping the least important if they are too long; of equal ones, the last goes first."""
    while len(sentences) > 1 and not _fits(_joined(sentences), speaker):
        sentences.remove(min(reversed(sentences), key=lambda sentence: sentence[0]))
    return _cut(_joined(sentences), speaker)


def _joined(sentences: Sequence[tuple[int, str]]) -> str:
    return " ".join(text for _, text in sentences)


def _fits(text: str, speaker: Speaker) -> bool:
    return _cut(text, speaker) == (text if speaker.is_heard else plain_text(text, _UNCUT))


def _cut(text: str, speaker: Speaker) -> str:
    """Return as much of the text as fits; only a response too long by itself, with the owner's text, is ever cut."""
    return brief(text, LONGEST_HEARD) if speaker.is_heard else plain_text(text, speaker.shop.longest_reply)


# --- one response in words


def _wordings(said: Say, speaker: Speaker) -> tuple[str, ...]:
    tongue = speaker.tongue
    key = _key(said, tongue.SENTENCES)
    wordings = tongue.EAR.get(key) if speaker.is_heard else None
    values = {
        **said.values,
        "owner": speaker.shop.owner,
        "shop": speaker.shop.name,
        "city": speaker.shop.city,
        "warranty": speaker.shop.warranty_days,
    }
    words = Words(speaker)
    filled = [capital(words.vformat(wording, (), values)) for wording in wordings or tongue.SENTENCES[key]]
    return tuple(reversed(filled) if speaker.tone == "laidback" and said.kind in _CASUAL else filled)


def _key(said: Say, sentences: Mapping[str, object]) -> str:
    """Return the key of the kind, or of its variant for a single thing or an unknown value."""
    values = said.values.items()
    variants = [f"{said.kind}/no_{name}" for name, value in values if value in (None, "", (), ANY_TIME)]
    variants += [f"{said.kind}/one" for _, value in values if type(value) is tuple and len(value) == 1]
    return next((key for key in variants if key in sentences), said.kind)
