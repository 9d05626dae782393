"""AWS CLI 2 command lines, held against botocore's models of the services, and run against the emulator.

The CLI itself cannot be a dependency: version 2 is on no package index, and version 1 pins a botocore of its own. Both
derive their commands from the same models, so what those refuse, the CLI would refuse, too.
"""

import json
import os
import re
import shlex
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jmespath
from botocore import xform_name
from botocore.exceptions import DataNotFoundError, UnknownServiceError
from botocore.model import OperationModel
from botocore.session import Session
from botocore.validate import ParamValidator

from local import aws

# https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-options.html
_WITH_VALUE = set(
    "--region --profile --query --output --endpoint-url --cli-binary-format --cli-read-timeout --cli-connect-timeout "
    "--color --ca-bundle --max-items --page-size --starting-token --cli-input-json --generate-cli-skeleton".split()
)
_FLAGS = set("--no-cli-pager --no-paginate --no-sign-request --no-verify-ssl --no-cli-auto-prompt --debug".split())
_OUTPUTS = {"json", "text", "table", "yaml", "yaml-stream", "off"}
# Commands that the CLI has besides the services' operations, with their options. A name ends at the first option.
# https://docs.aws.amazon.com/cli/latest/reference/
_CUSTOM = {
    "configure": set(),
    "configure sso": {"--use-device-code", "--no-browser"},
    "configure list": set(),
    "sso login": {"--sso-session", "--no-browser", "--use-device-code"},
    "login": {"--remote"},
    "logs tail": {"--follow", "--since", "--format", "--filter-pattern", "--log-stream-names"},
}
_NUMBERS = {"integer": int, "long": int, "float": float, "double": float}
_UNTOLD = object()  # what only the shell, or a file that is not there, knows


class WrongCommandError(Exception):
    """The AWS CLI would refuse this command line; the text says why."""


@dataclass
class Call:
    """One command line, read."""

    service: str
    operation: OperationModel | None  # None for the CLI's own commands
    parameters: dict[str, Any] = field(default_factory=dict)
    options: dict[str, str] = field(default_factory=dict)  # those of every command, such as --query
    files: list[str] = field(default_factory=list)  # where the answer is written to


def lines(command: str) -> Iterator[list[str]]:
    """The words after each `aws` of a shell command, those in `$(…)` included."""
    if not re.search(r"\baws ", command):
        return
    plain = re.sub(r'"\$\(([^()]*)\)"', r" $( \1 ) ", command.replace("\\\n", " "))
    tokens = shlex.shlex(plain, posix=True, punctuation_chars=True)
    tokens.whitespace_split = True
    words: list[str] = []
    for token in [*tokens, ";"]:
        if token and set(token) <= set(";|&()<>"):
            if words and words[0] == "aws":
                yield words[1:]
            words = []
        elif words or "=" not in token:  # not an assignment before the command
            words.append(token)


def read(words: Sequence[str]) -> Call:
    """Read the words after `aws`, or raise WrongCommandError."""
    names, rest = _names(words)
    custom = max((name for name in _CUSTOM if f"{' '.join(names)} ".startswith(f"{name} ")), key=len, default="")
    if custom:
        known = _CUSTOM[custom] | _WITH_VALUE | _FLAGS
        if wrong := [word for word in rest if word.startswith("--") and word not in known]:
            raise WrongCommandError(f"aws {custom} has no option {wrong[0]}")
        return Call(custom, None)
    if len(names) < 2:
        raise WrongCommandError(f"no operation: aws {' '.join(words)}")
    operation = _operation(names)
    call = Call(names[0], operation, files=names[3:] if names[1] == "wait" else names[2:])
    _read_options(call, operation, rest)
    _check(call, operation)
    return call


