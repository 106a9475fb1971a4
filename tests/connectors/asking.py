"""The gestures the engine makes, in a few words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from guichet.platforms.port import Connector, Message, Outgoing, OutgoingFile, RawPage, Thread
from guichet.platforms.words import ParticipantKind

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass
class Pulled:
    """What an engine holds after pulling: every thread as last seen, every message once."""

    cursor: str | None = None
    threads: dict[str, Thread] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)
    pages: int = 0
    is_complete: bool = False

    def take(self, connector: Connector, page: RawPage) -> None:
        """Ingest one page and move the cursor."""
        parsed = connector.parse(page.body)
        assert not parsed.set_aside
        for thread in parsed.threads:
            self.threads[thread.marketplace_id] = thread
            self.messages |= {message.marketplace_id: message for message in thread.messages}
        self.cursor, self.is_complete = page.cursor, page.is_last
        self.pages += 1

    def pull(self, connector: Connector, *, most_pages: int | None = None) -> "Pulled":
        """Pull to the end, or as if the process died after some pages."""
        self.is_complete = False
        for page in connector.pages(self.cursor, LONG_AGO):
            self.take(connector, page)
            if self.pages == most_pages:
                break
        return self


def pull(connector: Connector) -> Pulled:
    """A first pull, to the end."""
    return Pulled().pull(connector)


def read(connector: Connector, thread_id: str) -> Thread:
    """One whole discussion."""
    (thread,) = connector.parse(connector.thread(thread_id).body).threads
    return thread


def answer_to(thread: Thread, body: str, *files: OutgoingFile) -> Outgoing:
    """A reply to the customer of a discussion."""
    customers = tuple(p for p in thread.possible_recipients if p.kind is ParticipantKind.CUSTOMER)
    return Outgoing(thread.marketplace_id, body, customers, files, thread.order_id)


def bodies(messages: Iterable[Message], author: ParticipantKind) -> list[str]:
    """What one side wrote."""
    return [message.body for message in messages if message.author.kind is author]
