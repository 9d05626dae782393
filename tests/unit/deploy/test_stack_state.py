"""What each state of the stack asks for. (The list is CloudFormation's own, as botocore knows it.)"""

from typing import Any

import botocore.session
import pytest

from deploy.stack_state import NO_STACK, Commands, is_held, next_step

COMMANDS = Commands(rollback="npx cdk rollback {here}", destroy="python -m deploy destroy --stage west")


@pytest.mark.parametrize(
    ("status", "kind", "keeps_what_failed"),
    [
        (NO_STACK, "create", True),
        ("REVIEW_IN_PROGRESS", "create", True),
        ("CREATE_FAILED", "resume", True),
        ("UPDATE_FAILED", "resume", True),
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
    found = next_step(status, COMMANDS)
    assert (found.kind, found.keeps_what_failed) == (kind, keeps_what_failed)


def test_only_stable_states_are_updated_without_a_word() -> None:
    shape: Any = botocore.session.get_session().get_service_model("cloudformation").shape_for("StackStatus")
    found = {status: next_step(status, COMMANDS) for status in shape.enum}
    assert len(found) > 20
    assert [
        status for status, step in found.items() if step.kind == "update" and not status.endswith("_COMPLETE")
    ] == []
    assert [status for status, step in found.items() if step.kind == "refuse" and not step.words] == []


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (NO_STACK, "create"),
        ("CREATE_FAILED", "remove"),  # by "already exists", which resuming it would meet again
        ("UPDATE_FAILED", "refuse"),
        ("ROLLBACK_COMPLETE", "remove"),
        ("UPDATE_COMPLETE", "update"),
        ("IMPORT_ROLLBACK_COMPLETE", "update"),
        ("CREATE_IN_PROGRESS", "wait"),
    ],
)
def test_with_tables_outside_of_the_stack_nothing_is_resumed(status: str, kind: str) -> None:
    assert next_step(status, COMMANDS, outside=True).kind == kind


@pytest.mark.parametrize("outside", [True, False])
def test_the_empty_stack_of_a_failed_import_is_removed(*, outside: bool) -> None:
    assert next_step("IMPORT_ROLLBACK_COMPLETE", COMMANDS, outside=outside, is_empty=True).kind == "remove"


@pytest.mark.parametrize(
    ("resource_status", "held"),
    [
        ("CREATE_COMPLETE", True),
        ("IMPORT_COMPLETE", True),
        ("UPDATE_FAILED", True),
        ("UPDATE_ROLLBACK_COMPLETE", True),
        ("CREATE_FAILED", False),
        ("IMPORT_FAILED", False),
        ("IMPORT_ROLLBACK_COMPLETE", False),
        ("DELETE_SKIPPED", False),
        ("DELETE_COMPLETE", False),
    ],
)
def test_what_could_not_be_created_or_imported_is_not_the_stacks(resource_status: str, *, held: bool) -> None:
    assert is_held(resource_status) == held


@pytest.mark.parametrize(
    ("status", "outside", "command"),
    [
        ("UPDATE_ROLLBACK_FAILED", False, COMMANDS.rollback),
        ("UPDATE_FAILED", True, COMMANDS.rollback),
        ("DELETE_FAILED", False, COMMANDS.destroy),
    ],
)
def test_what_only_a_person_can_decide_names_the_command_as_it_is_given(
    status: str, command: str, *, outside: bool
) -> None:
    assert f"  {command}\n" in next_step(status, COMMANDS, outside=outside).words
