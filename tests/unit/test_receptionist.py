"""The rules receptionist, from a customer's texts to what stands in the store: what is written, and what never is.

A row names the texts, one after the other, and what stands in the end; DEC_1 is the slot of December 1 at 10.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from time import perf_counter
from typing import get_args
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from linda.adapters.tables import to_item
from linda.adapters.turn_store import _from_dialogue
from linda.adapters.twilio_webhook import message_twiml
from linda.booking import slot_of
from linda.desk import Desk
from linda.models import Action, Dialogue, Job, Lead, Question, Receipt, Slot
from linda.replies import plain_text
from linda.responses.compose import Say
from linda.rules.acts import ActKind, Understood
from linda.rules.receptionist import reply_by_rules
from linda.rules.understanding import understand
from linda.slots import open_slots
from tests.conversations.play import conversations
from tests.fakes import MemoryStore
from tests.understanding.score import TEXTS, load
from tests.unit.builders import PHONE, SHOP, TODAY, TOMORROW, desk, premises, slot, take

FRIDAY, THURSDAY = date(2026, 2, 13), date(2026, 2, 12)
CLOSED = {"operational_hours_enabled": True, "operational_open_time": "20:00", "operational_close_time": "21:00"}
AT_THE_GYM = {"status": "gym", "busy_until": "2026-02-10T16:00"}
SCREEN = Dialogue(jobs=(Job("screen", "iphone 13"),))


class Listened(Desk):
    """A desk that remembers the kinds of what was said."""

    kinds: tuple[str, ...] = ()

    def words(self, *says: Say, **more: object) -> str:
        self.kinds = tuple(said.kind for said in says)
        return Desk.words(self, *says, **more)  # type: ignore[arg-type]


@dataclass
class Customer:
    """A customer who texts the rules receptionist, each text in a turn of its own."""

    store: MemoryStore = field(default_factory=MemoryStore)
    dialogue: Dialogue = field(default_factory=Dialogue)
    state: Mapping[str, object] = field(default_factory=dict)
    holder: str = "hers"
    replies: list[str] = field(default_factory=list)
    kinds: tuple[str, ...] = ()
    done: list[Action] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    granted: float = 0

    def text(self, *texts: str) -> str:
        """Send the texts, and return the last reply."""
        for text in texts:
            at = Listened(
                premises(self.store, state=self.state, holder=self.holder),
                self.store,
                PHONE,
                "twilio-sms",
                Receipt(f"TURN#{self.holder}-{len(self.replies)}"),
                self.dialogue,
                last_reply=self.replies[-1] if self.replies else "",
            )
            reply = reply_by_rules(text, at)
            at.records()
            own = at.dialogue
            self.dialogue = replace(
                reply.dialogue, remarks=own.remarks, discount_percent=own.discount_percent, held=own.held
            )
            self.replies.append(reply.text)
            self.kinds = at.kinds
            self.done += [at.done[0]] if at.done else []
            self.remarks += at.remarks
            self.questions += at.questions
            self.granted = at.granted or self.granted
        return self.replies[-1]

    @property
    def leads(self) -> list[Lead]:
        """The customer's leads, the earliest first."""
        return sorted((lead for lead in self.store.leads.values() if lead.phone == PHONE), key=slot_of)

    @property
    def booked(self) -> list[tuple[Slot, str, str]]:
        """What is booked: slot, repair, device."""
        return [(slot_of(lead), lead.repair_type, lead.device) for lead in self.leads if lead.status == "booked"]


def customer_of(*bookings: tuple[Slot, str, str], dialogue: Dialogue | None = None) -> Customer:
    """A customer who has these bookings already."""
    store = MemoryStore()
    for chosen, repair_type, device in bookings:
        desk(store, key=f"SM-{chosen}").book(chosen, [Job(repair_type, device)])
    return Customer(store, dialogue or Dialogue())


def december(day: int, hour: int) -> Slot:
    return slot(hour, date(2026, 12, day))


DEC_1 = (december(1, 10), "screen", "iPhone 11")
THREE = (
    (december(1, 10), "screen", "iPhone 13"),
    (december(2, 11), "battery", "iPhone 12"),
    (december(3, 14), "screen", "Galaxy S22"),
)
OFFERED = replace(SCREEN, asked="time", day=TODAY, options=(slot(11, TODAY), slot(12, TODAY), slot(13, TODAY)))


# --- what is booked


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (["iphone 13 screen tomorrow at 2pm"], slot(14)),
        (["How much is an iphone 13 screen?", "tomorrow at 2pm"], slot(14)),
        (["iphone 13 screen", "tomorrow", "2pm"], slot(14)),
        (["iphone 13 screen", "tomorrow", "2"], slot(14)),
        (["iphone 13 screen", "tomorrow", "ok 11 then"], slot(11)),
        (["iphone 13 screen", "tomorrow", "ok 4 it is"], slot(16)),
        (["iphone 13 screen", "tomorrow", "B"], slot(10)),
        (["tomorrow at 2pm", "iphone 13 screen"], slot(14)),
        (["is tomorrow at 2pm free for an iphone 13 screen?", "Yes please!"], slot(14)),
        (["is tomorrow at 2pm free?", "how much is an iphone 13 screen?", "ok"], slot(14)),
        (["iphone 13 screen", "March 1st", "tomorrow at 2pm"], slot(14)),
        (["iphone 13 screen", "in that case tomorrow at 2pm", "yes"], slot(14)),
        (["iphone 13 screen", "when can I come?", "the last one please"], slot(13, TODAY)),
        (["iphone 13 screen dec 16 or dec 17 at 10?", "the second one"], december(17, 10)),
        (["is friday at 10 free for an iphone 13 screen?", "what are your hours", "ok"], slot(10, FRIDAY)),
        (["i need my cracked iphone 13 screen replaced tomorrow 2pm please"], slot(14)),
        (["let's do tomorrow at 2 for my iphone 13 screen"], slot(14)),
        (["crakd ipone 13 scren tomorrow at 2pm pls"], slot(14)),
        (["Could I schedule an appointment for tomorrow at 2 pm? iphone 13 screen", "yes"], slot(14)),
        (["Hi, can I come in tomorrow at 2pm to get my iPhone 13 screen fixed?", "yes"], slot(14)),
        (["pantalla iphone 13 mañana a las 2"], slot(14)),
        (["¿cuánto cuesta la pantalla del iphone 13?", "mañana", "a las 2"], slot(14)),
        (["cambiar pantalla iphone 13 el viernes a las 10"], slot(10, FRIDAY)),
    ],
)
def test_a_conversation_books_what_the_customer_chose(texts: Sequence[str], wanted: Slot) -> None:
    customer = Customer()
    assert re.match(r"Booked:|Listo, tienes cita:", customer.text(*texts))
    assert customer.booked == [(wanted, "screen", "iPhone 13")]
    assert customer.done == ["booked"]


