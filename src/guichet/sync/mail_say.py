"""Adds one message to a discussion, through the one way in that all connectors share."""

from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.files import store
from guichet.inbox.ingest import ingest_threads
from guichet.inbox.models import Attachment, AttachmentState, Discussion, MailReference, Message, RawMail
from guichet.platforms.mail import MailFile, Reading
from guichet.platforms.port import AttachmentRef
from guichet.platforms.port import Message as ReadMessage
from guichet.platforms.words import ParticipantKind
from guichet.sync.mail_thread import thread_with

LIMIT = 100_000_000
# References that rows of their own remember; orders and mails are found by theirs.
_REMEMBERED = ("case:", "thread:", "alias:", "errand:", "subject:")


def say(channel: Channel, row: RawMail, reading: Reading, discussion: Discussion | None) -> None:
    """Ingest the message with its files; the row learns where it went."""
    message = _message(row, reading)
    thread = thread_with(channel, discussion, reading, message)
    ingest_threads(channel, [thread])
    row.discussion = Discussion.objects.get(channel=channel, marketplace_discussion_id=thread.marketplace_id)
    row.message_key = message.marketplace_id
    row.message = Message.objects.filter(
        discussion=row.discussion, marketplace_message_id=message.marketplace_id
    ).first()
    _keep_files(row, reading)
    _remember(channel, row.discussion, reading)


def _message(row: RawMail, reading: Reading) -> ReadMessage:
    """The port's message; a reading without an author cannot be said."""
    if reading.author is None:
        raise ValueError("a message without an author")
    return ReadMessage(
        marketplace_id=reading.message_key[:300],
        author=reading.author,
        recipients=_recipients(reading),
        body=reading.body,
        sent_at=reading.sent_at or row.received_at,
        original=reading.original if reading.original != reading.body else None,
        attachments=tuple(_ref(row, number, file) for number, file in enumerate(reading.files)),
    )


def _recipients(reading: Reading) -> tuple[ParticipantKind, ...]:
    is_ours = reading.author is not None and reading.author.kind == ParticipantKind.MERCHANT
    return (ParticipantKind.CUSTOMER,) if is_ours else (ParticipantKind.MERCHANT,)


def _ref(row: RawMail, number: int, file: MailFile) -> AttachmentRef:
    return AttachmentRef(f"{row.pk}:{number}", file.file_name, len(file.content), file.content_type)


def _keep_files(row: RawMail, reading: Reading) -> None:
    """The bytes came with the mail: they are stored before the rows are seen by anybody."""
    for number, file in enumerate(reading.files):
        mine = Attachment.objects.filter(message=row.message, marketplace_attachment_id=f"{row.pk}:{number}")
        if not file.content:
            why = "The mail announces this file and does not hold it; look in the marketplace's back office."
            mine.update(state=AttachmentState.FAILED, next_try_at=None, error=why)
            continue
        kept = store([file.content], LIMIT)
        mine.update(
            state=AttachmentState.STORED, next_try_at=None, digest=kept.digest, size_bytes=kept.size_bytes
        )


def _remember(channel: Channel, discussion: Discussion, reading: Reading) -> None:
    rows = [
        MailReference(
            account_id=channel.account_id,
            channel=channel,
            reference=reference[:300],
            discussion=discussion,
            seen_at=timezone.now(),
        )
        for reference in dict.fromkeys(reading.references)
        if reference.startswith(_REMEMBERED)
    ]
    MailReference.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["channel", "reference", "discussion"],
        update_fields=["seen_at"],
    )
