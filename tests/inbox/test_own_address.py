"""Links lead where customers can reach; the default address counts in rehearsals alone."""

import pytest
from pytest_django import Settings

from guichet.inbox.file_way import FileWay, way_of
from guichet.inbox.link_lines import line_of
from guichet.inbox.own_address import PORT, own_address
from guichet.platforms.manifest import manifest_of
from guichet.platforms.words import Platform

FNAC = manifest_of(Platform.FNAC_DARTY).capabilities


@pytest.fixture(autouse=True)
def _on_a_port(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PORT, "8123")
    settings.GUICHET_BASE_URL = None
    settings.GUICHET_ALLOW_PRIVATE_HOSTS = False


def test_customers_are_sent_to_no_localhost() -> None:
    assert own_address() is None
    assert way_of(FNAC) is FileWay.NO_ADDRESS


def test_a_rehearsal_links_to_itself(settings: Settings) -> None:
    settings.GUICHET_ALLOW_PRIVATE_HOSTS = True
    assert way_of(FNAC) is FileWay.AS_LINKS
    assert (
        line_of("facture.pdf", "token", "fr") == "Pièce jointe : facture.pdf — http://localhost:8123/f/token"
    )


def test_what_was_said_counts_everywhere(settings: Settings) -> None:
    settings.GUICHET_BASE_URL = "https://desk.example.com"
    assert own_address() == "https://desk.example.com"


def test_a_process_without_a_port_knows_none(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.GUICHET_ALLOW_PRIVATE_HOSTS = True
    monkeypatch.delenv(PORT)
    assert own_address() is None
