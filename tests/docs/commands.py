"""The commands of README.md and docs/*.md: where they stand, and how each is tested.

A command in a `sh` block is run as it stands (a row of RUN), or has its form checked only, because it runs for minutes
or stops what the tests need (a row of FORM), or is marked for the reader as one that needs what is not here: by
`# needs AWS` (or Twilio, GitHub, OpenAI, the internet) behind it or in a comment above it, up to the next blank line,
or by a sentence before the page's first block: "The commands on this page need AWS."
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from local.environment import ROOT

# Run against the deployed LINDA of tests/e2e, in a copy of this repository. $API, $TOKEN and $DAY are set.
RUN = (
    r"make (text|call|chat|sweep|logs|audit|diff|forget|failed-turns|export|adopt)(?![\w-])(?! BASE=)",
    r"printf .* \| make call\b",
    r"curl .*\$API/",
    r"python3? -m local (audit|forget|chat|text)\b(?!.*--aws)",
    r"export PYTHONPATH=\.:lambdas$",
    r"PYTHONPATH=\.:lambdas \.venv/bin/python - <<",
    r"umask 077$",
    r"cat (keys|response)\.json$",
    r"rm keys\.json$",
    r"aws lambda invoke (?!.*file:).*response\.json$",
    r"aws secretsmanager get-secret-value --secret-id linda/keys .*> keys\.json$",
    r"aws secretsmanager put-secret-value --secret-id linda/keys --secret-string file://keys\.json$",
)
# `make --dry-run` or `--help` only. What they do has tests of its own, takes minutes, or would stop what tests need.
FORM = (
    r"make diff BASE=",
    r"(\w+=\S+ )?make (up|down|clean|test|nightly|bench|mutants|sbom|licenses)(?![\w-])",
    r"\.venv/bin/python -m (benchmarks\.conversations|tests\.understanding\.score)$",
)
# What a test adds, since nobody is there to answer or to interrupt.
ADDED = (
    (r"make forget\b", "YES=1"),
    (r"python3? -m local forget\b", "--yes"),
    (r"make logs\b", "ONCE=1"),
)

_BLOCK = re.compile(r"^(?P<indent> *)```sh\n(?P<body>.*?)^ *```$", re.MULTILINE | re.DOTALL)
_WHAT = "(AWS|Twilio|GitHub|OpenAI|the internet)"
_NEEDS = re.compile(rf"\bneeds {_WHAT}")
_PAGE_NEEDS = re.compile(rf"commands on this page need {_WHAT}")
_HEREDOC = re.compile(r"<<-?\s*['\"]?(\w+)['\"]?")
_IN_TEXT = re.compile(r"`((?:make|python3? -m|npx cdk) [^`]+)`")


@dataclass(frozen=True)
class Command:
    """One command of a page, without its comment."""

    page: str
    line: int
    text: str
    needs: str  # what is not here, such as AWS; "" for nothing

    @property
    def place(self) -> str:
        return f"{self.page}:{self.line}"

    @property
    def way(self) -> str:
        """`run`, `form`, `marked`, or "" if nothing says how it is tested."""
        text = " ".join(self.text.replace("\\\n", " ").split())
        if any(re.match(row, text) for row in RUN):
            return "run"
        if self.needs:
            return "marked"
        return "form" if any(re.match(row, text) for row in FORM) else ""

    @property
    def script(self) -> str:
        """What the shell is given."""
        if self.way == "form":
            return self.text.replace("make ", "make --dry-run ") if "make " in self.text else f"{self.text} --help"
        return " ".join((self.text, *(word for row, word in ADDED if re.match(row, self.text))))


def pages(root: Path = ROOT) -> list[Path]:
    """README.md and the pages of docs/."""
    return [root / "README.md", *sorted((root / "docs").glob("*.md"))]


def blocks(root: Path = ROOT) -> Iterator[list[Command]]:
    """The commands of each `sh` block, page by page."""
    for page in pages(root):
        text, name = page.read_text(), page.relative_to(root).as_posix()
        found = list(_BLOCK.finditer(text))
        before = " ".join(text[: found[0].start()].split()) if found else ""
        for block in found:
            line = text.count("\n", 0, block.start("body")) + 1
            yield list(_commands(name, line, block, _first(_PAGE_NEEDS, before)))


def _commands(page: str, line: int, block: re.Match[str], page_needs: str) -> Iterator[Command]:
    """A command is as many lines as the shell would read for it."""
    needs, read, began = page_needs, "", line
    for number, text in enumerate(block["body"].splitlines(), line):
        text = text.removeprefix(block["indent"])
        if not read:
            began = number
            if not text.strip():
                needs = page_needs
                continue
            if text.startswith("#"):
                needs = _first(_NEEDS, text) or needs
                continue
        read += text
        if _is_complete(read):
            command, comment = _without_comment(read)
            yield Command(page, began, command, _first(_NEEDS, comment) or needs)
            read = ""
        else:
            read += "\n"
    if read:
        raise ValueError(f"{page}:{began}: the shell would wait for more: {read}")


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""


def _is_complete(text: str) -> bool:
    if heredoc := _HEREDOC.search(text):
        return text.endswith(f"\n{heredoc[1]}")
    return not text.endswith("\\") and _is_balanced(text, comments=True)


def _is_balanced(text: str, *, comments: bool = False) -> bool:
    """Whether every quote in it is closed."""
    try:
        shlex.split(text, comments=comments)
    except ValueError:
        return False
    return True


def _without_comment(text: str) -> tuple[str, str]:
    """The command, and the comment behind it."""
    if not _HEREDOC.search(text):
        for found in re.finditer(r"\s+#(?=\s|$)", text):
            if _is_balanced(text[: found.start()]):
                return text[: found.start()], text[found.start() :]
    return text, ""


def in_text(page: Path) -> list[str]:
    """The commands that stand in a sentence, as inline code."""
    return _IN_TEXT.findall(_BLOCK.sub("", page.read_text()))
