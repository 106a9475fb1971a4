"""Writes and sends one mail about channels to one person."""

import logging
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guichet.accounts.models import Alerted, Channel, Person
from guichet.inbox.own_address import own_address
from guichet.platforms.catalogue import marketplace
from guichet.platforms.errors import Busy, ConnectorError, Uncertain
from guichet.platforms.mail import smtp_sender
from guichet.telemetry.counters import ALERTS

log = logging.getLogger("guichet.sync")

Told = tuple[Channel, Alerted]


def tell(person: Person, told: Sequence[Told]) -> None:
    """One mail for all of it, in their language; Busy where the outgoing server cannot be reached now.

    Without GUICHET_SMTP_URL there is no mail: the log and the Health page say it.
    """
    if not settings.GUICHET_SMTP_URL:
        ALERTS.labels("mail", "no_server").inc()
        return
    with translation.override(person.language or "en"):
        mail = _mail(person, told)
    sender = parseaddr(settings.GUICHET_MAIL_FROM)[1]
    try:
        smtp_sender(settings.GUICHET_SMTP_URL).send(sender, person.email, mail)
    except Busy:
        raise
    except Uncertain:
        # It may have arrived, and a second one would be the noise that this is not to be.
        ALERTS.labels("mail", "uncertain").inc()
    except ConnectorError:
        ALERTS.labels("mail", "refused").inc()
        log.warning("the outgoing mail server refuses an alert for person %s", person.pk)
    else:
        ALERTS.labels("mail", "sent").inc()


def _mail(person: Person, told: Sequence[Told]) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = settings.GUICHET_MAIL_FROM, person.email
    mail["Subject"], mail["Date"] = _subject(told), formatdate()
    mail["Message-ID"] = make_msgid(domain=parseaddr(settings.GUICHET_MAIL_FROM)[1].partition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answers of absence
    mail.set_content("\n".join(_lines(told)) + "\n")
    return mail.as_bytes(policy=mail.policy.clone(linesep="\r\n"))


def _subject(told: Sequence[Told]) -> str:
    broken = [channel for channel, matter in told if matter]
    if len(told) == 1:
        says = _("%(name)s needs you") if broken else _("%(name)s works again")
        return says % {"name": " ".join(_name(told[0][0]).split())}
    if broken:
        many = {"count": len(broken)}
        says = ngettext("%(count)s marketplace needs you", "%(count)s marketplaces need you", len(broken))
    else:
        many = {"count": len(told)}
        says = ngettext("%(count)s marketplace works again", "%(count)s marketplaces work again", len(told))
    return says % many


def _lines(told: Sequence[Told]) -> Iterator[str]:
    """The broken ones first."""
    home = own_address()
    for channel, matter in sorted(told, key=lambda one: not one[1]):
        yield f"{_name(channel)}: {_says(channel, matter)}"
        if home is not None:
            yield f"{home}/channels/{channel.pk}"
        yield ""
    yield _("Nobody is told again until this changes.")


def _says(channel: Channel, matter: Alerted) -> str:
    match matter:
        case Alerted.BLOCKED:
            return channel.health_message
        case Alerted.SILENT:
            says = _("Its messages have not been fetched for a while.")
            return f"{says} {channel.health_message}".strip()
        case _:
            return _("Messages are fetched again.")


def _name(channel: Channel) -> str:
    entry = marketplace(channel.marketplace)
    name = entry.name if entry is not None else channel.marketplace
    return f"{name.partition(' (')[0]}, {channel.store.name}"
