"""Builds the rows of a page in memory, knowing what is there already."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from mimetypes import guess_type
from typing import Any
from uuid import UUID

from guichet.accounts.models.keys import new_id
from guichet.inbox.ingest.clock import clock_of, is_past
from guichet.inbox.ingest.erased import was_erased, without_erased
from guichet.inbox.ingest.known import Known
from guichet.inbox.ingest.match import match_replies
from guichet.inbox.ingest.tidy import clean, cleaned, in_order, participant_json, snippet_of
from guichet.platforms.port import AttachmentRef, Message, Thread
from guichet.platforms.words import ParticipantKind

Row = dict[str, Any]


@dataclass(slots=True)
class Batch:
    """The rows of one page, ready for one statement a table."""

    discussions: list[Row] = field(default_factory=list)
    searches: list[Row] = field(default_factory=list)
    messages: list[Row] = field(default_factory=list)
    # Messages that are here already, as the marketplace shows them now.
    shown_again: list[Row] = field(default_factory=list)
    attachments: list[Row] = field(default_factory=list)
    # Our replies that were read back: (id, marketplace id, time there).
    confirmed: list[Row] = field(default_factory=list)
    order_refs: set[str] = field(default_factory=set)
    # Orders of erased discussions whose customer wrote again.
    wanted_again: set[str] = field(default_factory=set)


def batch_of(threads: Sequence[Thread], known: Known) -> Batch:
    """All rows of all threads."""
    batch = Batch()
    for thread in threads:
        _add_thread(batch, thread, known)
    return batch


def _add_thread(batch: Batch, thread: Thread, known: Known) -> None:
    before = known.discussions.get(thread.marketplace_id)
    thread = without_erased(thread, before, known)
    discussion_id: UUID = before["id"] if before else new_id()
    messages = in_order(thread.messages)
    here = known.message_ids[discussion_id]
    unseen = [m for m in messages if m.marketplace_id not in here]
    matches = match_replies(known.unmatched[discussion_id], unseen)
    fresh = [m for m in unseen if m.marketplace_id not in matches]
    confirmed = _add_confirmed(batch, messages, matches, known, discussion_id)
    for message in fresh:
        _add_message(batch, discussion_id, message)
    batch.shown_again += [_shown(discussion_id, m) for m in messages if m.marketplace_id in here]
    row = _discussion_row(thread, before, discussion_id, messages, fresh)
    clock = clock_of(thread, before, _telling(before, fresh), known)
    row |= clock.columns()
    if before is None and is_past(messages[-1].sent_at if messages else thread.updated_at, clock):
        row["is_read"] = True
    row["message_count"] += confirmed
    batch.discussions.append(row)
    _add_search(batch, thread, before, discussion_id)
    if thread.order_id:
        batch.order_refs.add(thread.order_id)
        if fresh and was_erased(before):
            batch.wanted_again.add(thread.order_id)


def _add_confirmed(
    batch: Batch, messages: Sequence[Message], matches: dict[str, UUID], known: Known, discussion_id: UUID
) -> int:
    before = len(batch.confirmed)
    for message in messages:
        by_content = matches.get(message.marketplace_id)
        if by_content is None and message.marketplace_id not in known.unconfirmed_ids:
            continue
        batch.confirmed.append({
            "id": str(by_content) if by_content else None,
            "discussion_id": str(discussion_id),
            "marketplace_message_id": message.marketplace_id,
            "sent_at": message.sent_at.isoformat(),
        })  # fmt: skip
    return len(batch.confirmed) - before


def _shown(discussion_id: UUID, message: Message) -> Row:
    body = clean(message.body) or ""
    return {
        "discussion_id": str(discussion_id),
        "marketplace_message_id": message.marketplace_id,
        "body": body,
        "original": clean(message.original),
        "files": _file_names(message),
    }


def _file_names(message: Message) -> str | None:
    """They are found with the words."""
    return "\n".join(clean(a.file_name) or "" for a in message.attachments) or None


def _add_message(batch: Batch, discussion_id: UUID, message: Message) -> None:
    message_id = new_id()
    body = clean(message.body) or ""
    batch.messages.append({
        "id": str(message_id),
        "discussion_id": str(discussion_id),
        "marketplace_message_id": message.marketplace_id,
        "author_kind": message.author.kind.value,
        "author_name": (clean(message.author.name) or "")[:300],
        "author_email": clean(message.author.email),
        "recipients": [kind.value for kind in message.recipients],
        "body": body,
        "original": clean(message.original),
        "sent_at": message.sent_at.isoformat(),
        "files": _file_names(message),
    })  # fmt: skip
    for attachment in message.attachments:
        batch.attachments.append(_attachment_row(discussion_id, message_id, attachment))


def _attachment_row(discussion_id: UUID, message_id: UUID, attachment: AttachmentRef) -> Row:
    name = (clean(attachment.file_name) or "file")[:500]
    return {
        "id": str(new_id()),
        "discussion_id": str(discussion_id),
        "message_id": str(message_id),
        "marketplace_attachment_id": attachment.marketplace_id,
        "file_name": name,
        "content_type": attachment.content_type or guess_type(name)[0] or "application/octet-stream",
        "size_bytes": attachment.size_bytes or 0,
    }


def _discussion_row(
    thread: Thread, before: Row | None, discussion_id: UUID,
    messages: Sequence[Message], fresh: Sequence[Message],
) -> Row:  # fmt: skip
    newest = messages[-1] if messages else None
    last_before = before["last_message_at"] if before else None
    is_newer = newest is not None and (last_before is None or newest.sent_at >= last_before)
    last_at = newest.sent_at if newest and is_newer else (last_before or thread.updated_at)
    return {
        "id": str(discussion_id),
        "marketplace_discussion_id": thread.marketplace_id,
        "type": thread.type.value,
        "is_read": _is_read(before, newest, fresh),
        "subject": clean(thread.subject),
        "snippet": snippet_of(newest) if newest and is_newer else (before["snippet"] if before else ""),
        "participants": [participant_json(p) for p in thread.participants],
        "initiator": _initiator(thread, before, messages),
        "possible_recipients": [participant_json(p) for p in thread.possible_recipients],
        "recipient_kinds": sorted({p.kind.value for p in thread.possible_recipients}),
        "product": cleaned(asdict(thread.product)) if thread.product else None,
        "order_ref": thread.order_id,
        "message_count": (before["message_count"] if before else 0) + len(fresh),
        "marketplace_message_count": thread.message_count,
        "last_message_at": last_at.isoformat(),
        "created_at": thread.created_at.isoformat(),
    }


def _is_read(before: Row | None, newest: Message | None, fresh: Sequence[Message]) -> bool:
    """Unread from the moment that somebody else says something new; what we wrote changes nothing.

    In a thread met for the first time, or completed with its older messages, only the last word counts.
    """
    was_read: bool = before["is_read"] if before else True
    telling = fresh if _is_whole(before) else [m for m in fresh if m is newest]
    return was_read and all(m.author.kind == ParticipantKind.MERCHANT for m in telling)


def _telling(before: Row | None, fresh: Sequence[Message]) -> list[Message]:
    """What was said after all that is known; in a whole thread everything new is, however late it came."""
    if before is None or _is_whole(before):
        return list(fresh)
    return [m for m in fresh if m.sent_at > before["last_message_at"]]


def _is_whole(before: Row | None) -> bool:
    return before is not None and before["message_count"] >= before["marketplace_message_count"]


def _initiator(thread: Thread, before: Row | None, messages: Sequence[Message]) -> Row | None:
    """The author of the first message, known for sure only when the whole thread is here."""
    if not messages or len(messages) < thread.message_count:
        found: Row | None = before["initiator"] if before else None
        return found
    return participant_json(messages[0].author)


def _add_search(batch: Batch, thread: Thread, before: Row | None, discussion_id: UUID) -> None:
    participants = [participant_json(p) for p in thread.participants]
    if before and before["subject"] == thread.subject and before["participants"] == participants:
        return
    names = [text for p in participants for text in (p["name"], p["email"]) if text]
    batch.searches.append({
        "discussion_id": str(discussion_id),
        "subject": clean(thread.subject),
        "participants": "\n".join(names),
    })  # fmt: skip
