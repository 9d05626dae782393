"""The steps: what each asks, does and prints. What changes something looks first, so a second run finds it done."""

import argparse
import json
import sys
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, NamedTuple

from botocore.exceptions import BotoCoreError, ClientError

from deploy import cdk, checks, env_file, number, secret, smoke, stack_state
from deploy.run import Run
from local import failed_turns, keys
from local.audit import zone_of
from local.console import LocalError

_WAIT_SECONDS = 3600
_PAUSE = 3.0


def run(options: argparse.Namespace) -> int:
    """Carry out the step, or all of them in order; returns the exit code. Raises LocalError."""
    this = Run(options)
    names = [options.step] if options.step else [name for name in _STEPS if name != "destroy"]
    for position, name in enumerate(names, 1):
        print(f"\n[{position}/{len(names)}] {name}", flush=True)
        try:
            _STEPS[name](this)
        except (BotoCoreError, ClientError) as error:
            raise LocalError(f"AWS refuses: {error}") from None
        except KeyboardInterrupt:
            print(f"\nStopped in step {name}. Run the same command again to go on.", file=sys.stderr)
            raise
    if not options.step and not options.dry_run:
        print(f"\nLINDA answers. Text or call {this.keys[env_file.NUMBER]}.")
        print("Texts to US phones arrive once the number is registered (A2P 10DLC): docs/twilio.md")
        print("Logs, alarms, and what to do when something is wrong: docs/operations.md")
    return 0


def _check(this: Run) -> None:
    facts, wrong = list[str](), checks.of_programs(cdk.program_version("node"), sys.version_info[:2])
    try:
        settings = this.settings
    except LocalError as error:
        raise LocalError("\n".join([*wrong, str(error)])) from None  # everything else depends on them
    found = env_file.read(this.env_file)
    wrong_keys = checks.of_env_file(this.env_file, found, settings)
    wrong += wrong_keys + checks.of_owner_phone(settings.owner_phone, found.get(env_file.NUMBER, ""))
    facts += checks.notes(settings, found, datetime.now(UTC).date())
    try:
        facts.append(this.linda.where)
        bootstrap = checks.bootstrap_version(this.linda.client("ssm"))
        wrong += checks.of_bootstrap(bootstrap, this.linda.account, this.region, this.options.profile)
        status = this.status()
        facts.append(f"stack {this.linda.stack}: {status or 'not there yet'}")
        if left := _left_behind(this, _held(this, status)):
            facts.append(f"outside of the stack, to be taken over: {', '.join(left)}")
        facts += checks.note_of_quota(this.linda.client("lambda"))
    except (LocalError, BotoCoreError, ClientError) as error:
        wrong.append(str(error))
    if not wrong_keys:
        try:
            there = number.look(this.twilio, found[env_file.NUMBER])
            facts.append(f"{there.phone} is a number of the Twilio account")
            wrong += number.obstacles(there)
        except LocalError as error:
            wrong.append(str(error))
    for fact in facts:
        print(f"  {fact}")
    if wrong:
        listed = "\n".join(f"  {position}. {words}" for position, words in enumerate(wrong, 1))
        raise LocalError(f"This is missing or wrong; nothing was changed:\n{listed}")
    if not this.options.dry_run:
        this.confirm_place("is this the right account and region?")


def _diff(this: Run) -> None:
    code, differs = cdk.diff(this.context, this.variables)
    if code:
        raise LocalError("`cdk diff` failed: what it says is above. Nothing was changed.")
    shown = cdk.fingerprint()
    if differs and not this.options.dry_run and not this.options.step:
        this.ask("Deploy this?")
    this.approved = shown


def _deploy(this: Run) -> None:
    status = _settled(this)
    held = _held(this, status)
    left = _left_behind(this, held)
    state = stack_state.next_step(status, _commands(this), outside=bool(left), is_empty=not held)
    if state.kind == "refuse":
        raise LocalError(f"The stack is {status}. {state.words}")
    if state.words:
        print(f"  {state.words}")
    if this.options.dry_run:
        print(f"  Would deploy {this.linda.stack} ({state.kind}).")
        return
    if not this.approved:
        this.confirm_place(f"deploy? What changes is shown by: {this.again('diff')}")
    if state.kind == "remove":
        _remove_stack(this)
        left, state = _left_behind(this, set()), stack_state.Next("create")
    if left and state.kind != "resume":
        _take_over(this, left)
        state = stack_state.Next("update")
    arguments = [*_shown(this), "--require-approval", "never", "--progress", "events"]
    arguments += ["--no-rollback"] if state.keeps_what_failed else []
    if cdk.run(cdk.command("deploy", arguments, this.context), this.variables):
        raise LocalError(_failed(this))
    this.__dict__.pop("outputs", None)


