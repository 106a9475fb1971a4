"""Hands a mail to our outgoing server, once."""

import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from guichet.platforms.errors import Busy, NeedsOwner, Refused, Uncertain, Unreachable
from guichet.platforms.mail.network import LOOPBACK, connected, tls_context
from guichet.platforms.text import one_line

CONNECT_SECONDS = 20.0
# RFC 5321, 4.5.3.2: a server may take ten minutes over a message; we call the answer lost after two.
ANSWER_SECONDS = 120.0
_DOT = re.compile(rb"^\.", re.MULTILINE)
_ENVELOPE = re.compile(r"[\x21-\x3b\x3d\x3f-\x7e]{1,200}@[A-Za-z0-9.-]{1,250}")


class BadSmtpUrlError(Exception):
    """An address of a mail server that cannot be used; the message says what to write."""


@dataclass(frozen=True, slots=True)
class SmtpSender:
    """One outgoing server. `is_tls` from the first byte (smtps); else STARTTLS where the server offers it.

    `is_own` is a seller's own, where the wrong password is theirs to mend; `allow_private` lets it stand in
    the network that Guichet runs in.
    """

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    is_tls: bool = False
    is_own: bool = False
    allow_private: bool = True

    def try_out(self) -> None:
        """Sign in and leave; Unreachable, Busy, and NeedsOwner where a seller's own server refuses them."""
        with self._session():
            pass

    def send(
        self, sender: str, recipient: str, content: bytes, leaving: Callable[[], None] = lambda: None
    ) -> None:
        """Send one mail to one recipient; `leaving` is called right before the content goes.

        Busy (Unreachable among it) where nothing was taken, Refused with the server's words where it said
        no, Uncertain where the connection broke after the content began to leave.
        """
        for address in (sender, recipient):
            if not _ENVELOPE.fullmatch(address):
                raise Refused("The address of this mail is not one that a mail server takes.")
        with self._session() as session:
            self._command(session, f"MAIL FROM:<{sender}>{_size(session, content)}", 250)
            self._command(session, f"RCPT TO:<{recipient}>", 250)
            self._command(session, "DATA", 354)
            leaving()
            self._content(session, content)

    @contextmanager
    def _session(self) -> Iterator[smtplib.SMTP]:
        session = self._connected()
        try:
            self._greet(session)
            yield session
            with suppress(OSError, smtplib.SMTPException):
                session.quit()
        finally:
            # After an error there is no QUIT: a server that waits for content would take it for such.
            session.close()

    def _connected(self) -> smtplib.SMTP:
        try:
            if self.is_tls:
                return _TlsWire(self.host, self.port, self.allow_private, tls_context(self.host))
            return _Wire(self.host, self.port, self.allow_private)
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(f"The outgoing mail server {self.host} does not answer.") from error

    def _greet(self, session: smtplib.SMTP) -> None:
        try:
            session.ehlo_or_helo_if_needed()
            if not self.is_tls and session.has_extn("starttls"):
                session.starttls(context=tls_context(self.host))
                session.ehlo()
            if self.user:
                self._sign_in(session)
        except smtplib.SMTPAuthenticationError as error:
            if 400 <= error.smtp_code < 500:
                raise Busy(f"The outgoing mail server {self.host} lets nobody in at the moment.") from error
            raise self._closed(f"The outgoing mail server {self.host} refuses user or password") from error
        except UnicodeError as error:
            raise self._closed(f"The outgoing mail server {self.host} takes no such password") from error
        except smtplib.SMTPNotSupportedError as error:
            raise self._closed(f"The outgoing mail server {self.host} knows no sign-in") from error
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(f"The outgoing mail server {self.host} broke off the greeting.") from error

    def _sign_in(self, session: smtplib.SMTP) -> None:
        is_safe = isinstance(session.sock, ssl.SSLSocket) or self.host in LOOPBACK
        if not is_safe:
            raise self._closed(f"The outgoing mail server {self.host} offers no encryption for the password")
        session.login(self.user, self.password)

    def _closed(self, what: str) -> Busy | NeedsOwner:
        """Whose to mend: the seller's own server stops the channel, the installation's only delays."""
        if self.is_own:
            return NeedsOwner(f"{what}; enter the outgoing mail server of this marketplace again.")
        return Busy(f"{what}; see GUICHET_SMTP_URL.")

    def _command(self, session: smtplib.SMTP, line: str, expected: int) -> None:
        """One command before the content: nothing can have been taken yet."""
        try:
            code, said = session.docmd(line)
        except (OSError, smtplib.SMTPException) as error:
            raise Busy(f"The outgoing mail server {self.host} broke off the connection.") from error
        if code != expected and not (expected == 250 and code == 251):
            raise self._no(code, said)

    def _content(self, session: smtplib.SMTP, content: bytes) -> None:
        try:
            if session.sock is not None:
                session.sock.settimeout(ANSWER_SECONDS)
            session.send(_on_the_wire(content))
            code, said = session.getreply()
        except (OSError, smtplib.SMTPException) as error:
            raise Uncertain(
                f"The connection to the outgoing mail server {self.host} broke while the mail left."
            ) from error
        if code != 250:
            raise self._no(code, said)

    def _no(self, code: int, said: bytes) -> Busy | Refused:
        words = f"{code} {one_line(said.decode('utf-8', 'replace'))[:500]}"
        if 500 <= code < 600:
            return Refused(f"The mail server refuses this message: {words}")
        return Busy(f"The mail server asks for patience: {words}")


class _Wire(smtplib.SMTP):
    """smtplib on a connection whose address was checked."""

    def __init__(self, host: str, port: int, allow_private: bool) -> None:
        self._allow_private = allow_private
        super().__init__(host, port, timeout=CONNECT_SECONDS)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return connected(host, port, timeout, allow_private=self._allow_private)


class _TlsWire(_Wire):
    """The same, encrypted from the first byte."""

    def __init__(self, host: str, port: int, allow_private: bool, tls: ssl.SSLContext) -> None:
        self._tls = tls
        super().__init__(host, port, allow_private)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return self._tls.wrap_socket(super()._get_socket(host, port, timeout), server_hostname=host)


def smtp_sender(
    url: str, *, name: str = "GUICHET_SMTP_URL", is_own: bool = False, allow_private: bool = True
) -> SmtpSender:
    """The server of an address such as smtp://user:password@mail.example.com:587; BadSmtpUrlError else."""
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
    except ValueError:
        parts, port, host = None, None, None
    if parts is None or parts.scheme not in ("smtp", "smtps") or not host:
        raise BadSmtpUrlError(
            f"{name} must look like smtp://user:password@mail.example.com:587 (or smtps://)."
        )
    is_tls = parts.scheme == "smtps"
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return SmtpSender(host, port or (465 if is_tls else 587), user, password, is_tls, is_own, allow_private)


def _size(session: smtplib.SMTP, content: bytes) -> str:
    return f" SIZE={len(content)}" if session.has_extn("size") else ""


def _on_the_wire(content: bytes) -> bytes:
    lines = content if content.endswith(b"\r\n") else content + b"\r\n"
    return _DOT.sub(b"..", lines) + b".\r\n"
