"""Decides whether bytes that are kept may be given to people."""

from django.utils import timezone

from guichet.inbox.files import open_content
from guichet.inbox.models import Attachment, AttachmentState
from guichet.inbox.scanner import TooLargeToScanError, is_configured, threat_in

# Kept on rows in English; pages translate them.
SCANNER_DOWN = "The malware scanner does not answer; the file is shown as soon as it does."
NOT_SCANNED = "The malware scanner takes no file of this size; it was not scanned."


def quarantine_words(threat: str) -> str:
    """Why a file is given to nobody."""
    return f"The malware scanner found {threat} in this file; it is kept locked and given to nobody."


def examine(attachment: Attachment) -> None:
    """Set the state of an attachment whose bytes are kept; ScannerDownError where it must wait.

    Without a scanner the file is STORED and `scanned_at` stays empty: nothing pretends to have looked.
    """
    attachment.state, attachment.error = AttachmentState.STORED, ""
    if not is_configured():
        return
    try:
        with open_content(attachment.digest) as stream:
            threat = threat_in(stream)
    except TooLargeToScanError:
        attachment.error = NOT_SCANNED
        return
    if threat is None:
        attachment.scanned_at = timezone.now()
    else:
        attachment.state, attachment.error = AttachmentState.QUARANTINED, quarantine_words(threat)
