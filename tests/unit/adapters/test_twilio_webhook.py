from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from linda.adapters.twilio_webhook import is_signed, message_twiml, spoken_twiml
from linda.replies import plain_text

# The vectors of twilio-python's own tests.
URL = "https://mycompany.com/myapp.php?foo=1&bar=2"
FORM = {"CallSid": "CA1234567890ABCDE", "Digits": "1234", "From": "+14158675309", "To": "+18005551212"}
FORM |= {"Caller": "+14158675309"}
SIGNATURE, TOKEN = "RSOYDt4T1cUTdK1PDd93/VVr8B8=", "12345"


def test_the_published_vector_is_signed() -> None:
    assert is_signed([URL], FORM, SIGNATURE, TOKEN)


@pytest.mark.parametrize(
    ("urls", "form", "signature", "token"),
    [
        (["https://mycompany.com/myapp.php?foo=1"], FORM, SIGNATURE, TOKEN),
        ([URL], {**FORM, "Digits": "1235"}, SIGNATURE, TOKEN),
        ([URL], {**FORM, "Added": ""}, SIGNATURE, TOKEN),
        ([URL], FORM, SIGNATURE, "12346"),
        ([URL], FORM, "", TOKEN),
        ([URL], FORM, "RSOYDt4T1cUTdK1PDd93/VVr8B8é", TOKEN),
        ([], FORM, SIGNATURE, TOKEN),
    ],
    ids=["another URL", "another value", "a blank one added", "another token", "none", "not ASCII", "no URL"],
)
def test_anything_else_is_not_signed(urls: list[str], form: dict[str, str], signature: str, token: str) -> None:
    assert not is_signed(urls, form, signature, token)


def test_without_a_token_even_a_signature_made_without_one_is_refused() -> None:
    signature = RequestValidator("").compute_signature(URL, FORM)
    assert not is_signed([URL], FORM, signature, "")


@given(st.text())
def test_any_reply_is_valid_twiml_that_says_what_was_left_of_it(text: str) -> None:
    root = ElementTree.fromstring(message_twiml(plain_text(text)))  # noqa: S314  (written by ourselves)
    assert root.tag == "Response"
    assert "".join(root.itertext()) == plain_text(text)


def test_an_empty_reply_is_an_empty_response() -> None:
    assert list(ElementTree.fromstring(message_twiml(""))) == []  # noqa: S314  (written by ourselves)


def test_a_call_is_answered_with_speech() -> None:
    root = ElementTree.fromstring(spoken_twiml("Please text us."))  # noqa: S314  (written by ourselves)
    assert [(verb.tag, verb.text) for verb in root] == [("Say", "Please text us."), ("Hangup", None)]