def _shown(this: Run) -> list[str]:
    """The options that have the CDK use what the diff has shown, and not synthesise again. Raises LocalError."""
    if not this.approved:
        return []
    cdk.await_others()
    if cdk.fingerprint() != this.approved:
        raise LocalError(
            "Another CDK command has synthesised something else since the diff was shown, which is not deployed. "
            f"Run this again: {this.again()}"
        )
    return ["--app", str(cdk.ASSEMBLY)]


def _settled(this: Run) -> str:
    """The stack's state once no deploy of it is under way. Raises LocalError."""
    deadline = time.monotonic() + _WAIT_SECONDS
    shown = ""
    while (state := stack_state.next_step(status := this.status(), _commands(this))).kind == "wait":
        if time.monotonic() > deadline:
            raise LocalError(f"The stack is still {status} after an hour. Look at its events in the console.")
        if status != shown:
            print(f"  {state.words} Waiting: {status}", flush=True)
            shown = status
        time.sleep(_PAUSE)
    return status


def _held(this: Run, status: str) -> set[str]:
    """The physical ids of what the stack has."""
    if status == stack_state.NO_STACK:
        return set()
    pages = this.linda.client("cloudformation").get_paginator("list_stack_resources")
    return {
        resource["PhysicalResourceId"]
        for page in pages.paginate(StackName=this.linda.stack)
        for resource in page["StackResourceSummaries"]
        if resource.get("PhysicalResourceId") and stack_state.is_held(resource["ResourceStatus"])
    }


def _commands(this: Run) -> stack_state.Commands:
    return stack_state.Commands(rollback=this.npx_cdk("rollback"), destroy=this.again("destroy"))


def _remove_stack(this: Run) -> None:
    """Remove a stack that was never deployed: what it retains, the tables and the secret, is not touched."""
    client = this.linda.client("cloudformation")
    client.update_termination_protection(StackName=this.linda.stack, EnableTerminationProtection=False)
    client.delete_stack(StackName=this.linda.stack)
    while (status := this.status()).endswith("_IN_PROGRESS"):
        time.sleep(_PAUSE)
    if status != stack_state.NO_STACK:
        raise LocalError(f"The stack is {status}. {stack_state.next_step(status, _commands(this)).words}")


class _Existing(NamedTuple):
    """A table or the secret that exists: how CloudFormation finds it, and a table as DynamoDB describes it."""

    identifier: str
    table: Mapping[str, Any] | None = None


def _take_over(this: Run, left: Mapping[str, _Existing]) -> None:
    """Import the tables and the secret that are outside of the stack.

    By `cdk import`: `--import-existing-resources` cannot import a secret, whose identifier is not in the template.
    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources-automatically.html
    """
    print(f"  Left of an earlier stack, and taken over: {', '.join(left)}", flush=True)
    if not _shown(this) and cdk.run(cdk.command("synth", ["--quiet"], this.context), this.variables):
        raise LocalError("`cdk synth` failed: what it says is above.")
    template = cdk.template_of(this.linda.stack)
    tables = {name: one.table for name, one in left.items() if one.table}
    if unlike := checks.unlike_the_template(template, tables):
        listed = "\n".join(unlike)
        raise LocalError(f"{listed}\nTables made by hand are adopted step by step: docs/adoption.md")
    found = json.dumps(cdk.retained(template, {name: one.identifier for name, one in left.items()}))
    arguments = ["--app", str(cdk.ASSEMBLY), "--resource-mapping-inline", found]
    if cdk.run(cdk.command("import", arguments, this.context), this.variables):
        raise LocalError(f"`cdk import` failed: what it says is above. Nothing was lost. Then: {this.again('deploy')}")


