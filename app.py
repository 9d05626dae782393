"""The CDK app: one stack, checked by cdk-nag whenever it is synthesised."""

from aws_cdk import App, Validations
from cdk_nag import AwsSolutionsChecks

from linda_stack.stack import LindaStack

app = App()
LindaStack(app, "LindaStack")
Validations.of(app).add_plugins(AwsSolutionsChecks(app))
app.synth()
