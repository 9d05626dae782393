"""Questions that customers ask through LINDA, and the owner answers by their number."""

from collections.abc import Mapping

from linda.owner.command import Act, CommandKind

ACTS: Mapping[CommandKind, Act] = {}
