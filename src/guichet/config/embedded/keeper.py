"""Starts the embedded server again when it died: nobody else would, while parts of ours still wait for it."""

import logging
import time

from guichet.config.embedded.programs import ProgramError
from guichet.config.embedded.server import EmbeddedPostgres

log = logging.getLogger("guichet.serve")

# Its orphaned children need a moment to end before another server may start.
EVERY_SECONDS = 1.0


class Keeper:
    """Called again and again by whoever watches over the parts."""

    def __init__(self, server: EmbeddedPostgres) -> None:
        self._server = server
        self._next = 0.0

    def __call__(self) -> None:
        """Look, at most once a second; a start that fails is tried again."""
        if time.monotonic() < self._next:
            return
        try:
            if self._server.revive():
                log.warning("the embedded PostgreSQL had died and was started again")
        except ProgramError as error:
            log.warning("the embedded PostgreSQL died and cannot be started yet: %s", _last_line(error))
        self._next = time.monotonic() + EVERY_SECONDS


def _last_line(error: ProgramError) -> str:
    return str(error).strip().splitlines()[-1]