@pytest.mark.parametrize(
    ("text", "hour"),
    [("ok 11 then", 11), ("make it 1", 13), ("ok the first", 11), ("b", 12), ("11am", 11), ("at 1", 13), ("C)", 13)],
)
def test_one_of_the_offered_slots_is_booked(text: str, hour: int) -> None:
    customer = Customer(dialogue=OFFERED)
    customer.text(text)
    assert customer.booked == [(slot(hour, TODAY), "screen", "iPhone 13")]


@pytest.mark.parametrize(
    ("text", "hour"), [("ok 2", 12), ("maybe 2", 12), ("whatever is earliest", 11), ("3", 13), ("I have 2", 12)]
)
def test_a_figure_that_may_be_a_place_or_an_hour_is_asked_about(text: str, hour: int) -> None:
    customer = Customer(dialogue=OFFERED)
    customer.text(text)
    assert customer.booked == []
    assert customer.kinds[-1] == "ask_book"
    customer.text("yes")
    assert customer.booked == [(slot(hour, TODAY), "screen", "iPhone 13")]


def test_two_devices_are_booked_one_after_the_other_each_by_a_yes() -> None:
    customer = Customer()
    customer.text(
        "book a screen repair for my iPhone 11 for Dec 3rd at 2pm and also a battery for my wife's iphone 12 at 3pm "
        "same day"
    )
    assert (customer.booked, customer.kinds[-1]) == ([], "ask_book")
    assert customer.text("yes").count("Booked:") == 1
    customer.text("yes")
    assert customer.booked == [
        (december(3, 14), "screen", "iPhone 11"),
        (december(3, 15), "battery", "iPhone 12"),
    ]


def test_two_repairs_of_a_device_are_one_booking() -> None:
    customer = Customer()
    assert "$128" in customer.text("iphone 13 screen and battery tomorrow at 2pm")
    assert customer.booked == []
    customer.text("yes")
    assert customer.booked == [(slot(14), "screen + battery", "iPhone 13")]


def test_the_same_day_is_that_of_the_booking() -> None:
    customer = customer_of((december(5, 10), "screen", "iPhone 13"))
    customer.text("also need my wifes iphone 12 battery done, same day at 11")
    assert customer.booked[1:] == [(december(5, 11), "battery", "iPhone 12")]


def test_a_time_that_cannot_be_leaves_its_day() -> None:
    customer = Customer()
    customer.text("Half past ten on dec 9, iphone 13 battery")
    assert customer.kinds[-2:] == ("no_such_slot", "offer_day")
    assert "3:15 PM" in customer.text("quarter past 3")
    customer.text("noon")
    assert customer.booked == [(december(9, 12), "battery", "iPhone 13")]


def test_nothing_is_booked_for_an_unknown_phone() -> None:
    customer = Customer()
    customer.text("hi do you do screens", "tomorrow", "the second one")
    assert (customer.booked, customer.dialogue.asked) == ([], "device")
    customer.text("iphone 11")
    assert customer.booked == [(slot(10), "screen", "iPhone 11")]


def test_a_cracked_back_is_not_a_screen() -> None:
    customer = Customer()
    customer.text("How much to fix a cracked back on my iphone 12?", "today at 1pm")
    assert customer.booked == [(slot(13, TODAY), "back glass", "iPhone 12")]


def test_another_device_does_not_inherit_the_repair_of_a_booking() -> None:
    customer = Customer()
    assert "Pixel 8 battery replacement starts at $49" in customer.text("battery", "pixel 8")


def test_after_a_booking_nothing_of_it_is_left_in_the_dialogue_but_the_accessory_that_is_offered() -> None:
    customer = Customer(dialogue=replace(SCREEN, greeted=True))
    customer.text("tomorrow at 2pm")
    assert customer.kinds == ("booked", "upsell")
    lead_ids = (customer.leads[0].lead_id,)
    assert customer.dialogue == Dialogue(asked="upsell", lead_ids=lead_ids, greeted=True)


# --- what is not booked


@pytest.mark.parametrize(
    "texts",
    [
        ["iphone 13 screen", "and the battery of my second phone?"],
        ["iphone 13 screen", "March 1st"],
        ["iphone 13 screen", "4"],
        ["iphone 13 screen", "maybe 2 or so"],
        ["iphone 13 screen, is tomorrow at 2pm free?", "ok I'll think about it"],
        ["iphone 13 screen, is tomorrow at 2pm free?", "please don’t"],  # noqa: RUF001  (phones write curly quotes)
        ["iphone 13 screen, is tomorrow at 2pm free?", "how much is a battery"],
        ["tomorrow at 2pm", "how much is an iphone 13 screen"],
        ["yes"],
        ["please don't book the iphone screen for tomorrow at 2pm"],
        ["I can't come tomorrow at 2pm for my iphone 13 screen"],
        ["cancel my screen repair tomorrow at 2pm"],
        ["quiero cancelar mi cita"],
        ["how much is an iphone 13 screen if I come tomorrow at 2pm?"],
        ["how long does an iphone 13 screen take if i come tomorrow at 2pm"],
        ["running late for my iphone screen 2pm today"],
        ["can I pick up my iphone screen tomorrow at 2pm?"],
        ["iphone 13 screen, not tomorrow at 1pm"],
        ["iphone 13 screen on december 1 2020 at 11am"],
        ["I dropped my iphone 13 tomorrow at 3pm and the screen cracked"],
    ],
)
def test_what_is_no_order_books_nothing(texts: Sequence[str]) -> None:
    customer = Customer()
    customer.text(*texts)
    assert customer.booked == []


