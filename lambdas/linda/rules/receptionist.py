"""The rules receptionist: plain code that runs the shop where there is no model to do it.

A text is understood, its acts update the dialogue state, the policy decides, and the responses are composed.
"""

from dataclasses import replace

from linda.desk import Desk
from linda.models import Reply
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
    return Reply(desk.words(*says), "rules", after)
