"""A client that keeps its connection, as browsers and servers do."""

import json
from http import HTTPStatus
from http.client import HTTPConnection, HTTPResponse
from time import monotonic
from typing import Any

# A server may end a connection that was idle for longer; eight wait while one is measured.
IDLE_SECONDS = 5.0


class Client:
    """Asks one server; every answer but the expected one is an error. Not to be shared between threads."""

    def __init__(self, port: int, headers: dict[str, str]) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = headers
        self._used_at = monotonic()

    def page(self, path: str) -> bytes:
        """The body of a page; RuntimeError unless it comes with 200."""
        return _body(self._ask("GET", path, None, self._headers))

    def nothing(self, path: str) -> None:
        """RuntimeError unless the answer is that there is nothing to say: 204."""
        response = self._ask("GET", path, None, self._headers)
        if (response.read(), response.status) != (b"", 204):
            raise RuntimeError(f"HTTP {response.status} in place of 204")

    def form(self, path: str) -> tuple[bytes, str]:
        """A page, and the cookie that it sets."""
        response = self._ask("GET", path, None, self._headers)
        return _body(response), (response.getheader("Set-Cookie") or "").partition(";")[0]

    def submitted(self, path: str, entries: bytes) -> None:
        """RuntimeError unless a form is answered by leading on (303)."""
        headers = self._headers | {"Content-Type": "application/x-www-form-urlencoded"}
        response = self._ask("POST", path, entries, headers)
        response.read()
        if response.status != HTTPStatus.SEE_OTHER:
            raise RuntimeError(f"HTTP {response.status} in place of 303")

    def graphql(self, request: bytes) -> bytes:
        """The answer to a prepared request; its errors are looked for as bytes, the cheapest way."""
        headers = self._headers | {"Content-Type": "application/json"}
        body = _body(self._ask("POST", "/graphql", request, headers))
        if not body.startswith(b'{"data":{') or b'"errors":[{"message"' in body:
            raise RuntimeError(f"GraphQL refused: {body[:400]!r}")
        return body

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> HTTPResponse:
        if monotonic() - self._used_at > IDLE_SECONDS:
            self._connection.close()  # The next request opens it again.
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        self._used_at = monotonic()
        return response

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()


def prepared(query: str, variables: dict[str, Any]) -> bytes:
    """The body of a GraphQL request."""
    return json.dumps({"query": query, "variables": variables}).encode()


def _body(response: HTTPResponse) -> bytes:
    body = response.read()
    if response.status != 200:
        raise RuntimeError(f"HTTP {response.status}: {body[:400]!r}")
    return body