@pytest.mark.parametrize(
    "text",
    [
        "iphone 13 screen, anytime except dec 15 at 9am",
        "i called at 2 today and nobody answered",
        "do not book me for tomorrow at 11",
        "not friday at 12 then",
        "my phone broke yesterday around 3pm lol",
        "tomorrow at 2 is too late",
        "no puedo mañana a las 2",
        "thanks for nothing",
        "my friend came in on monday at 2pm and you did great",
        "I bought my iphone 13 on saturday at 11am and the screen broke, what does it cost",
        "my wifes phone iphone 13 screen already fixed at your shop dec 1 at 9am, thank you!",
        "I bought my iphone 13 on monday at 2pm and it broke",
        "my iphone 12 battery died friday at 9am",
        "i get paid friday dec 18 at 9am",
        "i had an appointment today at 3 and you were not there",
    ],
)
def test_a_story_or_a_refusal_is_no_order_and_a_yes_behind_it_books_nothing(text: str) -> None:
    customer = Customer(dialogue=SCREEN)
    customer.text(text, "yes")
    assert customer.booked == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("do you charge extra on saturday at 10 for an iphone 13 battery?", slot(10, date(2026, 2, 14))),
        ("does brandon have time for a iphone 13 battery dec 21 at 9", december(21, 9)),
        ("do you have 10 am on the 5th of january for a second phone, iphone 12 battery", slot(10, date(2027, 1, 5))),
        ("puede ser que mi iphone 11 pantalla lo lleve el 21 de diciembre a las 10?", december(21, 10)),
        ("should i come tomorrow at 11?", slot(11)),
        ("tomorrow at 2pm?", slot(14)),
        ("iphone 13 screen tomorrow at 2 if its under $80", slot(14)),
        ("i was thinking tomorrow at 2", slot(14)),
        ("my wife will come tomorrow at 2 to pay", slot(14)),
        ("si puedo voy mañana a las 2", slot(14)),
        ("what about tomorrow at 2", slot(14)),
        ("iphone 13 screen and battery tomorrow at 2pm", slot(14)),
    ],
)
def test_what_may_be_an_order_is_asked_about_and_booked_by_a_yes_alone(text: str, wanted: Slot) -> None:
    customer = Customer(dialogue=SCREEN)
    customer.text(text)
    assert (customer.booked, customer.dialogue.asked) == ([], "book")
    asked = customer.dialogue
    for no_answer in ("ok thanks", "yes?", "hm", "no", "ok let me ask my wife"):
        customer.dialogue = asked
        customer.text(no_answer)
        assert customer.booked == [], no_answer
    customer.dialogue = asked
    customer.text("Sí")
    assert [booked[0] for booked in customer.booked] == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "the battery drains in 3 hours",
        "se apaga en una hora",
        "it usually shuts off at 2",
        "the display shattered today at 1",
        "i smashed it today at 1",
        "my manager lets me off friday at 3",
        "my cousin went there today at 1 and loved it",
        "ya me la cambiaron el viernes a las 10",
        "estuve ahi hoy a la 1",
        "i need it ready before friday at 10",
        "lo necesito para el viernes a las 10",
        "i need my phone for work tomorrow at 2",
        "i have class tomorrow at 2",
        "mi hijo sale de la escuela mañana a las 3",
        "2 of our tablets too",
        "1) how much 2) how long",
        "a lo mejor mañana a las 2",
    ],
)
def test_a_time_that_is_only_told_is_not_booked(text: str) -> None:
    customer = Customer(dialogue=SCREEN)
    customer.text(text)
    assert customer.booked == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("need the broken screen on my iphone 13 replaced friday at 10", slot(10, FRIDAY)),
        ("please put me down for tomorrow at 2", slot(14)),
        ("i will bring it by tomorrow at 2", slot(14)),
        ("smashed iphone 13 screen, tomorrow at 2 thanks", slot(14)),
        ("quisiera cambiar la pantalla el viernes a las 10", slot(10, FRIDAY)),
        ("el viernes a las 10 porfa", slot(10, FRIDAY)),
    ],
)
def test_what_asks_for_a_visit_or_names_job_and_time_alone_is_booked_at_once(text: str, wanted: Slot) -> None:
    customer = Customer(dialogue=SCREEN)
    customer.text(text)
    assert customer.booked == [(wanted, "screen", "iPhone 13")]


@pytest.mark.parametrize("text", ["4", "ok 4 it is", "the 4", "at 4"])
def test_an_hour_that_was_not_listed_is_asked_about(text: str) -> None:
    customer = Customer(dialogue=OFFERED)
    customer.text(text)
    assert (customer.booked, customer.kinds[-1], customer.dialogue.at) == ([], "ask_book", time(16))


@pytest.mark.parametrize(
    "text", ["both of them friday at 10", "all of them friday at 10", "las dos el viernes a las 10"]
)
def test_all_devices_at_a_time_are_no_choice_of_a_day(text: str) -> None:
    jobs = (Job("screen", "iphone 13"), Job("battery", "iphone 12"))
    customer = Customer(dialogue=Dialogue(jobs=jobs, asked="day"))
    customer.text(text)
    assert (customer.booked, customer.dialogue.asked) == ([], "book")
    assert (customer.dialogue.day, customer.dialogue.at) == (FRIDAY, time(10))


@pytest.mark.parametrize("text", ["my appointment is tomorrow at 2", "thanks for tomorrow at 2"])
def test_a_booking_that_is_told_of_is_no_order(text: str) -> None:
    customer = Customer(dialogue=SCREEN)
    customer.text(text)
    assert customer.booked == []


@pytest.mark.parametrize(
    "texts",
    [
        ["actually cancel my appointment", "yes", "ok thank you"],
        ["no thanks", "ok"],
        ["no", "sure, do you also sell cases?"],
        ["what are your hours", "never mind", "yes"],
        ["ok let me ask my wife", "ok"],
        ["can I talk to a person", "yes"],
    ],
)
def test_a_question_that_was_answered_with_something_else_is_not_answered_by_a_later_yes(texts: Sequence[str]) -> None:
    customer = Customer()
    customer.text("is friday at 10 free for an iphone 13 screen?", *texts)
    assert customer.booked == []


@pytest.mark.parametrize(
    "text",
    [
        *(
            "yes jk",
            "n",
            "you sure friday at 10",
            "sure, not",
            "ok just kidding",
            "yes i mean no",
            "absolutely not",
            "por supuesto que no",
            "great joke",
        ),
        *("si tuviera dinero", "si me prestan el carro", "si no llueve", "yes unless it rains", "sí, pero no"),
        *("nice do yall got a restroom", "ok let me see", "y tienen fundas?", "yes but what does it cost?"),
    ],
)
def test_a_doubtful_yes_books_nothing(text: str) -> None:
    customer = Customer()
    customer.text("is friday at 10 free for an iphone 13 screen?", text)
    assert customer.booked == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("yes, and whats the address?", "fact"),
        ("yep. do you sell cases too?", "accessory_price"),
        ("yes to the repair, no to the protector", "booked"),
        ("sí, sin mica", "booked"),
        ("that'll work", "booked"),
        ("i'll take it", "booked"),
        ("could you reserve it please", "booked"),
    ],
)
def test_a_yes_beside_which_something_is_asked_or_left_out_books_and_sells_nothing(text: str, kind: str) -> None:
    customer = Customer()
    customer.text("is friday at 10 free for an iphone 13 screen?", text)
    assert ([booked[0] for booked in customer.booked], customer.kinds[0]) == ([slot(10, FRIDAY)], kind)
    assert customer.remarks == []


