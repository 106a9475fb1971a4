"""The far side of outgoing mail: takes what it should, refuses what it should not, breaks off on demand."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Lock

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

OK = "250 OK"


class Fault(StrEnum):
    """What may go wrong with the next mail."""

    # The answer to MAIL FROM.
    BUSY = "busy"
    # The content is taken, and the line is cut before the answer.
    TAKEN_THEN_CUT = "taken_then_cut"
    # The line is cut before the content is asked for.
    CUT_BEFORE_DATA = "cut_before_data"
    # The content is refused for now, after it came.
    BUSY_AFTER_DATA = "busy_after_data"


@dataclass(frozen=True, slots=True)
class Received:
    """A mail that was taken."""

    sender: str
    recipient: str
    content: bytes = field(repr=False)


class MailPeer:
    """Rules of one peer. `judge` answers a whole mail; what it answers with 250 is kept.

    With `users` (passwords by name) it lets only them in; `signed_in` counts who came.
    """

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.refused_senders: dict[str, str] = {}
        self.refused_recipients: dict[str, str] = {}
        self.faults: list[Fault] = []
        self.users: dict[str, str] = {}
        self.signed_in: list[str] = []
        self.judge: Callable[[Received], str] = lambda mail: OK
        self._lock = Lock()

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: object
    ) -> AuthResult:
        """Whether somebody may come in."""
        if not isinstance(given, LoginPassword):
            return AuthResult(success=False, handled=False)
        name, word = given.login.decode(), given.password.decode()
        if self.users.get(name) != word:
            return AuthResult(success=False, handled=False)
        self.signed_in.append(name)
        return AuthResult(success=True)

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's names
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """MAIL FROM."""
        if self.users and not session.authenticated:
            return "530 5.7.0 sign in first"
        if self._meets(Fault.BUSY):
            return "451 4.3.2 too busy, come back later"
        if address in self.refused_senders:
            return self.refused_senders[address]
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return OK

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """RCPT TO."""
        if self._meets(Fault.CUT_BEFORE_DATA):
            _cut(server)
        if address in self.refused_recipients:
            return self.refused_recipients[address]
        envelope.rcpt_tos.append(address)
        return OK

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """The content."""
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        mail = Received(envelope.mail_from or "", ", ".join(envelope.rcpt_tos), content)
        if self._meets(Fault.BUSY_AFTER_DATA):
            return "452 4.3.1 no room left"
        answer = self.judge(mail)
        if answer.startswith("250"):
            with self._lock:
                self.received.append(mail)
        if self._meets(Fault.TAKEN_THEN_CUT):
            _cut(server)
        return answer

    def _meets(self, fault: Fault) -> bool:
        with self._lock:
            if self.faults[:1] != [fault]:
                return False
            self.faults.pop(0)
            return True


def _cut(server: SMTP) -> None:
    if isinstance(server.transport, asyncio.Transport):
        server.transport.abort()
