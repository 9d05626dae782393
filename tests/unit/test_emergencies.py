"""Emergencies are told from ordinary sentences, written and as a recognizer hears them."""

import pytest

from linda.models import Dialogue
from linda.rules.acts import Emergency
from linda.rules.understanding import understand
from local.speech import recogniser
from tests.understanding.recognised import recognised
from tests.unit.builders import premises

PREMISES = premises()
ENGLISH: tuple[tuple[Emergency, str], ...] = (
    ("help", "Can you call 911 for me?"),
    ("help", "I need 911 now!"),
    ("help", "Hello, is this 911?"),
    ("help", "911, please hurry"),
    ("help", "Get me an ambulance, please."),
    ("help", "We need paramedics here right now"),
    ("help", "Somebody send an ambulance to 1450 Oak Street"),
    ("help", "Please call the police, there's a man with a gun"),
    ("help", "Send the fire department!"),
    ("help", "My wife is unconscious"),
    ("help", "He isn't breathing"),
    ("help", "my baby is choking on something"),
    ("help", "I can't breathe, help me"),
    ("help", "She's having a seizure"),
    ("help", "I think my dad is having a stroke"),
    ("help", "My grandma collapsed and she's not responding"),
    ("help", "I have really bad chest pain"),
    ("help", "my chest hurts and my arm is numb"),
    ("help", "He got shot"),
    ("help", "someone stabbed my brother, he's bleeding a lot"),
    ("help", "There's blood everywhere"),
    ("help", "I cut myself and it won't stop bleeding"),
    ("help", "my son was just electrocuted by the charger"),
    ("help", "My coworker fainted and won't wake up"),
    ("help", "We're trapped in the elevator"),
    ("help", "somebody is breaking into my house"),
    ("help", "I'm being robbed"),
    ("help", "he's going to kill me"),
    ("help", "my friend overdosed"),
    ("help", "She took too many pills"),
    ("help", "My mom fell down the stairs and can't get up"),
    ("help", "a kid got hit by a car"),
    ("help", "There's been a terrible accident, two people are injured"),
    ("help", "my girlfriend is in labor"),
    ("help", "she's having an allergic reaction, her throat is closing"),
    ("help", "the guy next to me just had a heart attack"),
    ("help", "medical emergency, please help"),
    ("help", "take me to the hospital please"),
    ("swallowed", "My toddler swallowed a button battery"),
    ("swallowed", "my daughter may have swallowed the magnet from the case"),
    ("swallowed", "he ate a piece of glass from the screen"),
    ("burn", "my hands are badly burned"),
    ("burn", "The phone blew up in my hand"),
    ("burn", "my son's shirt caught fire"),
    ("burn", "She has third degree burns"),
    ("fire", "My house is on fire"),
    ("fire", "the kitchen is full of smoke"),
    ("fire", "There's a fire in the store"),
    ("fire", "my couch caught fire from the charger"),
    ("fire", "I smell gas in here"),
    ("fire", "smoke is coming out of the wall"),
    ("fire", "the building is burning"),
    ("device", "My phone is literally on fire"),
    ("device", "the charger just caught fire"),
    ("device", "flames are coming out of it"),
)
SPANISH: tuple[tuple[Emergency, str], ...] = (
    ("help", "Llame al 911 por favor"),
    ("help", "necesito que llamen al 911"),
    ("help", "¿Es el 911?"),
    ("help", "Manden una ambulancia"),
    ("help", "Una ambulancia, rápido por favor"),
    ("help", "necesitamos a los bomberos"),
    ("help", "Llamen a la policía, por favor"),
    ("help", "Mi mamá está inconsciente"),
    ("help", "mi bebé no respira"),
    ("help", "No puedo respirar"),
    ("help", "Le está dando un infarto a mi papá"),
    ("help", "me duele mucho el pecho"),
    ("help", "hay dos heridos"),
    ("help", "mi hermano se desmayó y no despierta"),
    ("help", "está sangrando mucho"),
    ("help", "se está ahogando mi hijo"),
    ("help", "nos están asaltando"),
    ("help", "tiene una pistola"),
    ("help", "le dispararon a mi primo"),
    ("help", "atropellaron a un señor"),
    ("help", "mi abuela se cayó y no se puede parar"),
    ("help", "estamos atrapados en el elevador"),
    ("help", "mi esposa está en trabajo de parto"),
    ("help", "se tomó muchas pastillas"),
    ("help", "necesito un médico urgente"),
    ("swallowed", "Mi hijo se tragó una pila"),
    ("swallowed", "la niña se comió una batería chiquita"),
    ("burn", "mi esposo está todo quemado"),
    ("burn", "me explotó el celular en la mano"),
    ("fire", "Se está quemando la casa"),
    ("fire", "Hay un incendio en el edificio"),
    ("fire", "hay humo por todos lados"),
    ("fire", "huele a gas"),
    ("fire", "la cocina está en llamas"),
    ("device", "mi celular está en llamas"),
    ("device", "se prendió fuego el cargador"),
)
HARMLESS = (
    "This is an emergency, I need my screen fixed today",
    "it's kind of an emergency, can you see me at 3",
    "My phone died",
    "my battery keeps dying on me",
    "this phone is killing me",
    "the price almost gave me a heart attack",
    "I nearly had a heart attack when it fell",
    "my phone got hit by a car",
    "I dropped my phone getting out of the car",
    "my phone keeps calling 911 by itself",
    "it accidentally called 911",
    "will it still call 911 with a broken screen",
    "My phone says SOS only",
    "emergency calls only, no service",
    "does the emergency SOS still work after a new screen",
    "the fire tablet won't charge",
    "do you fix an Amazon Fire?",
    "your prices are fire",
    "the screen is bleeding black ink",
    "my screen is bleeding everywhere",
    "I need a police report number for my insurance",
    "My phone was stolen, should I call the police?",
    "I'm a police officer, do you have a discount",
    "I drive an ambulance, do you have a first responder discount",
    "I have a doctor's appointment at 2, can we do 4",
    "can I move it, I have to go to the hospital tomorrow",
    "my kid dropped it and cracked the screen",
    "my son broke his phone",
    "my dog swallowed my airpod",
    "my phone won't wake up",
    "the phone isn't responding",
    "it stopped responding to touch",
    "I passed out after work and missed my appointment",
    "I was in an accident last week and my phone broke",
    "My wife was hurt last month, so I'm late picking it up",
    "my old phone caught fire last year",
    "i burned my hand on it last week",
    "my screen is burned in",
    "I can't move my appointment",
    "I'm stuck in traffic",
    "I'm trapped in a contract with Verizon",
    "is my data trapped on the phone",
    "the charging port got burned out",
    "could it catch fire?",
    "it's not on fire or anything, just warm",
    "nobody is hurt, it's just the screen",
    "can it hurt the battery",
    "I took too many photos and it's full",
    "my smoke alarm app doesn't open",
    "the heart rate sensor on my watch stopped",
    "a quick call at 9:11 is fine",
    "my address is 911 Oak Street",
    "es una emergencia, necesito mi celular hoy",
    "Me urge, es de emergencia",
    "mi teléfono solo hace llamadas de emergencia",
    "dice solo llamadas de emergencia",
    "mi celular no responde",
    "mi teléfono no reacciona al tocarlo",
    "Se me murió la batería",
    "se me ahogó el teléfono en la piscina",
    "mi hijo quebró la pantalla",
    "casi me da un infarto con ese precio",
    "se me quemó el puerto de carga",
    "el cajero se tragó mi tarjeta",
    "necesito el reporte de la policía para el seguro",
    "se me cayó el celular por las escaleras",
    "el chip quedó atrapado en la ranura",
    "¿puede explotar la batería?",
)


