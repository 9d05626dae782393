"""What counts as a command of a page, and what says how it is tested."""

from pathlib import Path

import pytest

from tests.docs.commands import Command, blocks


def commands(tmp_path: Path, page: str) -> list[Command]:
    (tmp_path / "README.md").write_text(page)
    return [command for block in blocks(tmp_path) for command in block]


def ways(tmp_path: Path, page: str) -> list[tuple[str, str]]:
    return [(command.text, command.way) for command in commands(tmp_path, page)]


def test_a_command_is_as_long_as_the_shell_reads_it(tmp_path: Path) -> None:
    curl = "curl -d '{\n}' \\\n  \"$API/state\"  # it's a comment\n"
    found = commands(tmp_path, f"```sh\n{curl}python - <<'END'\nprint('# no comment')\nEND\n```\n")
    assert [(command.line, command.text) for command in found] == [
        (2, "curl -d '{\n}' \\\n  \"$API/state\""),
        (5, "python - <<'END'\nprint('# no comment')\nEND"),
    ]


def test_only_blocks_of_the_shell_have_commands_also_those_in_lists(tmp_path: Path) -> None:
    page = "```\nno\n```\n```json\n{}\n```\n- a list\n\n  ```sh\n  make text\n  ```\n"
    assert ways(tmp_path, page) == [("make text", "run")]


@pytest.mark.parametrize(
    ("page", "marked"),
    [
        ("```sh\naws s3 ls  # needs AWS: the buckets\naws s3 ls\n```\n", ["marked", ""]),
        ("```sh\n# needs GitHub\ngh pr list\ngh pr view\n\ngh pr diff\n```\n", ["marked", "marked", ""]),
        ("The commands on this\npage need Twilio.\n```sh\ntwilio login\n```\n", ["marked"]),
        ("```sh\ntwilio login\n```\nThe commands on this page need Twilio.\n", [""]),
        ("```sh\nmake test\nmake text  # needs AWS\nOPENAI_API_KEY=sk-… make up\n```\n", ["form", "run", "form"]),
        ("```sh\njq .\n```\n", [""]),
    ],
)
def test_what_needs_something_is_marked_and_of_the_rest_it_is_known_how_it_is_tested(
    tmp_path: Path, page: str, marked: list[str]
) -> None:
    assert [way for _, way in ways(tmp_path, page)] == marked


def test_a_command_that_never_ends_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"README\.md:2: the shell would wait"):
        commands(tmp_path, "```sh\necho 'x\n```\n")
