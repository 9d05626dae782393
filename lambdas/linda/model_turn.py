"""The model's part of a turn: what it is given, and what of its reply is sent."""

import hmac
import re
from collections.abc import Sequence
from dataclasses import replace

from linda.agent.tool_loop import MESSAGES_REMEMBERED, Agent, data_url, faults_of
from linda.desk import Desk, accessory_for
from linda.errors import AlreadyBookedError, ModelLateError, StoreUnavailableError
from linda.limits import count_cost
from linda.logs import log, log_error
from linda.models import Dialogue, Inbound, Message, Reply
from linda.office import Office, Turn
from linda.ports import Model
from linda.replies import plain_text
from linda.responses.compose import LONGEST_HEARD, say
from linda.responses.confirmations import accessory_offered, confirmation
from linda.rules.understanding import understand

_PHOTO_SECONDS = 3.0
# What nobody knows before the number is proved.
_DENIES_BOOKINGS = re.compile(
    r"\byou(?: do|'ve got| have| are)?(?: ?not|n't| no)\b.*\b(?:appointment|booking|booked|scheduled|repair)"
    r"|\b(?:(?:do|can|could)(?: ?not|n't)|no) (?:see|find|have|locate|show) .*\b(?:appointment|booking|repair)"
    r"|\bno (?:tienes?|tiene|veo|encuentro|hay) .*\b(?:citas?|reparaci)",
    re.IGNORECASE,
)


def by_model(model: Model, turn: Turn) -> Reply | None:
    """Return the model's reply, or code's confirmation of what the model did, or None if the rules should answer."""
    inbound, desk, office = turn.inbound, turn.desk, turn.office
    agent = Agent(
        model,
        hmac.digest(office.salt, inbound.phone.encode(), "sha256").hex() if office.salt else "",
        lambda: (turn.deadline - office.clock()).total_seconds(),
        _photo_urls(inbound, office),
    )
    turn.model_use.agent = agent
    text = ""
    try:
        text = _supported(agent.reply(desk, _history(turn)), turn)
    except AlreadyBookedError:
        raise
    except ModelLateError:
        has_answer = bool(desk.done or desk.read_back)
        if not has_answer and office.hand_over and office.hand_over(inbound, turn.claim):
            return Reply("", "later", turn.known.dialogue)
        turn.model_use.has_failed = True
    except Exception as error:  # Whatever goes wrong with the model, the rules can answer.
        if isinstance(error, StoreUnavailableError) and not desk.done:
            raise
        turn.model_use.has_failed = True
        log_error("model_unavailable", error, customer=turn.customer)
    finally:
        count_cost(agent.cost, turn)
    if desk.done:
        return _confirmed(text, desk)
    if desk.read_back:
        return Reply(desk.words(desk.read_back), "model", _after_the_model(desk))
    if text:
        return Reply(_said_by_model(text, desk), "model", _after_the_model(desk))
    # The rules go by the question that they know was asked.
    own = desk.dialogue
    desk.dialogue = replace(
        turn.known.dialogue,
        language=own.language,
        discount_percent=own.discount_percent,
        remarks=own.remarks,
        held=own.held,
        handed_on=own.handed_on,
    )
    return None


def _after_the_model(desk: Desk) -> Dialogue:
    """Return the state that the model's tools have written: a question that was open before has been answered."""
    open_question = {"asked": "", "lead_ids": (), "options": (), "nudges": 0}
    answered = {name: none for name, none in open_question.items() if name not in desk.settled}
    return replace(desk.dialogue, **answered)  # type: ignore[arg-type]


def _said_by_model(text: str, desk: Desk) -> str:
    """Return the model's words as they are read, or heard."""
    return desk.words(say("fact", text=text)) if text and desk.is_call else text


def _supported(text: str, turn: Turn) -> str:
    """Return the model's words if they may be sent, else ""."""
    desk = turn.desk
    wrong: list[str] = []
    if desk.needs_number and _DENIES_BOOKINGS.search(text):
        wrong.append("booking")
    if text:
        wrong += faults_of(text, desk, turn.inbound.text, turn.office.secrets, turn.office.numbers)
        wrong += _faults_by_ear(text, desk) if desk.is_call else []
    if wrong:
        faults = ",".join(sorted(set(wrong)))
        log("reply_replaced", level="WARNING", customer=turn.customer, faults=faults)
    return "" if wrong else text


def _faults_by_ear(text: str, desk: Desk) -> list[str]:
    """Return what makes the words unfit for this call: they are not in the voice's language."""
    language = understand(text, Dialogue(), desk.premises).language
    return [] if language in (None, desk.dialogue.language) else ["language"]


def _photo_urls(inbound: Inbound, office: Office) -> list[str]:
    if not (inbound.photos and office.photos):
        return []
    return [data_url(photo) for photo in office.photos.photos(inbound.photos, _PHOTO_SECONDS)]


def _history(turn: Turn) -> Sequence[Message]:
    """Return what was said, with the inbound message at the end even if a later one was stored after it.

    While the session is still short, the customer's previous one comes before it.
    """
    inbound, messages = turn.inbound, turn.known.messages
    asked = Message("user", inbound.content, int(inbound.received_at.timestamp()))
    stored = next((m for m in reversed(messages) if (m.role, m.content) == (asked.role, asked.content)), None)
    earlier = _earlier_messages(turn) if len(messages) < MESSAGES_REMEMBERED else ()
    return [*earlier, *(message for message in messages if message is not stored), asked]


def _earlier_messages(turn: Turn) -> Sequence[Message]:
    dialogue, session_id = turn.known.dialogue, turn.inbound.session_id
    earlier = dialogue.earlier_session if dialogue.session_id == session_id else dialogue.session_id
    try:
        return turn.office.store.messages(earlier, dialogue.part_of(earlier)) if earlier else ()
    except StoreUnavailableError as error:  # The model can do without it.
        log_error("earlier_session_not_read", error, customer=turn.customer)
        return ()


def _confirmed(text: str, desk: Desk) -> Reply:
    """Return code's confirmation of what was done, followed by the offer of an accessory or the model's words.

    Those are left out if they do not fit, and the model's also if they contain digits.
    """
    assert desk.done is not None  # noqa: S101  (for the type checker: the caller has looked)
    action, lead = desk.done
    said = confirmation(lead, desk.premises, action, desk.dialogue.language, desk.form)
    dialogue = _after_the_model(desk)
    if action == "booked" and (accessory := accessory_for(lead, desk.premises)):
        both = f"{said} {accessory_offered(*accessory, desk.premises, dialogue.language, desk.form)}"
        if not desk.is_call or _fits(both, desk):
            return Reply(both, "model", replace(dialogue, asked="upsell", lead_ids=(lead.lead_id,)))
    is_talk = bool(text) and not any(character.isdigit() for character in text)
    both = f"{said} {_said_by_model(text, desk)}"
    return Reply(both if is_talk and _fits(both, desk) else said, "model", dialogue)


def _fits(text: str, desk: Desk) -> bool:
    """Tell whether the text is short enough to be read, or heard."""
    if desk.is_call:
        return len(text.split()) <= LONGEST_HEARD
    return plain_text(text, desk.premises.shop.longest_reply) == text
