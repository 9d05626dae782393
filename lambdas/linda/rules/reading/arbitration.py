"""Which acts of a text count: add those that its entities imply, and drop those that other acts override."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise, takewhile

from linda.models import Job
from linda.rules.acts import Act, Choice, When
from linda.rules.reading import lexicon
from linda.rules.reading.text import CANCELLING, LISTS, TIME_QUESTIONS, Reading, is_question, tells_trouble
from linda.rules.reading.times import REBOOKS, Group, refuses_order, sees_you, side_in

# What each act overrides among the others that a text seems to do: kinds of acts, and topics asked about.
_VOIDS: Mapping[str, frozenset[str]] = {
    kind: frozenset(others.split("|"))
    for kind, others in {
        "danger": "want|accept|decline|complain|discount|flirt|spam|praise|add|keep|hesitate|here|warranty terms|wait",
        "threat": "want|accept|decline|keep|here|spam|insurance|pick_up|on_site|refund|call_me|discount|praise|hours"
        "|contact|reviews|hesitate",
        "complain": "want|accept|decline|refund|here|keep|spam|praise|price|experience|status|duration|hesitate|parts"
        "|add",
        "opt_out": "reminder|want|accept|decline|keep|hesitate|cancel|call_me|wrong_number|spam|phone number|contact",
        "wrong_number": "want|accept|decline|name|robot|hesitate|buy and sell|other|owner|person|phone number",
        "flirt": "want|accept|decline|greet|bye|name|owner|call_me|cancel|spam|hesitate|contact|phone number",
        "spam": "want|accept|decline|call_me|person|discount|payment|insurance|mail-in|services|price|robot|here|parts"
        "|address|wrong_number|on_site|pick_up|add|hesitate|praise|payment plans"
        "|warranty|thank|choose|experience|times|hours|contact|reviews|business|stock|phone number",
        "repeat": "want|accept|apologize|hesitate|greet|other|answer|stock|decline",
        "hear_me": "want|accept|hesitate|other|owner|decline",
        "robot": "person|owner|want|accept|greet|services|other",
        "discount": "price|accept|want|decline|tax|praise|hesitate|keep|payment plans|buy and sell|services|add",
        "late": "want|accept|decline|bye|here|hesitate|move|cancel|times",
        "here": "want|accept|decline|owner|address|hours|hesitate|parking?",
        "pick_up": "sent along|status|times|bookings|want|accept|decline|hours|wait|walk-ins|services",
        "call_me": "want|decline|on_site|owner|accept|person|hesitate|services|other",
        "person": "want|accept|greet|owner|services|decline|hesitate|add",
        "keep": "decline|want|parts|change|accept|hesitate|add",
        "cancel": "want|decline|bookings|discount|walk-ins|appointment|accept|add",
        "move": "want|decline|bookings|accept|appointment|times|walk-ins|add",
        "hesitate": "want|accept",
        "ask change": "cancel|move|want|keep|bye|discount|walk-ins|price|decline|hesitate|services|refund",
        "ask cancelled": "cancel|want|move",
        "ask bookings": "want|appointment|times|accept|hours|hesitate|reminder",
        "ask status": "want|accept|times|services|duration|owner",
        "ask owner": "want|accept|here|duration|services",
        "ask back": "want|accept|here|duration|services|owner|times|hours|status",
        "ask battery life": "want|duration|price|services",
        "ask stock": "want|services|parts|times|keep",
        "ask contact": "want|services|person|owner",
        "ask phone number": "want|person|owner|other|hesitate|call_me",
        "ask restroom": "want|services",
        "ask guest wifi": "want|services|other|wait",
        "ask business": "want|spam|discount|services|price|tax|times|hours",
        "ask tips": "want|services|payment",
        "ask reviews": "want|services",
        "ask hours": "want|accept|owner|late|walk-ins",
        "ask answer": "want|accept|decline|duration|times|hours|owner|status|call_me|hesitate",
        "ask languages": "name|want|accept|owner|services",
        "ask warranty terms": "warranty|want",
        "ask parts": "services",
        "ask keeping": "keep|pick_up|status|duration|want|hesitate",
        "ask price includes": "price|want|add|services",
        "ask walk-ins": "want|times",
        "ask appointment": "want|services",
        "ask wait": "want|accept|duration|keep",
        "ask duration": "want|accept|keep",
        "ask times": "choose|accept",
        "ask which model": "hesitate|other|want",
        "ask price": "accept|discount objection|keep|add",
        "ask upfront payment": "payment|payment plans",
        "ask receipt": "want",
        "ask data recovery": "want|pick_up|services|data|times",
        "ask unlocking": "want|services|times|hours",
        "ask buy and sell": "want|price|parts|services",
        "ask diagnostic fee": "extra charges|times",
        "ask deposit": "want|wait|payment",
        "ask right place": "address|services|wrong_number|want|pick_up",
        "ask insurance": "warranty|warranty terms|hours|services|want",
        "ask lost or stolen": "late|complain|want|here",
        "ask passcode": "wait|unlocking",
        "ask experience": "duration",
        "ask sent along": "on_site|want",
        "ask payment plans": "complain|payment",
        "ask data": "keep|cancel|hesitate|pick_up",
        "ask who repairs": "mail-in|want|owner",
        "ask sim card": "keep",
        "on_site": "want|services",
        "praise": "want|accept|greet|hesitate",
        "address": "address",
    }.items()
}
_CHANGES = frozenset(["cancel", "move", "keep", "call_me", "late", "pick_up", "here"])
_TIME_ASKED = frozenset(
    ["hours", "bookings", "status", "owner", "back", "change", "cancelled", "extra charges", "payment plans"]
)


def completed(
    acts: tuple[Act, ...],
    reading: Reading,
    jobs: Sequence[Job],
    when: When,
    of: When,
    address: str,
    choice: Choice | None,
    *,
    is_past: bool,
) -> tuple[Act, ...]:
    """Return the acts plus those that the entities imply, minus those that others override."""
    asked = reading.dialogue.asked
    found = [*acts, *_implied(acts, reading, when, address, is_past=is_past)]
    if asked == "device" and Act("hesitate") in found and not jobs and _does_not_know(reading):
        found = [act for act in found if act.kind not in ("hesitate", "decline")] + [Act("ask", "which model")]
    kinds, topics = {act.kind for act in found}, {act.topic for act in found if act.kind == "ask"}
    gone = set[Act]()
    if {"cancel", "move"} <= kinds:
        gone.add(Act("cancel") if when.days or when.times or when.shift else Act("move"))
        if Act("cancel") in gone:
            kinds.discard("cancel")
        else:
            kinds.discard("move")
    if (
        "cancel" in kinds
        and asked in TIME_QUESTIONS
        and not any(token.text.startswith(CANCELLING) for token in reading.tokens)
    ):
        found = [Act("decline") if act == Act("cancel") else act for act in found]
        kinds = {act.kind for act in found}
    if "move" in kinds and asked in ("book", "time", "day", "instead") and not _moves(reading):
        found = [Act("want") if act == Act("move") else act for act in found]
        kinds = {act.kind for act in found}
    if {"cancel", "keep"} <= kinds and _KEEPS_OTHER.search(reading.said):
        gone.add(Act("keep"))  # "Cancel the iPhone, but keep the other one."
    if {"address", "owner"} <= topics:
        is_owner = any(token.text in ("brandon", "he", "hes", "dueno") for token in reading.tokens)
        gone.add(Act("ask", "address" if is_owner else "owner"))
    order = _order(reading)
    is_answer = asked in ("day", "time") and bool(when.times)
    if "late" in kinds and (when.days or is_answer) and not _says_late(reading):
        gone.add(Act("late"))  # "I'll be there Tuesday at 10" says when, not how late.
        found.append(Act("want"))
    for act in found:
        if act in gone:
            continue
        key = f"ask {act.topic}" if act.kind == "ask" else act.kind
        void = _VOIDS.get(key, frozenset())
        for other in found:
            name = other.topic if other.kind == "ask" else other.kind
            if name not in void or other == act or act.topic == "objection":
                continue
            if act.kind == "keep" and other.kind == "decline" and asked == "upsell":
                continue
            if other.kind == "want" and order and act.kind not in _NEVER_ORDER:
                continue
            if other.kind in ("accept", "decline") and asked and act.kind == "ask":
                continue
            if act.kind == "pick_up" and other.kind == "want" and when and _brings(reading):
                continue
            if other.kind == "want" and (jobs or when) and act.kind in _BESIDE_ORDER:
                continue
            if act.kind == "hesitate" and (jobs or when) and _is_unsure(reading):
                continue
            gone.add(other)
    kept = [act for act in found if act not in gone and act != Act("discount", "objection")]
    if (jobs or when) and Act("hesitate") in kept and _is_unsure(reading):
        kept.remove(Act("hesitate"))
    if "times" in topics and when and asked in TIME_QUESTIONS and not is_question(reading):
        kept = [act for act in kept if act != Act("ask", "times")]
    kinds, topics = {act.kind for act in kept}, {act.topic for act in kept if act.kind == "ask"}
    if topics - {"services", "times", "price"} and Act("ask", "services") in kept and not _names_other(reading):
        kept.remove(Act("ask", "services"))
    if "price" in topics and topics & _NEVER_DONE and not jobs:
        kept = [act for act in kept if act != Act("ask", "price")]  # "How much to unlock a phone?"
        topics -= {"price"}
    if {"price"} < topics and not jobs and _AMOUNT_ASKED.isdisjoint(token.text for token in reading.tokens):
        kept = [act for act in kept if act != Act("ask", "price")]  # "Do you charge tax?"
        topics -= {"price"}
    if topics & set(reading.topics) - {"services"} and reading.said.count("?") < _SEVERAL:
        kept = [act for act in kept if act != Act("ask", "other")]  # What it asks for is named.
        topics -= {"other"}
    if topics == {"services"} and not jobs and _asks_for_unknown(reading):
        kept = [Act("ask", "other") if act == Act("ask", "services") else act for act in kept]
        topics = {"other"}
    is_other_business = bool(
        kinds & {*_CHANGES, "complain", "danger", "threat", "spam", "opt_out", "person", "hesitate", "wrong_number"}
    )
    wish = bool(when) and not is_other_business and not sees_you(reading) and not topics & _TIME_ASKED
    wish = wish and not (kinds & {"discount", "bye", "thank"} and not (when.times or when.window or order))
    job = (
        bool(jobs)
        and not is_other_business
        and "add" not in kinds
        and not topics - {"times"}
        and "discount" not in kinds
    )
    wish = wish and not ("times" in topics and (not jobs or topics & {"price"}))
    wish = wish and bool(replace(when, not_days=(), not_times=()) or "decline" not in kinds)
    if Act("want") not in kept and (wish or job) and not (choice and (choice.by == "place" or not when)):
        kept.append(Act("want"))
    if Act("want") in kept and not (jobs or when) and not order and topics - {"times"}:
        kept.remove(Act("want"))
    if Act("want") in kept and jobs and not when and not order and topics - {"times"} and not tells_trouble(reading):
        kept.remove(Act("want"))
    if asked == "book" and "add" in kinds and reading.tokens and reading.tokens[0].text in ("yes", "yeah", "si", "yep"):
        kept.append(Act("accept"))
    if asked == "upsell" and is_question(reading) and [act.kind for act in kept] == ["want"] and not order:
        kept = [Act("ask", "other")]
    if "want" in {act.kind for act in kept} and jobs:
        kept = [act for act in kept if act != Act("ask", "water first aid")]
    if (
        asked in LISTS
        and asked != "time"
        and "want" in kinds | {a.kind for a in kept}
        and not order
        and not kinds & _CHANGES
        and (jobs or when or of)
        and not topics
    ):
        kept = [act for act in kept if act.kind != "want"]
        kept += [Act("choose")] if Act("choose") not in kept else []
    if "business" in topics:
        kept = [act for act in kept if act.kind != "want"]
    kinds = {act.kind for act in kept}
    if "accept" in kinds and not asked and len(kinds - {"greet"}) > 1:
        kept.remove(Act("accept"))
    is_looking = Act("ask", "times") in kept and refuses_order(reading)  # "Don't book anything, just tell me …"
    if "decline" in kinds and not asked and not is_looking and kinds - {"decline", "greet", "thank", "apologize"}:
        kept.remove(Act("decline"))
    if asked in ("cancel", "cancel all") and {"accept", "bye"} <= kinds and _will_come(reading):
        kept = [Act("keep") if act == Act("accept") else act for act in kept]  # "Alright, see you then."
    leaves = "thank" in kinds or ("bye" in kinds and not _will_come(reading)) or _ends_in_no(reading)
    if leaves and _is_ok(reading):
        kept = [act for act in kept if act != Act("accept")]
    is_open = all(act.kind in ("accept", "greet", "thank") for act in kept) and not (jobs or when)
    if is_open and is_question(reading) and _has_more(reading, bool(kept)):
        kept.append(Act("ask", "other"))
    return tuple(dict.fromkeys(kept))


_KEEPS_OTHER = re.compile(r"\b(?:keep|leave|deje|deja|dejar?|mantenga)\b.*\b(?:other|rest|otra|otro|demas)\b")
# This many question marks are several questions.
_SEVERAL = 2
_LATE = ("late", "behind", "traffic", "tarde", "retras", "atras", "trafico", "min", "omw", "way", "camino")


def _says_late(reading: Reading) -> bool:
    return any(token.kind == "word" and token.text.startswith(_LATE) for token in reading.tokens)


def _has_more(reading: Reading, has_acts: bool) -> bool:
    """Tell whether a text holds words other than those of its acts: "yes, is it original?"."""
    read = {place for match in reading.matches for place in range(match.first, match.end)}
    return any(
        token.kind == "word" and not (has_acts and (place in read or token.text in lexicon.FILLER))
        for place, token in enumerate(reading.tokens)
    )


def asked_for_goods(acts: tuple[Act, ...], reading: Reading) -> tuple[Act, ...]:
    """Return the acts of a text that asks about accessories: "do you also sell cases?" does not order one."""
    if _order(reading) or Act("add") in acts or any(act.kind == "ask" for act in acts):
        return acts
    return tuple(Act("ask", "services") if act == Act("want") else act for act in acts)


# What a customer who will come to the shop after all may seem to do.
_NOT_COMING_IN = frozenset(
    [Act("on_site"), Act("decline"), Act("cancel"), Act("move"), Act("ask", "walk-ins"), Act("ask", "address")]
)


def without_visit(acts: Sequence[Act]) -> tuple[Act, ...]:
    """Return the acts of a text that calls off the owner's visit, and keeps everything else."""
    return tuple(dict.fromkeys((*(act for act in acts if act not in _NOT_COMING_IN), Act("want"))))


