"""The web chat: a turn for a visitor whose number nobody has proved, until he types the code that was texted to it.

What he wanted when he was asked for his number waits in the dialogue; the message with the right code does it.
"""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from string import ascii_uppercase
from typing import NamedTuple, Protocol
from uuid import uuid4

from linda import items
from linda.agent.tool_loop import LONGEST_MESSAGE
from linda.booking import Premises, open_leads
from linda.errors import InvalidInputError, TooManyAttemptsError, TurnInFlightError
from linda.logs import log
from linda.models import WEB_CHAT, Dialogue, Inbound, Language, OwnerEntry, Question, Reply, Visit
from linda.notices import Sender, is_within_limits, send_once
from linda.phones import WEB_VISITOR, phones_in, takes_texts
from linda.ports import CounterRepository, NoticeRepository, VisitRepository
from linda.replies import plain_text
from linda.responses.compose import Say, compose, say
from linda.responses.languages import TONGUES
from linda.responses.values import Speaker
from linda.shop import Shop
from linda.shop_time import time_label
from linda.slots import today
from linda.spoken_numbers import spoken_digits
from linda.turn import Office, take_turn

MOST_CODES, MOST_GUESSES = 3, 5
CODE_HOLDS = timedelta(minutes=10)
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE)
_LONGEST_ID = 64
_CODE_DIGITS, _ENDING = 6, 4
# "123456", and as people copy it: "123 456", "123-456", "12 34 56", "1 2 3 4 5 6".
_CODE = re.compile(r"(?<![0-9])(?:[0-9]{6}|[0-9]{3}[ -][0-9]{3}|[0-9]{2}(?: [0-9]{2}){2}|[0-9](?: [0-9]){5})(?![0-9])")
# Of these, a request of its own does not consist.
_AROUND_NUMBERS = frozenset(
    """
    a an and at again be cell cellphone code confirmation get got has have hello here heres hey hi i ill im in is it
    its just me mobile mine my new no. now number ok okay oops on one phone please pls received said says send sent sms
    so sorry sure telephone text texted thank thanks that thats the this to try u um use was yeah yep yes you your

    al aqui aquí celular código codigo con de dice ahí ahi ahora el en es ese este esta este está gracias hola la le lo
    listo llegó llego mandaron me mi numero número perdón perdon por favor recibí recibi si sí tel teléfono telefono
    tengo un una va y
    """.split()
)
_YES: Mapping[Language, str] = {"en": "yes", "es": "sí"}
# What a yes books.
_IS_BOOKED_BY_YES: frozenset[Question] = frozenset(["book", "call"])
_OFFERS_TIMES: frozenset[Question] = frozenset(["time", "instead", "move time"])


@dataclass(frozen=True, slots=True)
class Chat:
    """Everything that an answer needs besides the message.

    `sender` texts the codes, which only who knows `secret` can tell; without either no number can be proved. `ours`
    are the numbers (E.164) that nobody can prove: the shop's and the owner's. `awaited` waits shortly for the reply to
    a message that another invocation is answering.
    """

    office: Office
    visits: VisitRepository
    sender: Sender | None
    secret: bytes
    ours: frozenset[str]
    awaited: Callable[[Inbound, Office], Reply | None]


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


class Counters(CounterRepository, NoticeRepository, Protocol):
    """Counts, and what the owner is told of them."""


def require_within_limits(address: str, store: Counters, shop: Shop, now: datetime, *, owner_phone: str = "") -> None:
    """Count the message by its address, and among all of the day. Raises TooManyAttemptsError.

    The owner, if he has an `owner_phone`, is told once a day that there are too many.
    """
    of_address = items.ATTEMPTS.key(f"{now:%Y-%m-%dT%H}", _digest(f"chat {address}"))
    of_all = items.CHATS.key(today(shop, now))
    # An address beyond its own limit does not use up the limit of all.
    if store.count(of_address, now + items.ATTEMPTS.kept) > shop.web_messages_an_hour:
        raise TooManyAttemptsError("too many messages; please try again in an hour, or text us")
    if store.count(of_all, now + items.CHATS.kept) > shop.daily_web_messages:
        log("limit_reached", limit="chats", metrics={"BudgetReached": 1})
        if owner_phone:
            told = "There are too many messages in the website's chat today: more are not answered."
            store.tell_owner(OwnerEntry(items.LIMIT.key(today(shop, now), "chats"), told), now)
        raise TooManyAttemptsError("too many messages today; please text us")


def answer(inbound: Inbound, chat: Chat) -> Mapping[str, object]:
    """Return the `reply`, the `options` (times that are offered) and the `booking` of the number that is proved.

    A code is checked, and a number is given a code, before anything else sees the message; whatever else the message
    says is answered, too. Raises TurnInFlightError.
    """
    visit = chat.visits.visit(inbound.session_id)
    dialogue = chat.office.store.dialogue(inbound.customer)
    written = _written(inbound.text, chat.office.shop.country)
    if written.code and visit.code_key:
        proved = _proved_by(inbound, written.code, visit, chat)
        said = _gone_on(inbound, proved, written.rest, dialogue, chat) if proved else ""
        said = said if proved else _words(say("web_code_wrong"), dialogue, chat)
    elif written.number and written.number != visit.proved and not (visit.proved and written.rest):
        said = _words(_texted(inbound, written.number, visit, dialogue, chat), dialogue, chat)
        if written.rest:
            said = f"{_without_question(_turn(replace(inbound, proved=visit.proved), chat), chat)} {said}".strip()
    elif written.code and not written.rest:  # There is none that it could be, any more.
        said = _words(say("web_code_wrong"), dialogue, chat)
    else:
        said = _turn(replace(inbound, proved=visit.proved), chat)
    return {"reply": said, **_shown(inbound, chat)}


