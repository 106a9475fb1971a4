"""Who reads a mailbox, and how far it was read: rows decide, as for channels."""

from datetime import timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.accounts.models.keys import new_id
from guichet.inbox.models import Mailbox
from guichet.platforms.mail.folder import ImapFolder

# Renewed with every batch. One whose reader died is free sooner: a channel's own with the channel, the
# installation's once the sweep has found the dead worker.
LEASE = timedelta(seconds=180)


class LostMailboxError(Exception):
    """Somebody else reads it now; what this reader has not committed is dropped."""


def claim_mailbox(folder: ImapFolder, channel: Channel | None) -> Mailbox | None:
    """Take a mailbox for one reading by one conditional UPDATE; None while somebody else has it.

    Who holds a channel holds its own mailbox: a former reader of it has lost both.
    """
    box = _box(folder, channel)
    now, run = timezone.now(), new_id()
    free = Mailbox.objects.filter(id=box.pk)
    if channel is None:
        free = free.filter(Q(held_until=None) | Q(held_until__lt=now))
    if not free.update(held_by=run, held_until=now + LEASE):
        return None
    return Mailbox.objects.get(id=box.pk)


def begin(box: Mailbox, uid_validity: int) -> None:
    """UIDs of another validity say nothing: the folder is read from its start, and no mail comes twice."""
    if box.uid_validity != uid_validity:
        box.uid_validity, box.last_uid = uid_validity, 0
        _mine(box).update(uid_validity=uid_validity, last_uid=0)


def advance(box: Mailbox, last_uid: int, *, unclaimed: int = 0, too_large: int = 0) -> None:
    """Move on, in the transaction that stores the mails; LostMailboxError when it is no longer ours."""
    moved = _mine(box).update(
        last_uid=last_uid,
        held_until=timezone.now() + LEASE,
        unclaimed_count=F("unclaimed_count") + unclaimed,
        too_large_count=F("too_large_count") + too_large,
    )
    if not moved:
        raise LostMailboxError
    box.last_uid = last_uid


def release_mailbox(box: Mailbox, trouble: str) -> None:
    """Give it back, if it is still ours; `trouble` is empty where it could be read."""
    changes: dict[str, object] = {"held_by": None, "held_until": None, "trouble": trouble}
    if not trouble:
        changes["read_at"] = timezone.now()
    _mine(box).update(**changes)


def free_mailboxes() -> None:
    """Let the next reader have the installation's mailboxes; one who still reads drops what is not stored."""
    Mailbox.objects.filter(channel=None).update(held_by=None, held_until=None)


def trouble_of(folder: ImapFolder) -> str:
    """What is wrong with the installation's mailbox; empty while it can be read."""
    found = Mailbox.objects.filter(channel=None, identity=folder.identity).values_list("trouble", flat=True)
    return found.first() or ""


def _box(folder: ImapFolder, channel: Channel | None) -> Mailbox:
    whose: dict[str, Any] = {
        "account_id": channel.account_id if channel else None,
        "channel_id": channel.pk if channel else None,
    }
    box, _ = Mailbox.objects.get_or_create(identity=folder.identity, **whose)
    return box


def _mine(box: Mailbox) -> QuerySet[Mailbox]:
    return Mailbox.objects.filter(id=box.pk, held_by=box.held_by)
