"""The files of mails: their bytes came along, so nothing is fetched later."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.utils import timezone

from guichet.inbox.examining import SCANNER_DOWN, examine
from guichet.inbox.files import StoredFile, store
from guichet.inbox.ingest.statements import write
from guichet.inbox.ingest.tidy import cleaned
from guichet.inbox.kinds import kind_of
from guichet.inbox.models import Attachment, AttachmentState, RawMail
from guichet.inbox.scanner import ScannerDownError
from guichet.platforms.mail import MailFile

LIMIT = 100_000_000
# Each waits for the disk; together they wait once.
AT_ONCE = 4
# As in `mail_rows`: bulk_update took half of the time that files take.
KEPT = """
UPDATE attachment SET state = r.state, next_try_at = r.next_try_at, error = r.error, digest = r.digest,
    size_bytes = r.size_bytes, content_type = r.content_type, looks_like = r.looks_like,
    scanned_at = r.scanned_at
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(
    id uuid, state text, next_try_at timestamptz, error text, digest text, size_bytes bigint,
    content_type text, looks_like text, scanned_at timestamptz)
WHERE attachment.id = r.id
"""
NOT_THERE = "The mail announces this file and does not hold it; look in the marketplace's back office."


def keep_files(mails: Sequence[tuple[RawMail, Sequence[MailFile]]]) -> None:
    """Store the bytes before anybody sees the rows; an empty file was announced and not delivered."""
    contents = {f"{row.pk}:{n}": file.content for row, files in mails for n, file in enumerate(files)}
    messages = [row.message_id for row, _ in mails if row.message_id]
    rows = list(Attachment.objects.filter(message__in=messages, marketplace_attachment_id__in=list(contents)))
    with ThreadPoolExecutor(AT_ONCE) as writers:
        kept = writers.map(_stored, (contents[row.marketplace_attachment_id or ""] for row in rows))
        for row, stored in zip(rows, kept, strict=True):
            _keep(row, stored)
    write(KEPT, [_row(row) for row in rows])


def _stored(content: bytes) -> StoredFile | None:
    return store([content], LIMIT) if content else None


def _keep(row: Attachment, kept: StoredFile | None) -> None:
    row.next_try_at = None
    if kept is None:
        row.state, row.error = AttachmentState.FAILED, NOT_THERE
        return
    kind = kind_of(kept.head, row.file_name, row.content_type)
    row.digest, row.size_bytes = kept.digest, kept.size_bytes
    row.content_type, row.looks_like = kind.content_type, kind.looks_like
    try:
        examine(row)
    except ScannerDownError:
        # A mail is never kept waiting for the scanner; the file's own job asks again.
        row.state, row.error, row.next_try_at = AttachmentState.WAITING, SCANNER_DOWN, timezone.now()


def _row(row: Attachment) -> dict[str, Any]:
    found: dict[str, Any] = cleaned({
        "id": str(row.pk),
        "state": row.state,
        "next_try_at": row.next_try_at.isoformat() if row.next_try_at else None,
        "error": row.error,
        "digest": row.digest,
        "size_bytes": row.size_bytes,
        "content_type": row.content_type,
        "looks_like": row.looks_like,
        "scanned_at": row.scanned_at.isoformat() if row.scanned_at else None,
    })  # fmt: skip
    return found
