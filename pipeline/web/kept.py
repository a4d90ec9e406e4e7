"""What takes long to count is counted once, until the register changes: of a million decisions seconds, of which many may ask at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock
from typing import Any, Final, TypeVar

from pipeline.register import lists
from pipeline.register.store import Register

_T = TypeVar("_T")

# So many things are kept; statistics of an organisation are one.
_MOST: Final = 1_000


class Kept:
    """What was made of a register, while it stays as it is."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._lock = Lock()
        self._state: lists.State | None = None
        self._made: dict[str, Future[Any]] = {}

    def of(self, name: str, make: Callable[[], _T]) -> _T:
        """What *make* gave for this *name* in the present state of the register. Who asks while it is made waits for it."""
        state = lists.state(self._register)
        with self._lock:
            if state != self._state or (name not in self._made and len(self._made) >= _MOST):
                self._state, self._made = state, {}
            made = self._made
            known = made.get(name)
            if known is None:
                own: Future[_T] = Future()
                made[name] = own
        if known is not None:
            found: _T = known.result()
            return found
        try:
            own.set_result(make())
        except BaseException as error:
            # The next one tries again.
            made.pop(name, None)
            own.set_exception(error)
        return own.result()
