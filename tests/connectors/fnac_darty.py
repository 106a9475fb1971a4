"""The rehearsal Fnac Darty."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, cast

from guichet.platforms.fnac_darty.tokens import shared_tokens
from guichet.platforms.http import Pools
from guichet.platforms.words import Platform
from sandbox.faults import FaultKind
from sandbox.fnac_darty import File, FnacDartyMarketplace, Post, serve
from tests.connectors.rehearsal import Question, Rehearsal

_SERVICES: dict[Question, str] = {
    "account": "auth",
    "list": "messages_query",
    "thread": "messages_query",
    "orders": "orders_query",
    "file": "files",
    "send": "messages_update",
}


_WHOLE = "messages come without their discussion, which is then read whole"
_TESTS = "tests/platforms/fnac_darty"


class FnacDartyRehearsal(Rehearsal):
    """A marketplace that serves at `url`."""

    platform = Platform.FNAC_DARTY
    marketplace = "fnac-fr"
    exempt = {
        "test_a_discussion_is_understood": f"a file's size is not told ({_TESTS}/test_reference.py)",
        "test_the_next_pull_asks_for_little_and_misses_nothing": f"{_WHOLE} ({_TESTS}/test_pull.py)",
        "test_pages_are_asked_for_one_at_a_time": f"{_WHOLE} ({_TESTS}/test_pull.py)",
        "test_files_travel_along": "the service takes no files",
        "test_the_longest_text_that_is_promised_arrives": "the service names no limit",
        "test_a_text_that_outgrows_the_limit_on_the_wire_is_refused_before_it": "the service names no limit",
        "test_a_refusal_carries_the_marketplaces_reason": f"no text is too short ({_TESTS}/test_reply.py)",
        "test_good_credentials_name_the_shop": f"the service tells no name ({_TESTS}/test_verify.py)",
    }

    def __init__(self, pools: Pools, served: FnacDartyMarketplace, url: str) -> None:
        super().__init__(pools)
        self.served = served
        self.url = url
        self._first_key = served.shop.key
        # The token of another test's marketplace on the same port would be refused, and count as a call.
        shared_tokens.clear()

    def credentials(self) -> dict[str, str]:
        shop = self.served.shop
        return {
            "baseUrl": self.url,
            "partnerId": shop.partner_id,
            "shopId": shop.id,
            "key": self._first_key,
        }

    def secrets(self) -> set[str]:
        return {self._first_key, *self.served.state.tokens}

    def wrong_secret(self) -> dict[str, str]:
        return {"key": "00000000-DEAD-4EEF-8000-000000000000"}

    def other_address(self, url: str) -> dict[str, str]:
        return {"baseUrl": url}

    def replace_secret(self) -> None:
        self.served.rotate_key()

    def write(
        self, body: str, *, thread: str | None = None, files: Collection[tuple[str, bytes]] = ()
    ) -> str:
        sent = tuple(File(name, content) for name, content in files)
        if thread is None:
            return self.served.add_order(Post(body, files=sent)).id
        self.served.write(thread, Post(body, files=sent))
        return thread

    def say(self, posts: Sequence[tuple[str, datetime]]) -> str:
        return self.served.add_order([Post(body, at=at) for body, at in posts]).id

    def edit(self, thread: str, body: str) -> None:
        self.served.moderate(self.served.messages(thread)[-1].id, body)

    def tell_news(self, thread: str) -> None:
        self.served.write(thread, "Votre colis est parti.", by="SYSTEM")

    def lose_order(self, order_id: str) -> None:
        self.served.lose_order(order_id)

    def fill(self, threads: int, messages_each: int = 1) -> list[str]:
        return [order.id for order in self.served.fill(threads, messages_each)]

    def break_off(self, question: Question, kind: str, *, times: int | None = 1, **details: object) -> None:
        if question == "account":
            shared_tokens.clear()
        values = cast("dict[str, Any]", details)
        self.served.faults.add(_SERVICES[question], cast("FaultKind", kind), times=times, **values)

    def mend(self) -> None:
        self.served.faults.clear()

    def forget_pages(self) -> None:
        self.served.kill_tokens()

    def replies(self, thread: str) -> Sequence[str]:
        return [message.description for message in self.served.messages(thread) if message.through_api]

    def order_of(self, thread: str) -> str:
        return thread

    def calls(self) -> int:
        return self.served.calls.count()


@contextmanager
def fnac_darty(pools: Pools) -> Iterator[Rehearsal]:
    """A marketplace of both brands on the wire."""
    served = FnacDartyMarketplace(seed=5)
    with serve(served) as server:
        yield FnacDartyRehearsal(pools, served, server.url)
