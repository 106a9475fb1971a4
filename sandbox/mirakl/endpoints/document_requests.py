"""DR11 lists the documents that are asked for, DR74 answers; only operators who invoice so have them."""

from typing import Any

from werkzeug.wrappers import Response

from sandbox.mirakl.answers import as_json
from sandbox.mirakl.ask import Ask
from sandbox.mirakl.errors import ApiError, InputError
from sandbox.mirakl.multipart import Form, read_form
from sandbox.mirakl.state.document_request import DocumentRequest

_PART = "documents_input"


def list_requests(ask: Ask) -> Response:
    """DR11; `entity_id` needs `entity_type`."""
    _must_work_this_way(ask)
    entity_id = ask.parameters.text("entity_id")
    if entity_id and not ask.parameters.text("entity_type"):
        raise ApiError(400, "entity_type is required with entity_id")
    with ask.state.lock:
        found = [one for one in ask.state.document_requests.values() if one.shop_id == ask.shop.id]
    shown = [_shown(one) for one in found if not entity_id or one.order_id == entity_id]
    return as_json({"data": shown})


def answer_requests(ask: Ask) -> Response:
    """DR74; errors are inside a 200."""
    _must_work_this_way(ask)
    form = read_form(ask.request, _PART, ask.settings)
    entries = form.data.get("requests") if isinstance(form.data, dict) else None
    if not isinstance(entries, list):
        raise InputError("INVALID_FIELD_TYPE", "A list is required.", "requests")
    with ask.state.lock:
        return as_json(
            {"requests": [_answered(ask, number, entry, form) for number, entry in enumerate(entries)]}
        )


def _answered(ask: Ask, number: int, entry: dict[str, Any], form: Form) -> dict[str, Any]:
    names = entry.get("files")
    if not isinstance(names, list):
        raise InputError("INVALID_FIELD_TYPE", "A list is required.", f"requests[{number}].files")
    request_id = str(entry.get("request_id"))
    request = ask.state.document_requests.get(request_id)
    if request is None or request.shop_id != ask.shop.id:
        return _failed(request_id, "DATA_NOT_FOUND", "No request with this identifier")
    if request.state != "TO_PROCESS":
        return _failed(request_id, "INVALID_STATE", "The request is answered already")
    sent = {file.name: file for file in form.files}
    file = sent.get(str(names[0].get("name"))) if names and isinstance(names[0], dict) else None
    if file is None or not entry.get("document_number"):
        return _failed(request_id, "REQUIRED", "A document and its number are required")
    request.state, request.number, request.content = "ISSUED", str(entry["document_number"]), file.content
    return {"request_id": request_id, "errors": []}


def _failed(request_id: str, code: str, message: str) -> dict[str, Any]:
    return {"request_id": request_id, "errors": [{"code": code, "message": message}]}


def _shown(request: DocumentRequest) -> dict[str, Any]:
    return {
        "id": request.id,
        "entity_id": request.order_id,
        "entity_type": "PRODUCT_LOGISTIC_ORDER",
        "state": request.state,
        "type": request.type,
        "document_details": [{"format": "PDF"}],
    }


def _must_work_this_way(ask: Ask) -> None:
    if not ask.state.document_requests:
        raise ApiError(404, "Not found")
