"""`.env`: the keys that OpenAI and Twilio gave, on the deployer's own machine. Their values are never printed."""

import re
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import phonenumbers
from dotenv import dotenv_values

from local.console import LocalError

OPENAI_KEY, ACCOUNT_SID, AUTH_TOKEN, NUMBER = (
    "OPENAI_API_KEY",
    "TWILIO_ACCOUNT_SID",
    "TWILIO_AUTH_TOKEN",
    "TWILIO_PHONE_NUMBER",
)
NAMES = (OPENAI_KEY, ACCOUNT_SID, AUTH_TOKEN, NUMBER)
PIN = "OWNER_PIN"
# What may be left out.
OPTIONAL = (PIN,)
_CONSOLE = "the Twilio console shows it under Account Info: https://console.twilio.com"
_WHERE = {
    OPENAI_KEY: "make one at https://platform.openai.com/api-keys",
    ACCOUNT_SID: _CONSOLE,
    AUTH_TOKEN: _CONSOLE,
    NUMBER: "one of https://console.twilio.com/us1/develop/phone-numbers/manage/incoming",
}
_FORMS = {
    OPENAI_KEY: (r"sk-[A-Za-z0-9_-]{16,}", "begin with sk-"),
    ACCOUNT_SID: (r"AC[0-9a-f]{32}", "be AC and 32 digits of 0-9 and a-f"),
    AUTH_TOKEN: (r"[0-9a-f]{32}", "be 32 digits of 0-9 and a-f"),
    NUMBER: (r"\+[1-9][0-9]{6,14}", "be written as +19045550199: +, country, number, and nothing else"),
    PIN: (r"[0-9]{4,8}", "be 4 to 8 digits"),
}


def path(root: Path, stage: str) -> Path:
    """The file of a stage. Each has its own: the keys of one must not move the number of another."""
    return root / (f".env.{stage}" if stage else ".env")


def read(file: Path) -> dict[str, str]:
    """The keys in the file, without white space around them; {} if there is no file. Raises LocalError."""
    try:
        found = dotenv_values(file, interpolate=False) if file.is_file() else {}
    except UnicodeDecodeError:
        raise LocalError(f"{file.name} is not a text in UTF-8: write it anew from .env.example.") from None
    return {name: (found[name] or "").strip() for name in (*NAMES, *OPTIONAL) if name in found}


def problems(file: Path, keys: Mapping[str, str], *, own_model: bool) -> list[str]:
    """What is missing or wrong in the file, with what to do; never a value.

    `own_model`: the model is not OpenAI's (setting `openai_base_url`), so its key may have any form.
    """
    if not file.is_file():
        return [f"{file.name} is missing: cp .env.example {file.name} && chmod 600 {file.name}, and fill it in."]
    found = [f"{name} is missing in {file.name}: {_WHERE[name]}." for name in NAMES if not keys.get(name)]
    if keys.get(OPENAI_KEY) == "":  # said on purpose: without a model
        found.remove(f"{OPENAI_KEY} is missing in {file.name}: {_WHERE[OPENAI_KEY]}.")
    for name, (form, words) in _FORMS.items():
        value = keys.get(name)
        if value and not re.fullmatch(form, value) and not (own_model and name == OPENAI_KEY):
            found.append(f"{name} in {file.name} must {words}.")
    number = keys.get(NUMBER, "")
    if re.fullmatch(_FORMS[NUMBER][0], number) and not is_number(number):
        found.append(f"{NUMBER} in {file.name} is not a phone number that can exist.")
    return found


def exposure(file: Path) -> list[str]:
    """How others could read the file: by its mode, or by git."""
    if not file.is_file():
        return []
    found = []
    if sys.platform != "win32" and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        found.append(f"{file.name} can be read by others on this machine: chmod 600 {file.name}")
    if _git(file, "ls-files", "--error-unmatch") == 0:
        words = f"git rm --cached {file.name}, and rotate the keys in it: they are in the history"
        found.append(f"{file.name} is tracked by git: {words}.")
    elif _git(file, "check-ignore", "--quiet") == 1:
        found.append(f"{file.name} is not ignored by git: add it to .gitignore.")
    return found


def shared_number(file: Path, number: str) -> list[str]:
    """Which other such files beside it have the same number, which only one LINDA can have."""
    others = [other for other in (file.with_name(".env"), *file.parent.glob(".env.*")) if other != file]
    return [
        f"{NUMBER} in {file.name} is that of {other.name}, whose LINDA would lose her texts and calls: choose another."
        for other in sorted(others)
        if number and read(other).get(NUMBER) == number
    ]


def is_number(text: str) -> bool:
    """Whether the E.164 number can exist."""
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(text))
    except phonenumbers.NumberParseException:
        return False


def _git(file: Path, *command: str) -> int:
    """The exit code of a question to git about the file: 128 outside a repository, and here also without git."""
    try:
        asked = ["git", *command, "--", file.name]
        return subprocess.run(asked, cwd=file.parent, capture_output=True, check=False).returncode
    except OSError:
        return 128