@pytest.mark.parametrize(
    ("asking", "text"),
    [
        ("reschedule please", "a que hora puedo pasar"),
        ("reschedule please", "is saturday at 11 open?"),
        ("reschedule please", "how late do you work friday"),
        ("can u push it back an hour", "is it open? b 10"),
        ("can u push it back an hour", "i'm stuck in traffic till 11"),
        ("can brandon call me", "is 3 still open"),
        ("can brandon call me", "will somebody be there at 5 if im late"),
        ("can brandon call me", "do you close at 4"),
        ("is friday at 10 free for an iphone 13 screen?", "any discount today"),
        ("is friday at 10 free for an iphone 13 screen?", "can my son pick it up at 3"),
    ],
)
def test_a_question_or_a_delay_that_holds_a_time_answers_nothing(asking: str, text: str) -> None:
    customer = customer_of(DEC_1)
    customer.text(asking, text)
    assert (customer.booked, len(customer.leads)) == ([DEC_1], 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [("not today", TOMORROW), ("hoy no", TOMORROW), ("no puedo hoy ni mañana", THURSDAY), ("cant do today", TOMORROW)],
)
def test_a_day_that_is_refused_is_not_offered(text: str, day: date) -> None:
    customer = Customer(dialogue=replace(SCREEN, asked="day"))
    customer.text(text)
    assert min(option.day for option in customer.dialogue.options) == day


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("no, perdón, el 19", slot(10, date(2026, 2, 19))),
        ("the latest you have saturday", slot(16, date(2026, 2, 14))),
        ("no, la última que tengas", slot(16, FRIDAY)),
        ("what about the following day", slot(10, date(2026, 2, 14))),
    ],
)
def test_another_choice_than_the_one_that_was_asked_about_is_asked_about(text: str, wanted: Slot) -> None:
    customer = Customer()
    customer.text("is friday at 10 free for an iphone 13 screen?", text)
    assert (customer.booked, customer.dialogue.asked) == ([], "book")
    assert (customer.dialogue.day, customer.dialogue.at) == (wanted.day, wanted.at)


def test_after_what_was_offered_means_later_that_day() -> None:
    customer = Customer(dialogue=OFFERED)
    customer.text("anything after that?")
    assert customer.dialogue.options == (slot(14, TODAY), slot(15, TODAY), slot(16, TODAY))


@pytest.mark.parametrize(
    "text",
    ["is the second one cheaper?", "not the second one", "the first one was bad", "2 phones", "that works"],
)
def test_a_number_in_a_sentence_picks_nothing(text: str) -> None:
    customer = Customer(dialogue=OFFERED)
    customer.text(text)
    assert customer.booked == []


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("first thing in the morning", ["9:00 AM"]),
        ("whatever is earliest", ["9:00 AM"]),
        ("is 2 ok?", ["2:00 PM"]),
        ("is 3 available?", ["3:00 PM"]),
        ("Afternoon", ["12:00 PM", "4:00 PM"]),
        ("that works", ["9:00 AM", "4:00 PM"]),
    ],
)
def test_a_vague_answer_keeps_the_day_that_was_offered(text: str, hours: Sequence[str]) -> None:
    customer = Customer()
    said = customer.text("iphone 13 screen", "tomorrow", text)
    assert re.findall(r"[0-9]+:00 [AP]M", said)[:: len(re.findall(":00", said)) - 1 or 1] == hours
    assert "omorrow" in said
    assert customer.booked == []


# --- what cannot be booked


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("tomorrow at 2pm", "taken"),
        ("is tomorrow at 2pm free?", "taken"),
        ("tomorrow at 8pm", "closed_time"),
        ("today at 9am", "slot_past"),
        ("2026-02-09 at 2pm", "slot_past"),
        ("9999-12-31 at 2pm", "too_far"),
        ("thanksgiving at 10", "closed_day"),
        ("thanksgiving", "closed_day"),
    ],
)
@pytest.mark.parametrize("dialogue", [SCREEN, Dialogue()])
def test_what_cannot_be_booked_is_said_and_others_are_offered(text: str, kind: str, dialogue: Dialogue) -> None:
    customer = Customer(dialogue=dialogue, state={"closures": '[{"date": "2026-11-26"}]'})
    take(customer.store, slot(14))
    customer.text(text)
    assert customer.kinds[-2] == kind
    assert customer.kinds[-1].startswith("offer")
    assert (len(customer.dialogue.options), customer.dialogue.at, customer.booked) == (3, None, [])


def test_a_closed_shop_offers_nothing_and_the_owner_hears_of_who_asked() -> None:
    customer = Customer(state=CLOSED)
    customer.text("iphone 13 screen", "tomorrow")
    assert customer.kinds[-2:] == ("nothing_free_weeks", "passed_on")
    assert customer.questions == ["tomorrow"]


def test_while_the_owner_is_away_nothing_is_offered_before_he_is_back() -> None:
    customer = Customer(dialogue=SCREEN, state=AT_THE_GYM)
    customer.text("today at 2pm")
    assert (customer.dialogue.options, customer.booked) == ((slot(16, TODAY),), [])


def test_a_number_with_three_open_bookings_is_told_so() -> None:
    customer = customer_of(*((slot(hour), "screen", "iPhone 13") for hour in (9, 10, 11)))
    customer.text("iphone screen tomorrow at 2pm")
    assert customer.kinds[-1] == "too_many_bookings"
    assert len(customer.booked) == 3


def test_a_slot_that_a_customer_was_asked_about_is_kept_for_her_while_she_answers() -> None:
    hers, another = Customer(), Customer(holder="another")
    another.store = hers.store
    hers.text("is tomorrow at 2pm free for an iphone screen?")
    another.text("iphone screen tomorrow at 2pm")
    assert another.kinds[-2:] == ("held", "offer_day")
    assert hers.booked == []
    hers.text("yes")
    assert [booked[0] for booked in hers.booked] == [slot(14)]


def test_a_slot_that_is_taken_between_its_offer_and_the_answer_is_not_booked_twice() -> None:
    customer = Customer(dialogue=OFFERED)
    take(customer.store, slot(12, TODAY))
    customer.text("b")
    assert (customer.booked, "taken" in customer.kinds) == ([], True)


def test_a_conversation_holds_one_slot() -> None:
    customer = Customer()
    customer.text(*(f"is tomorrow at {hour}pm free?" for hour in (1, 2, 3)))
    assert list(premises(customer.store).bookings.day(TOMORROW).holds) == [time(15)]


# --- bookings are cancelled


