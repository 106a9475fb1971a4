"""The one mail seam: every mail is parsed, judged, composed and sent here."""

from guichet.platforms.mail.compose import Letter, compose
from guichet.platforms.mail.model import NO_TEXT, Mail, MailAddress, MailFile, Report
from guichet.platforms.mail.parse import parse_mail
from guichet.platforms.mail.quotes import without_quotes
from guichet.platforms.mail.reading import MailConnector, MailKind, Reading
from guichet.platforms.mail.smtp import SmtpSender, smtp_sender

__all__ = [
    "NO_TEXT",
    "Letter",
    "Mail",
    "MailAddress",
    "MailConnector",
    "MailFile",
    "MailKind",
    "Reading",
    "Report",
    "SmtpSender",
    "compose",
    "parse_mail",
    "smtp_sender",
    "without_quotes",
]
