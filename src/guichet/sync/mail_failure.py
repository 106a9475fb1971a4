"""A reply that did not arrive is failed, with the marketplace's reason."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.models import Delivery, Discussion, Message
from guichet.platforms.mail import Reading, Report
from guichet.sync.clock import start_again
from guichet.sync.mail_find import discussion_of
from guichet.sync.mail_ids import reply_id_of
from guichet.sync.mail_known import Known
from guichet.sync.mail_leaving import forget_leaving

# A notice without our Message-ID speaks of the newest reply, if that left not longer ago than this.
NEWEST_WITHIN = timedelta(days=3)
_LEFT = (Delivery.SENDING, Delivery.CHECKING, Delivery.SENT, Delivery.CONFIRMED)


def fail_reported(channel: Channel, reports: Sequence[Report]) -> Discussion | None:
    """Fail the reply that a delivery report names by our Message-ID; None where there is none.

    Reports are seldom signed: this believes one only about a reply of this channel to the very recipient.
    """
    for report in reports:
        reply = _reply(channel, report.message_ids) if report.is_failure else None
        if reply is not None and _went_to(reply.discussion, report.recipient):
            _fail(
                channel, reply, f"This message was not delivered. The mail server says: {report.diagnostic}"
            )
            return reply.discussion
    return None


def fail_newest(channel: Channel, reading: Reading) -> Discussion | None:
    """Fail the reply that a notice speaks of: by our Message-ID, else the newest of its discussion."""
    named = [ref.partition(":")[2] for ref in reading.references if ref.startswith("mail:")]
    reply = _reply(channel, named)
    if reply is None and any(not ref.startswith("mail:") for ref in reading.references):
        reply = _newest(discussion_of(Known(channel, [reading]), reading))
    if reply is None:
        return None
    _fail(channel, reply, reading.why)
    return reply.discussion


def _reply(channel: Channel, message_ids: Sequence[str]) -> Message | None:
    ids = [found for found in map(reply_id_of, message_ids) if found is not None]
    rows = Message.objects.filter(id__in=ids, discussion__channel=channel, attempted_at__isnull=False)
    return rows.select_related("discussion").first()


def _newest(discussion: Discussion | None) -> Message | None:
    since = timezone.now() - NEWEST_WITHIN
    rows = Message.objects.filter(discussion=discussion, attempted_at__gte=since, delivery__in=_LEFT)
    return None if discussion is None else rows.select_related("discussion").order_by("-id").first()


def _went_to(discussion: Discussion, recipient: str) -> bool:
    known = {
        str(person.get("email") or "").partition("+")[0].partition("@")[0].lower()
        for person in [*discussion.participants, *discussion.possible_recipients]
    }
    return recipient.partition("+")[0].partition("@")[0].lower() in known - {""}


def _fail(channel: Channel, reply: Message, why: str) -> None:
    mine = Message.objects.filter(id=reply.pk, delivery__in=_LEFT)
    if mine.update(delivery=Delivery.FAILED, delivery_error=why[:2000], look_at=None):
        forget_leaving(reply)
        # Nobody waits for this mail on the page any more, so that somebody has to see it in the list.
        Discussion.objects.filter(id=reply.discussion_id).update(is_read=False, updated_at=timezone.now())
        start_again(channel, reply)
