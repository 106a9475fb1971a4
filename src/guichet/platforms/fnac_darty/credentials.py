"""The credentials of one shop, checked before anything leaves."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from guichet.platforms.errors import NeedsOwner
from guichet.platforms.fnac_darty.urls import base_url

_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def is_uuid(text: str) -> bool:
    """Whether a text has the shape the schemas call uuid: hexadecimal digits of either case, 8-4-4-4-12."""
    return _UUID.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Credentials:
    """One partner's key for one shop."""

    base: str
    partner_id: str
    shop_id: str
    key: str = field(repr=False)

    @property
    def digest(self) -> str:
        """Names these very credentials without telling them."""
        parts = (self.base, self.partner_id, self.shop_id, self.key)
        return sha256("\n".join(parts).encode()).hexdigest()


def credentials_of(given: Mapping[str, str]) -> Credentials:
    """The credentials as typed, without blanks; NeedsOwner with what to do where one cannot be right."""
    text = {name: value.strip() for name, value in given.items()}
    if not text.get("key"):
        raise NeedsOwner("The key is missing.")
    return Credentials(
        base=base_url(text.get("baseUrl", "")),
        partner_id=_uuid(text.get("partnerId", ""), "partner id"),
        shop_id=_uuid(text.get("shopId", ""), "shop id"),
        key=_printable(text["key"]),
    )


def _uuid(text: str, what: str) -> str:
    if not is_uuid(text):
        raise NeedsOwner(
            f"The {what} has the form 01234567-89AB-CDEF-0123-456789ABCDEF. Copy it again, whole."
        )
    return text


def _printable(key: str) -> str:
    if not key.isprintable():
        raise NeedsOwner("The key holds characters that cannot be sent. Copy it again.")
    return key
