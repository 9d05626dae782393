"""`logs`: what the functions write to CloudWatch Logs, and what the front door says about their failures."""

import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError

from local import aws, deployed, emulator, instance, processes
from local.console import LocalError

_POLL_SECONDS = 1


def logs(home: Path, *, once: bool) -> None:
    """Print the functions' logs, oldest first, and follow them unless `once`."""
    endpoint = emulator.endpoint(home)
    reader = _Reader(home, endpoint)
    while True:
        try:
            for line in reader.new_lines():
                print(line, flush=True)
        except (BotoCoreError, ClientError) as error:
            raise LocalError(f"The emulator no longer returns the logs ({error}). Run `make up` again.") from None
        if once:
            return
        time.sleep(_POLL_SECONDS)


class _Reader:
    """Remembers what it has shown."""

    def __init__(self, home: Path, endpoint: str) -> None:
        self._client = aws.session(endpoint).client("logs", endpoint_url=endpoint, config=aws.CONFIG)
        self._functions = deployed.in_emulator(endpoint).functions()
        self._since = dict.fromkeys(self._functions, 0)
        self._shown: Counter[tuple[str, int, str]] = Counter()
        self._front_door = processes.log_of(home, instance.FRONT_DOOR)
        self._offset = 0

    def new_lines(self) -> Iterator[str]:
        found = [line for function in self._functions for line in self._of_function(function)]
        yield from (line for _, line in sorted(found, key=lambda timed: timed[0]))
        yield from self._of_front_door()

    def _of_function(self, function: str) -> Iterator[tuple[int, str]]:
        pages = self._client.get_paginator("filter_log_events").paginate(
            logGroupName=f"/aws/lambda/{function}", startTime=self._since[function]
        )
        found: Counter[tuple[str, int, str]] = Counter()
        for event in (event for page in pages for event in page["events"]):
            # The emulator's events have no id, and the same line may well occur twice at the same moment.
            key = (event["logStreamName"], event["timestamp"], event["message"])
            found[key] += 1
            if found[key] > self._shown[key]:
                self._shown[key] += 1
                self._since[function] = max(self._since[function], event["timestamp"])
                clock = datetime.fromtimestamp(event["timestamp"] / 1000).astimezone().strftime("%H:%M:%S")
                yield event["timestamp"], f"{clock} {function}: {event['message'].rstrip()}"

    def _of_front_door(self) -> Iterator[str]:
        try:
            with self._front_door.open(encoding="utf-8", errors="replace") as log:
                log.seek(self._offset)
                text = log.read()
                self._offset = log.tell()
        except FileNotFoundError:
            return
        yield from (f"{instance.FRONT_DOOR}: {line}" for line in text.splitlines())