def _left_behind(this: Run, held: Collection[str]) -> dict[str, _Existing]:
    """The tables and the secret that exist, by their names, but for those that the stack has. Raises LocalError."""
    found = dict[str, _Existing]()
    dynamodb, manager = this.linda.client("dynamodb"), this.linda.client("secretsmanager")
    for name in _tables(this):
        with suppress(dynamodb.exceptions.ResourceNotFoundException):
            found[name] = _Existing(name, dynamodb.describe_table(TableName=name)["Table"])
    secret_name = this.settings.secret_name
    with suppress(manager.exceptions.ResourceNotFoundException):
        keys = manager.describe_secret(SecretId=secret_name)
        if keys.get("DeletedDate"):
            keep = this.aws("secretsmanager", "restore-secret", "--secret-id", secret_name)
            forget = ("--secret-id", secret_name, "--force-delete-without-recovery")
            raise LocalError(
                f"The secret {secret_name} is about to be deleted. Keep it: {keep}\n"
                f"Or give up what is in it, for good: {this.aws('secretsmanager', 'delete-secret', *forget)}"
            )
        found[secret_name] = _Existing(keys["ARN"])
    return {name: one for name, one in found.items() if one.identifier not in held}


def _failed(this: Run) -> str:
    """What to do after a failed `cdk deploy`."""
    after = stack_state.next_step(this.status(), _commands(this))
    words = "`cdk deploy` failed: what it says is above. Fix what it names, then run:"
    more = f"\n{after.words}" if after.kind == "refuse" else ""
    return f"{words} {this.again('deploy')}{more}\nMore: docs/deploy.md#when-a-deploy-fails"


def _secrets(this: Run) -> None:
    if _not_there(this):
        return
    name, manager = this.outputs["SecretName"], this.linda.client("secretsmanager")
    there = secret.read(manager, name).keys
    given = _given(this, there)
    names = secret.changes(there, given)
    if not names:
        print(f"  {name} has all that already: nothing to change.")
        return
    print(f"  {name}: {', '.join(names)} {'would change' if this.options.dry_run else 'change'}")
    if {env_file.ACCOUNT_SID, env_file.AUTH_TOKEN, env_file.NUMBER}.intersection(names):
        number.look(this.twilio, this.keys[env_file.NUMBER])  # or every webhook would be refused from then on
    if this.options.dry_run:
        return
    this.confirm_place("write them?")
    secret.write(manager, name, given)
    try:
        keys.recycle(this.linda.client("lambda"), this.linda.functions())
        print("  Written; the functions start anew with them.")
    except (BotoCoreError, ClientError):  # perhaps a deploy is under way, or it is not allowed
        print("  Written; they take effect within five minutes.")
    for token in {secret.OWNER_TOKEN, secret.NEXT_TOKEN} & given.keys() if not this.options.switch_token else ():
        print(f"  The frontend's server needs it:\n{_token_command(this, token)}")


def _given(this: Run, there: Mapping[str, object]) -> Mapping[str, str | None]:
    """What is to be in the secret: the keys of `.env`, or what an option says. Raises LocalError."""
    options = this.options
    if options.new_token or options.next_token:
        return {secret.NEXT_TOKEN if options.next_token else secret.OWNER_TOKEN: secret.new_token()}
    if options.switch_token:
        return secret.switched(there)
    return {env_file.PIN: None} if options.no_pin else this.keys


def _token_command(this: Run, token: str = secret.OWNER_TOKEN) -> str:
    """How the deployer reads the owner's token."""
    of_secret = ("--secret-id", this.outputs["SecretName"], "--query", "SecretString", "--output", "text")
    reads = this.aws("secretsmanager", "get-secret-value", *of_secret)
    takes = f"""python3 -c 'import json, sys; print(json.load(sys.stdin)["{token}"])'"""
    return f"  {reads} |\n    {takes}"


def _connect(this: Run) -> None:
    if _not_there(this):
        return
    there = number.look(this.twilio, this.keys[env_file.NUMBER])
    to_be = number.wanted(there, number.urls(this.outputs))
    changes = number.changes(there, to_be)
    print(f"  {there.phone}" + (f", in the messaging service {there.service}" if there.service else ""))
    print(number.as_table(there, to_be))
    if obstacles := number.obstacles(there):
        raise LocalError("\n".join(obstacles))
    if not changes:
        print("  All is as it must be.")
        return
    if this.options.dry_run:
        return
    this.ask(f"Change {there.phone} at Twilio?")
    number.update(this.twilio, there, changes)
    if left := number.changes(number.look(this.twilio, there.phone), to_be):
        raise LocalError(f"Twilio has not kept {', '.join(left)}. Look at the number in the console: docs/twilio.md")
    print("  Changed.")


