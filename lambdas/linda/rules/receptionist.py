"""The rules receptionist: plain code that runs the shop where there is no model to do it.

A text is understood, its acts update the dialogue state, the policy decides, and the responses are composed.
"""

from dataclasses import replace

from linda.booking import slot_of
from linda.closures import stands_on_closed_time
from linda.desk import Desk
from linda.models import Dialogue, Lead, Reply
from linda.responses.compose import Say, say
from linda.rules.acts import Understood
from linda.rules.policy import decide
from linda.rules.tracking import track
from linda.rules.understanding import understand


def reply_by_rules(text: str, desk: Desk, heard: Understood | None = None) -> Reply:
    """Answer one message. The desk's dialogue is the conversation's state so far; the reply carries the new one.

    `heard` is the text as understood, if that is known already.
    """
    before, premises = desk.dialogue, desk.premises
    heard = heard or understand(text, before, premises)
    now = track(before, heard, premises.shop)
    desk.dialogue = replace(before, language=now.language)
    says, after = decide(heard, before, now, desk, text)
    says, after = _on_closed_time(says, after, desk)
    return Reply(desk.words(*says), "rules", after)


# What would be heard as "see you then".
_STANDS = frozenset(["all_set", "kept", "status_booked", "upsell_taken_off", "visit_set", "your_booking"])


def _on_closed_time(says: list[Say], after: Dialogue, desk: Desk) -> tuple[list[Say], Dialogue]:
    """Say of a booking that stands on a time that the owner has closed that it does, and offer others."""
    premises = desk.premises
    leads = [said.values.get("lead") for said in says if said.kind in _STANDS]
    closed = [
        lead for lead in leads if isinstance(lead, Lead) and stands_on_closed_time(lead, premises.state, premises.shop)
    ]
    if not closed:
        return says, after
    lead, options = closed[0], tuple(desk.alternatives(slot_of(closed[0])))
    others = [said for said in says if said.values.get("lead") not in closed]
    asks = [say("offer_options", options=options)] if options else []
    after = replace(after, asked="move time", lead_ids=(lead.lead_id,), options=options, nudges=0, day=None, at=None)
    return [*others, say("booking_on_closed_day", lead=lead), *asks], after
