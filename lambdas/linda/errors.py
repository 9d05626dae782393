"""The error tree: each error is named by the fact and carries a sentence that may be shown to whoever asked."""


class LindaError(Exception):
    """Base of all errors that LINDA raises herself. `str(error)` never holds a secret or an internal."""


class InvalidInputError(LindaError):
    """A field is missing, malformed or out of range."""


class BodyTooLargeError(InvalidInputError):
    """The request's body is larger than any honest one."""


class PayloadFormatError(InvalidInputError):
    """The API hands its requests over in another form than the one that is read here."""


class AnswerTooLargeError(LindaError):
    """The answer is larger than a function can return."""


class UnauthorizedError(LindaError):
    """The caller did not prove to be who may do this."""


class MethodNotAllowedError(LindaError):
    """The route exists, but not with this HTTP method: only with those `allowed`."""

    def __init__(self, *allowed: str) -> None:
        self.allowed = ", ".join(allowed)
        super().__init__(f"use one of: {self.allowed}")


class SlotUnavailableError(LindaError):
    """The slot cannot be booked."""


class SlotTakenError(SlotUnavailableError):
    """Another booking has the slot."""


class SlotClosedError(SlotUnavailableError):
    """The shop does not work at that time, or the time has begun."""


class SlotHeldError(SlotTakenError):
    """Another conversation holds the slot for a few minutes."""


class TooManyBookingsError(LindaError):
    """The number has as many open bookings as one number may have."""


class TooManyAttemptsError(LindaError):
    """The number or the address has tried too often within the hour."""


class LeadNotFoundError(LindaError):
    """There is no such lead, or it is not the caller's: both answer alike."""


class LeadClosedError(LindaError):
    """The lead is no longer booked, so it cannot be changed."""


class KeyReusedError(LindaError):
    """The idempotency key was used before, for another request."""


class AlreadyBookedError(LindaError):
    """The request that the receipt names has had its effect before."""


class TurnHasActedError(LindaError):
    """The turn has made or changed a booking already; a turn does so once."""


class StaleReadError(LindaError):
    """What was read has changed before it could be written; read and decide again."""


class ModelUnavailableError(LindaError):
    """The model failed, refused or answered something that cannot be used.

    `cost` is what the request may have cost all the same, in micro-dollars.
    """

    def __init__(self, message: str, cost: int = 0) -> None:
        self.cost = cost
        super().__init__(message)


class ModelLateError(ModelUnavailableError):
    """The model was too late: it works, so the turn may still be finished."""


class StoreUnavailableError(LindaError):
    """The tables could not be read or written."""


class ItemFullError(StoreUnavailableError):
    """An item has grown to the size that DynamoDB allows: that of each of these `writes` of the transaction."""

    def __init__(self, message: str, writes: frozenset[int] = frozenset()) -> None:
        self.writes = writes
        super().__init__(message)


class MessengerUnavailableError(LindaError):
    """Twilio was late, failed or would not hear us; the text may be on its way or not."""


class UndeliveredError(LindaError):
    """A reply that goes out by itself is not on its way yet."""


class SweepFailedError(LindaError):
    """The schedule's sweep could not do all that was due."""


class LeadsNotFollowedError(LindaError):
    """What another program has done to the leads could not be followed yet."""


class MessageRefusedError(LindaError):
    """Twilio will never send this text to this number."""


class OptedOutError(MessageRefusedError):
    """The customer has told Twilio to get no more texts from us."""


class TurnInFlightError(LindaError):
    """Another delivery of the message is being answered; try again when its lease is over."""


class LeaseLostError(LindaError):
    """Another delivery of the same message has taken the turn over."""
