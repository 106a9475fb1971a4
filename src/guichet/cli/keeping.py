"""Stores mails of all sessions together: what comes while one group goes to the disk forms the next."""

import asyncio
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from django.db import close_old_connections

from guichet.sync.receive import Letter, store_mails

MOST_MAILS = 100
MOST_BYTES = 40_000_000
_Waiting = tuple[Letter, "asyncio.Future[None]"]


class Keeper:
    """One transaction and one fsync a group; every mail is told the truth about its own."""

    def __init__(self) -> None:
        self._waiting: deque[_Waiting] = deque()
        self._came = asyncio.Event()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="keeper")

    async def keep(self, letters: Sequence[Letter]) -> None:
        """Returns once they are committed; raises what kept them from it (django.db.Error)."""
        loop = asyncio.get_running_loop()
        told = [loop.create_future() for _ in letters]
        self._waiting.extend(zip(letters, told, strict=True))
        self._came.set()
        await asyncio.gather(*told)

    async def run(self) -> None:
        """Store what comes, group by group, until cancelled."""
        while True:
            await self._came.wait()
            self._came.clear()
            while group := self._group():
                await self._settle(group)

    def _group(self) -> list[_Waiting]:
        group: list[_Waiting] = []
        held = 0
        while self._waiting and len(group) < MOST_MAILS and (not group or held < MOST_BYTES):
            group.append(self._waiting.popleft())
            held += len(group[-1][0].raw)
        return group

    async def _settle(self, group: Sequence[_Waiting]) -> None:
        """All together; where that fails each alone, so that one mail cannot turn others away."""
        error = await self._stored([letter for letter, _ in group])
        for letter, told in group:
            alone = error and len(group) > 1
            failed = await self._stored([letter]) if alone else error
            if told.done():
                continue
            if failed is None:
                told.set_result(None)
            else:
                told.set_exception(failed)

    async def _stored(self, letters: Sequence[Letter]) -> Exception | None:
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self._thread, self._connected, letters)
        except Exception as error:
            return error
        return None

    def _connected(self, letters: Sequence[Letter]) -> None:
        """With a connection that is given back when it broke, as after a request."""
        try:
            store_mails(letters)
        finally:
            close_old_connections()
