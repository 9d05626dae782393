"""What the stack's state asks for before it can be deployed.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html (the states) and
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-failure-options.html (resuming after a failure).
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

NO_STACK = ""

# `create`: there is no stack yet. `resume`: a failed deploy is resumed. `update`: as usual. `remove`: a first deploy
# that failed, or an import, has left a stack that cannot be resumed and must go before a `create`. `wait`: a deploy is
# under way, perhaps ours, which was interrupted. `refuse`: only a person can decide.
Kind = Literal["create", "resume", "update", "remove", "wait", "refuse"]
# The states of a resource that the stack has. One that it could not create may exist all the same, outside of it.
# https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackResourceSummary.html
_HELD = ("CREATE_COMPLETE", "CREATE_IN_PROGRESS", "IMPORT_COMPLETE", "UPDATE_")


class Commands(NamedTuple):
    """What a person runs where only a person can decide, with the place in it."""

    rollback: str
    destroy: str


@dataclass(frozen=True)
class Next:
    """What to do with the stack, and in which words."""

    kind: Kind
    words: str = ""

    @property
    def keeps_what_failed(self) -> bool:
        """Whether to deploy with `--no-rollback`.

        A rollback of a first deploy would leave behind what is retained, without a stack, and the next first deploy
        would end at "already exists".
        """
        return self.kind in ("create", "resume")


_REFUSED = {
    "UPDATE_ROLLBACK_FAILED": (
        "An update failed, and so did its rollback. The stack's events name the resource: fix it, then run\n"
        "  {0.rollback}\n"
        "and this again. (With --orphan LOGICAL_ID, it leaves out a resource that cannot be fixed.)"
    ),
    "DELETE_FAILED": (
        "The stack is half removed. Its events name what could not be: fix that, then remove the rest:\n"
        "  {0.destroy}\n"
        "The tables and the secret stay; the next deploy takes them over."
    ),
}
_OUTSIDE_A_FAILED_UPDATE = (
    "Tables or the secret are outside of the stack, and nothing is imported into one whose update failed. First run\n"
    "  {0.rollback}\n"
    "and then this again, which takes them over."
)


def is_held(resource_status: str) -> bool:
    """Whether the stack has a resource in a state of CloudFormation's."""
    return resource_status.startswith(_HELD)


def next_step(status: str, commands: Commands, *, outside: bool = False, is_empty: bool = False) -> Next:
    """What to do with a stack in a state of CloudFormation's, NO_STACK for none.

    `outside`: tables or the secret exist, and the stack does not have them. `is_empty`: it has no resource at all.
    """
    match status:
        case "" | "REVIEW_IN_PROGRESS":  # only a change set: the CLI was interrupted before it carried it out
            return Next("create")
        case "CREATE_FAILED" if outside:
            return Next(
                "remove",
                "The first deploy failed, and tables or the secret are outside of its stack: it is removed, they stay.",
            )
        case "UPDATE_FAILED" if outside:
            return Next("refuse", _OUTSIDE_A_FAILED_UPDATE.format(commands))
        case "CREATE_FAILED" | "UPDATE_FAILED":
            return Next("resume", "The last deploy failed; this one resumes it.")
        case "ROLLBACK_COMPLETE" | "ROLLBACK_FAILED":
            return Next(
                "remove", "The first deploy was rolled back: its empty stack is removed, tables and secret stay."
            )
        case "IMPORT_ROLLBACK_COMPLETE" if is_empty:
            return Next("remove", "The import failed: its empty stack is removed, tables and secret stay.")
        case _ if status in _REFUSED:
            return Next("refuse", _REFUSED[status].format(commands))
        case _ if status.endswith("_IN_PROGRESS"):
            return Next("wait", "A deploy of this stack is under way, perhaps one that was interrupted here.")
        case _ if status.endswith("_COMPLETE"):
            return Next("update")
    return Next("refuse", "Its events in the console say why, and what can be done.")
