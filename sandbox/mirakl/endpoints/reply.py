"""M12: the shop replies in a thread."""

from werkzeug.wrappers import Response

from sandbox.mirakl.answers import as_json
from sandbox.mirakl.ask import Ask
from sandbox.mirakl.endpoints.inputs import (
    body_of,
    check_attachments,
    check_room,
    object_of,
    recipients_as_objects,
    topic_of,
)
from sandbox.mirakl.multipart import read_form
from sandbox.mirakl.state.model import Message, Thread
from sandbox.mirakl.state.writing import write_message

_PART = "message_input"
REASON_TYPES = {"MMP_ORDER": "ORDER_MESSAGING", "MMP_OFFER": "OFFER_MESSAGING"}


def reply(ask: Ask) -> Response:
    """201 with the ids; the body is stored as it was given."""
    form = read_form(ask.request, _PART, ask.settings)
    data = object_of(form.data, _PART)
    with ask.state.lock:
        thread = ask.state.thread_of(ask.shop, ask.values["thread_id"])
        body, to = body_of(data), recipients_as_objects(thread, data)
        check_room(ask, thread)
        check_attachments(ask, thread.entity_key, form.files)
        if data.get("topic") is not None:
            thread.topic = topic_of(ask, data, _reason_type(thread))
        message = write_message(
            ask.state,
            thread,
            body=body,
            by="SHOP",
            to=to,
            at=ask.state.now(),
            files=form.files,
            user=ask.key.user,
            through_api=True,
        )
    return created(thread, message)


def created(thread: Thread, message: Message) -> Response:
    """The answer of M12, M14 and OR43."""
    return as_json({"message_id": message.id, "thread_id": thread.id}, 201)


def _reason_type(thread: Thread) -> str:
    kind = thread.entities[0].type if thread.entities else ""
    return REASON_TYPES.get(kind, "MMP_SELLER_MESSAGING")
