"""Between the cookie, which holds a session's secret, and the session, which is kept under its digest."""

from typing import cast

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware, get_user
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from guichet.accounts.models import Person
from guichet.accounts.queries.session_person import person_of_session
from guichet.accounts.signing_in.session_store import Key, SessionStore


class SecretSessionMiddleware(SessionMiddleware):
    """Django's, with the secret in the cookie in place of the key."""

    def process_request(self, request: HttpRequest) -> None:
        """The session of the cookie, not read yet."""
        secret = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        request.session = SessionStore(Key(secret) if secret else None)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Saved where it changed, and told to the browser."""
        answered = super().process_response(request, response)
        given = answered.cookies.get(settings.SESSION_COOKIE_NAME)
        session = request.session
        if given is not None and given.value and isinstance(session, SessionStore) and session.secret:
            answered.cookies[settings.SESSION_COOKIE_NAME] = session.secret
        return answered


class PersonMiddleware(AuthenticationMiddleware):
    """Django's, with the person of the session from one prepared statement."""

    def process_request(self, request: HttpRequest) -> None:
        """Who asks, not looked up yet."""
        super().process_request(request)
        request.user = cast("Person", SimpleLazyObject(lambda: _person_of(request)))


def _person_of(request: HttpRequest) -> Person | AnonymousUser:
    """Where the session does not say it in so many words, Django's own sign-in decides."""
    return person_of_session(request.session) or get_user(request)
