"""The mailboxes that are read: a channel's own with its synchronisation, the installation's by a job."""

import logging
from datetime import timedelta
from functools import partial

from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.accounts.sealing import SealBrokenError, unseal
from guichet.inbox.models import MailWay
from guichet.platforms.errors import Busy, ConnectorError, NeedsOwner
from guichet.platforms.mail.folder import ImapFolder
from guichet.sync.due import renew
from guichet.sync.mail_fetch import Reading, Tally, fetch
from guichet.sync.mail_folder_lease import (
    LostMailboxError,
    claim_mailbox,
    release_mailbox,
    trouble_of,
)
from guichet.sync.mail_servers import installation_folder, own_folder
from guichet.sync.mail_whose import Doorman

log = logging.getLogger("guichet.mail")

# The first reading of the installation's mailbox goes as far back as that of a channel.
BACKWARDS = timedelta(days=90)
# The day of SINCE is the server's own.
_A_DAY = timedelta(days=1)


def read_channel_mailbox(channel: Channel) -> None:
    """Read the channel's own mailbox, all of which is its; part of its synchronisation, under its lease.

    NeedsOwner or Busy where it cannot be read; Busy too where the channel depends on the installation's
    mailbox and that one cannot be, so that its page says so.
    """
    if not channel.inbound_address:
        return
    folder = own_folder(_credentials(channel))
    if folder is None:
        _say_trouble()
        return
    since = (channel.backfill_since - _A_DAY).date()
    _read(folder, channel, Reading(MailWay.OWN_MAILBOX, since, lambda _: [channel], partial(renew, channel)))


def read_installation_mailbox() -> None:
    """Read the mailbox of GUICHET_IMAP_URL; mails that name no channel stay there. Its errors end here."""
    folder = installation_folder()
    if folder is None:
        return
    since = (timezone.now() - BACKWARDS).date()
    try:
        _read(folder, None, Reading(MailWay.MAILBOX, since, Doorman().channels_of))
    except ConnectorError as error:
        log.warning("the mailbox of GUICHET_IMAP_URL cannot be read: %s", error.why)


def _read(folder: ImapFolder, channel: Channel | None, reading: Reading) -> None:
    box = claim_mailbox(folder, channel)
    if box is None:
        return
    trouble = "Guichet met an error of its own over this mailbox; see its log."
    try:
        _log(channel, fetch(box, folder, reading))
        trouble = ""
    except ConnectorError as error:
        trouble = error.why
        raise
    except LostMailboxError:
        log.warning("another worker took over a mailbox")
    finally:
        release_mailbox(box, trouble)


def _say_trouble() -> None:
    folder = installation_folder()
    trouble = trouble_of(folder) if folder else ""
    if trouble:
        raise Busy(f"The mailbox of this installation (GUICHET_IMAP_URL) is not read: {trouble}")


def _credentials(channel: Channel) -> dict[str, str]:
    try:
        return unseal(bytes(channel.credentials))
    except SealBrokenError as error:
        raise NeedsOwner(str(error)) from error


def _log(channel: Channel | None, tally: Tally) -> None:
    if not (tally.stored or tally.unclaimed or tally.too_large):
        return
    log.info(
        "mailbox of %s read: %d mails stored, %d for no channel left there, %d too large to fetch",
        f"channel {channel.pk}" if channel else "the installation",
        tally.stored, tally.unclaimed, tally.too_large,
    )  # fmt: skip
