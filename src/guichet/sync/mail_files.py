"""The files of mails: their bytes came along, so nothing is fetched later."""

from collections.abc import Sequence

from django.utils import timezone

from guichet.inbox.examining import SCANNER_DOWN, examine
from guichet.inbox.files import store
from guichet.inbox.kinds import kind_of
from guichet.inbox.models import Attachment, AttachmentState, RawMail
from guichet.inbox.scanner import ScannerDownError
from guichet.platforms.mail import MailFile

LIMIT = 100_000_000
KEPT = (
    "state",
    "next_try_at",
    "error",
    "digest",
    "size_bytes",
    "content_type",
    "looks_like",
    "scanned_at",
)
NOT_THERE = "The mail announces this file and does not hold it; look in the marketplace's back office."


def keep_files(mails: Sequence[tuple[RawMail, Sequence[MailFile]]]) -> None:
    """Store the bytes before anybody sees the rows; an empty file was announced and not delivered."""
    contents = {f"{row.pk}:{n}": file.content for row, files in mails for n, file in enumerate(files)}
    messages = [row.message_id for row, _ in mails if row.message_id]
    rows = list(Attachment.objects.filter(message__in=messages, marketplace_attachment_id__in=list(contents)))
    for row in rows:
        _keep(row, contents[row.marketplace_attachment_id or ""])
    Attachment.objects.bulk_update(rows, KEPT)


def _keep(row: Attachment, content: bytes) -> None:
    row.next_try_at = None
    if not content:
        row.state, row.error = AttachmentState.FAILED, NOT_THERE
        return
    kept = store([content], LIMIT)
    kind = kind_of(kept.head, row.file_name, row.content_type)
    row.digest, row.size_bytes = kept.digest, kept.size_bytes
    row.content_type, row.looks_like = kind.content_type, kind.looks_like
    try:
        examine(row)
    except ScannerDownError:
        # A mail is never kept waiting for the scanner; the file's own job asks again.
        row.state, row.error, row.next_try_at = AttachmentState.WAITING, SCANNER_DOWN, timezone.now()
