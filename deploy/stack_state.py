"""What the stack's state asks for before it can be deployed.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html (the states) and
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-failure-options.html (going on after a failure).
"""

from dataclasses import dataclass
from typing import Literal

NO_STACK = ""

# `create`: there is nothing yet but what an earlier stack left behind. `mend`: a failed deploy is gone on with.
# `update`: as usual. `remove`: the empty shell of a first deploy that was rolled back has to go before a `create`.
# `wait`: somebody's deploy is under way, perhaps ours, which was interrupted. `refuse`: only a person can decide.
Kind = Literal["create", "mend", "update", "remove", "wait", "refuse"]


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
        return self.kind in ("create", "mend")


_REFUSED = {
    "UPDATE_ROLLBACK_FAILED": (
        "An update failed, and so did its rollback. The stack's events name the resource: mend it, then\n"
        "  npx cdk rollback {stack}\n"
        "and run this again. (`npx cdk rollback --orphan LOGICAL_ID` leaves a resource out that cannot be mended.)"
    ),
    "DELETE_FAILED": (
        "The stack is half removed. Its events name what could not be: mend that, and end it with\n"
        "  python -m deploy destroy\n"
        "The tables and the secret stay; the next deploy takes them over."
    ),
}


def next_step(status: str, stack: str) -> Next:
    """What to do with a stack in a state of CloudFormation's, NO_STACK for none."""
    match status:
        case "" | "REVIEW_IN_PROGRESS":  # only a change set: the CLI was interrupted before it carried it out
            return Next("create")
        case "CREATE_FAILED" | "UPDATE_FAILED":
            return Next("mend", "The last deploy failed; this one goes on where it stopped.")
        case "ROLLBACK_COMPLETE" | "ROLLBACK_FAILED":
            return Next(
                "remove", "The first deploy was rolled back: its empty stack is removed, tables and secret stay."
            )
        case _ if status in _REFUSED:
            return Next("refuse", _REFUSED[status].format(stack=stack))
        case _ if status.endswith("_IN_PROGRESS"):
            return Next("wait", "A deploy of this stack is under way, perhaps one that was interrupted here.")
        case _ if status.endswith("_COMPLETE"):
            return Next("update")
    return Next("refuse", "Its events in the console say why, and what can be done.")
