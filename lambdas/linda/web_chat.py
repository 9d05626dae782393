"""The web chat: a turn for a visitor whose number nobody has proved, until he types the code that was texted to it.

What he wanted when he was asked for his number waits in the dialogue; the message with the right code does it.
"""

import hashlib
import hmac
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from string import ascii_uppercase
from typing import Protocol
from uuid import uuid4

from linda import items
from linda.agent.tool_loop import LONGEST_MESSAGE
from linda.booking import Premises, open_leads
from linda.errors import InvalidInputError, TooManyAttemptsError, TurnInFlightError
from linda.logs import log
from linda.models import WEB_CHAT, Dialogue, Inbound, Language, Message, OwnerEntry, Question, Reply, Visit
from linda.notices import Sender, is_within_limits, send_once
from linda.office import Office, dangers
from linda.phones import WEB_VISITOR, takes_texts
from linda.ports import CounterRepository, NoticeRepository, VisitRepository
from linda.replies import plain_text
from linda.responses.compose import Say, compose, say
from linda.responses.languages import TONGUES
from linda.responses.values import Speaker
from linda.rules.understanding import understand
from linda.shop import Shop
from linda.shop_time import time_label
from linda.slots import today
from linda.turn import take_turn
from linda.web_words import Written, about_proof, read

MOST_CODES, MOST_GUESSES = 3, 5
CODE_HOLDS = timedelta(minutes=10)
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE)
_LONGEST_ID = 64
_LOOKS = 10  # for each message that an address may send in an hour
_ENDING = 4
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
    """Return the message of `session` (a random UUID), `message` and the optional `id`. Raises InvalidInputError.

    Without `message`, its text is "": the page only looks.
    """
    session, message, given = fields.get("session"), fields.get("message"), fields.get("id", "")
    if not (isinstance(session, str) and _UUID.fullmatch(session)):
        raise InvalidInputError("session must be a random UUID, such as crypto.randomUUID() returns")
    if "message" not in fields:
        message = ""
    elif not (isinstance(message, str) and message.strip()):
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


def require_within_limits(
    address: str, store: Counters, shop: Shop, now: datetime, *, owner_phone: str = "", is_look: bool = False
) -> bool:
    """Count the message by its address, and among all of the day. Raises TooManyAttemptsError.

    A page that only looks, every minute, uses up neither; so many looks come from one address at most.

    Return whether the model may be asked: strangers on the web leave half of its day to those who text and call. The
    owner, if he has an `owner_phone`, is told once a day that there are too many.
    """
    if is_look:
        looks = items.ATTEMPTS.key(f"{now:%Y-%m-%dT%H}", _digest(f"look {_household(address)}"))
        if store.count(looks, now + items.ATTEMPTS.kept) > _LOOKS * shop.web_messages_an_hour:
            raise TooManyAttemptsError("too many requests; please try again in an hour")
        return False
    of_address = items.ATTEMPTS.key(f"{now:%Y-%m-%dT%H}", _digest(f"chat {_household(address)}"))
    of_all = items.CHATS.key(today(shop, now))
    # An address beyond its own limit does not use up the limit of all.
    if store.count(of_address, now + items.ATTEMPTS.kept) > shop.web_messages_an_hour:
        raise TooManyAttemptsError("too many messages; please try again in an hour, or text us")
    count = store.count(of_all, now + items.CHATS.kept)
    if count > shop.daily_web_messages:
        log("limit_reached", limit="chats", metrics={"BudgetReached": 1})
        if owner_phone:
            told = "There are too many messages in the website's chat today: more are not answered."
            store.tell_owner(OwnerEntry(items.LIMIT.key(today(shop, now), "chats"), told), now)
        raise TooManyAttemptsError("too many messages today; please text us")
    return count <= shop.daily_turns // 2


