from threading import Event
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linda.adapters.deadline import within


@given(st.none() | st.integers() | st.text() | st.builds(ValueError, st.text()))
def test_a_call_in_time_returns_what_it_returns(value: object) -> None:
    assert within(5, lambda: value) is value


def test_a_call_in_time_raises_what_it_raises() -> None:
    error = ValueError("why")

    def fail() -> None:
        raise error

    with pytest.raises(ValueError, match="why") as raised:
        within(5, fail)
    assert raised.value is error


def test_a_call_is_given_up_when_its_time_is_over() -> None:
    over = Event()
    began = monotonic()
    with pytest.raises(TimeoutError):
        within(0.1, lambda: over.wait(30))
    assert 0.1 <= monotonic() - began < 2
    over.set()
