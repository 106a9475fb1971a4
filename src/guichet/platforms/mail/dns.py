"""TXT records by the system's resolver."""

import dns.exception
import dns.resolver

from guichet.platforms.errors import Busy

PATIENCE_SECONDS = 5.0


def txt_record(name: str) -> str | None:
    """The first TXT record of a name, its pieces joined; Busy where DNS does not answer."""
    try:
        answer = dns.resolver.resolve(name, "TXT", lifetime=PATIENCE_SECONDS)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer, dns.name.LabelTooLong, dns.name.EmptyLabel):
        return None
    except dns.exception.DNSException as error:
        raise Busy("DNS does not answer, so this mail's signature cannot be checked yet.") from error
    texts = [b"".join(record.strings).decode("ascii", "replace") for record in answer]
    return next((text for text in texts if text.startswith(("v=DMARC1", "v=DKIM1"))), texts[0])
