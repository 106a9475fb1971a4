import pytest

from guichet.platforms.errors import Busy, Refused
from tests.connectors.asking import pull, read
from tests.connectors.rehearsal import Rehearsal


def test_one_discussion_is_the_same_read_alone_or_in_a_page(rehearsal: Rehearsal) -> None:
    thread_id = rehearsal.write("Bonjour")
    connector = rehearsal.connector()
    assert pull(connector).threads[thread_id] == read(connector, thread_id)


def test_an_unknown_discussion_is_refused(rehearsal: Rehearsal) -> None:
    with pytest.raises(Refused, match="discussion"):
        rehearsal.connector().thread("00000000-0000-4000-8000-000000000000")


@pytest.mark.parametrize("thread_id", ["../../orders", "a/b?c=d#e", "..", "é\n"])
def test_an_odd_id_reaches_nothing_else(rehearsal: Rehearsal, thread_id: str) -> None:
    with pytest.raises((Refused, Busy)):
        rehearsal.connector().thread(thread_id)


@pytest.mark.parametrize("kind", ["reset", "server_error", "login_page", "truncated"])
def test_trouble_is_busy(rehearsal: Rehearsal, kind: str) -> None:
    thread_id = rehearsal.write("Bonjour")
    rehearsal.break_off("thread", kind)
    with pytest.raises(Busy):
        rehearsal.connector().thread(thread_id)
