"""API tokens: random, shown once, found by their digest."""

from hashlib import sha256
from secrets import token_urlsafe

PREFIX = "gui_"


def new_token() -> str:
    """A fresh token with 256 bits of chance; its prefix lets secret scanners know it."""
    return PREFIX + token_urlsafe(32)


def hint_of(token: str) -> str:
    """Its last characters: enough to tell one's tokens apart, and 24 of 256 bits to whoever reads them."""
    return token[-4:]


def new_link_token() -> str:
    """One for a link that is used once: 256 bits of chance, no key to anything else."""
    return token_urlsafe(32)


def digest_of(token: str) -> bytes:
    """What is stored: a token this long needs no slow hash, it cannot be guessed."""
    return sha256(token.encode()).digest()
