"""Sessions as Django keeps them, under a digest of what the browser holds.

Who reads the table, or a copy of it, signs in with nothing that stands there. To all code `session_key` is
the digest; the secret is known to the cookie alone (`guichet.web.sessions`).
"""

from hashlib import sha256
from typing import Any

from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils.crypto import get_random_string

from guichet.accounts.queries.quick import quick
from guichet.accounts.scope import as_it_is

# The width of the column; 160 bits.
KEPT_CHARACTERS = 40
# Of 36 letters and digits each: 165 bits, as Django's own.
SECRET_CHARACTERS = 32
KEPT = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > now()"


def kept_as(secret: str) -> str:
    """What stands in the database for the value of a cookie."""
    return sha256(secret.encode()).hexdigest()[:KEPT_CHARACTERS]


class Key(str):
    """A session's key, which remembers the secret that it was made from.

    In the key and not in the session, because allauth makes a second session object of the same key.
    """

    __slots__ = ("secret",)
    secret: str

    def __new__(cls, secret: str) -> "Key":
        """From the value of a cookie."""
        key = super().__new__(cls, kept_as(secret))
        key.secret = secret
        return key


class SessionStore(DatabaseStore):
    """Named in settings (SESSION_ENGINE)."""

    @property
    def secret(self) -> str | None:
        """For the cookie; None where the session has no key yet, or was found by what is kept."""
        key = self.session_key
        return key.secret if isinstance(key, Key) else None

    def load(self) -> dict[str, Any]:
        """As Django's, in a prepared statement: every page asks it."""
        with as_it_is("Sessions belong to no account, and are found by their secret key."):
            rows = quick(KEPT, [self.session_key])
        if not rows:
            # Django's own word for a session that is unknown or over: the next one gets a new key.
            self._session_key = None
            return {}
        decoded: dict[str, Any] = self.decode(rows[0][0])
        return decoded

    def _get_new_session_key(self) -> str:
        """Of a new secret."""
        while True:
            key = Key(get_random_string(SECRET_CHARACTERS, VALID_KEY_CHARS))
            if not self.exists(key):
                return key
