"""The mail that carries an invitation."""

import logging
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from enum import StrEnum

from django.conf import settings
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from guichet.accounts.actions.invite import Invited
from guichet.accounts.models import Account
from guichet.accounts.queries.person import person_of
from guichet.accounts.viewer import Viewer
from guichet.platforms.errors import ConnectorError
from guichet.platforms.mail.smtp import smtp_sender

log = logging.getLogger("guichet.accounts")
PATH = "/invitations/"


class Mailed(StrEnum):
    """What became of the mail."""

    SENT = "SENT"
    NO_SERVER = "NO_SERVER"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class Carried:
    """How an invitation went out; `link` is empty where the mail has it, else for the inviter to pass on."""

    invited: Invited
    mailed: Mailed
    link: str = ""


def carry(viewer: Viewer, invited: Invited, base_url: str) -> Carried:
    """Send the link; where that cannot be, the invitation stays, and the link is given back.

    In the request and after its transaction, not in a job: the token would have to be kept for one. The mail
    is in the inviter's language, since nothing is known of who gets it.
    """
    link = f"{base_url.rstrip('/')}{PATH}{invited.token}"
    if not settings.GUICHET_SMTP_URL:
        return Carried(invited, Mailed.NO_SERVER, link)
    with override(person_of(viewer).language or get_language() or "en"):
        mail = _mail(viewer, invited, link)
    try:
        _send(settings.GUICHET_SMTP_URL, invited.invitation.email, mail)
    except ConnectorError as error:
        log.warning("An invitation could not be mailed: %s", type(error).__name__)
        return Carried(invited, Mailed.FAILED, link)
    return Carried(invited, Mailed.SENT)


def _send(url: str, recipient: str, mail: EmailMessage) -> None:
    content = mail.as_bytes(policy=mail.policy.clone(linesep="\r\n"))
    smtp_sender(url).send(_sender(), recipient, content)


def _sender() -> str:
    return parseaddr(settings.GUICHET_MAIL_FROM)[1]


def _mail(viewer: Viewer, invited: Invited, link: str) -> EmailMessage:
    company = Account.objects.get(id=viewer.account_id).name
    names = {"name": " ".join(viewer.name.split()), "company": " ".join(company.split()), "link": link}
    mail = EmailMessage()
    mail["From"], mail["To"] = settings.GUICHET_MAIL_FROM, invited.invitation.email
    mail["Subject"] = _("%(name)s invites you to %(company)s in Guichet") % names
    mail["Date"], mail["Message-ID"] = formatdate(), make_msgid(domain=_sender().partition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answers of absence
    mail.set_content(_body() % names + "\n")
    return mail


def _body() -> str:
    asks = _("%(name)s asks you to join %(company)s in Guichet, where its customers are answered.")
    accept = _("Accept within seven days:")
    otherwise = _("If you expected no such mail, leave it be: nothing happens without your doing.")
    return f"{asks}\n\n{accept}\n%(link)s\n\n{otherwise}"
