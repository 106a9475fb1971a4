"""Which servers carry a channel's mail: its own where it has them, else the installation's."""

from collections.abc import Mapping

from django.conf import settings

from guichet.platforms.errors import NeedsOwner
from guichet.platforms.mail.folder import BadImapUrlError, ImapFolder, imap_folder
from guichet.platforms.mail.imap import opened
from guichet.platforms.mail.own_servers import IMAP_URL, SMTP_URL
from guichet.platforms.mail.smtp import BadSmtpUrlError, SmtpSender, smtp_sender


def outgoing_server(credentials: Mapping[str, str]) -> SmtpSender | None:
    """The server for answers, None where there is none at all; NeedsOwner for an address that is none."""
    own = _own_sender(credentials)
    if own is None and settings.GUICHET_SMTP_URL:
        return smtp_sender(settings.GUICHET_SMTP_URL)
    return own


def own_folder(credentials: Mapping[str, str]) -> ImapFolder | None:
    """The channel's own mailbox, None where it has none; NeedsOwner for an address that is none."""
    url = credentials.get(IMAP_URL)
    try:
        return imap_folder(url, allow_private=_private(), name="The mailbox to read") if url else None
    except BadImapUrlError as error:
        raise NeedsOwner(str(error)) from None


def installation_folder() -> ImapFolder | None:
    """The mailbox of the installation: who runs it chose its server, wherever that stands."""
    url = settings.GUICHET_IMAP_URL
    return imap_folder(url, allow_private=True) if url else None


def try_own_servers(credentials: Mapping[str, str]) -> None:
    """Sign in to the servers of its own and leave; Unreachable, Busy or NeedsOwner with a sentence."""
    folder = own_folder(credentials)
    if folder is not None:
        with opened(folder):
            pass
    sender = _own_sender(credentials)
    if sender is not None:
        sender.try_out()


def _own_sender(credentials: Mapping[str, str]) -> SmtpSender | None:
    url = credentials.get(SMTP_URL)
    try:
        if url:
            return smtp_sender(url, name="The outgoing mail server", is_own=True, allow_private=_private())
    except BadSmtpUrlError as error:
        raise NeedsOwner(str(error)) from None
    return None


def _private() -> bool:
    return bool(settings.GUICHET_ALLOW_PRIVATE_HOSTS)
