"""What the engine does with a connector, in a few words: pages one by one, the cursor behind each."""

from dataclasses import dataclass, field

from guichet.platforms.port import Message, Outgoing, SetAside, Thread
from guichet.platforms.rakuten_fr.connector import RakutenConnector
from guichet.platforms.words import ParticipantKind
from tests.platforms.rakuten_fr.conftest import SINCE

BUYER, RAKUTEN, SELLER = ParticipantKind.CUSTOMER, ParticipantKind.MARKETPLACE, ParticipantKind.MERCHANT


@dataclass
class Engine:
    """Holds what an engine holds after its transactions."""

    cursor: str | None = None
    threads: dict[str, Thread] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)
    set_aside: list[SetAside] = field(default_factory=list)
    pages: int = 0
    is_complete: bool = False

    def pull(self, connector: RakutenConnector, *, dies_after: int | None = None) -> "Engine":
        """One run; with `dies_after` the process ends right after so many pages were committed."""
        for number, page in enumerate(connector.pages(self.cursor, SINCE), 1):
            parsed = connector.parse(page.body)
            for thread in parsed.threads:
                self.threads[thread.marketplace_id] = thread
                self.messages |= {message.marketplace_id: message for message in thread.messages}
            self.set_aside += parsed.set_aside
            self.cursor, self.is_complete = page.cursor, page.is_last
            self.pages += 1
            if number == dies_after:
                break
        return self

    def bodies(self, item_id: int) -> list[str]:
        """What was said about an item, oldest first."""
        return [message.body for message in self.threads[str(item_id)].messages]


def read(connector: RakutenConnector, item_id: int) -> Thread:
    """One whole discussion, out of turn."""
    (thread,) = connector.parse(connector.thread(str(item_id)).body).threads
    return thread


def reply(thread: Thread, body: str, *kinds: ParticipantKind) -> Outgoing:
    """A reply to the named sides of a discussion, the buyer by default."""
    wanted = kinds or (BUYER,)
    recipients = tuple(p for p in thread.possible_recipients if p.kind in wanted)
    return Outgoing(thread.marketplace_id, body, recipients, (), thread.order_id)
