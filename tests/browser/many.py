"""More discussions than a page shows."""

from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.models import Discussion

MANY = 1_200


def many(channel: Channel) -> None:
    """Discussions without a message, which no list needs."""
    now = timezone.now()
    Discussion.objects.bulk_create(
        Discussion(
            account_id=channel.account_id, store_id=channel.store_id, channel=channel, type="ORDER",
            marketplace=channel.marketplace, marketplace_discussion_id=f"many-{number}",
            subject=f"Colis {number}", last_message_at=now, created_at=now, is_read=True,
        )
        for number in range(MANY)
    )  # fmt: skip
