"""Stores what is new in a mailbox through the door that SMTP uses; the mailbox stays as it is."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from guichet.accounts.models import Channel
from guichet.inbox.models import Mailbox, MailWay
from guichet.inbox.outbox import wake_mail
from guichet.platforms.mail.folder import ImapFolder
from guichet.platforms.mail.imap import Listed, OpenFolder, opened
from guichet.sync.mail_folder_lease import advance, begin
from guichet.sync.mail_too_large import note_too_large
from guichet.sync.receive import store_mail

log = logging.getLogger("guichet.mail")

# As at the SMTP door (`guichet.cli.receiving.LARGEST`).
LARGEST = 38_000_000
AT_ONCE = 100
MOST_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class Reading:
    """How one mailbox is read. `whose` names the channels of a mail by its headers; `beat` runs before every
    batch and raises where the reading must end."""

    way: MailWay
    since: date
    whose: Callable[[bytes], Sequence[Channel]]
    beat: Callable[[], None] = lambda: None


@dataclass(slots=True)
class Tally:
    """What a reading brought; its one line in the log."""

    stored: int = 0
    unclaimed: int = 0
    too_large: int = 0


def fetch(box: Mailbox, folder: ImapFolder, reading: Reading) -> Tally:
    """Read on from where the mailbox was left.

    Raises the errors of the mailbox's server, and LostMailboxError. What is stored is stored.
    """
    tally = Tally()
    with opened(folder) as found:
        begin(box, found.uid_validity)
        for uids in _batches(found.after(box.last_uid, reading.since)):
            for group in _groups(found.listed(uids)):
                reading.beat()
                _take(box, found, group, reading, tally)
            if uids[-1] > box.last_uid:
                # Mails that vanished between two questions.
                advance(box, uids[-1])
    return tally


def _batches(uids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(uids), AT_ONCE):
        yield uids[start : start + AT_ONCE]


def _groups(listed: Sequence[Listed]) -> Iterator[list[Listed]]:
    """Mails that fit into memory together, in their order."""
    group: list[Listed] = []
    held = 0
    for mail in listed:
        size = mail.size if mail.size <= LARGEST else 0
        if group and held + size > MOST_BYTES:
            yield group
            group, held = [], 0
        group.append(mail)
        held += size
    if group:
        yield group


def _take(box: Mailbox, found: OpenFolder, group: Sequence[Listed], reading: Reading, tally: Tally) -> None:
    """One transaction: the raw mails, and how far the mailbox was read. It commits before the next fetch."""
    owners = {mail.uid: reading.whose(mail.headers) for mail in group}
    wanted = [mail.uid for mail in group if owners[mail.uid] and mail.size <= LARGEST]
    contents = found.contents(wanted) if wanted else {}
    now = Tally()
    with transaction.atomic():
        for mail in group:
            _keep(mail, owners[mail.uid], contents.get(mail.uid), reading.way, now)
        advance(box, group[-1].uid, unclaimed=now.unclaimed, too_large=now.too_large)
        for channel_id in {channel.pk for uid in wanted for channel in owners[uid]}:
            wake_mail(channel_id)
    tally.stored += now.stored
    tally.unclaimed += now.unclaimed
    tally.too_large += now.too_large


def _keep(mail: Listed, owners: Sequence[Channel], content: bytes | None, way: MailWay, tally: Tally) -> None:
    if not owners:
        tally.unclaimed += 1
        return
    if mail.size > LARGEST:
        tally.too_large += 1
    for channel in owners:
        if mail.size > LARGEST:
            note_too_large(channel, mail.headers, mail.size, way)
        elif content is not None and len(content) <= LARGEST and store_mail(channel, content, "", way):
            tally.stored += 1
