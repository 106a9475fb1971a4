"""Writes what became of a reply. Each change asks that the reply is still where it was left."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from guichet.inbox.ingest.ingest import lock_channel
from guichet.inbox.ingest.tidy import SNIPPET_LENGTH
from guichet.inbox.models import Attachment, Delivery, Discussion, Message, MessageSearch
from guichet.inbox.outbox import wake_delivery

ON_THE_WIRE = (Delivery.SENDING, Delivery.CHECKING)
FIRST_CHECK = timedelta(seconds=2)


def sent(message: Message, marketplace_id: str | None) -> None:
    """The marketplace accepted it. A pull may have read it back already: then it is confirmed."""
    with transaction.atomic():
        lock_channel(message.discussion.channel_id)
        was_read_back = _absorb_twin(message, marketplace_id)
        mine = Message.objects.filter(id=message.pk, delivery__in=ON_THE_WIRE)
        state = Delivery.CONFIRMED if was_read_back else Delivery.SENT
        mine.update(
            delivery=state, marketplace_message_id=marketplace_id, delivery_error=None, look_at=None,
            leaves_at=None, sent_at=timezone.now(),
        )  # fmt: skip
        _note_answer(message)


def failed(message: Message, why: str) -> None:
    """Refused or given up; nothing is lost and it can be sent again."""
    mine = Message.objects.filter(id=message.pk, delivery__in=ON_THE_WIRE)
    mine.update(delivery=Delivery.FAILED, delivery_error=why[:2000], look_at=None)


def uncertain(message: Message) -> None:
    """Its answer was lost: the thread is read until it is known."""
    at = timezone.now() + FIRST_CHECK
    with transaction.atomic():
        mine = Message.objects.filter(id=message.pk, delivery=Delivery.SENDING)
        if mine.update(delivery=Delivery.CHECKING, checks=1, look_at=at):
            wake_delivery(message.pk, at)


def _absorb_twin(message: Message, marketplace_id: str | None) -> bool:
    """Drop the row that a pull made of this very reply before its answer came with the id."""
    if marketplace_id is None:
        return False
    twin = (
        Message.objects.filter(discussion_id=message.discussion_id, marketplace_message_id=marketplace_id)
        .exclude(id=message.pk)
        .first()
    )
    if twin is None:
        return False
    _drop(twin.pk)
    return True


def _drop(message_id: UUID) -> None:
    Attachment.objects.filter(message_id=message_id).delete()
    MessageSearch.objects.filter(message_id=message_id).delete()
    Message.objects.filter(id=message_id).delete()


def _note_answer(message: Message) -> None:
    """The list shows the answer at once; the next pull brings the marketplace's own view.

    The reply keeps the clock that it stopped, for the case that it turns out not to have arrived.
    """
    now = timezone.now()
    mine = Discussion.objects.filter(id=message.discussion_id)
    stopped = mine.values(since=Coalesce("needs_reply_since", "waived_since"))[:1]
    Message.objects.filter(id=message.pk).update(answers_since=stopped)
    mine.update(
        last_message_at=Greatest("last_message_at", now),
        snippet=" ".join(message.body.split())[:SNIPPET_LENGTH],
        needs_reply_since=None,
        reply_due_at=None,
        waived_since=None,
        updated_at=now,
    )
