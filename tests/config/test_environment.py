"""The variables of the contract."""

from pathlib import Path

import pytest

from guichet.config.environment import BadEnvironmentError, read_environment


def read(tmp_path: Path, **given: str) -> object:
    """The environment with a data folder of its own."""
    return read_environment({"GUICHET_DATA_DIR": str(tmp_path / "data"), **given})


def test_defaults_are_those_of_the_contract(tmp_path: Path) -> None:
    environment = read_environment({"GUICHET_DATA_DIR": str(tmp_path)})
    assert environment.sync_interval == 300
    assert not environment.allow_private_hosts
    assert environment.database_url is None


def test_the_secret_key_is_made_once_and_kept(tmp_path: Path) -> None:
    first = read_environment({"GUICHET_DATA_DIR": str(tmp_path)})
    again = read_environment({"GUICHET_DATA_DIR": str(tmp_path)})
    assert first.secret_key == again.secret_key
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0
    assert first.secret_key not in repr(first)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GUICHET_DATABASE_URL", "mysql://localhost"),
        ("GUICHET_SYNC_INTERVAL", "often"),
        ("GUICHET_SYNC_INTERVAL", "0"),
        ("GUICHET_ALLOW_PRIVATE_HOSTS", "perhaps"),
        ("GUICHET_BASE_URL", "guichet.example"),
    ],
)
def test_a_wrong_value_names_its_variable(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadEnvironmentError, match=name):
        read(tmp_path, **{name: value})


def test_a_cut_key_file_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_text("short")
    with pytest.raises(BadEnvironmentError, match="backup"):
        read_environment({"GUICHET_DATA_DIR": str(tmp_path)})
    assert (tmp_path / "secret.key").read_text() == "short"
