"""Telling an address of somebody's own choice: guarded, on kept connections, heeding the status alone."""

from functools import partial

import pytest

from guichet.platforms.errors import Busy, Unreachable
from guichet.platforms.http import Pools
from guichet.platforms.http.telling import HEED_BYTES, tell
from tests.events.receiver import Call, receiving
from tests.platforms.http.conftest import NO_TLS


def test_status_and_patience_come_back_and_the_connection_is_kept(pools: Pools) -> None:
    with receiving() as outside:
        for status, headers, seconds in ((204, {}, None), (429, {"Retry-After": "7"}, 7), (500, {}, None)):
            outside.answer = partial(_answer, status, headers)
            heard = tell(pools, outside.url, {"webhook-id": "evt_1"}, b"{}", 5.0)
            assert (heard.status, heard.after and heard.after.total_seconds()) == (status, seconds)
        assert outside.connections == 1
        assert outside.calls[0].headers["webhook-id"] == "evt_1"


def _answer(status: int, headers: dict[str, str], call: Call) -> tuple[int, dict[str, str]]:
    return status, headers


def test_redirects_are_not_followed(pools: Pools) -> None:
    with receiving() as outside:
        outside.answer = lambda call: (307, {"Location": outside.url})
        assert tell(pools, outside.url, {}, b"{}", 5.0).status == 307
        assert len(outside.calls) == 1


def test_an_answer_that_does_not_end_is_hung_up_on_once_its_status_was_heard(pools: Pools) -> None:
    with receiving() as outside:
        outside.answer = lambda call: (200, {"Content-Length": str(HEED_BYTES * 1000)})
        assert tell(pools, outside.url, {}, b"{}", 1.0).status == 200


def test_no_answer_in_time_is_trouble(pools: Pools) -> None:
    with receiving() as outside:
        outside.seconds = 1.0
        with pytest.raises(Busy, match="did not answer in time"):
            tell(pools, outside.url, {}, b"{}", 0.2)


def test_a_name_that_turns_private_is_not_called() -> None:
    pools = Pools(allow_private=False, ssl_context=NO_TLS, resolver=lambda host, port: ["127.0.0.1"])
    with pytest.raises(Unreachable, match="private network"):
        tell(pools, "https://rebinding.example/", {}, b"{}", 1.0)
    with pytest.raises(Unreachable, match="https://"):
        tell(pools, "http://plain.example/", {}, b"{}", 1.0)
    pools.close()
