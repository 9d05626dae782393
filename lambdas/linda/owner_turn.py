"""A turn of the owner's line: what he texts is done, and stored with the reply to it."""

from dataclasses import replace
from functools import partial

from linda.errors import StaleReadError, StoreUnavailableError
from linda.limits import count_cost, is_repeated, may_ask
from linda.logs import log_error
from linda.metrics import seconds_since
from linda.models import Inbound, Reply
from linda.office import Office, Turn, in_session, is_from_owner, is_stale, is_text, opts_in, said_by_us
from linda.owner.command import Command
from linda.owner.desk import OwnerDesk
from linda.owner.line import OwnerReply, answer
from linda.owner.model import read_by_model
from linda.owner.pin import PinGiven, without_pin
from linda.owner.reading import read
from linda.owner_state import state_at
from linda.replies import is_opt_in, is_opt_out
from linda.responses.compose import say
from linda.signals import is_auto_reply, is_reaction

# Ten of his texts at once pass one after the other.
_OWNERS_TRIES = 12


def read_pin(inbound: Inbound, office: Office) -> tuple[Inbound, PinGiven]:
    """Return the message as it may be stored, without the owner's PIN, and whether it had the right one.

    That it had is not stored either: an abandoned turn that is finished without its message has none.
    """
    if not (is_from_owner(inbound, office) and is_text(inbound)):
        return inbound, "unneeded"
    text, given = without_pin(inbound.text, office.owner_pin)
    return replace(inbound, text=text), given


def is_for_the_line(turn: Turn) -> bool:
    """Tell whether the owner himself has written something that he wants done, and his phone is not in a loop."""
    inbound = turn.inbound
    if not (turn.is_owners and is_text(inbound)):
        return False
    if turn.count.this_hour > turn.answered_an_hour or (is_repeated(turn) and not _is_meant(turn)):
        return False
    is_machine = is_auto_reply(inbound.text) or is_reaction(inbound.text, said_by_us(turn))
    return not (is_machine or inbound.opt_out_type == "STOP" or is_opt_out(inbound.text, inbound.source))


def _is_meant(turn: Turn) -> bool:
    """Tell whether the owner's text is for a customer, or a command: either may well be the same again."""
    return bool(turn.known.line.taken) or read(turn.inbound.text, turn.desk.premises) is not None


def on_owners_line(turn: Turn) -> Reply:
    """Answer the owner, and store what he changes with the reply; if it has changed meanwhile, decide again.

    A redelivered text counts from when it first came: "back in 2 hours" is no later for it.
    """
    known, claim, store, office = turn.known, turn.claim, turn.office.store, turn.office
    inbound, premises = claim.first or turn.inbound, turn.desk.premises
    stored, line, dialogue = known.stored, known.line, known.dialogue
    lead = store.lead(claim.lead_id) if claim.lead_id else None
    done = (claim.action, lead) if lead else None
    for _ in range(_OWNERS_TRIES):
        desk = OwnerDesk(premises, store, inbound, turn.desk.receipt, line, stored, done, turn.pin, ours=office.numbers)
        if _only_opts_in(inbound):
            said = OwnerReply(desk.words(say("line_opted_in")))
        else:
            said = answer(desk, partial(_read_by_model, turn), is_stale=is_stale(turn, inbound))
        reply = Reply(said.text, said.by, in_session(dialogue, turn))
        records = replace(desk.records(), opted="in" if opts_in(turn) else "")
        try:
            store.commit(inbound, claim, reply, records, office.clock())
        except StaleReadError:
            done = desk.done
            stored, line, dialogue = store.owner_state(), store.owner_line(), store.dialogue(inbound.customer)
            premises = replace(premises, state=state_at(stored, premises.now))
            continue
        if office.send and desk.pushes:
            office.send(desk.pushes)
        return reply
    raise StoreUnavailableError("too many changes at once; please try again")


def _read_by_model(turn: Turn, text: str) -> Command | None:
    """Have the model read the owner's text, once in a turn, if it may be asked and there is time."""
    use, office = turn.model_use, turn.office
    if use.is_read or office.model is None or not may_ask(turn):
        return use.command
    use.is_read, began = True, office.clock()
    cost = 0
    try:
        seconds = (turn.deadline - began).total_seconds()
        use.command, cost = read_by_model(text, office.model, turn.desk.premises, seconds)
    except Exception as error:  # Whatever goes wrong with the model, he is told that his text was not understood.
        use.has_failed = True
        log_error("model_unavailable", error, customer=turn.customer)
    use.seconds, use.cost = seconds_since(began, office.clock()), cost
    count_cost(cost, turn)
    return use.command


def _only_opts_in(inbound: Inbound) -> bool:
    """Tell whether the text opts in and says nothing else: "yes" may also be the owner's answer."""
    asks = inbound.opt_out_type == "START" or is_opt_in(inbound.text, inbound.source)
    return asks and inbound.text.strip().upper() != "YES"
