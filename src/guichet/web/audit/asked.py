"""What the address of the audit asks for."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone

from guichet.accounts.queries.audit import AuditFilter


@dataclass(frozen=True, slots=True)
class Asked:
    """Days are the reader's, both included; what is mistyped asks for nothing."""

    member_id: UUID | None
    act: str
    since: date | None
    until: date | None
    text: str
    before: int | None

    def filter(self) -> AuditFilter:
        """As the query takes it."""
        return AuditFilter(
            member_id=self.member_id,
            act=self.act or None,
            since=_start(self.since) if self.since else None,
            until=_start(self.until + timedelta(days=1)) if self.until and self.until < date.max else None,
            text=self.text or None,
        )


def asked_of(query: QueryDict) -> Asked:
    """From the address."""
    before = query.get("before", "")
    return Asked(
        member_id=_uuid(query.get("member", "")),
        act=query.get("act", "").replace("\0", ""),
        since=_day(query.get("since", "")),
        until=_day(query.get("until", "")),
        text=query.get("q", "").replace("\0", "").strip(),
        before=int(before) if before.isascii() and before.isdecimal() and len(before) < 19 else None,
    )


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
