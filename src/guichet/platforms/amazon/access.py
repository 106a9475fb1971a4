"""Access to the SP-API: an hour's token for a seller's lasting one (Login with Amazon)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Lock
from urllib.parse import urlencode, urlsplit

from guichet.platforms.amazon.places import LOGIN, Place
from guichet.platforms.errors import Busy, MissingRight, NeedsOwner
from guichet.platforms.fields import Fields, load
from guichet.platforms.http import WebClient

_LOGIN_PATH = "/auth/o2/token"
_FIELDS = ("clientId", "clientSecret", "refreshToken")
_EARLY = timedelta(seconds=60)
_HOST = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Grant:
    """What a seller gave for order data."""

    client_id: str
    client_secret: str = field(repr=False)
    refresh_token: str = field(repr=False)
    api: str
    login: str

    @property
    def key(self) -> str:
        """Names the grant without showing it."""
        return sha256(f"{self.client_id} {self.refresh_token}".encode()).hexdigest()


def grant_of(credentials: Mapping[str, str], place: Place) -> Grant | None:
    """None where no access was given; NeedsOwner where only a part of it was."""
    given = [credentials.get(name, "").strip() for name in _FIELDS]
    if not any(given):
        return None
    if not all(given):
        missing = ", ".join(name for name, value in zip(_FIELDS, given, strict=True) if not value)
        raise NeedsOwner(f"For order data all three are needed; fill in {missing}, or leave all three empty.")
    api = _address(credentials.get("baseUrl", "") or place.api)
    login = _address(credentials.get("authUrl", "") or LOGIN)
    return Grant(given[0], given[1], given[2], api, login)


def _address(pasted: str) -> str:
    parts = urlsplit(pasted.strip())
    base = f"{parts.scheme}://{parts.netloc}"
    if not _HOST.fullmatch(base):
        raise NeedsOwner("This is no address of Amazon's API; leave it empty for the usual one.")
    return base


class _Tokens:
    """Tokens of this process, each kept until shortly before it ends; never written anywhere."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, datetime]] = {}
        self._lock = Lock()

    def recall(self, key: str, now: datetime) -> str | None:
        with self._lock:
            token, until = self._kept.get(key, ("", now))
            return token if until > now else None

    def keep(self, key: str, token: str, until: datetime) -> None:
        with self._lock:
            self._kept[key] = (token, until)

    def forget(self, key: str) -> None:
        with self._lock:
            self._kept.pop(key, None)


_tokens = _Tokens()


def token_of(web: WebClient, grant: Grant, now: datetime) -> str:
    """A token that works now; MissingRight where the seller has taken the consent back."""
    kept = _tokens.recall(grant.key, now)
    if kept:
        return kept
    form = {
        "grant_type": "refresh_token",
        "refresh_token": grant.refresh_token,
        "client_id": grant.client_id,
        "client_secret": grant.client_secret,
    }
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    answer = web.read(
        f"{grant.login}{_LOGIN_PATH}", method="POST", content=urlencode(form).encode("ascii"), headers=headers
    )
    told = _told(answer.body)
    token = told.text("access_token")
    if answer.status != 200 or not token:
        raise _refusal(told)
    _tokens.keep(grant.key, token, now + timedelta(seconds=told.whole("expires_in") or 3600) - _EARLY)
    return token


def forget_token(grant: Grant) -> None:
    """The API no longer takes it."""
    _tokens.forget(grant.key)


def _told(body: bytes) -> Fields:
    try:
        return Fields.of(load(body), "token")
    except ValueError as error:
        raise Busy("Login with Amazon gave an answer that is not what was asked for.") from error


def _refusal(told: Fields) -> Busy | MissingRight:
    error = told.words("error") or "unknown"
    if error in ("server_error", "temporarily_unavailable", "unknown"):
        return Busy("Login with Amazon is not available at the moment.")
    if error == "invalid_grant":
        why = "Amazon's access to order data was taken back. Authorise the app again in Seller Central."
    else:
        why = f"Amazon refuses the access to order data ({error}). Check client id and secret."
    return MissingRight(why, "orders")
