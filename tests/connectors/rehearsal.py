"""What a platform must bring to be asked the questions of this folder.

A new platform writes one class like this around its rehearsal server and joins `conftest.PLATFORMS`.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

from guichet.platforms.http import Pools, WebClient
from guichet.platforms.port import Access, Connector
from guichet.platforms.registry import connect
from guichet.platforms.words import Platform

Question = Literal["account", "list", "thread", "orders", "file", "send"]


@dataclass
class Notebook:
    """The memory of a channel, in a dictionary."""

    kept: dict[str, tuple[datetime, object]] = field(default_factory=dict)

    def recall(self, key: str, max_age: timedelta) -> object | None:
        """What was kept, unless it is too old."""
        at, value = self.kept.get(key, (datetime.min.replace(tzinfo=UTC), None))
        return value if datetime.now(UTC) - at <= max_age else None

    def remember(self, key: str, value: object) -> None:
        """Keep a value."""
        self.kept[key] = (datetime.now(UTC), value)


class Rehearsal(ABC):
    """One marketplace of a platform, seen from both sides."""

    platform: Platform
    marketplace: str
    # Questions that make no sense for this platform, by the test's name, each with the reason.
    exempt: Mapping[str, str] = {}

    def __init__(self, pools: Pools) -> None:
        self._pools = pools
        self.memory = Notebook()
        # How far our clock is ahead of the marketplace's.
        self.ahead = timedelta(0)

    def connector(self, **changed: str) -> Connector:
        """A connector with good credentials, or with some of them changed."""
        credentials = self.credentials() | changed
        access = Access(
            marketplace=self.marketplace,
            credentials=credentials,
            web=WebClient(self._pools, self.secrets() | set(changed.values())),
            memory=self.memory,
            now=lambda: datetime.now(UTC) + self.ahead,
        )
        return connect(self.platform, access)

    @abstractmethod
    def credentials(self) -> dict[str, str]:
        """Credentials that work."""

    @abstractmethod
    def secrets(self) -> set[str]:
        """What must never be shown."""

    @abstractmethod
    def wrong_secret(self) -> dict[str, str]:
        """A change to the credentials that the marketplace refuses."""

    @abstractmethod
    def other_address(self, url: str) -> dict[str, str]:
        """A change to the credentials that leads to another server."""

    @abstractmethod
    def replace_secret(self) -> None:
        """The seller makes a new key: the old one stops working."""

    @abstractmethod
    def write(
        self, body: str, *, thread: str | None = None, files: Collection[tuple[str, bytes]] = ()
    ) -> str:
        """A customer writes about an order; the id of the discussion."""

    @abstractmethod
    def say(self, posts: Sequence[tuple[str, datetime]]) -> str:
        """A customer wrote all this at these moments about one order; the id of the discussion."""

    @abstractmethod
    def edit(self, thread: str, body: str) -> None:
        """The marketplace changes the words of the last message of a discussion."""

    def tell_news(self, thread: str) -> None:
        """The marketplace writes something that asks for no answer."""
        raise NotImplementedError

    @abstractmethod
    def lose_order(self, order_id: str) -> None:
        """The marketplace no longer gives this order; the discussion about it goes on."""

    @abstractmethod
    def fill(self, threads: int, messages_each: int = 1) -> list[str]:
        """Many discussions of the past; their ids."""

    @abstractmethod
    def break_off(self, question: Question, kind: str, *, times: int | None = 1, **details: object) -> None:
        """Something goes wrong the next time(s) this is asked; kinds as in `sandbox.faults`."""

    @abstractmethod
    def mend(self) -> None:
        """Nothing goes wrong any more."""

    @abstractmethod
    def forget_pages(self) -> None:
        """Whatever led to further pages stops working."""

    @abstractmethod
    def replies(self, thread: str) -> Sequence[str]:
        """The replies that arrived, as text."""

    @abstractmethod
    def order_of(self, thread: str) -> str:
        """The order a discussion is about."""

    @abstractmethod
    def calls(self) -> int:
        """How many calls the marketplace has had."""
