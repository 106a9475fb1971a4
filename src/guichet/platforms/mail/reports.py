"""Delivery reports (RFC 3464): which mail did not arrive where, and why."""

from collections.abc import Iterator
from email import message_from_string
from email.message import Message

from guichet.platforms.mail.headers import message_ids, unfolded
from guichet.platforms.mail.model import Report
from guichet.platforms.mail.parts import content_of
from guichet.platforms.mail.plain_reports import plain_reports_of

_MOST = 50
_LONGEST = 1000


def reports_of(message: "Message[str, str]") -> tuple[Report, ...]:
    """One report a recipient; none where the mail is no delivery report."""
    if message.get_content_type() != "multipart/report":
        return plain_reports_of(message)
    parts = message.get_payload()
    if not isinstance(parts, list):
        return ()
    known = [part for part in parts if isinstance(part, Message)]
    ids = _returned_ids(known)
    return tuple(_report(block, ids) for block in list(_blocks(known))[:_MOST])


def _blocks(parts: list["Message[str, str]"]) -> Iterator["Message[str, str]"]:
    for part in parts:
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks = part.get_payload()
        for block in blocks if isinstance(blocks, list) else []:
            if isinstance(block, Message) and block["final-recipient"]:
                yield block


def _report(block: "Message[str, str]", ids: tuple[str, ...]) -> Report:
    return Report(
        recipient=_after_type(block, "final-recipient"),
        status=unfolded(str(block.get("status", "")))[:20],
        diagnostic=_after_type(block, "diagnostic-code")[:_LONGEST],
        message_ids=ids,
    )


def _after_type(block: "Message[str, str]", name: str) -> str:
    """`rfc822; someone@example.com` is an address after its type."""
    value = unfolded(str(block.get(name, "")))
    return (value.partition(";")[2] or value).strip()


def _returned_ids(parts: list["Message[str, str]"]) -> tuple[str, ...]:
    for part in parts:
        headers = _returned_headers(part)
        if headers is not None:
            names = ("message-id", "in-reply-to", "references")
            return message_ids(str(value) for name in names for value in headers.get_all(name, []))
    return ()


def _returned_headers(part: "Message[str, str]") -> "Message[str, str] | None":
    kind = part.get_content_type()
    if kind == "text/rfc822-headers":
        return message_from_string(content_of(part).decode("utf-8", "replace"))
    if kind == "message/rfc822":
        inner = part.get_payload()
        return inner[0] if isinstance(inner, list) and inner and isinstance(inner[0], Message) else None
    return None
