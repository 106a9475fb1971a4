"""Who looks after the embedded server, and how parts wait for a database that is away."""

import logging
from pathlib import Path

import pytest

from guichet.config.embedded.keeper import Keeper
from guichet.config.embedded.programs import ProgramError
from guichet.config.embedded.server import EmbeddedPostgres
from guichet.config.metrics import folder as counts
from guichet.config.patience import wait_for_database


class Mortal(EmbeddedPostgres):
    """Dead, and not to be started at the first try."""

    def __init__(self) -> None:
        self.tries = 0

    def revive(self) -> bool:
        self.tries += 1
        if self.tries == 1:
            raise ProgramError("pg_ctl failed:\nits memory is still in use")
        return self.tries == 2


def test_a_server_that_cannot_be_started_yet_is_tried_again(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = (half / 2 for half in range(100, 200))
    monkeypatch.setattr("guichet.config.embedded.keeper.time.monotonic", lambda: next(clock))
    monkeypatch.setattr(logging.getLogger("guichet"), "propagate", True)
    server = Mortal()
    keep = Keeper(server)
    for _ in range(6):
        keep()
    assert server.tries == 3
    assert [record.getMessage() for record in caplog.records] == [
        "the embedded PostgreSQL died and cannot be started yet: its memory is still in use",
        "the embedded PostgreSQL had died and was started again",
    ]


def test_a_server_without_a_process_is_dead(tmp_path: Path) -> None:
    server = EmbeddedPostgres(tmp_path)
    server.pgdata.mkdir()
    assert not server.is_alive()
    (server.pgdata / "postmaster.pid").write_text("4194305\n/somewhere\n")
    assert not server.is_alive()
    (server.pgdata / "postmaster.pid").write_text("1\n/somewhere\n")
    assert server.is_alive()


def test_a_part_waits_until_the_database_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([False, False, True])
    slept: list[float] = []
    monkeypatch.setattr("guichet.config.patience._answers", lambda url: next(answers))
    monkeypatch.setattr("guichet.config.patience.time.sleep", slept.append)
    wait_for_database("postgresql:///nowhere")
    assert len(slept) == 2


def test_counts_are_in_memory_where_that_can_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker died of SIGBUS: its counts are mapped files, and the disk was full."""
    memory, data = tmp_path / "shm", tmp_path / "data"
    memory.mkdir()
    data.mkdir()
    monkeypatch.setattr(counts, "MEMORY", memory)
    with counts.shared_folder(data) as folder:
        assert folder.parent == memory
    monkeypatch.setattr(counts, "MEMORY", tmp_path / "absent")
    with counts.shared_folder(data) as folder:
        assert folder.parent == data / "metrics"
    assert not list(memory.iterdir())
