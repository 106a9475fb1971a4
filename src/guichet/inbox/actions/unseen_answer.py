"""Two people who answer the same message: the second is told, and must say it again."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.viewer import Viewer
from guichet.inbox.models import Discussion, Message
from guichet.platforms.words import ParticipantKind

if TYPE_CHECKING:
    from guichet.inbox.actions.reply import ReplyRequest

FIELD = "lastSeenMessageId"
# An answer given in the marketplace's back office is read here by the next synchronisation, or the one after.
READ_LATE = timedelta(hours=1)


def refuse_unseen(viewer: Viewer, discussion: Discussion, request: "ReplyRequest") -> None:
    """RefusalError CONFLICT when the discussion holds an answer newer than the message seen last.

    Call it while the discussion is held, so that the second of two answers finds the first. Ids tell what is
    newer (UUIDv7): the times on messages are the marketplaces', whose clocks are not ours, and a message seen
    last may have been taken back meanwhile.
    """
    if request.seen_message_id is None:
        return
    last = _answers_since(discussion, request.seen_message_id).order_by("id").last()
    if last is not None:
        raise refuse(ErrorCode.CONFLICT, _sentence(viewer, last), FIELD)


def _answers_since(discussion: Discussion, seen_id: UUID) -> QuerySet[Message]:
    """Not those that a longer import fetched meanwhile: they are new here and old there."""
    ours = Message.objects.filter(discussion=discussion, author_kind=ParticipantKind.MERCHANT, id__gt=seen_id)
    seen = Message.objects.filter(discussion=discussion, id=seen_id).values_list("created_at", flat=True)
    arrived = seen.first()
    return ours if arrived is None else ours.filter(sent_at__gt=arrived - READ_LATE)


def _sentence(viewer: Viewer, answer: Message) -> str:
    at = timezone.localtime(answer.created_at).strftime("%H:%M")
    if answer.written_by_id == viewer.member_id:
        sentence = _(
            "You answered this discussion yourself at %(time)s, in another window perhaps. "
            "Read that answer, then send this one again if it is still needed."
        )
        return sentence % {"time": at}
    sentence = _(
        "%(name)s answered at %(time)s, while you were writing. "
        "Read that answer, then send yours again if it is still needed."
    )
    return sentence % {"name": answer.author_name or _("Somebody"), "time": at}
