"""The log of calls a rehearsal server received: what tests count, without any secret."""

import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Any

from werkzeug.wrappers import Request, Response

_KEPT = 100_000
_SECRET_NAMES = frozenset({"api_key", "apikey", "key", "token", "access_token", "authorization"})


@dataclass(slots=True)
class Call:
    """One call. `status` is None while it runs and when the connection was cut."""

    number: int
    at: datetime
    endpoint: str
    method: str
    path: str
    query: dict[str, str]
    status: int | None = None
    seconds: float | None = None
    faults: list[str] = field(default_factory=list)
    started: float = field(default_factory=monotonic, repr=False)

    def as_json(self) -> dict[str, Any]:
        """For `GET /_sandbox/calls`."""
        return {
            "number": self.number,
            "at": self.at.isoformat(),
            "endpoint": self.endpoint,
            "method": self.method,
            "path": self.path,
            "query": self.query,
            "status": self.status,
            "seconds": self.seconds,
            "faults": self.faults,
        }


class CallLog:
    """Thread-safe; keeps the latest 100,000 calls."""

    def __init__(self) -> None:
        self._calls: deque[Call] = deque(maxlen=_KEPT)
        self._changed = threading.Condition()
        self._number = 0
        self._running = 0

    def begin(self, at: datetime, endpoint: str, method: str, path: str, query: Mapping[str, str]) -> Call:
        """Note that a call came in."""
        shown = {name: value for name, value in query.items() if name.lower() not in _SECRET_NAMES}
        with self._changed:
            self._number += 1
            self._running += 1
            call = Call(self._number, at, endpoint, method, path, shown)
            self._calls.append(call)
            self._changed.notify_all()
        return call

    def end(self, call: Call, status: int | None) -> None:
        """Note how it ended."""
        with self._changed:
            call.status = status
            call.seconds = round(monotonic() - call.started, 6)
            self._running -= 1
            self._changed.notify_all()

    def logged(
        self,
        at: datetime,
        endpoint: str,
        request: Request,
        told: Mapping[str, str],
        respond: Callable[[Call], Response],
    ) -> Response:
        """What `respond` gives, noted from its beginning to its end, a cut connection included."""
        call = self.begin(at, endpoint, request.method, request.path, told)
        status = None
        try:
            response = respond(call)
            status = response.status_code
        finally:
            self.end(call, status)
        return response

    @property
    def running(self) -> int:
        """Calls that have not ended yet."""
        with self._changed:
            return self._running

    def of(self, endpoint: str | None = None, *, status: int | None = None) -> list[Call]:
        """Calls in the order they came, of one endpoint (for example "M11") or of all."""
        with self._changed:
            return [
                call
                for call in self._calls
                if endpoint in (None, call.endpoint) and status in (None, call.status)
            ]

    def count(self, endpoint: str | None = None, *, status: int | None = None) -> int:
        """How many calls `of` would give."""
        return len(self.of(endpoint, status=status))

    def clear(self) -> None:
        """Forget the past; calls that still run end quietly."""
        with self._changed:
            self._calls.clear()

    def wait_for(self, endpoint: str, count: int = 1, *, seconds: float = 5.0) -> list[Call]:
        """Wait until `endpoint` was called `count` times; TimeoutError after `seconds`."""
        deadline = monotonic() + seconds
        with self._changed:
            while len(found := [call for call in self._calls if call.endpoint == endpoint]) < count:
                left = deadline - monotonic()
                if left <= 0:
                    raise TimeoutError(
                        f"{endpoint} was called {len(found)} times in {seconds} s, not {count}"
                    )
                self._changed.wait(left)
        return found
