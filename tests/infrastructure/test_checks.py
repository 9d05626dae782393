"""What cdk-nag and cfn-lint say about the stack."""

import json
import subprocess
from pathlib import Path

from aws_cdk import App
from aws_cdk import aws_dynamodb as dynamodb
from cdk_nag import AwsSolutionsChecks

from tests.infrastructure.synthesis import new_stack, template


def findings(app: App) -> list[str]:
    return [violation.rule_name for violation in AwsSolutionsChecks(app).validate_scope(app).violations]


# What adds a resource or a right to the stack.
EVERYTHING = {"alarm_email": "brandon@emperorlinda.example", "tracing": "yes"}


def test_cdk_nag_finds_nothing() -> None:
    app, _ = new_stack(**EVERYTHING)
    assert findings(app) == []


def test_cdk_nag_would_find_something() -> None:
    app, stack = new_stack()
    key = dynamodb.Attribute(name="id", type=dynamodb.AttributeType.STRING)
    dynamodb.Table(stack, "Unprotected", partition_key=key)
    assert findings(app) == ["AwsSolutions-DDB3"]


def cfn_lint(content: dict[str, object], directory: Path) -> subprocess.CompletedProcess[str]:
    path = directory / "template.json"
    path.write_text(json.dumps(content))
    # W3005: CDK itself lets every function depend on its role, which it refers to anyway.
    command = ["cfn-lint", "--ignore-checks", "W3005", "--", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_cfn_lint_finds_nothing(tmp_path: Path) -> None:
    linted = cfn_lint(template(**EVERYTHING), tmp_path)
    assert (linted.returncode, linted.stdout) == (0, "")


def test_cfn_lint_would_find_something(tmp_path: Path) -> None:
    broken = json.loads(json.dumps(template()).replace('"python3.13"', '"python9.9"'))
    assert "python9.9" in cfn_lint(broken, tmp_path).stdout


def test_no_recommended_feature_flag_of_cdk_is_unset() -> None:
    app, _ = new_stack()
    manifest = json.loads((Path(app.synth().directory) / "manifest.json").read_text())
    flags = manifest["artifacts"]["aws-cdk-lib/feature-flag-report"]["properties"]["flags"]
    assert len(flags) > 90
    # Some are set for every app by now: leaving them out is setting them.
    behaves = {
        name: flag.get("userValue", flag.get("unconfiguredBehavesLike", {}).get("v2", False))
        for name, flag in flags.items()
    }
    assert behaves == {name: flag["recommendedValue"] for name, flag in flags.items()}
