"""What a message must look like to be accepted."""

from collections.abc import Sequence
from typing import Any

from sandbox.mirakl.ask import Ask
from sandbox.mirakl.errors import ApiError, InputError
from sandbox.mirakl.state.model import File, Participant, Thread, Topic

_SHORTEST_BODY, _LONGEST_BODY = 3, 50_000
_SHORTEST_TEXT, _LONGEST_TOPIC = 3, 200


def object_of(data: Any, part: str) -> dict[str, Any]:
    """The JSON part must be an object."""
    if not isinstance(data, dict):
        raise InputError(part, f"Part '{part}' must be a JSON object.")
    return data


def body_of(data: dict[str, Any]) -> str:
    """3 to 50 000 characters."""
    body = data.get("body")
    if not isinstance(body, str) or not _SHORTEST_BODY <= len(body) <= _LONGEST_BODY:
        message = f"The body must have between {_SHORTEST_BODY} and {_LONGEST_BODY} characters."
        raise InputError("INVALID_BODY", message, "body")
    return body


def topic_of(ask: Ask, data: dict[str, Any], reason_type: str) -> Topic:
    """A free text of 3 to 200 characters, or the code of a reason the shop may use."""
    topic = data.get("topic")
    if not isinstance(topic, dict) or not isinstance(topic.get("value"), str):
        raise InputError("INVALID_TOPIC", "The topic needs a type and a value.", "topic")
    value: str = topic["value"]
    if topic.get("type") == "FREE_TEXT" and _SHORTEST_TEXT <= len(value) <= _LONGEST_TOPIC:
        return Topic("FREE_TEXT", value)
    if topic.get("type") == "REASON_CODE":
        reason = ask.catalogue.reason(reason_type, value)
        if reason is not None and reason.shop_may_use:
            return Topic("REASON_CODE", value)
    raise InputError("INVALID_TOPIC", "The topic is not acceptable.", "topic.value")


def recipients_as_objects(thread: Thread, data: dict[str, Any]) -> list[Participant]:
    """M12: `to` holds objects; each is an authorised participant, named by its own id if any."""
    return [_recipient(thread, entry) for entry in _to(data)]


def _recipient(thread: Thread, entry: Any) -> Participant:
    if not isinstance(entry, dict):
        raise InputError("INVALID_FIELD_TYPE", "The recipients must be objects.", "to")
    for participant in thread.authorized:
        if participant.type == entry.get("type") and entry.get("id", participant.id) == participant.id:
            if "id" in entry and participant.id is None:
                break
            return participant
    raise InputError("INVALID_RECIPIENT", "A recipient is not an authorized participant.", "to")


def recipients_as_texts(data: dict[str, Any]) -> list[str]:
    """OR43: `to` holds plain strings, CUSTOMER or OPERATOR."""
    entries = _to(data)
    if not all(isinstance(entry, str) for entry in entries):
        raise InputError("INVALID_FIELD_TYPE", "The recipients must be strings.", "to")
    if not set(entries) <= {"CUSTOMER", "OPERATOR"}:
        raise InputError("INVALID_RECIPIENT", "A recipient must be CUSTOMER or OPERATOR.", "to")
    return list(dict.fromkeys(entries))


def _to(data: dict[str, Any]) -> list[Any]:
    to = data.get("to")
    if not isinstance(to, list) or not to:
        raise InputError("INVALID_RECIPIENT", "At least one recipient is required.", "to")
    return to


def check_attachments(ask: Ask, entity_key: tuple[str, str], files: Sequence[File]) -> None:
    """50 over all threads of one entity, 1000 for a seller with the operator (M12, M14)."""
    operator_thread = entity_key[0] == "SELLER_OPERATOR"
    most = ask.settings.max_operator_attachments if operator_thread else ask.settings.max_attachments
    if ask.state.attachments_of_entity[entity_key] + len(files) > most:
        raise InputError("MAX_ATTACHMENTS", f"The maximum of {most} attachments is exceeded.", "files")


def check_room(ask: Ask, thread: Thread) -> None:
    """1000 messages per thread."""
    if len(thread.messages) >= ask.settings.max_messages:
        raise ApiError(400, "The maximum number of messages in this thread is reached")
