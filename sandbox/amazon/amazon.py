"""The rehearsal marketplace: buyers write through it, and it takes answers as strictly as Amazon does."""

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from sandbox.amazon.buyer import Buyer, Case, File
from sandbox.amazon.mails import Frame, buyer_mail, copy_mail, notice_mail, opted_out_mail
from sandbox.mail import Received, Signer, hand_over

OK = "250 OK"
_LINK = re.compile(r"https?://", re.IGNORECASE)
_LARGEST = 10_000_000


@dataclass(slots=True)
class RehearsalAmazon:
    """One country, one seller. `inbound` and `host`:`port` are where the seller's mail is received."""

    inbound: str
    host: str
    port: int
    domain: str = "amazon.fr"
    marketplace_id: str = "A13V1IB3VIYZZH"
    authserv_id: str = "mx.rehearsal.example"
    approved: set[str] = field(default_factory=set)
    refuses_at_once: bool = True
    sends_copies: bool = False
    # What buyers say to an answer; without it they are content.
    says_next: str = ""
    signer: Signer | None = None
    # How a mail is brought; a life of its own wants one that tries again.
    hand: Callable[[str, int, str, str, bytes], None] = hand_over
    cases: dict[str, Case] = field(default_factory=dict)
    answers: list[EmailMessage] = field(default_factory=list)
    _unsettled: list[EmailMessage] = field(default_factory=list)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def open_case(
        self, buyer: Buyer, *, order_id: str = "", asin: str = "B0FAKE0199", title: str = "Lampe de bureau"
    ) -> Case:
        """A new matter of a buyer."""
        number = next(self._numbers)
        case = Case(
            buyer, self.domain, self.marketplace_id, f"00000000-0000-4000-8000-{number:012d}",
            order_id=order_id, asin=asin, title=title, thread=f"A0THREAD{number:012d}",
        )  # fmt: skip
        self.cases[case.address] = case
        return case

    def write(
        self, case: Case, words: str, *, at: datetime | None = None, files: Sequence[File] = (),
        frame: Frame | None = None, subject: str | None = None, references: Sequence[str] = (),
        parts: Sequence[str] = ("plain", "html"),
    ) -> bytes:  # fmt: skip
        """The buyer writes; the mail as it was handed over."""
        message = f"A0MESSAGE{next(self._numbers):012d}"
        mail = buyer_mail(
            case, words, message, at or datetime.now(UTC), to=self.inbound, files=files, frame=frame,
            subject=subject, references=references, parts=parts,
        )  # fmt: skip
        self.deliver(mail, f"marketplace.{self.domain}")
        return mail

    def notify(self, kind: str, order_id: str, words: str) -> None:
        """A notice about an order."""
        number = next(self._numbers)
        mail = notice_mail(self.inbound, kind, order_id, words, datetime.now(UTC), f"notice-{number}")
        self.deliver(mail, "amazon.com")

    def copy(self, buyer: Buyer, words: str) -> None:
        """The seller answered in Seller Central."""
        number = next(self._numbers)
        mail = copy_mail(self.inbound, buyer.name, words, datetime.now(UTC), f"copy-{number}")
        self.deliver(mail, "amazon.com")

    def opt_out(self, case: Case) -> None:
        """The last answer was not delivered."""
        number = next(self._numbers)
        self.deliver(opted_out_mail(case, self.inbound, datetime.now(UTC), f"optout-{number}"), "amazon.com")

    def deliver(self, mail: bytes, domain: str) -> None:
        """Hand a mail over with the receiving server's results above it, or with a signature."""
        self.carry("bounce@amazonses.com", self.proven(mail, domain))

    def carry(self, sender: str, mail: bytes) -> None:
        """Bring a mail to the seller's server."""
        self.hand(self.host, self.port, sender, self.inbound, mail)

    def proven(self, mail: bytes, domain: str) -> bytes:
        """A mail whose sender can be believed."""
        if self.signer is not None:
            return self.signer.signed(mail)
        results = f"{self.authserv_id}; dmarc=pass header.from={domain}"
        return f"Authentication-Results: {results}\r\n".encode() + mail

    def judge(self, mail: Received) -> str:
        """The answer to a seller's mail (`MailPeer.judge`)."""
        message = message_from_bytes(mail.content, policy=policy.default)
        case = self.cases.get(mail.recipient)
        if case is None:
            return "550 5.1.1 no such address"
        if len(mail.content) > _LARGEST * 1.4:
            return "552 5.3.4 too large"
        sender = message["From"].addresses[0].addr_spec if message["From"] else ""
        if sender not in self.approved and self.refuses_at_once:
            return "550 5.7.1 the sender is not on the approved list of this seller"
        if _LINK.search(_text(message)):
            return "554 5.7.1 links are not allowed in answers to buyers"
        self.answers.append(message)
        self._unsettled.append(message)
        return OK

    @property
    def has_unsettled(self) -> bool:
        """Whether an answer was taken that `react` has not seen."""
        return bool(self._unsettled)

    def react(self) -> int:
        """Do what follows the answers taken since: bounces, copies, what buyers say next; how many."""
        reactions = 0
        while self._unsettled:
            reactions += self._react(self._unsettled.pop(0))
        return reactions

    def _react(self, answer: EmailMessage) -> int:
        case = self.cases[str(answer["To"])]
        if answer["From"].addresses[0].addr_spec not in self.approved:
            self.bounce(answer)
        elif case.buyer.has_opted_out and "In-Reply-To" not in answer:
            self.opt_out(case)
        elif self.says_next:
            self.write(case, self.says_next, references=[str(answer["Message-ID"]).strip("<>")])
        elif self.sends_copies:
            self.copy(case.buyer, _text(answer).strip())
        else:
            return 0
        return 1

    def bounce(self, message: EmailMessage) -> None:
        """A mail server's report that an answer was refused later (RFC 3464)."""
        report = (
            f"From: MAILER-DAEMON@mta.example\r\nTo: {self.inbound}\r\nSubject: Undelivered Mail\r\n"
            "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
            'Content-Type: multipart/report; report-type=delivery-status; boundary="rep"\r\n'
            f"Message-ID: <{next(self._numbers)}@mta.example>\r\n\r\n"
            "--rep\r\nContent-Type: text/plain\r\n\r\nrefused\r\n"
            "--rep\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mta.example\r\n\r\n"
            f"Final-Recipient: rfc822; {message['To']}\r\nAction: failed\r\nStatus: 5.7.1\r\n"
            "Diagnostic-Code: smtp; 550 5.7.1 the sender is not approved\r\n\r\n"
            f"--rep\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {message['Message-ID']}\r\n\r\n"
            "--rep--\r\n"
        )
        self.carry("", report.encode())


def _text(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    return str(body.get_content()) if body is not None else ""
