"""What belongs to a phone call itself: greeting, silence, keys, the language, the owner, a number for texts, the end.

Everything else that a caller says goes to the model or to the rules, as a text would.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import takewhile
from typing import NamedTuple

from linda.booking import Premises
from linda.call_signals import (
    asks_for_more,
    asks_to_wait,
    begins_to_wait,
    is_announcement,
    is_bare_number,
    is_echo,
    is_filler,
    is_for_texts,
    letters,
    refuses_number,
    says_goodbye,
    wants_voicemail,
)
from linda.desk import Desk
from linda.ended_calls import quoted
from linda.errors import InvalidInputError
from linda.models import Call, CallStep, Dialogue, Inbound, Language, Question, Reply, Slot, Speech
from linda.phones import ANONYMOUS, as_told, parse_phone, region_of, takes_texts
from linda.responses.aloud import SENTENCE_ENDS
from linda.responses.compose import LONGEST_HEARD, Say, say
from linda.responses.values import capital
from linda.rules.acts import ActKind, Understood
from linda.shop import Shop
from linda.slots import back_at, doing_until, open_slots, status_now
from linda.spoken_numbers import spoken_digits, spoken_phone, with_end
from linda.voices import voice_for

# Twilio would wait for 15 s, but nobody stays silent on the phone for that long: then the caller hears a few words,
# and the model gets another chance.
MODEL_SECONDS, MODEL_SECONDS_LATER = 4.5, 7.5
MOST_QUOTED = 10
_MOST_TURNS = 20
_MOST_MISSES = 3
_MISSES_BEFORE_MENU = 2
_MISSES_IN_EMERGENCY = 2
# Below this, a yes or a no is asked for again.
_LEAST_CONFIDENCE = 0.5
_MOST_WORDS_OF_AN_ANSWER = 6
_OWNER_TAKES_CALLS = ("working", "custom", "break")
_LEAST_REPEATED = 12  # letters
_ENGLISH_WHATS = frozenset("what huh pardon sorry excuse come say can could repeat again".split())
_MOST_BEFORE_LANGUAGE = 3  # sentences among which is the wish
_MOST_PARTS = 2  # of a number, before the last one
_MOST_WORDS_OF_NOISE, _MOST_WORDS_OF_NOISE_TO_RULES = 2, 5
_MIN_WORDS_OF_NEWS = 4
_MOST_REPEATS = 2
_MOST_WORDS_OF_A_NO = 4
_OPENINGS = re.compile(r"^(?:Sure|OK|Claro|Bien), ")
_ASKS_AGAIN: Mapping[str, str] = {"call_unclear": "call_missed", "call_not_heard": "call_silence"}
_CONFIRMS: tuple[Question, ...] = ("book", "cancel", "cancel all", "move", "call", "upsell")
_IN_OWN_WORDS: tuple[Question, ...] = ("address", "danger", "message", "crisis")
# Whatever is said now is a message, or about a booking that has its number.
_ABOUT_NO_NUMBER: tuple[Question, ...] = ("message", "cancel", "cancel all", "move")
_CHOOSES: tuple[Question, ...] = ("cancel which", "move which")
# What the keys of the menu, those of a choice, and those of a yes or a no, stand for.
_MENU: Mapping[Language, Mapping[str, str]] = {
    "en": {"1": "what are your prices", "2": "i want to book an appointment", "3": "what are my bookings"},
    "es": {"1": "qué precios tienen", "2": "quiero hacer una cita", "3": "cuáles son mis citas"},
}
_CHOICES: Mapping[Language, Mapping[str, str]] = {
    "en": {"1": "the first one", "2": "the second one", "3": "the third one"},
    "es": {"1": "la primera", "2": "la segunda", "3": "la tercera"},
}
_YES_OR_NO: Mapping[Language, Mapping[str, str]] = {"en": {"1": "yes", "2": "no"}, "es": {"1": "sí", "2": "no"}}
# What the rules know for certain, and answer faster than a model.
_CERTAIN = frozenset(["price", "hours", "status", "bookings", "times", "address", "payment", "parking", "warranty"])
# What a caller may repeat instead of a yes.
_WRITES: frozenset[ActKind] = frozenset(["cancel", "move"])
_TO_OWNER, _OTHER_LANGUAGE = "0", "9"


class Answer(NamedTuple):
    """What is said, and what the call does then; or what the caller said earlier, to be answered now (`again`)."""

    said: str
    call: Call
    again: str = ""


def begun(speech: Speech, call: Call | None, desk: Desk) -> Call:
    """Return the call at the beginning of this turn; a caller who texts in Spanish is spoken to in Spanish."""
    now = int(desk.premises.now.timestamp())
    known = call or Call(speech.call_sid, desk.dialogue.language, began_at=now)
    return in_language(replace(known, turn=speech.turn, seconds=now - known.began_at), known.language, desk)


def in_language(call: Call, language: Language, desk: Desk) -> Call:
    """Return the call in the language, with a voice for it."""
    return replace(call, language=language, voice=voice_for(str(desk.premises.state["voice"]), language))


def in_words(inbound: Inbound, call: Call, dialogue: Dialogue) -> Inbound:
    """Return the message with what its keys stand for as its text."""
    speech = inbound.speech
    if speech is None or not speech.digits or speech.digits == _TO_OWNER:
        return inbound
    if call.step == "number" and not call.number:
        return replace(inbound, text=speech.digits.strip("*#"))
    if call.step == "language":
        return replace(inbound, text=_YES_OR_NO[call.language]["2" if speech.digits == "2" else "1"])
    # The read-back of a number may be answered by key, too.
    is_yes_or_no = call.step == "number" or (not call.has_menu and dialogue.asked in (*_CONFIRMS, "danger"))
    is_choice = bool(dialogue.options or dialogue.asked in _CHOOSES) and not call.has_menu
    meanings = _YES_OR_NO if is_yes_or_no else _CHOICES if is_choice else _MENU
    return replace(inbound, text=meanings[call.language].get(speech.digits, ""))


def agreed(heard: Understood, speech: Speech | None, call: Call, slot: Slot | None) -> str:
    """Return what the caller clearly says yes to, or repeats ("cancel it"): what was last read back to him; else ""."""
    is_heard = speech is None or speech.confidence >= _LEAST_CONFIDENCE
    asked = call.read_back.partition(" ")[0]
    is_yes = heard.has("accept", *(_WRITES & {asked}))
    is_no = heard.has("decline", "hesitate", "keep", "choose", *(_WRITES - {asked}))
    is_other = is_no or heard.choice or heard.is_question or heard.refuses_time or _names_other(heard, slot)
    # What is left unread may take the yes back: "yes, but not at my house".
    return call.read_back if is_heard and is_yes and heard.is_plain and not is_other else ""


def _names_other(heard: Understood, slot: Slot | None) -> bool:
    """Tell whether a yes names another day or time: "yes, I mean at four"."""
    when = heard.when
    is_other_day = when.days and (slot is None or slot.day not in when.days)
    is_other_time = when.times and (slot is None or slot.at not in when.times)
    return bool(is_other_day or is_other_time or when.shift or when.side)


def is_endless(text: str, call: Call) -> bool:
    """Tell whether a robot, an echo or music on hold says the same for the third time in this call."""
    return len(letters(text)) >= _LEAST_REPEATED and call.said.count(text) >= _MOST_REPEATS


def is_certain(heard: Understood, dialogue: Dialogue) -> bool:
    """Tell whether the rules alone can answer: an answer to a yes-or-no question, or a question about known facts."""
    if dialogue.asked in _CONFIRMS and not (heard.when or heard.jobs or heard.topics):
        return heard.has("accept", "decline") and heard.words <= _MOST_WORDS_OF_AN_ANSWER
    return bool(heard.topics) and set(heard.topics) <= _CERTAIN and heard.is_question


def answer(
    inbound: Inbound,
    call: Call,
    desk: Desk,
    heard: Understood,
    owner_phone: str,
    *,
    calls_to_linda: bool,
    has_model: bool,
) -> Answer | None:
    """Return what the call itself answers to this turn; None if it is for the receptionist."""
    speech = inbound.speech
    if speech is None:
        return None
    if speech.recording:
        return _recorded(inbound, speech, call, desk)
    if speech.dialled:
        return _after_ringing(call, speech, desk, calls_to_linda=calls_to_linda)
    if speech.turn == 0:
        return _first_words(call, desk, owner_phone, calls_to_linda=calls_to_linda)
    text = inbound.text
    is_heard_back = bool(text) and (is_echo(text, desk.last_reply) or _is_asked_back(text, heard, desk))
    is_over = speech.turn > _MOST_TURNS
    if desk.is_urgent and not is_heard_back and not (is_over and heard.emergency == "still"):
        return None
    if is_over:
        desk.ask_owner(quoted(call.said))
        return Answer(desk.words(say("call_too_long")), replace(call, step="hang_up"))
    if is_announcement(text) and not is_heard_back:
        return _missed(call, desk, say("call_unclear"))
    if asks_to_wait(text) or (begins_to_wait(text) and not _says_more(heard)):
        return _waits(call, desk)
    wants_owner = speech.digits == _TO_OWNER or _wants_owner(heard, desk)
    if about_number := _about_number(inbound, speech, call, desk, heard, wants_owner=wants_owner):
        return about_number
    is_of_number = is_for_texts(text) and bool(number_in(text, desk.premises.shop))  # "Text me at …" wants no person.
    if (wants_owner and not is_of_number) or wants_voicemail(text):
        return _to_owner(text, call, desk, owner_phone)
    if speech.digits == _OTHER_LANGUAGE and call.step != "language":  # A recognizer for English hears no Spanish.
        return _speaks(call, _other(call.language), desk, say("how_can_help"))
    if not text and call.step == "language":  # Perhaps he did not understand that.
        call = _speaks(call, _other(call.language), desk).call
    if not text or is_heard_back:
        return _missed(call, desk, say("call_unclear" if speech.digits else "call_not_heard"))
    if is_filler(text):
        return _missed(call, desk, say("call_unclear"))
    if other := _language(text, call, heard, desk):
        return other
    if _is_nothing_more(heard, desk):
        return Answer(desk.words(say("call_goodbye")), replace(call, step="hang_up"))
    if _is_noise(text, heard, desk, has_model=has_model):
        return _missed(call, desk, say("call_unclear"))
    return _unfinished_yes(inbound, speech, call, desk, heard)


def _recorded(inbound: Inbound, speech: Speech, call: Call, desk: Desk) -> Answer:
    """Pass the voicemail on to the owner; Twilio may transcribe it after the call."""
    if inbound.text:
        desk.ask_owner(inbound.text, told_as="said on the voicemail")
        return Answer("", replace(call, step="hang_up"))
    desk.ask_owner(speech.recording, told_as="left a voicemail")
    return Answer(desk.words(say("call_voicemail_thanks")), replace(call, step="hang_up"))


def _first_words(call: Call, desk: Desk, owner_phone: str, *, calls_to_linda: bool) -> Answer:
    """Greet the caller, or ring the owner first where he takes the calls himself."""
    # An offer by text is not taken by a "yes, hi" on the phone, and an emergency is not the next call's.
    if desk.dialogue.asked in ("upsell", "emergency", "crisis"):
        desk.settle(asked="")
    takes_no_calls = desk.dialogue.is_taken(desk.premises.now) or not desk.premises.state["ai_answers_calls"]
    if takes_no_calls and can_ring(owner_phone, desk.premises):
        return Answer(desk.words(say("call_transfer")), replace(call, step="dial"))
    if takes_no_calls and not calls_to_linda:
        return _voicemail(call, desk)
    return Answer(greeting(desk), call)


def _about_number(
    inbound: Inbound, speech: Speech, call: Call, desk: Desk, heard: Understood, *, wants_owner: bool
) -> Answer | None:
    """Return what is answered to a number for texts, asked for or not; None if nothing in the turn is about one."""
    text, asked = inbound.text, desk.dialogue.asked
    number = number_in(speech.digits or text, desk.premises.shop)
    is_alone = not (heard.jobs or heard.when)  # A number alone reads as a wish to have it passed on.
    is_else = wants_owner or (_wants_else(heard) and not spoken_digits(text))
    if call.step == "number" and ((number and is_alone) or not is_else):
        return _number(text, speech, number, call, desk, heard)
    if not number or speech.digits:
        return None
    if number == desk.contact:
        is_free = is_alone and not heard.has("call_me") and asked in ("", "upsell")
        return _noted(text, call, desk) if is_free and not set(heard.topics) - {"other"} else None
    is_wish = is_for_texts(text) or (is_alone and is_bare_number(text))
    is_own = number == desk.phone and not is_alone
    return _read_back(call, desk, number) if is_wish and not is_own and asked not in _ABOUT_NO_NUMBER else None


def _unfinished_yes(inbound: Inbound, speech: Speech, call: Call, desk: Desk, heard: Understood) -> Answer | None:
    """Ask again for a yes that is not clear, and for a number where one is needed to do what was agreed to."""
    is_answer = heard.has("accept", "decline") and desk.dialogue.asked in _CONFIRMS
    if is_answer and (speech.confidence < _LEAST_CONFIDENCE or _is_unsure(heard, call, desk)):
        return _missed(call, desk, say("call_yes_or_no"))
    has_number = bool(desk.contact) or takes_texts(inbound.phone, desk.premises.shop.texts_go_to)
    if (desk.agreed.startswith(("book ", "call ")) or _wants_any_call(heard, desk)) and not has_number:
        return Answer(desk.words(say("call_ask_number")), replace(call, step="number", number=""))
    return None


def _is_asked_back(text: str, heard: Understood, desk: Desk) -> bool:
    """Tell whether the recognizer heard LINDA's question, however short it is."""
    return not (heard.jobs or heard.when) and letters(text) == letters(_question(desk.last_reply))


