"""The stack, and, when all that outlives it is there, an alarm of a kind that the emulator cannot create."""

from aws_cdk import App
from aws_cdk import aws_cloudwatch as cloudwatch

from linda_stack.stack import LindaStack

app = App()
stack = LindaStack(app, "LindaStack")
turns = cloudwatch.Metric(namespace="LINDA", metric_name="Turns")
broken = cloudwatch.MathExpression(expression="2 * turns", using_metrics={"turns": turns}).create_alarm(
    stack, "Broken", threshold=1, evaluation_periods=1
)
for name in ("RepairsLeadLog", "BrandonStateLog", "Keys"):
    broken.node.add_dependency(stack.node.find_child(name))
app.synth()
