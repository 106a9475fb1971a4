"""Lets a clock go on that a reply had stopped, when the reply did not arrive after all."""

from django.db.models.functions import Least
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.deadlines import ARRIVED, set_due
from guichet.inbox.models import Discussion, Message
from guichet.platforms.words import ParticipantKind


def start_again(channel: Channel, reply: Message) -> None:
    """The customer waits from the same moment as before, unless another answer has arrived since.

    The caller holds the channel's lock. Where a later answer stands, the moment is kept on that one, since it
    may fail too.
    """
    since = reply.answers_since
    if since is None:
        return
    Message.objects.filter(id=reply.pk).update(answers_since=None)
    other = _later_answer(reply)
    if other is not None:
        Message.objects.filter(id=other.pk).update(answers_since=Least("answers_since", since))
        return
    mine = Discussion.objects.filter(id=reply.discussion_id)
    mine.update(
        needs_reply_since=Least("needs_reply_since", since),
        waived_since=None,
        updated_at=timezone.now(),
    )
    set_due(channel, mine)


def _later_answer(reply: Message) -> Message | None:
    said = Message.objects.filter(
        discussion=reply.discussion_id, author_kind=ParticipantKind.MERCHANT, delivery__in=ARRIVED
    )
    return said.filter(sent_at__gt=reply.sent_at).order_by("sent_at", "id").first()
