"""M10: one thread with all its messages. M13: one attachment."""

from email.charset import QP, Charset
from email.header import Header

from werkzeug.wrappers import Response

from sandbox.mirakl.answers import as_json
from sandbox.mirakl.ask import Ask
from sandbox.mirakl.endpoints.thread_json import thread_json, with_messages
from sandbox.mirakl.errors import ApiError

_UTF8 = Charset("utf-8")
_UTF8.header_encoding = QP


def get_thread(ask: Ask) -> Response:
    """M10."""
    with ask.state.lock:
        thread = ask.state.thread_of(ask.shop, ask.values["thread_id"])
        shown = with_messages(thread_json(thread, ask.settings), thread, ask.settings)
    return as_json(shown)


def download_attachment(ask: Ask) -> Response:
    """M13."""
    shop_id, attachment = ask.state.attachments.get(ask.values["attachment_id"], (None, None))
    if attachment is None or shop_id != ask.shop.id:
        raise ApiError(404, f"Attachment with identifier '{ask.values['attachment_id']}' not found")
    return as_download(attachment.name, attachment.content)


def as_download(name: str, content: bytes) -> Response:
    """A file; names outside US-ASCII are RFC 2047 words inside the quotes (SDK 1.21.1)."""
    response = Response(content, 200, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{_encoded(name)}"'
    return response


def _encoded(name: str) -> str:
    if name.isascii():
        return name.replace("\\", "_").replace('"', "_")
    return Header(name, _UTF8, maxlinelen=10_000).encode(linesep="")
