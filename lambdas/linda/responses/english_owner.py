"""What LINDA says to the owner in English. Wordings, fields and variants are as in the module for customers."""

from collections.abc import Mapping, Sequence

SENTENCES: Mapping[str, Sequence[str]] = {
    "line_stands_on_closed": (
        "You're closed then, but {customers} still stand. Text MOVE ALL to ask each for another time, or KEEP.",
    ),
    "line_asked_to_move": ("I'm asking {customers} for another time.",),
    "line_move_all_again": ("Still to ask are {customers}. Text MOVE ALL again.",),
    "line_cannot_text": ("I can't text {customers}, so please call.",),
    "line_asked_before": ("I've already asked {customers} for another time. Text KEEP to leave them as they are.",),
    "line_none_closed": ("No booking stands on a closed time.",),
    "line_kept": ("Kept as booked, {customers}.",),
    "line_not_read": ("I didn't get that. Text HELP for what I can do.",),
}
