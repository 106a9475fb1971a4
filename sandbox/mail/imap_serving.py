"""Puts a rehearsal mailbox on a free loopback port."""

import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import quote

from sandbox.mail.imap_session import CutError, Session
from sandbox.mail.mailbox import RehearsalMailbox


@dataclass(frozen=True, slots=True)
class RunningMailbox:
    """A mailbox that can be read."""

    mailbox: RehearsalMailbox
    host: str
    port: int
    is_tls: bool

    def url(self, folder: str = "INBOX", password: str | None = None) -> str:
        """What GUICHET_IMAP_URL becomes."""
        user = quote(self.mailbox.user, safe="")
        word = quote(self.mailbox.password if password is None else password, safe="")
        scheme = "imaps" if self.is_tls else "imap"
        return f"{scheme}://{user}:{word}@{self.host}:{self.port}/{quote(folder)}"


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def listen_imap(
    mailbox: RehearsalMailbox, *, tls: ssl.SSLContext | None = None, is_tls: bool = False
) -> Iterator[RunningMailbox]:
    """Serve until the block ends. With `tls` STARTTLS is offered, or used from the first byte if `is_tls`."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            wire = self.request
            if is_tls and tls is not None:
                wire = tls.wrap_socket(wire, server_side=True)
            session = Session(wire, mailbox, tls)
            with suppress(CutError, OSError):
                session.run()
            session.close()

        def finish(self) -> None:
            self.request.close()

    with _Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), name="mailbox", daemon=True)
        thread.start()
        try:
            yield RunningMailbox(mailbox, "127.0.0.1", server.server_address[1], is_tls)
        finally:
            server.shutdown()
            thread.join(10)
