"""A message as it stands in the thread: words ready to be shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from guichet.inbox.models import Attachment, Message
from guichet.inbox.queries.conversation import MessageWithFiles
from guichet.platforms.words import ParticipantKind
from guichet.web.conversation.phase import Phase, phase_of
from guichet.web.conversation.quote import Folded, folded
from guichet.web.moments import day_title

SIDES = {ParticipantKind.CUSTOMER: "Customer", ParticipantKind.MARKETPLACE: "Marketplace operator"}
TO = {ParticipantKind.CUSTOMER: "customer", ParticipantKind.MARKETPLACE: "operator"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thread takes place: the names that its messages speak of."""

    discussion_id: UUID
    store: str
    marketplace: str


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message. `day` is set on the first message of a day."""

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
    day: str = ""
    day_date: date | None = None


def bubbles_of(messages: Sequence[MessageWithFiles], place: Place) -> list[Bubble]:
    """The thread in order, with a title where a day begins."""
    now = timezone.now()
    today, previous = timezone.localdate(now), None
    found = []
    for one in messages:
        day = timezone.localdate(one.message.sent_at)
        title = day_title(day, today) if day != previous else ""
        found.append(bubble_of(one.message, one.attachments, place, now, title, day))
        previous = day
    return found


def bubble_of(
    message: Message,
    files: Sequence[Attachment],
    place: Place,
    now: datetime,
    day: str = "",
    day_date: date | None = None,
) -> Bubble:
    """One message of a thread."""
    phase = phase_of(message, place.marketplace, now)
    return Bubble(
        id=message.pk,
        discussion_id=place.discussion_id,
        author=message.author_name or _nameless(message, place),
        role=_role(message, place),
        classes=_classes(message, phase),
        body=folded(message.body),
        sent_at=message.sent_at,
        files=files,
        phase=phase,
        leaves_at=message.leaves_at,
        day=day,
        day_date=day_date,
    )


def _nameless(message: Message, place: Place) -> str:
    if message.author_kind == ParticipantKind.MERCHANT:
        return place.store
    return place.marketplace if message.author_kind == ParticipantKind.MARKETPLACE else "Customer"


def _role(message: Message, place: Place) -> str:
    """Customer, to Lumen FR: who speaks, and to whom."""
    side = SIDES.get(ParticipantKind(message.author_kind), place.store)
    names = [TO.get(ParticipantKind(kind), place.store) for kind in message.recipients]
    return f"{side}, to {' and '.join(names)}" if names else side


def _classes(message: Message, phase: Phase | None) -> str:
    if message.author_kind == ParticipantKind.MARKETPLACE:
        return "msg--op"
    if message.author_kind == ParticipantKind.CUSTOMER:
        return ""
    if phase is not None and phase.is_on_its_way:
        return "msg--out msg--queued"
    return "msg--out msg--failed" if phase is not None and phase.key == "failed" else "msg--out"
