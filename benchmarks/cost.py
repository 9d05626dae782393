"""What LINDA costs: prints docs/cost.md, made of benchmarks/prices.json and benchmarks/cost_measured.json.

`--measure` measures anew (benchmarks/cost_measure.py), which takes a few minutes. Prices are looked up by hand.

PYTHONPATH=.:lambdas .venv/bin/python -m benchmarks.cost [--measure] [--write]
"""

import argparse
import json
from pathlib import Path

from benchmarks.cost_page import render

PRICES = Path(__file__).with_name("prices.json")
MEASURED = Path(__file__).with_name("cost_measured.json")
MODELS = Path(__file__).parents[1] / "lambdas" / "linda" / "openai_models.json"
PAGE = Path(__file__).parents[1] / "docs" / "cost.md"


def page() -> str:
    """Return the page that the stored prices and measurements make."""
    prices, found, models = (json.loads(path.read_text(encoding="utf-8")) for path in (PRICES, MEASURED, MODELS))
    return render(prices, found, models["prices"])


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.cost", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--measure", action="store_true", help="measure anew, and keep what was measured")
    parser.add_argument("--write", action="store_true", help="write docs/cost.md instead of printing it")
    options = parser.parse_args()
    if options.measure:
        from benchmarks.cost_measure import measured  # opens the functions, and the CDK's library

        MEASURED.write_text(json.dumps(measured(), indent=1) + "\n", encoding="utf-8")
    if options.write:
        PAGE.write_text(page(), encoding="utf-8")
    else:
        print(page(), end="")


if __name__ == "__main__":
    main()
