"""Finds the discussion that a mail belongs to; the first hit wins."""

from datetime import datetime, timedelta

from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.models import Discussion, MailReference, MailState, Message, RawMail
from guichet.platforms.mail import MailKind, Reading
from guichet.platforms.words import ParticipantKind
from guichet.sync.mail_ids import reply_id_of

# A buyer's alias alone joins a discussion that was spoken in not longer ago than this.
SAME_BUYER = timedelta(days=30)
SAME_NAME = timedelta(days=7)


def discussion_of(channel: Channel, reading: Reading) -> Discussion | None:
    """The discussion that a reading names, whatever its status; None where it opens one."""
    for reference in reading.references:
        found = _by(channel, reference)
        if found is not None and _is_same_matter(found, reference, reading):
            return found
    return Discussion.objects.filter(channel=channel, marketplace_discussion_id=reading.home).first()


def discussions_with(channel: Channel, name: str, at: datetime) -> list[Discussion]:
    """Where a buyer of this name wrote in the days before: for copies that name nothing else."""
    since = at - SAME_NAME
    spoken = Message.objects.filter(
        discussion__channel=channel,
        author_kind=ParticipantKind.CUSTOMER,
        author_name=name,
        sent_at__gte=since,
    )
    ids = spoken.values_list("discussion_id", flat=True).distinct()
    return list(Discussion.objects.filter(id__in=ids))


def _by(channel: Channel, reference: str) -> Discussion | None:
    kind, _, value = reference.partition(":")
    if kind == "order":
        rows = Discussion.objects.filter(channel=channel, order_ref=value)
        return rows.order_by("-last_message_at").first()
    if kind == "mail":
        return _by_mail(channel, value)
    known = MailReference.objects.filter(channel=channel, reference=reference[:300])
    if kind == "alias":
        known = known.filter(seen_at__gte=timezone.now() - SAME_BUYER)
    newest = known.select_related("discussion").order_by("-seen_at").first()
    return newest.discussion if newest else None


def _by_mail(channel: Channel, message_id: str) -> Discussion | None:
    reply_id = reply_id_of(message_id)
    if reply_id is not None:
        return Discussion.objects.filter(channel=channel, messages__id=reply_id).first()
    known = RawMail.objects.filter(
        channel=channel, header_id=message_id[:300], state=MailState.READ, discussion__isnull=False
    )
    earlier = known.select_related("discussion").first()
    return earlier.discussion if earlier else None


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
