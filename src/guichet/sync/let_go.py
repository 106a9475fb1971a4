"""Lets go of uploads that were never sent, and of contents that no row names."""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from guichet.inbox.files import contents, drop_broken, drop_unnamed, refresh
from guichet.inbox.models import Attachment

# How long nothing must name an upload, and how long a content stays after its last row was let go.
KEPT = timedelta(days=7)
BEGINNINGS = tuple(f"{number:02x}" for number in range(256))
AT_ONCE = 500

NAMED = """(
    EXISTS (SELECT FROM draft d WHERE d.account_id = a.account_id AND a.id = ANY (d.files))
    OR EXISTS (SELECT FROM invoice i WHERE i.file_id = a.id)
    OR EXISTS (SELECT FROM invoice_settings s WHERE s.logo_id = a.id)
    OR EXISTS (SELECT FROM file_link l
               WHERE l.attachment_id = a.id AND l.revoked_at IS NULL AND l.expires_at > %(now)s)
)"""
UPLOADS = "a.discussion_id IS NULL AND a.message_id IS NULL AND a.created_at < %(before)s"
# The clock of an upload that is named again starts anew, however long it lay there before.
NOTE = f"""
UPDATE attachment a SET loose_since = CASE WHEN {NAMED} THEN NULL ELSE %(now)s END
WHERE {UPLOADS} AND (a.loose_since IS NULL) <> {NAMED}
"""  # noqa: S608 - pieces of ours
# Whoever holds such a row uses it at this moment.
LOOSE = f"""
SELECT a.id, a.digest FROM attachment a
WHERE {UPLOADS} AND a.loose_since <= %(since)s AND NOT {NAMED}
ORDER BY a.id LIMIT {AT_ONCE} FOR UPDATE OF a SKIP LOCKED
"""  # noqa: S608 - pieces of ours


def let_go() -> None:
    """Note which uploads nothing names, drop those of a week, then the contents that lost their last row."""
    now = timezone.now()
    _note(now)
    while _drop_rows(now):
        pass
    for beginning in BEGINNINGS:
        _drop_contents(beginning, now - KEPT)
    drop_broken(now - KEPT)


def _note(now: datetime) -> None:
    with connection.cursor() as cursor:
        # What is a minute old may be on its way into a draft.
        cursor.execute(NOTE, {"now": now, "before": now - timedelta(minutes=1)})


def _drop_rows(now: datetime) -> bool:
    """Some of them; whether there may be more.

    A reply that copies such a row at this moment keeps its bytes: they are as new before the row goes.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(LOOSE, {"now": now, "since": now - KEPT, "before": now - KEPT})
        found = cursor.fetchall()
        for digest in {digest for _id, digest in found if digest}:
            refresh(digest)
        ids = [row_id for row_id, _digest in found]
        cursor.execute("DELETE FROM file_link WHERE attachment_id = ANY (%s)", [ids])
        cursor.execute("DELETE FROM attachment WHERE id = ANY (%s)", [ids])
    return len(found) == AT_ONCE


def _drop_contents(beginning: str, before: datetime) -> None:
    there = contents(beginning)
    for start in range(0, len(there), AT_ONCE):
        some = there[start : start + AT_ONCE]
        named = set(Attachment.objects.filter(digest__in=some).values_list("digest", flat=True))
        for digest in some:
            if digest not in named:
                drop_unnamed(digest, before, _is_named)


def _is_named(digest: str) -> bool:
    return Attachment.objects.filter(digest=digest).exists()
