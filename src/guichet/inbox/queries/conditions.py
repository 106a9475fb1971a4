"""The filter as conditions on one row of `discussion d`; the account comes first in all of them."""

from collections.abc import Collection, Iterator
from uuid import UUID

from guichet.accounts.viewer import Viewer
from guichet.inbox import due_soon
from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.sql import Sql, every, fetch, select, sql

ACCOUNT = "d.account_id = %s"
# For each of these there is an index that gives the account's rows that satisfy it, and only them, by time.
INDEXED = frozenset(
    {
        ACCOUNT,
        "d.store_id = %s",
        "d.marketplace = %s",
        "d.type = %s",
        "d.status = %s",
        "d.order_ref = %s",
        "NOT d.is_read",
        "d.needs_reply_since IS NOT NULL",
        "d.last_message_at > %s",
        "d.last_message_at < %s",
    }
)
# An array made first, so that the few failed replies are looked up before the many discussions.
FAILED = "SELECT m.discussion_id FROM message m WHERE m.account_id = %s AND m.delivery = 'FAILED'"

OVERDUE = sql("d.needs_reply_since IS NOT NULL AND d.reply_due_at < now()")
DUE_SOON = sql(
    "d.needs_reply_since IS NOT NULL AND d.reply_due_at >= now() AND d.reply_due_at <= now() + %s",
    due_soon.DUE_SOON,
)


def conditions(viewer: Viewer, wanted: DiscussionFilter) -> list[Sql] | None:
    """Everything but the searches; None where nothing can match.

    Text with a NUL matches nothing: PostgreSQL cannot hold it, so no row does.
    """
    if any("\0" in (text or "") for text in (wanted.participant, wanted.subject, wanted.text)):
        return None
    found = [sql(ACCOUNT, viewer.account_id), *_lists(viewer, wanted), *_single(wanted)]
    if wanted.has_failed is not None:
        failed = sql(f"d.id = ANY(ARRAY({FAILED}))", viewer.account_id)
        found.append(failed if wanted.has_failed else sql("NOT") + failed)
    return None if any(c is None for c in found) else [c for c in found if c is not None]


def _lists(viewer: Viewer, wanted: DiscussionFilter) -> Iterator[Sql | None]:
    stores = _visible(viewer, wanted)
    if stores is not None and wanted.marketplaces is not None:
        yield _one_of("d.channel_id", _channels(viewer, stores, wanted.marketplaces))
    elif stores is not None:
        yield _one_of("d.store_id", stores)
    elif wanted.marketplaces is not None:
        yield _one_of("d.marketplace", wanted.marketplaces)
    for column, values in {"d.type": wanted.types, "d.status": wanted.statuses}.items():
        if values is not None:
            yield _one_of(column, values)
    if wanted.order_id is not None:
        yield _one_of("d.order_ref", [wanted.order_id.strip()])


def _visible(viewer: Viewer, wanted: DiscussionFilter) -> Collection[UUID] | None:
    if viewer.store_ids is None:
        return wanted.store_ids
    return viewer.store_ids if wanted.store_ids is None else viewer.store_ids & set(wanted.store_ids)


def _channels(viewer: Viewer, stores: Collection[UUID], marketplaces: Collection[str]) -> list[UUID]:
    """A store and a marketplace together are few channels or none, which the planner cannot know."""
    wanted = [_one_of("c.store_id", stores), _one_of("c.marketplace", marketplaces)]
    known = [condition for condition in wanted if condition is not None]
    if len(known) < len(wanted):
        return []
    account = sql("c.account_id = %s", viewer.account_id)
    return [row[0] for row in fetch(select("c.id", "channel c WHERE") + every([account, *known]))]


def _one_of(column: str, values: Collection[object]) -> Sql | None:
    """One value is compared by `=`, which lets an index of that column give the order too."""
    distinct = sorted({v if isinstance(v, UUID) else str(v) for v in values if "\0" not in str(v)}, key=str)
    if not distinct:
        return None
    if len(distinct) == 1:
        return sql(f"{column} = %s", distinct[0])
    return sql(f"{column} = ANY(%s)", distinct)


def _single(wanted: DiscussionFilter) -> Iterator[Sql]:
    yield from _deadline(wanted)
    if wanted.is_read is not None:
        yield sql("d.is_read" if wanted.is_read else "NOT d.is_read")
    if wanted.needs_reply is not None:
        yield sql(f"d.needs_reply_since IS {'NOT ' if wanted.needs_reply else ''}NULL")
    if wanted.last_message_after is not None:
        yield sql("d.last_message_at > %s", wanted.last_message_after)
    if wanted.last_message_before is not None:
        yield sql("d.last_message_at < %s", wanted.last_message_before)


def _deadline(wanted: DiscussionFilter) -> Iterator[Sql]:
    """What waits comes first, since the indexes of what waits are small."""
    for is_wanted, condition in ((wanted.is_overdue, OVERDUE), (wanted.is_due_soon, DUE_SOON)):
        if is_wanted is not None:
            yield condition if is_wanted else sql("(") + condition + sql(") IS NOT TRUE")
