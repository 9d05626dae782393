"""Questions that the owner answers by number: how they are asked, answered, kept, and given up."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from linda.booking import BookingRequest, book, new_lead
from linda.kept_answers import answer_to, with_answer
from linda.models import Dialogue, Inbound, Lead, OwnerLine, OwnerQuestion, Push, Receipt, Reply
from linda.notices import Sender, send_push
from linda.owner.command import Command
from linda.owner.desk import OwnerDesk
from linda.owner.passing_on import passed_on
from linda.owner.questions import ACTS, WHICH, expire_questions
from linda.owner_state import current
from linda.ports import ModelAnswer
from linda.turn import take_turn
from tests.fakes import Mailbox, MemoryStore
from tests.unit.builders import NOW, PHONE, SHOP, inbound, office, premises, slot
from tests.unit.test_turn import call, say

OWNER = "+19045550100"
EVENING = NOW + timedelta(hours=11)  # 9 PM


def text(store: MemoryStore, words: str, key: str, *script: ModelAnswer, phone: str = PHONE) -> Reply:
    message = replace(inbound(words, key), phone=phone, session_id=f"{phone}-2026-02-10")
    reply = take_turn(message, office(store, script))
    assert reply
    return reply


def asked(number: int = 7, question: str = "do you fix drones?", **more: object) -> OwnerQuestion:
    known: dict[str, object] = {"session_id": "s", "source": "twilio-sms", "asked_at": int(NOW.timestamp()), **more}
    return OwnerQuestion(number, PHONE, question, **known)  # type: ignore[arg-type]


def owner_texts(store: MemoryStore, command: Command, at: OwnerDesk | None = None) -> tuple[str, OwnerDesk]:
    """Let the owner's command be carried out and stored; return what he is told."""
    now = at.premises.now if at else NOW
    message = Inbound("SMO", OWNER, "", "s", "twilio-sms", now)
    desk = at or OwnerDesk(
        premises(store, now, store.state), store, message, Receipt("TURN#SMO"), store.line, store.state
    )
    said = desk.words(*ACTS["answer"](desk, command), language=command.language)
    records = desk.records()
    for question in records.answered:
        store.questions[question.number] = question
    for push in records.pushes:
        store.put_push(push, NOW)
    if records.state:
        store.change_owner_state(records.state)
    store.line = replace(desk.line, revision=desk.line.revision + 1)
    return said, desk


def answered(store: MemoryStore, number: int, words: str, **more: object) -> str:
    """Return the text that the customer gets."""
    owner_texts(store, Command("answer", number=number, text=words, **more))  # type: ignore[arg-type]
    return store.waiting_pushes[f"answer#{number}"].text


# --- asking


def test_a_discount_above_the_cap_is_a_question_with_a_number() -> None:
    store = MemoryStore()
    text(store, "can i get 20% off an iphone 13 screen?", "SM1")
    (question,) = store.questions.values()
    assert (question.number, question.phone, question.percent) == (1, PHONE, 20)
    (entry,) = store.for_owner.values()
    assert entry.text == f'1) {PHONE} wants 20% off (you allow 15%). Text "1 yes", "1 no" or "1 15%".'


def test_what_only_the_owner_knows_is_a_question_with_a_number_in_both_wings() -> None:
    store = MemoryStore()
    text(store, "do you have a kids play area?", "SM1")
    text(
        store, "any chance for hoverboards", "SM2", call("ask_owner", question="Fixes hoverboards?"), say("One moment.")
    )
    assert [one.question for one in store.questions.values()] == ["do you have a kids play area?", "Fixes hoverboards?"]
    assert all(one.topics for one in store.questions.values())
    assert [entry.text.split(":")[0] for entry in store.for_owner.values()] == [f"{n}) {PHONE} asks" for n in (1, 2)]


def test_the_same_question_keeps_its_number_while_it_is_open() -> None:
    store = MemoryStore()
    for n in (1, 2):
        text(store, "can i get 20% off?", f"SM{n}")
    assert list(store.questions) == [1]
    assert [entry.text.partition(" off")[0] for entry in store.for_owner.values()][1] == f"1) {PHONE} still wants 20%"


def test_no_number_is_needed_for_danger_and_none_without_an_owner() -> None:
    store = MemoryStore()
    text(store, "my battery is swollen and smoking", "SM1")
    assert store.for_owner
    assert not store.questions
    take_turn(inbound("can i get 20% off?", "SM2"), office(store, owner_phone=""))
    assert not store.questions


