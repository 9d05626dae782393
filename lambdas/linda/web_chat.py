"""The web chat: a turn for a visitor whose number nobody has proved, until he types the code that was texted to it."""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from linda import items
from linda.agent.tool_loop import LONGEST_MESSAGE
from linda.booking import Premises, open_leads
from linda.errors import InvalidInputError, TooManyAttemptsError, TurnInFlightError
from linda.logs import log
from linda.models import WEB_CHAT, Dialogue, Inbound, Visit
from linda.notices import Sender, is_within_limits, send_once
from linda.phones import WEB_VISITOR, phone_in, takes_texts
from linda.ports import CounterRepository, VisitRepository
from linda.responses.compose import Say, compose, say
from linda.responses.values import Speaker
from linda.shop import Shop
from linda.shop_time import time_label
from linda.slots import today
from linda.turn import Office, take_turn

MOST_CODES, MOST_GUESSES = 3, 5
CODE_HOLDS = timedelta(minutes=10)
# What the address of one household or office, and all addresses together, may send.
MESSAGES_OF_AN_ADDRESS_AN_HOUR, MESSAGES_A_DAY = 60, 1000
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE)
_LONGEST_ID = 64
_CODE = re.compile(r"(?<![0-9])[0-9]{6}(?![0-9])")
# "My cell number is" before a number is no request of its own.
_MOST_WORDS_AROUND_A_NUMBER = 5


@dataclass(frozen=True, slots=True)
class Chat:
    """Everything that an answer needs besides the message.

    `sender` texts the codes, which only who knows `secret` can tell; without either no number can be proved. `ours`
    are the numbers (E.164) that nobody can prove: the shop's and the owner's.
    """

    office: Office
    visits: VisitRepository
    sender: Sender | None
    secret: bytes
    ours: frozenset[str]


def read_message(fields: Mapping[str, object], shop: Shop, now: datetime) -> Inbound:
    """Return the message of `session` (a random UUID), `message` and the optional `id`. Raises InvalidInputError."""
    session, message, given = fields.get("session"), fields.get("message"), fields.get("id", "")
    if not (isinstance(session, str) and _UUID.fullmatch(session)):
        raise InvalidInputError("session must be a random UUID, such as crypto.randomUUID() returns")
    if not (isinstance(message, str) and message.strip()):
        raise InvalidInputError("message must be a text that is not empty")
    if len(message) > LONGEST_MESSAGE:
        raise InvalidInputError(f"message must be at most {LONGEST_MESSAGE} characters")
    if not isinstance(given, str) or len(given) > _LONGEST_ID:
        raise InvalidInputError(f"id must be a text of at most {_LONGEST_ID} characters")
    customer = WEB_VISITOR + _digest(session.lower())
    return Inbound(
        # Of the session, so that nobody gets the answer to another's message by its id.
        key=f"{customer}-{_digest(given or str(uuid4()))}",
        phone=customer,
        text=message,
        session_id=f"{customer}-{today(shop, now)}",
        source=WEB_CHAT,
        received_at=now,
    )


def require_within_limits(address: str, store: CounterRepository, shop: Shop, now: datetime) -> None:
    """Count the message by its address, and among all of the day. Raises TooManyAttemptsError."""
    of_address = items.ATTEMPTS.key(f"{now:%Y-%m-%dT%H}", _digest(f"chat {address}"))
    of_all = items.CHATS.key(today(shop, now))
    # An address beyond its own limit does not use up the limit of all.
    if store.count(of_address, now + items.ATTEMPTS.kept) > MESSAGES_OF_AN_ADDRESS_AN_HOUR:
        raise TooManyAttemptsError("too many messages; please try again in an hour, or text us")
    if store.count(of_all, now + items.CHATS.kept) > MESSAGES_A_DAY:
        log("limit_reached", limit="chats", metrics={"BudgetReached": 1})
        raise TooManyAttemptsError("too many messages today; please text us")


