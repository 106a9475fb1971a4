"""A mail to the owners of an account whose webhook Guichet switched off."""

from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from guichet.accounts.models import Member, Person, Role
from guichet.events.models import Webhook
from guichet.platforms.mail.smtp import SmtpSender, smtp_sender


def tell_owners(webhook_id: UUID) -> None:
    """Once; without an outgoing mail server the page alone says it. The errors of SmtpSender.send go on."""
    webhook = Webhook.objects.filter(id=webhook_id, is_enabled=False, owners_told_at=None).first()
    if webhook is None or not webhook.disabled_why:
        return
    server = settings.GUICHET_SMTP_URL
    for person in _owners(webhook) if server else ():
        _write(webhook, person, smtp_sender(str(server)))
    Webhook.objects.filter(id=webhook.pk).update(owners_told_at=timezone.now())


def _owners(webhook: Webhook) -> list[Person]:
    owners = Member.objects.filter(account_id=webhook.account_id, role=Role.OWNER, person__is_active=True)
    return [member.person for member in owners.select_related("person")]


def _write(webhook: Webhook, person: Person, server: SmtpSender) -> None:
    sender = parseaddr(settings.GUICHET_MAIL_FROM)[1]
    with translation.override(person.language or "en"):
        mail = _mail(webhook, sender, person.email)
    content = mail.as_bytes(policy=mail.policy.clone(linesep="\r\n"))
    server.send(sender, person.email, content)


def _mail(webhook: Webhook, sender: str, recipient: str) -> EmailMessage:
    host = urlsplit(webhook.url).hostname or ""
    mail = EmailMessage()
    mail["From"], mail["To"] = settings.GUICHET_MAIL_FROM, recipient
    mail["Subject"] = _("A webhook to %(host)s was switched off") % {"host": host}
    mail["Date"] = formatdate()
    mail["Message-ID"] = make_msgid(domain=sender.partition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answers of absence
    kept = _("What happens is kept for 30 days. Mend the address, then switch the webhook on again: what it"
             " missed is sent in order.")  # fmt: skip
    page = f"{settings.GUICHET_BASE_URL or ''}/settings/webhooks/{webhook.pk}"
    mail.set_content(f"{_(webhook.disabled_why)}\n\n{kept}\n\n{page}\n")
    return mail