def after(call: Call, reply: Reply, desk: Desk, heard: Understood) -> Call:
    """Return how the call goes on after the receptionist's reply: it ends after a goodbye."""
    is_open = reply.dialogue.asked not in ("", "upsell") or reply.text.endswith("?")
    is_told = reply.by == "model" and heard.has("decline") and not is_open and says_goodbye(reply.text)
    is_over = heard.has("bye") or is_told or is_wrong_number(heard)
    is_more = desk.done or heard.topics or heard.jobs or heard.when
    step: CallStep = "hang_up" if is_over and not is_more else "listen"
    return replace(call, step=step, misses=0)


def rounded_off(reply: Reply, call: Call, desk: Desk, heard: Understood) -> str:
    """Return the reply with a goodbye if the call ends now, or else with a question: a caller waits for his turn."""
    if call.step == "hang_up":
        bye = desk.words(say("call_goodbye"))
        return bye if {act.kind for act in heard.acts} == {"bye"} else f"{reply.text} {bye}"
    asks = reply.text.endswith("?") or (reply.dialogue.asked not in ("", "danger") and "?" in reply.text)
    if asks or desk.is_urgent or reply.dialogue.asked == "crisis":
        return reply.text
    asked = f"{reply.text} {desk.words(say('call_anything_else'))}"
    return asked if len(asked.split()) <= LONGEST_HEARD else reply.text


