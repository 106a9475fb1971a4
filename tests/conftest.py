"""What every test may lean on."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.handlers.base import BaseHandler
from django.db import connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.test import Client, TransactionTestCase
from pytest_django import DjangoDbBlocker

from guichet.accounts.models import Channel, Role
from guichet.accounts.signing_in.session_store import Key, SessionStore
from guichet.config.postgres.role import behind_wall
from guichet.config.postgres.wall import build_wall
from sandbox.mirakl import MiraklOperator, RunningServer, serve
from tests.cast import Company, Player, activated, company, player
from tests.emptying import empty_database

SHARED = Path(__file__).parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of contract and references; tests that need it skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here")
    return SHARED


@pytest.fixture(scope="session", autouse=True)
def _quick_and_tidy() -> None:
    """Two settings that only suit tests.

    The real password hash is slow on purpose; its strength is Django's to test. Worker threads end with their
    test, and a connection that they kept would be left open.
    """
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    connections.settings["default"]["CONN_MAX_AGE"] = 0


@pytest.fixture(scope="session", autouse=True)
def _quickly_emptied() -> Iterator[None]:
    """What committed is followed by an empty database, at a tenth of what Django's flush costs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: empty_database())
        yield


@pytest.fixture(scope="session", autouse=True)
def _requests_behind_the_wall() -> Iterator[None]:
    """Every page and every answer of the API is made by the role that web processes take (decision 0014)."""
    plain = BaseHandler.get_response

    def get_response(handler: BaseHandler, request: HttpRequest) -> HttpResponseBase:
        with behind_wall():
            return plain(handler, request)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseHandler, "get_response", get_response)
        yield


@pytest.fixture(scope="session", autouse=True)
def _browsers_hold_secrets() -> Iterator[None]:
    """Django's test client puts the session's key into the cookie, where ours holds a secret."""
    plain = Client._set_login_cookies  # type: ignore[attr-defined]

    def session(client: Client) -> SessionStore:
        cookie = client.cookies.get(django_settings.SESSION_COOKIE_NAME)
        return SessionStore(Key(cookie.value) if cookie else None)

    def set_login_cookies(client: Client, request: HttpRequest) -> None:
        plain(client, request)
        assert isinstance(request.session, SessionStore)
        client.cookies[django_settings.SESSION_COOKIE_NAME] = str(request.session.secret)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "session", property(session))
        patch.setattr(Client, "_set_login_cookies", set_login_cookies)
        yield


@pytest.fixture
def data_folder() -> Iterator[Path]:
    """A data folder for a whole installation.

    Not pytest's own: the embedded server of root runs as another user, and a second test run that starts
    meanwhile closes the folder above `tmp_path` to everybody else.
    """
    with tempfile.TemporaryDirectory(prefix="guichet-story-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture
def lumen(db: None) -> Company:
    """The company that most tests work in."""
    return company("Atelier Lumen")


@pytest.fixture
def alice(lumen: Company) -> Player:
    """Owns the company and sees all of it."""
    return player(lumen, "Alice")


@pytest.fixture
def charlie(lumen: Company) -> Player:
    """An agent who sees the second store only."""
    return player(lumen, "Charlie", Role.AGENT, only=lumen.other_store)


@pytest.fixture
def rita(lumen: Company) -> Player:
    """May read everything and do nothing."""
    return player(lumen, "Rita", Role.READER)


@pytest.fixture
def bob(db: None) -> Player:
    """Owns another company."""
    return player(company("Elsewhere"), "Bob")


@pytest.fixture
def operator() -> MiraklOperator:
    """A rehearsal Mirakl operator with nothing said yet."""
    return MiraklOperator(seed=1)


@pytest.fixture
def server(operator: MiraklOperator) -> Iterator[RunningServer]:
    """That operator on the wire."""
    with serve(operator) as running:
        yield running


@pytest.fixture
def channel(alice: Player, lumen: Company, operator: MiraklOperator, server: RunningServer) -> Channel:
    """That operator, activated for Alice's first store."""
    return activated(alice, lumen.store, operator, server)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The test database stands behind the wall between accounts, as `guichet migrate` leaves one."""
    with django_db_blocker.unblock():
        build_wall()
