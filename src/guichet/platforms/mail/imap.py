"""Reads a folder by IMAP (RFC 3501) and changes nothing in it: opened read-only, fetched by BODY.PEEK."""

import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from imapclient import IMAPClient  # type: ignore[import-untyped]
from imapclient.exceptions import (  # type: ignore[import-untyped]
    CapabilityError,
    IMAPClientAbortError,
    IMAPClientError,
    LoginError,
)

from guichet.platforms.errors import Busy, NeedsOwner, Unreachable
from guichet.platforms.mail.folder import ImapFolder
from guichet.platforms.mail.imap_wire import GuardedClient
from guichet.platforms.mail.network import tls_context

_NAMES = "DELIVERED-TO X-ORIGINAL-TO ENVELOPE-TO TO CC FROM SUBJECT DATE MESSAGE-ID"
ADDRESSED = f"BODY.PEEK[HEADER.FIELDS ({_NAMES})]"
# RFC 5530: reasons to refuse a sign-in that have nothing to do with the password.
_PASSING = ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]", "[CONTACTADMIN]")


@dataclass(frozen=True, slots=True)
class Listed:
    """A mail that waits in the folder: its size in bytes, and the headers that say whose it is."""

    uid: int
    size: int
    headers: bytes


class OpenFolder:
    """A folder that is open for reading. Its methods raise Busy."""

    def __init__(self, client: IMAPClient, uid_validity: int) -> None:
        self._client, self.uid_validity = client, uid_validity

    def after(self, uid: int, since: date) -> list[int]:
        """The UIDs above one, of mails that came on or after a day, in ascending order."""
        with _talking(self._client.host):
            # `n:*` always names the newest mail too, however low its UID (RFC 3501, 6.4.8).
            found = self._client.search(["UID", f"{uid + 1}:*", "SINCE", since])
        return sorted(number for number in found if number > uid)

    def listed(self, uids: Sequence[int]) -> list[Listed]:
        """Sizes and headers; a mail that has gone meanwhile is left out."""
        with _talking(self._client.host):
            found = self._client.fetch(list(uids), ["RFC822.SIZE", ADDRESSED])
        return [Listed(uid, int(found[uid][b"RFC822.SIZE"]), _section(found[uid], b"BODY[HEADER.FIELDS"))
                for uid in sorted(found) if b"RFC822.SIZE" in found[uid]]  # fmt: skip

    def contents(self, uids: Sequence[int]) -> dict[int, bytes]:
        """The mails, whole; one that has gone meanwhile is left out."""
        with _talking(self._client.host):
            found = self._client.fetch(list(uids), ["BODY.PEEK[]"])
        return {uid: items[b"BODY[]"] for uid, items in found.items() if items.get(b"BODY[]") is not None}


@contextmanager
def opened(folder: ImapFolder) -> Iterator[OpenFolder]:
    """Open a folder; NeedsOwner where user, password or folder are wrong, Busy (Unreachable) else."""
    client = _connected(folder)
    try:
        _sign_in(client, folder)
        with _talking(folder.host):
            uid_validity = _examined(client, folder)
        yield OpenFolder(client, uid_validity)
    finally:
        _leave(client)


def _section(items: dict[bytes, object], start: bytes) -> bytes:
    found = next((value for key, value in items.items() if key.startswith(start)), b"")
    return found if isinstance(found, bytes) else b""


def _connected(folder: ImapFolder) -> IMAPClient:
    try:
        return GuardedClient(folder)
    except ssl.SSLCertVerificationError as error:
        raise Unreachable(f"The certificate of {folder.host} is not valid; check its name.") from error
    except (OSError, IMAPClientError) as error:
        raise Unreachable(f"The mailbox server {folder.host} does not answer.") from error


def _sign_in(client: IMAPClient, folder: ImapFolder) -> None:
    with _talking(folder.host):
        _encrypt(client, folder)
        try:
            client.login(folder.user, folder.password)
        except LoginError as error:
            if isinstance(error.__context__, IMAPClientAbortError) or _is_passing(error):
                raise Busy(f"The mailbox server {folder.host} lets nobody in at the moment.") from error
            raise NeedsOwner(
                f"The mailbox server {folder.host} refuses user or password; enter the mailbox again. "
                "Some providers want a password made for this one program."
            ) from error
        except UnicodeError as error:
            raise NeedsOwner("User and password of the mailbox may hold ASCII characters only.") from error


def _encrypt(client: IMAPClient, folder: ImapFolder) -> None:
    if folder.is_tls:
        return
    if client.has_capability("STARTTLS"):
        client.starttls(tls_context(folder.host))
    elif not folder.allow_private:
        raise NeedsOwner(
            f"The mailbox server {folder.host} offers no encryption for the password; use imaps://."
        )


def _is_passing(error: Exception) -> bool:
    return any(code in str(error).upper() for code in _PASSING)


def _examined(client: IMAPClient, folder: ImapFolder) -> int:
    try:
        answer = client.select_folder(folder.folder, readonly=True)
    except IMAPClientAbortError:
        raise
    except IMAPClientError as error:
        raise NeedsOwner(
            f"The mailbox has no folder {folder.folder!r} that can be read; check its name."
        ) from error
    # A server without UIDVALIDITY promises nothing about its UIDs.
    return int(answer.get(b"UIDVALIDITY", 0))


def _leave(client: IMAPClient) -> None:
    try:
        client.logout()
    except (OSError, IMAPClientError):
        client.shutdown()


@contextmanager
def _talking(host: str) -> Iterator[None]:
    """What breaks in the middle of a conversation is tried again later."""
    try:
        yield
    except CapabilityError as error:
        raise NeedsOwner(f"The mailbox server {host} lacks what is needed to read it by IMAP.") from error
    except (OSError, IMAPClientError) as error:
        raise Busy(f"The mailbox server {host} broke off.") from error
