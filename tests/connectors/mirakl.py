"""The rehearsal Mirakl operator."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, cast

from guichet.platforms.http import Pools
from guichet.platforms.text import plain
from guichet.platforms.words import Platform
from sandbox.faults import FaultKind
from sandbox.mirakl import File, MiraklOperator, Post
from tests.connectors.rehearsal import Question, Rehearsal

_ENDPOINTS: dict[Question, str] = {
    "account": "A01",
    "list": "M11",
    "thread": "M10",
    "orders": "OR11",
    "file": "M13",
    "send": "M12",
}


class MiraklRehearsal(Rehearsal):
    """An operator that serves at `url`."""

    platform = Platform.MIRAKL
    marketplace = "mirakl-other"
    exempt = {
        "test_news_of_the_marketplace_start_no_clock": "it tells itself what waits (test_waiting.py)",
    }

    def __init__(self, pools: Pools, operator: MiraklOperator, url: str) -> None:
        super().__init__(pools)
        self.operator = operator
        self.url = url
        self._first_key = operator.api_key

    def credentials(self) -> dict[str, str]:
        return {"baseUrl": self.url, "apiKey": self._first_key}

    def secrets(self) -> set[str]:
        return {self._first_key}

    def wrong_secret(self) -> dict[str, str]:
        return {"apiKey": "00000000-dead-beef-0000-000000000000"}

    def other_address(self, url: str) -> dict[str, str]:
        return {"baseUrl": url}

    def replace_secret(self) -> None:
        self.operator.rotate_key()

    def write(
        self, body: str, *, thread: str | None = None, files: Collection[tuple[str, bytes]] = ()
    ) -> str:
        sent = tuple(File(name, content) for name, content in files)
        if thread is None:
            return self.operator.add_thread(Post(body, files=sent)).id
        self.operator.add_message(thread, body, files=sent)
        return thread

    def say(self, posts: Sequence[tuple[str, datetime]]) -> str:
        return self.operator.add_thread([Post(body, at=at) for body, at in posts]).id

    def edit(self, thread: str, body: str) -> None:
        self.operator.moderate(thread, body)

    def lose_order(self, order_id: str) -> None:
        self.operator.lose_order(order_id)

    def fill(self, threads: int, messages_each: int = 1) -> list[str]:
        return [thread.id for thread in self.operator.fill(threads, messages_each)]

    def break_off(self, question: Question, kind: str, *, times: int | None = 1, **details: object) -> None:
        values = cast("dict[str, Any]", details)
        self.operator.faults.add(_ENDPOINTS[question], cast("FaultKind", kind), times=times, **values)

    def mend(self) -> None:
        self.operator.faults.clear()

    def forget_pages(self) -> None:
        self.operator.expire_page_tokens()

    def replies(self, thread: str) -> Sequence[str]:
        return [plain(message.body) for message in self.operator.sent(thread)]

    def order_of(self, thread: str) -> str:
        entities = self.operator.thread(thread).entities
        assert entities
        return entities[0].id

    def calls(self) -> int:
        return self.operator.calls.count()
