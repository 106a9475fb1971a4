"""Finds the discussion that a mail belongs to; the first hit wins."""

from datetime import datetime, timedelta

from guichet.accounts.models import Channel
from guichet.inbox.models import Discussion, Message
from guichet.platforms.mail import MailKind, Reading
from guichet.platforms.words import ParticipantKind
from guichet.sync.mail_known import Known

SAME_NAME = timedelta(days=7)


def discussion_of(known: Known, reading: Reading) -> Discussion | None:
    """The discussion that a reading names, whatever its status; None where it opens one."""
    for reference in reading.references:
        found = known.by(reference[:300])
        if found is not None and _is_same_matter(found, reference, reading):
            return found
    return known.by_home(reading.home)


def discussions_with(channel: Channel, name: str, at: datetime) -> list[Discussion]:
    """Where a buyer of this name wrote in the days before: for copies that name nothing else."""
    spoken = Message.objects.filter(
        discussion__channel=channel,
        author_kind=ParticipantKind.CUSTOMER,
        author_name=name,
        sent_at__gte=at - SAME_NAME,
    )
    ids = spoken.values_list("discussion_id", flat=True).distinct()
    return list(Discussion.objects.filter(id__in=ids))


def _is_same_matter(found: Discussion, reference: str, reading: Reading) -> bool:
    """An order is never put into the discussion of another; an alias alone does not join two products."""
    if reading.order_id and found.order_ref not in (None, reading.order_id):
        return False
    if not reference.startswith("alias:") or reading.kind != MailKind.MESSAGE:
        return True
    if reading.order_id:
        return False
    asked = reading.product.marketplace_product_id if reading.product else None
    known = (found.product or {}).get("marketplace_product_id")
    return asked is None or asked == known
