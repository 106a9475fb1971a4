"""Whether the malware scanner answers (GUICHET_CLAMAV_URL)."""

from collections.abc import Iterator
from io import BytesIO

from guichet.checks.finding import Finding, fine, mend
from guichet.inbox.scanner import ScannerDownError, is_configured, threat_in


def check_scanner() -> Iterator[Finding]:
    """Lets it look at seven harmless bytes."""
    if not is_configured():
        return
    try:
        threat_in(BytesIO(b"guichet"))
    except ScannerDownError:
        yield mend(
            "scanner",
            "The scanner of GUICHET_CLAMAV_URL does not answer: start clamd, or correct the address.",
        )
    else:
        yield fine("scanner", "The malware scanner answers.")
