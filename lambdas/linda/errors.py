"""The error tree: each error is named after the fact, and its sentence may be shown to the caller.

LindaError
    InvalidInputError
        BodyTooLargeError
        PayloadFormatError
        TwoTimesError
        ClockChangeError
    AnswerTooLargeError
    UnauthorizedError
    MethodNotAllowedError
    ChangedMeanwhileError
    SlotUnavailableError
        SlotTakenError
            SlotHeldError
        SlotClosedError
    TooManyBookingsError
    TooManyAttemptsError
    LeadNotFoundError
    LeadClosedError
    KeyReusedError
    AlreadyBookedError
    TurnHasActedError
    UnconfirmedError
    StaleReadError
    ModelUnavailableError
        ModelLateError
    StoreUnavailableError
        ItemFullError
    MessengerUnavailableError
    UndeliveredError
    SweepFailedError
    LeadsNotFollowedError
    MessageRefusedError
        OptedOutError
    TurnInFlightError
    LeaseLostError
"""

import datetime
from collections import abc


class LindaError(Exception):
    """Base of all errors that LINDA raises. `str(error)` never holds a secret or internals."""


class InvalidInputError(LindaError):
    """A field is missing, malformed or out of range."""


class BodyTooLargeError(InvalidInputError):
    """The request's body is larger than any honest one would be."""


class PayloadFormatError(InvalidInputError):
    """The API sends its requests in a format that is not supported here."""


class TwoTimesError(InvalidInputError):
    """The words may mean either of two times, in local time."""

    def __init__(self, message: str, one: datetime.datetime, other: datetime.datetime) -> None:
        self.one, self.other = one, other
        super().__init__(message)


class ClockChangeError(InvalidInputError):
    """The local time is skipped or happens twice, since the clocks change."""


class AnswerTooLargeError(LindaError):
    """The answer is larger than a function can return."""


class UnauthorizedError(LindaError):
    """The caller has not proved that he may do this."""


class MethodNotAllowedError(LindaError):
    """The route exists, but not with this HTTP method: only with those `allowed`."""

    def __init__(self, *allowed: str) -> None:
        self.allowed = ", ".join(allowed)
        super().__init__(f"use one of: {self.allowed}")


class ChangedMeanwhileError(LindaError):
    """What the caller wants to change is not, or no longer, what he has read."""


class SlotUnavailableError(LindaError):
    """The slot cannot be booked."""


class SlotTakenError(SlotUnavailableError):
    """Another booking has the slot."""


class SlotClosedError(SlotUnavailableError):
    """The shop is not open at that time, or the time has already begun."""


class SlotHeldError(SlotTakenError):
    """Another conversation holds the slot for a few minutes."""


class TooManyBookingsError(LindaError):
    """The number has as many open bookings as one number may have."""


class TooManyAttemptsError(LindaError):
    """The number or the address has tried too often within the hour."""


class LeadNotFoundError(LindaError):
    """There is no such lead, or it is not the caller's: the answer is the same."""


class LeadClosedError(LindaError):
    """The lead is no longer booked, so it cannot be changed."""


class KeyReusedError(LindaError):
    """The idempotency key was used before, for another request."""


class AlreadyBookedError(LindaError):
    """The request that the receipt names has already had its effect."""


class TurnHasActedError(LindaError):
    """The turn has made or changed a booking already; a turn does so once."""


class UnconfirmedError(LindaError):
    """A caller has not said yes to exactly this; nothing is done by voice without it."""


class StaleReadError(LindaError):
    """What was read has changed before it could be written; read and decide again."""


class ModelUnavailableError(LindaError):
    """The model failed, refused or gave an unusable answer.

    `cost` is what the request may have cost all the same, in micro-dollars.
    """

    def __init__(self, message: str, cost: int = 0) -> None:
        self.cost = cost
        super().__init__(message)


class ModelLateError(ModelUnavailableError):
    """The model was too late; it is working, so the turn may still be finished."""


class StoreUnavailableError(LindaError):
    """The tables could not be read or written."""


class ItemFullError(StoreUnavailableError):
    """Items have reached DynamoDB's size limit: those of these `writes` in the transaction."""

    def __init__(self, message: str, writes: frozenset[int] = frozenset()) -> None:
        self.writes = writes
        super().__init__(message)


class MessengerUnavailableError(LindaError):
    """Twilio was late, failed or refused the request; the text may or may not be on its way."""


class UndeliveredError(LindaError):
    """A reply that is sent separately is not on its way yet."""


class SweepFailedError(LindaError):
    """The scheduled sweep could not do everything that was due."""


class LeadsNotFollowedError(LindaError):
    """Not every change that another program made to the leads has been followed yet."""


class MessageRefusedError(LindaError):
    """Twilio will never send this text to this number."""


class OptedOutError(MessageRefusedError):
    """The customer has told Twilio that he wants no more texts from us."""


class TurnInFlightError(LindaError):
    """Another delivery of the message is being answered; try again when its lease is over."""


class LeaseLostError(LindaError):
    """Another delivery of the same message has taken over the turn."""


def did_you_mean(given: str, known: abc.Iterable[str], *, likeness: float = 0.6) -> str:
    """Return the end of a message, which asks if the nearest of the known names was meant; "" if none is near.

    Equal names have a `likeness` of 1.
    """
    from difflib import get_close_matches  # Only a mistake needs it.

    close = get_close_matches(given[:60].casefold(), list(known), n=1, cutoff=likeness)
    return f"; did you mean {close[0]!r}?" if close else ""