# With the first set there is no order, even in so many words; with the second, an order with a job or a time stays.
_NEVER_ORDER = frozenset(
    ["danger", "threat", "spam", "opt_out", "wrong_number", "flirt", "keep", "person", "call_me", "hesitate"]
)
_BESIDE_ORDER = frozenset(["ask", "on_site", "discount", "praise", "robot"])


# With only these words, a percentage is the discount a customer would like.
_BESIDE_PERCENT = frozenset("y and con with entonces then how what about que tal un el a at least ok pues o or".split())


# With several jobs, "the same day" is the day of them all, not a question about how long they take.
_OF_SEVERAL = frozenset("2 3 two both three dos tres ambos ambas citas appointments todos todas all".split())


def _implied(acts: Sequence[Act], reading: Reading, when: When, address: str, *, is_past: bool) -> list[Act]:
    """Return the acts that are implied rather than stated."""
    kinds, asked = {act.kind for act in acts}, reading.dialogue.asked
    words = [token.text for token in reading.tokens if token.kind == "word"]
    added = list[Act]()
    if Act("discount", "objection") in acts and kinds.isdisjoint({"decline", "cancel", "complain"}):
        added.append(Act("discount"))
    if when.shift and kinds.isdisjoint({"late", "move", "ask"}) and asked not in ("book", "time", "day"):
        added.append(Act("move"))
    can_move = asked in ("", "move", "cancel", "upsell") and bool(when.days or when.times)
    gives_up = ("cancel" in kinds and "cancel" not in words) or ("decline" in kinds and bool(when.not_days))
    if can_move and gives_up and _is_new_time(reading):
        added.append(Act("move"))
    is_same_day = any(getattr(token.value, "same", "") == "day" for token in reading.tokens)
    if not when and is_same_day and _OF_SEVERAL.isdisjoint(words):
        added.append(Act("ask", "duration"))  # "Same day?", if no day has been named.
    is_short = len(words) <= _LONGEST_NAME and all(token.kind in ("word", "mark") for token in reading.tokens)
    is_first = not (asked or reading.dialogue.jobs or reading.dialogue.lead_ids or reading.dialogue.greeted)
    if not acts and is_short and is_first and (words[:2] in _IS_THIS or (words[:1] == ["es"] and "?" in reading.said)):
        added.append(Act("wrong_number"))  # "Is this Domino's": the names of this shop are read elsewhere.
    if _BESIDE_PERCENT.issuperset(words) and any(token.kind == "percent" for token in reading.tokens):
        added.append(Act("discount"))  # "And 10 %?"
    if words in (["here"], ["aqui"]):
        added.append(Act("here"))
    if words in (["quit"], ["unsubscribe"], ["stop"]) and len(reading.words) == 1 and not asked:
        added.append(Act("opt_out"))
    kinds_of_tokens = {token.kind for token in reading.tokens}
    if "number to call" in kinds_of_tokens and not (when or kinds_of_tokens & {"device", "repair", "trouble", "thing"}):
        added.append(Act("person"))  # A different number to call is for the owner.
    if is_past:
        added.append(Act("complain"))
    if address and "address" not in kinds:
        added.append(Act("address"))
    return added


