"""The stack, synthesised in this process."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from aws_cdk import App
from aws_cdk.assertions import Template

from linda_stack.stack import LindaStack

ROOT = Path(__file__).resolve().parents[2]
# `bundling-stacks: []` leaves out the bundles: their hashes are known without them.
CONTEXT = json.loads((ROOT / "cdk.json").read_text())["context"] | {"aws:cdk:bundling-stacks": []}


def new_stack(**context: str) -> tuple[App, LindaStack]:
    app = App(context=CONTEXT | context)
    return app, LindaStack(app, "LindaStack")


@cache
def template(**context: str) -> dict[str, Any]:
    _, stack = new_stack(**context)
    return dict(Template.from_stack(stack).to_json())


def resources(kind: str, **context: str) -> list[dict[str, Any]]:
    """All resources of one CloudFormation type."""
    return [one for one in template(**context)["Resources"].values() if one["Type"] == kind]


def properties(kind: str, **context: str) -> list[dict[str, Any]]:
    return [one["Properties"] for one in resources(kind, **context)]
