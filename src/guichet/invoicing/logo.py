"""The seller's logo: a small PNG or JPEG from the account's uploads."""

from uuid import UUID

from django.utils.translation import gettext as _
from PIL import Image

from guichet.accounts.errors import ErrorCode, Problem
from guichet.accounts.viewer import Viewer
from guichet.inbox.access import attachments
from guichet.inbox.files import open_file
from guichet.inbox.models import Attachment, AttachmentState

MAX_BYTES = 1_000_000
MAX_SIDE = 4000


def logo_named(viewer: Viewer, attachment_id: UUID | None) -> tuple[Attachment | None, list[Problem]]:
    """The upload of that id, or why it cannot be a logo; nothing where none is named."""
    if attachment_id is None:
        return None, []
    upload = attachments(viewer).filter(id=attachment_id, state=AttachmentState.STORED).first()
    if upload is None:
        message = _("This file is not there; upload it again.")
        return None, [Problem(ErrorCode.NOT_FOUND, message, "logo")]
    if upload.size_bytes > MAX_BYTES:
        return None, [
            Problem(ErrorCode.TOO_LARGE, _("A logo has at most 1 MB; choose a smaller one."), "logo")
        ]
    if not _is_picture(upload):
        message = _("A logo is a PNG or JPEG of at most %(side)s pixels a side; choose another file.")
        return None, [Problem(ErrorCode.INVALID, message % {"side": MAX_SIDE}, "logo")]
    return upload, []


def _is_picture(upload: Attachment) -> bool:
    """By its bytes; only the header is read before its size is known."""
    try:
        with open_file(upload) as stream, Image.open(stream, formats=("PNG", "JPEG")) as picture:
            if max(picture.size) > MAX_SIDE:
                return False
            picture.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
    return True