def answer(inbound: Inbound, chat: Chat) -> Mapping[str, object]:
    """Return the `reply`, the `options` (times that are offered) and the `booking` of the number that is proved.

    A code is checked, and a number is given a code, before anything else sees the message. Raises TurnInFlightError.
    """
    office, store = chat.office, chat.office.store
    visit = chat.visits.visit(inbound.session_id)
    dialogue = store.dialogue(inbound.customer)
    guess, number = _CODE.search(inbound.text), phone_in(inbound.text, office.shop.country)
    if guess and visit.code_key:
        said = _words(_tried(inbound, guess[0], visit, chat), dialogue, chat)
    elif number and number != visit.proved:
        said = _words(_texted(inbound, number, visit, dialogue, chat), dialogue, chat)
        if len(re.findall(r"[^\W\d_]+", inbound.text)) > _MOST_WORDS_AROUND_A_NUMBER:
            reply = _turn(inbound, visit.proved, office)
            # Whoever is to say yes proves his number first.
            is_open = store.dialogue(inbound.customer).asked in ("book", "call")
            said = said if is_open else f"{reply} {said}".strip()
    else:
        said = _turn(inbound, visit.proved, office)
    return {"reply": said, **_shown(inbound, chat)}


def _turn(inbound: Inbound, proved: str, office: Office) -> str:
    reply = take_turn(inbound, replace(office, proved=proved))
    if reply is None:
        raise TurnInFlightError("this message is being answered; please send it again in a few seconds")
    return reply.text


def _tried(inbound: Inbound, code: str, visit: Visit, chat: Chat) -> Say:
    """Return what is said to a visitor who has typed a code; one that is sent again gets the same answer."""
    guess = _digest(f"{inbound.key} {code}")
    if visit.proved and visit.proved_by == guess:
        return say("web_proved")
    if not chat.secret:
        return say("web_code_wrong")
    is_counted = chat.visits.try_code(inbound.session_id, visit.code_key, guess, MOST_GUESSES, chat.office.clock())
    is_right = hmac.compare_digest(code, _code_for(inbound.session_id, visit.code_key, visit.number, chat.secret))
    is_proved = is_counted and is_right and chat.visits.prove_number(inbound.session_id, visit, guess)
    return say("web_proved" if is_proved else "web_code_wrong")


def _texted(inbound: Inbound, number: str, visit: Visit, dialogue: Dialogue, chat: Chat) -> Say:
    """Text a code to the number; whatever keeps us from it, the visitor is told the same."""
    sender, now, shop = chat.sender, chat.office.clock(), chat.office.shop
    if sender is None or not chat.secret or number in chat.ours or not takes_texts(number, shop.texts_go_to):
        return say("web_no_code")
    # A code that nobody gets could be guessed all the same, so none is opened beyond the day's limits.
    if visit.code_key != inbound.key and not is_within_limits(sender, number):
        return say("web_no_code")
    until = int((now + CODE_HOLDS).timestamp())
    if not chat.visits.open_code(inbound, number, until, MOST_CODES, now):
        return say("web_no_code")
    code = _code_for(inbound.session_id, inbound.key, number, chat.secret)
    text = _words(say("notice_code", code=code), dialogue, chat)
    key = items.NOTICE.key("code", inbound.key)
    outcome = send_once(sender, key, number, text, kind="code")
    return say("web_code" if outcome in ("sent", "done", "in_flight") else "web_no_code")


def _code_for(session_id: str, code_key: str, number: str, secret: bytes) -> str:
    """Return the code, which is not stored anywhere: a message that comes again asks for the same."""
    mac = hmac.digest(secret, f"web chat\n{session_id}\n{code_key}\n{number}".encode(), "sha256")
    return f"{int.from_bytes(mac) % 1_000_000:06}"


def _words(said: Say, dialogue: Dialogue, chat: Chat) -> str:
    shop = chat.office.shop
    return compose([said], Speaker(shop, today(shop, chat.office.clock()), dialogue.language))


def _shown(inbound: Inbound, chat: Chat) -> Mapping[str, object]:
    office, now = chat.office, chat.office.clock()
    proved = chat.visits.visit(inbound.session_id).proved
    premises = Premises(office.shop, {}, now, office.store)
    lead = next(iter(open_leads(premises, proved)), None) if proved else None
    offered = office.store.dialogue(inbound.customer).options
    return {
        "options": [{"date": slot.day.isoformat(), "time": time_label(slot.at)} for slot in offered],
        "booking": lead and {"date": lead.appointment_date, "time": lead.appointment_time, "device": lead.device},
    }


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:32]
