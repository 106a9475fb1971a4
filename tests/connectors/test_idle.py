"""A channel on which nothing happens costs one call a poll."""

from tests.connectors.asking import pull
from tests.connectors.rehearsal import Rehearsal


def test_a_poll_that_finds_nothing_is_one_call(rehearsal: Rehearsal) -> None:
    ids = rehearsal.fill(5)
    pulled = pull(rehearsal.connector())
    for _ in range(2):
        pulled.pull(rehearsal.connector())
    before = rehearsal.calls()
    for _ in range(3):
        pulled.pull(rehearsal.connector())
    assert rehearsal.calls() - before == 3
    assert set(pulled.threads) == set(ids)