def greeting(desk: Desk) -> str:
    """Return the words with which a call begins: who answers, that she is an AI, and how to reach the owner."""
    state = desk.premises.state
    assistant, own = str(state["assistant_name"]), str(state["greeting"])
    if own:
        asks = [] if own.rstrip().endswith("?") else [say("how_can_help")]
        return desk.words(say("call_greeting_own", text=own, assistant=assistant), *asks)
    return desk.words(say("call_greeting", assistant=assistant))


def can_ring(owner_phone: str, premises: Premises) -> bool:
    """Tell whether the owner may be rung now: at the shop, in its hours, on a number of its own country.

    Nobody is ever connected to a foreign or a premium-rate number.
    """
    shop = premises.shop
    if not owner_phone or region_of(owner_phone) not in shop.texts_go_to:
        return False
    try:
        parse_phone(owner_phone, shop.country)
    except InvalidInputError:
        return False
    return _is_in_hours(premises) and _is_free(premises)


def _is_in_hours(premises: Premises) -> bool:
    """Tell whether the shop is open right now."""
    shop, now = premises.shop, premises.local_now
    slots = open_slots(now.date(), shop, premises.state)
    at = Slot(now.date(), now.time().replace(tzinfo=None))
    return bool(slots) and slots[0] <= at and at.start < slots[-1].start + timedelta(minutes=shop.slot_minutes)


