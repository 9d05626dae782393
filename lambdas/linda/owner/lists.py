"""What the owner asks about: a day's bookings, new leads, what was booked."""

from collections.abc import Mapping

from linda.owner.command import Act, CommandKind

ACTS: Mapping[CommandKind, Act] = {}
