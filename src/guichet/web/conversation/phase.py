"""Where a reply stands, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from guichet.inbox.models import Delivery, Message
from guichet.inbox.queries.thread import ThreadRow
from guichet.web.moments import clock
from guichet.web.sentences import said

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


def phase_of(message: Message | ThreadRow, marketplace: str, now: datetime) -> Phase | None:
    """The phase of a reply; None for a message that came from the marketplace."""
    match message.delivery:
        case Delivery.QUEUED:
            return _waiting(message, now)
        case Delivery.SENDING:
            return Phase("sending", "sync", "busy", _("Sending"))
        case Delivery.CHECKING:
            return Phase("checking", "sync", "busy", _("Checking whether it arrived"))
        case Delivery.SENT:
            return Phase("sent", "check", "", _("Sent %(time)s") % {"time": clock(message.sent_at)})
        case Delivery.CONFIRMED:
            where = {"time": clock(message.sent_at), "marketplace": marketplace}
            return Phase("seen", "check", "", _("Sent %(time)s, seen on %(marketplace)s") % where)
        case Delivery.FAILED:
            why = _("Not sent. %(reason)s") % {"reason": said(message.delivery_error or "")}
            return Phase("failed", "fail", "bad", why.strip())
        case _:
            return None


def _waiting(message: Message | ThreadRow, now: datetime) -> Phase:
    left = (message.leaves_at - now).total_seconds() if message.leaves_at else 0
    if left <= 0:
        return Phase("queued", "sync", "busy", _("Queued"))
    return Phase("held", "clock", "", _("Leaves in %(time)s") % {"time": span(left)})


def span(seconds: float) -> str:
    """8 s; 3 min from two minutes on."""
    if seconds < 120:
        return _("%(count)s s") % {"count": int(seconds) + 1}
    return _("%(count)s min") % {"count": int(seconds // 60)}
