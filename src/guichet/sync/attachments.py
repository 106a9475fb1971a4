"""Fetches the bytes of one attachment."""

from datetime import timedelta
from uuid import UUID

from guichet.accounts.models import Channel
from guichet.inbox.examining import SCANNER_DOWN, examine
from guichet.inbox.files import TooLargeError, store
from guichet.inbox.kinds import kind_of
from guichet.inbox.models import Attachment
from guichet.inbox.scanner import ScannerDownError
from guichet.platforms.errors import Busy, ConnectorError, NeedsOwner
from guichet.sync.connecting import connector_of
from guichet.sync.health import note_busy
from guichet.sync.places import reading, soon
from guichet.sync.tries import FAILED, Patience, claim, come_back, end, put_off

MAX_BYTES = 100_000_000
PATIENCE = Patience(tries=12, first=timedelta(seconds=15), longest=timedelta(hours=6))
RESCAN = timedelta(minutes=1)


def fetch_attachment(attachment_id: UUID) -> None:
    """Fetch it unless somebody does; a failure is kept on its row and tried again, later each time."""
    attachment = _claim(attachment_id)
    if attachment is None or attachment.discussion is None:
        return
    with reading.taken(attachment.discussion.channel.marketplace) as has_place:
        if has_place:
            _fetch_or_later(attachment, attachment.discussion.channel)
        else:
            come_back(attachment, soon())


def _fetch_or_later(attachment: Attachment, channel: Channel) -> None:
    try:
        # Bytes that came with a mail are here already: only the scanner was missing.
        if not attachment.digest:
            _fetch(attachment, channel)
        keep(attachment)
    except TooLargeError:
        end(attachment, FAILED, f"The file is larger than {MAX_BYTES // 1_000_000} MB.")
    except ScannerDownError:
        _later(attachment, SCANNER_DOWN, RESCAN)
    except Busy as error:
        note_busy(channel, error.after)
        _later(attachment, error.why, error.after)
    except NeedsOwner as error:
        _later(attachment, error.why, PATIENCE.longest)
    except ConnectorError as error:
        end(attachment, FAILED, error.why)


def _fetch(attachment: Attachment, channel: Channel) -> None:
    with connector_of(channel).file(attachment.marketplace_attachment_id or "") as chunks:
        kept = store(chunks, MAX_BYTES)
    kind = kind_of(kept.head, attachment.file_name, attachment.content_type)
    attachment.digest, attachment.size_bytes = kept.digest, kept.size_bytes
    attachment.content_type, attachment.looks_like = kind.content_type, kind.looks_like
    # Kept before it is scanned, so that a scanner that is away costs no second download.
    attachment.save(update_fields=["digest", "size_bytes", "content_type", "looks_like"])


def keep(attachment: Attachment) -> None:
    """Make stored bytes available, or lock them up; ScannerDownError where that cannot be decided now."""
    examine(attachment)
    attachment.next_try_at = None
    attachment.save(update_fields=["state", "scanned_at", "error", "next_try_at"])


def _claim(attachment_id: UUID) -> Attachment | None:
    if not claim(Attachment.objects.all(), attachment_id):
        return None
    return Attachment.objects.select_related("discussion__channel").get(id=attachment_id)


def _later(attachment: Attachment, why: str, after: timedelta | None) -> None:
    # Bytes that are here wait for their scanner for as long as it takes.
    put_off(attachment, why, after, PATIENCE, gives_up=not attachment.digest)
