"""A reply in the port's words."""

from guichet.inbox.files import open_file
from guichet.inbox.models import Attachment, Message
from guichet.platforms.manifest import manifest_of
from guichet.platforms.port import Outgoing, OutgoingFile, Participant
from guichet.platforms.words import ParticipantKind, Platform
from guichet.sync.mail_outgoing import correspondence_of


def outgoing_of(message: Message) -> Outgoing:
    """What the connector sends: the recipients as the thread knows them now, files in their order.

    Where the platform takes no files, the body holds links to them and none goes.
    """
    discussion = message.discussion
    able = manifest_of(Platform(discussion.channel.platform)).capabilities
    files = Attachment.objects.filter(message=message).order_by("id") if able.sends_attachments else ()
    return Outgoing(
        thread_id=discussion.marketplace_discussion_id,
        body=message.body,
        recipients=tuple(
            Participant(**{**recipient, "kind": ParticipantKind(recipient["kind"])})
            for recipient in discussion.possible_recipients
            if recipient["kind"] in message.recipients
        ),
        files=tuple(_file(attachment) for attachment in files),
        order_id=discussion.order_ref,
        mail=correspondence_of(message, discussion.channel),
    )


def _file(attachment: Attachment) -> OutgoingFile:
    return OutgoingFile(
        file_name=attachment.file_name,
        content_type=attachment.content_type,
        size_bytes=attachment.size_bytes,
        open=lambda: open_file(attachment),
    )
