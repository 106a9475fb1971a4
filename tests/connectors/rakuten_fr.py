"""The rehearsal Rakuten France."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, cast

import pytest

from guichet.platforms.http import Pools
from guichet.platforms.words import Platform
from sandbox.faults import FaultKind
from sandbox.rakuten_fr import Post, RakutenMarketplace, serve
from tests.connectors.rehearsal import Question, Rehearsal

_ACTIONS: dict[Question, str] = {
    "account": "getitemtodolist",
    "list": "getitemtodolist",
    "thread": "getiteminfos",
    "orders": "getcurrentsales",
    "send": "contactuseraboutitem",
}
_NO_FILES = "no message carries a file"
_PAGES = "the list is a page and a call, and so is each item"
_TESTS = "tests/platforms/rakuten_fr"
_NO_IDS = "messages have no id, and nothing tells of an edit"


class RakutenRehearsal(Rehearsal):
    """A marketplace that serves at `url`. A discussion is an item, and its id a number."""

    platform = Platform.RAKUTEN_FR
    marketplace = "rakuten-fr"
    exempt = {
        "test_a_message_that_was_edited_is_the_same_message_with_other_words": _NO_IDS,
        "test_the_bytes_come_as_they_were_sent": _NO_FILES,
        "test_an_unknown_file_is_refused": _NO_FILES,
        "test_files_travel_along": _NO_FILES,
        "test_a_discussion_is_understood": f"{_NO_FILES} ({_TESTS}/test_parse.py)",
        "test_nothing_is_told_when_things_go_wrong": f"{_NO_FILES} ({_TESTS}/test_secrets.py)",
        "test_an_empty_marketplace_closes_its_pass": f"sales are looked at too ({_TESTS}/test_pull.py)",
        "test_the_next_pull_asks_for_little_and_misses_nothing": f"{_PAGES} ({_TESTS}/test_pull.py)",
        "test_parsing_asks_nobody": f"{_PAGES} ({_TESTS}/test_pull.py)",
        "test_a_text_that_outgrows_the_limit_on_the_wire_is_refused_before_it": "it leaves as it is counted",
        "test_a_refusal_carries_the_marketplaces_reason": f"no text is too short ({_TESTS}/test_reply.py)",
    }

    def __init__(self, pools: Pools, served: RakutenMarketplace, url: str) -> None:
        super().__init__(pools)
        self.served = served
        self.url = url
        self._first_token = served.token

    def credentials(self) -> dict[str, str]:
        return {"baseUrl": self.url, "login": self.served.login, "token": self._first_token}

    def secrets(self) -> set[str]:
        return {self._first_token, self.served.login}

    def wrong_secret(self) -> dict[str, str]:
        return {"token": "00000000deadbeef"}

    def other_address(self, url: str) -> dict[str, str]:
        return {"baseUrl": url}

    def replace_secret(self) -> None:
        self.served.rotate_token()

    def write(
        self, body: str, *, thread: str | None = None, files: Collection[tuple[str, bytes]] = ()
    ) -> str:
        if files:
            pytest.skip(_NO_FILES)
        if thread is None:
            return str(self.served.add_item([Post(body)]).id)
        self.served.write(int(thread), body)
        return thread

    def say(self, posts: Sequence[tuple[str, datetime]]) -> str:
        placed = min(at for _, at in posts) - timedelta(days=1)
        return str(self.served.add_item([Post(body, at=at) for body, at in posts], placed=placed).id)

    def edit(self, thread: str, body: str) -> None:
        self.served.item(int(thread)).entries[-1].content = body

    def tell_news(self, thread: str) -> None:
        self.served.write(int(thread), "Bravo", by="RAKUTEN", subject="Vous avez une nouvelle vente")

    def lose_order(self, order_id: str) -> None:
        self.served.lose_order(int(order_id))

    def fill(self, threads: int, messages_each: int = 1) -> list[str]:
        return [self._one_of_many(number, messages_each) for number in range(threads)]

    def _one_of_many(self, number: int, messages_each: int) -> str:
        last = self.served.now() - timedelta(minutes=7 * number + 1)
        at = [last - timedelta(minutes=messages_each - 1 - index) for index in range(messages_each)]
        posts = [Post(f"Question {index} de {number}", at=moment) for index, moment in enumerate(at)]
        return str(self.served.add_item(posts, buyer=f"client{number}", placed=at[0]).id)

    def break_off(self, question: Question, kind: str, *, times: int | None = 1, **details: object) -> None:
        values = cast("dict[str, Any]", details)
        self.served.faults.add(_ACTIONS.get(question, "*"), cast("FaultKind", kind), times=times, **values)

    def mend(self) -> None:
        self.served.faults.clear()

    def forget_pages(self) -> None:
        """Pages of sales lead on by tokens; a token nobody knows stands for a forgotten one."""
        stale = b"<response><nexttoken>forgotten</nexttoken><sales/></response>"
        self.served.say_instead(
            "getcurrentsales", b"<getcurrentsalesresult>%b</getcurrentsalesresult>" % stale
        )

    def replies(self, thread: str) -> Sequence[str]:
        return [entry.content for entry in self.served.sent(int(thread))]

    def order_of(self, thread: str) -> str:
        return str(self.served.item(int(thread)).purchase_id)

    def calls(self) -> int:
        return self.served.calls.count()


@contextmanager
def rakuten_fr(pools: Pools) -> Iterator[Rehearsal]:
    """A marketplace on the wire."""
    served = RakutenMarketplace(seed=5)
    with serve(served) as server:
        yield RakutenRehearsal(pools, served, server.url)
