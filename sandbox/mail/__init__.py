"""Mail for rehearsal marketplaces: an SMTP peer with a menu of faults, and a signer."""

from sandbox.mail.peer import Fault, MailPeer, Received
from sandbox.mail.sending import hand_over
from sandbox.mail.serving import RunningPeer, listen
from sandbox.mail.signing import Signer

__all__ = ["Fault", "MailPeer", "Received", "RunningPeer", "Signer", "hand_over", "listen"]
