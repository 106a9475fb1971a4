"""One message, and the answer that may stand on it, in our words."""

import re
from hashlib import sha256

from guichet.platforms.fields import FieldError
from guichet.platforms.fnac_darty.moments import moment
from guichet.platforms.fnac_darty.node import Node
from guichet.platforms.fnac_darty.parse_people import SELLER, SYSTEM, author_of, participant, role_of
from guichet.platforms.port import AttachmentRef, Message
from guichet.platforms.text import gist, one_line, plain, tidy
from guichet.platforms.text.markup import has_blocks
from guichet.platforms.words import ParticipantKind

FILE_NAMES = ("message_file", "attachment")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]{1,80}")


def parse_message(message: Node, brand: str) -> Message:
    """One message; FieldError without an id or a moment. To whom the seller wrote is not told."""
    fields, author = message.fields, author_of(message, brand)
    message_id, sent_at = fields.required("message_id"), moment(fields, "created_at")
    if sent_at is None:
        raise FieldError("message.created_at is missing")
    raw = message.markup("message_description")
    body = _sellers_text(raw) if author.kind is ParticipantKind.MERCHANT else plain(raw)
    return Message(
        marketplace_id=message_id,
        author=author,
        recipients=() if author.kind is ParticipantKind.MERCHANT else (ParticipantKind.MERCHANT,),
        body=body,
        sent_at=sent_at,
        original=raw if raw != body else None,
        attachments=tuple(_attachments(message, message_id)),
        asks=role_of(message) != SYSTEM,
    )


def parse_answer(message: Node, question: Message, brand: str) -> Message | None:
    """The seller's answer to a question about an offer, which the service keeps on the question itself.

    It has no id of its own; one made of its words lets a replaced answer be seen as another message.
    """
    raw = message.markup("answer")
    body = _sellers_text(raw)
    if not body:
        return None
    mark = sha256(gist(body).encode("utf-8", "replace")).hexdigest()[:12]
    return Message(
        marketplace_id=f"{question.marketplace_id}/answer/{mark}",
        author=participant(SELLER, "", brand),
        recipients=(ParticipantKind.CUSTOMER,),
        body=body,
        sent_at=moment(message.fields, "answer_at") or question.sent_at,
        original=raw if raw != body else None,
    )


def _sellers_text(raw: str) -> str:
    """What the seller wrote: plain text as it was sent, unless it is laid out in HTML.

    A reply is recognised by its words, so an angle bracket or a reference in it must not be interpreted.
    """
    return plain(raw) if has_blocks(raw) else tidy(raw)


def files_of(message: Node) -> list[Node]:
    """The files of a message. Newer answers are said to use another word for them."""
    return [file for name in FILE_NAMES for file in message.children(name)]


def _attachments(message: Node, message_id: str) -> list[AttachmentRef]:
    # Addresses may expire or carry a signature, so a file is known by its place in its message.
    return [_attachment(file, f"{message_id}/{place}") for place, file in enumerate(files_of(message))]


def _attachment(file: Node, attachment_id: str) -> AttachmentRef:
    fields = file.fields
    kind = (fields.text("filetype") or "").lower()
    return AttachmentRef(
        marketplace_id=attachment_id,
        file_name=one_line(fields.text("name") or "") or "attachment",
        # Often a class of document and no media type.
        content_type=kind if _MEDIA_TYPE.fullmatch(kind) else None,
    )
