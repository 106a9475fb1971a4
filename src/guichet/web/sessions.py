"""Between the cookie, which holds a session's secret, and the session, which is kept under its digest."""

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse

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
