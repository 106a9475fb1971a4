"""IMAPClient on a connection whose address was checked, with a limit to what one answer may hold."""

import imaplib
import socket

from imapclient import IMAPClient, SocketTimeout  # type: ignore[import-untyped]

from guichet.platforms.mail.folder import ImapFolder
from guichet.platforms.mail.network import connected, tls_context

CONNECT_SECONDS = 20.0
ANSWER_SECONDS = 60.0
# One piece of an answer; a mail that is fetched is smaller.
LARGEST_LITERAL = 48_000_000


class _Wire(imaplib.IMAP4):
    def __init__(self, folder: ImapFolder) -> None:
        self._folder = folder
        super().__init__(folder.host, folder.port, CONNECT_SECONDS)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        plain = connected(self.host, self.port, timeout, allow_private=self._folder.allow_private)
        if not self._folder.is_tls:
            return plain
        return tls_context(self.host).wrap_socket(plain, server_hostname=self.host)

    def read(self, size: int) -> bytes:
        """A piece of the announced size; an abort where no mail could be that large."""
        if size > LARGEST_LITERAL:
            raise self.abort("a part of the answer is too large")
        return super().read(size)


class GuardedClient(IMAPClient):  # type: ignore[misc]
    """Connected when it is made; OSError or imaplib's errors where that fails, Unreachable where barred."""

    def __init__(self, folder: ImapFolder) -> None:
        self._folder = folder
        timeouts = SocketTimeout(CONNECT_SECONDS, ANSWER_SECONDS)
        super().__init__(folder.host, folder.port, ssl=folder.is_tls, timeout=timeouts)

    def _create_IMAP4(self) -> imaplib.IMAP4:  # noqa: N802 - imapclient's name
        return _Wire(self._folder)
