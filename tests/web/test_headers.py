"""What every answer carries, whoever gives it: a page, the API, a page of errors, a middleware by itself."""

import re
import runpy
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import Settings

from guichet.config import settings as ours
from tests.cast import PASSWORD, Player
from tests.web.browsing import text_of

pytestmark = pytest.mark.django_db
HSTS = "max-age=31536000"
PARAMETER = re.compile(r"<(\w+):\w+>")
FILLED = {"uuid": str(UUID(int=7)), "int": "7", "slug": "mirakl-auchan", "str": "7"}


def addresses(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Every address of the product, its parameters filled with something."""
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield "/" + PARAMETER.sub(lambda match: FILLED[match[1]], route).removeprefix("^/")
        else:
            yield from addresses(one, route)


@pytest.fixture(autouse=True)
def _tls(settings: Settings) -> None:
    settings.GUICHET_HSTS = HSTS


def careful(answer: HttpResponseBase) -> None:
    """No sniffing, no framing by others, no word of the address to others, a policy without inline script."""
    given = answer.headers
    assert given["X-Content-Type-Options"] == "nosniff"
    assert given["X-Frame-Options"] in ("DENY", "SAMEORIGIN")
    assert given["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert given["Strict-Transport-Security"] == HSTS
    assert given["Cross-Origin-Opener-Policy"] == "same-origin"
    assert given["X-Request-ID"]
    policy = given["Content-Security-Policy"]
    assert re.match(r"default-src '(self|none)'", policy)
    assert " 'unsafe-eval'" not in policy
    assert "script-src 'unsafe" not in policy
    for cookie in answer.cookies.values():
        assert cookie["samesite"] == "Lax", cookie
        assert cookie["httponly"] or cookie.key == "guichet_csrf", cookie


def test_every_address_by_everybody(inside: Client) -> None:
    seen: dict[int, int] = {}
    stranger = Client(enforce_csrf_checks=True)
    for path in addresses(get_resolver("guichet.config.urls")):
        for answer in (inside.get(path), stranger.post(path)):
            seen[answer.status_code] = seen.get(answer.status_code, 0) + 1
            assert answer.status_code != 500, path
            careful(answer)
    assert {200, 302, 401, 403, 404, 405} <= set(seen), seen


@pytest.mark.parametrize(
    ("path", "status", "given"),
    [
        (ours.STATIC_URL + "guichet/guichet.css", 200, {}),
        (ours.STATIC_URL + "guichet/nothing.css", 404, {}),
        ("/nothing", 404, {}),
        ("/live", 401, {}),
        ("/live?d=x", 400, {"inside": "1"}),
        ("/metrics", 403, {"X-Forwarded-For": "203.0.113.7"}),
        ("/", 400, {"Host": "evil.example"}),
    ],
)
def test_what_no_view_answers(
    settings: Settings, inside: Client, path: str, status: int, given: dict[str, str]
) -> None:
    settings.GUICHET_BASE_URL = "https://desk.example.com"
    browser = inside if given.pop("inside", "") else Client()
    answer = browser.get(path, headers={"Host": "localhost"} | given)
    assert answer.status_code == status
    careful(answer)
    list(answer)


def test_too_many_tries(alice: Player) -> None:
    for _ in range(6):
        answer = Client().post("/sign-in", {"email": "alice@example.com", "password": "not this one"})
    assert answer.status_code == 429
    careful(answer)


@pytest.mark.parametrize("path", ["/", "/graphql"])
def test_a_failure_of_ours_shows_the_number_that_the_log_has(
    inside: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr("guichet.web.inbox.page.listing_of", breaks)
    monkeypatch.setattr("guichet.api.view.viewer_of_request", breaks)
    inside.raise_request_exception = False
    answer = inside.get(path) if path == "/" else inside.post(path, {}, content_type="application/json")
    assert answer.status_code == 500
    careful(answer)
    shown = text_of(answer)
    assert "secret" not in shown
    assert "Traceback" not in shown
    if path == "/":
        assert answer.headers["X-Request-ID"] in shown
    else:
        number = re.search(r"quote ([0-9a-f]{12})", shown)
        assert number is not None
        assert number[1] in caplog.text


def test_behind_tls_cookies_stay_behind_it(alice: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUICHET_BASE_URL", "https://desk.example.com")
    read = runpy.run_path(ours.__file__)
    assert read["SESSION_COOKIE_SECURE"]
    assert read["CSRF_COOKIE_SECURE"]
    assert read["GUICHET_HSTS"] == HSTS
    answer = Client().post("/sign-in", {"email": "alice@example.com", "password": PASSWORD})
    session = answer.cookies["guichet_session"]
    assert (session["httponly"], session["samesite"]) == (True, "Lax")
