"""Credentials at rest are sealed; only the connector's door opens them.

MultiFernet (cryptography): the first key writes, all keys read, so a key is rotated by putting a new one in
front of GUICHET_ENCRYPTION_KEYS.
"""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class SealBrokenError(Exception):
    """No key opens these credentials: the installation's keys are not the ones that sealed them."""


def _derived(secret: str) -> bytes:
    """A Fernet key from any secret text (HKDF, RFC 5869): people may choose keys of any form."""
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"guichet credentials")
    return urlsafe_b64encode(kdf.derive(secret.encode()))


@cache
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _keys() -> tuple[str, ...]:
    given: tuple[str, ...] = settings.GUICHET_ENCRYPTION_KEYS
    return (*given, settings.SECRET_KEY)


def seal(credentials: Mapping[str, str]) -> bytes:
    """Seal with the first key."""
    return _box(_keys()).encrypt(json.dumps(dict(credentials), sort_keys=True).encode())


def unseal(sealed: bytes) -> dict[str, str]:
    """Open with whichever key fits; SealBrokenError when none does."""
    try:
        opened: dict[str, str] = json.loads(_box(_keys()).decrypt(bytes(sealed)))
    except InvalidToken as error:
        raise SealBrokenError(
            "The stored credentials cannot be opened: put back the key that was in use, "
            "in GUICHET_SECRET_KEY or GUICHET_ENCRYPTION_KEYS."
        ) from error
    return opened


def opens(keys: tuple[str, ...], sealed: bytes) -> bool:
    """Whether one of these keys opens it, whichever are in use here."""
    try:
        _box(keys).decrypt(sealed)
    except InvalidToken:
        return False
    return True


def reseal(sealed: bytes) -> bytes:
    """The same credentials under the first key."""
    return seal(unseal(sealed))
