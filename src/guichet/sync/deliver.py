"""Carries one reply to its marketplace, once."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from guichet.inbox.models import Delivery, Message
from guichet.inbox.outbox import wake_delivery
from guichet.platforms.errors import Busy, ConnectorError, NeedsOwner, Uncertain
from guichet.platforms.manifest import manifest_of
from guichet.platforms.port import Sent
from guichet.platforms.words import Platform
from guichet.sync import outcome
from guichet.sync.connecting import connector_of
from guichet.sync.health import block, note_busy
from guichet.sync.mail_leaving import forget_leaving
from guichet.sync.outgoing import outgoing_of
from guichet.sync.places import sending, soon
from guichet.sync.thread import read_thread
from guichet.telemetry.counters import DELIVERIES

# Longer than the longest send (SEND_WITHIN of the web seam): after this the sender is dead, not slow.
SENDING_LEASE = timedelta(seconds=330)
BEHIND_ANOTHER = timedelta(seconds=3)
BUSY_WAIT = timedelta(seconds=20)
BUSY_AT_MOST = timedelta(hours=24)


def deliver(message_id: UUID) -> None:
    """Send a reply whose time has come, if it is still to be sent; its outcome is written on its row.

    The row says SENDING before the wire is touched. Whoever finds it so after a crash reads the thread to
    learn what happened; nobody sends it again before that.
    """
    marketplace = _marketplace_of(message_id)
    with sending.taken(marketplace) as has_place:
        if not has_place:
            _come_back(message_id)
            return
        message = _begin(message_id)
        if message is not None:
            _send_and_note(message)


def _marketplace_of(message_id: UUID) -> str:
    rows = Message.objects.filter(id=message_id).values_list("discussion__channel__marketplace", flat=True)
    return rows.first() or ""


def _come_back(message_id: UUID) -> None:
    """Its marketplace has all the threads here that it may have. Its row stays free for who has a place."""
    if Message.objects.filter(id=message_id, delivery=Delivery.QUEUED).exists():
        wake_delivery(message_id, timezone.now() + soon())


def _send_and_note(message: Message) -> None:
    """One attempt, and what each outcome means for the row."""
    try:
        sent = _send(message)
    except Busy as error:
        forget_leaving(message)
        _count(message, "waiting")
        note_busy(message.discussion.channel, error.after)
        _wait(message, error)
    except NeedsOwner as error:
        forget_leaving(message)
        _count(message, "failed")
        outcome.failed(message, error.why)
        block(message.discussion.channel, error.why)
    except Uncertain:
        _count(message, "checking")
        outcome.uncertain(message)
    except ConnectorError as error:
        forget_leaving(message)
        _count(message, "failed")
        outcome.failed(message, error.why)
    except Exception:
        # Our own error may have struck after the bytes left: nobody knows until the thread is read.
        _count(message, "checking")
        outcome.uncertain(message)
        raise
    else:
        _count(message, "sent")
        if sent is not None:
            outcome.sent(message, sent.marketplace_id)


def _count(message: Message, became: str) -> None:
    DELIVERIES.labels(message.discussion.channel.platform, became).inc()


def _send(message: Message) -> Sent | None:
    """None when an earlier attempt, whose answer had been lost, turns out to have arrived."""
    connector = connector_of(message.discussion.channel)
    if message.checks and manifest_of(Platform(message.discussion.channel.platform)).reads_back:
        read_thread(message.discussion, connector)
        if not Message.objects.filter(id=message.pk, delivery=Delivery.SENDING).exists():
            return None
    return connector.send(outgoing_of(message))


def _begin(message_id: UUID) -> Message | None:
    """Take the reply for sending, in one short transaction; None when it is not to be sent now."""
    now = timezone.now()
    with transaction.atomic():
        rows = Message.objects.select_for_update(skip_locked=True, of=("self",))
        message = (
            rows.select_related("discussion__channel").filter(id=message_id, delivery=Delivery.QUEUED).first()
        )
        if message is None:
            return None
        wait = _reason_to_wait(message, now)
        if wait is not None:
            _postpone(message, wait)
            return None
        if not message.discussion.channel.is_enabled:
            why = "This marketplace is switched off for the store; switch it on and send again."
            Message.objects.filter(id=message.pk).update(
                delivery=Delivery.FAILED, delivery_error=why, look_at=None
            )
            return None
        message.delivery = Delivery.SENDING
        message.attempted_at = message.attempted_at or now
        message.look_at = now + SENDING_LEASE
        message.save(update_fields=["delivery", "attempted_at", "look_at"])
    return message


def _reason_to_wait(message: Message, now: datetime) -> datetime | None:
    """When to look again.

    The hold is not over, the marketplace asked to be left alone, or an earlier reply of the discussion goes
    first.
    """
    if message.leaves_at is not None and message.leaves_at > now:
        return message.leaves_at
    busy_until = message.discussion.channel.busy_until
    if busy_until is not None and busy_until > now:
        return busy_until
    ahead = Message.objects.filter(
        discussion_id=message.discussion_id,
        delivery__in=[Delivery.QUEUED, Delivery.SENDING, Delivery.CHECKING],
        id__lt=message.pk,
    )
    return now + BEHIND_ANOTHER if ahead.exists() else None


def _postpone(message: Message, until: datetime) -> None:
    Message.objects.filter(id=message.pk).update(look_at=until)
    wake_delivery(message.pk, until)


def _wait(message: Message, error: Busy) -> None:
    """The marketplace surely took nothing: try again later, for a day at most."""
    now = timezone.now()
    if message.attempted_at is not None and now - (message.leaves_at or now) > BUSY_AT_MOST:
        outcome.failed(message, f"The marketplace has taken no message for a day. {error.why}")
        return
    until = now + (error.after or BUSY_WAIT)
    with transaction.atomic():
        still = Message.objects.filter(id=message.pk, delivery=Delivery.SENDING)
        if still.update(delivery=Delivery.QUEUED, look_at=until):
            wake_delivery(message.pk, until)
