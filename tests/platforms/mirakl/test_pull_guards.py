"""What the reference leaves open, rehearsed both ways."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from guichet.platforms.errors import Busy, MissingRight
from guichet.platforms.mirakl import pull
from guichet.platforms.mirakl.cursor import Cursor
from guichet.platforms.port import RawPage
from tests.platforms.http.wire import answer, wire
from tests.platforms.mirakl.conftest import NOW, Scripted, by_path, queries
from tests.platforms.mirakl.samples import page, thread

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
THREADS = "/api/inbox/threads"
SINCE = "updated_since=2020-01-01T00%3A00%3A00Z&with_messages=true"
REFUSED = answer("400 Bad Request", b'{"message": "limit is too large", "status": 400}')


def ok(body: bytes, **headers: str) -> bytes:
    return answer(body=body, Content_Type="application/json", **headers)


def test_one_call_asks_for_the_threads_with_their_messages(connector_at: Scripted) -> None:
    with wire(by_path(threads=ok(page(thread())))) as far:
        (only,) = connector_at(far.url, shopId="2418").pages(None, LONG_AGO)
        assert queries(far, THREADS) == [f"{SINCE}&limit=100&shop_id=2418"]
    assert only.is_last
    assert only.reached == datetime(2026, 11, 20, 8, 1, 0, 412000, tzinfo=UTC)


def test_further_pages_are_asked_for_by_their_token_alone(connector_at: Scripted) -> None:
    first, last = page(thread(), next_page_token="a+b/c="), page(thread(id="t2"), next_page_token=None)
    with wire(by_path(threads=[ok(first), ok(last)])) as far:
        pages = list(connector_at(far.url, shopId="2418").pages(None, LONG_AGO))
        assert queries(far, THREADS)[1] == "page_token=a%2Bb%2Fc%3D&shop_id=2418"
    assert json.loads(pages[0].cursor)["page_token"] == "a+b/c="
    assert [p.is_last for p in pages] == [False, True]


def test_the_operators_own_page_size_is_taken_where_100_is_refused(connector_at: Scripted) -> None:
    with wire(by_path(threads=[REFUSED, ok(page(thread()))])) as far:
        assert len(list(connector_at(far.url).pages(None, LONG_AGO))) == 1
        assert queries(far, THREADS) == [f"{SINCE}&limit=100", SINCE]


def test_a_second_refusal_is_told(connector_at: Scripted) -> None:
    with wire(by_path(threads=REFUSED)) as far, pytest.raises(Busy, match="limit is too large"):
        list(connector_at(far.url).pages(None, LONG_AGO))


def test_a_page_too_large_for_one_answer_is_cut_smaller(
    connector_at: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("guichet.platforms.mirakl.client.MAX_PAGE_BYTES", 2000)
    large = ok(page(*[thread(id=f"t{n}") for n in range(10)]))
    with wire(by_path(threads=[large, large, ok(page(thread()))])) as far:
        assert len(list(connector_at(far.url).pages(None, LONG_AGO))) == 1
        assert queries(far, THREADS) == [f"{SINCE}&limit=100", SINCE, f"{SINCE}&limit=10"]


def test_a_single_thread_too_large_is_told(connector_at: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guichet.platforms.mirakl.client.MAX_PAGE_BYTES", 200)
    with wire(by_path(threads=ok(page(thread())))) as far:
        with pytest.raises(Busy, match="larger than what can be read"):
            list(connector_at(far.url).pages(None, LONG_AGO))
        assert len(queries(far, THREADS)) == len(pull._LIMITS)


def test_pages_in_a_circle_end(connector_at: Scripted) -> None:
    with wire(by_path(threads=ok(page(thread(), next_page_token="again")))) as far:
        with pytest.raises(Busy, match="circles"):
            list(connector_at(far.url).pages(None, LONG_AGO))
        assert len(queries(far, THREADS)) == 2


def test_a_forgotten_token_begins_the_pass_again_only_once(connector_at: Scripted) -> None:
    more, gone = ok(page(thread(), next_page_token="x")), answer("404 Not Found")
    with wire(by_path(threads=[more, gone, more, gone])) as far:
        taken: list[RawPage] = []
        with pytest.raises(Busy):
            taken.extend(connector_at(far.url).pages(None, LONG_AGO))
        assert queries(far, THREADS) == [f"{SINCE}&limit=100", "page_token=x"] * 2


def test_the_earlier_of_two_clocks_decides_where_the_next_pass_begins(connector_at: Scripted) -> None:
    slow, fast = "Mon, 23 Nov 2026 08:30:00 GMT", "Mon, 23 Nov 2026 12:00:00 GMT"
    for date, expected in ((slow, NOW - timedelta(minutes=40)), (fast, NOW - timedelta(minutes=10))):
        with wire(by_path(threads=ok(page(thread()), Date=date))) as far:
            (only,) = connector_at(far.url).pages(None, LONG_AGO)
        assert Cursor.read(only.cursor, LONG_AGO) == Cursor(expected)


def test_a_resumed_pass_keeps_its_beginning(connector_at: Scripted) -> None:
    started = NOW - timedelta(hours=5)
    with wire(by_path(threads=ok(page(thread())))) as far:
        (only,) = connector_at(far.url).pages(Cursor(LONG_AGO, started, "x").to_json(), LONG_AGO)
    assert Cursor.read(only.cursor, LONG_AGO) == Cursor(started - timedelta(minutes=10))


def test_a_key_that_may_not_read_messages_says_so(connector_at: Scripted) -> None:
    with wire(by_path(threads=answer("403 Forbidden"))) as far, pytest.raises(MissingRight) as caught:
        list(connector_at(far.url).pages(None, LONG_AGO))
    assert caught.value.feature == "messages"
