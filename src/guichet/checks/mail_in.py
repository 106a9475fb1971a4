"""Whether mails of customers arrive."""

import socket
from collections.abc import Iterator

from django.conf import settings

from guichet.accounts.models import Channel
from guichet.checks.finding import Finding, advise, fine, mend
from guichet.checks.queue_figures import queue_now
from guichet.platforms.errors import ConnectorError
from guichet.platforms.mail.folder import imap_folder
from guichet.platforms.mail.imap import opened

PATIENCE_SECONDS = 5.0
GREETING = b"220 "
OURS = b"Guichet"


def check_mail_in() -> Iterator[Finding]:
    """The door for mail, the installation's mailbox, and the channels that need either."""
    domain, mailbox = settings.GUICHET_MAIL_DOMAIN, settings.GUICHET_IMAP_URL
    by_mail = Channel.objects.filter(is_enabled=True).exclude(inbound_address="")
    if not domain and not mailbox:
        many = by_mail.count()
        if many:
            yield mend(
                "mail_in",
                f"{many} marketplaces write by mail and nothing receives it: set GUICHET_MAIL_DOMAIN (and "
                "point its MX record here), or GUICHET_IMAP_URL.",
            )
        else:
            yield fine("mail_in", "No marketplace writes by mail.")
        return
    if domain:
        yield from _addresses(domain, by_mail.exclude(inbound_address__iendswith=f"@{domain}").count())
        yield from _door()
    if mailbox:
        yield from _mailbox(mailbox)


def _addresses(domain: str, others: int) -> Iterator[Finding]:
    if others and not settings.GUICHET_IMAP_URL:
        yield advise(
            "mail_in",
            f"{others} marketplaces write to addresses of another domain than {domain}: let its mail come "
            "here too, or enter their new addresses at the marketplaces.",
        )


def _door() -> Iterator[Finding]:
    host, port = settings.GUICHET_SMTP_LISTEN
    try:
        with socket.create_connection((host, port), PATIENCE_SECONDS) as door:
            door.settimeout(PATIENCE_SECONDS)
            greeting = door.recv(500)
    except OSError:
        if queue_now().workers:
            yield mend(
                "mail_in",
                f"Nothing answers at GUICHET_SMTP_LISTEN={host}:{port}: start `guichet mail` there.",
            )
        else:
            yield advise(
                "mail_in", f"Nothing receives mail at {host}:{port} at the moment: Guichet is not running."
            )
        return
    if greeting.startswith(GREETING) and OURS in greeting:
        yield fine("mail_in", f"Mail is received at {host}:{port}.")
    else:
        yield mend(
            "mail_in",
            f"Another program answers at GUICHET_SMTP_LISTEN={host}:{port}: stop it, or choose another port.",
        )


def _mailbox(url: str) -> Iterator[Finding]:
    try:
        with opened(imap_folder(url, allow_private=True)):
            pass
    except ConnectorError as error:
        yield mend("mail_in", f"{error.why.rstrip('.')}: check GUICHET_IMAP_URL.")
    else:
        yield fine("mail_in", "The mailbox of GUICHET_IMAP_URL can be read.")
