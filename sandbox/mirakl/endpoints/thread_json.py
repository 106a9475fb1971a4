"""A thread and its messages as M10 and M11 show them."""

from typing import Any

from sandbox.mirakl.dates import written, written_or_none
from sandbox.mirakl.settings import Settings
from sandbox.mirakl.state.model import Attachment, Message, Participant, Sender, Thread

Json = dict[str, Any]


def thread_json(thread: Thread, settings: Settings) -> Json:
    """Without messages; `entities` and `customer_organization` are absent when there is nothing to say."""
    shown: Json = {
        "id": thread.id,
        "topic": {"type": thread.topic.type, "value": thread.topic.value},
        "authorized_participants": [participant_json(each) for each in thread.authorized],
        "current_participants": [participant_json(each) for each in thread.current],
        "date_created": written(thread.date_created),
        "date_updated": written(thread.date_updated),
        "metadata": _metadata(thread),
    }
    if thread.entities is not None:
        shown["entities"] = [{"type": one.type, "id": one.id, "label": one.label} for one in thread.entities]
    if thread.customer is not None and thread.customer.organization is not None:
        shown["customer_organization"] = _company(thread)
    if settings.extra_fields:
        shown["service_level"] = {"code": "STANDARD", "target_hours": 24}
    return shown


def with_messages(shown: Json, thread: Thread, settings: Settings, last: int | None = None) -> Json:
    """Add the messages, or only the last ones, and the "no reply needed" clicks."""
    messages = thread.messages if last is None else thread.messages[-last:]
    shown["messages"] = [message_json(message, settings) for message in messages]
    shown["no_store_reply_needed"] = [
        {"date": written(click.date), "user_type": click.user_type} for click in thread.no_reply_needed
    ]
    return shown


def message_json(message: Message, settings: Settings) -> Json:
    """`attachments` is absent when there are none."""
    shown: Json = {
        "id": message.id,
        "body": message.body,
        "date_created": written(message.date_created),
        "from": _sender(message.sender),
        "to": [participant_json(each) for each in message.to],
    }
    if message.attachments:
        shown["attachments"] = [_attachment(each) for each in message.attachments]
    if settings.extra_fields:
        shown["moderation"] = "NOT_REVIEWED"
    return shown


def participant_json(participant: Participant) -> Json:
    """`id` is absent for the operator and for a customer without one."""
    shown = {"type": participant.type, "display_name": participant.display_name}
    if participant.id is not None:
        shown["id"] = participant.id
    return shown


def _sender(sender: Sender) -> Json:
    shown: Json = {"type": sender.type, "display_name": sender.display_name}
    if sender.organization is not None:
        shown["organization_details"] = participant_json(sender.organization)
    return shown


def _attachment(attachment: Attachment) -> Json:
    return {"id": attachment.id, "name": attachment.name, "size": attachment.size}


def _metadata(thread: Thread) -> Json:
    last = thread.messages[-1]
    return {
        "total_count": len(thread.messages),
        "last_message_date": written(last.date_created),
        "last_sender": _sender(last.sender),
        "shop_reply_needed_since": written_or_none(thread.shop_reply_needed_since),
    }


def _company(thread: Thread) -> Json:
    customer = thread.customer
    if customer is None:
        return {}
    return {"id": f"org-{customer.id}", "display_name": customer.organization}
