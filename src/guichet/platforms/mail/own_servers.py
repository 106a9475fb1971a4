"""The fields by which a seller gives a marketplace a mailbox and an outgoing server of its own."""

from guichet.platforms.manifest import CredentialField

IMAP_URL = "imapUrl"
SMTP_URL = "smtpUrl"

OWN_SERVERS = (
    CredentialField(
        IMAP_URL,
        "Mailbox to read",
        is_secret=True,
        is_required=False,
        help="imaps://user:password@mail.example.com:993/INBOX. Only if this marketplace writes to a mailbox "
        "of yours instead of the inbound address: every mail in that folder counts as this "
        "marketplace's, and stays there as it is.",
    ),
    CredentialField(
        SMTP_URL,
        "Outgoing mail server",
        is_secret=True,
        is_required=False,
        help="smtp://user:password@mail.example.com:587 or smtps://. Only if the answers of this marketplace "
        "leave by a server of their own.",
    ),
)