_IS_THIS = (["is", "this"], ["es", "este"], ["esto", "es"])
_LONGEST_NAME = 5


# Verbs for a screen as well as for an appointment: "hay que cambiarla".
_CHANGING = frozenset("cambiar cambiarla cambiarlo cambiarle cambiarlas cambiarlos cambia cambian".split())


def _changes_a_part(reading: Reading, words: set[str]) -> bool:
    """Tell whether only a part may be changed: one is named, or its price is asked, and no appointment is."""
    is_bare = reading.has("move") and _CHANGING.issuperset(token.text for token in reading.inside("move"))
    is_part = _names_part(reading) or reading.has("ask price")
    return is_bare and is_part and words.isdisjoint(lexicon.CLASSES["appointment"].split())


def _names_part(reading: Reading) -> bool:
    return any(token.kind in ("repair", "trouble") for token in reading.tokens)


def moved(acts: tuple[Act, ...], reading: Reading, groups: Sequence[Group]) -> tuple[Act, ...]:
    """Return the acts, deciding between cancelling and moving if the text seems to do both.

    "Cancel" in so many words cancels, unless another time is asked for. A text that only says that a time does not suit
    is a move if it asks for another.
    """
    words = {token.text for token in reading.tokens if token.kind == "word"}
    if Act("move") in acts and not groups and _changes_a_part(reading, words):
        other = Act("want") if _names_part(reading) else Act("ask", "price")
        return tuple(dict.fromkeys(other if act == Act("move") else act for act in acts))
    is_cancel = any(word.startswith(CANCELLING) for word in words)
    if Act("cancel") in acts and not is_cancel and _sends_another(reading):
        return tuple(dict.fromkeys(Act("person") if act == Act("cancel") else act for act in acts))
    if reading.dialogue.asked in _ORDER_QUESTIONS and not is_cancel and groups and _names_job(reading):
        return tuple(dict.fromkeys(Act("decline") if act == Act("cancel") else act for act in acts))
    if {Act("cancel"), Act("move")} <= {*acts} and is_cancel and words.isdisjoint(REBOOKS):
        return tuple(act for act in acts if act != Act("move"))
    is_late = Act("late") in acts and words.isdisjoint({"if", "si"}) and not words.isdisjoint(_ASKS_TO_COME)
    if is_late and any(map(_is_another_slot, groups)):
        return tuple(dict.fromkeys(Act("move") if act == Act("late") else act for act in acts))
    is_other = len(groups) > 1 and (_is_new_time(reading) or "?" in reading.said)
    if Act("cancel") in acts and not is_cancel and (is_other or side_in(reading)):
        return tuple(dict.fromkeys(Act("move") if act == Act("cancel") else act for act in acts))
    return acts


