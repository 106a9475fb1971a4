"""The deadlines of rows that wait: computed when something changes, never when they are read."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Min, QuerySet
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.models import Delivery, Discussion, Message
from guichet.platforms.deadlines import Terms
from guichet.platforms.words import ParticipantKind

BATCH = 1_000
# A reply that arrived, or that somebody wrote elsewhere.
ARRIVED = (Delivery.RECEIVED, Delivery.SENT, Delivery.CONFIRMED)
SET_DUE = """
UPDATE discussion SET reply_due_at = r.due, updated_at = %s
FROM unnest(%s::uuid[], %s::timestamptz[]) AS r(id, due)
WHERE discussion.id = r.id AND discussion.reply_due_at IS DISTINCT FROM r.due
"""


def current_terms(channel: Channel) -> Terms:
    """The channel's terms as they are now: the channel in hand may be as old as a long synchronisation."""
    own = Channel.objects.filter(id=channel.pk).values_list("reply_within", flat=True).first()
    return Terms.of(channel.marketplace, own)


def first_answers(discussion_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """When the merchant first answered in each of them; those without an answer are left out."""
    said = Message.objects.filter(
        discussion_id__in=discussion_ids, author_kind=ParticipantKind.MERCHANT, delivery__in=ARRIVED
    )
    return dict(said.values_list("discussion_id").annotate(first=Min("sent_at")).order_by())


def set_due(channel: Channel, rows: QuerySet[Discussion] | None = None) -> None:
    """Compute the deadlines of a channel's waiting discussions again, or of some of them.

    The caller holds the channel's lock (`lock_channel`), so that no ingest writes by other terms meanwhile.
    """
    terms = current_terms(channel)
    mine = (Discussion.objects.all() if rows is None else rows).filter(
        account_id=channel.account_id, channel=channel, needs_reply_since__isnull=False
    )
    for batch in _batches(mine):
        answered = first_answers([row[0] for row in batch]) if terms.differs_when_running else {}
        dues = [_due(terms, row, answered.get(row[0])) for row in batch]
        with connection.cursor() as cursor:
            cursor.execute(SET_DUE, [timezone.now(), [row[0] for row in batch], dues])


def _due(terms: Terms, row: Sequence[Any], answered_at: datetime | None) -> datetime | None:
    _, since, told = row
    is_running = answered_at is not None and answered_at < since
    return terms.due_at(since, told=told, is_running=is_running)


def _batches(rows: QuerySet[Discussion]) -> Iterator[list[tuple[Any, ...]]]:
    waiting = list(rows.order_by("id").values_list("id", "needs_reply_since", "marketplace_due_at"))
    for start in range(0, len(waiting), BATCH):
        yield waiting[start : start + BATCH]
