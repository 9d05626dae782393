"""The commands that need the packages of `.venv`."""

import argparse
import os
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from local import audit, aws, call, cdk, chat, checks, deployed, emulator, forget, instance, locks, logs, text, up
from local.console import UsageError


def run(options: argparse.Namespace, home: Path) -> int:
    """Carry out the command and return its exit code."""
    if options.command == "test":
        return checks.test(options.pytest)
    if options.command == "forget" or (options.command == "chat" and options.phone != chat.ANONYMOUS):
        options.phone = forget.e164(options.phone)
    if options.command == "forget" and options.aws:  # the only command that may reach AWS, and only when told to
        stack = options.stack or up.STACK
        tables = deployed.tables(options.region, stack, options.leads_table, options.state_table)
        return forget.forget(options.phone, tables, confirmed=options.yes, as_json=options.json)
    shell = dict(os.environ)
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
        case "audit":
            found = _audit(emulator.endpoint(home))
            print(audit.as_json(found) if options.json else audit.as_words(found))
            return 1 if found else 0
        case "forget":
            return _forget(options, home)
        case "diff":
            endpoint = emulator.endpoint(home)
            with locks.hold(instance.lock(home)):
                return cdk.diff(home, endpoint, up.STACK, up.context(home))
    return 0


def _text(options: argparse.Namespace, home: Path) -> None:
    message, photo, file, location = options.message, options.photo, options.file, options.location
    reply = text.text(
        home, message, options.sender, photo=photo, file=file, location=location, whatsapp=options.whatsapp
    )
    attached = (photo or file).name if photo or file else location
    print(text.as_json(reply) if options.json else text.as_words(message, attached, reply))


def _chat(phone: str, home: Path) -> tuple[list[chat.Said], ZoneInfo]:
    """Return what was said with the number, and the deployed shop's time zone."""
    endpoint, base_url = emulator.endpoint(home), instance.outputs(home)["base_url"]
    client = aws.session(endpoint).client("dynamodb", endpoint_url=endpoint, config=aws.CONFIG)
    told = cdk.variables(endpoint, up.STACK)
    return chat.chat(phone, client, told["REPAIRS_LEAD_LOG_TABLE"], base_url), _zone(told)


def _audit(endpoint: str) -> list[str]:
    """Return what is wrong with the deployed tables, in the deployed shop's time zone."""
    client = aws.session(endpoint).client("dynamodb", endpoint_url=endpoint, config=aws.CONFIG)
    told = cdk.variables(endpoint, up.STACK)
    leads_table, state_table = told["REPAIRS_LEAD_LOG_TABLE"], told["BRANDON_STATE_LOG_TABLE"]
    return audit.audit(client, leads_table, state_table, _zone(told))


def _zone(told: Mapping[str, str]) -> ZoneInfo:
    """The time zone of the deployed shop."""
    chosen = told.get("SHOP_TIME_ZONE")
    return ZoneInfo(chosen) if chosen else audit.SHOP_ZONE


def _forget(options: argparse.Namespace, home: Path) -> int:
    if options.region or options.stack or options.leads_table or options.state_table:
        raise UsageError("--region, --stack, --leads-table and --state-table go with --aws.")
    endpoint = emulator.endpoint(home)
    client = aws.session(endpoint).client("dynamodb", endpoint_url=endpoint, config=aws.CONFIG)
    told = cdk.variables(endpoint, up.STACK)
    names = told["REPAIRS_LEAD_LOG_TABLE"], told["BRANDON_STATE_LOG_TABLE"]
    tables = forget.Tables(client, *names, f"LINDA on this machine, {endpoint}")
    return forget.forget(options.phone, tables, confirmed=options.yes, as_json=options.json)


def _up(home: Path, shell: dict[str, str]) -> None:
    start = time.monotonic()
    outputs = up.up(home, shell)
    who = (
        "The model answers."
        if shell.get("OPENAI_API_KEY")
        else ("The rules receptionist answers; with OPENAI_API_KEY in the environment of `make up`, the model does.")
    )
    zone = _zone(cdk.variables(outputs["aws_endpoint_url"], up.STACK))
    tomorrow = datetime.now(zone).date() + timedelta(days=1)
    print(f"""
LINDA runs ({time.monotonic() - start:.1f} s). {who}

  make text MSG="how much is an iphone 13 screen?"
  make call
  curl "{outputs["scheduler_url"]}?date={tomorrow}"
  curl {outputs["state_url"]}
  make logs, make diff, make down

For the frontend's .env.local:
  NEXT_PUBLIC_API_URL={outputs["base_url"]}
  NEXT_PUBLIC_BOOKING_ENDPOINT={outputs["scheduler_url"]}
  NEXT_PUBLIC_STATE_ENDPOINT={outputs["state_url"]}

All URLs and keys: {instance.outputs_file(home)}""")
