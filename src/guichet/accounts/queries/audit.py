"""Reading the audit, for owners."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.models import ApiToken, AuditEntry
from guichet.accounts.scope import within
from guichet.accounts.viewer import Viewer

PAGE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """What to show; None does not narrow. `act` is "noun.verb" or a noun; `until` is not included.

    `text` finds acts, names and origins that hold it, and the row with that id.
    """

    member_id: UUID | None = None
    act: str | None = None
    subject_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Some entries, the newest first, and whether older ones follow."""

    entries: Sequence[AuditEntry]
    has_more: bool


def must_read_audit(viewer: Viewer) -> None:
    """RefusalError FORBIDDEN unless they own the account and see all of its stores."""
    viewer.must_own()
    if viewer.store_ids is not None:
        message = _("The audit is of all stores, and you see some of them. Ask an owner who sees all.")
        raise refuse(ErrorCode.FORBIDDEN, message)


def audit_page(viewer: Viewer, wanted: AuditFilter, first: int, before: int | None = None) -> AuditPage:
    """The newest `first` entries, older than the entry numbered `before`."""
    rows = _rows(viewer, wanted)
    if before is not None:
        rows = rows.filter(number__lt=before)
    found = list(rows.order_by("-number")[: first + 1])
    return AuditPage(found[:first], len(found) > first)


def audit_export(viewer: Viewer, wanted: AuditFilter) -> Iterator[AuditEntry]:
    """All of them, the oldest first, read a thousand at a time; refused before the first is read."""
    return in_order(viewer.account_id, _rows(viewer, wanted))


def in_order(account_id: UUID, rows: QuerySet[AuditEntry]) -> Iterator[AuditEntry]:
    """The entries of one account by number, a thousand at a time, also after the request that asked."""
    last = 0
    while page := _next(account_id, rows.filter(number__gt=last)):
        yield from page
        last = page[-1].number


def _next(account_id: UUID, rows: QuerySet[AuditEntry]) -> list[AuditEntry]:
    with within(account_id):
        return list(rows.order_by("number")[:PAGE])


def entry_of(viewer: Viewer, entry_id: UUID) -> AuditEntry | None:
    """One entry; None where there is none in the account."""
    return _rows(viewer, AuditFilter()).filter(id=entry_id).first()


def acts_known(viewer: Viewer) -> list[str]:
    """Every act that the account's audit holds, for a choice; each found by a jump in the index."""
    found: list[str] = []
    acts = _rows(viewer, AuditFilter()).order_by("act").values_list("act", flat=True)
    while (act := acts.filter(act__gt=found[-1] if found else "").first()) is not None:
        found.append(act)
    return found


def actors_known(viewer: Viewer) -> list[tuple[UUID, str]]:
    """Every member who did something, by the last name that they had, for a choice; found as the acts are."""
    found: list[tuple[UUID, str]] = []
    newest = _rows(viewer, AuditFilter()).exclude(member_id=None).order_by("-member_id", "-number")
    while (pair := _next_actor(newest, found)) is not None:
        found.append(pair)
    return sorted(found, key=lambda one: one[1].casefold())


def _next_actor(newest: QuerySet[AuditEntry], found: Sequence[tuple[UUID, str]]) -> tuple[UUID, str] | None:
    rows = newest.filter(member_id__lt=found[-1][0]) if found else newest
    row = rows.only("member_id", "actor_name").first()
    return None if row is None or row.member_id is None else (row.member_id, row.actor_name)


def token_names(viewer: Viewer, entries: Sequence[AuditEntry]) -> dict[UUID, str]:
    """The names of the tokens by which these were asked."""
    ids = {entry.token_id for entry in entries if entry.token_id is not None}
    if not ids:
        return {}
    rows = ApiToken.objects.filter(account_id=viewer.account_id, id__in=ids)
    return dict(rows.values_list("id", "name"))


def _rows(viewer: Viewer, wanted: AuditFilter) -> QuerySet[AuditEntry]:
    must_read_audit(viewer)
    rows = AuditEntry.objects.filter(account_id=viewer.account_id)
    if wanted.act:
        rows = (
            rows.filter(act=wanted.act)
            if "." in wanted.act
            else rows.filter(act__startswith=f"{wanted.act}.")
        )
    if wanted.text and wanted.text.strip():
        rows = rows.filter(_holds(wanted.text.strip()))
    exact = {
        "member_id": wanted.member_id, "subject_id": wanted.subject_id,
        "at__gte": wanted.since, "at__lt": wanted.until,
    }  # fmt: skip
    return rows.filter(**{name: value for name, value in exact.items() if value is not None})


def _holds(text: str) -> Q:
    key = _uuid(text)
    if key is None:
        return Q(act__icontains=text) | Q(actor_name__icontains=text) | Q(origin__startswith=text)
    # What many rows went through at once names them in what was before.
    of_many = Q(subject_id=None) | Q(subject="bulk_act")
    among_many = of_many & Q(before__icontains=str(key))
    return Q(subject_id=key) | Q(member_id=key) | Q(token_id=key) | among_many


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
