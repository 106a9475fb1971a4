"""One message in an answer."""

from typing import Any

from sandbox.fnac_darty.ask import Ask
from sandbox.fnac_darty.dates import written
from sandbox.fnac_darty.documents import element, worded
from sandbox.fnac_darty.state.model import File, Message


def message_xml(ask: Ask, message: Message) -> Any:
    """The message with everything on it."""
    say, settings = worded, ask.settings
    made = element(
        "message",
        say(settings, "message_id", message.id),
        say(settings, "message_referer", message.ref, type=message.kind),
        say(settings, "message_from", message.name, type=message.role),
        say(settings, "message_offer_title", message.offer_title) if message.offer_title else None,
        say(settings, "message_subject", message.subject),
        say(settings, "message_description", message.description),
        say(settings, "created_at", written(message.created)),
        say(settings, "updated_at", written(message.updated)),
        say(settings, "answer", message.answer) if message.answer else None,
        say(settings, "answer_at", written(message.answer_at)) if message.answer_at else None,
        *(_file(ask, file_id, file) for file_id, file in message.files),
        state="READ" if message.is_read else "UNREAD",
        archived="TRUE" if message.is_archived else "FALSE",
    )
    if settings.newer_fields:
        made.append(element("can_answer", text="true" if message.can_answer else "false"))
    return made


def _file(ask: Ask, file_id: str, file: File) -> Any:
    return element(
        ask.settings.file_word,
        element("name", text=file.name),
        element("url", text=f"{ask.base}/files/{file_id}"),
        element("filetype", text=file.kind),
    )
