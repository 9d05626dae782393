"""Questions that customers ask through LINDA, and the owner answers by their number."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from linda import kept_answers
from linda.booking import open_leads
from linda.desk import Desk
from linda.errors import InvalidInputError, LindaError
from linda.logs import log_error
from linda.models import VOICE, Inbound, Language, Lead, OwnerQuestion, Push, is_number
from linda.owner.command import Act, Command, CommandKind
from linda.owner.desk import OwnerDesk, Store
from linda.owner.passing_on import passed_on
from linda.phones import region_of
from linda.ports import OwnerRepository
from linda.replies import one_line, plain_text, whose
from linda.responses.compose import Say, compose, say
from linda.responses.confirmations import percent
from linda.responses.values import Speaker
from linda.shop import Shop
from linda.slots import is_quiet, today

# What the owner is asked, and the customer is told again, of a longer question.
_LONGEST_QUOTE = 110
_LONGEST_LISTED = 60
_MOST_LISTED = 5
_LONGEST_ANSWER = 200
_LEAST_PERCENT = 0.1
WHICH = "which question"
# How a customer of the web chat is known.
_WEB = "web-"


# --- asking


def ask(
    desk: Desk, inbound: Inbound, store: OwnerRepository, topics: Sequence[str], lead_id: str
) -> list[OwnerQuestion]:
    """Number what the desk asks the owner, in his texts too, and return the new questions.

    One that the customer has asked before and that is still open keeps its number. If no number can be had, the owner
    is told without one. `topics` are what the turn has handed on.
    """
    phone = inbound.proved or (inbound.phone if _is_reachable(inbound.phone) else desk.contact)
    if not desk.asked or not phone:
        return []
    new: list[OwnerQuestion] = []
    try:
        waiting = [one for one in store.open_questions() if one.phone == phone]
        for key, (question, wanted, verb) in desk.asked.items():
            known = next((one for one in waiting if _is_same(one, question, wanted)), None)
            asked = known or OwnerQuestion(
                number=store.next_question_number(),
                phone=phone,
                question=question,
                session_id=inbound.session_id,
                source=inbound.source,
                asked_at=int(desk.premises.now.timestamp()),
                customer_name=desk.name,
                language=desk.dialogue.language,
                percent=wanted,
                lead_id=lead_id,
                topics=tuple(topics),
            )
            desk.for_owner[key] = _to_owner(asked, desk, verb, again=known is not None)
            if not known:
                new.append(asked)
    except LindaError as error:
        log_error("question_not_numbered", error)
    return new


def _is_reachable(phone: str) -> bool:
    """Tell whether an answer can get there: to a number, or into the web chat."""
    return is_number(phone) or phone.startswith(_WEB)


def _is_same(known: OwnerQuestion, question: str, wanted: float) -> bool:
    if wanted or known.percent:
        return known.percent == wanted
    return kept_answers.plain(known.question) == kept_answers.plain(question)


def _to_owner(asked: OwnerQuestion, desk: Desk, verb: str, *, again: bool) -> str:
    """Return what the owner reads: the question with its number, and how to answer it."""
    number, who = asked.number, desk.who
    if not asked.percent:
        verb = f"{verb} again" if again else verb
        question = asked.question if asked.question[-1] in ".?!" else f"{asked.question}."
        how = f'Text "{number} yes", "{number} no" or "{number} ..." with your words.'
        return f"{number}) {who} {verb}: {question} {how}"
    wants = "still wants" if again else "wants"
    cap = float(str(desk.premises.state["max_discount"]))
    example = percent(cap) if 0 < cap < asked.percent else percent(math.ceil(asked.percent / 2))
    return (
        f"{number}) {who} {wants} {percent(asked.percent)} off (you allow {percent(cap)}). "
        f'Text "{number} yes", "{number} no" or "{number} {example}".'
    )


# --- answering


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the owner answers: `yes`, `no`, a discount in percent, or his own words; `is_kept` if he wants it kept."""

    words: str
    agrees: bool | None = None
    percent: float = 0
    is_kept: bool = False


