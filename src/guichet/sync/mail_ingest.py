"""Reads the mails of one channel that wait, a handful in one transaction."""

import logging
from collections.abc import Iterator, Sequence
from datetime import timedelta
from time import monotonic
from uuid import UUID

from django.db import DataError, IntegrityError, transaction
from django.db.models import QuerySet
from django.db.models.functions import Length
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.ingest.ingest import lock_channel
from guichet.inbox.models import MailState, RawMail
from guichet.inbox.outbox import wake_mail, wake_orders
from guichet.platforms.errors import Busy, NeedsOwner, Unreadable
from guichet.platforms.mail import MailConnector
from guichet.platforms.port import SetAside
from guichet.sync.mail_apply import Heard, apply_all
from guichet.sync.mail_connecting import mail_connector_of
from guichet.sync.mail_listen import listen
from guichet.sync.mail_rows import save_rows
from guichet.sync.mail_turn import turn
from guichet.sync.set_aside import set_aside

log = logging.getLogger("guichet.mail")

FIRST_WAIT = timedelta(seconds=20)
LONGEST_WAIT = timedelta(hours=1)
# One handful: a transaction short enough for those who wait, and mails that fit into memory.
MOST_MAILS = 200
MOST_BYTES = 20_000_000
AT_ONCE = 500


def ingest_mails(channel_id: UUID, within: float | None = None, *, waits: bool = False) -> int:
    """Read what waits, oldest first, until nothing is due; how many were looked at.

    After `within` seconds the rest is left to another job, so that a worker can be asked to end. Where
    somebody else is reading this channel, what waits is left to them, unless one `waits` for the turn.
    """
    deadline = None if within is None else monotonic() + within
    channel = Channel.objects.select_related("store").filter(id=channel_id).first()
    connector = None if channel is None else _connector(channel)
    if channel is None or connector is None:
        return 0
    count, is_ours = 0, True
    # A mail that came while the turn was given back had its job refused: hence the second look.
    while is_ours and _is_waiting(channel):
        with turn(channel.pk, waits=waits) as is_ours:
            if is_ours:
                count += _read_on(channel, connector, deadline)
        if deadline is not None and monotonic() > deadline:
            wake_mail(channel.pk)
            break
    return count


def _read_on(channel: Channel, connector: MailConnector, deadline: float | None) -> int:
    count = 0
    while waiting := _due(channel):
        for handful in _handfuls(waiting):
            count += _ingest(channel, connector, handful)
            if deadline is not None and monotonic() > deadline:
                return count
    return count


def _connector(channel: Channel) -> MailConnector | None:
    try:
        return mail_connector_of(channel)
    except NeedsOwner as error:
        log.warning("channel %s reads no mail: %s", channel.pk, error.why)
        later = timezone.now() + LONGEST_WAIT
        RawMail.objects.filter(channel=channel, state=MailState.NEW).update(look_at=later)
        return None


def _is_waiting(channel: Channel) -> bool:
    return RawMail.objects.filter(channel=channel, state=MailState.NEW, look_at__lte=timezone.now()).exists()


def _due(channel: Channel) -> list[tuple[UUID, int]]:
    due = RawMail.objects.filter(channel=channel, state=MailState.NEW, look_at__lte=timezone.now())
    sized = due.annotate(size=Length("body")).order_by("received_at", "id")
    return list(sized.values_list("id", "size")[:AT_ONCE])


def _handfuls(waiting: Sequence[tuple[UUID, int]]) -> Iterator[list[UUID]]:
    handful: list[UUID] = []
    held = 0
    for mail_id, size in waiting:
        if handful and (len(handful) == MOST_MAILS or held + size > MOST_BYTES):
            yield handful
            handful, held = [], 0
        handful.append(mail_id)
        held += size
    if handful:
        yield handful


def _ingest(channel: Channel, connector: MailConnector, mail_ids: Sequence[UUID]) -> int:
    """All together; where that fails, one by one, so that one mail cannot hold up the others."""
    rows = list(_waiting(mail_ids))
    heard = [one for row in rows if (one := _heard(connector, row)) is not None]
    try:
        _take(channel, heard)
    except Exception as error:
        if not isinstance(error, (DataError, IntegrityError)):
            log.exception("mails could not be taken in together; each is tried alone")
        for one in heard:
            _ingest_alone(channel, connector, one.row.pk)
    return len(rows)


def _waiting(mail_ids: Sequence[UUID]) -> QuerySet[RawMail]:
    return RawMail.objects.filter(id__in=mail_ids, state=MailState.NEW).order_by("received_at", "id")


def _ingest_alone(channel: Channel, connector: MailConnector, mail_id: UUID) -> None:
    one = _heard(connector, RawMail.objects.get(id=mail_id))
    if one is None:
        return
    try:
        _take(channel, [one])
    except (DataError, IntegrityError):
        log.exception("a mail holds a value that does not fit")
        _put_aside(one.row, "It holds values that do not fit.")
    except Exception as error:
        log.exception("a mail could not be taken in")
        _put_aside(one.row, f"Guichet failed over it ({type(error).__name__}).")


def _heard(connector: MailConnector, row: RawMail) -> Heard | None:
    """None where it is not believed, not readable, or cannot be judged now; the row says which."""
    try:
        one = listen(connector, row)
    except Busy as error:
        _later(row, error.why)
    except Unreadable as error:
        _put_aside(row, error.why)
    except Exception as error:
        # A parser that stumbles must not hold up the mails behind this one.
        log.exception("a mail could not be read")
        _put_aside(row, f"Our parser failed ({type(error).__name__}).")
    else:
        if one is None:
            row.state = MailState.ASIDE
            row.save(update_fields=["state", "why", "sender", "subject", "header_id"])
        return one
    return None


def _take(channel: Channel, heard: Sequence[Heard]) -> None:
    if not heard:
        return
    with transaction.atomic():
        lock_channel(channel.pk)
        # Where our claim ran out, somebody else may have read some of them meanwhile.
        ids = [one.row.pk for one in heard]
        still = set(RawMail.objects.filter(id__in=ids, state=MailState.NEW).values_list("id", flat=True))
        ours = [one for one in heard if one.row.pk in still]
        apply_all(channel, ours)
        save_rows([one.row for one in ours])
        if any(one.reading is not None and one.reading.order_id for one in ours):
            wake_orders(channel.pk)


def _later(row: RawMail, why: str) -> None:
    row.attempts += 1
    row.why = why
    row.look_at = timezone.now() + min(FIRST_WAIT * 2 ** min(row.attempts, 10), LONGEST_WAIT)
    row.save(update_fields=["attempts", "why", "look_at"])


def _put_aside(row: RawMail, why: str) -> None:
    """Shown raw on the channel's page; nothing of it is lost."""
    with transaction.atomic():
        RawMail.objects.filter(id=row.pk).update(
            state=MailState.UNREADABLE, why=why, subject=row.subject, sender=row.sender
        )
        set_aside(row.channel, [SetAside(bytes(row.body), why)])
