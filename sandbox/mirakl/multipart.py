"""Multipart bodies, part by part: the content type of each part matters here."""

import json
from dataclasses import dataclass, field
from typing import Any

from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.http import parse_options_header
from werkzeug.sansio.multipart import Data, Epilogue, Field, MultipartDecoder, NeedData
from werkzeug.sansio.multipart import File as FilePart
from werkzeug.wrappers import Request

from sandbox.mirakl.errors import ApiError, InputError
from sandbox.mirakl.settings import Settings
from sandbox.mirakl.state.model import File

_WIRE_ALLOWANCE = 1024 * 1024
_CHUNK = 1024 * 1024


@dataclass(slots=True)
class Part:
    """One part as received; `filename` None for a plain field."""

    name: str
    filename: str | None
    content_type: str | None
    chunks: list[bytes] = field(default_factory=list)

    @property
    def content(self) -> bytes:
        """All of it."""
        return b"".join(self.chunks)


@dataclass(frozen=True, slots=True)
class Form:
    """The JSON part, already read, and the files."""

    data: Any
    files: list[File]


def read_form(request: Request, json_part: str, settings: Settings) -> Form:
    """The named JSON part and the `files` parts of a request.

    415 for any other body than multipart/form-data; 400 in the `errors` shape when the part is missing,
    is not application/json, or is no JSON; the size status of the settings above 30 MB.
    """
    parts = _parts(request, settings)
    data = _json_of(parts, json_part)
    files = [_file(part) for part in parts if part.name == "files"]
    _check_size(settings, sum(len(part.content) for part in parts))
    return Form(data, files)


def _parts(request: Request, settings: Settings) -> list[Part]:
    kind, options = parse_options_header(request.headers.get("Content-Type", ""))
    boundary = options.get("boundary", "")
    if kind.lower() != "multipart/form-data" or not boundary:
        raise ApiError(415, f"Content type '{kind}' not supported")
    _check_size(settings, (request.content_length or 0) - _WIRE_ALLOWANCE)
    decoder = MultipartDecoder(boundary.encode(), max_parts=2000)
    try:
        return _decode(request, decoder, settings)
    except (ValueError, RequestEntityTooLarge) as error:
        raise ApiError(400, "Could not parse the multipart body") from error


def _decode(request: Request, decoder: MultipartDecoder, settings: Settings) -> list[Part]:
    parts: list[Part] = []
    read = 0
    while True:
        event = decoder.next_event()
        if isinstance(event, NeedData):
            chunk = request.stream.read(_CHUNK)
            read += len(chunk)
            _check_size(settings, read - _WIRE_ALLOWANCE)
            decoder.receive_data(chunk or None)
        elif isinstance(event, (Field, FilePart)):
            filename = event.filename if isinstance(event, FilePart) else None
            parts.append(Part(event.name, filename, event.headers.get("Content-Type")))
        elif isinstance(event, Data):
            parts[-1].chunks.append(event.data)
        elif isinstance(event, Epilogue):
            return parts


def _check_size(settings: Settings, size: int) -> None:
    if size > settings.max_message_bytes:
        raise ApiError(settings.too_large, "The message and its attachments exceed the maximum size")


def _json_of(parts: list[Part], name: str) -> Any:
    part = next((part for part in parts if part.name == name), None)
    if part is None:
        raise InputError(name, f"Required part '{name}' is not present.")
    kind, _ = parse_options_header(part.content_type or "")
    if kind.lower() != "application/json":
        raise InputError(name, f"Part '{name}' must have the content type application/json.")
    try:
        return json.loads(part.content)
    except ValueError as error:
        raise InputError(name, f"Part '{name}' is not valid JSON.") from error


def _file(part: Part) -> File:
    if not part.filename:
        raise InputError("files", "A 'files' part needs a filename.")
    return File(part.filename, part.content, part.content_type or "application/octet-stream")