def _is_free(premises: Premises) -> bool:
    """Tell whether the owner's state lets him take calls."""
    now = premises.local_now
    return status_now(premises.state, now) in _OWNER_TAKES_CALLS and back_at(premises.state, now) is None


def _wants_owner(heard: Understood, desk: Desk) -> bool:
    """Tell whether the caller wants to talk to the owner, rather than leave him a message."""
    is_about_him = heard.topics == ("owner",) and desk.dialogue.asked != "message"
    return not heard.is_message and (heard.has("person") or is_about_him)


def _to_owner(text: str, call: Call, desk: Desk, owner_phone: str) -> Answer:
    """Ring the owner if he may be rung; else say why not, and offer a call back or, if that is wanted, a voicemail."""
    if can_ring(owner_phone, desk.premises):
        return Answer(desk.words(say("call_transfer")), replace(call, step="dial", misses=0))
    if wants_voicemail(text):
        return _voicemail(call, desk)
    is_closed = _is_free(desk.premises) and not _is_in_hours(desk.premises)
    status, until = doing_until(desk.premises.state, desk.premises.local_now)
    why = say("call_owner_closed") if is_closed else say("call_owner_busy", status=status, until=until)
    _report(desk, call, "wants to talk to you on the phone", "owner")
    desk.settle(asked="call", day=None, at=None, options=(), nudges=0)
    return Answer(desk.words(why), replace(call, step="listen", misses=0))