_KEEP = re.compile(
    r"[\s,;.:&-]*(?:(?:and|y)\s+)?(?:please\s+)?"
    r"(?:add (?:it|that|this)(?: to (?:the|your|our) facts)?|keep (?:it|that)|remember (?:it|that)"
    r"|agr[eé]ga(?:lo|la)|a[ñn][aá]de(?:lo|la))(?:\s*,?\s*(?:please|por favor))?[\s.!]*$",
    re.IGNORECASE,
)
_YES = re.compile(
    r"(?:yes|yep|yeah|yup|ya|y|ok|okay|sure|of course|approved?|go ahead|fine|granted|deal|s[ií]|claro|dale|vale"
    r"|bueno|de acuerdo|por supuesto)"
    r"(?:\s+(?:sure|of course|please|claro|we do|i do|we can|i can|it is|that'?s fine|is fine))?",
    re.IGNORECASE,
)
_NO = re.compile(
    r"(?:no|nope|nah|n|not? (?:possible|way)|can'?t(?: do(?: it| that)?)?|sorry,? no|no,? sorry|no,? lo siento"
    r"|para nada|no se puede)(?:\s+(?:sorry|way|we don'?t|i don'?t|we can'?t|i can'?t))?",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,2})?)\s*(?:%|percent|pct|por ?ciento)?", re.IGNORECASE)
# What may stand around a percentage that is the whole answer: "no, but 15% is ok".
_AROUND = re.compile(
    r"(?:yes|yeah|ok|okay|sure|no|nope|sorry|but|only|just|max(?:imum)?|up to|off|is (?:ok|okay|fine)|tops|for|give|her"
    r"|him|them|then|can do|i|we|do|a|the|discount|s[ií]|pero|solo|s[oó]lo|m[aá]ximo|hasta|de descuento|descuento|un|el"
    r"|[\s,.!;:-])*",
    re.IGNORECASE,
)
_SAYS_PERCENT = re.compile(r"%|percent|pct|por ?ciento|\boff\b|descuento", re.IGNORECASE)
_ABOUT_DISCOUNT = re.compile(
    r"discount|\boff\b|cheaper|deal|less|lower|\bdown\b|price|descuento|rebaja|barato|menos|precio|[0-9] ?%",
    re.IGNORECASE,
)


def _read(text: str, amount: float | None, question: OwnerQuestion) -> _Answer:
    """Return what the owner's words answer to the question."""
    kept = _KEEP.search(text)
    words = one_line(text[: kept.start()] if kept else text, _LONGEST_ANSWER)
    bare, is_kept = words.strip(" .,!"), kept is not None
    # A bare number answers a question about a discount; after any other it may be dollars, or minutes.
    is_percent = bool(question.percent) or (_ABOUT_DISCOUNT.search(question.question) and _SAYS_PERCENT.search(text))
    if is_percent and (granted := _discount_in(bare, amount)):
        return _Answer(words, True, granted)
    if _YES.fullmatch(bare):
        return _Answer("yes", True, question.percent, is_kept)
    if _NO.fullmatch(bare):
        return _Answer("no", False, 0, is_kept)
    return _Answer(words, None, 0, is_kept)


def _discount_in(words: str, amount: float | None) -> float:
    """Return the percentage if it is all that the words say, 0 if they say more or nothing of the kind."""
    found = _PERCENT.search(words)
    if found and _AROUND.fullmatch(words[: found.start()]) and _AROUND.fullmatch(words[found.end() :]):
        number = float(found[1].replace(",", "."))
    elif amount is not None and (not words or _YES.fullmatch(words) or _NO.fullmatch(words)):
        number = amount
    else:
        return 0
    return math.floor(number * 10) / 10 if _LEAST_PERCENT <= number <= 100 else 0


