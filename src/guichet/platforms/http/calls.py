"""One line in the log per call, holding no query, no body and no secret."""

import logging
from time import monotonic

import httpx2

from guichet.platforms.http.masking import Mask
from guichet.telemetry.counters import CALL_TIME, CALLS
from guichet.telemetry.hosts import host_label

_log = logging.getLogger("guichet.http")


class CallLog:
    """Measures one call and writes its line when it ends."""

    def __init__(self, request: httpx2.Request, mask: Mask) -> None:
        self._method = request.method
        self._host = mask(request.url.host)
        self._path = mask(request.url.path)
        self._started = monotonic()
        self.status = 0
        self.received = 0

    def write(self) -> None:
        """Write the line and count the call; status 0 means that no answer came."""
        seconds = monotonic() - self._started
        host = host_label(self._host)
        CALLS.labels(host, self.status).inc()
        CALL_TIME.labels(host).observe(seconds)
        _log.info(
            "%s %s %s %d %d ms %d bytes",
            self._method,
            self._host,
            self._path,
            self.status,
            round(seconds * 1000),
            self.received,
        )