def _after_ringing(call: Call, speech: Speech, desk: Desk, *, calls_to_linda: bool) -> Answer:
    if speech.dialled == "taken":
        return Answer("", replace(call, step="hang_up", is_settled=True))
    if not desk.premises.state["ai_answers_calls"] and calls_to_linda and speech.turn == 1:
        return Answer(greeting(desk), replace(call, step="listen"))
    return _voicemail(call, desk, say("call_not_taken"))


def _voicemail(call: Call, desk: Desk, *says: Say) -> Answer:
    _report(desk, call, "called, and was asked to leave a voicemail", "voicemail")
    return Answer(desk.words(*says, say("call_voicemail")), replace(call, step="record"))


def _report(desk: Desk, call: Call, fact: str, topic: str) -> None:
    """Tell the owner what the caller does, with what he has said before; for each topic once in a call."""
    said = f": {quoted(call.said)}" if call.said else ""
    desk.report(f"{fact}{said}", once=f"{call.call_sid}#{topic}")


def _missed(call: Call, desk: Desk, asks: Say) -> Answer:
    """Ask again; after the second miss, offer keys: the menu's, or yes and no; after the third, end the call."""
    misses = call.misses + 1
    if desk.dialogue.asked == "emergency":  # Who has put the phone aside to get help is not asked anything.
        step: CallStep = "hang_up" if misses >= _MISSES_IN_EMERGENCY else "listen"
        return Answer(desk.words(say("emergency")), replace(call, step=step, misses=misses))
    if misses >= _MOST_MISSES:
        can_text = takes_texts(desk.phone, desk.premises.shop.texts_go_to)
        bye = say("call_goodbye_silent" if can_text else "call_goodbye_silent_no_text")
        return Answer(desk.words(bye), replace(call, step="hang_up", misses=misses))
    if misses == _MISSES_BEFORE_MENU:
        keys = _keys(call, desk)
        has_menu = keys.kind == "call_keys"
        return Answer(desk.words(keys), replace(call, step="listen", misses=misses, has_menu=has_menu))
    again = desk.words(say("call_yes_or_no") if call.read_back else asks)
    question = _question(desk.last_reply) if desk.dialogue.asked and call.said and not call.read_back else ""
    if question and asks.kind in _ASKS_AGAIN:
        again = f"{desk.words(say(_ASKS_AGAIN[asks.kind]))} {question}"
    return Answer(again, replace(call, step="listen", misses=misses))


def _keys(call: Call, desk: Desk) -> Say:
    """Return the keys that answer what was asked: yes and no, or one of the times; else those of the menu."""
    if call.read_back or (call.said and desk.dialogue.asked in ("upsell", "danger")):
        return say("call_keys_yes_or_no")
    if call.said and len(desk.dialogue.options) > 1:
        return say("call_keys_times", options=desk.dialogue.options)
    return say("call_keys")


def _waits(call: Call, desk: Desk) -> Answer:
    """Leave the caller time, and ask again what was asked."""
    keys = desk.words(_keys(call, desk)) if call.misses else ""
    asked = _question(desk.last_reply) or keys
    desk.proposed = desk.was_proposed if asked else ""
    return Answer(f"{desk.words(say('call_waits'))} {asked}".strip(), replace(call, misses=min(call.misses, 1)))


def _question(reply: str) -> str:
    """Return the question that the reply ends with; "" if it ends with none."""
    *_, last = SENTENCE_ENDS.split(reply)
    asked = capital(_OPENINGS.sub("", last))
    return asked if last.endswith("?") else ""


