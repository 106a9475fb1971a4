"""Takes a file in for a reply to come."""

from pathlib import PurePath
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.viewer import Viewer
from guichet.inbox.examining import examine
from guichet.inbox.files import TooLargeError, chunks_of, store
from guichet.inbox.kinds import kind_of
from guichet.inbox.models import Attachment, AttachmentState
from guichet.inbox.scanner import ScannerDownError

MAX_BYTES = 50_000_000


def upload(
    viewer: Viewer, file_name: str, stream: BinaryIO, content_type_hint: str | None = None
) -> Attachment:
    """Store a file of at most 50 MB; RefusalError TOO_LARGE beyond, REQUIRED when it is empty or nameless."""
    viewer.must_reply()
    name = _plain_name(file_name)
    if not name:
        raise refuse(ErrorCode.REQUIRED, _("The file has no name; give it one."), "file")
    try:
        kept = store(chunks_of(stream), MAX_BYTES)
    except TooLargeError as error:
        message = _("%(name)s is larger than %(limit)s MB; send a smaller file.")
        said = message % {"name": name, "limit": MAX_BYTES // 1_000_000}
        raise refuse(ErrorCode.TOO_LARGE, said, "file") from error
    if kept.size_bytes == 0:
        message = _("%(name)s is empty; choose another file.") % {"name": name}
        raise refuse(ErrorCode.REQUIRED, message, "file")
    kind = kind_of(kept.head, name, content_type_hint)
    file = Attachment(
        account_id=viewer.account_id,
        file_name=name,
        content_type=kind.content_type,
        looks_like=kind.looks_like,
        size_bytes=kept.size_bytes,
        digest=kept.digest,
        uploaded_by_id=viewer.member_id,
    )
    _examine(file)
    with transaction.atomic():
        file.save()
        told = {"bytes": file.size_bytes, "kind": file.content_type}
        record(viewer, "attachment.upload", "attachment", file.pk, None, told)
    return file


def _examine(file: Attachment) -> None:
    try:
        examine(file)
    except ScannerDownError as error:
        message = _("The malware scanner does not answer, so no file is taken in now. Try again in a minute.")
        raise refuse(ErrorCode.UNREACHABLE, message, "file") from error
    if file.state == AttachmentState.QUARANTINED:
        message = _("The malware scanner found something in %(name)s; it was not taken in.")
        raise refuse(ErrorCode.INVALID, message % {"name": file.file_name}, "file")


def _plain_name(given: str) -> str:
    """The last part of a path, without control characters; browsers and scripts send all sorts."""
    last = PurePath(given.replace("\\", "/")).name
    return "".join(c for c in last if c.isprintable()).strip()[:255]
