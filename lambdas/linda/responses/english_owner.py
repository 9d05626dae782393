"""What LINDA says to the owner in English. Wordings, fields and variants are as in the module for customers."""

from collections.abc import Mapping, Sequence

SENTENCES: Mapping[str, Sequence[str]] = {
    "line_not_read": ("I didn't get that. Text HELP for what I can do.",),
}
