"""One message of a thread in our words."""

from guichet.platforms.fields import FieldError, Fields
from guichet.platforms.mirakl.parse_people import author, organisation_kind
from guichet.platforms.port import AttachmentRef, Message, Participant
from guichet.platforms.text import plain


def parse_message(message: Fields, people: tuple[Participant, ...]) -> Message:
    """One message; FieldError without an id or a moment."""
    raw = message.text("body") or ""
    body = plain(raw)
    sent_at = message.moment("date_created")
    if sent_at is None:
        raise FieldError(f"{message.place}.date_created is missing")
    return Message(
        marketplace_id=message.required("id"),
        author=author(message.child("from"), people),
        recipients=tuple(dict.fromkeys(organisation_kind(to.text("type")) for to in message.children("to"))),
        body=body,
        sent_at=sent_at,
        original=raw if raw != body else None,
        attachments=tuple(_attachment(a) for a in message.children("attachments")),
    )


def _attachment(attachment: Fields) -> AttachmentRef:
    return AttachmentRef(
        marketplace_id=attachment.required("id"),
        file_name=attachment.words("name") or "attachment",
        size_bytes=attachment.whole("size"),
    )
