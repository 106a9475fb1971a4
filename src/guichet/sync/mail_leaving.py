"""Whether the mail of a reply has begun to leave: the one fact that a crash must not blur.

The mark is a row that can be made once. It is made right before the content goes over the wire and taken
away when the server surely took nothing; so two workers never send the same reply, and a reply whose worker
died before the wire is sent after all.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone

from guichet.inbox.models import MailReference, Message
from guichet.platforms.errors import Uncertain


def note_leaving(message: Message) -> None:
    """Mark it; Uncertain where it is marked already, by a worker that was slow and not dead."""
    try:
        with transaction.atomic():
            MailReference.objects.create(
                account_id=message.account_id,
                channel_id=message.discussion.channel_id,
                reference=_mark(message),
                discussion_id=message.discussion_id,
                seen_at=timezone.now(),
            )
    except IntegrityError as error:
        raise Uncertain("This message may have left already.") from error


def has_left(message: Message) -> bool:
    """Whether its content may be on its way."""
    return MailReference.objects.filter(
        channel_id=message.discussion.channel_id, reference=_mark(message)
    ).exists()


def forget_leaving(message: Message) -> None:
    """The server said no, or a bounce came back: another attempt may be made."""
    marks = MailReference.objects.filter(channel_id=message.discussion.channel_id, reference=_mark(message))
    marks.delete()


def _mark(message: Message) -> str:
    return f"left:{message.pk.hex}"
