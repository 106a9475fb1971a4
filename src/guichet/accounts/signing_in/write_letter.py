"""Writes and sends a letter to a person."""

from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from uuid import UUID

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.utils import translation
from django.utils.translation import gettext as _

from guichet.accounts.models import Member, Person
from guichet.accounts.scope import everywhere
from guichet.accounts.signing_in.letters import Letter
from guichet.platforms.mail.smtp import smtp_sender


def write_letter(letter: Letter, person_id: UUID, base_url: str | None) -> None:
    """Send it by GUICHET_SMTP_URL, in the person's language; nothing is sent to those who may not come in.

    The errors of SmtpSender.send go on to the job, which tries again.
    """
    person = Person.objects.filter(id=person_id, is_active=True).first()
    if person is None or not settings.GUICHET_SMTP_URL or not _belongs(person):
        return
    with translation.override(person.language or "en"):
        content = _content(letter, person, base_url)
    if content is None:
        return
    sender = parseaddr(settings.GUICHET_MAIL_FROM)[1]
    mail = _mail(person.email, sender, *content)
    smtp_sender(settings.GUICHET_SMTP_URL).send(sender, person.email, mail)


def link_of(person: Person, base_url: str) -> str:
    """Where a new password is chosen: for an hour, once, while the old one stands."""
    return f"{base_url}/sign-in/new-password/{person.pk}/{default_token_generator.make_token(person)}"


def _content(letter: Letter, person: Person, base_url: str | None) -> tuple[str, str] | None:
    if letter is Letter.PASSWORD_LINK:
        return (
            None if base_url is None else (_("A new password for Guichet"), _asked(link_of(person, base_url)))
        )
    subject = {
        Letter.PASSWORD_CHANGED: _("Your password was changed"),
        Letter.FACTOR_ADDED: _("A second step was added to your sign-in"),
        Letter.FACTOR_REMOVED: _("A second step was removed from your sign-in"),
        Letter.CODES_MADE: _("New recovery codes were made for you"),
    }[letter]
    if_not = _("If it was not you, choose a new password, end your other sessions and tell an owner.")
    return subject, f"{subject}.\n\n{if_not}\n{base_url or ''}"


def _asked(link: str) -> str:
    said = _("Somebody asked for a new password for this address. Choose it here within an hour:")
    return f"{said}\n\n{link}\n\n" + _("If it was not you, there is nothing to do: your password stays.")


def _mail(recipient: str, sender: str, subject: str, text: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = settings.GUICHET_MAIL_FROM, recipient, subject
    mail["Date"] = formatdate()
    mail["Message-ID"] = make_msgid(domain=sender.partition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answers of absence
    mail.set_content(text.rstrip() + "\n")
    return mail.as_bytes(policy=mail.policy.clone(linesep="\r\n"))


def _belongs(person: Person) -> bool:
    with everywhere("who signs in may belong to any account"):
        return Member.objects.filter(person=person).exists()
