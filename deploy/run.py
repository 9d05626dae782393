"""One run of the command: what the deployer chose, and the way to the account, each read when first needed."""

import argparse
import json
import os
import shlex
from functools import cached_property
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from deploy import cdk, checks, env_file, number, stack_state
from linda_stack.settings import Settings, read_settings
from local import deployed
from local.cdk import context_words
from local.console import LocalError, answer
from local.deployed import Deployed
from local.environment import ROOT


class Run:
    """The options, what follows from them, and what has been agreed to so far."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.context: dict[str, str] = dict(setting.split("=", 1) for setting in options.context)
        if options.stage:
            self.context["stage"] = options.stage
        self.place_is_confirmed = False
        self.approved = ""  # once the diff was shown: the fingerprint of its assembly, which is what is deployed

    @cached_property
    def settings(self) -> Settings:
        """The stack's settings, as its synth reads them. Raises LocalError."""
        try:
            context = json.loads((ROOT / "cdk.json").read_text(encoding="utf-8"))["context"]
            return read_settings({**context, **self.context})
        except json.JSONDecodeError as error:
            raise LocalError(f"cdk.json is not JSON: {error}") from None
        except ValueError as error:
            raise LocalError(str(error)) from None

    @cached_property
    def linda(self) -> Deployed:
        """The way to the stack in the account of the chosen credentials. Raises LocalError."""
        stack = self.settings.named(self.settings.stack_name)
        return deployed.on_aws(self.options.profile, self.options.region, stack)

    @property
    def region(self) -> str:
        return str(self.linda.session.region_name)

    @cached_property
    def variables(self) -> dict[str, str]:
        """The environment of the CDK command line."""
        return cdk.environment(self.linda.session, os.environ)

    @property
    def env_file(self) -> Path:
        return env_file.path(ROOT, self.settings.stage)

    @cached_property
    def keys(self) -> dict[str, str]:
        """The keys of `.env`. Raises LocalError with all that is wrong with it."""
        found = env_file.read(self.env_file)
        if wrong := checks.of_env_file(self.env_file, found, self.settings):
            raise LocalError("\n".join(wrong))
        return found

    @cached_property
    def outputs(self) -> dict[str, str]:
        """The stack's outputs. Raises LocalError if there is no deployed stack."""
        if self.status() == stack_state.NO_STACK:
            raise LocalError(f"There is no stack {self.linda.stack} in {self.linda.where}. To make it: {self.again()}")
        if not (found := self.linda.outputs()):
            raise LocalError(f"The stack {self.linda.stack} is not finished. To resume: {self.again('deploy')}")
        return found

    @cached_property
    def twilio(self) -> Any:
        return number.client(self.keys, self.settings.twilio_api_base_url)

    def status(self) -> str:
        """The state of the stack right now, NO_STACK if there is none."""
        try:
            found = self.linda.client("cloudformation").describe_stacks(StackName=self.linda.stack)
        except ClientError as error:
            if "does not exist" in str(error):
                return stack_state.NO_STACK
            raise
        return str(found["Stacks"][0]["StackStatus"])

    def ask(self, question: str) -> None:
        """Go on only after a yes, or with --yes. Raises LocalError."""
        if not self.options.yes and self.typed(f'{question}\nType "yes" to go on: ', "go on").lower() != "yes":
            raise LocalError("Stopped here. Run it again to go on.")

    @staticmethod
    def typed(question: str, purpose: str) -> str:
        """Return what the person at the terminal types. Raises LocalError if nobody is there."""
        try:
            return answer(question)
        except LocalError:
            words = f"Nobody is here to be asked: to {purpose} without being asked, add --yes (YES=1)."
            raise LocalError(words) from None

    def confirm_place(self, what: str) -> None:
        """Ask once whether this is the right account."""
        if not self.place_is_confirmed:
            self.ask(f"{self.linda.where}\nStack {self.linda.stack}: {what}")
            self.place_is_confirmed = True

    # --- Commands to be printed. Each names its place: pasted into another shell, it must not come to another account.

    def again(self, *words: str) -> str:
        """The command line of a step, or of all of them, with what was chosen for this run."""
        settings = [word for setting in self.options.context for word in ("-c", setting)]
        chosen = self._chosen("stage", "profile", "region")
        return shlex.join(["python", "-m", "deploy", *words, *chosen, *settings])

    def aws(self, *words: str) -> str:
        """A command line of the AWS CLI. Raises LocalError."""
        return shlex.join(["aws", *words, *self._account_words()])

    def npx_cdk(self, *words: str) -> str:
        """A command line of the CDK about the stack, which it knows by its name in the code. Raises LocalError."""
        settings = context_words(self.context)
        return shlex.join(["npx", "cdk", *words, deployed.STACK, *settings, *self._account_words()])

    def failed_turns(self, *words: str) -> str:
        """A command line about the turns that the stack's functions have given up on. Raises LocalError."""
        place = ["--stack", self.linda.stack, *self._account_words()]
        return shlex.join(["python", "-m", "local", "failed-turns", *words, *place])

    def _account_words(self) -> list[str]:
        return ["--region", self.region, *self._chosen("profile")]

    def _chosen(self, *names: str) -> list[str]:
        options = [(f"--{name}", getattr(self.options, name)) for name in names]
        return [word for option in options if option[1] for word in option]
