"""The same stack for an emulator that enforces IAM: its CDK CLI has no bootstrap roles to assume."""

import os

# CDK's own check of the template is the other deploy's; said before `aws_cdk` starts its Node process.
os.environ["CDK_VALIDATION"] = "false"

from aws_cdk import App, CliCredentialsStackSynthesizer

from linda_stack.stack import LindaStack

app = App()
LindaStack(app, "LindaStack", synthesizer=CliCredentialsStackSynthesizer())
app.synth()
