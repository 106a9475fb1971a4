"""One token for each shop, renewed before its end."""

import threading
from datetime import UTC, datetime, timedelta

from guichet.platforms.fnac_darty.tokens import LONGEST, MARGIN, Token, Tokens, token_until

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_a_token_is_renewed_two_minutes_before_its_end() -> None:
    token = token_until("t", NOON + timedelta(minutes=30), NOON)
    assert token.renew_at == NOON + timedelta(minutes=28)


def test_an_end_that_has_passed_or_none_means_until_refused() -> None:
    for validity in (None, NOON - timedelta(hours=1), NOON + MARGIN):
        assert token_until("t", validity, NOON).renew_at == NOON + LONGEST


def test_a_token_is_shared_until_its_time() -> None:
    tokens, given = Tokens(), iter("abc")

    def obtain() -> Token:
        return Token(next(given), NOON + timedelta(minutes=5))

    assert tokens.get("shop", NOON, obtain).value == "a"
    assert tokens.get("shop", NOON, obtain).value == "a"
    assert tokens.get("other shop", NOON, obtain).value == "b"
    assert tokens.get("shop", NOON + timedelta(minutes=5), obtain).value == "c"


def test_a_refused_token_is_dropped_unless_it_was_replaced() -> None:
    tokens = Tokens()
    old, new = Token("old", NOON), Token("new", NOON + timedelta(hours=1))
    tokens.get("shop", NOON, lambda: new)
    tokens.drop("shop", old)
    assert tokens.get("shop", NOON, lambda: old) == new
    tokens.drop("shop", new)
    assert tokens.get("shop", NOON, lambda: old) == old


def test_threads_of_one_shop_wait_for_one_authentication() -> None:
    tokens, calls, entered, go_on = Tokens(), [], threading.Event(), threading.Event()

    def obtain() -> Token:
        calls.append(1)
        entered.set()
        assert go_on.wait(5)
        return Token("t", NOON + timedelta(hours=1))

    threads = [threading.Thread(target=tokens.get, args=("shop", NOON, obtain)) for _ in range(5)]
    for thread in threads:
        thread.start()
    assert entered.wait(5)
    go_on.set()
    for thread in threads:
        thread.join(5)
    assert len(calls) == 1


def test_a_failed_authentication_leaves_the_seat_free() -> None:
    tokens = Tokens()

    def fail() -> Token:
        raise RuntimeError

    for _ in range(2):
        try:
            tokens.get("shop", NOON, fail)
        except RuntimeError:
            continue
    assert tokens.get("shop", NOON, lambda: Token("t", NOON)).value == "t"


def test_representations_tell_no_token() -> None:
    assert "secret" not in repr(Token("secret", NOON))
