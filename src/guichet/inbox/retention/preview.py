"""What would go now; nothing is changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from guichet.accounts.viewer import Viewer
from guichet.inbox.queries.sql import Sql, fetch, select, sql
from guichet.inbox.retention.due import due
from guichet.inbox.retention.rules import Rule, rules_of

SAMPLES = 20
COUNTED = """c.platform, date_trunc('month', d.last_message_at)::date, count(*),
    coalesce(sum(d.message_count), 0)::int"""


@dataclass(frozen=True, slots=True)
class Month:
    """Discussions of a platform whose last message was in a month, with what is in them."""

    platform: str
    month: date
    discussions: int
    messages: int


@dataclass(frozen=True, slots=True)
class Sample:
    """One that would go; `age_days` from its last message."""

    discussion_id: UUID
    platform: str
    subject: str
    last_message_at: datetime
    age_days: int


@dataclass(frozen=True, slots=True)
class Preview:
    """Counts by platform and month, the oldest first, and some of them."""

    months: list[Month]
    samples: list[Sample]

    @property
    def discussions(self) -> int:
        """All together."""
        return sum(month.discussions for month in self.months)


def preview(viewer: Viewer, rules: Sequence[Rule] | None = None) -> Preview:
    """By the rules of the account, or by others that somebody thinks of; in the visible stores.

    RefusalError FORBIDDEN unless the viewer manages.
    """
    viewer.must_manage()
    now = timezone.now()
    asked = rules_of(viewer.account_id) if rules is None else rules
    found = due(viewer.account_id, asked, now) + _visible(viewer)
    months = select(COUNTED, "") + found + sql("GROUP BY 1, 2 ORDER BY 2, 1")
    some = select("d.id, c.platform, d.subject, d.last_message_at", "") + found
    oldest = fetch(some + sql("ORDER BY d.last_message_at, d.id LIMIT %s", SAMPLES))
    samples = [Sample(row[0], row[1], row[2], row[3], (now - row[3]).days) for row in oldest]
    return Preview([Month(*row) for row in fetch(months)], samples)


def _visible(viewer: Viewer) -> Sql:
    if viewer.store_ids is None:
        return sql("")
    return sql("AND d.store_id = ANY(%s)", sorted(viewer.store_ids))
