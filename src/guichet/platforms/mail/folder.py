"""A folder of a mailbox, as an address names it."""

from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import unquote, urlsplit

_FORM = "imaps://user:password@mail.example.com:993/INBOX"


class BadImapUrlError(Exception):
    """An address of a mailbox that cannot be used; the message says what to write."""


@dataclass(frozen=True, slots=True)
class ImapFolder:
    """One folder. `is_tls` from the first byte (imaps); `allow_private` for servers of one's own network."""

    host: str
    port: int
    user: str = field(repr=False)
    password: str = field(repr=False)
    folder: str
    is_tls: bool
    allow_private: bool

    @property
    def identity(self) -> str:
        """Names the folder without showing whose it is; another password is the same folder."""
        named = "\n".join((self.host, str(self.port), self.user, self.folder))
        return sha256(named.encode("utf-8", "replace")).hexdigest()


def imap_folder(url: str, *, allow_private: bool, name: str = "GUICHET_IMAP_URL") -> ImapFolder:
    """The folder behind an address such as imaps://user:password@host:993/INBOX; BadImapUrlError else."""
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
    except ValueError:
        parts, port, host = None, None, None
    if parts is None or parts.scheme not in ("imap", "imaps") or not host or not parts.username:
        raise BadImapUrlError(f"{name} must look like {_FORM} (special characters as %XX).")
    is_tls = parts.scheme == "imaps"
    user, password = unquote(parts.username), unquote(parts.password or "")
    folder = unquote(parts.path.strip("/")) or "INBOX"
    if not all(text.isprintable() for text in (user, password, folder)):
        raise BadImapUrlError(f"{name} holds characters that no mailbox takes; write it again.")
    return ImapFolder(host, port or (993 if is_tls else 143), user, password, folder, is_tls, allow_private)