@pytest.mark.parametrize(
    "text",
    [
        "cancel my appointment",
        "I can't make it tomorrow",
        "please cancel my 2pm tomorrow",
        "quiero cancelar mi cita",
        "not going to need it, fixed it myself",
        "delete my appointment",
        "sorry i wont be coming",
        "i can no longer come",
    ],
)
@pytest.mark.parametrize("yes", ["Yes please", "ok", "y", "sí, cancélala", "correct", "yes cancel it"])
def test_a_booking_is_cancelled_once_the_customer_says_yes(text: str, yes: str) -> None:
    customer = customer_of((slot(14), "screen", "iPhone 13"))
    customer.text(text)
    assert (customer.kinds, len(customer.booked)) == (("ask_cancel",), 1)
    customer.text(yes)
    assert (customer.kinds, customer.booked, customer.done) == (("cancelled",), [], ["cancelled"])


@pytest.mark.parametrize(
    "answered",
    [
        *("no", "never mind", "No, keep it", "how much is a battery?", "hm", "ok thanks"),
        *("yes?", "yes or no", "yes if its free", "yes later", "book it", "move it"),
    ],
)
def test_no_half_yes_cancels(answered: str) -> None:
    customer = customer_of(DEC_1)
    customer.text("cancel my appointment", answered)
    assert customer.booked == [DEC_1]


@pytest.mark.parametrize(
    "text",
    [
        "please don't cancel my appointment",
        "tell brandon not to cancel my appointment",
        "why did you cancel my appointment?",
        "no la canceles",
        "did you cancel my appointment?",
        "is my appointment cancelled?",
        "what if i need to cancel later?",
        "is there a cancellation fee",
    ],
)
def test_who_does_not_want_to_cancel_is_not_asked_to(text: str) -> None:
    customer = customer_of(DEC_1)
    customer.text(text)
    assert "ask_cancel" not in customer.kinds
    customer.text("yes")
    assert customer.booked == [DEC_1]


@pytest.mark.parametrize(
    ("texts", "left"),
    [
        (["cancel the galaxy", "y"], [0, 1]),
        (["cancel the battery", "yes"], [0, 2]),
        (["cancel my appointment", "the galaxy one", "yes"], [0, 1]),
        (["cancel my appointment", "the battery", "yes"], [0, 2]),
        (["cancel my appointment", "dec 1", "yes"], [1, 2]),
        (["cancel my appointment", "all", "sí", "no"], [1, 2]),
        (["cancel all of them", "yes", "yes", "yes"], []),
        (["cancel the screen", "c"], [0, 1]),
        (["cancel the pixel one", "y"], [0, 1, 2]),
        (["cancel my appointment", "how much is a galaxy screen?"], [0, 1, 2]),
        (["cancel my appointment", "is the galaxy ready?"], [0, 1, 2]),
        (["cancel my appointment", "not the galaxy"], [0, 1, 2]),
        (["cancel my appointment", "dont cancel the galaxy"], [0, 1, 2]),
        (["cancel my appointment", "all except the galaxy"], [0, 1, 2]),
    ],
)
def test_of_several_bookings_those_are_cancelled_that_the_customer_names(
    texts: Sequence[str], left: Sequence[int]
) -> None:
    customer = customer_of(*THREE)
    customer.text(*texts)
    assert customer.booked == [THREE[n] for n in left]


@pytest.mark.parametrize("text", ["cancel my 2pm", "can we reschedule?", "I can't make it tomorrow at 2pm"])
def test_who_has_no_booking_is_told_so(text: str) -> None:
    customer = Customer()
    customer.text(text)
    assert customer.kinds[0] == "no_bookings"


def test_who_wants_all_cancelled_when_none_is_left_is_answered() -> None:
    customer = customer_of(*THREE)
    customer.text("I need to cancel")
    for lead in customer.leads:
        desk(customer.store, key=f"SM-{lead.lead_id}").cancel(lead)
    assert customer.text("all")
    assert customer.done == []


# --- bookings are moved


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (["move my appointment to fri 10am"], slot(10, FRIDAY)),
        (["can you reschedule my appointment to 4pm?", "yes"], slot(16)),
        (["reschedule please", "thursday at 9am"], slot(9, THURSDAY)),
        (["reschedule please", "thursday", "yes"], slot(14, THURSDAY)),
        (["reschedule please", "thursday", "9am"], slot(9, THURSDAY)),
        (["reschedule please", "4pm", "yes"], slot(16)),
        (["reschedule please", "A"], slot(11, TODAY)),
        (["change my 2pm to 4pm"], slot(16)),
        (["quiero cambiar mi cita para el viernes a las 10"], slot(10, FRIDAY)),
    ],
)
def test_a_booking_is_moved(texts: Sequence[str], wanted: Slot) -> None:
    customer = customer_of((slot(14), "screen", "iPhone 13"))
    customer.text(*texts)
    assert customer.booked == [(wanted, "screen", "iPhone 13")]
    assert (customer.kinds, customer.done) == (("moved",), ["moved"])


def test_a_booking_is_not_moved_where_nothing_is_free() -> None:
    customer = customer_of((slot(14), "screen", "iPhone 13"))
    take(customer.store, slot(16))
    customer.text("move my appointment to 4pm tomorrow")
    assert (customer.kinds, customer.booked[0][0]) == (("taken", "offer_day"), slot(14))
    customer.text("c")
    assert customer.booked[0][0] == slot(15)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("can i move it to dec 30 at 3 if my wife agrees? ill confirm later", december(30, 15)),
        ("mejor a las 4", december(1, 16)),
        ("actually can we make it sunday same time", slot(10, date(2026, 2, 15))),
        ("can u push it back an hour", december(1, 11)),
        ("running late, can I come at 12 instead", december(1, 12)),
        ("i can't come at 10, can we do 3pm instead?", december(1, 15)),
        ("can i move dec 1 to dec 23 same time", december(23, 10)),
        ("dont cancel, move it to dec 5 at 3pm", december(5, 15)),
        ("can i swap to jan 15 at 10am", slot(10, date(2027, 1, 15))),
        ("actually can i come at 12 instead of 11", december(1, 12)),
    ],
)
def test_the_one_booking_is_moved_by_a_yes_where_the_words_are_not_plain(text: str, wanted: Slot) -> None:
    customer = customer_of(DEC_1)
    customer.text(text)
    assert (customer.kinds, customer.booked) == (("ask_move",), [DEC_1])
    asked = customer.dialogue
    customer.text("no")
    assert (customer.kinds, customer.booked) == (("kept",), [DEC_1])
    customer.dialogue = asked
    customer.text("yes")
    assert customer.booked == [(wanted, *DEC_1[1:])]