def _answer(desk: OwnerDesk, command: Command) -> Sequence[Say]:
    """Send the owner's answer to the customer who has asked, once, or ask which question he means."""
    text, amount, number = command.text.strip(), command.amount, command.number
    if number and not text and amount is None and desk.line.asked == WHICH and desk.line.about:
        text = desk.line.about[0]
    if not number:
        waiting = sorted(_open(desk), key=lambda one: one.number)
        if not waiting:
            return [say("line_no_question")]
        if len(waiting) > 1:
            desk.keep(asked=WHICH, about=(_in_full(text, amount),))
            return [say("line_which_question", questions=_listed(waiting), number=waiting[0].number)]
        number = waiting[0].number
    if desk.line.asked == WHICH:
        desk.keep(asked="", about=())
    question = desk.store.question(number)
    if question is None:
        return [say("line_unknown_question", number=number)]
    if question.status == "answered":
        return [say("line_answered_before", number=number, answer=one_line(question.answer, _LONGEST_QUOTE))]
    if not text and amount is None:
        return [say("line_question", number=number, who=_name_of(question), question=_asks(question, _LONGEST_QUOTE))]
    return _answered(desk, question, _read(text, amount, question), command.language)


def is_open(number: int, desk: OwnerDesk) -> bool:
    """Tell whether there is a question of the number that nobody has answered yet."""
    question = desk.store.question(number)
    return question is not None and question.status == "open"


def _open(desk: OwnerDesk) -> list[OwnerQuestion]:
    """Return the open questions as they are now: the list may still have one that was answered a second ago."""
    found = (desk.store.question(one.number) for one in desk.store.open_questions())
    return [one for one in found if one and one.status == "open"]


def _in_full(text: str, amount: float | None) -> str:
    return text if text or amount is None else percent(amount)


def _answered(desk: OwnerDesk, question: OwnerQuestion, answer: _Answer, language: Language) -> Sequence[Say]:
    premises, shop = desk.premises, desk.premises.shop
    kept: list[Say] = []
    if answer.is_kept and not (question.percent or answer.percent):
        kept.append(_keep(desk, question, answer))
    desk.answered.append(replace(question, status="answered", answer=_said_of(answer)))
    is_texted = is_number(question.phone)
    if is_texted and (region_of(question.phone) not in shop.texts_go_to or desk.store.has_opted_out(question.phone)):
        return [say("line_no_texts", who=_name_of(question), phone=question.phone), *kept]
    lead = _lead_of(desk, question, is_grant=bool(answer.percent))
    said = _to_customer(question, answer, language, shop.owner, is_booked=lead is not None)
    words = compose([said], Speaker(shop, premises.today, question.language))
    desk.push(
        replace(
            _push("answer", question, words),
            lead_id=lead.lead_id if lead else "",
            remark=_remark(question, answer, shop.owner),
            discount_percent=answer.percent,
            settles=question.topics,
        )
    )
    who = _name_of(question)
    if not is_texted:
        return [say("line_answer_in_chat", who=who, text=words), *kept]
    if is_quiet(premises.local_now.time(), shop):
        return [say("line_answer_later", at=shop.quiet_until, who=who, text=words), *kept]
    return [say("line_answer_sent", who=who, text=words), *kept]


def _said_of(answer: _Answer) -> str:
    return f"{percent(answer.percent)} off" if answer.percent else answer.words


def _remark(question: OwnerQuestion, answer: _Answer, owner: str) -> str:
    if answer.percent:
        return f"Granted by {owner}: {percent(answer.percent)} off"
    return f"{owner} answered: {one_line(answer.words, _LONGEST_QUOTE)} (to: {_asks(question, _LONGEST_LISTED)})"


def _lead_of(desk: OwnerDesk, question: OwnerQuestion, *, is_grant: bool) -> Lead | None:
    """Return the lead that the answer stands on: a discount only on an open booking, the question's if it is one."""
    store = desk.store
    if not is_grant:
        return store.lead(question.lead_id) if question.lead_id else None
    leads = open_leads(desk.premises, question.phone) if is_number(question.phone) else []
    repairs = [lead for lead in leads if lead.lead_type != "callback"]
    return next(iter(sorted(repairs, key=lambda lead: lead.lead_id != question.lead_id)), None)


