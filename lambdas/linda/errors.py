"""The error tree: each error is named by the fact and carries a sentence that may be shown to whoever asked."""


class LindaError(Exception):
    """Base of all errors that LINDA raises herself. `str(error)` never holds a secret or an internal."""


class InvalidInputError(LindaError):
    """A field is missing, malformed or out of range."""


class BodyTooLargeError(InvalidInputError):
    """The request's body is larger than any honest one."""


class UnauthorizedError(LindaError):
    """The caller did not prove to be who may do this."""


class MethodNotAllowedError(LindaError):
    """The route exists, but not with this HTTP method."""


class SlotUnavailableError(LindaError):
    """The slot cannot be booked."""


class SlotTakenError(SlotUnavailableError):
    """Another booking has the slot."""


class SlotClosedError(SlotUnavailableError):
    """The shop does not work at that time, or the time has begun."""


class ModelUnavailableError(LindaError):
    """The model was late, failed, refused or answered something that cannot be used."""


class StoreUnavailableError(LindaError):
    """The tables could not be read or written."""


class LeaseLostError(LindaError):
    """Another delivery of the same message has taken the turn over."""
