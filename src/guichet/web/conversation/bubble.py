"""A message as it stands in the thread: words ready to be shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from babel.dates import format_date
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from guichet.inbox.models import Attachment, Message
from guichet.inbox.queries.conversation import MessageWithFiles
from guichet.inbox.queries.thread import ThreadRow
from guichet.platforms.words import ParticipantKind
from guichet.web.conversation.edits import Edit, edits_of
from guichet.web.conversation.phase import Phase, phase_of
from guichet.web.conversation.quote import Folded, folded
from guichet.web.moments import day_title
from guichet.web.reading import locale
from guichet.web.templatetags.guichet import utc

SIDES = {
    ParticipantKind.CUSTOMER: gettext_lazy("Customer"),
    ParticipantKind.MARKETPLACE: gettext_lazy("Marketplace operator"),
}
TO = {
    ParticipantKind.CUSTOMER: gettext_lazy("customer"),
    ParticipantKind.MARKETPLACE: gettext_lazy("operator"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thread takes place: the names that its messages speak of, and their likely language.

    `language` is empty where nothing tells.
    """

    discussion_id: UUID
    store: str
    marketplace: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message. `day` is set on the first message of a day, `is_first_new` on the first unseen one."""

    id: UUID
    discussion_id: UUID
    author: str
    role: str
    classes: str
    body: Folded
    sent_at: datetime
    files: Sequence[Attachment]
    phase: Phase | None
    leaves_at: datetime | None
    has_original: bool
    edits: Sequence[Edit] = ()
    language: str = ""
    day: str = ""
    day_date: date | None = None
    is_first_new: bool = False

    @property
    def utc(self) -> str:
        """When it was sent, for machines."""
        return utc(self.sent_at)

    @property
    def iso_day(self) -> str:
        """The day, for machines."""
        return self.day_date.isoformat() if self.day_date else ""

    @property
    def clock(self) -> str:
        """The time of day."""
        return f"{timezone.localtime(self.sent_at):%H:%M}"

    @property
    def exact(self) -> str:
        """To the second, with the zone."""
        local = timezone.localtime(self.sent_at)
        return f"{_day(local.date(), get_language() or '')}, {local:%H:%M:%S} {local.tzname()}"

    @property
    def leaves(self) -> str:
        """When it leaves, for the script's countdown; empty where nothing waits."""
        return utc(self.leaves_at) if self.leaves_at else ""


@lru_cache(maxsize=2048)
def _day(day: date, _language: str) -> str:
    """The language is the active one, and part of the key: fifty dates by Babel take five milliseconds."""
    return format_date(day, "long", locale=locale())


def bubbles_of(
    messages: Sequence[MessageWithFiles], place: Place, first_new_id: UUID | None = None
) -> list[Bubble]:
    """The thread in order, with a title where a day begins."""
    now = timezone.now()
    today, previous = timezone.localdate(now), None
    found = []
    for one in messages:
        day = timezone.localdate(one.message.sent_at)
        title = day_title(day, today) if day != previous else ""
        is_new = one.message.id == first_new_id
        found.append(bubble_of(one.message, one.attachments, place, now, title, day, is_first_new=is_new))
        previous = day
    return found


def bubble_of(
    message: Message | ThreadRow,
    files: Sequence[Attachment],
    place: Place,
    now: datetime,
    day: str = "",
    day_date: date | None = None,
    *,
    is_first_new: bool = False,
) -> Bubble:
    """One message of a thread."""
    phase = phase_of(message, place.marketplace, now)
    return Bubble(
        id=message.id,
        discussion_id=place.discussion_id,
        author=message.author_name or _nameless(message, place),
        role=_role(message, place),
        classes=_classes(message, phase),
        body=folded(message.body if message.erased_at is None else _("Erased.")),
        sent_at=message.sent_at,
        files=files,
        phase=phase,
        leaves_at=message.leaves_at,
        has_original=_has_original(message),
        edits=edits_of(message),
        language=place.language,
        day=day,
        day_date=day_date,
        is_first_new=is_first_new,
    )


def _has_original(message: Message | ThreadRow) -> bool:
    return message.has_original if isinstance(message, ThreadRow) else message.original is not None


def _nameless(message: Message | ThreadRow, place: Place) -> str:
    if message.author_kind == ParticipantKind.MERCHANT:
        return place.store
    is_operator = message.author_kind == ParticipantKind.MARKETPLACE
    return place.marketplace if is_operator else _("Customer")


def _role(message: Message | ThreadRow, place: Place) -> str:
    """Customer, to Lumen FR: who speaks, and to whom."""
    side = str(SIDES.get(ParticipantKind(message.author_kind), place.store))
    names = [str(TO.get(ParticipantKind(kind), place.store)) for kind in message.recipients]
    if not names:
        return side
    who = names[0] if len(names) == 1 else _("%(one)s and %(other)s") % {"one": names[0], "other": names[1]}
    return _("%(who)s, to %(whom)s") % {"who": side, "whom": who}


def _classes(message: Message | ThreadRow, phase: Phase | None) -> str:
    if message.author_kind == ParticipantKind.MARKETPLACE:
        return "msg--op"
    if message.author_kind == ParticipantKind.CUSTOMER:
        return ""
    if phase is not None and phase.is_on_its_way:
        return "msg--out msg--queued"
    return "msg--out msg--failed" if phase is not None and phase.key == "failed" else "msg--out"
