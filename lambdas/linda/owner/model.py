"""What the owner's text asks for, by the model, where the rules are not sure."""

from linda.booking import Premises
from linda.owner.command import Command
from linda.ports import Model


def read_by_model(text: str, model: Model, premises: Premises, seconds: float) -> tuple[Command, int] | None:
    """Return the command and what reading it has cost, in micro-dollars; None if the model is not sure either."""
    return None
