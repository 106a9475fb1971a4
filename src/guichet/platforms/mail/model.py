"""A mail as it was understood; everything in it is text that a database and a page can hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from guichet.platforms.text import plain

# What a message says that has neither words nor a subject: never nothing.
NO_TEXT = "(no text)"


@dataclass(frozen=True, slots=True)
class MailAddress:
    """One address of a header; `address` keeps its case, comparisons go by `local` and `domain`."""

    address: str
    name: str = ""

    @property
    def local(self) -> str:
        """What stands before the last @, in lower case."""
        return self.address.rpartition("@")[0].lower()

    @property
    def domain(self) -> str:
        """What stands after the last @, in lower case and without a final stop."""
        return self.address.rpartition("@")[2].lower().rstrip(".")


@dataclass(frozen=True, slots=True)
class MailFile:
    """A part that is a file; an empty one was announced and not delivered."""

    file_name: str
    content_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Report:
    """A delivery report (RFC 3464) about one recipient of a mail that we are said to have sent."""

    recipient: str
    status: str
    diagnostic: str
    # The Message-ID of the returned mail, then those it answers.
    message_ids: tuple[str, ...]

    @property
    def is_failure(self) -> bool:
        """Whether it will not arrive: a class 5 status; class 4 is only late, class 2 is good news."""
        return self.status.startswith("5.")


@dataclass(frozen=True, slots=True)
class Mail:
    """A parsed mail. `headers` holds every value of a header under its lower-case name, in their order."""

    headers: Mapping[str, tuple[str, ...]] = field(repr=False)
    senders: tuple[MailAddress, ...]
    reply_to: tuple[MailAddress, ...]
    recipients: tuple[MailAddress, ...]
    subject: str
    message_id: str
    references: tuple[str, ...]
    date: datetime | None
    text: str = field(repr=False)
    markup: str = field(repr=False)
    files: tuple[MailFile, ...] = field(repr=False)
    reports: tuple[Report, ...] = ()

    @property
    def sender(self) -> MailAddress:
        """The only address in From; an empty one where there is none or several (RFC 7489, 6.6.1)."""
        return self.senders[0] if len(self.senders) == 1 else MailAddress("")

    @property
    def markup_text(self) -> str:
        """The HTML part as text; empty where there is none."""
        return plain(self.markup) if self.markup else ""

    @property
    def is_automatic(self) -> bool:
        """Whether no person wrote it (RFC 3834, and the older Precedence)."""
        submitted = self.header("auto-submitted").lower() or "no"
        return submitted != "no" or self.header("precedence").lower() in {"bulk", "junk", "auto_reply"}

    def header(self, name: str) -> str:
        """The first value of a header, on one line; empty where it is absent."""
        return next(iter(self.headers.get(name.lower(), ())), "")
