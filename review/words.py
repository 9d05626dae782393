"""Words of a template in a sentence, as Markdown."""

import re

_LONGEST_CODE = 200


def code(text: str) -> str:
    """Text of a template as a Markdown code span, in which no character means anything; long text is cut."""
    line = " ".join(text.split())
    if len(line) > _LONGEST_CODE:
        line = f"{line[:_LONGEST_CODE]}… ({len(line):,} characters)"
    fence = "`" * (max((len(run) for run in re.findall("`+", line)), default=0) + 1)
    padding = " " if "`" in line or not line else ""
    return f"{fence}{padding}{line}{padding}{fence}"


def spoken(words: list[str]) -> str:
    """The words as a person lists them: a, b and c."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
