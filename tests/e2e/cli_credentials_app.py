"""The same stack for an emulator that enforces IAM: its CDK CLI has no bootstrap roles to assume."""

from aws_cdk import App, CliCredentialsStackSynthesizer

from linda_stack.stack import LindaStack

app = App()
LindaStack(app, "LindaStack", synthesizer=CliCredentialsStackSynthesizer())
app.synth()
