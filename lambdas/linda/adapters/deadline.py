"""One deadline around a whole call."""

from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread


def within[T](seconds: float, call: Callable[[], T]) -> T:
    """Return what the call returns, and raise what it raises; TimeoutError after `seconds`.

    A client's own timeout applies to each read, so a slowly dripping answer outlasts it. A call that is given up is
    left to its thread.
    """
    results: SimpleQueue[tuple[T] | Exception] = SimpleQueue()

    def run() -> None:
        try:
            results.put((call(),))
        except Exception as error:
            results.put(error.with_traceback(None))  # The frames would keep the queue, which keeps the error.

    Thread(target=run, daemon=True).start()
    try:
        result = results.get(timeout=seconds)
    except Empty:
        raise TimeoutError(f"no answer within {seconds} s") from None
    if isinstance(result, Exception):
        try:
            raise result
        finally:
            del result  # Otherwise the error and this frame would keep each other, and the client's connection, alive.
    return result[0]