def _to_customer(question: OwnerQuestion, answer: _Answer, language: Language, owner: str, *, is_booked: bool) -> Say:
    """Return what the customer is told. Words said in a call are not sent to its number, which can be forged."""
    asked = "" if question.source == VOICE else _asks(question, _LONGEST_QUOTE)
    if answer.percent:
        kind = "notice_granted_booked" if is_booked else "notice_granted"
        if answer.percent < question.percent:
            return say(f"{kind}_less", percent=answer.percent, wanted=question.percent)
        return say(kind, percent=answer.percent)
    if answer.agrees is not None:
        if question.percent:
            return say("notice_not_granted", percent=question.percent)
        return say("notice_answer_yes" if answer.agrees else "notice_answer_no", question=asked)
    told = passed_on(answer.words, question.language, language)
    return say(f"notice_owner_{told.verb}", words=told.words)


def expire_questions(shop: Shop, store: Store, now: datetime) -> int:
    """Tell the customers whose questions have waited too long that they still wait, once each; return how many.

    At night nobody is told. Who is not asking any more gets no text: he wants none, his booking is off, or the owner is
    writing with him.
    """
    if is_quiet(now.astimezone(shop.time_zone).time(), shop):
        return 0
    latest = (now - timedelta(hours=shop.question_hours)).timestamp()
    late = [question for question in store.open_questions() if question.asked_at <= latest]
    return sum(store.expire_question(one, _unanswered(one, shop, store, now), now) for one in late)


def _unanswered(question: OwnerQuestion, shop: Shop, store: Store, now: datetime) -> Push | None:
    lead = store.lead(question.lead_id) if question.lead_id else None
    is_off = bool(question.lead_id) and (lead is None or lead.status == "cancelled")
    is_taken = store.dialogue(question.phone).is_taken(now)
    if is_off or is_taken or store.has_opted_out(question.phone):
        return None
    asked = "" if question.source == VOICE else _asks(question, _LONGEST_QUOTE)
    kind = "notice_unanswered_discount" if question.percent else "notice_unanswered"
    said = say(kind, question=asked, percent=question.percent)
    return _push("unanswered", question, compose([said], Speaker(shop, today(shop, now), question.language)))


def _push(kind: Literal["answer", "unanswered"], question: OwnerQuestion, text: str) -> Push:
    return Push(
        key=f"{kind}#{question.number}",
        phone=question.phone,
        text=text,
        kind=kind,
        channel="whatsapp" if question.source == "twilio-whatsapp" else "",
        is_proved=question.source != VOICE,
    )


def _keep(desk: OwnerDesk, question: OwnerQuestion, answer: _Answer) -> Say:
    """Add question and answer to the shop's facts, and say so."""
    words = answer.words if answer.agrees is not None else passed_on(answer.words, "en", "en").words
    try:
        desk.change_state({kept_answers.FIELD: kept_answers.with_answer(desk.premises.state, question.question, words)})
    except InvalidInputError:
        return say("line_fact_not_kept")
    return say("line_fact_kept")


def _asks(question: OwnerQuestion, longest: int) -> str:
    """Return the question as it is quoted, in the customer's words."""
    asked = plain_text(question.question.replace('"', "'"), 400)
    return plain_text(asked, longest).removesuffix(".") if len(asked) > longest else asked


def _name_of(question: OwnerQuestion) -> str:
    return whose(question.customer_name, question.phone if is_number(question.phone) else "the visitor of the website")


def _listed(waiting: Sequence[OwnerQuestion]) -> str:
    shown = [f"{one.number}) {_name_of(one)}: {_asks(one, _LONGEST_LISTED)}" for one in waiting[:_MOST_LISTED]]
    more = len(waiting) - len(shown)
    return "; ".join([*shown, *([f"+{more}"] if more else [])])


ACTS: Mapping[CommandKind, Act] = {"answer": _answer}
