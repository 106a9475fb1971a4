"""Puts an SMTP peer on a free loopback port."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from aiosmtpd.smtp import SMTP

from sandbox.mail.peer import MailPeer

# A content line may be longer than the 998 bytes of RFC 5321; a rehearsal should not hide that it came.
LONGEST_LINE = 100_000


class _LenientSMTP(SMTP):
    line_length_limit = LONGEST_LINE


def _session(peer: MailPeer, loop: asyncio.AbstractEventLoop) -> _LenientSMTP:
    return _LenientSMTP(
        peer, loop=loop, enable_SMTPUTF8=False, authenticator=peer.authenticate, auth_require_tls=False
    )


@dataclass(frozen=True, slots=True)
class RunningPeer:
    """A peer that listens."""

    peer: MailPeer
    host: str
    port: int

    @property
    def url(self) -> str:
        """What GUICHET_SMTP_URL becomes."""
        return f"smtp://{self.host}:{self.port}"


@contextmanager
def listen(peer: MailPeer) -> Iterator[RunningPeer]:
    """Serve until the block ends; the port is free and chosen by the system."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        loop = asyncio.new_event_loop()
        server = loop.run_until_complete(loop.create_server(lambda: _session(peer, loop), sock=bound))
        thread = threading.Thread(target=loop.run_forever, name="mail-peer", daemon=True)
        thread.start()
        try:
            yield RunningPeer(peer, "127.0.0.1", bound.getsockname()[1])
        finally:
            asyncio.run_coroutine_threadsafe(_close(server), loop).result(10)
            loop.call_soon_threadsafe(loop.stop)
            thread.join(10)
            loop.close()


async def _close(server: asyncio.Server) -> None:
    server.close()
    tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
