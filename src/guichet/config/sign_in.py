"""The variables of signing in: the company's issuer, who stands in front of us, who our mails are from."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from urllib.parse import urlsplit

from guichet.config.errors import BadEnvironmentError

NEEDED = ("GUICHET_OIDC_ISSUER", "GUICHET_OIDC_CLIENT_ID", "GUICHET_OIDC_CLIENT_SECRET")
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class CompanySignIn:
    """An OpenID Connect issuer (Discovery 1.0) and who we are to it; `name` is the button's."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str


def company_sign_in(given: Mapping[str, str]) -> CompanySignIn | None:
    """None where nothing is set; BadEnvironmentError where only some of it is."""
    values = [(given.get(name) or "").strip() for name in NEEDED]
    if not any(values):
        return None
    missing = [name for name, value in zip(NEEDED, values, strict=True) if not value]
    if missing:
        raise BadEnvironmentError(
            f"Set {' and '.join(missing)} too: signing in by OpenID Connect needs all of it."
        )
    issuer, client_id, client_secret = values
    parts = urlsplit(issuer)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if not is_safe or not parts.hostname:
        raise BadEnvironmentError(f"GUICHET_OIDC_ISSUER={issuer} must start with https://.")
    name = (given.get("GUICHET_OIDC_NAME") or "").strip()
    return CompanySignIn(issuer.rstrip("/"), client_id, client_secret, name)


def trusted_proxies(given: Mapping[str, str]) -> tuple[str, ...]:
    """Addresses and networks whose X-Forwarded-For is believed; BadEnvironmentError for anything else."""
    named = tuple(n.strip() for n in given.get("GUICHET_TRUSTED_PROXIES", "").split(",") if n.strip())
    for name in named:
        try:
            ipaddress.ip_network(name, strict=False)
        except ValueError as error:
            raise BadEnvironmentError(
                f"GUICHET_TRUSTED_PROXIES holds {name}; write addresses or networks: 127.0.0.1, 10.0.0.0/8."
            ) from error
    return named


def mail_from(given: Mapping[str, str], base_url: str | None, mail_domain: str | None) -> str:
    """The sender of our own mails; else guichet@ where the pages or the mails live."""
    chosen = (given.get("GUICHET_MAIL_FROM") or "").strip()
    if not chosen:
        host = urlsplit(base_url or "").hostname or ""
        return f"guichet@{host if _is_domain(host) else mail_domain or 'localhost'}"
    address = parseaddr(chosen)[1]
    if address.count("@") != 1 or not all(address.split("@")) or not chosen.isprintable():
        raise BadEnvironmentError(
            f"GUICHET_MAIL_FROM={chosen} must be an address such as guichet@example.com."
        )
    return chosen


def _is_domain(host: str) -> bool:
    return "." in host and not host.replace(".", "").isdecimal()
