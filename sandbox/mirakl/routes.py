"""Paths, methods and handlers: the endpoint is Mirakl's own code."""

from werkzeug.routing import Map, Rule

from sandbox.mirakl.ask import Handler
from sandbox.mirakl.endpoints.account import get_account, get_platform
from sandbox.mirakl.endpoints.document_requests import answer_requests, list_requests
from sandbox.mirakl.endpoints.documents import delete_document, download_documents, list_documents
from sandbox.mirakl.endpoints.list_threads import list_threads
from sandbox.mirakl.endpoints.open_thread import open_operator_thread, open_order_thread
from sandbox.mirakl.endpoints.orders import list_orders
from sandbox.mirakl.endpoints.reply import reply
from sandbox.mirakl.endpoints.setup import list_channels, list_document_types, list_reasons, list_taxes
from sandbox.mirakl.endpoints.threads import download_attachment, get_thread
from sandbox.mirakl.endpoints.upload import upload_documents

_PATHS = [
    ("A01", "GET", "/api/account"),
    ("CH11", "GET", "/api/channels"),
    ("DO01", "GET", "/api/documents"),
    ("DR11", "GET", "/api/document-request/requests"),
    ("DR74", "POST", "/api/document-request/documents/upload"),
    ("M10", "GET", "/api/inbox/threads/<thread_id>"),
    ("M11", "GET", "/api/inbox/threads"),
    ("M12", "POST", "/api/inbox/threads/<thread_id>/message"),
    ("M13", "GET", "/api/inbox/threads/<attachment_id>/download"),
    ("M14", "POST", "/api/inbox/threads"),
    ("OR11", "GET", "/api/orders"),
    ("OR43", "POST", "/api/orders/<order_id>/threads"),
    ("OR72", "GET", "/api/orders/documents"),
    ("OR73", "GET", "/api/orders/documents/download"),
    ("OR74", "POST", "/api/orders/<order_id>/documents"),
    ("OR75", "GET", "/api/orders/taxes"),
    ("OR76", "DELETE", "/api/orders/documents/<int:document_id>"),
    ("PC01", "GET", "/api/platform/configuration"),
    ("RE01", "GET", "/api/reasons"),
    ("V01", "GET", "/api/version"),
]

PATHS = Map(
    [Rule(path, endpoint=code, methods=[method]) for code, method, path in _PATHS],
    strict_slashes=True,
    merge_slashes=False,
)

HANDLERS: dict[str, Handler] = {
    "A01": get_account,
    "CH11": list_channels,
    "DO01": list_document_types,
    "DR11": list_requests,
    "DR74": answer_requests,
    "M10": get_thread,
    "M11": list_threads,
    "M12": reply,
    "M13": download_attachment,
    "M14": open_operator_thread,
    "OR11": list_orders,
    "OR43": open_order_thread,
    "OR72": list_documents,
    "OR73": download_documents,
    "OR74": upload_documents,
    "OR75": list_taxes,
    "OR76": delete_document,
    "PC01": get_platform,
    "RE01": list_reasons,
}

DOWNLOADS = frozenset({"M13", "OR73", "OR76"})
"""Endpoints whose answer is no JSON, so that any Accept header will do."""
