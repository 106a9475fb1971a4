"""What a mail leaves behind so that the next one finds its discussion."""

from collections.abc import Iterable

from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.models import Discussion, MailReference
from guichet.platforms.mail import Reading

# References that rows of their own remember; orders and mails are found by theirs.
_REMEMBERED = ("case:", "thread:", "alias:", "errand:", "subject:")


def remember(channel: Channel, said: Iterable[tuple[Discussion, Reading]]) -> None:
    """Keep the references of readings, each once a discussion, and when they were last seen."""
    rows = {
        (discussion.pk, reference): MailReference(
            account_id=channel.account_id,
            channel=channel,
            reference=reference[:300],
            discussion=discussion,
            seen_at=timezone.now(),
        )
        for discussion, reading in said
        for reference in reading.references
        if reference.startswith(_REMEMBERED)
    }
    MailReference.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["channel", "reference", "discussion"],
        update_fields=["seen_at"],
    )
