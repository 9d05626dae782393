"""The owner writes with a customer himself, over LINDA's number, and she is silent."""

from collections.abc import Mapping

from linda.owner.command import Act, CommandKind

ACTS: Mapping[CommandKind, Act] = {}
