"""What CDK makes of the stack. The settings here must stand before `aws_cdk` starts its Node process."""

import os
import sys
from pathlib import Path

# The virtual environment's own Node, also when it is not activated.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
# CDK's own check of a template takes longer than its synthesis: only the test of the command line keeps it.
os.environ["CDK_VALIDATION"] = "false"