_BRINGS = frozenset(
    "bring bringing brings drop dropping drops llevar lleva llevarlo llevarla llevara trae traer traera".split()
)
_GOES = frozenset([("va", "mi"), ("ira", "mi"), ("viene", "mi"), ("pasa", "mi"), ("ir", "mi")])


def _sends_another(reading: Reading) -> bool:
    """Tell whether somebody else will come to the appointment: "I can't make it but my daughter can bring it"."""
    texts = [token.text for token in reading.tokens]
    return not lexicon.FAMILY.isdisjoint(texts) and (
        not _BRINGS.isdisjoint(texts) or not _GOES.isdisjoint(pairwise(texts))
    )


# Questions about a new order that may have its time already, not about an existing booking.
_ORDER_QUESTIONS = ("repair", "device", "address")


def _names_job(reading: Reading) -> bool:
    return any(token.kind in ("device", "repair", "trouble", "address") for token in reading.tokens)


_ASKS_TO_COME = frozenset("can could instead move reschedule push puedo podria mejor cambiar".split())


def _is_another_slot(group: Group) -> bool:
    """Tell whether a late customer asks for another appointment rather than just saying when they will arrive."""
    when = group.when
    return bool(when.shift and when.shift >= timedelta(hours=1)) or any(at.minute == 0 for at in when.times)


