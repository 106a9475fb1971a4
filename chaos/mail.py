"""Amazon's customers write by mail, and get their answers by mail."""

import smtplib
from collections import Counter
from datetime import UTC, datetime
from random import Random

from chaos.ledger import markers_of
from chaos.waiting import listens, until
from sandbox.amazon import Buyer, Case, RehearsalAmazon, buyer_mail
from sandbox.mail import MailPeer
from sandbox.mail.peer import Fault
from sandbox.mail.sending import crlf

SENDER = "support@lumen.example"
AUTHSERV = "mx.rehearsal.example"
CODE = "amazon-fr"
A_CASE = 4


class Post:
    """The marketplace's mail, in both directions."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.peer = MailPeer()
        self.amazon = RehearsalAmazon("", "127.0.0.1", port, authserv_id=AUTHSERV, approved={SENDER})
        self.peer.judge = self.amazon.judge

    def mail(self, case: Case, words: str) -> bytes:
        """A customer's mail as the marketplace hands it over: the same bytes however often."""
        token = f"A0CHAOS{markers_of(words)[0].upper()}"
        written = buyer_mail(case, words, token, datetime.now(UTC), to=self.amazon.inbound)
        return crlf(self.amazon.proven(written, "marketplace.amazon.fr"))

    def case(self, number: int) -> Case:
        """A customer's matter."""
        buyer = Buyer(f"Maya {number}", f"c{number:013d}")
        return self.amazon.open_case(buyer, order_id=f"404-{number:07d}-5550199")

    def stands(self) -> Counter[str]:
        """How often each reply reached its customer."""
        texts = [mail.content.decode("latin-1") for mail in list(self.peer.received)]
        return Counter(found for text in texts for found in set(markers_of(text)))

    def storm(self, dice: Random) -> None:
        """The next mails out meet these, one after the other."""
        self.peer.faults = [dice.choice(list(Fault)) for _ in range(3)]

    def calm(self) -> None:
        """No fault any more."""
        self.peer.faults = []


class Session:
    """A sending server's connection: kept while it lasts, and each mail again until it hears 250."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._smtp: smtplib.SMTP | None = None

    def try_to_send(self, mail: bytes) -> bool:
        """Whether it got 250."""
        try:
            self._smtp = self._smtp or smtplib.SMTP("127.0.0.1", self._post.port, timeout=20)
            self._smtp.sendmail("bounce@amazonses.example", [self._post.amazon.inbound], mail)
        except (OSError, smtplib.SMTPException):
            self.close()
            until(lambda: listens(self._post.port), 120)
            return False
        return True

    def close(self) -> None:
        """Cut the connection."""
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None
