# ruff: noqa: RUF001  (the quotation marks of all languages)
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.signals import asks_to_stop, is_auto_reply, is_reaction

OURS = "Galaxy S21 battery replacement starts at $49. Thursday I have A) 10:00 AM or B) 1:00 PM. Which works for you?"
QUOTES = ("“”", '""', "«»", "»«", "„“", "‘’", "「」", "『』", "‹›", "《》")
VERBS = (
    "Liked",
    "Loved",
    "Disliked",
    "Laughed at",
    "Emphasized",
    "Emphasised",
    "Questioned",
    "Reacted 🔥 to",
    "Reacted with 😂 to",
    "Reacted with a sticker to",
    "Removed a like from",
    "Removed a question mark from",
    "Removed 🔥 from",
    "🙏 to",
    "❤️ to",
    "👍🏽",
    "Le gustó",
    "Le encantó",
    "No le gustó",
    "Se rió de",
    "Destacó",
    "Ha puesto en duda",
    "Reaccionó con 🙌 a",
    "Ha reaccionado con 😮 a",
    "Quitó un corazón de",
    "🙏 a",
)


@given(
    st.sampled_from(VERBS),
    st.sampled_from(QUOTES),
    st.text(st.characters(exclude_characters="\"'“”„‟«»‹›「」『』‘’‚《》", exclude_categories=["Cs"])),
    st.sampled_from(["", " ", ".", "\n"]),
)
def test_a_verb_of_a_reaction_before_one_quote_is_a_reaction_whatever_is_quoted(
    verb: str, quotes: str, words: str, end: str
) -> None:
    assert is_reaction(f"{verb} {quotes[0]}{words}{quotes[1]}{end}")


@pytest.mark.parametrize(
    "text",
    [
        "Loved a movie",
        "Liked a contact card",
        "Reacted 👍 to a message",
        "Puso un corazón a “Claro”",
        f"Понравилось «{OURS}»",
        "Disliked an attachment",
        "Emphasized 2 photos",
        "Laughed at a voice message",
        "Removed an exclamation mark from an image",
        "Reacted 😮 to a photo",
        "Le encantó una imagen",
        "Le gustó un mensaje de voz",
        "Removed a laugh from “Sure, I'll ask Brandon…”",
        "Liked “Galaxy S21 battery replacement starts at $49. Thurs…",  # cut with the closing quote
        "Liked “Galaxy S21 battery replacement starts",
        "\u200b🙏\u200b to “\u200a" + OURS + "\u200a”\u200a",  # as one maker's phones write it
        "Quitó un “me gusta” de “Claro”",
        "Reacted to “See you then!” with 🎉",
        "LIKED “OK”",
        f"Hat „{OURS}“ mit „Gefällt mir“ markiert",
        f"A adoré « {OURS} »",
        f"Curtiu “{OURS}”",
        f"「{OURS}」にいいねしました",
        "Ha messo Mi piace a “Galaxy S21 battery replacement…”",
        f'Liked "{OURS}"',
    ],
)
def test_what_a_phone_writes_of_a_reaction_is_one(text: str) -> None:
    assert is_reaction(text, ["Hi!", OURS])


@pytest.mark.parametrize(
    "text",
    [
        "🙏",
        "👍👍🏽",
        "❤️!",
        "ok 👍",
        "",
        'he said "tomorrow is fine", is it?',
        'my son says "it only needs a battery"',
        "liked your work last time, can I come Friday?",
        "Loved it",
        "Loved the screen you put in",
        "Questioned my bank about it, I can pay",
        "Disliked the last shop",
        "Loved an image of your work, can you do mine the same?",
        'Liked "the blue one" and also "the red one"',
        'the phone says "iPhone is disabled"',
        '"B"',
        f"“{OURS}”",  # who quotes us alone says nothing about it
        f"you said “{OURS}” so which is it",
        f"what does “{OURS}” mean",
        f"“{OURS}” B?",
        "Removed the case myself and the screen is fine",
        "Reacted badly to the glue",
        "me gustó la oferta",
        "le gustó a mi mamá, ¿cuánto sería?",
        "quité la funda de mi celular",
        '¿"A"?',
    ],
)
def test_a_customers_own_words_are_no_reaction(text: str) -> None:
    assert not is_reaction(text, ["Hi!", OURS])


