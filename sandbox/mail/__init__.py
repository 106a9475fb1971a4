"""Mail for rehearsal marketplaces: an SMTP peer and a mailbox, each with a menu of faults, and a signer."""

from sandbox.mail.imap_serving import RunningMailbox, listen_imap
from sandbox.mail.mailbox import MailboxFault, RehearsalMailbox
from sandbox.mail.peer import Fault, MailPeer, Received
from sandbox.mail.sending import hand_over
from sandbox.mail.serving import RunningPeer, listen
from sandbox.mail.signing import Signer

__all__ = [
    "Fault",
    "MailPeer",
    "MailboxFault",
    "Received",
    "RehearsalMailbox",
    "RunningMailbox",
    "RunningPeer",
    "Signer",
    "hand_over",
    "listen",
    "listen_imap",
]