def _frontend(this: Run) -> None:
    if _not_there(this):
        return
    print("  For the frontend's .env.local:\n")
    print(this.outputs["FrontendEnvironment"])
    print(f"\n  Its server also needs the owner's token, which is read by\n{_token_command(this)}")


def _smoke(this: Run) -> None:
    if this.options.dry_run:
        print("  Would send five requests to the deployed URL.")
        return
    token, phone = this.keys[env_file.AUTH_TOKEN], this.keys[env_file.NUMBER]
    zone = zone_of(this.settings.time_zone)
    smoke.smoke(this.outputs["DispatcherWebhookUrl"], token, phone, datetime.now(zone).date())


def _destroy(this: Run) -> None:
    stack = this.linda.stack
    if this.status() == stack_state.NO_STACK:
        print(f"  There is no stack {stack} in {this.linda.where}.")
        return
    print(f"  {this.linda.where}\n{_what_stays(this)}")
    if unanswered := _unanswered(this):
        raise LocalError(
            f"Customers have had no reply to {unanswered} of their messages, which would be removed with the stack. "
            "Show them, then answer (--retry) or drop (--drop) them:\n"
            f"  {this.failed_turns()}\nThen: {this.again('destroy')}"
        )
    if this.options.dry_run:
        return
    if not this.options.yes and this.typed(f"Type {stack} to remove it: ", "remove it") != stack:
        raise LocalError("Nothing was removed.")
    client = this.linda.client("cloudformation")
    client.update_termination_protection(StackName=stack, EnableTerminationProtection=False)
    if cdk.run(cdk.command("destroy", ["--force"], this.context), this.variables):
        raise LocalError(f"`cdk destroy` failed: what it says is above. Then: {this.again('destroy')}")
    if this.status() != stack_state.NO_STACK:
        raise LocalError(f"The stack is still there. Again: {this.again('destroy')}")
    print(f"  {stack} is gone. The number at Twilio still calls its URL: set another one, or release the number.")


def _unanswered(this: Run) -> int:
    """How many failed turns the stack's queue holds, also those that somebody looks at right now."""
    queue, sqs = this.linda.resources("AWS::SQS::Queue").get(failed_turns.QUEUE), this.linda.client("sqs")
    if not queue:
        return 0
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    try:
        counts = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=names)["Attributes"]
    except sqs.exceptions.QueueDoesNotExist:  # of a stack that is half removed
        return 0
    return sum(map(int, counts.values()))


def _what_stays(this: Run) -> str:
    tables, secret_name = _tables(this), this.settings.secret_name
    lines = [
        f"{this.linda.stack} is removed: functions, API, queues, alarms, and the logs.",
        "What stays, with all customers' data: the tables",
        *(f"  {table}" for table in tables),
        f"and the secret {secret_name}. They cost cents a month, and the next deploy takes them over:",
        f"  {this.again()}",
        "To remove them, too, for good:",
        *(f"  {command}" for table in tables for command in _removal(this, table)),
        f"  {this.aws('secretsmanager', 'delete-secret', '--secret-id', secret_name)}",
    ]
    return "\n".join(f"  {line}" for line in lines)


def _removal(this: Run, table: str) -> list[str]:
    """The commands that remove a table and its data, in this order: one that is being updated cannot be deleted."""
    commands = (("update-table", "--no-deletion-protection-enabled"), ("wait", "table-exists"), ("delete-table",))
    return [this.aws("dynamodb", *words, "--table-name", table) for words in commands]


def _tables(this: Run) -> list[str]:
    names = (this.settings.repairs_lead_log_table, this.settings.brandon_state_log_table)
    return [this.settings.named(name) for name in names]


def _not_there(this: Run) -> bool:
    """Whether a dry run has come to a stack that is not there yet."""
    missing = this.options.dry_run and this.status() == stack_state.NO_STACK
    if missing:
        print("  The stack is not there yet.")
    return missing


_STEPS: Mapping[str, Callable[[Run], None]] = {
    "check": _check,
    "diff": _diff,
    "deploy": _deploy,
    "secrets": _secrets,
    "connect": _connect,
    "frontend": _frontend,
    "smoke": _smoke,
    "destroy": _destroy,
}
