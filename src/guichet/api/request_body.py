"""The limits of a request's body, and reading it without surprises."""

import json
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError

from guichet.api.http_refusal import HttpRefusalError

MAX_BODY = 100_000
MAX_BODY_WITH_FILES = 100_000_000
FORM = "multipart/form-data"


def prepare_body(request: HttpRequest) -> None:
    """Refuse what is too large before it is read, and let files go to the disk instead of memory."""
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    limit = MAX_BODY_WITH_FILES if request.content_type == FORM else MAX_BODY
    if length > limit:
        raise _too_large(limit)
    if request.content_type == FORM:
        request.upload_handlers = [TemporaryFileUploadHandler(request)]


def read_form(request: HttpRequest) -> None:
    """Read a multipart form to its end; HttpRefusalError 400 or 413 when it cannot be."""
    try:
        fields = sum(len(value) for values in request.POST.lists() for value in values[1])
    except (MultiPartParserError, SuspiciousOperation) as error:
        raise malformed("The multipart form cannot be read.") from error
    if fields > MAX_BODY:
        raise _too_large(MAX_BODY)


def decoded(text: str | bytes) -> Any:
    """The JSON value; HttpRefusalError 400 when it is none, or holds what is not Unicode text."""
    try:
        value = json.loads(text)
        _hold_unicode(text, value)
    except (ValueError, RecursionError) as error:
        raise malformed("The body is not JSON in UTF-8.") from error
    return value


def malformed(message: str) -> HttpRefusalError:
    """A request that cannot be understood."""
    return HttpRefusalError(400, "MALFORMED", message)


def _hold_unicode(text: str | bytes, value: object) -> None:
    """JSON can escape half a character, which no database stores (RFC 8259, section 8.2)."""
    if (b"\\u" if isinstance(text, bytes) else "\\u") in text:  # type: ignore[operator]
        json.dumps(value, ensure_ascii=False).encode()


def _too_large(limit: int) -> HttpRefusalError:
    message = f"The request is larger than {limit // 1000} kB; send less at a time."
    return HttpRefusalError(413, "TOO_LARGE", message)