WORDS = st.lists(
    st.sampled_from([*"abB3?", "he", "said", "the", "screen", "liked", "is", "tomorrow", "“", "”", '"', "👍", "..."])
)


@given(WORDS.map(" ".join))
def test_a_sentence_with_a_quote_after_other_words_is_no_reaction(words: str) -> None:
    assert not is_reaction(f'he said "tomorrow is fine" {words}', [OURS])


@pytest.mark.parametrize(
    "text",
    [
        "I’m driving with Driving Focus turned on. I’ll see your message when I get where I’m going.",
        "I'm driving with Do Not Disturb While Driving turned on.",
        '(I\'m not receiving notifications. If this is urgent, reply "urgent" to send a notification through.)',
        "Automatic reply: Annual leave",
        "AUTO-REPLY from Lena: back on the 9th",
        "Out of office: I am back Monday.",
        "Autoreply. Busy right now.",
        "[Auto Reply] In a meeting",
        "Sorry, I can't talk now. (Sent automatically)",
        "I am out of the office and will return on the 3rd.",
        "You have reached an unmonitored number.",
        "Your request has been received. A technician will respond shortly.",
        "Hello! Thanks for contacting Ruiz Dental. Our office is currently closed.",
        "Your loan is approved! Call Ray. Reply STOP to opt out.",
        "Thank you. This number is not monitored.",
        "The number you have texted is unmonitored",
        "This mailbox isn't monitored. Call the front desk.",
        "Sorry, this line does not accept incoming text messages.",
        "This is an automated message from First Coast Dental. Please do not reply to this message.",
        "Thanks for contacting Duval Dental! We will get back to you within one business day.",
        "Gracias por comunicarte con Taller Ruiz. Te responderemos en breve.",
        "Respuesta automática: estoy de viaje.",
        "Estoy manejando con el modo Concentración activado.",
        "Este número no está monitoreado.",
        "Por favor no responda a este mensaje.",
    ],
)
def test_what_a_program_answers_is_an_auto_reply(text: str) -> None:
    assert is_auto_reply(text)


@pytest.mark.parametrize(
    "text",
    [
        "sorry im driving, text you in 10",
        "I'm out of office till 5, can I come at 6?",
        "is this an automated message?",
        "this number is my wifes",
        "my phone is stuck on do not disturb and won't ring",
        "do not disturb won't turn off on my iphone 12",
        "I got an automatic reply from you",
        "Thanks for texting me back! Can you respond with the price",
        "I'm not receiving notifications on my iPhone",
        "my phone says I have notifications silenced",
        "automatic brightness is broken",
        "thanks for texting back, 3 works",
        "we received your message, see you at 3",
        "I'm out of the office till 3 so 4 works",
        "I'm out of the office and it's urgent, can you come here today",
        "my number can't receive texts since the drop",
        "my photos get sent automatically to icloud, can you stop that",
        "it says reply STOP to cancel but I want to keep my appointment",
        "EmperorLinda: your visit is booked. Reply STOP for no more texts.",
        "Thanks for your message, see you at 2",
        "gracias por contestar, llego en 5",
        "estoy manejando, llego a las 3",
        "please don't reply to my old number",
        "",
    ],
)
def test_what_a_person_writes_is_no_auto_reply(text: str) -> None:
    assert not is_auto_reply(text)