@pytest.mark.parametrize(
    ("texts", "number", "wanted"),
    [
        (["move my appointment to dec 4 at 1pm", "b", "yes"], 1, december(4, 13)),
        (["move my appointment", "b", "move the galaxy one to dec 4 at 2pm"], 2, december(4, 14)),
        (["move the iphone 13 to dec 4 at 2pm"], 0, december(4, 14)),
        (["move the battery to dec 3 at 4pm"], 1, december(3, 16)),
        (["move the galaxy to dec 9", "1pm"], 2, december(9, 13)),
    ],
)
def test_of_several_bookings_the_one_is_moved_that_the_customer_names(
    texts: Sequence[str], number: int, wanted: Slot
) -> None:
    customer = customer_of(*THREE)
    customer.text(*texts)
    assert customer.booked == sorted(
        (wanted if n == number else booking[0], *booking[1:]) for n, booking in enumerate(THREE)
    )


def test_a_name_that_several_bookings_have_moves_none() -> None:
    customer = customer_of(*THREE)
    customer.text("move the screen one to dec 4 at 2pm")
    assert (customer.kinds, customer.booked) == (("ask_which_booking",), list(THREE))


def test_at_the_question_to_cancel_a_customer_may_move_instead() -> None:
    for text, wanted in [
        ("no, move it to 3pm", december(1, 15)),
        ("yes but can you do dec 24 10am instead", december(24, 10)),
    ]:
        customer = customer_of(DEC_1)
        customer.text("cancel my appointment", text)
        assert customer.booked[0][0] in (DEC_1[0], wanted)
        customer.text("yes")
        assert customer.booked == [(wanted, *DEC_1[1:])]


@pytest.mark.parametrize(
    ("asking", "answered"),
    [
        ("is friday at 10 free for an iphone 13 screen?", "cancel it"),
        ("is friday at 10 free for an iphone 13 screen?", "move it"),
        ("cancel my appointment", "book it"),
        ("cancel my appointment", "move it"),
        ("can u push it back an hour", "cancel it"),
    ],
)
def test_a_yes_to_another_act_is_none(asking: str, answered: str) -> None:
    customer = customer_of(DEC_1)
    customer.text(asking, answered)
    assert customer.booked == [DEC_1]


@pytest.mark.parametrize(
    ("asking", "text"),
    [
        ("reschedule please", "a que hora puedo ir"),
        ("can u push it back an hour", "is it free?"),
        ("can u push it back an hour", "is 11 still open"),
        ("cancel my appointment", "is it free?"),
    ],
)
def test_a_question_is_no_answer(asking: str, text: str) -> None:
    customer = customer_of(DEC_1)
    customer.text(asking, text)
    assert customer.booked == [DEC_1]


def test_a_call_is_booked_at_no_time_that_is_told_in_passing() -> None:
    for text in ("is 11 still open", "can somebody else be there at 5 if im late"):
        customer = Customer()
        customer.text("can i talk to brandon please", text)
        assert customer.booked == []


def test_with_a_booking_another_device_is_booked_and_the_first_is_moved() -> None:
    customer = customer_of(DEC_1)
    customer.text("iphone 12 battery same day at 1pm")
    customer.text("move the screen to dec 3 at 2pm", "move the battery to dec 3 at 4pm")
    assert customer.booked == [(december(3, 14), "screen", "iPhone 11"), (december(3, 16), "battery", "iPhone 12")]


@pytest.mark.parametrize(
    "text",
    [
        "am i still on for dec 1",
        "so it's tuesday dec 1 at 10am right?",
        "see you dec 1 at 10",
        "thanks, see you dec 1",
        "thanks, see you tomorrow",
        "so am i booked?",
        "is it confirmed",
        "which appointments do i have",
        "when do i come in",
        "remind me when is it",
        "when is my appointment?",
        "is my phone ready?",
    ],
)
def test_the_own_booking_is_told_and_stays(text: str) -> None:
    customer = customer_of(DEC_1)
    assert "Tue, Dec 1, 2026 at 10:00 AM" in customer.text(text)
    assert (customer.dialogue.asked, customer.booked) == ("", [DEC_1])


# --- accessories and discounts


@pytest.mark.parametrize("text", ["ADD", "add it please", "can you add it?", "yes", "sure", "yes, add the protector"])
def test_an_accessory_is_added_by_a_firm_yes(text: str) -> None:
    customer = Customer(dialogue=SCREEN)
    customer.text("tomorrow at 2pm", text)
    assert (customer.kinds, customer.remarks) == (("upsell_added",), ["Sold: screen protector, $15"])


@pytest.mark.parametrize(
    "text",
    [
        *("ok", "ok thanks", "thanks!", "yes?", "ok add my wife", "No", "nah dont need the protector"),
        *("vale, gracias", "listo, ahí nos vemos", "sure, see ya friday", "sounds good bye", "yes if its free"),
        *("yes to the appointment no to the protector", "si pero cuanto cuesta", "y eso que es?"),
    ],
)
def test_an_accessory_is_not_sold_by_a_passing_word(text: str) -> None:
    customer = Customer(dialogue=SCREEN)
    customer.text("tomorrow at 2pm", text)
    assert customer.remarks == []
    assert len(customer.booked) == 1


def test_an_accessory_is_offered_once_and_only_if_the_owner_wants_it() -> None:
    customer = Customer(dialogue=SCREEN)
    customer.text("tomorrow at 2pm", "no thanks")
    assert "protector" not in customer.text("thanks")
    customer.text("yes")
    assert customer.remarks == []
    customer = Customer(dialogue=SCREEN, state={"auto_upsell": False})
    assert "protector" not in customer.text("tomorrow at 2pm")
    assert "protector" not in Customer().text("iphone 13 battery tomorrow at 2pm")


@pytest.mark.parametrize(
    "text",
    [
        *("can I get 10% off?", "10 percent discount?", "10% off please", "descuento del 10%", "10% de descuento"),
        "iphone 13 screen tomorrow at 2pm, can i get 10% off",
    ],
)
def test_a_discount_within_the_cap_is_granted(text: str) -> None:
    customer = Customer(dialogue=SCREEN)
    customer.text(text)
    assert (customer.granted, customer.remarks, customer.questions) == (10, ["Granted: 10% off"], [])


@pytest.mark.parametrize(
    "text", ["give me 90% off", "any discount?", "cheaper please", "15% off if I bring two?", "can you do it for 65"]
)
def test_a_discount_above_the_cap_or_with_a_condition_is_the_owners_to_grant(text: str) -> None:
    customer = Customer(dialogue=SCREEN)
    customer.text(text)
    assert (customer.granted, len(customer.questions)) == (0, 1)


