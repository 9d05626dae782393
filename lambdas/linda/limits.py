"""What a number may use up: messages, answers, turns of the model; and texts that come again and again."""

import re
from collections.abc import Callable
from datetime import timedelta

from linda import items
from linda.errors import StoreUnavailableError
from linda.logs import log_error
from linda.office import Turn, is_taken

_MICRO = 1_000_000
# A text that was answered this often within an hour is not answered again.
_ANSWERED_REPEATS = 2
_LONGEST_ANSWER, _MOST_WORDS_OF_AN_ANSWER = 20, 3
_LONGEST_CONFIRMATION = 40
# A machine's counters and ids: texts that differ only in them are the same. Shorter numbers are times, prices and
# models: a long text in which only they differ is answered more often.
_TICKET = r"#\s*\w+|\b\w*[0-9]{5,}\w*|\b[0-9]{1,2}:[0-9]{2}:[0-9]{2}\b"
_ANSWERED_LIKENESSES = 4
_LEAST_LIKENESS = 40
_CONFIRMS = ("upsell", "cancel", "cancel all", "move", "book")


def is_endless(turn: Turn, *, is_emergency: bool) -> bool:
    """Tell whether nobody would miss a reply: it is a flood, or a machine sending the same thing again and again.

    In an emergency, or to the owner himself, people say the same thing again. He is told, once a day for each number.
    """
    customer = turn.inbound.customer
    is_too_much = turn.count.this_hour > turn.answered_an_hour
    is_machine = is_repeated(turn) and not (is_emergency or is_taken(turn))
    if not (is_too_much or is_machine):
        return False
    turn.desk.for_owner[items.LIMIT.key(turn.desk.premises.today, customer, "silent")] = (
        f"{turn.desk.customer} sends the same text again and again, or more than {turn.answered_an_hour} in an hour. "
        "They are stored, and not answered."
    )
    return True


def is_repeated(turn: Turn) -> bool:
    """Tell whether the text came twice within the hour and was answered both times, ignoring case and punctuation.

    A photo is never the same; a few words may answer several questions, or come from a customer who is waiting.
    """
    inbound, asked = turn.inbound, turn.known.dialogue.asked
    text = inbound.text.strip()
    is_answer = len(text) <= _LONGEST_ANSWER and len(text.split()) <= _MOST_WORDS_OF_AN_ANSWER
    # The owner's PIN is not in the text that he repeats with it.
    if (
        turn.pin == "right"
        or inbound.photos
        or is_answer
        or (asked in _CONFIRMS and len(text) <= _LONGEST_CONFIRMATION)
    ):
        return False
    if _times_answered(turn, _letters) >= _ANSWERED_REPEATS:
        return True
    is_long = len(_likeness(inbound.content)) >= _LEAST_LIKENESS
    return is_long and _times_answered(turn, _likeness) >= _ANSWERED_LIKENESSES


def _times_answered(turn: Turn, form: Callable[[str], str]) -> int:
    """Return how many texts in the last hour with the same form as this one were answered."""
    since, said = int((turn.inbound.received_at - timedelta(hours=1)).timestamp()), form(turn.inbound.content)
    answered, waiting = 0, False
    for message in turn.known.messages:
        if message.role == "assistant":
            answered, waiting = answered + waiting, False
        elif message.timestamp >= since and form(message.content) == said:
            waiting = True
    return answered


def _letters(text: str) -> str:
    return "".join(character for character in re.sub(_TICKET, "", text.casefold()) if character.isalnum())


def _likeness(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalpha())


def may_ask(turn: Turn) -> bool:
    """Tell whether the model may be asked. At a limit, the owner is told, once a day for the shop and each number."""
    shop, day, customer, spent = turn.office.shop, turn.desk.premises.today, turn.inbound.customer, turn.known.spent
    if turn.known.counted is None or spent is None:
        return False
    if turn.limit_passed:
        turn.desk.for_owner[items.LIMIT.key(day, customer)] = (
            f"{turn.desk.customer} has sent more than {turn.limit_passed}. Plain rules answer it."
        )
        return False
    if spent.turns >= shop.daily_turns or spent.cost >= shop.daily_dollars * _MICRO:
        turn.desk.for_owner[items.LIMIT.key(day)] = (
            f"Today's budget for the model ({shop.daily_turns} turns, ${shop.daily_dollars:g}) is spent. Plain rules "
            "answer until midnight."
        )
        turn.model_use.is_over_budget = True
        return False
    return True


def count_cost(cost: int, turn: Turn) -> None:
    """Add the turn to the day's sum. If it cannot be counted, the customer still gets a reply."""
    try:
        turn.office.store.spend(turn.desk.premises.today, turns=1, cost=cost)
    except StoreUnavailableError as error:
        log_error("not_counted", error)
