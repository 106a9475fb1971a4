"""Takes a file in for a reply to come."""

import mimetypes
from pathlib import PurePath
from typing import BinaryIO

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.viewer import Viewer
from guichet.inbox.files import TooLargeError, chunks_of, store
from guichet.inbox.models import Attachment, AttachmentState

MAX_BYTES = 50_000_000


def upload(
    viewer: Viewer, file_name: str, stream: BinaryIO, content_type_hint: str | None = None
) -> Attachment:
    """Store a file of at most 50 MB; RefusalError TOO_LARGE beyond, REQUIRED when it is empty or nameless."""
    viewer.must_reply()
    name = _plain_name(file_name)
    if not name:
        raise refuse(ErrorCode.REQUIRED, "The file has no name; give it one.", "file")
    try:
        kept = store(chunks_of(stream), MAX_BYTES)
    except TooLargeError as error:
        message = f"{name} is larger than {MAX_BYTES // 1_000_000} MB; send a smaller file."
        raise refuse(ErrorCode.TOO_LARGE, message, "file") from error
    if kept.size_bytes == 0:
        raise refuse(ErrorCode.REQUIRED, f"{name} is empty; choose another file.", "file")
    return Attachment.objects.create(
        account_id=viewer.account_id,
        file_name=name,
        content_type=mimetypes.guess_type(name)[0] or content_type_hint or "application/octet-stream",
        size_bytes=kept.size_bytes,
        digest=kept.digest,
        state=AttachmentState.STORED,
        uploaded_by_id=viewer.member_id,
    )


def _plain_name(given: str) -> str:
    """The last part of a path, without control characters; browsers and scripts send all sorts."""
    last = PurePath(given.replace("\\", "/")).name
    return "".join(c for c in last if c.isprintable()).strip()[:255]