def test_a_number_that_cannot_be_had_fails_no_reply() -> None:
    class Slow(MemoryStore):
        def next_question_number(self) -> int:
            from linda.errors import StoreUnavailableError

            raise StoreUnavailableError("slow")

    store = Slow()
    assert text(store, "can i get 20% off?", "SM1").text
    assert [entry.text for entry in store.for_owner.values()] == [f"{PHONE} asks: 20% off"]


# --- answering


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("yes", 'Brandon says yes to your question: "do you fix drones?"'),
        ("Sure", 'Brandon says yes to your question: "do you fix drones?"'),
        ("no", 'Brandon says no, sorry. Your question was: "do you fix drones?"'),
        ("tell her the part is in on friday", "Brandon says the part is in on Friday."),
        ("Tell him that his phone's ready", "Brandon says your phone's ready."),
        (
            "tell her she needs to bring her charger, i'll call her",
            "Brandon says: You need to bring your charger, i'll call you.",
        ),
        ("ask her which color she wants", "Brandon asks which color you want."),
        ("only dji ones", "Brandon says: Only dji ones."),
        ("no but my cousin does", "Brandon says: No but my cousin does."),
        ("see https://example.com/Drones", "Brandon says: See https://example.com/Drones."),
        ("dile que sí", "Brandon dice: Sí."),
    ],
)
def test_a_question_is_answered_in_lindas_words(words: str, told: str) -> None:
    store = MemoryStore()
    store.questions[7] = asked()
    said = answered(store, 7, words)
    assert said == told.replace("Brandon dice: Sí.", "Brandon says: Sí.").replace("í", "i")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("yes", 'Brandon dice que si a tu pregunta: "arreglan drones?"'),
        ("dile que la pieza llega el viernes", "Brandon dice que la pieza llega el viernes."),
        ("tell her the part is in on friday", "Brandon dice: The part is in on Friday."),
    ],
)
def test_an_answer_is_in_the_customers_language(words: str, told: str) -> None:
    store = MemoryStore()
    store.questions[7] = asked(question="arreglan drones?", language="es")
    assert answered(store, 7, words) == told


@pytest.mark.parametrize(
    ("words", "amount", "granted", "told"),
    [
        ("yes", None, 20, "Good news: Brandon says yes to 20% off. Text us a day and time to book with it."),
        (
            "no 15%",
            None,
            15,
            "Brandon can't do 20% off, but you can have 15% off. Text us a day and time to book with it.",
        ),
        ("no", 15, 15, "Brandon can't do 20% off, but you can have 15% off. Text us a day and time to book with it."),
        ("15", None, 15, "Brandon can't do 20% off, but you can have 15% off. Text us a day and time to book with it."),
        ("no", None, 0, "Brandon can't do 20% off, sorry."),
        ("15% but only if she brings two", None, 0, "Brandon says: 15% but only if she brings two."),
    ],
)
def test_a_discount_is_granted_as_the_owner_says(words: str, amount: float | None, granted: float, told: str) -> None:
    store = MemoryStore()
    store.questions[7] = asked(question="20% off", percent=20)
    assert answered(store, 7, words, amount=amount) == told
    assert store.waiting_pushes["answer#7"].discount_percent == granted


def test_a_booking_that_stands_gets_the_discount() -> None:
    store = MemoryStore()
    at = premises(store)
    request = BookingRequest(slot(14), PHONE, "screen", "twilio-sms", "iPhone 13")
    lead = book(at, request, new_lead(at, request))
    store.questions[7] = asked(question="20% off", percent=20)
    assert answered(store, 7, "yes") == "Good news: Brandon says yes to 20% off. It's on your booking."
    push = store.waiting_pushes["answer#7"]
    assert (push.lead_id, push.remark) == (lead.lead_id, "Granted by Brandon: 20% off")


def test_a_number_is_asked_for_if_two_questions_wait_and_alone_it_completes_the_answer() -> None:
    store = MemoryStore()
    store.questions = {7: asked(), 8: asked(8, "20% off", percent=20)}
    said, _ = owner_texts(store, Command("answer", text="no 15%"))
    assert said.startswith(f"Which one? 7) {PHONE}: do you fix drones?; 8) {PHONE}: 20% off.")
    assert store.line.asked == WHICH
    assert not store.waiting_pushes
    said, _ = owner_texts(store, Command("answer", number=8))
    assert said.startswith(f"Sent to {PHONE}: \"Brandon can't do 20% off")
    assert store.line.asked == ""
    said, _ = owner_texts(store, Command("answer", text="yes"))
    assert said == f'Sent to {PHONE}: "Brandon says yes to your question: "do you fix drones?""'
    assert owner_texts(store, Command("answer", text="yes"))[0] == "No question is waiting for you."


