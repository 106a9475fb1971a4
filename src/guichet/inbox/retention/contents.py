"""Drops the bytes of erased files, wherever they are kept."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from guichet.accounts.scope import everywhere
from guichet.inbox.bucket import FRESH
from guichet.inbox.files import drop_unnamed, open_content
from guichet.inbox.models import Attachment

# A content may be on its way in at this moment, its row not yet written; a bucket keeps the date of an equal
# one for a day. What is younger waits, and goes after that.
MARGIN = timedelta(hours=1)


def drop_contents(digests: Iterable[str]) -> list[str]:
    """Those that could not go yet; one that another file still names, of whatever account, stays for good."""
    lingers = MARGIN + FRESH if settings.GUICHET_STORAGE_URL else MARGIN
    before = timezone.now() - lingers
    return [
        digest
        for digest in sorted(set(digests))
        if not drop_unnamed(digest, before, _is_named) and not _is_named(digest) and _is_kept(digest)
    ]


def _is_named(digest: str) -> bool:
    with everywhere("equal files of all accounts are one content"):
        return Attachment.objects.filter(digest=digest).exists()


def _is_kept(digest: str) -> bool:
    try:
        open_content(digest).close()
    except FileNotFoundError:
        return False
    return True
