"""The commands that need the packages of `.venv`."""

import argparse
import os
import sys
import time
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from botocore.exceptions import BotoCoreError, ClientError

from local import (
    adopt,
    audit,
    aws,
    call,
    cdk,
    chat,
    checks,
    deployed,
    emulator,
    failed_turns,
    forget,
    instance,
    locks,
    logs,
    moved_clock,
    text,
    transfer,
    up,
)
from local.console import confirm
from local.deployed import Deployed
from local.page import PAGE

_TEXTS_THEM = (
    "With Twilio's keys, this LINDA then texts the customers in the file: what waits to be sent, and reminders of "
    "their bookings. If the LINDA that the file is from still runs, they get each text twice."
)
_ON_DATA = ("audit", "forget", "failed-turns", "export", "import", "adopt")
# The options that name a LINDA on AWS.
_PLACE = ("aws", "profile", "region", "stage", "stack", "leads_table", "state_table")


def run(options: argparse.Namespace, home: Path) -> int:
    """Carry out the command and return its exit code."""
    if options.command == "test":
        return checks.test(options.pytest)
    of_number = options.command == "forget" or (options.command == "failed-turns" and options.phone)
    if of_number or (options.command == "chat" and options.phone != chat.ANONYMOUS):
        options.phone = forget.e164(options.phone)
    shell = dict(os.environ)
    if _is_on_aws(options):  # nothing reaches AWS unless it is told to
        linda = deployed.on_aws(options.profile, options.region, options.stack or deployed.stack_of(options.stage))
        return _on_data(options, linda)
    os.environ.clear()  # botocore reads it, too, and would look for a profile named there
    os.environ.update(aws.without_aws(shell))
    match options.command:
        case "up":
            _up(home, shell)
        case "logs":
            logs.logs(home, once=options.once)
        case "text":
            _text(options, home)
        case "call":
            held, lines = call.call(home, options.sender, quiet=options.json, speak=options.speak)
            print(call.as_json(held, lines) if options.json else call.as_words(held))
        case "chat":
            said, zone = _chat(options.phone, home)
            print(chat.as_json(options.phone, said) if options.json else chat.as_words(options.phone, said, zone))
        case "sweep":
            print(deployed.on_this_machine(home).sweep())
        case name if name in _ON_DATA:
            return _on_data(options, deployed.on_this_machine(home))
        case "diff":
            endpoint = emulator.endpoint(home)
            with locks.hold(instance.lock(home)):
                return cdk.diff(home, endpoint, deployed.STACK, up.context(home))
    return 0


def _is_on_aws(options: argparse.Namespace) -> bool:
    """Tell whether one of the options that name a LINDA on AWS is given."""
    return any(getattr(options, name, "") for name in _PLACE)


def _on_data(options: argparse.Namespace, linda: Deployed) -> int:
    """Carry out a command on the data of a deployed LINDA, wherever it is, and say where. Raises LocalError."""
    print(linda.where, file=sys.stderr)
    try:
        return _with_tables(options, linda)
    except (BotoCoreError, ClientError) as error:
        raise linda.refusal(error) from None


def _with_tables(options: argparse.Namespace, linda: Deployed) -> int:
    if options.command == "failed-turns":
        action: failed_turns.Action = "retry" if options.retry else "drop" if options.drop else ""
        wanted = failed_turns.Wanted(options.id, options.phone)
        return failed_turns.failed_turns(linda, action, wanted, confirmed=options.yes, as_json=options.json)
    leads, state = linda.tables(getattr(options, "leads_table", ""), getattr(options, "state_table", ""))
    match options.command:
        case "audit":
            return _audit(linda, leads, state, audit.zone_of(linda.time_zone()), as_json=options.json)
        case "adopt":
            zone = audit.zone_of(linda.time_zone())
            adopted = adopt.adopt(linda, leads, zone, dry_run=options.dry_run)
            print(adopt.to_words(adopted, dry_run=options.dry_run))
            return _audit(linda, leads, state, zone, as_json=False)
        case "forget":
            tables = forget.Tables(linda.client("dynamodb"), leads, state, f"Tables {leads} and {state}")
            return forget.forget(options.phone, tables, confirmed=options.yes, as_json=options.json)
        case "export":
            counts = transfer.export(linda.client("dynamodb"), {"state": state, "leads": leads}, options.file)
            print(f"{options.file}: {counts['leads']} items of {leads}, {counts['state']} of {state}")
        case "import":
            names: Mapping[transfer.Table, str] = {"state": state, "leads": leads}
            if not (options.dry_run or options.yes or linda.is_on_this_machine):
                confirm(_TEXTS_THEM)
            results = transfer.import_(linda.client("dynamodb"), names, options.file, dry_run=options.dry_run)
            print(transfer.to_words(results, dry_run=options.dry_run))
            return 1 if any(outcome == "different" for _, outcome in results) else 0
    return 0


def _audit(linda: Deployed, leads: str, state: str, zone: ZoneInfo, *, as_json: bool) -> int:
    found = audit.audit(linda.client("dynamodb"), leads, state, zone)
    print(audit.as_json(found) if as_json else audit.as_words(found))
    return 1 if found else 0


def _text(options: argparse.Namespace, home: Path) -> None:
    message, photo, file, location = options.message, options.photo, options.file, options.location
    reply = text.text(
        home, message, options.sender, photo=photo, file=file, location=location, whatsapp=options.whatsapp
    )
    attached = (photo or file).name if photo or file else location
    print(text.as_json(reply) if options.json else text.as_words(message, attached, reply))


def _chat(phone: str, home: Path) -> tuple[list[chat.Said], ZoneInfo]:
    """Return what was said with the number, and the deployed shop's time zone."""
    linda, base_url = deployed.on_this_machine(home), instance.outputs(home)["base_url"]
    leads, _ = linda.tables()
    return chat.chat(phone, linda.client("dynamodb"), leads, base_url), audit.zone_of(linda.time_zone())


def _up(home: Path, shell: dict[str, str]) -> None:
    start = time.monotonic()
    outputs = up.up(home, shell)
    who = (
        "The model answers."
        if shell.get("OPENAI_API_KEY")
        else ("The rules receptionist answers; with OPENAI_API_KEY in the environment of `make up`, the model does.")
    )
    zone = audit.zone_of(deployed.in_emulator(outputs["aws_endpoint_url"]).time_zone())
    clock = home / moved_clock.NAME
    ahead = moved_clock.ahead(clock)
    moved = f"\nHer clock is {ahead} ahead of the real time, as it was left; the page sets it back." if ahead else ""
    tomorrow = moved_clock.now(clock).astimezone(zone).date() + timedelta(days=1)
    print(f"""
LINDA runs ({time.monotonic() - start:.1f} s). {who}{moved}

  make text MSG="how much is an iphone 13 screen?"
  make call
  curl "{outputs["scheduler_url"]}?date={tomorrow}"
  curl {outputs["state_url"]}
  make logs, make diff, make down

For the frontend's .env.local:
  NEXT_PUBLIC_API_URL={outputs["base_url"]}
  NEXT_PUBLIC_BOOKING_ENDPOINT={outputs["scheduler_url"]}
  NEXT_PUBLIC_STATE_ENDPOINT={outputs["state_url"]}

All URLs and keys: {instance.outputs_file(home)}

See, text, call and run LINDA in the browser: {outputs["base_url"]}{PAGE}""")