OPT_OUTS = [
    "Opt out",
    "opt-out",
    "Quit!",
    "STOP.",
    "Stop please",
    "stop stop stop",
    "UNSUBSCRIBE!!",
    "please stop",
    "stop texting this number",
    "Stop messaging me!!",
    "could you stop texting me please?",
    "Can y'all quit messaging me",
    "for the last time stop texting me",
    "stop sending me these messages",
    "Stop with the texts already",
    "no more texts pls",
    "stop calling and texting me",
    "Don’t text me anymore",
    "don't ever message me again",
    "Do not contact me.",
    "never text this number again",
    "don't send me any more messages",
    "Take me off your texting list, thanks",
    "please remove my number from your system",
    "get me off this list",
    "remove us from your contacts",
    "delete my number",
    "forget my number",
    "unsubscribe me please",
    "unsubscribe from all texts",
    "opt me out",
    "I'd like to unsubscribe",
    "i want to opt out of these texts",
    "how do I unsubscribe?",
    "I don't want any more texts from you",
    "I no longer want to receive messages",
    "i don't want you to text me again",
    "leave me alone",
    "can you leave me alone? no more of this",
    "leave me alone? no, seriously, leave me alone",
    "stop texting me?! no more messages",
    "you have the wrong number, stop texting me",
    "Who is this? Take me off your list.",
    "take me off your list i already got it fixed",
    "got it fixed elsewhere so please stop texting me",
    "turn off your reminders",
    "fuck off. stop texting me",
    "yall gotta stop txting me",
    "dont text me no more",
    "i'm not Rosa stop texting me",
    "I never signed up for this, stop",
    "why do you keep messaging me? please stop",
    "no longer interested please remove me",
    "how do i get off this list",
    "PLEASE REMOVE ME FROM THIS LIST I NEVER SIGNED UP",
    "please do not send any more texts to this number",
    "don't ever contact me again or I'll report you",
    "I don't wanna get texts anymore",
    "unsuscribe",
    "No más textos por favor",
    "no me escriban más",
    "Ya no me manden mensajes",
    "ya no me contacten",
    "No me escriban",
    "Dejen de mandarme mensajes",
    "dejen de mandar mensajes",
    "deja de escribirme ya",
    "paren con los mensajes",
    "Bórrenme de su lista",
    "sáquenme de la lista",
    "eliminen mi número",
    "no quiero recibir más mensajes",
    "no quiero más textos",
    "no quiero que me escriban más",
    "Favor de no enviar más mensajes",
    "me pueden quitar de la lista",
    "no soy Rosa, no me escriban",
    "déjenme en paz",
    "quiero cancelar los mensajes",
    "quiero darme de baja",
    "BAJA",
    "numero equivocado, no me escriban mas",
    "por favor no me molesten",
]
NO_OPT_OUTS = [
    "",
    "cancel",
    "end",
    "cancel the 2pm",
    "cancel my appointment please",
    "stop, wait, not that one",
    "Stop! I meant Tuesday",
    "please stop by my house",
    "can I stop by at 3?",
    "I'll stop by, don't text",
    "don't text my old number, use this",
    "do not text my work phone, text this one",
    "don't text me, call me",
    "dont text me im driving",
    "don't message me until 5",
    "don't call me, text me instead",
    "don't call before 9",
    "stop texting me im at work",
    "stop texting my husband, text me",
    "don't stop texting me",
    "you can stop texting me when it's ready",
    "quit charging",
    "it quit",
    "my phone quit working",
    "the phone stopped sending texts",
    "my phone won't stop sending messages",
    "no texts come through on my iphone 11",
    "the speaker gets no notifications",
    "no more room on my phone",
    "lost my number",
    "what is your number?",
    "is there a waiting list",
    "take me off the schedule for Tuesday",
    "remove me from the 2pm",
    "take the protector off",
    "remove the case",
    "remove the protector",
    "delete my photos before you fix it?",
    "what opt is cheaper",
    "leave my phone at the desk?",
    "I want no more than $60",
    "the message says storage is full",
    "can you send me a message when it's done",
    "no me llegan mensajes",
    "no recibo mensajes en mi iphone",
    "no me llames, escríbeme",
    "no me escribas hasta las 5",
    "no me mandes la dirección, mándame el precio",
    "quita el protector",
    "quítame el protector de la cuenta",
    "para el martes",
    "baja el precio",
    "baja calidad",
    "ya no quiero la reparación",
    "no más de 50 dólares",
    "cancelar",
    "cancela mi cita",
    "fin",
    "salgo a las 4, paro ahí",
    "mi iphone se apaga solo, deja de enviar mensajes",
    "how do i stop my phone from restarting",
    "turn off notifications on the lock screen?",
    "how do I stop spam texts on my iphone",
    "stop sending me to voicemail",
    "stop the booking",
    "don't bother with the protector",
    "can you remove me from the 3 oclock",
    "quítame la cita del martes",
    "ya no me llega nada",
    "my wife said to stop by",
    "I had to stop texting, sorry, driving",
    "I'll stop texting now, see you at 3",
    "call me dont text",
    "can you take me now?",
    "can you take my phone",
    "will you take us today",
    "take off everything",
    "how do i block my number?",
    "sorry I forget my number",
    "do you want me to stop texting",
    "I will stop texting you",
    "I don't like texting",
    "i dont want texts, call me",
    "keep it, stop",
    "not yet. stop",
    "remove it please",
    "I need to get my messages off my phone",
    "take my phone off the charger",
    "la batería está muy baja",
    "¿me pueden quitar la pantalla?",
    "no quiero más, gracias",
    "my s21 died, no texts, no calls",
    "they won't leave me alone at work, can I come at 6",
    "leave me alone? no way, thanks for checking",
    "Haha stop texting me? Never, you guys are great",
    "wait, unsubscribe?? nope, I like them",
    "¿Borrarme de la lista? Claro que no",
    "can you cancel the text I sent and book 3pm",
]


