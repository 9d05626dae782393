"""Leads as other programs write them: the dashboard's own, and whatever an item may hold."""

from collections.abc import Mapping
from typing import Any

from boto3.dynamodb.types import TypeSerializer
from hypothesis import strategies as st

from tests.unit.builders import NOW, PHONE, TOMORROW

type Stored = dict[str, Any]
SECONDS = int(NOW.timestamp())


def stored(**fields: object) -> Stored:
    """Return the item with these fields as DynamoDB's API has it."""
    return {name: TypeSerializer().serialize(value) for name, value in fields.items()}


def dashboards_lead(**fields: object) -> Stored:
    """Return the lead that the web chat writes for 2 PM tomorrow: without a type and without our revision."""
    return stored(
        **{
            "lead_id": "LEAD-1770735600500-ab12",
            "timestamp": SECONDS,
            "phone": PHONE,
            "customer_name": "Ann",
            "repair_type": "screen",
            "device": "iPhone 13",
            "appointment_date": str(TOMORROW),
            "appointment_time": "2:00 PM",
            "status": "booked",
            "source": "web-chat",
            "notes": "back door",
            "created_at": SECONDS,
            **fields,
        }
    )


_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_NUMBER = st.one_of(
    st.integers(-(10**20), 10**20).map(str),
    st.decimals(-(10**15), 10**15, places=3).map(str),
    st.sampled_from(
        ["0", "-1", "1E+125", "1" + 125 * "0", "1E-130", "1.5", "1770735600.123456789012345678", "99999999999999999999"]
    ),
)
_PLAIN = st.one_of(
    _TEXT.map(lambda text: {"S": text}),
    _NUMBER.map(lambda number: {"N": number}),
    st.binary(max_size=8).map(lambda content: {"B": content}),
    st.booleans().map(lambda flag: {"BOOL": flag}),
    st.just({"NULL": True}),
    st.sets(_TEXT, min_size=1, max_size=2).map(lambda texts: {"SS": sorted(texts)}),
    st.just({"NS": ["1", "2.5"]}),
    st.just({"BS": [b"a", b"b"]}),
)
VALUE: st.SearchStrategy[Stored] = st.recursive(
    _PLAIN,
    lambda inner: st.one_of(
        st.lists(inner, max_size=2).map(lambda values: {"L": values}),
        st.dictionaries(_TEXT.filter(bool), inner, max_size=2).map(lambda values: {"M": values}),
    ),
    max_leaves=3,
)


def _likely(*texts: str) -> st.SearchStrategy[Stored]:
    """What is there as a rule, and now and then anything."""
    return st.one_of(st.sampled_from(texts).map(lambda text: {"S": text}), VALUE)


_NUMBERS = st.one_of(st.sampled_from([SECONDS, SECONDS * 1000, SECONDS - 86_400]).map(lambda n: {"N": str(n)}), VALUE)
_FIELDS: Mapping[str, st.SearchStrategy[Stored]] = {
    "phone": _likely(PHONE, "(904) 252-0927", "+1 904 252 0927", "555", "+", "", "unknown"),
    "customer_name": _likely("Ann", "=1+1", "\n"),
    "repair_type": _likely("screen", "Screen Replacement", ""),
    "device": _likely("iPhone 13", ""),
    "appointment_date": _likely(
        str(TOMORROW), str(NOW.date()), "2026-02-09", "2026-03-08", "12/01/2026", "ASAP", "9999-12-31", "0001-01-01", ""
    ),
    "appointment_time": _likely("2:00 PM", "14:00", "2pm", "2:30 PM", "12:00 AM", "11:59 PM", "2:30 AM", "noon", ""),
    "lead_type": _likely("appointment", "callback", "on_site", "repair", ""),
    "status": _likely("booked", "new", "pending", "confirmed", "Canceled", "completed", "no-show", "lost", ""),
    "source": _likely("web-chat", "twilio-sms"),
    "notes": _likely("back door"),
    "created_at": _NUMBERS,
    "updated_at": _NUMBERS,
    "revision": st.one_of(st.sampled_from(["1", "2", "0", "-3", "1.5"]).map(lambda n: {"N": n}), VALUE),
    "discount_percent": _NUMBERS,
    "remarks": VALUE,
    "color": VALUE,
}
# Whatever an item of the lead table may be; the table itself asks no more than for its key.
LEAD: st.SearchStrategy[Stored] = st.fixed_dictionaries(
    {
        "lead_id": st.sampled_from(["LEAD-1", "LEAD-1717000000000-ab12", "CALLBACK-7", "ONSITE-é 1"]).map(
            lambda text: {"S": text}
        ),
        "timestamp": st.one_of(st.sampled_from([str(SECONDS), f"{SECONDS}000", f"{SECONDS}.5"]), _NUMBER).map(
            lambda number: {"N": number}
        ),
    },
    optional=dict(_FIELDS),
)