def _language(text: str, call: Call, heard: Understood, desk: Desk) -> Answer | None:
    """Ask once whether a caller who seems to speak the other language wants to, and speak it from then on."""
    other = _other(call.language)
    if call.step == "language":
        is_lost = heard.has("repeat")
        if is_lost and (text.split()[0] in _ENGLISH_WHATS) == (call.language == "en"):
            return Answer(desk.words(say("call_spanish" if call.language == "es" else "call_spanish_en")), call)
        goes_back = heard.language != call.language or heard.has("decline") or is_lost
        answered = other if goes_back else call.language
        chosen = (heard.language if heard.asks_language else None) or answered
        is_new = heard.language == other and _says_more(heard) and not (heard.asks_language or heard.has("decline"))
        earlier = text if is_new else max(call.said[-_MOST_BEFORE_LANGUAGE:], key=len, default="")
        return _speaks(call, chosen, desk, say("how_can_help"))._replace(again=earlier)
    if heard.asks_language and heard.language == other:
        return _speaks(call, other, desk, say("how_can_help"))
    if heard.language != other or call.has_asked_language:
        return None
    asked = _speaks(call, other, desk, say("call_spanish" if other == "es" else "call_spanish_en"))
    return asked._replace(call=replace(asked.call, step="language", has_asked_language=True))


def _other(language: Language) -> Language:
    return "es" if language == "en" else "en"


def _speaks(call: Call, language: Language, desk: Desk, *says: Say) -> Answer:
    desk.dialogue = replace(desk.dialogue, language=language)
    return Answer(desk.words(*says), replace(in_language(call, language, desk), step="listen", misses=0))


def _number(text: str, speech: Speech, found: str, call: Call, desk: Desk, heard: Understood) -> Answer:
    """Read back the number for texts, if one was found; after a yes to it, go on with what it was for."""
    is_yes = heard.has("accept") and not heard.has("decline")
    if call.number and is_yes and speech.confidence < _LEAST_CONFIDENCE:
        return Answer(desk.words(say("call_yes_or_no")), call)
    if call.number and is_yes:
        return _go_on(replace(call, step="listen", misses=0), desk)
    found = found or (_corrected if call.number else _in_parts)(text, call, desk.premises.shop)
    if not found:
        is_next = spoken_digits(text) and not all(map(spoken_digits, call.said[-_MOST_PARTS:]))
        if is_next and not call.number:
            return Answer(desk.words(say("call_number_more")), call)
        is_no = heard.has("decline") and not spoken_digits(text)
        is_refusal = is_no or heard.is_question or refuses_number(text)
        if is_refusal and not call.number:
            return _without_number(call, desk)
        asks = say("call_ask_number") if call.number else say("call_number_bad")
        missed = _missed(call, desk, asks)
        is_over = missed.call.step == "hang_up"
        return missed if is_over else Answer(desk.words(asks), replace(missed.call, step="number", number=""))
    return _read_back(call, desk, found)


def _in_parts(text: str, call: Call, shop: Shop) -> str:
    """Return the number that the caller's last sentences make together; "" if they make none."""
    parts = [text]
    for said in takewhile(spoken_digits, reversed(call.said[-_MOST_PARTS:])):
        parts.insert(0, said)
        if number := number_in(" ".join(parts), shop):
            return number
    return ""


def _corrected(text: str, call: Call, shop: Shop) -> str:
    """Return the number that was read back with its end corrected ("no, oh two one nine"); "" if it is not."""
    return number_in(with_end(call.number, spoken_digits(text)), shop)


def _read_back(call: Call, desk: Desk, number: str) -> Answer:
    return Answer(desk.words(say("call_number_back", number=number)), replace(call, step="number", number=number))


def _go_on(call: Call, desk: Desk) -> Answer:
    """Ask again what the caller has said yes to; if that is nothing, answer the sentence that held his number."""
    desk.contact, known = call.number, desk.dialogue
    if known.asked == "call" and known.slot:
        return Answer(desk.words(say("ask_call", slot=known.slot)), call)
    if known.asked == "call" and desk.phone.startswith(ANONYMOUS):
        desk.ask_owner("any time", told_as="wants a call")
        desk.settle(asked="")
        return Answer(desk.words(say("call_soon"), say("call_anything_else")), call)
    if known.slot and known.asked == "book":
        asks = desk.asks_to_book(known.slot, known.jobs, on_site=known.on_site, address=known.address)
        return Answer(desk.words(asks), call)
    held = (said for said in reversed(call.said) if number_in(said, desk.premises.shop) == call.number)
    return Answer(desk.words(say("how_can_help")), call, again=next(held, ""))


