"""What passed the front door: each webhook with LINDA's answer, and each text that she sent by herself."""

import json
import re
from collections import deque
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from linda.replies import is_answered_by_twilio, is_opt_in, is_opt_out
from local import gateway, twilio
from local.twiml import TwimlError, texts

EXCHANGES = "exchanges.jsonl"
MOST_KEPT = 500
_RECEIVED = ("received", "receiving")
# A keypress, or what became of a recording or a dialled number, is what the caller did where he said nothing.
_SAID = ("SpeechResult", "TranscriptionText", "Digits", "DialCallStatus", "RecordingUrl")


class Record:
    """The newest exchanges and texts, in a file that survives a restart. A line that is damaged is passed over."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.exchanges: deque[dict[str, Any]] = deque(maxlen=MOST_KEPT)
        self.sent: deque[dict[str, Any]] = deque(maxlen=MOST_KEPT)
        for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else []:
            try:
                kept = json.loads(line)
                of, one = (self.exchanges, kept["exchange"]) if "exchange" in kept else (self.sent, kept["sent"])
                if isinstance(one["id"], str):
                    of.append(one)
            except (ValueError, KeyError, TypeError):
                continue
        self._lines = 0
        self._cut()

    def add_exchange(self, exchange: dict[str, Any]) -> bool:
        """Keep a webhook and its answer; tell whether it is new, since Twilio may deliver one twice."""
        if any(known["id"] == exchange["id"] for known in self.exchanges):
            return False
        self.exchanges.append(exchange)
        self._write({"exchange": exchange})
        return True

    def add_sent(self, sent: dict[str, Any]) -> None:
        """Keep a text that LINDA has sent by herself."""
        self.sent.append(sent)
        self._write({"sent": sent})

    def _write(self, line: Mapping[str, Any]) -> None:
        self._file.touch(mode=0o600)
        with self._file.open("a", encoding="utf-8") as file:
            file.write(f"{json.dumps(line)}\n")
        self._lines += 1
        if self._lines > 4 * MOST_KEPT:
            self._cut()

    def _cut(self) -> None:
        """Keep only what is shown in the file, or it would grow for ever."""
        lines = [*({"exchange": one} for one in self.exchanges), *({"sent": one} for one in self.sent)]
        self._lines = len(lines)
        if lines:
            new = self._file.with_suffix(".new")
            new.touch(mode=0o600)
            new.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
            new.replace(self._file)


def exchange_of(
    asked: gateway.Request, answer: gateway.Response, request_id: str, at: datetime, arrived: float, seconds: float
) -> dict[str, Any] | None:
    """The webhook as a phone or a visitor saw it; None for what nobody wrote or said, or what was refused.

    It came at `at` by the stack's clock, which can be moved, and `arrived` is the real time (epoch seconds), by which a
    phone's messages are in order. The answer took `seconds`.
    """
    path = asked.path.rstrip("/")
    if asked.method != "POST" or not path.endswith("/dispatcher") or answer.status != 200:
        return None
    try:
        content_type = (asked.header("content-type") or "").partition(";")[0].strip().lower()
        found = _chat(asked, answer) if content_type == "application/json" else _webhook(asked, answer)
    except (ValueError, KeyError, TwimlError):
        return None
    if found is None:
        return None
    headers = {name.lower(): value for name, value in answer.headers}
    known = {"id": request_id, "text": "", "media": [], "place": "", "replies": []}
    told = {
        "at": at.isoformat(),
        "arrived": arrived,
        "receptionist": headers.get("x-linda-receptionist", ""),
        "status": answer.status,
        "seconds": round(seconds, 3),
        "request_id": request_id,
    }
    return {**known, **found, **told}


def sent_of(message: Mapping[str, Any], at: datetime, arrived: float) -> dict[str, Any]:
    """A text that LINDA has sent through Twilio's API, as the phone got it."""
    return {
        "id": message["sid"],
        "at": at.isoformat(),
        "arrived": arrived,
        "to": message["to"],
        "text": message["body"],
        "segments": int(message["num_segments"]),
    }


def _webhook(asked: gateway.Request, answer: gateway.Response) -> dict[str, Any] | None:
    form = dict(parse_qsl(asked.body.decode(), keep_blank_values=True))
    is_call = "CallSid" in form
    said = texts(answer.body.decode(), "Say" if is_call else "Message")
    said = [" ".join(text.split()) for text in said] if is_call else said
    replies = [{"text": text, "segments": twilio.segments(text)} for text in said if text.strip()]
    if is_call:
        turn = dict(parse_qsl(asked.query)).get("turn", "0")
        text = next((form[name] for name in _SAID if form.get(name)), "")
        key = f"{form['CallSid']}-{turn}-{form.get('CallStatus', '')}"
        return {"id": key, "kind": "call", "who": form.get("From", ""), "text": text, "replies": replies}
    if form.get("MessageStatus", "received") not in _RECEIVED or not form.get("From"):
        return None
    count = int(form.get("NumMedia") or 0)
    media = [
        {"url": form[f"MediaUrl{number}"], "content_type": form.get(f"MediaContentType{number}", "")}
        for number in range(count)
        if f"MediaUrl{number}" in form
    ]
    text = form.get("Body", "")
    return {
        "id": form["MessageSid"],
        "kind": "text",
        "who": form["From"],
        "text": text,
        **({} if form["From"].startswith("whatsapp:") else _keyword(text)),
        "media": media,
        "place": form.get("Address", ""),
        "replies": replies,
    }


def _keyword(text: str) -> dict[str, Any]:
    """What Twilio does by itself on a text by SMS: opt its sender "out" or "in", and answer it."""
    opts = "out" if is_opt_out(text) else "in" if is_opt_in(text) else ""
    return {"opts": opts, "is_twilios": is_answered_by_twilio(text)}


def _chat(asked: gateway.Request, answer: gateway.Response) -> dict[str, Any] | None:
    given, told = json.loads(asked.body), json.loads(answer.body)
    if not given.get("message"):
        return None
    reply = str(told.get("reply") or "")
    found = {"kind": "chat", "who": str(given.get("session", "")), "text": str(given["message"])}
    own = {"id": f"{found['who']}-{given['id']}"} if given.get("id") else {}
    return {**found, **own, "replies": [{"text": reply, "segments": 0}] if reply else []}


def media_shown(exchange: Mapping[str, Any], media: Mapping[str, twilio.Media]) -> dict[str, Any]:
    """The exchange with the media that the stand-in still has, at the addresses where a browser can see them."""
    shown = []
    for one in exchange["media"]:
        found = twilio.MEDIA.search(one["url"])
        if found and found[2] in media:
            shown.append({**one, "url": f"/_local/cdn/{found[1]}/{found[2]}"})
        else:
            shown.append({**one, "url": ""})
    return {**exchange, "media": shown}


def without_pin(exchange: dict[str, Any], owner_phone: str, pin: str) -> dict[str, Any]:
    """The exchange as it may be kept: of the owner's texts, without his PIN."""
    if not pin or exchange["who"].removeprefix("whatsapp:") != owner_phone:
        return exchange
    return {**exchange, "text": re.sub(rf"(?<![0-9]){re.escape(pin)}(?![0-9])", "••••", exchange["text"])}
