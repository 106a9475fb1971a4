"""Who is behind a proxy, and what every answer says about TLS."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from guichet.web.client import ClientMiddleware


@pytest.mark.parametrize(
    ("trusted", "peer", "forwarded", "client"),
    [
        ((), "10.0.0.1", "203.0.113.7", "10.0.0.1"),
        (("10.0.0.1",), "10.0.0.1", "203.0.113.7", "203.0.113.7"),
        (("10.0.0.1",), "10.0.0.2", "203.0.113.7", "10.0.0.2"),
        (("10.0.0.1",), "10.0.0.1", "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        (("10.0.0.0/8",), "10.0.0.1", "198.51.100.1, 203.0.113.7, 10.2.0.1", "203.0.113.7"),
        (("10.0.0.1",), "10.0.0.1", "nonsense", "10.0.0.1"),
        (("10.0.0.1",), "10.0.0.1", "", "10.0.0.1"),
        (("::1",), "::1", "2001:db8::7", "2001:db8::7"),
        ((), "", "203.0.113.7", "127.0.0.1"),
    ],
)
def test_only_what_our_own_proxies_say_is_believed(
    settings: Settings, trusted: tuple[str, ...], peer: str, forwarded: str, client: str
) -> None:
    settings.GUICHET_TRUSTED_PROXIES = trusted
    seen: list[HttpRequest] = []

    def answer(request: HttpRequest) -> HttpResponse:
        seen.append(request)
        return HttpResponse()

    request = RequestFactory().get(
        "/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded, HTTP_X_FORWARDED_PROTO="https"
    )
    ClientMiddleware(answer)(request)
    assert seen[0].META["REMOTE_ADDR"] == client
    assert seen[0].is_secure() == (peer in {"10.0.0.1", "::1"} and bool(trusted))


@pytest.mark.django_db
def test_behind_tls_browsers_are_told_to_stay_there(settings: Settings) -> None:
    assert "Strict-Transport-Security" not in Client().get("/sign-in")
    settings.GUICHET_HSTS = "max-age=31536000"
    assert Client().get("/sign-in")["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.django_db
def test_cookies_are_for_us_alone(settings: Settings, alice: object) -> None:
    from tests.web.signing_in import FORM

    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client = Client()
    client.get("/sign-in")
    client.post("/sign-in", FORM)
    session, csrf = client.cookies["guichet_session"], client.cookies["guichet_csrf"]
    assert (session["httponly"], session["secure"], session["samesite"]) == (True, True, "Lax")
    assert (csrf["secure"], csrf["samesite"]) == (True, "Lax")