def test_questions_are_answered_in_any_order_and_each_once() -> None:
    store = MemoryStore()
    store.questions = {7: asked(), 8: asked(8, "sell drones?")}
    assert "sell drones" in answered(store, 8, "yes")
    assert "fix drones" in answered(store, 7, "no")
    said, desk = owner_texts(store, Command("answer", number=7, text="yes"))
    assert said == 'You have answered question 7 already: "no". Nothing was sent now.'
    assert not desk.pushes
    assert owner_texts(store, Command("answer", number=9, text="yes"))[0] == "There is no question 9."


def test_who_wants_no_texts_gets_none_and_the_owner_is_told() -> None:
    store = MemoryStore()
    store.opt_outs, store.questions[7] = {PHONE}, asked(customer_name="Ana")
    said, desk = owner_texts(store, Command("answer", number=7, text="yes"))
    assert said == f"Ana can't get texts from us. Your answer is noted, but please call {PHONE}."
    assert not desk.pushes


def test_at_night_the_owner_is_told_when_his_answer_goes_out() -> None:
    store = MemoryStore()
    store.questions[7] = asked()
    message = Inbound("SMO", OWNER, "", "s", "twilio-sms", EVENING)
    desk = OwnerDesk(premises(store, EVENING), store, message, Receipt("TURN#SMO"), OwnerLine(), {})
    said, _ = owner_texts(store, Command("answer", number=7, text="yes"), desk)
    assert said.startswith(f"Goes to {PHONE} at 8:00 AM, when quiet hours end: ")


def test_what_was_said_in_a_call_is_not_sent_to_its_number() -> None:
    store = MemoryStore()
    store.questions[7] = asked(source="twilio-voice")
    assert "drones" not in answered(store, 7, "yes")
    assert not store.waiting_pushes["answer#7"].is_proved


# --- facts of the shop


@pytest.mark.parametrize("words", ["yes, add it", "yes and add that.", "Yes add it", "sí, agrégalo", "sí, añádelo"])
def test_an_answer_is_kept_if_the_owner_wants_it_and_given_to_all(words: str) -> None:
    store = MemoryStore()
    store.questions[7] = asked(question="Hi, this is Ana. Do you fix drones?")
    said, _ = owner_texts(store, Command("answer", number=7, text=words))
    assert said.endswith("Added to your shop's facts: from now on I answer this myself.")
    assert json.loads(str(store.state["shop_facts"])) == [{"question": "Do you fix drones?", "answer": "yes"}]
    reply = text(store, "hey do yall repair drones?", "SM1", phone="+19045550177")
    assert reply.text == "Yes, Brandon says so."
    assert not store.for_owner


def test_a_discount_is_no_fact_of_the_shop() -> None:
    store = MemoryStore()
    store.questions[7] = asked(question="20% off", percent=20)
    owner_texts(store, Command("answer", number=7, text="yes, add it"))
    assert "shop_facts" not in store.state


@pytest.mark.parametrize(
    "other",
    ["do you fix drone cameras?", "do you sell drones?", "don't you fix drones?", "when do you fix drones?", "hi"],
)
def test_a_kept_answer_is_for_the_same_question_only(other: str) -> None:
    state = {"shop_facts": with_answer({}, "do you fix drones?", "yes")}
    assert answer_to("Hello! Can you fix a drone?", state) == "yes"
    assert answer_to(other, state) == ""


def test_facts_are_bounded_and_a_later_answer_replaces_an_earlier_one() -> None:
    state: dict[str, object] = {}
    for n in range(200):
        state["shop_facts"] = with_answer(state, f"do you have color{n}?" + "x" * 300, "y" * 400)
    assert current(state)["shop_facts"] == state["shop_facts"]
    state["shop_facts"] = with_answer(state, "do you fix drones?", "yes")
    state["shop_facts"] = with_answer(state, "can you fix drones?", "no")
    assert answer_to("fix drones?", state) == "no"


# --- giving up


