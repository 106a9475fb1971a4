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


def test_mail_variables(tmp_path: Path) -> None:
    given = {
        "GUICHET_DATA_DIR": str(tmp_path),
        "GUICHET_MAIL_DOMAIN": "In.Example.org",
        "GUICHET_SMTP_LISTEN": "[::1]:2525",
        "GUICHET_SMTP_URL": "smtp://user:password@mail.example.com",
        "GUICHET_MAIL_AUTHSERV_ID": "mx.example.com",
        "GUICHET_MAIL_ARC_SEALERS": "Google.com, forward.example",
        "GUICHET_IMAP_URL": "imaps://desk%40example.com:password@mail.example.com/INBOX",
    }
    found = read_environment(given)
    assert (found.mail_domain, found.smtp_listen) == ("in.example.org", ("::1", 2525))
    assert found.mail_authserv_id == "mx.example.com"
    assert found.mail_arc_sealers == ("google.com", "forward.example")
    assert found.imap_url == given["GUICHET_IMAP_URL"]
    assert "password" not in repr(found)
    assert read_environment({"GUICHET_DATA_DIR": str(tmp_path)}).smtp_listen == ("127.0.0.1", 8025)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GUICHET_MAIL_DOMAIN", "a@example.com"),
        ("GUICHET_MAIL_DOMAIN", "two words"),
        ("GUICHET_SMTP_LISTEN", "8025"),
        ("GUICHET_SMTP_LISTEN", "127.0.0.1:many"),
        ("GUICHET_SMTP_URL", "mail.example.com"),
        ("GUICHET_IMAP_URL", "imaps://mail.example.com/INBOX"),
        ("GUICHET_MAIL_ARC_SEALERS", "google.com; x"),
    ],
)
def test_a_mail_variable_that_cannot_be_used_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadEnvironmentError, match=name):
        read_environment({"GUICHET_DATA_DIR": str(tmp_path), name: value})