def both(text: str, language: str) -> list[str]:
    """The text as it is written, and as the recognizers hear it."""
    heard = "es" if language == "es" else "en"
    return [text, recognised(text, heard), recogniser(text, heard)]  # type: ignore[arg-type]


@pytest.mark.parametrize(("kind", "text", "language"), [
    *((kind, text, "en") for kind, text in ENGLISH),
    *((kind, text, "es") for kind, text in SPANISH),
])  # fmt: skip
def test_an_emergency_is_never_missed(kind: Emergency, text: str, language: str) -> None:
    for said in both(text, language):
        understood = understand(said, Dialogue(), PREMISES)
        assert understood.emergency == kind, said
        assert understood.has("emergency") == (kind != "device"), said
        assert understood.language in (None, language), said


@pytest.mark.parametrize("text", HARMLESS)
def test_an_ordinary_sentence_is_no_emergency(text: str) -> None:
    for said in {*both(text, "en"), *both(text, "es")}:
        assert understand(said, Dialogue(), PREMISES).emergency == "", said


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("there is smoke coming out now", "device"),
        ("it just exploded", "device"),
        ("está saliendo humo", "device"),
        ("my hand is burned", "burn"),
        ("could it explode", ""),
        ("it's not smoking", ""),
        ("what if it starts burning", ""),
        ("¿puede prenderse?", ""),
        ("can I bring it in", ""),
    ],
)
def test_after_a_danger_less_has_to_be_said_of_a_fire(text: str, kind: Emergency) -> None:
    assert understand(text, Dialogue(asked="danger"), PREMISES).emergency == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ok", "still"),
        ("who should I call", "still"),
        ("está en la sala", "still"),
        ("hello?", "still"),
        ("please send somebody over here", "still"),
        ("manden a alguien por favor", "still"),
        ("please come to my house", "still"),
        ("he's here on the floor", "still"),
        ("he's still not breathing", "help"),
        ("I already called 911", "called"),
        ("the ambulance is on the way", "called"),
        ("ya viene la ambulancia", "called"),
        ("okay I'll call the police", "called"),
        ("you will hear from my lawyer", ""),
        ("the fire is out", "over"),
        ("everybody's fine now", "over"),
        ("ya se apagó", "over"),
        ("thanks", ""),
        ("how much is a screen?", ""),
        ("let me talk to Brandon", ""),
        ("cancel my appointment", ""),
        ("", ""),
    ],
)
def test_an_emergency_goes_on_until_it_is_over_or_something_else_is_wanted(text: str, kind: Emergency) -> None:
    assert understand(text, Dialogue(asked="emergency"), PREMISES).emergency == kind


@pytest.mark.parametrize("text", ["I already called 911", "everybody's fine", "the fire is out"])
def test_nothing_is_over_that_has_not_been_told(text: str) -> None:
    assert understand(text, Dialogue(), PREMISES).emergency == ""


@pytest.mark.parametrize("text", ["my son got hurt last week", "my wife is in labor, can we move it to Friday"])
def test_what_is_past_or_only_a_reason_is_no_emergency(text: str) -> None:
    assert understand(text, Dialogue(), PREMISES).emergency == ""
