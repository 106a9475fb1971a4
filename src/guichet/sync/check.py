"""Finds out whether a reply arrived whose answer was lost."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from guichet.inbox.models import Delivery, Message
from guichet.inbox.outbox import wake_delivery
from guichet.platforms.errors import Busy, NeedsOwner, Refused
from guichet.platforms.manifest import manifest_of
from guichet.platforms.port import Connector, DoubtfulConnector
from guichet.platforms.words import Platform
from guichet.sync import outcome
from guichet.sync.connecting import connector_of
from guichet.sync.health import block
from guichet.sync.mail_leaving import has_left
from guichet.sync.thread import read_thread

CLAIM = timedelta(seconds=150)
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=2)
NOT_THERE = (
    "The connection broke while this message was being sent, and it has not appeared at the marketplace "
    "since. It can be sent again: Guichet looks for it there once more before it does."
)
# Where the marketplace keeps a seller's own messages to itself, absence proves nothing.
NOT_SHOWN = (
    "The connection broke while this message was being sent, and this marketplace does not show your own "
    "messages to Guichet. It may have arrived: look in the marketplace's back office before sending it again."
)

NOT_LEFT = "This message could not be handed to the outgoing mail server. It can be sent again."


def check(message_id: UUID) -> None:
    """Read the thread: the ingest confirms the reply when it is there.

    When it is not, look again, ever later, until the platform's own time for it is over; then it failed.
    """
    message = _claim(message_id)
    if message is None:
        return
    if not manifest_of(Platform(message.discussion.channel.platform)).reads_back:
        _settle(message)
        return
    try:
        connector = connector_of(message.discussion.channel)
        read_thread(message.discussion, connector)
    except Busy as error:
        _again(message, error.after or LONGEST_WAIT)
    except NeedsOwner as error:
        block(message.discussion.channel, error.why)
        _again(message, LONGEST_WAIT)
    except Refused:
        _absent(message, NOT_THERE)
    else:
        if Message.objects.filter(id=message.pk, delivery=Delivery.CHECKING).exists():
            _absent(message, _why_absent(message, connector))


def _claim(message_id: UUID) -> Message | None:
    now = timezone.now()
    due = Message.objects.filter(id=message_id, delivery=Delivery.CHECKING, look_at__lte=now)
    if not due.update(look_at=now + CLAIM):
        return None
    return Message.objects.select_related("discussion__channel").get(id=message_id)


def _settle(message: Message) -> None:
    """A mail cannot be looked up: it counts as sent once its bounce would have come back.

    One whose content never began to leave, because its worker died before, is sent after all.
    """
    wait = manifest_of(Platform(message.discussion.channel.platform)).settles_within
    remaining = _last_attempt(message) + wait - timezone.now()
    if has_left(message):
        if remaining > timedelta(0):
            _again(message, remaining)
        else:
            outcome.sent(message, None)
    elif remaining > timedelta(0):
        _queue_again(message)
    else:
        outcome.failed(message, NOT_LEFT)


def _queue_again(message: Message) -> None:
    with transaction.atomic():
        checked = Message.objects.filter(id=message.pk, delivery=Delivery.CHECKING)
        if checked.update(delivery=Delivery.QUEUED, look_at=timezone.now()):
            wake_delivery(message.pk)


def _why_absent(message: Message, connector: Connector) -> str:
    place = message.discussion.marketplace_discussion_id
    hides = isinstance(connector, DoubtfulConnector) and connector.hides_own(place)
    return NOT_SHOWN if hides else NOT_THERE


def _absent(message: Message, why: str) -> None:
    platform = Platform(message.discussion.channel.platform)
    if timezone.now() > _last_attempt(message) + manifest_of(platform).settles_within:
        outcome.failed(message, why)
        return
    Message.objects.filter(id=message.pk).update(checks=message.checks + 1)
    _again(message, min(FIRST_WAIT * 2**message.checks, LONGEST_WAIT))


def _last_attempt(message: Message) -> datetime:
    """The later of the first attempt and of the moment it was queued again."""
    return max(moment for moment in (message.attempted_at, message.leaves_at, message.created_at) if moment)


def _again(message: Message, wait: timedelta) -> None:
    at = timezone.now() + wait
    with transaction.atomic():
        if Message.objects.filter(id=message.pk, delivery=Delivery.CHECKING).update(look_at=at):
            wake_delivery(message.pk, at)
