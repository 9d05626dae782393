"""A command as a line of text, for the tables of what Brandon writes."""

from dataclasses import fields
from datetime import datetime, time

from linda.owner.command import Command
from tests.unit.builders import SHOP

# Tuesday, at two in the afternoon.
NOW = datetime(2026, 2, 10, 14, 0, tzinfo=SHOP.time_zone)


def written(command: Command | None) -> str:
    """Return the kind and all that the command says: "status, status gym, until 2026-02-10 16:00"; "none" if None."""
    if command is None:
        return "none"
    empty = Command(command.kind)
    said = {one.name: getattr(command, one.name) for one in fields(command)}
    told = (f"{name} {_written(value)}" for name, value in said.items() if value != getattr(empty, name))
    return ", ".join([command.kind, *told])


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(SHOP.time_zone):%Y-%m-%d %H:%M}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)
