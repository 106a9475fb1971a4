"""Makes an uploaded picture small enough for a marketplace."""

from pathlib import PurePath
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.viewer import Viewer
from guichet.inbox.access import attachments
from guichet.inbox.files import open_file, store
from guichet.inbox.models import Attachment, AttachmentState
from guichet.inbox.smaller import CannotShrinkError, NotAPictureError, TooManyPixelsError, smaller

SMALLEST = 10_000


def shrink(viewer: Viewer, attachment_id: UUID, max_bytes: int) -> Attachment:
    """A new upload: the same picture as a JPEG of at most `max_bytes`; the one given stays as it is.

    RefusalError NOT_FOUND for a file one may not see, INVALID for what is no picture or too large to unfold,
    TOO_LARGE where not even a thumbnail fits.
    """
    viewer.must_reply()
    if max_bytes < SMALLEST:
        message = _("A picture cannot be made smaller than %(least)s bytes; ask for more.")
        raise refuse(ErrorCode.INVALID, message % {"least": SMALLEST}, "maxBytes")
    file = attachments(viewer).filter(id=attachment_id, state=AttachmentState.STORED).first()
    if file is None:
        raise refuse(ErrorCode.NOT_FOUND, _("This file is not there; upload it again."), "attachmentId")
    kept = store([_smaller(file, max_bytes)], max_bytes)
    made = Attachment(
        account_id=viewer.account_id,
        file_name=f"{PurePath(file.file_name).stem}.jpg",
        content_type="image/jpeg",
        size_bytes=kept.size_bytes,
        digest=kept.digest,
        state=AttachmentState.STORED,
        # Drawn anew from pixels: nothing of the file that was scanned, or was not, is left in it.
        scanned_at=file.scanned_at and timezone.now(),
        uploaded_by_id=viewer.member_id,
    )
    with transaction.atomic():
        made.save()
        said = {"of": file.pk, "bytes": made.size_bytes}
        record(viewer, "attachment.shrink", "attachment", made.pk, {"bytes": file.size_bytes}, said)
    return made


def _smaller(file: Attachment, max_bytes: int) -> bytes:
    name = {"name": file.file_name}
    try:
        with open_file(file) as stream:
            return smaller(stream, max_bytes)
    except NotAPictureError as error:
        message = _("%(name)s is no picture that can be made smaller; choose a smaller file.")
        raise refuse(ErrorCode.INVALID, message % name, "attachmentId") from error
    except TooManyPixelsError as error:
        message = _("%(name)s has too many pixels to be opened here; make it smaller and attach it again.")
        raise refuse(ErrorCode.INVALID, message % name, "attachmentId") from error
    except CannotShrinkError as error:
        message = _("%(name)s cannot be made small enough for this marketplace; choose another picture.")
        raise refuse(ErrorCode.TOO_LARGE, message % name, "attachmentId") from error
