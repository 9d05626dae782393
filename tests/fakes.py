"""Working fakes of the ports: what the tables and the model do, in memory."""

import secrets
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from linda.errors import LeaseLostError, SlotTakenError
from linda.models import Chat, Claim, Inbound, InFlight, Lead, Message, Reply
from linda.ports import ModelAnswer
from linda.shop_time import parse_date, parse_time

LEASE = timedelta(seconds=20)


class MemoryStore:
    """All the repositories, in dictionaries. One method call is one transaction."""

    def __init__(self) -> None:
        self.state: dict[str, object] = {}
        self.leads: dict[str, Lead] = {}
        self.days: dict[date, dict[time, str]] = {}
        self.chats: dict[str, Chat] = {}
        self.turns: dict[str, Claim | Reply] = {}

    def owner_state(self) -> dict[str, object]:
        return dict(self.state)

    def merge_owner_state(self, fields: Mapping[str, object]) -> dict[str, object]:
        self.state |= fields
        return dict(self.state)

    def reset_owner_state(self) -> None:
        self.state.clear()

    def taken_times(self, day: date) -> dict[time, str]:
        return dict(self.days.get(day, {}))

    def book(self, lead: Lead) -> None:
        if lead.lead_type != "callback":
            taken = self.days.setdefault(parse_date(lead.appointment_date), {})
            holder = taken.setdefault(parse_time(lead.appointment_time), lead.lead_id)
            if holder != lead.lead_id:
                raise SlotTakenError(f"{lead.appointment_time} on {lead.appointment_date} is taken")
        self.leads.setdefault(lead.lead_id, lead)

    def claim(self, inbound: Inbound, now: datetime) -> Claim | Reply | InFlight:
        until = int((now + LEASE).timestamp() * 1000)
        found = self.turns.get(inbound.key)
        if isinstance(found, Reply):
            return found
        if found and found.lease_until > now.timestamp() * 1000:
            return InFlight()
        if not found:
            self._append(inbound, Message("user", inbound.text, inbound.received_at.isoformat()))
        claim = replace(found, lease_until=until) if found else Claim(secrets.token_hex(16), until)
        self.turns[inbound.key] = claim
        return claim

    def chat(self, session_id: str) -> Chat:
        return self.chats.get(session_id, Chat())

    def commit(self, inbound: Inbound, claim: Claim, reply: Reply, now: datetime) -> None:
        if self.turns.get(inbound.key) != claim:
            raise LeaseLostError("taken over")
        self.turns[inbound.key] = reply
        self._append(inbound, Message("assistant", reply.text, now.isoformat()))
        self.chats[inbound.session_id] = replace(self.chats[inbound.session_id], draft=reply.draft)

    def _append(self, inbound: Inbound, message: Message) -> None:
        chat = self.chat(inbound.session_id)
        self.chats[inbound.session_id] = replace(chat, messages=(*chat.messages, message))


class ScriptedModel:
    """A model that gives the scripted answers one after the other, or raises or calls them; it keeps its requests."""

    def __init__(self, script: Iterable[ModelAnswer | Exception | Callable[[], ModelAnswer]]) -> None:
        self._script = deque(script)
        self.requests: list[Sequence[Mapping[str, object]]] = []

    def respond(
        self,
        instructions: str,
        items: Sequence[Mapping[str, object]],
        tools: Sequence[Mapping[str, object]],
        customer: str,
        seconds: float,
    ) -> ModelAnswer:
        self.requests.append(list(items))
        step = self._script.popleft()
        if isinstance(step, Exception):
            raise step
        return step if isinstance(step, ModelAnswer) else step()
