"""Bookings by text: cancel, move, end them, or tell a customer that the phone is ready."""

from collections.abc import Mapping

from linda.owner.command import Act, CommandKind

ACTS: Mapping[CommandKind, Act] = {}
