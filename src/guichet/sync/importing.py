"""Imports what was said before: a stretch at a time, with a cursor of its own, beside what is new.

The rows hold the state: `backfill_since` is how far back, `backfill_cursor` what is read, `backfill_done_at`
that it is through or was stopped. Whoever kills a run loses no more than its page.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.platforms.errors import Busy, ConnectorError, NeedsOwner
from guichet.platforms.history import HistoryConnector
from guichet.platforms.port import RawPage
from guichet.sync.connecting import connector_of
from guichet.sync.due import LostLeaseError, renew
from guichet.sync.health import block
from guichet.sync.long_threads import complete_threads
from guichet.sync.orders import fetch_orders_or_later
from guichet.sync.pace import interval
from guichet.sync.pages import take_in

log = logging.getLogger("guichet.sync")

# So long a run imports before it lets other channels have its worker.
STRETCH = timedelta(seconds=30)
OUR_ERROR = "Guichet met an error of its own and will try again; see its log."


def import_some(channel: Channel) -> bool:
    """Import a stretch for the run that holds the channel; whether there is more to import at once.

    What goes wrong here never counts against what is new: it is said beside the import, which waits.
    """
    if not _is_due(channel):
        return False
    try:
        return _stretch(channel)
    except Busy as error:
        _wait(channel, error.why, error.after)
    except NeedsOwner as error:
        block(channel, error.why)
    except ConnectorError as error:
        _wait(channel, error.why, None)
    except LostLeaseError:
        log.warning("channel %s was taken over by another worker", channel.pk)
    except Exception:
        _wait(channel, OUR_ERROR, None)
        raise
    return False


def _is_due(channel: Channel) -> bool:
    waits_until = channel.backfill_next_at
    return channel.backfill_done_at is None and (waits_until is None or waits_until <= timezone.now())


def _stretch(channel: Channel) -> bool:
    connector = connector_of(channel)
    if not isinstance(connector, HistoryConnector):
        _going_on(channel).update(backfill_done_at=timezone.now())
        return False
    ends_at = timezone.now() + STRETCH
    more = _pages(channel, connector, ends_at)
    complete_threads(channel, connector)
    fetch_orders_or_later(channel, connector)
    return more


def _pages(channel: Channel, connector: HistoryConnector, ends_at: datetime) -> bool:
    """Whether pages are left that can be read at once; a connector that only pauses is asked again later."""
    for page in connector.history(channel.backfill_cursor or None, channel.backfill_since):
        take_in(channel, connector, page.body, then=_move(channel, page))
        fetch_orders_or_later(channel, connector)
        # The connector ends by itself after the last page.
        if not page.is_last and not _may_go_on(channel):
            return False
        if not page.is_last and (timezone.now() >= ends_at or _news_are_due(channel)):
            return True
    _going_on(channel).update(backfill_next_at=timezone.now() + interval(), backfill_trouble="")
    return False


def _move(channel: Channel, page: RawPage) -> Callable[[], None]:
    """The change that is committed with the page's data; nothing where the import was stopped meanwhile."""

    def move() -> None:
        renew(channel)
        changes = _progress(channel, page)
        if _going_on(channel).update(**changes):
            for name, value in changes.items():
                setattr(channel, name, value)

    return move


def _progress(channel: Channel, page: RawPage) -> dict[str, object]:
    changes: dict[str, object] = {
        "backfill_cursor": page.cursor, "backfill_next_at": None, "backfill_trouble": "",
    }  # fmt: skip
    if page.is_last:
        done = {"backfill_done_at": timezone.now(), "backfill_reached": channel.backfill_since}
        return changes | done | {"backfill_cursor": ""}
    reached = [moment for moment in (channel.backfill_reached, page.reached) if moment is not None]
    return changes | {"backfill_reached": min(reached) if reached else None}


def _going_on(channel: Channel) -> QuerySet[Channel]:
    """The channel, as long as this very import is neither through nor stopped."""
    return Channel.objects.filter(
        id=channel.pk, backfill_done_at=None, backfill_since=channel.backfill_since, is_enabled=True
    )


def _may_go_on(channel: Channel) -> bool:
    return _going_on(channel).filter(held_by=channel.held_by).exists()


def _news_are_due(channel: Channel) -> bool:
    return Channel.objects.filter(id=channel.pk, next_sync_at__lte=timezone.now()).exists()


def _wait(channel: Channel, why: str, after: timedelta | None) -> None:
    next_at = timezone.now() + (interval() if after is None else after)
    _going_on(channel).update(backfill_next_at=next_at, backfill_trouble=why)