_MOVES = ("mov", "resch", "switch", "push", "chang", "swap", "bump", "cambi", "pas", "mue", "reag", "postp", "rebook")


def _moves(reading: Reading) -> bool:
    """Tell whether the text moves a booking in so many words."""
    return any(token.text.startswith(_MOVES) for token in reading.inside("move"))


def _is_new_time(reading: Reading) -> bool:
    """Tell whether another time is asked for in place of the one given up."""
    texts = {token.text for token in reading.tokens if token.kind == "word"}
    return not texts.isdisjoint(
        {"can", "could", "instead", "how", "what", "maybe", "puede", "puedo", "mejor", "tal", "pero", "but"}
    )


_UNSURE = frozenset(
    "hold hang up on wait idk dunno maybe perhaps hmm hm hmmm mmm eh if not sure no se im i dont know probably "
    "possibly quizas espera espere esperate espereme momento".split()
)


def _is_unsure(reading: Reading) -> bool:
    """Tell whether the only hesitation is a word of doubt about something that the text names."""
    return _UNSURE.issuperset(token.text for token in reading.inside("hesitate"))


_UNKNOWN = frozenset("idk know dunno sure clue idea se recuerdo seguro segura".split())


def _does_not_know(reading: Reading) -> bool:
    """Tell whether the customer does not know the answer, rather than wanting time to think."""
    return not _UNKNOWN.isdisjoint(token.text for token in reading.tokens)


