"""The keys in the stack's secret: nothing that is there is lost, also if two write at once."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from deploy import secret
from local.console import LocalError

NAME = "linda/keys"


class Manager:
    """A Secrets Manager with one secret: every write is a version, and the one before stays as AWSPREVIOUS."""

    def __init__(self, text: str) -> None:
        self.versions = [text]
        self.before_put: list[Callable[[], None]] = []  # what somebody else does just before each of our writes

    def get_secret_value(self, *, SecretId: str, VersionStage: str) -> dict[str, Any]:  # noqa: N803
        assert SecretId == NAME
        position = len(self.versions) - (1 if VersionStage == "AWSCURRENT" else 2)
        return {"VersionId": str(position), "SecretString": self.versions[position]}

    def put_secret_value(self, *, SecretId: str, SecretString: str) -> None:  # noqa: N803
        assert SecretId == NAME
        if self.before_put:
            self.before_put.pop(0)()
        self.versions.append(SecretString)

    def another_sets(self, name: str, value: str) -> Callable[[], None]:
        return lambda: self.versions.append(json.dumps({**self.keys, name: value}))

    @property
    def keys(self) -> dict[str, str]:
        found: dict[str, str] = json.loads(self.versions[-1])
        return found


def test_the_named_keys_are_written_and_all_others_stay() -> None:
    manager = Manager('{"ADMIN_API_TOKEN": "t", "OPENAI_API_KEY": "", "OTHER": "o"}')
    assert secret.write(manager, NAME, {"OPENAI_API_KEY": "k", "TWILIO_AUTH_TOKEN": ""}) == ["OPENAI_API_KEY"]
    assert manager.keys == {"ADMIN_API_TOKEN": "t", "OPENAI_API_KEY": "k", "OTHER": "o"}


def test_the_next_token_becomes_the_only_one_and_a_key_can_be_emptied() -> None:
    manager = Manager('{"ADMIN_API_TOKEN": "old", "ADMIN_API_TOKEN_NEXT": "next", "OWNER_PIN": "4711"}')
    given = secret.switched(manager.keys)
    assert secret.write(manager, NAME, given) == ["ADMIN_API_TOKEN", "ADMIN_API_TOKEN_NEXT"]
    assert secret.write(manager, NAME, {"OWNER_PIN": None}) == ["OWNER_PIN"]
    assert manager.keys == {"ADMIN_API_TOKEN": "next", "ADMIN_API_TOKEN_NEXT": "", "OWNER_PIN": ""}
    assert secret.write(manager, NAME, {"OWNER_PIN": None, "NEVER_THERE": None}) == []


@pytest.mark.parametrize("there", [{}, {"ADMIN_API_TOKEN_NEXT": ""}, {"ADMIN_API_TOKEN_NEXT": None}])
def test_without_a_next_token_the_first_one_stays(there: dict[str, object]) -> None:
    with pytest.raises(LocalError, match="There is no next token"):
        secret.switched({"ADMIN_API_TOKEN": "old", **there})


def test_a_second_write_writes_nothing() -> None:
    manager = Manager('{"A": "1"}')
    assert secret.write(manager, NAME, {"A": "1"}) == []
    assert len(manager.versions) == 1


def test_what_another_writes_in_between_is_not_lost() -> None:
    manager = Manager('{"ADMIN_API_TOKEN": "old", "OPENAI_API_KEY": ""}')
    manager.before_put = [manager.another_sets("ADMIN_API_TOKEN", "new")]
    assert secret.write(manager, NAME, {"OPENAI_API_KEY": "k"}) == ["OPENAI_API_KEY"]
    assert manager.keys == {"ADMIN_API_TOKEN": "new", "OPENAI_API_KEY": "k"}


def test_nor_is_it_if_that_happens_twice() -> None:
    manager = Manager('{"A": "", "B": "", "C": ""}')
    manager.before_put = [manager.another_sets("A", "1"), manager.another_sets("B", "2")]
    secret.write(manager, NAME, {"C": "3"})
    assert manager.keys == {"A": "1", "B": "2", "C": "3"}


def test_whoever_never_stops_writing_is_not_fought() -> None:
    manager = Manager('{"A": "0"}')
    manager.before_put = [manager.another_sets("B", str(turn)) for turn in range(1, 20)]
    with pytest.raises(LocalError, match="keeps writing"):
        secret.write(manager, NAME, {"A": "mine"})


@pytest.mark.parametrize("text", ["", "no JSON", "[]"])
def test_a_secret_that_is_no_object_is_words(text: str) -> None:
    with pytest.raises(LocalError, match="is not a JSON object"):
        secret.write(Manager(text), NAME, {"A": "1"})


def test_a_new_token_is_long_and_passes_through_shell_and_header() -> None:
    tokens = {secret.new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(len(token) == 48 and token.isalnum() and token.isascii() for token in tokens)
