"""Understands one mail: parsed, judged, read; nothing is changed yet but its row's own columns."""

from django.conf import settings

from guichet.inbox.models import MailWay, RawMail
from guichet.platforms.mail import Mail, MailConnector, parse_mail
from guichet.platforms.mail.dns import txt_record
from guichet.platforms.mail.trust import judge
from guichet.sync.mail_apply import Heard
from guichet.sync.mail_stranger import as_stranger


def listen(connector: MailConnector, row: RawMail) -> Heard | None:
    """None where it is not believed: the row then says why. Busy while DNS is silent, Unreadable."""
    raw = bytes(row.body)
    mail = parse_mail(raw)
    row.sender, row.subject, row.header_id = mail.sender.address[:320], mail.subject, mail.message_id[:300]
    if mail.reports:
        return Heard(row, mail, None)
    if row.is_accepted:
        return Heard(row, mail, as_stranger(row, connector.read_mail(mail, row.received_at)))
    if not _is_believed(connector, row, mail, raw):
        return None
    return Heard(row, mail, connector.read_mail(mail, row.received_at))


def _is_believed(connector: MailConnector, row: RawMail, mail: Mail, raw: bytes) -> bool:
    home = connector.home_of(mail.sender.domain)
    verdict = judge(
        raw,
        mail,
        home,
        authserv_id=_checked_by(row),
        txt=txt_record,
        sealers=settings.GUICHET_MAIL_ARC_SEALERS,
    )
    row.why = verdict.why
    return verdict.is_trusted


def _checked_by(row: RawMail) -> str | None:
    """Whose results are believed: the seller's own mailbox stands behind another server than ours, which may
    let a forged header of ours through."""
    is_ours = row.way != MailWay.OWN_MAILBOX
    return settings.GUICHET_MAIL_AUTHSERV_ID if is_ours else None
