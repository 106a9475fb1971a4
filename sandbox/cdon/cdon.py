"""The rehearsal CDON for mail: staff passes customers' questions on, and each has an address for answers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from sandbox.cdon.mails import forwarded, relayed
from sandbox.mail import Received, hand_over

OK = "250 OK"
SENDER = "kundservice@cdon.com"


@dataclass(frozen=True, slots=True)
class Question:
    """What a customer asked about an order; `case` names it in the address of answers."""

    name: str
    order: str
    case: int

    @property
    def address(self) -> str:
        """Where answers go."""
        return f"case+{self.case}@cdon.com"


@dataclass(slots=True)
class RehearsalCdon:
    """One merchant. `inbound` and `host`:`port` are where the merchant's mail is received."""

    inbound: str
    host: str
    port: int
    authserv_id: str = "mx.rehearsal.example"
    # The contact address that CDON knows; without it any sender is taken.
    contact: str = ""
    hand: Callable[[str, int, str, str, bytes], None] = hand_over
    questions: dict[str, Question] = field(default_factory=dict)
    answers: list[EmailMessage] = field(default_factory=list)
    _unsettled: list[EmailMessage] = field(default_factory=list)
    _follow_ups: int = 0

    def ask(self, words: str, *, name: str, order: str, case: int) -> Question:
        """A customer's question, passed on by staff."""
        question = Question(name, order, case)
        self.questions[question.address] = question
        self._deliver(forwarded(words, to=self.inbound, name=name, order=order, case=case))
        return question

    def judge(self, mail: Received) -> str:
        """The answer to a merchant's mail (`MailPeer.judge`)."""
        if mail.recipient not in self.questions:
            return "550 5.1.1 no such address"
        message = message_from_bytes(mail.content, policy=policy.default)
        sender = message["From"].addresses[0].addr_spec if message["From"] else ""
        if self.contact and sender != self.contact:
            return "550 5.7.1 the sender is not this merchant's contact address"
        self.answers.append(message)
        self._unsettled.append(message)
        return OK

    @property
    def has_unsettled(self) -> bool:
        """Whether an answer was taken that `react` has not seen."""
        return bool(self._unsettled)

    def react(self, words: str) -> int:
        """Customers say `words` to each answer taken since; how many."""
        reactions = 0
        while self._unsettled:
            self._follow_up(self._unsettled.pop(0), words)
            reactions += 1
        return reactions

    def _follow_up(self, answer: EmailMessage, words: str) -> None:
        question = self.questions[answer["To"].addresses[0].addr_spec]
        self._follow_ups += 1
        mail = relayed(
            words, to=self.inbound, name=question.name, subject=str(answer["Subject"]),
            number=question.case * 1000 + self._follow_ups,
            references=(str(answer["Message-ID"]).strip("<>"),), reply_to=question.address,
        )  # fmt: skip
        self._deliver(mail)

    def _deliver(self, mail: bytes) -> None:
        results = f"{self.authserv_id}; dmarc=pass header.from=cdon.com"
        proven = f"Authentication-Results: {results}\r\n".encode() + mail
        self.hand(self.host, self.port, SENDER, self.inbound, proven)
