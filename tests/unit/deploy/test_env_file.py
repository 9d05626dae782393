"""The deployer's `.env`: what is wrong with it, never what is in it."""

import subprocess
import sys
from pathlib import Path

import pytest

from deploy import env_file
from local.console import LocalError
from local.environment import ROOT

RIGHT = {
    "OPENAI_API_KEY": "sk-proj-0123456789abcdefghij",
    "TWILIO_ACCOUNT_SID": "AC" + "0a" * 16,
    "TWILIO_AUTH_TOKEN": "1b" * 16,
    "TWILIO_PHONE_NUMBER": "+19045550199",
}


def written(folder: Path, keys: dict[str, str]) -> Path:
    file = folder / ".env"
    file.touch(mode=0o600)
    file.write_text("".join(f"{name}={value}\n" for name, value in keys.items()))
    return file


def wrong(folder: Path, **keys: str) -> list[str]:
    file = written(folder, {**RIGHT, **keys})
    return env_file.problems(file, env_file.read(file), own_model=False)


def test_a_complete_file_is_right(tmp_path: Path) -> None:
    assert wrong(tmp_path) == []


def test_quotes_blanks_and_comments_are_read_as_every_shell_reads_them(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text('# keys\nexport OPENAI_API_KEY="sk-a#b"  # mine\nTWILIO_AUTH_TOKEN= a$HOME \nOTHER=1\n')
    assert env_file.read(file) == {"OPENAI_API_KEY": "sk-a#b", "TWILIO_AUTH_TOKEN": "a$HOME"}


def test_a_file_in_another_encoding_is_words(tmp_path: Path) -> None:
    (file := tmp_path / ".env").write_bytes("OPENAI_API_KEY=sk-a # für uns".encode("latin-1"))
    with pytest.raises(LocalError, match=r"\.env is not a text in UTF-8"):
        env_file.read(file)


def test_all_that_is_missing_is_said_at_once_with_how_to_get_it(tmp_path: Path) -> None:
    file = written(tmp_path, {})
    found = env_file.problems(file, env_file.read(file), own_model=False)
    assert [words.split()[0] for words in found] == list(env_file.NAMES)
    assert all("http" in words for words in found)
    assert "cp .env.example .env" in env_file.problems(tmp_path / ".env.not", {}, own_model=False)[0]


def test_a_model_key_that_is_left_empty_on_purpose_is_no_fault(tmp_path: Path) -> None:
    assert wrong(tmp_path, OPENAI_API_KEY="") == []
    assert wrong(tmp_path, TWILIO_AUTH_TOKEN="") != []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OPENAI_API_KEY", "0123456789abcdefghijklmn"),
        ("OPENAI_API_KEY", "sk-short"),
        ("TWILIO_ACCOUNT_SID", "SK" + "0a" * 16),
        ("TWILIO_ACCOUNT_SID", "AC" + "0a" * 15),
        ("TWILIO_AUTH_TOKEN", "1B" * 16 + "0"),
        ("TWILIO_AUTH_TOKEN", "your-token-goes-here"),
        ("TWILIO_PHONE_NUMBER", "(904) 555-0199"),
        ("TWILIO_PHONE_NUMBER", "+1904555"),
    ],
)
def test_a_key_that_cannot_be_right_is_named_and_not_shown(tmp_path: Path, name: str, value: str) -> None:
    found = wrong(tmp_path, **{name: value})
    assert len(found) == 1
    assert name in found[0]
    assert value not in found[0]


def test_another_models_key_may_have_any_form(tmp_path: Path) -> None:
    file = written(tmp_path, {**RIGHT, "OPENAI_API_KEY": "anything"})
    assert env_file.problems(file, env_file.read(file), own_model=True) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
@pytest.mark.parametrize(("mode", "is_told"), [(0o600, False), (0o400, False), (0o640, True), (0o604, True)])
def test_a_file_that_others_can_read_is_refused(tmp_path: Path, mode: int, *, is_told: bool) -> None:
    file = written(tmp_path, RIGHT)
    file.chmod(mode)
    assert any("chmod 600 .env" in words for words in env_file.exposure(file)) == is_told


def test_a_file_that_git_knows_or_could_take_is_refused(tmp_path: Path) -> None:
    file = written(tmp_path, RIGHT)
    assert env_file.exposure(file) == []  # no repository
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    assert "not ignored by git" in env_file.exposure(file)[0]
    (tmp_path / ".gitignore").write_text(".env\n")
    assert env_file.exposure(file) == []
    subprocess.run(["git", "add", "--force", ".env"], cwd=tmp_path, check=True)
    assert "tracked by git" in env_file.exposure(file)[0]


@pytest.mark.parametrize(("file", "is_ignored"), [(".env", True), (".env.staging", True), (".env.example", False)])
def test_the_repository_ignores_what_holds_keys(file: str, *, is_ignored: bool) -> None:
    done = subprocess.run(["git", "check-ignore", "--quiet", "--no-index", file], cwd=ROOT, check=False)
    assert done.returncode == (0 if is_ignored else 1)


def test_the_example_names_every_key_and_holds_none() -> None:
    assert env_file.read(ROOT / ".env.example") == dict.fromkeys((*env_file.NAMES, *env_file.OPTIONAL), "")


def test_each_stage_has_a_file_of_its_own() -> None:
    assert env_file.path(Path("/x"), "") == Path("/x/.env")
    assert env_file.path(Path("/x"), "staging") == Path("/x/.env.staging")
