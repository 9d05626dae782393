"""What is taken back in the middle of a sentence: "iphone 12, no, 11", "january 7th, sorry, the 8th".

The text is read without it, so that nothing behind this can mistake it for something else that is wanted.
"""

import re

_MEANT = (
    r"i mean|i meant|digo|quise decir|mejor dicho|no wait|wait no|no sorry|sorry|no perdon|perdon|no espera"
    r"|make that|scratch that"
)
# A "no" after a comma and before none may mean "not": "el 12, no el 13".
_NO = r"(?: no,?|[,.] no,)"
_BETWEEN = (
    rf"(?:(?:\W+(?:no|wait|sorry|perdon|espera|actually|uh|um|eh))*\W+(?:{_MEANT})"
    rf"(?:\W+(?:no|wait|actually|uh|um|eh|its|it's|it is|es))*|{_NO})\W+"
)
_ARTICLES = r"(?:(?:an?|the|my|el|un|mi)\W+)*"
_KIND = r"(?: (?:pro max|pro|plus|mini|max|ultra|fe|xl))?"
_NUMBER = r"(?:1[1-7]|[6-9]|x[sr]?)"
# How the models of a maker begin, and their numbers.
_NUMBERED = {"iphone ": _NUMBER, "(?:galaxy |samsung )*[sa] ?": r"[1-9]\d", "pixel ": "(?:[4-9]|10)"}
_MODEL = rf"(?:{'|'.join(f'{name}{number}' for name, number in _NUMBERED.items())})\b{_KIND}"
_PARTS = r"(?:screen|battery|back glass|charging port|camera)\b"
_PART = rf"(?: {_PARTS})?"
# What follows a number that is an hour, a date or an amount.
_NO_MODEL = (
    r"(?! ?(?:[ap]m\b|[:%]|o'?clock|dollar|buck|min(?:ute)?s?\b|hour|year|month|day|week|(?:st|nd|rd|th)\b"
    r"|(?:more|longer|mas)\b))"
)

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul"
    r"|aug|sept?|oct|nov|dec|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)"
)
_ORDINAL = (
    r"(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|primero)"
)
# Days, hours and repairs, and what may come before them.
_BEFORE = r"(?:(?:an?|the|on|at|el|un|la|a las?)\W+)*"
_NAMED = (
    rf"(?:\d+(?::\d\d)?(?: ?[ap]m)?|{_ORDINAL}|today|tomorrow|hoy|manana|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|lunes|martes|miercoles|jueves|viernes|sabado|domingo|screen|battery|pantalla|bateria)"
)
_DAY = rf"(?:{_ORDINAL}|\d{{1,2}})\b"
_AT = r" (?:at|around|a las?|como a las?)"
_HOUR = rf"(?P<hour>{_AT} \d{{1,2}}(?::\d\d)?(?: ?[ap]m\b)?)?"
# Another day of the same month; a number alone is one only if no hour was said that it may correct.
_OTHER_DAY = (
    rf"(?:on |for |para )?(?P<new>(?:the |el ){_DAY}|{_ORDINAL}\b|(?(hour)(?!)|\d{{1,2}}\b))"
    rf"(?! ?(?:[ap]m\b|[:%]|o'?clock)|,? (?:of |de )?{_MONTH}\b)(?P<at>(?={_AT}\b))?"
)

_TAKEN_BACK = (
    # "Friday, no, not Friday, Saturday"; "12, no, 12 no, 11".
    (
        rf"\b(?P<old>{_NAMED})\b(?:(?:,? no)?,? not|,? no,? no) {_BEFORE}(?P=old)\b,? "
        rf"(?={_BEFORE}(?:{_NAMED}|once)\b)",
        "",
    ),
    (r"\b(?P<old>\d+),? no (?P=old),? no,? (?=\d|once\b)", ""),
    # "El 12, no, el 13 de enero".
    (rf"\b(?:the|el) {_DAY}{_BETWEEN}(?=(?:the|el) {_DAY} (?:of|de) {_MONTH}\b)", ""),
    # One model after another.
    (
        rf"\b{_MODEL}(?P<part>{_PART}){_BETWEEN}{_ARTICLES}(?P<new>{_MODEL})(?! {_PARTS})",
        r"\g<new>\g<part>",
    ),
    (rf"\b{_MODEL}{_BETWEEN}{_ARTICLES}(?={_MODEL})", ""),
    # Another number of the same model, with the repair perhaps said already.
    *(
        (
            rf"\b(?P<name>{name}){number}\b{_KIND}(?P<part>{_PART}){_BETWEEN}{_ARTICLES}"
            rf"(?P<new>(?:{number}|once)\b{_NO_MODEL}{_KIND})",
            r"\g<name>\g<new>\g<part>",
        )
        for name, number in _NUMBERED.items()
    ),
    # "The 12, I mean the 13".
    (
        rf"\b(?P<the>the|an?|my|el|un|mi) {_NUMBER}\b{_KIND},? (?:(?:no|wait|sorry|perdon|uh|um)\W+)*"
        r"(?:i mean|i meant|digo|quise decir|no wait|wait no|no sorry|no perdon)"
        rf"\W+(?:(?:no|its|it's|is|an?|the|my|el|un|mi|iphone) )*(?={_NUMBER}\b(?! ?(?:[ap]m\b|[:%])))",
        r"\g<the> ",
    ),
)
_DAYS_OF_A_MONTH = (
    rf"\b(?P<month>{_MONTH}) (?:the )?{_DAY}{_HOUR}{_BETWEEN}{_OTHER_DAY}",
    rf"\b{_DAY} (?P<month>(?:of|de) {_MONTH}){_HOUR}{_BETWEEN}{_OTHER_DAY}",
)
# Every pattern has one of these, so that the patterns are compiled only for a text that needs them.
_TAKES_BACK = re.compile(r"\b(?:not?|i meant?|digo|quise decir|mejor dicho|wait|sorry|perdon|make that|scratch that)\b")
_ONCE = re.compile(r"\biphone once\b")


def corrected(said: str) -> str:
    """Return the plain text, its numbers in figures, without the models, days and hours that it takes back."""
    before = ""
    while said != before and _TAKES_BACK.search(said):
        before = said
        for pattern, instead in _TAKEN_BACK:
            said = re.sub(pattern, instead, said, count=1)
        for pattern in _DAYS_OF_A_MONTH:
            said = re.sub(pattern, _other_day, said, count=1)
    return _ONCE.sub("iphone 11", said)


def _other_day(match: re.Match[str]) -> str:
    """Return the corrected day in the month that was said, and at the hour that was said unless another follows."""
    day, month = re.sub(r"^(?:the|el) ", "", match["new"]), match["month"]
    date = f"{day} {month}" if month.startswith(("of ", "de ")) else f"{month} {day}"
    return date if match["at"] is not None else f"{date}{match['hour'] or ''}"