@pytest.mark.parametrize(
    "text",
    [
        "my iphone 13 battery health is at 12%, how much for a new one?",
        "it dies at 10%",
        "battery shows 80% health",
        "my friend got 10% off",
    ],
)
def test_a_percentage_is_no_discount_by_itself(text: str) -> None:
    customer = Customer()
    customer.text(text)
    assert customer.granted == 0


# --- the owner hears what only he can answer


@pytest.mark.parametrize(
    "text",
    [
        "can I talk to a person",
        "Tell Brandon I'll be 10 minutes late",
        "message for Brandon: the back door is open",
        "this is ridiculous, same problem again!",
        "I want a refund",
        "quiero hablar con el dueño",
        "you broke my phone, the screen you put in stopped working after 2 days. I want my money back",
        "the screen you fixed is flickering, is it under warranty?",
        "You scammed me",
        "I'm suing",
        "report you to the BBB",
        "i'm here",
        "im outside",
        "no one is here",
        "nobody answers the phone",
        "is there parking",
        "do i get a deal if i bring two phones",
        "apple watch screen",
        "can Brandon call me",
    ],
)
def test_the_owner_hears_what_only_he_can_answer(text: str) -> None:
    customer = Customer(dialogue=SCREEN)
    said = customer.text(text)
    assert customer.questions == [text]
    assert "Brandon" in said
    assert "$" not in said
    assert customer.booked == []


def test_what_is_not_understood_is_asked_again_once_and_then_the_owners() -> None:
    customer = Customer(dialogue=replace(SCREEN, asked="day", greeted=True))
    customer.text("my dog ate a shoe")
    assert (customer.kinds[0], customer.questions) == ("again_question", [])
    customer.text("dogs are nice")
    assert (customer.kinds, customer.questions) == (("passed_on",), ["dogs are nice"])
    customer.text("cats too")
    assert (customer.kinds, len(customer.questions)) == (("already_passed_on",), 1)
    customer.text("tomorrow at 2pm")
    assert customer.booked == [(slot(14), "screen", "iPhone 13")]


def test_a_call_at_a_time_is_a_callback_and_at_night_it_is_refused() -> None:
    customer = Customer()
    customer.text("can Brandon call me tomorrow at 9pm?")
    assert (customer.kinds, customer.leads) == (("call_at_night",), [])
    customer.text("call me tomorrow at 3pm")
    assert [(lead.lead_type, slot_of(lead)) for lead in customer.leads] == [("callback", slot(15))]


def test_a_name_is_kept() -> None:
    customer = customer_of(DEC_1)
    assert "Maria Lopez" in customer.text("my name is Maria Lopez, put it under that")
    assert customer.dialogue.customer_name == "Maria Lopez"


# --- what is told


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({}, "Brandon is at the bench right now."),
        (AT_THE_GYM, "is at the gym until 4:00 PM."),
        ({"status": "driving"}, "Brandon is on the road right now."),
        ({"status": "break"}, "Brandon is on a break right now."),
        ({"status": "sleeping"}, "Brandon is away, and I don't know yet when he'll be back."),
        ({"status": "custom", "location": "secret"}, "Brandon is busy right now."),
    ],
)
def test_what_the_owner_does_is_told_and_nothing_private(state: Mapping[str, object], said: str) -> None:
    told = Customer(state=state).text("is Brandon there?")
    assert said in told
    assert "secret" not in told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("are you open?", "is at the gym until 5:30 PM"),
        ("are you guys open right now", "is at the gym until 5:30 PM"),
        ("what is brandon doing", "is at the gym until 5:30 PM"),
        ("what are your hours today", "9:00 AM to 4:00 PM"),
        ("iphone 13 screen today at 2", "is at the gym until 5:30 PM"),
        ("iphone 13 screen today at 3:30", "is at the gym until 5:30 PM"),
        ("can i bring my iphone 13 screen in today?", "is at the gym until 5:30 PM"),
    ],
)
def test_who_is_out_for_the_rest_of_the_day_has_not_closed_the_shop(text: str, said: str) -> None:
    told = Customer(state={"status": "gym", "busy_until": "2026-02-10T17:30"}).text(text)
    assert said in told
    assert "closed" not in told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("do you have warranty", "Every repair has a 90-day warranty."),
        ("how long does a screen take", "Most repairs take less than an hour."),
        ("prices?", "screens $79 (iPhone) / $89 (Samsung)"),
        ("are you open christmas eve?", "We're open Thu, Dec 24, 2026, with appointments from 9:00 AM to 4:00 PM."),
        ("are you open thanksgiving", "closed Thu, Nov 26, 2026"),
        ("what are your hours", "9:00 AM to 4:00 PM, every day."),
        ("what are your hours on friday", "We're open Fri, Feb 13, with appointments from 9:00 AM to 4:00 PM."),
        ("where are you?", "Jacksonville, FL"),
        ("laptop screen hp", "Consoles, computers and TVs are not on his list."),
        ("hi", "Closed on Friday"),
    ],
)
def test_facts_are_told(text: str, said: str) -> None:
    state = {"closures": '[{"date": "2026-11-26"}]', "special_info": "Closed on Friday"}
    customer = Customer(state=state)
    assert said in customer.text(text)
    assert customer.booked == []


def test_the_owners_own_greeting_and_name_are_used() -> None:
    assert Customer(state={"greeting": "Yo!"}).text("hi").startswith("Yo! ")
    assert "this is MAYA" in Customer(state={"assistant_name": "MAYA"}).text("hi")


@pytest.mark.parametrize("text", ["", " ", "\u200f\u202e", "\x00\x07", "😀😀", "مرحبا", "x" * 10_000])
def test_what_has_no_words_for_it_is_greeted(text: str) -> None:
    assert Customer().text(text).startswith("Hi, this is LINDA")


@pytest.mark.parametrize("asked", ["day", "time", "device", "call", "cancel", ""])
@pytest.mark.parametrize("text", ["", "\u200b", "\u200f\u202e", "\x00", "\ufeff \xad"])
def test_what_has_nothing_to_see_changes_nothing_and_is_not_the_owners(text: str, asked: Question) -> None:
    customer = customer_of(DEC_1, dialogue=replace(SCREEN, asked=asked, nudges=1, greeted=True))
    customer.text(text, text)
    assert (customer.questions, customer.remarks, customer.booked) == ([], [], [DEC_1])