class _Written(NamedTuple):
    """What a message holds: a phone number (E.164), six digits that may be a code, and the rest if it asks anything."""

    number: str
    code: str
    rest: str


def _written(text: str, country: str) -> _Written:
    western = "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in text)
    numbers = phones_in(western, country)
    rest = western
    for raw in numbers:
        rest = rest.replace(raw, " ")
    found = _CODE.search(rest)
    code = re.sub("[ -]", "", found[0]) if found else ""
    if found:
        rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    elif not re.search("[0-9]", western) and len(digits := spoken_digits(western)) == _CODE_DIGITS:
        return _Written("", digits, "")
    words = re.findall(r"[^\W_]+", re.sub("['\u2019]", "", rest.casefold()))
    is_request = not _AROUND_NUMBERS.issuperset(words)
    return _Written(next(iter(numbers.values()), ""), code, " ".join(rest.split()).strip(" ,.;:-") * is_request)


def _turn(inbound: Inbound, chat: Chat) -> str:
    reply = take_turn(inbound, chat.office) or chat.awaited(inbound, chat.office)
    if reply is None:
        raise TurnInFlightError("this message is being answered; please send it again in a few seconds")
    return reply.text


def _gone_on(inbound: Inbound, proved: str, rest: str, dialogue: Dialogue, chat: Chat) -> str:
    """Do what has waited for the proof, in the turn of the message that brings it.

    A booking was settled before, so the rules make it, unless the message also says something else.
    """
    waits = dialogue.waits if dialogue.session_id == inbound.session_id else ""
    is_settled = bool(waits and dialogue.slot) and dialogue.asked in _IS_BOOKED_BY_YES
    text = ". ".join(filter(None, [_YES[dialogue.language] if is_settled else waits, rest]))
    office = replace(chat.office, model=None) if is_settled and not rest else chat.office
    return _turn(replace(inbound, text=text, proved=proved, proves=True), replace(chat, office=office))


def _without_question(reply: str, chat: Chat) -> str:
    """Return the reply without the question for a number that has just been given."""
    longest = chat.office.shop.longest_reply
    for tongue in TONGUES.values():
        for asks in tongue.SENTENCES["web_number"]:
            reply = reply.replace(plain_text(asks, longest), "")
    return reply.strip()


def _proved_by(inbound: Inbound, code: str, visit: Visit, chat: Chat) -> str:
    """Return the number (E.164) that the code proves, "" if none; a message that comes again proves the same."""
    guess = _digest(f"{inbound.key} {code}")
    if visit.proved and visit.proved_by == guess:
        return visit.proved
    if not chat.secret:
        return ""
    right = _code_for(inbound.session_id, visit.code_key, visit.number, chat.secret)
    is_right = hmac.compare_digest(code, right) and visit.number not in chat.ours
    if visit.proved == visit.number:  # Typed once more, it proves nothing new.
        return visit.proved if is_right else ""
    is_counted = chat.visits.try_code(inbound.session_id, visit.code_key, guess, MOST_GUESSES, chat.office.clock())
    is_proved = is_counted and is_right and chat.visits.prove_number(inbound.session_id, visit, guess)
    return visit.number if is_proved else ""


def _texted(inbound: Inbound, number: str, visit: Visit, dialogue: Dialogue, chat: Chat) -> Say:
    """Text a code to the number. Who wants no texts, and the owner, are not told apart from all others."""
    sender, now, shop = chat.sender, chat.office.clock(), chat.office.shop
    said = say("web_code", ending=number[-_ENDING:])
    if sender is None or not chat.secret or not takes_texts(number, shop.texts_go_to):
        return say("web_no_code")
    # A code that nobody gets could be guessed all the same, so none is opened beyond the day's limits.
    if visit.code_key != inbound.key and not is_within_limits(sender, number):
        return say("web_no_code")
    until = int((now + CODE_HOLDS).timestamp())
    if not chat.visits.open_code(inbound, number, until, MOST_CODES, now):
        return say("web_no_code")
    code = _code_for(inbound.session_id, inbound.key, number, chat.secret)
    if number in chat.ours:
        return said
    text = _words(say("notice_code", code=code), dialogue, chat)
    key = items.NOTICE.key("code", inbound.key)
    outcome = send_once(sender, key, number, text, kind="code")
    return said if outcome in ("sent", "in_flight", "done", "opted_out") else say("web_no_code")


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
    dialogue = office.store.dialogue(inbound.customer)
    offered = dialogue.options if dialogue.asked in _OFFERS_TIMES else ()
    return {
        # The letter that the reply gives the time; who writes it takes the time.
        "options": [
            {"letter": letter, "date": slot.day.isoformat(), "time": time_label(slot.at)}
            for letter, slot in zip(ascii_uppercase, offered, strict=False)
        ],
        "booking": lead
        and {
            "lead_id": lead.lead_id,
            "date": lead.appointment_date,
            "time": lead.appointment_time,
            "repair_type": lead.repair_type,
            "device": lead.device,
        },
    }


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:32]
