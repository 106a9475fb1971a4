"""After a restore nothing is sent twice: what was on its way may have arrived since."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_noop

from guichet.accounts.models import Channel
from guichet.accounts.scope import everywhere
from guichet.inbox.models import Attachment, AttachmentState, Delivery, Message
from guichet.invoicing.models import InvoiceSeries, InvoiceSettings
from guichet.platforms.manifest import manifest_of
from guichet.platforms.words import Platform
from guichet.sync.mail_leaving import has_left

WAITED = gettext_noop(
    "This reply was waiting when the backup was made that Guichet was restored from. It may have been sent "
    "since: "
    "look at the marketplace, then send it again or take it back."
)
# Jobs only wake, rows hold the state; who was signed in signs in again.
EMPTIED = (
    "procrastinate_jobs", "procrastinate_events", "procrastinate_periodic_defers", "procrastinate_workers",
    "django_session",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """How many replies wait for a person, how many are looked for, and which series stand still where."""

    replies: int
    checked: int
    series: tuple[tuple[str, str, int], ...]
    refetched: int


def hold_what_leaves(made_at: datetime, missing: tuple[str, ...]) -> Held:
    """Keep replies and invoice numbers from leaving a second time; to be called once, before anything starts.

    A reply that was queued becomes a failed one that a person sends again or takes back; should it be at the
    marketplace, the next synchronisation confirms it, and sending it again looks for it first. One that was
    on
    the wire is looked for where the platform shows it. Contents that the backup does not hold are fetched
    again.
    """
    with everywhere("a restore looks over all accounts"), transaction.atomic():
        _empty_queue()
        Channel.objects.update(held_by=None, held_until=None)
        checked = _check_those_on_the_wire()
        replies = _hold_replies(made_at)
        return Held(replies, checked, _hold_series(), _fetch_again(missing))


def _empty_queue() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(EMPTIED)}")


def _check_those_on_the_wire() -> int:
    """On platforms that show a seller's messages, and for mails that surely began to leave."""
    checked = 0
    rows = Message.objects.filter(delivery__in=[Delivery.SENDING, Delivery.CHECKING])
    for message in rows.select_related("discussion__channel"):
        if manifest_of(Platform(message.discussion.channel.platform)).reads_back or has_left(message):
            message.delivery, message.look_at = Delivery.CHECKING, timezone.now()
            message.save(update_fields=["delivery", "look_at"])
            checked += 1
        else:
            Message.objects.filter(id=message.pk).update(delivery=Delivery.QUEUED)
    return checked


def _hold_replies(made_at: datetime) -> int:
    """`checks` above none: whoever sends it again looks for it at the marketplace first."""
    return Message.objects.filter(delivery=Delivery.QUEUED).update(
        delivery=Delivery.FAILED,
        delivery_error=WAITED,
        look_at=None,
        checks=1,
        attempted_at=Coalesce("attempted_at", made_at),
    )


def _hold_series() -> tuple[tuple[str, str, int], ...]:
    InvoiceSettings.objects.update(held_at=timezone.now())
    rows = InvoiceSeries.objects.select_related("store").order_by("store__name", "prefix")
    return tuple((row.store.name, row.prefix, row.last) for row in rows)


def _fetch_again(missing: tuple[str, ...]) -> int:
    lost = Attachment.objects.filter(digest__in=missing, marketplace_attachment_id__isnull=False)
    return lost.exclude(state=AttachmentState.FAILED).update(
        state=AttachmentState.WAITING, next_try_at=timezone.now(), attempts=0
    )