def _names(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words up to the first option (`lambda invoke`), and the rest."""
    first = next((place for place, word in enumerate(words) if word.startswith("--")), len(words))
    return list(words[:first]), list(words[first:])


def _operation(names: Sequence[str]) -> OperationModel:
    session, service, name = Session(), names[0], names[1]
    try:
        model = session.get_service_model(service)
    except (UnknownServiceError, DataNotFoundError):
        raise WrongCommandError(f"there is no service {service}") from None
    if name == "wait":
        waiters = session.get_waiter_model(service)
        found = {xform_name(waiter, "-"): waiters.get_waiter(waiter).operation for waiter in waiters.waiter_names}
        name = names[2] if len(names) > 2 else ""
    else:
        found = {xform_name(operation, "-"): operation for operation in model.operation_names}
    if name not in found:
        raise WrongCommandError(f"aws {service} has no {name!r}")
    return model.operation_model(found[name])


def _read_options(call: Call, operation: OperationModel, rest: list[str]) -> None:
    shape = operation.input_shape
    shapes: dict[str, Any] = dict(shape.members) if shape else {}
    members = {f"--{xform_name(name, '-')}": name for name in shapes}
    while rest:
        option = rest.pop(0)
        if option in members:
            member = members[option]
            call.parameters[member] = _value(option, shapes[member], _values(rest), call)
        elif option.startswith("--no-") and f"--{option[5:]}" in members:
            call.parameters[members[f"--{option[5:]}"]] = False
        elif option in _FLAGS:
            call.options[option] = ""
        elif option in _WITH_VALUE:
            if not rest:
                raise WrongCommandError(f"{option} needs a value")
            call.options[option] = rest.pop(0)
        elif not option.startswith("--"):
            call.files.append(option)
        else:
            raise WrongCommandError(f"aws {call.service} {xform_name(operation.name, '-')} has no option {option}")


def _values(rest: list[str]) -> list[str]:
    found: list[str] = []
    while rest and not rest[0].startswith("--"):
        found.append(rest.pop(0))
    return found


def _value(option: str, shape: Any, words: list[str], call: Call) -> Any:
    if shape.type_name == "boolean":
        call.files += words
        return True
    if not words:
        raise WrongCommandError(f"{option} needs a value")
    if shape.type_name == "list" and not words[0].startswith(("[", "file://")):
        return [_one(option, shape.member, word) for word in words]
    call.files += words[1:]
    return _one(option, shape, words[0])


def _one(option: str, shape: Any, word: str) -> Any:
    if word.startswith(("file://", "fileb://")):
        file = Path(word.partition("://")[2])
        if not file.exists():
            return _UNTOLD
        if shape.type_name == "blob":
            return file.read_bytes()
        word = file.read_text()
    if shape.type_name == "blob":
        return word.encode()
    if shape.type_name in ("structure", "map", "list"):
        return _structure(option, shape, word)
    if re.fullmatch(r"\$\w+", word) or ("$" in word and shape.type_name != "string"):
        return _UNTOLD
    if shape.type_name in _NUMBERS:
        return _NUMBERS[shape.type_name](word)
    if shape.type_name == "boolean":
        return word == "true"
    if getattr(shape, "enum", None) and "$" not in word and word not in shape.enum:
        raise WrongCommandError(f"{option} is one of {', '.join(shape.enum)}, not {word}")
    return word


def _structure(option: str, shape: Any, word: str) -> Any:
    """JSON, or the CLI's shorthand of one level: `Name=x,Value=y`."""
    if word.startswith(("{", "[")):
        try:
            return json.loads(word)
        except ValueError as error:
            raise WrongCommandError(f"{option} is not JSON: {error}") from None
    if "$" in word:
        return _UNTOLD
    pairs = dict(pair.partition("=")[::2] for pair in word.split(","))
    members = shape.members if shape.type_name == "structure" else {}
    return {name: _one(option, members[name], value) if name in members else value for name, value in pairs.items()}


def _check(call: Call, operation: OperationModel) -> None:
    shape = operation.input_shape
    if shape is None:
        return
    # https://docs.aws.amazon.com/cli/latest/userguide/cliv2-migration-changes.html#cliv2-migration-binaryparam
    raw = call.options.get("--cli-binary-format") == "raw-in-base64-out"
    blobs = [name for name in call.parameters if shape.members[name].type_name == "blob"]
    if blobs and not raw:
        raise WrongCommandError(f"AWS CLI 2 reads {blobs[0]} as base64 without --cli-binary-format raw-in-base64-out")
    if not {"--cli-input-json", "--generate-cli-skeleton"} & call.options.keys():
        for name in shape.required_members:
            if name not in call.parameters:
                raise WrongCommandError(f"--{xform_name(name, '-')} is missing")
    for name, value in call.parameters.items():
        if value is not _UNTOLD:
            report = ParamValidator().validate(value, shape.members[name])
            if report.has_errors():
                raise WrongCommandError(f"--{xform_name(name, '-')}: {report.generate_report()}")
    if call.options.get("--output", "json") not in _OUTPUTS:
        raise WrongCommandError(f"--output is one of {', '.join(sorted(_OUTPUTS))}")
    if "--query" in call.options:
        try:
            jmespath.compile(call.options["--query"])
        except jmespath.exceptions.JMESPathError as error:
            raise WrongCommandError(f"--query: {error}") from None
    if (operation.name == "Invoke" and call.service == "lambda") != bool(call.files):
        raise WrongCommandError("`aws lambda invoke`, and no other command here, ends with the file for the answer")


def main(words: Sequence[str]) -> int:
    """Do what the CLI would do, at the emulator whose address is in AWS_ENDPOINT_URL."""
    call = read(words)
    if call.operation is None:
        raise WrongCommandError(f"aws {call.service} cannot be run here")
    endpoint = os.environ["AWS_ENDPOINT_URL"]
    client = aws.session(endpoint).client(call.service, endpoint_url=endpoint, config=aws.CONFIG)  # type: ignore[call-overload]
    answer = getattr(client, xform_name(call.operation.name))(**call.parameters)
    del answer["ResponseMetadata"]
    if call.files:
        payload = answer.pop("Payload").read()
        Path(call.files[0]).write_bytes(payload)
        if answer.get("FunctionError") or json.loads(payload).get("statusCode", 200) >= 400:
            raise WrongCommandError(f"the function's answer is an error: {payload.decode()}")
    found = jmespath.search(call.options.get("--query", "@"), answer)
    print(_as_text(found) if call.options.get("--output") == "text" else json.dumps(found, indent=4, default=str))
    return 0


def _as_text(found: Any) -> str:
    values: Iterable[Any] = found if isinstance(found, list) else (found,)
    return "\t".join(str(value) for value in values)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
