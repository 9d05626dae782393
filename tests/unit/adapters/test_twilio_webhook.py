from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from linda.adapters.twilio_webhook import is_signed, message_twiml
from linda.replies import plain_text
from linda.web import Form, Request, parse_form

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


@pytest.mark.parametrize("url", [f"{URL}?", f"{URL}#", "https://mycompany.com/myapp.php;?foo=1&bar=2", f"{URL}\n"])
def test_a_url_that_differs_in_what_a_parser_drops_is_another(url: str) -> None:
    assert not is_signed([url], FORM, SIGNATURE, TOKEN)


@pytest.mark.parametrize(
    "url", ["", "https://[/", "https://mycompany.com:x/", "https://mycompany.com:99999/", "\ud800"]
)
def test_what_is_no_url_is_not_signed_and_hides_no_other(url: str) -> None:
    assert not is_signed([url], FORM, SIGNATURE, TOKEN)
    assert is_signed([url, URL], FORM, SIGNATURE, TOKEN)


# --- repeated parameters

NAMES = st.sampled_from(["From", "Body", "MediaUrl0", "Añadido", ""]) | st.text(max_size=3)
PAIRS = st.lists(st.tuples(NAMES, st.sampled_from(["", "hi", "+1904", "é"]) | st.text(max_size=3)), max_size=8)


def parsed(pairs: list[tuple[str, str]]) -> Form:
    return parse_form(Request("POST", "/", {}, {}, urlencode(pairs).encode(), through_api=True))


def signature_of(pairs: list[tuple[str, str]]) -> str:
    """As Twilio's own code signs a form, told each value of a name."""
    return str(RequestValidator(TOKEN).compute_signature(URL, WebForm(pairs)))


class WebForm(dict[str, list[str]]):
    """A form as Django hands it to the validator."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        super().__init__()
        for name, value in pairs:
            self.setdefault(name, []).append(value)

    def getlist(self, name: str) -> list[str]:
        return self[name]


def signed_text(pairs: list[tuple[str, str]]) -> str:
    return "".join(name + value for name, value in sorted(set(pairs)))


@given(PAIRS)
def test_a_form_with_parameters_however_often_is_signed_by_each_of_their_values(pairs: list[tuple[str, str]]) -> None:
    form = parsed(pairs)
    assert form == dict(pairs)
    assert is_signed([URL], form, signature_of(pairs), TOKEN)


@given(PAIRS, PAIRS)
def test_another_form_is_not_signed(pairs: list[tuple[str, str]], others: list[tuple[str, str]]) -> None:
    assume(signed_text(pairs) != signed_text(others))
    assert not is_signed([URL], parsed(others), signature_of(pairs), TOKEN)


@given(PAIRS, st.tuples(NAMES, st.text(max_size=3)))
def test_no_parameter_is_added_taken_away_or_changed(pairs: list[tuple[str, str]], other: tuple[str, str]) -> None:
    signature = signature_of(pairs)
    changed = [[*pairs, other]] + [
        [*pairs[:n], *more, *pairs[n + 1 :]] for n in range(len(pairs)) for more in ([], [other])
    ]
    for form in changed:
        if signed_text(form) != signed_text(pairs):
            assert not is_signed([URL], parsed(form), signature, TOKEN)


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
