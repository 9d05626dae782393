"""Bookings that stand on a time that the owner has closed: moved, all of them, or kept."""

from collections.abc import Mapping

from linda.owner.command import Act, CommandKind

ACTS: Mapping[CommandKind, Act] = {}
