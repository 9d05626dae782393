"""What each state of the stack asks for. (The list is CloudFormation's own, as botocore knows it.)"""

from typing import Any

import botocore.session
import pytest

from deploy.stack_state import NO_STACK, next_step


@pytest.mark.parametrize(
    ("status", "kind", "keeps_what_failed"),
    [
        (NO_STACK, "create", True),
        ("REVIEW_IN_PROGRESS", "create", True),
        ("CREATE_FAILED", "mend", True),
        ("UPDATE_FAILED", "mend", True),
        ("ROLLBACK_COMPLETE", "remove", False),
        ("ROLLBACK_FAILED", "remove", False),
        ("UPDATE_ROLLBACK_FAILED", "refuse", False),
        ("DELETE_FAILED", "refuse", False),
        ("CREATE_IN_PROGRESS", "wait", False),
        ("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", "wait", False),
        ("DELETE_IN_PROGRESS", "wait", False),
        ("CREATE_COMPLETE", "update", False),
        ("UPDATE_COMPLETE", "update", False),
        ("UPDATE_ROLLBACK_COMPLETE", "update", False),
        ("IMPORT_COMPLETE", "update", False),
        ("IMPORT_ROLLBACK_COMPLETE", "update", False),
    ],
)
def test_each_state_has_its_next_step(status: str, kind: str, *, keeps_what_failed: bool) -> None:
    found = next_step(status, "LindaStack")
    assert (found.kind, found.keeps_what_failed) == (kind, keeps_what_failed)


def test_only_stable_states_are_updated_without_a_word() -> None:
    shape: Any = botocore.session.get_session().get_service_model("cloudformation").shape_for("StackStatus")
    found = {status: next_step(status, "LindaStack") for status in shape.enum}
    assert len(found) > 20
    assert [
        status for status, step in found.items() if step.kind == "update" and not status.endswith("_COMPLETE")
    ] == []
    assert [status for status, step in found.items() if step.kind == "refuse" and not step.words] == []


def test_what_only_a_person_can_mend_names_the_command() -> None:
    assert "npx cdk rollback LindaStack-staging" in next_step("UPDATE_ROLLBACK_FAILED", "LindaStack-staging").words
