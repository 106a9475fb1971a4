"""Where the embedded server listens."""

from pathlib import Path

import psutil
import pytest

from guichet.config.embedded import files
from guichet.config.embedded.files import memory_settings
from guichet.config.embedded.server import MAX_SOCKET_PATH, EmbeddedPostgres


def socket_path(data_dir: Path) -> Path:
    """The socket of a data folder, as its URL tells."""
    return EmbeddedPostgres(data_dir).socket_dir() / ".s.PGSQL.5432"


def test_a_short_data_folder_holds_its_socket() -> None:
    assert socket_path(Path("/srv/guichet")) == Path("/srv/guichet/postgres/.s.PGSQL.5432")


@pytest.mark.parametrize("temporary", ["/srv/tmp", "/srv/" + "t" * 90])
def test_a_socket_path_is_never_too_long(monkeypatch: pytest.MonkeyPatch, temporary: str) -> None:
    monkeypatch.setattr("tempfile.gettempdir", lambda: temporary)
    assert len(str(socket_path(Path("/srv/" + "d" * 120)))) <= MAX_SOCKET_PATH


@pytest.mark.parametrize(
    ("gigabytes", "own", "cached"),
    [(1, "256MB", "512MB"), (8, "1024MB", "4096MB"), (64, "2048MB", "32768MB")],
)
def test_a_server_takes_a_part_of_the_memory_there_is(gigabytes: int, own: str, cached: str) -> None:
    found = memory_settings(gigabytes * 2**30)
    assert found == {"shared_buffers": own, "effective_cache_size": cached}


@pytest.mark.parametrize(("written", "expected"), [("536870912\n", 2**29), ("max\n", None), (None, None)])
def test_a_container_has_no_more_than_its_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str | None, expected: int | None
) -> None:
    limit = tmp_path / "memory.max"
    if written is not None:
        limit.write_text(written)
    monkeypatch.setattr(files, "GROUP_LIMIT", limit)
    assert files.memory_bytes() == (expected or psutil.virtual_memory().total)