def _noted(text: str, call: Call, desk: Desk) -> Answer:
    """Tell the owner the number that the caller gave for nothing in particular: "text me at this one instead"."""
    desk.ask_owner(text, told_as=f"can be reached at {as_told(desk.contact)}")
    desk.settle(asked="")
    return Answer(desk.words(say("call_number_noted")), replace(call, step="listen", misses=0))


def _wants_any_call(heard: Understood, desk: Desk) -> bool:
    """Tell whether the caller answers that he may be called back at any time, or gives no hour."""
    is_any = (heard.choice is not None and heard.choice.by == "any") or heard.when
    return desk.dialogue.asked == "call" and bool(is_any) and not heard.when.times


def _wants_else(heard: Understood) -> bool:
    """Tell whether a caller who is asked for his number wants something else: another time, or an answer."""
    return bool(heard.jobs or heard.when or set(heard.topics) - {"other", "contact", "phone number"})


def _without_number(call: Call, desk: Desk) -> Answer:
    """Say what the number is for; to a caller who still gives none, that nothing is booked."""
    if not call.misses:
        return Answer(desk.words(say("call_number_why")), replace(call, misses=1))
    desk.settle(asked="")
    return Answer(desk.words(say("call_not_booked")), replace(call, step="listen", misses=0))


def number_in(text: str, shop: Shop) -> str:
    """Return the number (E.164) that was said or keyed in, if texts can go to it; else ""."""
    try:
        number = parse_phone(text, shop.country)
    except InvalidInputError:
        number = spoken_phone(text, shop.country)
    return number if number and takes_texts(number, shop.texts_go_to) else ""


def _is_nothing_more(heard: Understood, desk: Desk) -> bool:
    """Tell whether the caller wants nothing else: he says no to just that question, or goodbye."""
    acts = {act.kind for act in heard.acts}
    if not (asks_for_more(desk.last_reply) or ("bye" in acts and not desk.dialogue.asked)):
        return False
    is_short = heard.words <= _MOST_WORDS_OF_A_NO or bool(acts & {"thank", "bye"})
    is_no = "decline" in acts and acts <= {"decline", "thank", "bye"} and is_short
    return is_no and not (heard.jobs or heard.when or heard.told_jobs)


def _is_unsure(heard: Understood, call: Call, desk: Desk) -> bool:
    """Tell whether a yes to what was read back has more in it that nobody understands: "yes, mom, I'm on the phone"."""
    is_more = heard.jobs or heard.when or heard.topics or heard.is_question
    is_bare = {act.kind for act in heard.acts} <= {"accept", "apologize", "choose"}
    return bool(call.read_back) and heard.has("accept") and not desk.agreed and is_bare and not is_more


def is_news(heard: Understood) -> bool:
    """Tell whether the owner should know that a caller said so, even if the call has led to something already."""
    is_unread = _means_nothing(heard) and heard.words >= _MIN_WORDS_OF_NEWS
    return bool(heard.name) or heard.has("complain", "discount", "threat", "call_me") or is_unread


def _means_nothing(heard: Understood) -> bool:
    return replace(heard, words=0, is_plain=False, language=None) == Understood()


def _says_more(heard: Understood) -> bool:
    """Tell whether there is a wish or an answer after "hold on"."""
    is_wish = heard.has("accept", "decline", "cancel", "move", "want", "person", "call_me", "complain", "on_site")
    return bool(is_wish or heard.jobs or heard.when or heard.choice or set(heard.topics) - {"other"})


def is_wrong_number(heard: Understood) -> bool:
    """Tell whether the caller says that he has dialled a wrong number, and asks nothing."""
    is_elsewhere = any(act.topic == "elsewhere" for act in heard.acts)
    return heard.has("wrong_number") and not (heard.is_question or is_elsewhere)


def _is_noise(text: str, heard: Understood, desk: Desk, *, has_model: bool) -> bool:
    """Tell whether the recognizer heard a few words that mean nothing; a model may make sense of more."""
    is_in_own_words = has_model or desk.dialogue.asked in _IN_OWN_WORDS
    most = _MOST_WORDS_OF_NOISE if is_in_own_words else _MOST_WORDS_OF_NOISE_TO_RULES
    return _means_nothing(heard) and len(set(text.casefold().split())) <= most
