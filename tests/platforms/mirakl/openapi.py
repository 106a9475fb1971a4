"""Checks recorded requests against Mirakl's published description (OpenAPI 3.1)."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

FORMATS = FormatChecker()


@FORMATS.checks("date-time", ValueError)
def _is_date_time(value: object) -> bool:
    """RFC 3339, with T and an offset."""
    text = str(value)
    return "T" in text and datetime.fromisoformat(text).tzinfo is not None


@dataclass(frozen=True)
class Recorded:
    """One request as it reached the server."""

    method: str
    path: str
    query: list[tuple[str, str]]
    headers: dict[str, str]
    body: bytes


class Recorder:
    """A WSGI application in front of another one, which writes down what comes."""

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app
        self.requests: list[Recorded] = []

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = BytesIO(body)
        headers = {
            n[5:].replace("_", "-").lower(): str(v) for n, v in environ.items() if n.startswith("HTTP_")
        }
        headers["content-type"] = environ.get("CONTENT_TYPE", "")
        query = parse_qsl(
            environ["QUERY_STRING"], keep_blank_values=True, strict_parsing=bool(environ["QUERY_STRING"])
        )
        request = Recorded(environ["REQUEST_METHOD"], environ["PATH_INFO"], query, headers, body)
        self.requests.append(request)
        return self._app(environ, start_response)


class Description:
    """The published description."""

    def __init__(self, path: Path) -> None:
        self._document = json.loads(path.read_text("utf-8"))
        resource = DRAFT202012.create_resource(self._document)
        self._registry: Registry[Any] = Registry().with_resource("urn:mirakl", resource)

    def operation(self, request: Recorded) -> tuple[str, dict[str, Any]]:
        """The operation a request calls; the most literal path wins."""
        found = [
            (path, item[request.method.lower()])
            for path, item in self._document["paths"].items()
            if request.method.lower() in item and _pattern(path).fullmatch(request.path)
        ]
        assert found, f"{request.method} {request.path} is not described"
        return min(found, key=lambda entry: entry[0].count("{"))

    def check(self, request: Recorded) -> str:
        """Assert that a request is as described; the operation's name."""
        _, operation = self.operation(request)
        self._check_query(request, operation["parameters"])
        self._check_body(request, operation.get("requestBody"))
        assert re.fullmatch(r"[0-9a-f-]{36}", request.headers["authorization"])
        return str(operation["operationId"])

    def _check_query(self, request: Recorded, parameters: list[dict[str, Any]]) -> None:
        known = {p["name"]: p for p in parameters if p["in"] == "query"}
        names = [name for name, _ in request.query]
        assert len(names) == len(set(names))
        for name, text in request.query:
            assert name in known, f"{name} is no parameter of {request.path}"
            self._check_schema(_typed(text, known[name]["schema"]), known[name]["schema"])

    def _check_body(self, request: Recorded, described: dict[str, Any] | None) -> None:
        if described is None:
            assert request.body == b""
            return
        content = described["content"]["multipart/form-data"]
        properties, encoding = content["schema"]["properties"], content["encoding"]
        parts = _parts(request)
        assert set(content["schema"]["required"]) <= {name for name, _ in parts} <= set(properties)
        for name, part in parts:
            if encoding[name]["contentType"] == "application/json":
                assert part.get_content_type() == "application/json"
                self._check_schema(json.loads(part.get_payload(decode=True)), properties[name])  # type: ignore[arg-type]
            else:
                assert part.get_filename()

    def _check_schema(self, value: object, schema: dict[str, Any]) -> None:
        anchored = json.loads(json.dumps(schema).replace('"#/', '"urn:mirakl#/'))
        Draft202012Validator(anchored, registry=self._registry, format_checker=FORMATS).validate(value)


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path))


def _typed(text: str, schema: dict[str, Any]) -> object:
    readers: dict[str, Callable[[str], object]] = {
        "integer": int,
        "boolean": lambda word: {"true": True, "false": False}[word],
        "array": lambda words: words.split(","),
    }
    return readers.get(schema["type"], str)(text)


def _parts(request: Recorded) -> list[tuple[str, EmailMessage]]:
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
    whole = BytesParser(policy=policy.HTTP).parsebytes(head + request.body)
    assert whole.get_content_type() == "multipart/form-data"
    parts = [part for part in whole.iter_parts() if isinstance(part, EmailMessage)]
    return [(str(part.get_param("name", header="content-disposition")), part) for part in parts]
