"""What LINDA says to the owner in Spanish. Wordings, fields and variants are as in the module for customers."""

from collections.abc import Mapping, Sequence

SENTENCES: Mapping[str, Sequence[str]] = {
    "line_not_read": ("No entendí eso. Escribe AYUDA para ver lo que puedo hacer.",),
}
