"""A search that no index knows ends with a sentence, not with the database's evening."""

import pytest
from django.db import connection

from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.inbox.queries import discussion_list, patience
from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.discussion_list import count_discussions, list_discussions
from guichet.inbox.queries.needles import needles
from tests.cast import Player

pytestmark = pytest.mark.django_db


def _sleep(*_: object) -> list[object]:
    """A search that would take long."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(20)")
    return []


def _timeout() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        (value,) = cursor.fetchone()
        return str(value)


def test_a_sign_that_is_nowhere_is_given_up(alice: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "SECONDS", 0.05)
    monkeypatch.setattr(discussion_list, "search", _sleep)
    with pytest.raises(RefusalError) as refused:
        list_discussions(alice.viewer, DiscussionFilter(participant="§"))
    (problem,) = refused.value.problems
    assert (problem.code, problem.field) == (ErrorCode.INVALID, "participant")
    assert "type more letters" in problem.message
    # The transaction around it goes on, without a limit.
    assert _timeout() == "0"
    assert count_discussions(alice.viewer, DiscussionFilter(text="§")) == 0
    assert _timeout() == "0"


def test_what_an_index_knows_has_all_the_time(alice: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "SECONDS", 0.05)
    searched = needles(alice.viewer.account_id, DiscussionFilter(text="bonjour", subject="§"))
    with patience.with_patience(searched), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.2)")
