"""Where a reply stands, in words."""

from dataclasses import dataclass
from datetime import datetime

from guichet.inbox.models import Delivery, Message
from guichet.web.moments import clock

ON_ITS_WAY = frozenset({"held", "queued", "sending", "checking"})


@dataclass(frozen=True, slots=True)
class Phase:
    """`key` names the phase, `level` its colour: busy, bad or nothing."""

    key: str
    icon: str
    level: str
    words: str

    @property
    def is_on_its_way(self) -> bool:
        """Whether the page should ask again soon."""
        return self.key in ON_ITS_WAY


def phase_of(message: Message, marketplace: str, now: datetime) -> Phase | None:
    """The phase of a reply; None for a message that came from the marketplace."""
    match message.delivery:
        case Delivery.QUEUED:
            return _waiting(message, now)
        case Delivery.SENDING:
            return Phase("sending", "sync", "busy", "Sending")
        case Delivery.CHECKING:
            return Phase("checking", "sync", "busy", "Checking whether it arrived")
        case Delivery.SENT:
            return Phase("sent", "check", "", f"Sent {clock(message.sent_at)}")
        case Delivery.CONFIRMED:
            return Phase("seen", "check", "", f"Sent {clock(message.sent_at)}, seen on {marketplace}")
        case Delivery.FAILED:
            return Phase("failed", "fail", "bad", f"Not sent. {message.delivery_error or ''}".strip())
        case _:
            return None


def _waiting(message: Message, now: datetime) -> Phase:
    left = (message.leaves_at - now).total_seconds() if message.leaves_at else 0
    if left <= 0:
        return Phase("queued", "sync", "busy", "Queued")
    return Phase("held", "clock", "", f"Leaves in {_span(left)}")


def _span(seconds: float) -> str:
    return f"{int(seconds) + 1} s" if seconds < 120 else f"{int(seconds // 60)} min"
