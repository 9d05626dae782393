"""What a customer is texted once the phone is repaired."""

from dataclasses import replace

import pytest

from linda.models import Lead
from linda.pickup import completed_push, ready_push, review_push
from tests.unit.builders import PHONE, SHOP

URL = "https://example.com/review"
LEAD = Lead(
    "LEAD-A",
    0,
    PHONE,
    "screen",
    "iPhone 13",
    "Ann",
    "2026-02-11",
    "2:00 PM",
    "appointment",
    "ready",
    "twilio-sms",
    "",
    0,
)


def test_that_a_phone_is_ready_is_texted_in_the_customers_language_once_for_each_booking() -> None:
    push = ready_push(LEAD, SHOP)
    assert push
    assert (push.key, push.phone, push.kind) == (f"{LEAD.lead_id}#ready", PHONE, "ready")
    assert push.is_proved
    assert not push.is_urgent
    assert "your iPhone 13 screen repair is done and ready for pick-up" in push.text
    spanish = ready_push(replace(LEAD, language="es"), SHOP)
    assert spanish
    assert "listo para recoger" in spanish.text


def test_that_the_work_is_done_is_texted_besides() -> None:
    push = completed_push(LEAD, SHOP)
    assert push
    assert push.key == f"{LEAD.lead_id}#completed"
    assert "is done. Thank you!" in push.text


def test_the_number_of_a_form_and_of_a_call_is_not_proved_and_gets_no_request_for_a_review() -> None:
    for source in ("web", "twilio-voice"):
        unproved = replace(LEAD, source=source)
        push = ready_push(unproved, SHOP)
        assert push
        assert not push.is_proved
        assert review_push(unproved, SHOP, URL) is None


def test_a_review_is_asked_for_once_for_each_number_whatever_it_has_had_repaired() -> None:
    first, second = (review_push(replace(LEAD, lead_id=lead_id), SHOP, URL) for lead_id in ("LEAD-A", "LEAD-B"))
    assert first
    assert second
    assert first.key == second.key
    assert first.text.endswith(URL)


@pytest.mark.parametrize(
    "other",
    [replace(LEAD, phone="ASAP"), replace(LEAD, phone="+18005550123"), replace(LEAD, lead_type="callback")],
)
def test_nobody_is_texted_about_a_call_or_where_no_text_arrives(other: Lead) -> None:
    assert (ready_push(other, SHOP), completed_push(other, SHOP), review_push(other, SHOP, URL)) == (None, None, None)
