"""What a visitor of the web chat writes about his number and the code that is texted to it."""

import re
import unicodedata
from typing import NamedTuple

from linda.phones import phones_in
from linda.spoken_numbers import spoken_digits

_CODE_DIGITS = 6
# "123456", and as people copy it: "123 456", "123-456", "12 34 56", "1 2 3 4 5 6".
_CODE = re.compile(r"(?<![0-9])(?:[0-9]{6}|[0-9]{3}[ -][0-9]{3}|[0-9]{2}(?: [0-9]{2}){2}|[0-9](?: [0-9]){5})(?![0-9])")
# Of these, a request of its own does not consist.
_AROUND_NUMBERS = frozenset(
    """
    a actually an and at again be but cell cellphone code confirmation correct different get got has have hello here
    heres hey hi i ill im in instead is it its just me meant mistake mobile mine my new no not now number numbers ok
    okay on one oops or other phone please pls rather received right said says say send sent sms so sorry sure
    telephone text texted thank thanks that thats the this to try typo u um use was wrong yeah yep yes you your

    al aqui aquí celular código codigo con correcto cual de dice ahí ahi ahora el en era es ese este esta está gracias
    hola la le lo listo llegó llego mandaron me mejor mi número numero o otro perdón perdon pero por equivocado
    equivoqué favor recibí recibi si sí tel teléfono telefono tengo un una va y
    """.split()
)
# What is said of the number and the code that are asked for, without accents and apostrophes; longer texts say more.
_MOST_WORDS_ABOUT_IT = 12
_MISSES_CODE = re.compile(
    r"\b(?:re-?send|reenvi\w*)\b|\bsend\b.*\b(?:again|it|one|code)\b|^(?:the |el )?co(?:de|digo)\W*$"
    r"|\b(?:not?|never|didnt|dont|havent|hasnt|nothing|nada|nunca)\b.*"
    r"\b(?:get|got|gotten|receive\w*|come|came|coming|arriv\w*|lleg\w*|recib\w*|code|codigo)\b"
    r"|\b(?:new|another|otro|nuevo|what|which|where|donde|cual)\b.*\b(?:code|codigo)\b"
)
_OTHER_CODE = re.compile(r"\b(?:zip|postal|area|promo\w*|discount|coupon|descuento|qr|error|pass|unlock)\b")
_ASKS_WHY = re.compile(
    r"\b(?:why|what for|how come|por ?que|para que)\b.*\b(?:number|phone|cell|code|numero|telefono|celular|codigo)\b"
)
_HAS_NO_PHONE = re.compile(
    r"\b(?:dont|do not|cant|cannot|wont|will not|not|no|didnt|doesnt)\b (?:\w+ ){0,2}"
    r"(?:have|want|give|giving|got|use|get|receive|share|tengo|quiero|doy|dar|puedo|traigo|recibe|sirve|prende)\b.*"
    r"\b(?:number|phone|cell|cellphone|mobile|texts|numero|celular|telefono|mensajes)\b"
    r"|\b(?:number|phone|cell|numero|celular|telefono)\b (?:is|es|esta|does|wont|cant|doesnt|no) .*"
    r"\b(?:broken|dead|off|broke|roto|apagado|turn|prende|sirve|text|texts|mensajes)\b"
    r"|\b(?:rather|prefer) not\b|\bno (?:phone|cell|celular|telefono)\b"
)
# Digits that were meant as a number, or as a code.
_DIGITS_ALONE = re.compile(
    r"(?![0-9]{1,2}([.-])[0-9]{1,2}\1|2[0-9]{3}-[0-9]{2}-)[+(]?[0-9](?:[ ().-]{0,2}[0-9]){4,14}\W*"
)


class Written(NamedTuple):
    """What a message holds: a phone number (E.164), six digits that may be a code, and the rest if it asks anything.

    All digits of its `text` are Western ones.
    """

    text: str
    number: str
    code: str
    rest: str


def read(text: str, country: str) -> Written:
    """Return the message as it is read, whose numbers are those of the country (ISO 3166) if they do not say."""
    western = "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in text)
    numbers = phones_in(western, country)
    rest = western
    for raw in numbers:
        rest = rest.replace(raw, " ")
    found = _CODE.search(rest)
    code = re.sub("[ -]", "", found[0]) if found else ""
    if found:
        rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    elif not re.search("[0-9]", western) and len(digits := spoken_digits(western)) == _CODE_DIGITS:
        return Written(western, "", digits, "")
    words = re.findall(r"[^\W_]+", re.sub("['\u2019]", "", rest.casefold()))
    is_request = not _AROUND_NUMBERS.issuperset(words)
    rest = " ".join(rest.split()).strip(" ,.;:-") if is_request else ""
    return Written(western, next(iter(numbers.values()), ""), code, rest)


def about_proof(written: Written, *, has_code: bool, is_asked: bool) -> str:
    """Return the response to what a visitor says of the number or the code that he is asked for, "" if to neither.

    `has_code` says that one has been texted, `is_asked` that he has been asked for his number.
    """
    if written.number:
        return ""
    if (has_code or is_asked) and _DIGITS_ALONE.fullmatch(written.text.strip()):
        is_short = len(re.findall("[0-9]", written.text)) <= _CODE_DIGITS
        return "web_code_wrong" if has_code or is_short else "web_number_wrong"
    letters = unicodedata.normalize("NFD", re.sub("['\u2019]", "", written.text.casefold()))
    plain = "".join(one for one in letters if not unicodedata.combining(one))
    if len(plain.split()) > _MOST_WORDS_ABOUT_IT:
        return ""
    if (has_code or is_asked) and _ASKS_WHY.search(plain):
        return "web_why_number"
    if has_code and _MISSES_CODE.search(plain) and not _OTHER_CODE.search(plain):
        return "web_code_lost"
    return "web_other_phone" if is_asked and _HAS_NO_PHONE.search(plain) else ""
