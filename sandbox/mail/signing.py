"""Signs mail as a marketplace does, with a key that a test's DNS knows."""

import base64
from dataclasses import dataclass
from functools import cached_property

import dkim  # type: ignore[import-untyped]
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)


@dataclass(frozen=True)
class Signer:
    """A domain's key. `records` are what its DNS says."""

    domain: str
    selector: str = "rehearsal"
    policy: str = "v=DMARC1; p=reject"

    @cached_property
    def _key(self) -> rsa.RSAPrivateKey:
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)

    @cached_property
    def records(self) -> dict[str, str]:
        """TXT records by name: the key and the DMARC policy."""
        public = self._key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        key = f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode('ascii')}"
        return {
            f"{self.selector}._domainkey.{self.domain}": key,
            f"_dmarc.{self.domain}": self.policy,
        }

    def sealed(self, mail: bytes, authserv_id: str) -> bytes:
        """The mail as this domain forwards it, with its seal over the results that it wrote (ARC)."""
        private = self._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        lines = dkim.arc_sign(
            mail, self.selector.encode("ascii"), self.domain.encode("ascii"), private,
            authserv_id.encode("ascii"), include_headers=[b"from", b"to", b"subject", b"date", b"message-id"],
        )  # fmt: skip
        return b"".join(lines) + mail

    def signed(self, mail: bytes) -> bytes:
        """The mail with a signature above it."""
        private = self._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        line = dkim.sign(
            mail, self.selector.encode("ascii"), self.domain.encode("ascii"), private,
            include_headers=[b"from", b"to", b"subject", b"date", b"message-id"],
        )  # fmt: skip
        return bytes(line) + mail
