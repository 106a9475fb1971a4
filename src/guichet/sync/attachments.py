"""Fetches the bytes of one attachment."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from guichet.inbox.files import TooLargeError, store
from guichet.inbox.models import Attachment, AttachmentState
from guichet.platforms.errors import Busy, ConnectorError, NeedsOwner
from guichet.sync.connecting import connector_of

MAX_BYTES = 100_000_000
# A worker that dies while fetching frees the attachment after this.
CLAIM = timedelta(minutes=10)
TRIES = 12
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=6)


def fetch_attachment(attachment_id: UUID) -> None:
    """Fetch it unless somebody does; a failure is kept on its row and tried again, later each time."""
    attachment = _claim(attachment_id)
    if attachment is None or attachment.discussion is None:
        return
    channel = attachment.discussion.channel
    try:
        with connector_of(channel).file(attachment.marketplace_attachment_id or "") as chunks:
            kept = store(chunks, MAX_BYTES)
    except TooLargeError:
        _give_up(attachment, f"The file is larger than {MAX_BYTES // 1_000_000} MB.")
    except Busy as error:
        _later(attachment, error.why, error.after)
    except NeedsOwner as error:
        _later(attachment, error.why, LONGEST_WAIT)
    except ConnectorError as error:
        _give_up(attachment, error.why)
    else:
        attachment.digest, attachment.size_bytes = kept.digest, kept.size_bytes
        attachment.state, attachment.next_try_at, attachment.error = AttachmentState.STORED, None, ""
        attachment.save(update_fields=["digest", "size_bytes", "state", "next_try_at", "error"])


def _claim(attachment_id: UUID) -> Attachment | None:
    now = timezone.now()
    waiting = Attachment.objects.filter(id=attachment_id, state=AttachmentState.WAITING, next_try_at__lte=now)
    if not waiting.update(next_try_at=now + CLAIM):
        return None
    return Attachment.objects.select_related("discussion__channel").get(id=attachment_id)


def _later(attachment: Attachment, why: str, after: timedelta | None) -> None:
    attachment.attempts += 1
    if attachment.attempts >= TRIES:
        _give_up(attachment, why)
        return
    attachment.next_try_at = timezone.now() + (
        after or min(FIRST_WAIT * 2**attachment.attempts, LONGEST_WAIT)
    )
    attachment.error = why
    attachment.save(update_fields=["attempts", "next_try_at", "error"])


def _give_up(attachment: Attachment, why: str) -> None:
    attachment.state, attachment.next_try_at, attachment.error = AttachmentState.FAILED, None, why
    attachment.save(update_fields=["attempts", "state", "next_try_at", "error"])
