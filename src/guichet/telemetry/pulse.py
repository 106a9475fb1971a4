"""Whether the loop of a part still turns: a process may answer on one thread and be stuck on another."""

import asyncio
from time import monotonic

BEAT_SECONDS = 1.0
# Longer than a loop of ours is ever held up by one callback, shorter than the patience of a service manager.
STANDS_STILL_AFTER = 20.0


class Pulse:
    """Beaten by the loop, felt by whoever answers for the part."""

    def __init__(self) -> None:
        self._last = monotonic()

    async def run(self) -> None:
        """Beat every second until cancelled."""
        while True:
            self._last = monotonic()
            await asyncio.sleep(BEAT_SECONDS)

    @property
    def silence(self) -> float:
        """Seconds since the last beat."""
        return monotonic() - self._last
