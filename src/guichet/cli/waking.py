"""Wakes the reading of mails that were just stored: once for many, off the way of their acknowledgement."""

import asyncio
import logging
from uuid import UUID

from django.db import Error as DatabaseError
from django.db import close_old_connections

from guichet.inbox.outbox import wake_mail

log = logging.getLogger("guichet.mail")

# Mails of one channel that come within this time wake one job. A crash in between loses no mail: the
# sweep finds every row that waits.
GATHER_SECONDS = 0.05
# Under a stream of mail the next job may wait for more of them.
REST_SECONDS = 0.3


class Waker:
    """Gathers channels; `run` wakes them until it is cancelled, and the last ones then."""

    def __init__(self) -> None:
        self._channels: set[UUID] = set()
        self._asked = asyncio.Event()

    def ask(self, channel_id: UUID) -> None:
        """A mail of this channel waits to be read."""
        self._channels.add(channel_id)
        self._asked.set()

    async def run(self) -> None:
        """Wake what is asked for, again and again."""
        while True:
            await self._asked.wait()
            await asyncio.sleep(GATHER_SECONDS)
            await self.flush()
            await asyncio.sleep(REST_SECONDS)

    async def flush(self) -> None:
        """Wake what is asked for, now."""
        self._asked.clear()
        channels, self._channels = self._channels, set()
        if channels:
            await asyncio.get_running_loop().run_in_executor(None, _wake, channels)


def _wake(channels: set[UUID]) -> None:
    close_old_connections()
    try:
        for channel_id in channels:
            wake_mail(channel_id)
    except DatabaseError:
        log.exception("stored mails could not be announced; the sweep will find them")
    finally:
        close_old_connections()