def _household(address: str) -> str:
    """Return the IPv4 address, or the network of an IPv6 address, in which one customer of a provider has them all."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(found) if found.version == 4 else str(ip_network((found, 64), strict=False))


def answer(inbound: Inbound, chat: Chat) -> Mapping[str, object]:
    """Return the `reply`, the `options` (times that are offered) and the `booking` of the number that is proved.

    `told` is what the visitor was told this day besides replies, such as the owner's answer, with instants in epoch
    seconds. A code is checked, and a number is given a code, before anything but danger is looked for in the message;
    whatever else the message says is answered, too. Raises TurnInFlightError.
    """
    if not inbound.text:
        return {"reply": "", **_shown(inbound, chat)}
    visit = chat.visits.visit(inbound.session_id)
    dialogue = chat.office.store.dialogue(inbound.customer)
    if dialogue.session_id != inbound.session_id:  # What waited on another day may have said "tomorrow".
        dialogue = replace(dialogue, waits="", waits_to_book=False)
    written = read(inbound.text, chat.office.shop.country)
    known = replace(inbound, given="" if visit.proved else visit.number, proved=visit.proved)
    heard = understand(inbound.text, dialogue, Premises(chat.office.shop, {}, inbound.received_at, chat.office.store))
    if heard.emergency or dangers(heard):
        said = _turn(known if visit.proved else replace(known, given=written.number or visit.number), chat)
    elif written.code and _may_be_code(inbound, written, visit, chat):
        proved = _proved_by(inbound, written.code, visit, chat)
        if proved:
            said = _gone_on(inbound, proved, written.rest, dialogue, chat)
        else:
            said = _beside(written.rest, known, _words(say("web_code_wrong"), dialogue, chat), chat)
    elif not visit.proved and (
        kind := about_proof(written, has_code=bool(visit.code_key), is_asked=bool(dialogue.waits))
    ):
        said = _words(say(kind), dialogue, chat)
    elif written.number and written.number != visit.proved and not (visit.proved and written.rest):
        said = _words(_texted(inbound, written, visit, dialogue, chat), dialogue, chat)
        said = _beside(written.rest, replace(known, given=written.number), said, chat)
    elif written.code and not written.rest:  # There is none that it could be, any more.
        said = _words(say("web_code_wrong"), dialogue, chat)
    else:
        said = _turn(known, chat)
    return {"reply": said, **_shown(inbound, chat)}


def _may_be_code(inbound: Inbound, written: Written, visit: Visit, chat: Chat) -> bool:
    """Tell whether six digits answer a code that was texted; those of an order beside a question need not."""
    if not visit.code_key:
        return False
    is_again = visit.proved_by == _digest(f"{inbound.key} {written.code}")
    is_awaited = not visit.proved and visit.code_until > chat.office.clock().timestamp()
    return is_again or is_awaited or not written.rest


def _turn(inbound: Inbound, chat: Chat) -> str:
    reply = take_turn(inbound, chat.office) or chat.awaited(inbound, chat.office)
    if reply is None:
        raise TurnInFlightError("this message is being answered; please send it again in a few seconds")
    return reply.text


def _gone_on(inbound: Inbound, proved: str, rest: str, dialogue: Dialogue, chat: Chat) -> str:
    """Do what has waited for the proof, in the turn of the message that brings it.

    A booking was settled before, so the rules make it, unless the `rest` of the message says otherwise.
    """
    is_settled = bool(dialogue.waits_to_book and dialogue.slot) and dialogue.asked in _IS_BOOKED_BY_YES
    text = ". ".join(filter(None, [_YES[dialogue.language] if is_settled else dialogue.waits, rest]))
    office = replace(chat.office, model=None) if is_settled else chat.office
    return _turn(replace(inbound, text=text, proved=proved, proves=True), replace(chat, office=office))


def _beside(rest: str, known: Inbound, said: str, chat: Chat) -> str:
    """Return what is said of a number or a code, after the answer to the rest of the message, if there is any."""
    return f"{_without_question(_turn(replace(known, text=rest), chat), chat)} {said}".strip() if rest else said


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


def _texted(inbound: Inbound, written: Written, visit: Visit, dialogue: Dialogue, chat: Chat) -> Say:
    """Text a code to the number. Who wants no texts, and the owner, are not told apart from all others.

    A request that only names the number again gets no other code while the last one holds.
    """
    sender, now, shop, number = chat.sender, chat.office.clock(), chat.office.shop, written.number
    said = say("web_code", ending=number[-_ENDING:])
    if sender is None or not chat.secret or not takes_texts(number, shop.texts_go_to):
        return say("web_no_code")
    if written.rest and visit.number == number and visit.code_until > now.timestamp():
        return said
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
    said = office.store.messages(inbound.session_id, dialogue.part_of(inbound.session_id))
    return {
        "told": [{"text": one.content, "timestamp": one.timestamp} for one in _told(said)],
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


def _told(messages: Sequence[Message]) -> Iterator[Message]:
    """Yield what is no reply: each of the visitor's messages has at most one, before his next."""
    is_answered = True
    for message in messages:
        if message.role != "user" and is_answered:
            yield message
        is_answered = message.role != "user"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:32]
