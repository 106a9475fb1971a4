"""Sessions as Django keeps them, under a digest of what the browser holds.

Who reads the table, or a copy of it, signs in with nothing that stands there. To all code `session_key` is
the digest; the secret is known to the cookie alone (`guichet.web.sessions`).
"""

from hashlib import sha256

from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils.crypto import get_random_string

# The width of the column; 160 bits.
KEPT_CHARACTERS = 40
# Of 36 letters and digits each: 165 bits, as Django's own.
SECRET_CHARACTERS = 32


def kept_as(secret: str) -> str:
    """What stands in the database for the value of a cookie."""
    return sha256(secret.encode()).hexdigest()[:KEPT_CHARACTERS]


class SessionStore(DatabaseStore):
    """Named in settings (SESSION_ENGINE)."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self.secret: str | None = None

    def _get_new_session_key(self) -> str:
        """A new secret, and what it is kept as."""
        while True:
            self.secret = get_random_string(SECRET_CHARACTERS, VALID_KEY_CHARS)
            if not self.exists(kept_as(self.secret)):
                return kept_as(self.secret)
