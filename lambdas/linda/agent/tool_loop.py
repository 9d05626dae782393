"""The model as receptionist: what it is asked, the tools that it uses, and whether its reply may be sent."""

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from linda.agent.guard import Evidence, Fault, faults
from linda.agent.prompt import doing, facts, instructions, moment, rules
from linda.agent.tools import TOOL_NAMES, run_tool, tool_schemas
from linda.booking import slot_of
from linda.desk import Desk
from linda.errors import ModelUnavailableError
from linda.models import Job, Message
from linda.ports import Model, ModelAnswer, Photo
from linda.quotes import device_in, repair_in
from linda.replies import is_readable, plain_text

# The longest message (Twilio's own limit), history and tool loop allowed in one turn.
LONGEST_MESSAGE = 1_600
MESSAGES_REMEMBERED = 20
TOOL_ROUNDS = 6

type Item = Mapping[str, object]


@dataclass(slots=True)
class Agent:
    """The model for one turn. `seconds_left` says how long it may still take.

    `cost` (in micro-dollars), `seconds` and tokens are those of all its requests in the turn; of a request that failed,
    the tokens are not known. `customer` is an opaque id; `photo_urls` are the pictures of this message as data URLs.
    """

    model: Model
    customer: str
    seconds_left: Callable[[], float]
    photo_urls: Sequence[str] = ()
    cost: int = field(default=0, init=False)
    seconds: float = field(default=0, init=False)
    input_tokens: int = field(default=0, init=False)
    output_tokens: int = field(default=0, init=False)

    def reply(self, desk: Desk, history: Sequence[Message]) -> str:
        """Return the model's last words after its tools have run; "" if none. Raises ModelUnavailableError."""
        shop, state = desk.premises.shop, desk.premises.state
        told = instructions(shop, state)
        items = self._input(
            history, moment(desk.premises, desk.dialogue, is_call=desk.is_call, needs_number=desk.needs_number)
        )
        tools = tool_schemas(shop, auto_upsell=bool(state["auto_upsell"]), photos=bool(self.photo_urls))
        for _ in range(TOOL_ROUNDS):
            answer = self._ask(told, items, tools)
            if not answer.tool_calls:
                longest = LONGEST_MESSAGE if desk.is_call else shop.longest_reply
                text = answer.text if is_readable(answer.text) else ""
                return plain_text(text, longest, is_heard=desk.is_call)
            items += answer.items
            for call in answer.tool_calls:
                output = run_tool(desk, call.name, call.arguments)
                items.append({"type": "function_call_output", "call_id": call.call_id, "output": output})
            if desk.read_back:  # Code asks the caller, so another round would only keep him waiting.
                return ""
        raise ModelUnavailableError("the model asked for tools without end")

    def _ask(self, told: str, items: Sequence[Item], tools: Sequence[Item]) -> ModelAnswer:
        left = self.seconds_left()
        try:
            answer = self.model.respond(told, items, tools, self.customer, left)
        except ModelUnavailableError as error:
            self.cost += error.cost
            raise
        finally:
            self.seconds += left - self.seconds_left()
        self.cost += answer.cost
        self.input_tokens += answer.input_tokens
        self.output_tokens += answer.output_tokens
        return answer

    def _input(self, history: Sequence[Message], now: str) -> list[Item]:
        """Return the conversation; what changes with every turn comes last, since everything before it is cached."""
        *earlier, last = [
            {"role": message.role, "content": message.content[:LONGEST_MESSAGE]}
            for message in history[-MESSAGES_REMEMBERED:]
        ]
        if self.photo_urls:
            pictures = [{"type": "input_image", "image_url": url, "detail": "low"} for url in self.photo_urls]
            last["content"] = [{"type": "input_text", "text": last["content"] or "(no words)"}, *pictures]  # type: ignore[assignment]
        return [*earlier, {"role": "developer", "content": now}, last]


def data_url(photo: Photo) -> str:
    """Return the picture as a data URL."""
    return f"data:{photo.content_type};base64,{base64.b64encode(photo.content).decode()}"


def faults_of(
    text: str, desk: Desk, asked: str, secrets: Sequence[str] = (), numbers: Sequence[str] = ()
) -> list[Fault]:
    """Return what is wrong with the model's words at this desk; nothing if they may be sent."""
    premises = desk.premises
    shop, state, dialogue = premises.shop, premises.state, desk.dialogue
    job, repair = next(reversed(dialogue.jobs), Job()), repair_in(asked, shop)
    return faults(
        text,
        Evidence(
            shop=shop,
            today=premises.today,
            asked=asked,
            shown=desk.shown,
            checked=desk.checked,
            # Code's own sentence says what a turn has done: the model's words may claim nothing of the kind.
            booked=lambda: [] if desk.done else [slot_of(lead) for lead in desk.open_leads()],
            discount=desk.discount,
            has_asked_owner=bool(desk.questions),
            status_told=desk.status_told,
            refused=desk.refused,
            repair=repair if shop.prices.get(repair) else job.repair_type or repair,
            device=device_in(asked, shop) or job.device,
            total=(desk.total() or 0) if len(dialogue.jobs) > 1 else 0,
            doing=doing(premises),
            public=facts(shop, state),
            rules=rules(shop, state),
            private=(str(state["location"]),),
            place=str(state["location"]),
            secrets=secrets,
            numbers=(desk.phone, *numbers),
            tools=TOOL_NAMES,
        ),
    )
