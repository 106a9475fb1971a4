"""The variables of signing in."""

from pathlib import Path

import pytest

from guichet.config.environment import BadEnvironmentError, read_environment

OIDC = {
    "GUICHET_OIDC_ISSUER": "https://login.example.com/",
    "GUICHET_OIDC_CLIENT_ID": "guichet",
    "GUICHET_OIDC_CLIENT_SECRET": "a long secret",
}


def read(folder: Path, **given: str) -> object:
    """With a data folder of its own."""
    return read_environment({"GUICHET_DATA_DIR": str(folder), **given})


def test_the_companys_issuer_is_whole_or_absent(tmp_path: Path) -> None:
    assert read_environment({"GUICHET_DATA_DIR": str(tmp_path)}).company is None
    company = read_environment({"GUICHET_DATA_DIR": str(tmp_path), **OIDC}).company
    assert company is not None
    assert (company.issuer, company.client_id, company.name) == ("https://login.example.com", "guichet", "")
    assert "a long secret" not in repr(company)
    for name in OIDC:
        given = {key: value for key, value in OIDC.items() if key != name}
        with pytest.raises(BadEnvironmentError, match=f"Set {name} too"):
            read(tmp_path, **given)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GUICHET_OIDC_ISSUER", "http://login.example.com"),
        ("GUICHET_OIDC_ISSUER", "login.example.com"),
        ("GUICHET_TRUSTED_PROXIES", "10.0.0.1, proxy.example.com"),
        ("GUICHET_MAIL_FROM", "Guichet"),
        ("GUICHET_MAIL_FROM", "guichet@example.com\r\nBcc: x@example.com"),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadEnvironmentError, match=name):
        read(tmp_path, **(OIDC | {name: value}))


@pytest.mark.parametrize(
    ("given", "sender"),
    [
        ({}, "guichet@localhost"),
        ({"GUICHET_BASE_URL": "https://desk.example.com:8443"}, "guichet@desk.example.com"),
        ({"GUICHET_BASE_URL": "http://10.0.0.7:8000"}, "guichet@localhost"),
        ({"GUICHET_MAIL_DOMAIN": "in.example.com"}, "guichet@in.example.com"),
        ({"GUICHET_MAIL_FROM": "Desk <desk@example.com>"}, "Desk <desk@example.com>"),
    ],
)
def test_letters_have_a_sender(tmp_path: Path, given: dict[str, str], sender: str) -> None:
    assert read_environment({"GUICHET_DATA_DIR": str(tmp_path), **given}).mail_from == sender