@pytest.mark.parametrize(
    "texts",
    [
        ["hi", "\u200f"],
        ["battery", "\x00", "\u200f\u202e"],
        ["call me", "hello", "hello"],
        ["call me", "\u200f.z.", "hi"],
        ["representative", "at 1", "quiero una cita para mañana a las 2", "feb 12 how much"],
    ],
)
def test_no_text_is_left_without_a_reply(texts: Sequence[str]) -> None:
    for customer in (Customer(), customer_of(DEC_1)):
        customer.text(*texts)
        assert all(customer.replies)


@pytest.mark.parametrize("row", ["!", "?", "- ", "ok ", "1 ", "yes, ", "my appointment ", "no! "])
def test_a_long_row_of_the_same_is_answered_at_once(row: str) -> None:
    customer = Customer()
    started = perf_counter()
    customer.text((row * 1600)[:1600])
    assert perf_counter() - started < 2


# --- whatever is written


PHRASES = [
    "iphone 13 screen", "battery", "how much", "tomorrow", "today", "fri", "feb 12", "2/9/2026", "9999-12-31", "at 2",
    "2pm", "3 am", "10", "2", "b", "the second one", "last one", "yes", "no", "ok not now", "is it free?", "hours",
    "where", "Brandon", "thanks", "book", "in that case", "?", "hello", "cancel", "move it", "my appointment", "all",
    "add it", "call me", "10% off", "come to my house", "12 Main St", "not", "if", "before",
]  # fmt: skip
WRITTEN = [
    *(entry["text"] for entry in load(TEXTS)),
    *(step["customer"] for one in conversations() for step in one["texts"] if "owner" not in step),
]
SHORT = st.lists(st.sampled_from(PHRASES), max_size=4).map(" ".join)
ONE_TEXT = st.sampled_from(WRITTEN) | SHORT | st.text(max_size=40)
QUESTIONS = st.sampled_from(get_args(Question))
DAYS = st.sampled_from([TODAY, TOMORROW, date(2026, 2, 1), date.min, date.max])
SLOTS = st.builds(Slot, DAYS, st.builds(time, st.integers(0, 23)))
DIALOGUES = st.builds(
    Dialogue,
    jobs=st.lists(
        st.builds(
            Job,
            st.sampled_from(["", "diagnosis", *SHOP.prices]),
            st.sampled_from(["", "iphone 13", "pixel 8"]),
            st.just(""),
        ),
        max_size=2,
    ).map(tuple),
    day=st.none() | DAYS,
    at=st.none() | st.builds(time, st.integers(0, 23)),
    asked=QUESTIONS,
    options=st.lists(SLOTS, max_size=3).map(tuple),
    on_site=st.booleans(),
    nudges=st.integers(0, 1),
)
# What a text must say, in one way or another, for its turn to write that.
ASKED_FOR: Mapping[Action, tuple[ActKind, ...]] = {
    "booked": ("accept", "choose", "want", "call_me"),
    "moved": ("accept", "choose", "want", "move", "keep", "call_me"),
    "cancelled": ("accept", "choose", "cancel"),
}


def heard_by(customer: Customer, text: str) -> Understood:
    return understand(text, customer.dialogue, premises(customer.store, state=customer.state))


@settings(max_examples=200)
@given(ONE_TEXT, DIALOGUES, st.sets(st.integers(9, 16)), st.booleans())
def test_any_text_gets_a_reply_and_books_only_free_slots(
    text: str, dialogue: Dialogue, taken: set[int], is_open: bool
) -> None:
    customer = Customer(dialogue=dialogue, state={} if is_open else CLOSED)
    take(customer.store, *(slot(hour, day) for hour in taken for day in (TODAY, TOMORROW)))
    before = {day: set(booked.taken) for day, booked in customer.store.days.items()}
    assert customer.text(text).strip()
    assert len(customer.leads) == len(customer.done) <= 1
    for lead in customer.leads:
        chosen = slot_of(lead)
        assert chosen > slot(10, TODAY)
        assert lead.lead_type == "callback" or chosen in open_slots(
            chosen.day, SHOP, premises(state=customer.state).state
        )
        assert lead.lead_type == "callback" or chosen.at not in before.get(chosen.day, set())


@given(st.lists(ONE_TEXT, min_size=1, max_size=6), st.booleans())
@example(["somebody call 911 my dad is not breathing", ""], False)
@example(["my screen is cracked", "hmm drop the protector, money is tight"], True)
def test_whatever_is_texted_nothing_is_written_that_was_not_asked_for(texts: Sequence[str], has_booking: bool) -> None:
    customer, again = (customer_of(DEC_1) if has_booking else Customer() for _ in range(2))
    for text in texts:
        heard, before, done = heard_by(customer, text), customer.dialogue, len(customer.done)
        last = customer.replies[-1] if customer.replies else ""
        reply, after = customer.text(text), customer.dialogue
        assert len(customer.done) - done <= 1
        for action in customer.done[done:]:
            assert heard.has(*ASKED_FOR[action]), action
            assert not heard.has("hesitate")
        if not heard.acts and not heard.when and not heard.choice and before.asked:
            assert after.asked == before.asked
        if heard.has("spam") and not reply:
            continue  # Who advertises is answered once.
        assert reply != last
        assert reply == plain_text(reply, SHOP.longest_reply)
        assert ElementTree.fromstring(message_twiml(reply)).findtext("Message", "") == reply  # noqa: S314  (our own)
        assert len(after.jobs) <= 4
        assert len(after.options) <= 8
        assert len(after.handed_on) <= 12
        assert len(str(to_item(_from_dialogue(after)))) < 4096
    again.text(*texts)
    assert again.replies == customer.replies


ORDERS = st.sampled_from(
    ["tomorrow at 2pm", "friday at 10 for my iphone 13 screen", "dec 9 at 11am please", "mañana a las 3", "today at 1"]
)
NO_ORDERS = st.sampled_from(
    [
        "do not book {}",
        "please don't come {}",
        "not {}",
        "{} is too late",
        "{} unless it rains",
        "{} if my wife agrees",
        "anytime except {}",
        "done by {}",
        "i need it before {}",
        "did i book {}",
        "i came in {}",
        "my friend was there {} and it was great",
        "i work {}",
        "is it raining {}",
        "why are you closed {}",
        "who told you {}",
        "my appointment is {}",
        "thanks for {}",
        "i hope to see brandon {}",
        "{} or maybe later",
        "no puedo {}",
        "i will think about {}",
        "nobody answered {}",
        "how much is it {}",
    ]
)


@given(ORDERS, NO_ORDERS, st.booleans())
def test_an_order_within_more_words_is_never_carried_out(order: str, words: str, has_booking: bool) -> None:
    customer = customer_of(DEC_1, dialogue=SCREEN) if has_booking else Customer(dialogue=SCREEN)
    before = customer.booked
    customer.text(words.format(order))
    assert customer.booked == before
