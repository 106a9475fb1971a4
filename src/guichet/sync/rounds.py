"""Polls what is due, in one process: takes as many channels as it has threads, notes the quiet ones together.

No job is written for a poll (docs/decisions/0021-polls.md). Polls have threads of their own, so that no reply
waits behind them; a slow marketplace holds its places and no more.
"""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from queue import Empty, SimpleQueue
from time import monotonic
from uuid import UUID

from django.db import close_old_connections

from guichet.accounts.models import Channel
from guichet.accounts.scope import everywhere
from guichet.sync.connecting import open_pools
from guichet.sync.hold import KEEP_SECONDS, Hold, keep
from guichet.sync.places import reading
from guichet.sync.poll import polled
from guichet.sync.quiet import Quiet, note_quiet
from guichet.sync.take import take_due

log = logging.getLogger("guichet.sync")

# Between two looks for due channels where few are, and between two turns while polls are under way.
LOOK_SECONDS = 1.0
TURN_SECONDS = 0.2
# After a turn that failed.
AGAIN_SECONDS = 1.0


class Rounds:
    """Turn by turn: note what ended quietly, keep the leases of what goes on, take what is due."""

    def __init__(self, threads: int) -> None:
        self._threads = threads
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="poll")
        self._holds: dict[UUID, Hold] = {}
        self._quiet: SimpleQueue[Quiet] = SimpleQueue()
        self._ending = threading.Event()
        self._look_at, self._keep_at = 0.0, monotonic() + KEEP_SECONDS

    def run(self, end_within: float) -> None:
        """Go on until `end`, then give what is under way so many seconds. The database is waited for."""
        open_pools()
        while not self._ending.is_set():
            self._turn(takes=True)
            self._ending.wait(self._pause())
        self._pool.shutdown(wait=False)
        ends_at = monotonic() + end_within
        while self._holds and monotonic() < ends_at:
            self._turn(takes=False)
            threading.Event().wait(TURN_SECONDS)
        self._turn(takes=False)

    def end(self) -> None:
        """Take nothing more."""
        self._ending.set()

    def _turn(self, *, takes: bool) -> None:
        close_old_connections()
        try:
            with everywhere("what is due"):
                note_quiet(self._ended())
                self._keep()
                if takes:
                    self._take()
        except Exception:
            # The database is away, mostly. What was not noted is free again when its lease is over.
            log.exception("due channels cannot be read; trying again")
            self._ending.wait(AGAIN_SECONDS)

    def _pause(self) -> float:
        is_busy = bool(self._holds) or not self._quiet.empty()
        return TURN_SECONDS if is_busy else max(self._look_at - monotonic(), TURN_SECONDS)

    def _ended(self) -> list[Quiet]:
        found: list[Quiet] = []
        with suppress(Empty):
            while True:
                found.append(self._quiet.get_nowait())
        return found

    def _keep(self) -> None:
        if monotonic() >= self._keep_at:
            self._keep_at = monotonic() + KEEP_SECONDS
            keep(list(self._holds.values()))

    def _take(self) -> None:
        free = self._threads - len(self._holds)
        if not free or monotonic() < self._look_at:
            return
        found = take_due(free, reading.taken_now())
        # More may be due than there were threads.
        self._look_at = monotonic() + (0 if len(found) == free else LOOK_SECONDS)
        for channel in found:
            self._holds[channel.pk] = hold = Hold(channel)
            self._pool.submit(self._poll, channel, hold)

    def _poll(self, channel: Channel, hold: Hold) -> None:
        close_old_connections()
        try:
            quiet = polled(channel, hold)
            if quiet is not None:
                self._quiet.put(quiet)
        finally:
            del self._holds[channel.pk]
            close_old_connections()
