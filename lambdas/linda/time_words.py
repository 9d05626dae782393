"""The words of dates and times, in English and Spanish: a customer's text as tokens of known kinds."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple


class Token(NamedTuple):
    """A word, number, sign or phrase in the text, its kind, and its number if it has one."""

    kind: str
    start: int
    end: int
    number: int = 0


def counted(first: int, *lists: str) -> dict[str, int]:
    """Return the words of each list with their places, counted from `first`; a dash skips a place."""
    return {name: number for names in lists for number, name in enumerate(names.split(), first) if name != "-"}


def plain(text: str) -> str:
    """Return the text in lower case, without accents, with straight quotes and single spaces."""
    letters = unicodedata.normalize("NFD", text.lower().replace("\u2019", "'"))
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())


_HOURS = (
    "one two three four five six seven eight nine ten eleven twelve",
    "una dos tres cuatro cinco seis siete ocho nueve diez - doce",
    "uno",
)
# Words that count upwards, by kind.
_COUNTED: Mapping[str, Mapping[str, int]] = {
    "weekday": counted(
        0,
        "monday tuesday wednesday thursday friday saturday sunday",
        "mon tue wed thu fri",
        "- tues weds thur - satur",
        "- - wensday thurs",
        "mondy tuesdy wendsday - fridy - sundy",
        "lunes martes miercoles jueves viernes sabado domingo",
        "lun mart mie jue vie sab dom",
    ),
    "weekdays": counted(
        0, "mondays tuesdays wednesdays thursdays fridays saturdays sundays", "- - - - - sabados domingos"
    ),
    "month": counted(
        1,
        "january february march april - june july august september october november december",
        "jan feb mar apr - jun jul aug sep oct nov dec",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        # No "ago" for "agosto": it is in "two days ago".
        "ene - - abr - - - - sept - - dic",
        "- - - - - - - - setiembre",
    ),
    "numword": counted(1, *_HOURS),
    "bigword": {
        **counted(13, "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"),
        **counted(13, "trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte"),
    },
    "ordword": {
        **counted(1, "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"),
        **counted(13, "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"),
    },
}

# Phrases by kind, with a number for some, divided by bars and without apostrophes. If two fit, the longer one wins.
_WORDS: Mapping[str, str] = {
    # Words that usually mean something else.
    "shy_weekday 5": "sat",
    "shy_weekday 6": "sun",
    "may 5": "may",
    "once 11": "once",
    "tens 20": "twenty",
    "tens 30": "thirty",
    "tens 40": "forty",
    "tens 50": "fifty",
    "bigword 30": "treinta",
    "ordword 1": "primero",
    "ordword 30": "thirtieth",
    "quarter": "quarter | a quarter | cuarto | un cuarto",
    "days 30": "month | months | mes | meses",
    "days 365": "year | years | yrs | ano | anos",
    "minutes 1": "minute | minutes | min | mins | minuto | minutos",
    "minutes 60": "hour | hours | hr | hrs | hora | horas | hs",
    "days 1": "day | days | dia | dias",
    "days 7": "week | weeks | semana | semanas | wk | wks",
    "today 0": "today | hoy | later today | hoy mismo | this day | todays",
    "today 1": (
        "tomorrow | tommorow | tommorrow | tomorow | tomorro | tomoro | tomorrows | tmrw | tmr | tmw | tmmrw | tmrow "
        "| tomm | tomrw | 2morrow | 2morow | 2moro | 2mrw | 2mro | manana"
    ),
    "today 7": "de hoy en ocho | de hoy en 8 | hoy en ocho",
    "today 2": (
        "day after tomorrow | the day after tomorrow | day after tmrw | the day after tmrw | pasado manana "
        "| pasao manana | pasado mana"
    ),
    # Month and day; from 40 on, the month's first, second, third or (49) last Monday. Thanksgiving has its own rule.
    "holiday 143": "mlk day | martin luther king day",
    "holiday 243": "presidents day | presidents' day",
    "holiday 549": "memorial day",
    "holiday 704": "independence day | fourth of july | july fourth",
    "holiday 941": "labor day",
    "holiday 214": "valentines | valentines day | san valentin",
    "holiday 317": "st patricks day | saint patricks day",
    "holiday 1031": "halloween",
    "holiday 1224": "christmas eve | xmas eve | nochebuena | noche buena",
    "holiday 1225": "christmas | christmas day | xmas | navidad",
    "holiday 1231": "new years eve | nye",
    "holiday 101": "new years | new years day",
    "holiday 1100": "thanksgiving | thanksgiving day",
    "holiday 1101": "black friday",
    # Small words; those used in several patterns have a kind of their own.
    "at": "at | @ | at like | at about | at around",
    "at_las": (
        "a las | a la | para las | para la | sobre las | sobre la | como a las | como a la | tipo | a eso de las | "
        "cerca de las | mas o menos a las | como para las"
    ),
    "las": "las",
    "la": "la",
    "of_las": "de las | de la",
    "around": "around | roughly | approximately | more like | closer to",
    "approx": (
        "about | like | probably | maybe | or so | como | mas o menos | sometime | anytime | any time | some time | "
        "ideally | preferably"
    ),
    "how_about": "how about | what about | que tal a las | que tal",
    "the": "the | el | para el",
    "on_the": "on the | for the | el dia | para el dia | del dia",
    "on": "on | this | this coming | coming | for this | este | el proximo | proximo",
    "next": "next",
    "next_day": (
        "the next day | next day | the following day | following day | the day after | the day after that | "
        "day after that | dia siguiente | el dia siguiente | al dia siguiente | al otro dia"
    ),
    "of": "of | de | del",
    "and": "and | y | & | n",
    "or": "or | o | u | either",
    "nor": "ni | nor",
    "to": "to | thru | through | al | y las | y la",
    "dash": "- | \u2013 | \u2014",
    "comma": ",",
    "after": (
        "after | later than | despues de las | despues de la | despues de | pasadas las | pasada la | pasado de las "
        "| any time after | anytime after"
    ),
    "after_del": "despues del | pasado el | pasando el",
    "before_del": "antes del",
    "before": (
        "before | earlier than | sooner than | prior to | antes de las | antes de la | antes de | b4 | para antes de "
        "las | i start work at | start work at | work starts at | my shift starts at | clock in at | be at work at | "
        "be at work by | entro a trabajar a las | entro a trabajar a la | entro al trabajo a las | entro a las | "
        "entro a la | tengo que estar en el trabajo a las | empiezo a trabajar a las | mi turno empieza a las | "
        "tengo vuelo a las | tengo un vuelo a las | mi vuelo es a las | mi vuelo sale a las | el vuelo es a las | "
        "tengo doctor a las | my flight is at | my flight leaves at | i have a flight at | got a flight at"
    ),
    "from": "from | starting | starting at | starting from | desde las | desde la | beginning at | as of",
    "at_least": (
        "no earlier than | not before | not earlier than | not until | a partir de las | a partir de la | a partir "
        "de | a partir del | no antes de las | no antes de la | no antes de | nada antes de las | nada antes de la | "
        "nada antes de | que no sea antes de las | que no sea antes de la | que no sea antes de | no puedo antes de "
        "las | no puedo antes de la | menos antes de las | ni antes de las"
    ),
    "until": "until | till | til | hasta | hasta las | hasta la | hasta el | up to",
    "by": "by | done by | ready by | finished by | fixed by | repaired by",
    "at_most": "no later than | not later than | not after | no mas tarde de las | a mas tardar a las | "
    "no despues de las | que no sea despues de las | que no pase de las | nada despues de las",
    "between": "between | entre | entre las | entre la | anytime between | any time between | btw | btwn",
    "onwards": (
        "or later | onwards | onward | and after | and later | en adelante | o mas tarde | o despues | and up | or "
        "any time after | and on"
    ),
    "or_earlier": "or earlier | or sooner | at the latest | latest | o antes | a mas tardar",
    "visit": (
        "come by | stop by | drop by | swing by | pass by | be by | drop it by | bring it by | come thru | come "
        "through | coming by | stopping by | dropping by | swinging by | passing by | rolling by | there by | "
        "bringing it by"
    ),
    "bring": "bring | drop | swing | run | pass | bringing | dropping",
    "half_past": "half past | half after",
    "past": "past",
    "media": "media",
    "half": "half | half an | half a",
    "a": "a | an | un",
    "couple": "couple | couple of | a couple | a couple of",
    "and_a_half": "and a half",
    "y_media": "y media",
    "quarter_to": (
        "quarter to | quarter of | a quarter to | quarter till | cuarto para las | cuarto para la | un cuarto para "
        "las | un cuarto para la"
    ),
    "am": "am | a.m. | a.m | a m",
    "pm": "pm | p.m. | p.m | p m",
    "oclock": "oclock | o clock | en punto | ish | sharp | on the dot",
    "h": "h",
    "oh": "oh",
    "in": (
        "in | in about | in like | in around | within | within the | en | en como | dentro de | como en | in just | "
        "in the next"
    ),
    "now": "from now | from today",
    "ago": "ago | atras",
    "hace": "hace | hace como | hace unos | hace unas",
    "more": "later | after that | mas tarde | despues | after it | forward",
    "less": "earlier | sooner | before that | antes | mas temprano",
    "push": (
        "push it back | push back | move it back | push it | push my appointment back | delay it | delay it by | push "
        "it out | atrasarlo | atrasarla | retrasarlo | atrasar | retrasar | push mine back | push me back | "
        "bump me back | "
        "bump it back | move me back | push us back"
    ),
    "pull": (
        "move it up | move it up by | bring it forward | move up | adelantarlo | adelantarla | adelantar | "
        "bump me up | bump it up | move me up | push me up | push it up | move my appointment up | "
        "bump my appointment up"
    ),
    "next_week": (
        "next week | la proxima semana | proxima semana | la otra semana | otra semana | la semana que viene | semana "
        "que viene | la semana que entra | semana que entra | la semana entrante | semana entrante | la semana "
        "proxima | semana proxima | following week | the following week | nxt week | next wk"
    ),
    "this_week": "this week | esta semana | this wk | any day this week | sometime this week | during the week",
    "late_week": (
        "later this week | later in the week | late this week | mas tarde esta semana | mas adelante esta semana | el "
        "resto de la semana | rest of the week | the rest of the week"
    ),
    "this_month": "of this month | de este mes | this month",
    "week_end": (
        "end of the week | end of this week | the end of the week | end of week | finales de semana | finales de la "
        "semana | fines de semana | final de la semana"
    ),
    "late_next_week": "end of next week | the end of next week | late next week | later next week",
    "early_next_week": "early next week | beginning of next week | start of next week | first of next week",
    "week_after": "week after next | the week after next | in two weeks time",
    "weekend": (
        "weekend | the weekend | this weekend | this coming weekend | wkend | wknd | finde | el finde | fin de semana "
        "| el fin de semana | este fin de semana | weekends"
    ),
    "next_weekend": "next weekend | el proximo fin de semana | proximo fin de semana | the following weekend",
    "weekday_any": "weekday | a weekday | weekdays | any weekday | entre semana | during the weekday",
    "viene": "que viene | que entra",
    "every": "every | each | cada | los",
    "last": "last | since | since last | desde | desde el | el pasado | since this",
    "gone": "pasado",
    "yesterday": (
        "yesterday | ayer | last night | anoche | yday | yesterdays | yesterday morning | yesterday afternoon | the "
        "other day | antier | anteayer | el otro dia | la otra vez"
    ),
    "last_week": (
        "last week | last month | last year | la semana pasada | semana pasada | el mes pasado | last weekend | el "
        "ano pasado | last time | el fin de semana pasado | last wk | la ultima vez"
    ),
    # Parts of the day.
    "morning": (
        "morning | morn | mornings | in the morning | in the mornings | por la manana | en la manana | de la manana | "
        "a la manana | por las mananas | mananas | in the am | the morning | mornin | early in the morning | morning "
        "time | tempranito"
    ),
    "afternoon": (
        "afternoon | afternoons | in the afternoon | in the afternoons | por la tarde | en la tarde | de la tarde | a "
        "la tarde | por las tardes | the afternoon | in the pm | afternoon time"
    ),
    "evening": (
        "evening | evenings | in the evening | in the evenings | por la noche | en la noche | de la noche | at night "
        "| night | the evening | por las noches | after work | after i get off | after i get off work | when i get "
        "off | when i get off work | after my shift | despues del trabajo | despues de trabajar | cuando salga del "
        "trabajo | saliendo del trabajo | after dinner"
    ),
    "lunch": (
        "lunch time | lunchtime | at lunch | around lunch | during lunch | on my lunch break | on my lunch | lunch "
        "break | lunch hour | at lunch time | around lunch time | around lunchtime | during my lunch | during my "
        "lunch break | on lunch | a la hora del almuerzo | hora de almuerzo | hora del almuerzo | hora de comer | at "
        "lunchtime | my lunch break | about lunch time | a la hora de comer | a la hora de almuerzo | for lunch"
    ),
    "lunch_alone": "lunch | almuerzo",
    "after_lunch": "after lunch | despues del almuerzo | despues de comer | despues de almorzar",
    "before_lunch": "before lunch | by lunch | by lunchtime | antes del almuerzo | antes de comer",
    "after_school": "after school | after class | after classes | despues de la escuela | despues de clases",
    "before_work": (
        "before work | antes del trabajo | antes de trabajar | antes de ir a trabajar | before my shift | before school"
    ),
    "early": "early | temprano | bright and early",
    "mid": "mid",
    "late": "late",
    "now_then": (
        "come now | come in now | come by now | come over now | come right now | come in right now | come by right "
        "now | bring it now | bring it in now | ir ahora | ir ahora mismo | pasar ahora | pasar ahora mismo"
    ),
    "day_end": (
        "end of day | end of the day | the end of the day | eod | later in the day | late in the day | al final del dia"
    ),
    "this_morning": "this morning | this mornin | esta manana",
    "this_afternoon": "this afternoon | esta tarde | later this afternoon | this aft",
    "tonight": "tonight | 2nite | this evening | esta noche | 2night | later this evening",
    "noon": (
        "noon | noonish | midday | mediodia | medio dia | al mediodia | al medio dia | at noon | at midday | del "
        "mediodia | del medio dia"
    ),
    "midnight": "midnight | medianoche",
    "same_day": "same day | the same day | that same day | mismo dia | el mismo dia | ese mismo dia",
    "same_time": (
        "same time | the same time | at the same time | same hour | same time slot | misma hora | la misma hora | a "
        "la misma hora | same exact time"
    ),
    "soon": (
        "first thing | first thing in the morning | first thing in the am | asap | as soon as possible | as soon as "
        "you can | soon as possible | soonest | the soonest | earliest | the earliest | next available | the next "
        "available | first available | the first available | next opening | next open slot | soonest you can | "
        "earliest you can | a primera hora | a primera hora de la manana | lo antes posible | cuanto antes | lo mas "
        "pronto posible | lo mas pronto | lo mas temprano | lo mas pronto que se pueda | lo antes que se pueda | lo "
        "mas pronto que pueda | as soon as u can | lo mas temprano posible | lo mas antes posible | as early as "
        "possible | right away | whatever is soonest | at your earliest | next availability | first opening | first "
        "slot | tan pronto como sea posible | proxima disponible | primera cita disponible | primer dia disponible | "
        "el primer dia disponible | primera hora"
    ),
    # What denies the time after it, the time before it, or either.
    "not": (
        "dont book me for | do not book me for | dont book me | not | not on | not at | cant do | cannot do | can not "
        "do | cant make | cant come | cant on | anything but | any day but | any day except | any time but | anytime "
        "but | anytime except | anything except | except | except for | but not | not for | instead of | rather than "
        "| other than | besides | no puedo a las | no puedo el | excepto | en vez de | en vez del | en lugar de | no "
        "quiero | dont want | no el | no a las | no me sirve el | not free on | anywhere but"
    ),
    "no": "no",
    "but": "but | pero",
    "menos": "menos | menos el",
    "cant": (
        "cant | i cant | cant make it | i cant make it | no puedo | no puedo ir | no me sirve | not available | not "
        "free | im not free | im not available | busy | im busy | out of town | i work | im working | i have work | "
        "trabajo | ocupado | ocupada | im booked | tengo trabajo | i gotta work | i have class | too far | its too far"
    ),
    "off_at": (
        "get off at | get off work at | off work at | im off at | salgo a las | salgo del work a las | "
        "salgo del trabajo a las | "
        "clock out at | get done at | finish work at | done with work at | shift ends at | salgo de "
        "trabajar a las | salgo "
        "de la escuela a las | salgo de clases a las | salgo del jale a las | salgo de mi trabajo a las | salgo de "
        "la chamba a las | "
        "termino de trabajar a las | salgo como a las | salgo del trabajo como a las | ocupado hasta las | ocupada "
        "hasta las | "
        "trabajo hasta como las | dont get off till | dont get off til | dont get off until | not off till | not off "
        "until | i work "
        "until | i work till | i work til | working until | working till | at work until | at work till | busy until "
        "| busy till | busy til | trabajo hasta las | class until | in class until | in school until | get off around "
        "| get off work around | im in class til | im in class till | in class til | in class till | in school til | "
        "in school till | "
        "in a meeting until | in a meeting till | in a meeting til | in meetings until | at school until | work "
        "until | work till | work til | until i get off at | get out at | get out of "
        "work at | off by | gets off at | gets out at | gets off work at | gets out of school at | "
        "out of school at"
    ),
    "fails": (
        "is too far | is too far away | is too far out | "
        "doesnt work | does not work | wont work | will not work | doesnt | is no good | isnt good | not good | is "
        "not good | are bad | are bad for me | is bad for me | are no good | are out | arent good | are tough | is "
        "tough | "
        "is bad | is out | dont work | do not work | no me queda | no me funciona | no me queda bien | no "
        "sirve | no good | not gonna work | isnt going to work | is too late | is too early | too late | too early | "
        "wont do | doesnt work for me | no funciona | es muy tarde | es muy temprano | not an option | is not going "
        "to work | no va | is busy | not possible"
    ),
    "move": (
        "move | change | switch | reschedule | swap | bump | shift | moved | cambiar | cambia | cambio | mover | "
        "muevo | pasar | moverla | cambiarla | cambiar mi cita | pase mi cita | pasar mi cita | pasa mi cita | mueva | "
        "mueve | cambie | cambieme | muevame | pasarla | pasarlo | moverlo | cambiarlo | muevela | muevelo | "
        "cambiala | cambialo | pasala | pasalo | pasela | paselo"
        " | reagendar | reagendarla | cambiarme | moverme | cambiemos"
    ),
    # Words whose numbers are not times.
    "model": (
        "iphone | iphone se | iphones | ipad | ipod | galaxy | note | pixel | moto | samsung | series | watch | "
        "macbook | android | lg | motorola | oneplus | tab | surface | ps | xbox | airpods | iphon | i phone | iph | "
        "fone | g | huawei | redmi | xiaomi | ios | air | fold | flip | z | edge | xperia | nintendo | windows | "
        "model | modelo | version"
    ),
    "model_end": (
        "pro | plus | mini | ultra | fe | max | promax | xl | gen | generation | pros | prox | generacion | a series"
    ),
    "letter": "s | x | xr | xs",
    "street": (
        "street | st | rd | road | ave | avenue | dr | drive | ln | lane | blvd | boulevard | ct | court | pl | place "
        "| cir | circle | hwy | highway | pkwy | parkway | terrace | ter | trail | trl | way | calle | avenida"
    ),
    # What masks a device that has already been read.
    "named": "_",
    "unit": (
        "out of | apt | apartment | suite | unit | ste | room | floor | bldg | building | lot | gate | exit | route | "
        "interstate | zip | number | numero | num | no. | option | opcion | # | step | line | code | order | invoice "
        "| ticket | channel | level | box | bus | size | apartamento | piso"
    ),
    "thing": (
        "dollars | dollar | dolares | bucks | usd | pesos | percent | porciento | por ciento | times | veces | points "
        "| phones | phone | telefonos | celulares | pantallas | screens | people | kids | ipads | devices | seconds | "
        "secs | sec | segundos | cents | feet | ft | inches | inch | miles | blocks | cuadras | gb | megs | pms | of "
        "them | bars | stars | cracks | more | other | others | of us | k | grand | lbs | mas | de ellos | friends | "
        "cracked | broken | guys | batteries"
    ),
    "nice": (
        "good | great | nice | happy | lovely | wonderful | merry | buen | buena | buenas | buenos | feliz | gd | "
        "blessed | amazing | awesome"
    ),
    # Phrases that contain words of time but do not name a time.
    "noise": (
        "mas tempranito | from this morning | from earlier | from earlier today | from before | drive at night | "
        "driving at night | "
        "see at night | drive after dark | manejo de noche | manejar de noche | manejo en la noche | the sun | in sun "
        "| direct sun | hot sun | in the sun | i sat | it sat | he sat | she sat | they sat | we sat "
        "| who sat | son sat | someone sat | somebody sat | kid sat | dog sat | accidentally sat | sat on | sat down "
        "| just sat | soy domingo | sun damage | i wed | no one | not one | this one | that one | which one | the one "
        "| other one | another one | new one | old one | a la vez | one more | one thing | one question | one another "
        "| all day | every day | good friday | day by day | may be | day to day | per hour | an hour late"
    ),
    # What may come before a number that answers "when?", after it, and on both sides.
    "lead": (
        "make it | want | take | actually | prefer | come | ill do | ill take | lets | lets do | lets say | its | "
        "nope | yeah | yep | yea | yup | sure | dale | prefiero | quiero | i mean | meant | i meant | i said | "
        "said | alright | we do | try | i want | i  take | i pick | pick | choose | schedule me for | book me for "
        "| put me down for | put me in for | put me for | time is | hmm | um | uh | well | for me | would be | "
        "tomo | tiene | tienes | digo | perdon | esta bien | listo | possibly | booked for | appointment at | "
        "appt at | appointment for | set for | down for | me for | up for | changed to | change it to | move it "
        "to | make that | change to | move to | switch to | will be | works for | what bout | wait | no wait | "
        "rather | go with | id like | i would like | would like | id prefer | id rather | id say | say | we say"
    ),
    # After "I can't" these ask for another time.
    "asking": (
        "can we do | can you do | could we do | can i do | do you have | you have | we can | i can | can do | "
        "could do | i could do | how bout"
    ),
    "trail": (
        "plz | plss | thank you | ty | work | work for | sounds | it | if | with | i | we | im | would | will | "
        "should | por favor | porfavor | porfa | gracias | esta | es | para | me | instead | better | best | my | "
        "thats | that | is fine | is good | it is | whichever | whatever | idk | because | bc | cuz | cause | you | r "
        "| are | when | what | how | where | who | too | tambien | sin | con | que | man | bro | sir | maam | boss | "
        "brandon | linda | bye | see | see you | hopefully | possible | at the | as | there | doable | le | te | lo | "
        "queda | estaria | puede | perfecto | voy | usually | works for me | amigo | verdad | sounds good | sounds "
        "great | any | appt | appointment | slot | spot | mi | works better | is better | se | podria | tienen | hay | "
        "pueden"
    ),
    "both": (
        "lol | haha | thanks | thx | eh | ehh | lemme see | let me see | do | does | be | ill | have | got | is | "
        "sorry | nah | yes | si | bueno | vale | mejor | puedo | seria | then | so | ok | okay | cool | perfect | pls "
        "| please | for | fine | still | also | available | open | free | entonces | claro | bien | can | could | was "
        "| works"
    ),
    "mark": ". | ? | ! | ; | : | ( | ) | \u2026 | \" | ' | * | \u00bf | \u00a1 | / | + | ~",
}
# Misspelt words are corrected to one of these, which are long enough for certainty.
_LONG = (
    "monday tuesday wednesday thursday friday saturday sunday sabado miercoles tomorrow morning afternoon evening "
    "january february august september october november december"
)

_FIGURES = (
    r"(?P<placeholder><[^<>]{0,40}>)"
    r"|(?P<phone>(?:\+?1[ .-]?)?\(?[0-9]{3}\)?[ .-]?[0-9]{3}[ .-][0-9]{4}\b|\+?[0-9]{7,}|[0-9]{3}-[0-9]{4}\b)"
    r"|(?P<money>\$ ?[0-9][0-9.,]*)"
    r"|(?P<iso>[0-9]{4}-[0-9]{2}-[0-9]{2}\b)"
    r"|(?P<slash>(?:[0-9]{1,2}/[0-9]{1,2}(?:/(?:[0-9]{2}){1,2})?|[0-9]{1,2}-[0-9]{1,2}-(?:[0-9]{2}){1,2})\b"
    r"(?! ?(?:hour|hora|price|off|inch)))"
    r"|(?P<percent>[0-9]+(?:\.[0-9]+)? ?%)"
    r"|(?P<half_day>[0-9]{1,2}(?:[:.h]?[0-9]{2})? ?[ap](?:\. ?m\b\.?| ?m\b|(?<=[0-9]p)\b))"
    r"|(?P<clock>[0-9]{1,2}[:h][0-9]{2}\b(?!:))"
    r"|(?P<decimal>[0-9]+(?:[.,][0-9]+)+)"
    r"|(?P<ordinal>[0-9]{1,2}(?:st|nd|rd|th|ero|er|ro|do|ra|da)\b)"
    r"|(?P<figure>[0-9]+(?=(?:hours?|hrs?|hs|h|mins?|minutes?|days?|weeks?|oclock|ish)?\b))"
    r"|(?P<mixed>(?:[a-z]*[0-9]+[a-z0-9]*)+)"
    r"|(?P<word>[ap]\.m\.?|[a-z]+(?:'[a-z]+)*)"
    r"|(?P<sign>[^\s])"
)


_SHAPES = {"placeholder": "thing", "phone": "thing", "money": "thing", "percent": "thing", "mixed": "word"}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(_FIGURES)


@cache
def _phrases() -> tuple[Mapping[str, tuple[str, int]], Mapping[str, int]]:
    """Return the kind and number of each phrase, and for each first word, the length of its longest phrase in words."""
    phrases = dict[str, tuple[str, int]]()
    for kind, words in _WORDS.items():
        name, _, number = kind.partition(" ")
        phrases |= dict.fromkeys(words.split(" | "), (name, int(number or 0)))
    for kind, numbers in _COUNTED.items():
        phrases |= {word: (kind, place) for word, place in numbers.items()}
    longest = dict[str, int]()
    for phrase in phrases:
        words_of = phrase.split()
        longest[words_of[0]] = max(longest.get(words_of[0], 1), len(words_of))
    return phrases, longest


@cache
def words_of_time() -> frozenset[str]:
    """Return the words that occur in phrases of time."""
    return frozenset(word for phrase in _phrases()[0] for word in phrase.split())


@cache
def _long_words() -> Mapping[str, str]:
    """Return the long words, keyed by themselves and by each of their forms with one letter left out."""
    return {variant: word for word in _LONG.split() for variant in (word, *_shortened(word))}


def _shortened(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(1, len(word)))


def _respelt(word: str) -> str:
    """Return the long word of time that this word is with one letter wrong, extra, missing or swapped."""
    if not 6 <= len(word) <= 10:
        return word
    words = _long_words()
    meant = words.get(word) or next((words[part] for part in _shortened(word) if part in words), word)
    return meant if meant[0] == word[0] and abs(len(meant) - len(word)) <= 1 else word


def _key(written: str) -> str:
    # "Friday's no good" is about one Friday, "fridays" about all.
    return written.replace("day's", "day").replace("'", "") or written


def tokens(said: str) -> list[Token]:
    """Return the tokens of a plain text: each known phrase as one, and everything else word by word."""
    phrases, longest = _phrases()
    shapes = [(match.lastgroup or "", match[0], match.start(), match.end()) for match in _pattern().finditer(said)]
    found, place = list[Token](), 0
    while place < len(shapes):
        shape, written, start, end = shapes[place]
        count = 1
        if shape in {"word", "sign", "mixed"}:
            for count in range(min(longest.get(_key(written), 1), len(shapes) - place), 0, -1):
                last = shapes[place + count - 1][3]
                if known := phrases.get(_key(said[start:last])):
                    found.append(Token(known[0], start, last, known[1]))
                    break
            else:
                known = phrases.get(_respelt(_key(written)))
                found.append(Token(known[0], start, end, known[1]) if known else Token("word", start, end))
                count = 1
        else:
            found.append(_figure(shape, written, start, end))
        place += count
    return found


def _figure(shape: str, written: str, start: int, end: int) -> Token:
    """Return the token for digits; the number of a clock is HHMM."""
    digits = "".join(letter for letter in written if "0" <= letter <= "9")
    number = int(digits[:8] or 0)
    if shape == "half_day":
        return _half_day(number, "p" in written, start, end)
    if shape == "clock":
        hour, minute = divmod(number, 100)
        return Token("clock", start, end, number) if hour < 24 and minute < 60 else Token("thing", start, end)
    if shape == "decimal" and len(digits) in {3, 4} and written[-3:-2] == ".":
        return Token("decimal", start, end, number)
    if shape == "figure":
        return Token(_size(number, digits), start, end, number)
    if shape in {"iso", "slash"}:
        return Token(shape, start, end, _calendar(written))
    kind = _SHAPES.get(shape, shape if shape == "ordinal" else "thing")
    return Token(kind, start, end, number)


def _half_day(number: int, is_afternoon: bool, start: int, end: int) -> Token:
    hour, minute = divmod(number, 100) if number > 99 else (number, 0)
    if not 1 <= hour <= 12 or minute > 59:
        return Token("thing", start, end)
    return Token("sure_clock", start, end, (hour % 12 + 12 * is_afternoon) * 100 + minute)


def _size(number: int, digits: str) -> str:
    if number <= 31 and len(digits) < 3:
        return "num" if 1 <= number <= 12 else "big"
    if 100 <= number < 2400 and number % 100 < 60 and not digits.startswith("0"):
        return "quad"
    return "figure"


def _calendar(written: str) -> int:
    """Return year, month and day as one number, YYYYMMDD; the year is 0 if it is not given."""
    first, *rest = (int(part) for part in re.split("[-/]", written))
    year, month, day = (first, *rest) if first > 999 else (sum(rest[1:]), first, rest[0])
    return (year + 2000 * (0 < year < 100)) * 10_000 + month * 100 + day
