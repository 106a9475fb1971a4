"""Writes entries of the audit as JSON lines, with all that their hashes are made of."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC

from guichet.accounts.models import AuditEntry


def json_lines(entries: Iterable[AuditEntry]) -> Iterator[str]:
    """One line an entry, in the order given; moments in UTC, hashes in hexadecimal."""
    for entry in entries:
        yield json.dumps(_plain(entry), ensure_ascii=False) + "\n"


def _plain(entry: AuditEntry) -> dict[str, object]:
    return {
        "id": str(entry.pk),
        "account": str(entry.account_id),
        "number": entry.number,
        "at": entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "actorKind": entry.actor_kind,
        "memberId": _text(entry.member_id),
        "tokenId": _text(entry.token_id),
        "actorName": entry.actor_name,
        "origin": entry.origin,
        "act": entry.act,
        "subject": entry.subject,
        "subjectId": _text(entry.subject_id),
        "before": entry.before,
        "after": entry.after,
        "previous": bytes(entry.previous).hex(),
        "hash": bytes(entry.hash).hex(),
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)
