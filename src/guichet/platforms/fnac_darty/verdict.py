"""What a service says of a request: its status, its errors, and the answer itself."""

from dataclasses import dataclass, field
from datetime import datetime

from guichet.platforms.fnac_darty.documents import NotADocumentError, read_document
from guichet.platforms.fnac_darty.node import Node
from guichet.platforms.http import Answer
from guichet.platforms.http.masking import Mask
from guichet.platforms.text import one_line, plain

# Codes seen in public material; the full list is not public, so any other code is only quoted.
LOGIN_REFUSED = "ERR_097"
NOT_VALID = frozenset({"ERR_146", "ERR_096"})
TOO_MANY = "ERR_105"

_GOOD = frozenset({"OK", "WARNING"})
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of one service, or the part of it that speaks of one item; `at` by the server's clock."""

    root: Node
    status: str
    codes: tuple[str, ...]
    said: tuple[str, ...] = field(repr=False)
    at: datetime | None = None

    @property
    def is_good(self) -> bool:
        """Whether it was done; a warning is about optional data that was ignored."""
        return self.status in _GOOD

    @property
    def is_login_refused(self) -> bool:
        """Whether token or credentials were refused, and with them the request as a whole."""
        return not self.is_good and LOGIN_REFUSED in self.codes

    @property
    def is_not_valid(self) -> bool:
        """Whether the request was refused as a whole before anything was looked at."""
        return not self.is_good and not NOT_VALID.isdisjoint(self.codes)

    def words(self, mask: Mask) -> str:
        """The service's own explanation on one line, without the final stop; empty where there is none."""
        parts = [text or code for text, code in zip(self.said, self.codes, strict=True)]
        line = one_line(plain("; ".join(part for part in parts if part)))
        return mask(line)[:_LONGEST].rstrip(". ")


def verdict_of(node: Node, at: datetime | None = None) -> Verdict:
    """The status and errors right under an element."""
    status = node.fields.text("@status") or ""
    errors = [node] if node.name == "error" else node.children("error")
    if not status:
        # Required by the schema; where it is missing, an error decides.
        status = "ERROR" if errors else ""
    codes = tuple(error.fields.text("@code") or "" for error in errors)
    return Verdict(node, status, codes, tuple(error.words for error in errors), at)


def is_verdict(answer: Answer, service: str) -> bool:
    """Whether the service itself speaks, and says that it is done or for certain that nothing was."""
    try:
        verdict = read_verdict(answer, service)
    except NotADocumentError:
        return False
    return verdict.is_good or verdict.is_login_refused or verdict.is_not_valid or TOO_MANY in verdict.codes


def read_verdict(answer: Answer, service: str) -> Verdict:
    """The answer of a service; NotADocumentError for anything else, an HTML page included."""
    root = read_document(answer.body)
    if root.name not in (f"{service}_response", "error"):
        raise NotADocumentError("the document is not the answer of this service")
    return verdict_of(root, answer.date)
