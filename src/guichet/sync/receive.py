"""Takes a mail in: its raw bytes are committed before anybody is told that it arrived."""

from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.models import RawMail
from guichet.inbox.outbox import wake_mail


def inbound_channel(address: str) -> Channel | None:
    """The channel of an inbound address, its domain's case aside; None for any other address."""
    return Channel.objects.filter(inbound_address__iexact=address.strip()).exclude(inbound_address="").first()


def keep_mail(channel: Channel, raw: bytes, envelope_from: str) -> UUID | None:
    """Store a mail in one committed transaction and wake its reading; None when it is here already."""
    now = timezone.now()
    mail = RawMail(
        account_id=channel.account_id,
        channel=channel,
        body=raw,
        digest=sha256(raw).digest(),
        envelope_from=envelope_from[:320],
        received_at=now,
        look_at=now,
    )
    with transaction.atomic():
        RawMail.objects.bulk_create([mail], ignore_conflicts=True)
        wake_mail(channel.pk)
    return mail.pk if RawMail.objects.filter(id=mail.pk).exists() else None
