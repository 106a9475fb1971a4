"""Refusals in the two shapes Mirakl uses (reference mirakl.md, section 1.2)."""

from collections.abc import Mapping

from werkzeug.wrappers import Response

from sandbox.mirakl.answers import as_json


class ApiError(Exception):
    """The call is refused: `{"message", "status"}`."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = dict(headers or {})

    def response(self) -> Response:
        """What goes on the wire."""
        return as_json({"message": self.message, "status": self.status}, self.status, self.headers)


class InputError(ApiError):
    """A part of a multipart body is refused: `{"errors": [{"code", "message", "field"?}]}`, status 400."""

    def __init__(self, code: str, message: str, field: str | None = None) -> None:
        super().__init__(400, message)
        self.code = code
        self.field = field

    def response(self) -> Response:
        """What goes on the wire."""
        entry = {"code": self.code, "message": self.message}
        if self.field is not None:
            entry["field"] = self.field
        return as_json({"errors": [entry]}, self.status)
