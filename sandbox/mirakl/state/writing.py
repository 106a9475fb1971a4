"""Messages come in: from the seller's tool, from customers, from the operator's staff."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sandbox.mirakl.state.model import (
    USER_TYPE,
    Attachment,
    File,
    Message,
    Participant,
    Sender,
    Thread,
)
from sandbox.mirakl.state.store import State


def sender_of(state: State, thread: Thread, by: str, user: str | None) -> Sender:
    """Who signs: a shop or operator user belongs to an organisation, a private customer does not."""
    organization = participant(thread, by)
    if by == "CUSTOMER":
        return Sender(USER_TYPE[by], user or organization.display_name, _company(thread))
    default = "Service vendeurs" if by == "OPERATOR" else state.shops[thread.shop_id].name
    return Sender(USER_TYPE[by], user or default, organization)


def participant(thread: Thread, party: str) -> Participant:
    """The thread's participant of that type; LookupError when nobody of that type takes part."""
    for candidate in thread.authorized:
        if candidate.type == party:
            return candidate
    raise LookupError(f"No {party} takes part in thread {thread.id}")


def _company(thread: Thread) -> Participant | None:
    customer = thread.customer
    if customer is None or customer.organization is None:
        return None
    return Participant("CUSTOMER", customer.organization, f"org-{customer.id}")


def write_message(
    state: State,
    thread: Thread,
    *,
    body: str,
    by: str,
    to: Sequence[Participant],
    at: datetime,
    files: Iterable[File] = (),
    user: str | None = None,
    message_id: str | None = None,
    through_api: bool = False,
    updated: datetime | None = None,
) -> Message:
    """Append a message and bring the thread's flags up to date. The caller holds the lock."""
    message = Message(
        id=message_id or state.new_id(),
        body=body,
        date_created=at,
        sender=sender_of(state, thread, by, user),
        to=tuple(to),
        attachments=_store_files(state, thread, files),
        through_api=through_api,
    )
    thread.messages.append(message)
    _note_participants(thread, by, to)
    _note_waiting(thread, message, by)
    state.touch_thread(thread, updated or max(thread.date_updated, at))
    for listener in state.listeners:
        listener(thread, message)
    return message


def _store_files(state: State, thread: Thread, files: Iterable[File]) -> tuple[Attachment, ...]:
    """Message attachments of an order are among its documents too (reference mirakl.md, section 6.5)."""
    stored = tuple(Attachment(state.new_id(), file.name, file.content) for file in files)
    state.attachments_of_entity[thread.entity_key] += len(stored)
    for attachment in stored:
        state.attachments[attachment.id] = (thread.shop_id, attachment)
        for order_id in (entity.id for entity in thread.entities or () if entity.type == "MMP_ORDER"):
            state.put_document(
                order_id, thread.shop_id, attachment.name, "SYSTEM_MESSAGE_ATTACHMENT", attachment.content
            )
    return stored


def _note_participants(thread: Thread, by: str, to: Sequence[Participant]) -> None:
    for candidate in (participant(thread, by), *to):
        if candidate not in thread.current:
            thread.current.append(candidate)


def _note_waiting(thread: Thread, message: Message, by: str) -> None:
    """A message to the shop waits since it came; any message of the shop ends the wait."""
    if by == "SHOP":
        thread.shop_reply_needed_since = None
    elif any(recipient.type == "SHOP" for recipient in message.to) and thread.shop_reply_needed_since is None:
        thread.shop_reply_needed_since = message.date_created
