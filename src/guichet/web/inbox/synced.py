"""What the list says about its marketplaces: when they were read, and which of them fail."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from guichet.inbox.queries.menu import ChannelInBrief
from guichet.sync.health import BackfillProgress, Health, State, progress_of
from guichet.web.marketplaces import name_of
from guichet.web.sentences import said
from guichet.web.shell.shell import Shell


@dataclass(frozen=True, slots=True)
class Trouble:
    """A marketplace that needs a person; `message` goes on after the name."""

    marketplace: str
    message: str
    is_blocked: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """A first synchronisation under way."""

    marketplace: str
    percent: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Synced:
    """`last` is the newest synchronisation of the channels in view; None before the first."""

    last: datetime | None
    can_sync: bool
    troubles: tuple[Trouble, ...]
    progress: tuple[Progress, ...]


def synced_of(shell: Shell) -> Synced:
    """The channels of the stores in view."""
    store = shell.store
    channels = [c for c in shell.briefs if store is None or c.store_id == store.pk]
    times = [c.last_sync_at for c in channels if c.is_enabled and c.last_sync_at]
    return Synced(
        last=max(times, default=None),
        can_sync=shell.viewer.may_reply and any(c.is_enabled for c in channels),
        troubles=tuple(
            _trouble(name_of(channel.marketplace), health)
            for channel, health in shell.troubled
            if store is None or channel.store_id == store.pk
        ),
        progress=tuple(_progress(c, p) for c in channels if (p := progress_of(c)) is not None),
    )


def _trouble(name: str, health: Health) -> Trouble:
    """Many messages begin with the name already: it is said once."""
    message = said(health.message or "") or _("needs attention.")
    goes_on = message.startswith(f"{name} ")
    words = message.removeprefix(name) if goes_on else f": {message}"
    return Trouble(name, words, health.state is State.BLOCKED)


def _progress(channel: ChannelInBrief, progress: BackfillProgress) -> Progress:
    return Progress(name_of(channel.marketplace), int(progress.fraction * 100), progress.since)
