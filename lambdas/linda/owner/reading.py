"""What the owner's text asks for, by plain rules, in English and Spanish."""

from linda.booking import Premises
from linda.owner.command import Command


def read(text: str, premises: Premises) -> Command | None:
    """Return the command; None if the text is none that the rules are sure of."""
    return None