def _brings(reading: Reading) -> bool:
    """Tell whether the device is also being dropped off: "drop off at 1, pick it up at 5"."""
    return any(token.text in ("drop", "bring", "leave", "dejo", "dejar", "llevo", "llevar") for token in reading.tokens)


def _order(reading: Reading) -> bool:
    """Tell whether the text orders something in so many words."""
    return reading.has("want order")


def _names_other(reading: Reading) -> bool:
    """Tell whether the text asks for a thing besides its topics: "do you take cards, and do you have cases"."""
    return any(token.kind in ("device", "thing", "repair") for token in reading.inside("ask services"))


# What shops like this often sell; only the owner knows whether this one does.
_OTHER_GOODS = frozenset("charger chargers cable cables cargador cargadores".split())


def _asks_for_unknown(reading: Reading) -> bool:
    """Tell whether the text asks for a thing that is unknown here: "do you have a bounce house"."""
    ends = [match.end for match in reading.matches if match.label == "ask services"]
    if any(token.text in _OTHER_GOODS for token in reading.tokens):
        return True
    rest = reading.tokens[max(ends, default=0) :]
    clause = [token for token in takewhile(lambda token: token.kind != "mark", rest) if token.kind == "word"]
    return any(len(token.text) > 3 and token.text not in _GENERAL | lexicon.FILLER for token in clause)


# Something the shop does not do has no price.
_NEVER_DONE = frozenset(["unlocking", "data recovery", "buy and sell"])
# A question about a price has one of these.
_AMOUNT_ASKED = frozenset(
    "much cost costs price prices pricing quote rate rates run cuanto cuesta cuestan precio precios costo vale "
    "sale".split()
)
# What may follow "what do you fix" and the like.
_GENERAL = frozenset(
    "over here there also else exactly besides kind kinds type types brand brands models services stuff things repair "
    "repairs electronics aqui alli tipo tipos marcas modelos servicios cosas reparaciones arreglos ustedes other "
    "different work right tambien mas verdad cierto verdac".split()
)


def _ends_in_no(reading: Reading) -> bool:
    """Tell whether a no follows everything that agrees: "ok forget it"."""
    last = {match.label: match.first for match in reading.matches if match.label in ("accept", "decline")}
    return last.get("decline", -1) > last.get("accept", -1)


def _is_ok(reading: Reading) -> bool:
    """Tell whether the only yes is an "ok": with thanks, it may just as well say goodbye."""
    return {token.text for token in reading.inside("accept")} <= {
        "ok",
        "okay",
        "k",
        "kk",
        "okey",
        "alright",
        "aight",
        "cool",
        "bueno",
        "bien",
    }


_MEETS = frozenset("see seeya c cya vemos then there tomorrow manana".split())


def _will_come(reading: Reading) -> bool:
    """Tell whether a goodbye refers to the visit: "see you then"."""
    return any(token.kind == "time" or token.text in _MEETS for token in reading.inside("bye"))
