"""What may stand in the owner's state, whoever has written it: for the property tests of those who read it."""

from typing import Any

from boto3.dynamodb.types import Binary
from hypothesis import strategies as st

from linda.owner_state import DEFAULTS

# A deserialised attribute of any of DynamoDB's types, where numbers are int or float.
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**38), 10**38)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=30)
    | st.binary(max_size=10).map(Binary)
    | st.sets(st.text(max_size=10), min_size=1, max_size=3)
    | st.sets(st.decimals(allow_nan=False, allow_infinity=False, places=2), min_size=1, max_size=3)
    | st.sets(st.binary(max_size=5).map(Binary), min_size=1, max_size=2)
)
# Values that people and other programs write into these fields, right and wrong.
SEEN = st.sampled_from(
    [
        *("", "available", "unavailable", "sleeping", "Friendly", "true", "no", "15", "15%"),
        *("9:00", "09:00", "17:00", "24:00", "be nice", "x" * 8_001, "[1", "null", "[]", "{}", '"x"'),
        *('["be nice"]', '[{"name": "iPads", "price": 50}]', '["\\ud800"]'),
        *("back in 2 hours", "2026-02-11", "2026-02-11T13:00", "2026-02-10T09:00", "2026-02-11T13:00:00Z"),
        *('[{"date": "2026-02-11"}]', '[{"date": "2026-02-11", "from": "9:00"}, {"date": null}]'),
    ]
)
KEYS = st.sampled_from(["date", "from", "to", "name", "price"]) | st.text(max_size=5)
ATTRIBUTES: st.SearchStrategy[Any] = SEEN | st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["date", "from", "to", "name", "price"]) | st.text(max_size=5), inner, max_size=3
        )
    ),
    max_leaves=6,
)
NAMES = (
    st.sampled_from([*DEFAULTS, "updated_at", "agent_shared_tone", "agent_sms_temperature", "agent_phone_instructions"])
    | st.from_regex(r"agent_[a-z_]{1,10}", fullmatch=True)
    | st.text(min_size=1, max_size=20)
)
STORED: st.SearchStrategy[dict[str, object]] = st.dictionaries(NAMES, ATTRIBUTES, max_size=8)
