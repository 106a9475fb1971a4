"""OR74: documents for an order. A 200 can be a failure: the errors are inside."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from werkzeug.wrappers import Response

from sandbox.mirakl.answers import as_json
from sandbox.mirakl.ask import Ask
from sandbox.mirakl.errors import InputError
from sandbox.mirakl.multipart import read_form
from sandbox.mirakl.state.model import File

_PART = "order_documents"
_MOST_DOCUMENTS = 50
EXTENSIONS = frozenset(
    {"csv", "doc", "xls", "xlsx", "ppt", "pdf", "odt", "ods", "odp", "txt", "rtf", "png", "jpg", "gif"}
    | {"zpl", "mov", "mp4"}
)


def upload_documents(ask: Ask) -> Response:
    """Only the failed documents are listed in the answer; the others are stored."""
    form = read_form(ask.request, _PART, ask.settings)
    wanted = _wanted(form.data)
    files = _files_by_name(form.files)
    with ask.state.lock:
        order = ask.state.order_of(ask.shop, ask.values["order_id"])
        failed = []
        for entry in wanted:
            if errors := _errors(ask, order.id, entry, files):
                failed.append({"input": entry, "errors": errors})
                continue
            name, kind = entry["file_name"], entry["type_code"]
            ask.state.put_document(order.id, ask.shop.id, name, kind, files[name].content)
        ask.state.orders[order.id] = replace(order, updated=ask.state.now())
    return as_json({"errors_count": len(failed), "order_documents": failed})


def _wanted(data: Any) -> list[dict[str, Any]]:
    """An object with an array of the same name inside (SDK issue 52): a bare array or object is refused."""
    entries = data.get(_PART) if isinstance(data, dict) else None
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise InputError("INVALID_FIELD_TYPE", "A list of order documents is required.", _PART)
    return entries


def _files_by_name(files: Sequence[File]) -> dict[str, File]:
    if not files:
        raise InputError("files", "Required part 'files' is not present.")
    named = {file.name: file for file in files}
    if len(named) < len(files):
        raise InputError("files", "The file names must be distinct.", "files")
    return named


def _errors(ask: Ask, order_id: str, entry: dict[str, Any], files: dict[str, File]) -> list[dict[str, str]]:
    name = entry.get("file_name")
    kind = ask.catalogue.document_type(str(entry.get("type_code")))
    errors = []
    if kind is None or not kind.uploadable:
        errors.append(_error("type", "type_code", "Unable to find a document type for this code"))
    if name not in files:
        errors.append(_error("file", "file_name", "No file was sent with this name"))
    elif not str(name).isascii():
        errors.append(_error("file_name", "file_name", "The file name must contain only US-ASCII characters"))
    elif PurePath(str(name)).suffix.lower().lstrip(".") not in EXTENSIONS:
        errors.append(_error("extension", "file_name", "This file extension is not allowed"))
    if sum(not one.type.startswith("SYSTEM_") for one in ask.state.documents_in(order_id)) >= _MOST_DOCUMENTS:
        errors.append(_error("count", "file_name", f"At most {_MOST_DOCUMENTS} documents per order"))
    return errors


def _error(code: str, field: str, message: str) -> dict[str, str]:
    return {"code": f"valid_order_document.{code}", "field": field, "message": message}
