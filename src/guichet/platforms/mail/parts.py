"""The parts of a mail: its texts, its files, what a report says."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message

from guichet.platforms.mail.charsets import text_of
from guichet.platforms.mail.file_name import file_name_of, type_of
from guichet.platforms.mail.model import MailFile

MOST_PARTS = 500
_TEXTS = ("text/plain", "text/html")
_WHOLE_MAIL = "message/rfc822"


@dataclass(slots=True)
class Parts:
    """What the walk through a mail found."""

    texts: list[str] = field(default_factory=list)
    markups: list[str] = field(default_factory=list)
    files: list[MailFile] = field(default_factory=list)


def parts_of(message: "Message[str, str]") -> Parts:
    """Texts that are shown and files that are attached; what goes beyond is only in the raw mail."""
    found = Parts()
    for number, part in enumerate(_leaves(message)):
        if number == MOST_PARTS:
            break
        _sort(part, found)
    return found


def content_of(part: "Message[str, str]") -> bytes:
    """The bytes of a part, its transfer encoding taken off; a whole mail as it was written."""
    if part.is_multipart():
        return b"\n".join(_as_bytes(inner) for inner in _inner(part))
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _as_bytes(part: "Message[str, str]") -> bytes:
    try:
        return part.as_bytes()
    except (UnicodeError, LookupError, KeyError, ValueError):
        return str(part).encode("utf-8", "replace")


def _leaves(message: "Message[str, str]") -> Iterator["Message[str, str]"]:
    """In order, without recursion: a mail can be nested as deep as its sender likes."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.is_multipart() and part.get_content_maintype() != "message":
            waiting.extend(reversed(_inner(part)))
        else:
            yield part


def _inner(part: "Message[str, str]") -> list["Message[str, str]"]:
    payload = part.get_payload()
    return [inner for inner in payload if isinstance(inner, Message)] if isinstance(payload, list) else []


def _sort(part: "Message[str, str]", found: Parts) -> None:
    kind = part.get_content_type().lower()
    name = file_name_of(part)
    is_attached = part.get_content_disposition() == "attachment" or bool(name)
    if kind in _TEXTS and not is_attached:
        text = text_of(content_of(part), part.get_content_charset())
        (found.markups if kind == "text/html" else found.texts).append(text)
    elif kind != "message/delivery-status":
        content = content_of(part)
        fallback = "message.eml" if kind == _WHOLE_MAIL else "file"
        found.files.append(MailFile(name or fallback, type_of(content, kind), content))
