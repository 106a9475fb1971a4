"""OR72 lists the documents of orders, OR73 downloads them, OR76 deletes one."""

import io
import zipfile
from collections.abc import Sequence

from werkzeug.wrappers import Response

from sandbox.mirakl.answers import as_json
from sandbox.mirakl.ask import Ask
from sandbox.mirakl.dates import written
from sandbox.mirakl.endpoints.threads import as_download
from sandbox.mirakl.errors import ApiError
from sandbox.mirakl.state.model import Document


def list_documents(ask: Ask) -> Response:
    """OR72; orders of other shops have none to show."""
    order_ids = ask.parameters.comma_list("order_ids")
    if not order_ids:
        raise ApiError(400, "Required parameter 'order_ids' is not present")
    with ask.state.lock:
        found = _of_orders(ask, order_ids)
    return as_json({"order_documents": [_document(each) for each in found], "total_count": len(found)})


def download_documents(ask: Ask) -> Response:
    """OR73: one document by its id as it is, anything else as a ZIP."""
    wanted = ask.parameters.comma_list("document_ids")
    with ask.state.lock:
        found = [_visible(ask, text) for text in wanted] if wanted else _by_order(ask)
    if not found:
        raise ApiError(404, "No document found")
    if len(wanted) == 1:
        return as_download(found[0].name, found[0].content)
    return as_download("documents.zip", _zipped(found))


def delete_document(ask: Ask) -> Response:
    """OR76."""
    with ask.state.lock:
        document = _visible(ask, str(ask.values["document_id"]))
        if document.type.startswith("SYSTEM_"):
            raise ApiError(403, "This document cannot be deleted")
        ask.state.remove_document(document)
    return Response(status=204)


def _of_orders(ask: Ask, order_ids: Sequence[str]) -> list[Document]:
    return [
        document
        for order_id in order_ids
        for document in ask.state.documents_in(order_id)
        if document.shop_id == ask.shop.id
    ]


def _by_order(ask: Ask) -> list[Document]:
    order_ids = ask.parameters.comma_list("order_ids")
    if not order_ids:
        raise ApiError(400, "One of the parameters 'document_ids' and 'order_ids' is required")
    codes = ask.parameters.comma_list("document_codes")
    return [document for document in _of_orders(ask, order_ids) if not codes or document.type in codes]


def _visible(ask: Ask, text: str) -> Document:
    document = ask.state.documents.get(int(text)) if text.isascii() and text.isdigit() else None
    if document is None or document.shop_id != ask.shop.id:
        raise ApiError(404, f"Document with identifier '{text}' not found")
    return document


def _document(document: Document) -> dict[str, object]:
    return {
        "id": document.id,
        "order_id": document.order_id,
        "file_name": document.name,
        "file_size": len(document.content),
        "type": document.type,
        "date_uploaded": written(document.uploaded),
    }


def _zipped(documents: Sequence[Document]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for document in documents:
            archive.writestr(f"{document.order_id}/{document.name}", document.content)
    return target.getvalue()
