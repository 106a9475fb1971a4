"""Writes the mail of a reply. The same letter is the same bytes, whenever it is composed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email import charset, encoders, policy
from email.header import Header
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime

from guichet.platforms.port import OutgoingFile
from guichet.platforms.text import one_line, tidy

_ID = re.compile(r"[\x21-\x3b\x3d\x3f-\x7e]{1,250}")
_MOST_REFERENCES = 20
_UTF_8 = charset.Charset("utf-8")
_UTF_8.body_encoding = charset.QP
_WIRE = policy.compat32.clone(linesep="\r\n")


@dataclass(frozen=True, slots=True)
class Letter:
    """A reply to write: `references` are the ids it answers, the newest first."""

    sender: str
    return_address: str
    recipient: str
    subject: str
    body: str = field(repr=False)
    message_id: str
    date: datetime
    references: tuple[str, ...] = ()
    files: Sequence[OutgoingFile] = ()


def compose(letter: Letter) -> bytes:
    """The mail as it goes over the wire: plain text, quoted-printable, the files after it."""
    text = MIMEText(tidy(letter.body) + "\n", "plain", _UTF_8)  # type: ignore[arg-type]
    message: MIMEText | MIMEMultipart = text
    if letter.files:
        message = MIMEMultipart("mixed", boundary=f"=_{_local(letter.message_id)}")
        message.attach(text)
        for file in letter.files:
            message.attach(_part(file))
    for name, value in _headers(letter):
        message[name] = value
    return message.as_bytes(policy=_WIRE)


def _headers(letter: Letter) -> list[tuple[str, str]]:
    known = [reference for reference in letter.references if _ID.fullmatch(reference)]
    found: list[tuple[str, str]] = [
        ("From", one_line(letter.sender)),
        ("To", one_line(letter.recipient)),
        ("Reply-To", one_line(letter.return_address)),
        ("Subject", _words(letter.subject)),
        ("Date", format_datetime(letter.date)),
        ("Message-ID", f"<{letter.message_id}>"),
    ]
    if known:
        found.append(("In-Reply-To", f"<{known[0]}>"))
        oldest_first = reversed(known[:_MOST_REFERENCES])
        found.append(("References", " ".join(f"<{reference}>" for reference in oldest_first)))
    return found


def _words(text: str) -> str:
    line = one_line(text)
    return line if line.isascii() else Header(line, "utf-8", header_name="Subject").encode()


def _part(file: OutgoingFile) -> MIMEBase:
    main, _, sub = file.content_type.partition("/")
    is_sane = re.fullmatch(r"[a-z0-9]+/[A-Za-z0-9.+-]+", file.content_type) and main not in (
        "multipart",
        "message",
    )
    part = MIMEBase(*((main, sub) if is_sane else ("application", "octet-stream")))
    with file.open() as stream:
        part.set_payload(stream.read())
    encoders.encode_base64(part)
    name = one_line(file.file_name)
    given = name if name.isascii() else ("utf-8", "", name)
    part.add_header("Content-Disposition", "attachment", filename=given)
    return part


def _local(message_id: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", message_id.partition("@")[0])[:60]
