"""The mail side of a reply."""

from functools import partial

from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.models import MailState, Message, RawMail
from guichet.platforms.correspondence import Correspondence
from guichet.platforms.mail import MailKind
from guichet.sync.mail_ids import message_id_of
from guichet.sync.mail_leaving import note_leaving

MOST_REFERENCES = 20


def correspondence_of(message: Message, channel: Channel) -> Correspondence | None:
    """Which mails a reply answers, the newest first; None on channels without an inbound address."""
    if not channel.inbound_address:
        return None
    heard = RawMail.objects.filter(
        discussion_id=message.discussion_id, kind=MailKind.MESSAGE.value, state=MailState.READ
    )
    mails = list(heard.order_by("-sent_at").values_list("header_id", "subject")[:MOST_REFERENCES])
    return Correspondence(
        message_id=message_id_of(message.pk, channel.inbound_address),
        return_address=channel.inbound_address,
        subject=mails[0][1] if mails else message.discussion.subject,
        date=message.attempted_at or timezone.now(),
        references=tuple(header_id for header_id, _ in mails if header_id),
        leaving=partial(note_leaving, message),
    )
