"""The end of a phone call: what the owner is told of it, and the text to a caller who has said nothing."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Protocol

from linda import items, notices
from linda.call_signals import is_bare_number
from linda.logs import log
from linda.models import Call, OwnerEntry
from linda.notices import Sender, is_within_limits, send_once
from linda.phones import ANONYMOUS, as_told, mask_phone, takes_texts
from linda.ports import Messenger, TurnRepository
from linda.replies import one_line
from linda.responses.compose import compose, say
from linda.responses.values import Speaker
from linda.shop import Shop
from linda.shop_time import time_label
from linda.slots import is_quiet, today

_LONGEST_QUOTE = 300
_WORDS_OF_AN_ANSWER = 2


class Store(notices.Store, TurnRepository, Protocol):
    """What the end of a call needs."""


def end_call(
    ended: tuple[str, Call],
    shop: Shop,
    store: Store,
    now: datetime,
    messenger: Messenger | None,
    owner_phone: str,
    *,
    texts: bool,
    seconds: int = 0,
) -> None:
    """Tell the owner of a call that has led to nothing else, and text a caller who has said nothing, once a day.

    Both are done once, however often the end of the call is reported, and its `seconds` are counted once: at least
    those until its latest turn.
    """
    phone, call = ended
    day, clock = today(shop, now), now.astimezone(shop.time_zone).time()
    is_told = bool(owner_phone) and bool(call.untold or not call.is_settled)
    if is_told:
        said = quoted(call.untold if call.is_settled else call.said) or "hung up without saying anything"
        known = call.number if call.number and phone.startswith(ANONYMOUS) else phone
        told = f"{as_told(known)} called until {time_label(clock)}: {said}"
        store.tell_owner(OwnerEntry(items.CALL.key(call.call_sid), told, phone), now)
    is_missed = not call.said and not call.is_settled
    may_text = takes_texts(phone, shop.texts_go_to) and not is_quiet(clock, shop)
    if is_missed and texts and messenger and may_text:
        sender = Sender(shop, store, messenger, lambda: now, owner_phone)
        words = compose([say("notice_missed_call")], Speaker(shop, day, call.language))
        # Anybody can call with a forged number: such texts have a limit for all numbers together.
        may_send = partial(is_within_limits, sender, phone)
        send_once(sender, items.MISSED.key(day, phone), phone, words, kind="missed_call", may_send=may_send)
    if store.close_call(call.call_sid):
        for key in (items.CALLS.key(day, counted_as(phone)), items.CALLS.key(day)):
            store.count_call(key, now + items.CALLS.kept, seconds=max(seconds, call.seconds))
        if is_told:
            log("call_passed_on", customer=mask_phone(phone), metrics={"Escalated": 1})


def counted_as(phone: str) -> str:
    """Return whose calls these are counted as: those who withhold their number have one limit together."""
    return "withheld" if phone.startswith(ANONYMOUS) else phone


def quoted(said: Sequence[str]) -> str:
    """Return what the caller said, as one line, without answers of a word or two, and digits."""
    telling = [text for text in said if len(text.split()) > _WORDS_OF_AN_ANSWER and not is_bare_number(text)]
    return one_line(" / ".join(telling or said), _LONGEST_QUOTE)
