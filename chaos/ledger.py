"""What was written, accepted and taken, as the outside knows it."""

import re
import threading
from collections import Counter
from dataclasses import dataclass, field

# One in each text: m for a customer's message, e for a customer's mail, r for a reply.
MARKER = re.compile(r"\b[mer]-\d{6}\b")


def marker(letter: str, number: int) -> str:
    """The word by which a text is known on both sides."""
    return f"{letter}-{number:06d}"


def markers_of(text: str) -> list[str]:
    """The markers of a text; of ours there is one."""
    return MARKER.findall(text)


@dataclass(slots=True)
class Ledger:
    """Kept by many threads. Each entry is a marker and the code of its marketplace."""

    accepted: dict[str, str] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)
    mails: set[str] = field(default_factory=set)
    repeated: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def accept(self, reply: str, marketplace: str) -> None:
        """The API said that this reply is queued."""
        with self._lock:
            self.accepted[reply] = marketplace

    def refuse(self, why: str) -> None:
        """The API refused a reply with a sentence."""
        with self._lock:
            self.refused[why] += 1

    def take(self, mail: str) -> None:
        """This mail got 250."""
        with self._lock:
            self.mails.add(mail)

    def repeat(self, what: str) -> None:
        """Something had to be asked again."""
        with self._lock:
            self.repeated[what] += 1

    def note_error(self, error: BaseException) -> None:
        """A part of the load ended; a run with such errors is no run."""
        with self._lock:
            self.errors.append(repr(error))