@pytest.mark.parametrize("text", OPT_OUTS)
def test_who_wants_no_more_texts_is_heard_in_his_own_words(text: str) -> None:
    assert asks_to_stop(text)


@pytest.mark.parametrize("text", NO_OPT_OUTS)
def test_what_only_sounds_like_an_opt_out_is_none(text: str) -> None:
    assert not asks_to_stop(text)


@given(
    st.sampled_from(OPT_OUTS),
    st.sampled_from(["", "please ", "Hi, ", "ok. ", "Hola, "]),
    st.sampled_from(["", "!", ".", " thanks", " please", "\n"]),
    st.booleans(),
)
def test_manners_marks_and_capitals_change_no_opt_out(text: str, before: str, after: str, capitals: bool) -> None:
    said = f"{before}{text}{after}"
    assert asks_to_stop(said.upper() if capitals else said)


@given(
    st.sampled_from(NO_OPT_OUTS),
    st.sampled_from(["", "hi, ", "ok ", "thanks. ", "hola "]),
    st.sampled_from(["", "!", " thx"]),
)
def test_nor_do_they_make_one(text: str, before: str, after: str) -> None:
    assert not asks_to_stop(f"{before}{text}{after}")


@pytest.mark.parametrize(
    "text",
    [
        *("'stop'", "STOP\n\nSent from my iPhone", "STOP TO END", "stop to opt out", "Reply STOP", "STOP PLEASE STOP"),
        *("Stop!!!! wrong number", "stop this", "end texts", "end the texts", "cancel all texts", "unsub", "¡para ya!"),
    ],
)
def test_a_stop_with_something_around_it_is_one(text: str) -> None:
    assert asks_to_stop(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "cancel 4711",
            "stop 2",
            "STOP 4711",
            "end 3pm",
            "quit 2",
            "Cancel.",
            "CANCEL!",
            "cancel please",
            "cancel it",
        ),
        *(
            "cancel all",
            "end",
            "end it",
            "stop to ask",
            "stop to get my phone",
            "stop the repair",
            "text stops",
            "para 2",
        ),
        *(
            "cancelar 4711",
            "cancela la de las 2",
            "no más",
            "reply to my text",
            "say stop loss",
            "the end of this text",
        ),
    ],
)
def test_who_cancels_a_booking_or_picks_a_number_opts_out_of_nothing(text: str) -> None:
    assert not asks_to_stop(text)


@given(st.text())
def test_no_text_is_too_odd_to_be_looked_at(text: str) -> None:
    for said in (text, f"liked “{text}", f"stop {text}"):
        is_reaction(said, [OURS, text])
        is_auto_reply(said)
        asks_to_stop(said)


def test_on_whatsapp_quit_is_a_word_like_others() -> None:
    assert asks_to_stop("Stop.", "twilio-whatsapp")
    assert asks_to_stop("quit texting me", "twilio-whatsapp")
    assert not asks_to_stop("Quit.", "twilio-whatsapp")


@pytest.mark.parametrize("said", ["stop", "stop calling me", "stop texting me", "no more texts", "no me escriban mas"])
def test_a_caller_opts_out_of_nothing(said: str) -> None:
    assert asks_to_stop(said)
    assert not asks_to_stop(said, "twilio-voice")


def test_para_ya_may_answer_for_when() -> None:
    assert not asks_to_stop("para ya")
    assert not asks_to_stop("para ya por favor")
