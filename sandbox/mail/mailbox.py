"""A mailbox under rehearsal: what is in its folders, and all that was said to it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from threading import RLock


class MailboxFault(StrEnum):
    """What may go wrong with the next command of its kind."""

    # Nobody is let in for a while (RFC 5530).
    UNAVAILABLE = "unavailable"
    # The line is cut while a mail is on its way.
    CUT_IN_FETCH = "cut_in_fetch"
    # The line is cut instead of an answer to LOGIN.
    CUT_AT_LOGIN = "cut_at_login"


@dataclass(slots=True)
class KeptMail:
    """A mail in a folder."""

    uid: int
    content: bytes = field(repr=False)
    came_at: datetime
    flags: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Folder:
    """UIDs only grow; a new `uid_validity` is a new life."""

    uid_validity: int = 1
    next_uid: int = 1
    mails: list[KeptMail] = field(default_factory=list)


@dataclass(slots=True)
class RehearsalMailbox:
    """One user's mailbox. `spoken` holds every command, the password aside."""

    user: str = "desk@lumen.example"
    password: str = "s3cret word"  # noqa: S105 - a rehearsal's
    folders: dict[str, Folder] = field(default_factory=lambda: {"INBOX": Folder()})
    needs_tls: bool = False
    faults: list[MailboxFault] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)
    lock: RLock = field(default_factory=RLock, repr=False)

    def put(self, content: bytes, *, folder: str = "INBOX", came_at: datetime | None = None) -> int:
        """A mail comes in; its UID."""
        with self.lock:
            found = self.folders[folder]
            uid, found.next_uid = found.next_uid, found.next_uid + 1
            found.mails.append(KeptMail(uid, content, came_at or datetime.now(UTC)))
            return uid

    def renumber(self, folder: str = "INBOX") -> None:
        """The server lost its numbers: another UIDVALIDITY, and UIDs from one."""
        with self.lock:
            found = self.folders[folder]
            found.uid_validity += 1
            for number, mail in enumerate(found.mails, start=1):
                mail.uid = number
            found.next_uid = len(found.mails) + 1

    def meets(self, fault: MailboxFault) -> bool:
        """Whether this fault is next; it happens once."""
        with self.lock:
            if self.faults[:1] != [fault]:
                return False
            self.faults.pop(0)
            return True
