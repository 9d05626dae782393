"""The CDK CLI as a developer uses it."""

import pytest

from local import cdk, deployed, up
from tests.e2e.conftest import Linda


def test_a_diff_right_after_the_deploy_shows_nothing_and_after_an_edit_that_edit(
    linda: Linda, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CDK_VALIDATION", "false")  # half of the time; the deploy has validated
    endpoint = linda.outputs["aws_endpoint_url"]
    assert cdk.diff(linda.home, endpoint, deployed.STACK, up.context(linda.home)) == 0
    printed = "".join(capfd.readouterr())
    assert "There were no differences" in printed

    edited = {**up.context(linda.home), "model": "gpt-6-terra"}
    cdk.diff(linda.home, endpoint, deployed.STACK, edited)
    printed = "".join(capfd.readouterr())
    assert printed.count("[~] AWS::") == 1
    assert "gpt-6-terra" in printed


def test_what_the_deployed_functions_are_told_is_known(linda: Linda) -> None:
    told = deployed.in_emulator(linda.outputs["aws_endpoint_url"]).variables()
    assert (told["REPAIRS_LEAD_LOG_TABLE"], told["BRANDON_STATE_LOG_TABLE"]) == (
        "Repairs_Lead_Log",
        "Brandon_State_Log",
    )
    assert told["PUBLIC_BASE_URL"] == linda.outputs["base_url"]
