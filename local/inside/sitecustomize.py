"""Python imports this module by itself in the emulator and in the functions that it runs: it is on their PYTHONPATH.

It installs local.instruments in the functions alone. Whatever goes wrong, they run without them.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path

if os.environ.get("AWS_LAMBDA_FUNCTION_NAME"):
    # The functions themselves can import no more than on AWS.
    _path = [*sys.path]
    sys.path.append(str(Path(__file__).resolve().parents[2]))
    with suppress(Exception):
        from local import instruments

        instruments.install(os.environ)
    sys.path[:] = _path
