"""DKIM signatures (RFC 6376), checked by dkimpy; DMARC policies (RFC 7489), read by authheaders."""

import re
from collections.abc import Callable

import dkim  # type: ignore[import-untyped]
from authheaders.dmarc_lookup import (  # type: ignore[import-untyped]
    DMARCException,
    lookup_receiver_record,
)

_MOST = 5
_DOMAIN = re.compile(r"(?:^|;)\s*d\s*=\s*([A-Za-z0-9.-]+)")
_LENGTH = re.compile(r"(?:^|;)\s*l\s*=")


def signed_domains(raw: bytes, txt: Callable[[str], str | None]) -> tuple[str, ...]:
    """The domains whose signature on this mail is valid; Busy where DNS does not answer."""
    try:
        checker = dkim.DKIM(raw)
    except dkim.DKIMException:
        return ()
    names = [value for name, value in checker.headers if name.lower() == b"dkim-signature"]
    found = (_signer(checker, index, names[index], txt) for index in range(min(len(names), _MOST)))
    return tuple(domain for domain in found if domain)


def _signer(checker: dkim.DKIM, index: int, header: bytes, txt: Callable[[str], str | None]) -> str | None:
    fields = header.decode("ascii", "replace").replace("\r\n", "")
    domain = _DOMAIN.search(fields)
    # A signature over the first bytes alone lets anybody write below them (RFC 6376, 8.2).
    if domain is None or _LENGTH.search(fields):
        return None
    try:
        is_valid = checker.verify(index, dnsfunc=for_dkim(txt))
    except (dkim.DKIMException, ValueError, IndexError, KeyError):
        return None
    return domain[1].lower().rstrip(".") if is_valid else None


def for_dkim(txt: Callable[[str], str | None]) -> Callable[..., bytes]:
    """A look-up in the form that dkimpy asks for."""

    def look_up(name: bytes | str, timeout: int = 5) -> bytes:
        text = name.decode("ascii", "replace") if isinstance(name, bytes) else name
        return (txt(text.rstrip(".")) or "").encode("ascii", "replace")

    return look_up


def wants_exact_domain(domain: str, home: str, txt: Callable[[str], str | None]) -> bool:
    """Whether the policy of a domain, or of the one above it, asks for strict DKIM alignment."""
    for name in dict.fromkeys((domain, home)):
        try:
            record = lookup_receiver_record(name, dnsfunc=txt)
        except DMARCException:
            continue
        if record:
            return str(record.get("adkim", "r")) == "s"
    return False
