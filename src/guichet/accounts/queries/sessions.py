"""Where a person is signed in."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession

from guichet.accounts.queries.person import person_of
from guichet.accounts.viewer import Viewer

# In this order: most name those they descend from too.
BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"),
    ("SamsungBrowser", "Samsung"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("Windows", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"),
    ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One browser; `is_current` is the one that asks.

    `browser` and `system` are empty where it did not say.
    """

    id: int
    browser: str
    system: str
    address: str
    began_at: datetime
    seen_at: datetime
    is_current: bool


def sessions_of(viewer: Viewer, current_key: str | None) -> list[OpenSession]:
    """The one that asks first, then those seen last; what ended meanwhile is cleared away."""
    rows: list[UserSession] = UserSession.objects.purge_and_list(person_of(viewer))
    rows.sort(key=lambda row: (row.session_key != current_key, -row.last_seen_at.timestamp()))
    return [_told(row, row.session_key == current_key) for row in rows]


def _told(row: UserSession, is_current: bool) -> OpenSession:
    browser, system = _named(row.user_agent, BROWSERS), _named(row.user_agent, SYSTEMS)
    return OpenSession(row.pk, browser, system, row.ip, row.created_at, row.last_seen_at, is_current)


def _named(agent: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for mark, name in names if mark in agent), "")
