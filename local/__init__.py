"""The commands of the laptop; what they share with the functions is the functions' code."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "lambdas"))
