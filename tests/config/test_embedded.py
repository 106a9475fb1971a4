"""Where the embedded server listens."""

from pathlib import Path

import pytest

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
