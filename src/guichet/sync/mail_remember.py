"""What a mail leaves behind so that the next one finds its discussion."""

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.accounts.models.keys import new_id
from guichet.inbox.ingest.statements import write
from guichet.platforms.mail import Reading

# References that rows of their own remember; orders and mails are found by theirs.
_REMEMBERED = ("case:", "thread:", "alias:", "errand:", "subject:")
REMEMBER = """
INSERT INTO mail_reference (id, account_id, channel_id, reference, discussion_id, seen_at)
SELECT r.id, %(account)s, %(channel)s, r.reference, r.discussion_id, %(now)s
FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(id uuid, reference text, discussion_id uuid)
ON CONFLICT (channel_id, reference, discussion_id) DO UPDATE SET seen_at = EXCLUDED.seen_at
"""


def remember(channel: Channel, said: Iterable[tuple[UUID, Reading]]) -> None:
    """Keep the references of readings, each once a discussion (its id), and when they were last seen."""
    found = {
        (discussion_id, reference[:300])
        for discussion_id, reading in said
        for reference in reading.references
        if reference.startswith(_REMEMBERED)
    }
    rows = [
        {"id": str(new_id()), "reference": reference, "discussion_id": str(discussion_id)}
        for discussion_id, reference in sorted(found)
    ]
    write(REMEMBER, rows, account=channel.account_id, channel=channel.pk, now=timezone.now())