def expired(store: MemoryStore, hours: float) -> int:
    return expire_questions(SHOP, store, NOW + timedelta(hours=hours))


def test_a_customer_is_told_once_that_the_owner_has_not_answered() -> None:
    store = MemoryStore()
    store.questions = {7: asked(), 8: asked(8, "arreglan drones?", language="es"), 9: asked(9, "20% off", percent=20)}
    assert expired(store, 3.9) == 0
    assert expired(store, 4) == 3
    assert expired(store, 5) == 0
    texts = [push.text for push in store.pushes()]
    assert texts[0].startswith("Brandon hasn't been able to answer you yet.")
    assert texts[1].startswith("Brandon todavia no ha podido responderte.")
    assert texts[2].startswith("Brandon hasn't been able to decide about 20% off yet.")
    assert answered(store, 7, "yes").startswith("Brandon says yes")


def test_a_question_of_the_evening_is_given_up_in_the_morning() -> None:
    store = MemoryStore()
    store.questions[7] = asked(asked_at=int(EVENING.timestamp()))
    assert [expired(store, hours) for hours in (15, 20, 22.1)] == [0, 0, 1]


@pytest.mark.parametrize("why", ["opted out", "cancelled", "deleted", "taken over"])
def test_who_asks_no_more_is_told_nothing(why: str) -> None:
    store = MemoryStore()
    at = premises(store)
    lead: Lead = new_lead(at, BookingRequest(slot(14), PHONE, "screen", "twilio-sms"))
    store.questions[7] = asked(lead_id=lead.lead_id)
    if why != "deleted":
        store.leads[lead.lead_id] = replace(lead, status="cancelled" if why == "cancelled" else "booked")
    if why == "opted out":
        store.opt_outs = {PHONE}
    if why == "taken over":
        store.dialogues[PHONE] = Dialogue(taken_until=int(NOW.timestamp()) + 36_000)
    assert expired(store, 4) == 1
    assert store.questions[7].status == "expired"
    assert not store.pushes()


# --- what the customer gets


def test_an_answer_lets_the_customer_ask_again_and_go_on() -> None:
    store = MemoryStore()
    text(store, "iphone 13 screen, and do you do 20% off?", "SM1")
    owner_texts(store, Command("answer", number=1, text="yes"))
    texts = Mailbox(lambda: NOW)
    sender = Sender(SHOP, store, texts, lambda: NOW, OWNER)
    for push in store.pushes():
        assert send_push(sender, push) == "sent"
        assert send_push(sender, push) == "done"
    reply = text(store, "ok great, tomorrow at 2 then", "SM2")
    (lead,) = (one for one in store.leads.values() if one.appointment_time == "2:00 PM")
    assert (lead.discount_percent, "Granted by Brandon: 20% off" in lead.remarks) == (20, True)
    assert "20%" in reply.text or "Booked" in reply.text


def test_an_answered_topic_may_be_handed_on_again() -> None:
    store = MemoryStore()
    text(store, "do you have a kids play area?", "SM1")
    assert store.dialogues[PHONE].handed_on
    owner_texts(store, Command("answer", number=1, text="no"))
    sender = Sender(SHOP, store, Mailbox(lambda: NOW), lambda: NOW, OWNER)
    for push in store.pushes():
        send_push(sender, push)
    assert store.dialogues[PHONE].handed_on == ()


def test_whoever_has_no_number_sees_the_answer_in_the_chat_also_at_night() -> None:
    store, texts = MemoryStore(), Mailbox(lambda: NOW)
    push = Push("answer#7", "web-abc", "Brandon says yes.", "answer")
    store.put_push(push, NOW)
    assert send_push(Sender(SHOP, store, texts, lambda: EVENING, OWNER), push) == "in_chat"
    assert [message.content for message in store.chats["web-abc-2026-02-10"]] == ["Brandon says yes."]
    assert not store.pushes()
    assert not texts.sent


def test_passing_on_addresses_the_customer() -> None:
    assert passed_on("tell them their phones are ready, they can come", "en", "en").words == (
        "your phones are ready, you can come."
    )


def test_words_in_another_language_than_the_customers_are_quoted() -> None:
    assert passed_on("tell her si, al fondo", "en", "es") == ("quote", "Si, al fondo.")
    assert passed_on("dile que si, al fondo", "en", "es") == ("quote", "Si, al fondo.")
    assert passed_on("tell her it is in the back", "es", "en") == ("quote", "It is in the back.")
