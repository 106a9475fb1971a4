"""The clock of a machine was put back: nothing waits for the hours to come by again.

What was noted a moment ago lies in the future then. Such rows are due at once; a reply that is held back
keeps the length of its hold. Machines whose clocks differ by less than a minute never meet this (`guichet
doctor` asks for 5 seconds).
"""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

# More than clocks of machines differ.
AHEAD = timedelta(minutes=1)
# More than any lease is given.
LEASED = timedelta(minutes=10)

STEPS = (
    """UPDATE channel SET next_sync_at = CASE WHEN next_sync_at IS NULL THEN NULL ELSE %(now)s END,
    held_by = NULL, held_until = NULL, busy_until = NULL, last_try_at = %(now)s
    WHERE last_try_at > %(ahead)s""",
    """UPDATE message SET look_at = greatest(%(now)s, least(leaves_at, %(now)s + (leaves_at - created_at))),
    leaves_at = least(leaves_at, %(now)s + (leaves_at - created_at))
    WHERE delivery IN ('QUEUED', 'CHECKING') AND look_at > %(ahead)s
    AND greatest(created_at, attempted_at) > %(ahead)s""",
    "UPDATE raw_mail SET look_at = %(now)s WHERE state = 'NEW' AND why = '' AND received_at > %(ahead)s",
    """UPDATE attachment SET next_try_at = %(now)s
    WHERE state = 'WAITING' AND created_at > %(ahead)s AND next_try_at > %(now)s""",
    "UPDATE webhook SET held_by = NULL, held_until = NULL WHERE held_until > %(leased)s",
    "UPDATE mailbox SET held_by = NULL, held_until = NULL WHERE held_until > %(leased)s",
    "UPDATE bulk_act SET look_at = %(now)s WHERE look_at > %(ahead)s",
    "UPDATE erasure_receipt SET look_at = %(now)s WHERE look_at > %(ahead)s",
)


def heal() -> None:
    """Let go on what would wait for a time that was here already."""
    now = timezone.now()
    with connection.cursor() as cursor:
        for step in STEPS:
            cursor.execute(step, {"now": now, "ahead": now + AHEAD, "leased": now + LEASED})
