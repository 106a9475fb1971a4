"""What went over the wire to a rehearsal marketplace, byte by byte."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from werkzeug.wrappers import Request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


@dataclass(frozen=True, slots=True)
class Call:
    """One request as it came; `query` without its question mark, header names in lower case."""

    method: str
    path: str
    query: str
    headers: dict[str, str] = field(repr=False)
    body: bytes = field(repr=False)


class Wire:
    """Stands before an application and keeps every call."""

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app
        self.calls: list[Call] = []

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Note the call and pass it on whole."""
        request = Request(environ)
        request.max_content_length = None
        body = request.get_data(cache=False)
        headers = {name.lower(): value for name, value in request.headers.items()}
        query = str(environ.get("QUERY_STRING", ""))
        self.calls.append(Call(request.method, request.path, query, headers, body))
        environ["wsgi.input"] = BytesIO(body)
        environ["CONTENT_LENGTH"] = str(len(body))
        return self._app(environ, start_response)


def parts_of(call: Call) -> list[tuple[list[str], bytes]]:
    """The parts of a multipart body (RFC 2046, section 5.1.1): header lines and bytes, nothing between."""
    boundary = call.headers["content-type"].partition("boundary=")[2].strip('"').encode()
    first, *parts, last = (b"\r\n" + call.body).split(b"\r\n--" + boundary)
    assert (first, last) == (b"", b"--\r\n")
    split = [part.removeprefix(b"\r\n").partition(b"\r\n\r\n") for part in parts]
    return [(head.decode().split("\r\n"), content) for head, _, content in split]
