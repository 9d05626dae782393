"""The stack without its bundles, for tests that call no function; and, with `broken`, an alarm that cannot be created.

All that outlives the stack is there before it; the emulator has no alarms on expressions.
"""

import sys

from aws_cdk import App
from aws_cdk import aws_cloudwatch as cloudwatch

from linda_stack.stack import LindaStack

app = App(post_cli_context={"aws:cdk:bundling-stacks": []})
stack = LindaStack(app, "LindaStack")
if "broken" in sys.argv:
    turns = cloudwatch.Metric(namespace="LINDA", metric_name="Turns")
    broken = cloudwatch.MathExpression(expression="2 * turns", using_metrics={"turns": turns}).create_alarm(
        stack, "Broken", threshold=1, evaluation_periods=1
    )
    for name in ("RepairsLeadLog", "BrandonStateLog", "Keys"):
        broken.node.add_dependency(stack.node.find_child(name))
app.synth()
