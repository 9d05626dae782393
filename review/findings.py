"""What a reviewer must see on top, as sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from review.template import Change


class Topic(Enum):
    """The headings, in the order of the comment."""

    ACCESS = "Access (IAM)"
    PUBLIC = "What the public can reach"
    FLOW = "What runs, and where data goes"
    DATA = "Data that may be lost"
    ENCRYPTION = "Encryption"
    SECRETS = "Secrets"
    ALARMS = "Alarms and failures"
    LIMITS = "Limits and cost"


@dataclass(frozen=True)
class Finding:
    """One sentence about one resource. Everything in it that a template says is a code span."""

    topic: Topic
    text: str
    logical_id: str = ""
    path: str = ""
    # Whether it gives somebody or something more, takes a protection away, or may lose something.
    is_risk: bool = True


def about(change: Change, topic: Topic, text: str, *, risk: bool = True) -> Finding:
    return Finding(topic, text, change.logical_id, change.path, risk)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Each finding once, by topic, the risks of each first."""
    topics = list(Topic)
    return sorted(dict.fromkeys(findings), key=lambda one: (topics.index(one.topic), not one.is_risk))
