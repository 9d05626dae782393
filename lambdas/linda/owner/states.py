"""The owner's state by text: what he is doing and until when, closed times, prices, stock, the bulletin, switches."""

from collections.abc import Mapping

from linda.owner.command import Act, CommandKind

ACTS: Mapping[CommandKind, Act] = {}
