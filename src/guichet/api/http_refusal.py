"""Requests that are refused before anything is executed, in the shape of a GraphQL answer."""

from collections.abc import Mapping

from django.http import HttpResponseBase, JsonResponse


class HttpRefusalError(Exception):
    """A status, a code for programs, a sentence for people, and headers where the status asks for some."""

    def __init__(
        self, status: int, code: str, message: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.headers = headers or {}


def refusal_response(refusal: HttpRefusalError) -> HttpResponseBase:
    """The answer to give."""
    error = {"message": refusal.message, "extensions": {"code": refusal.code}}
    response = JsonResponse({"data": None, "errors": [error]}, status=refusal.status)
    for name, value in refusal.headers.items():
        response[name] = value
    if refusal.status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="Guichet"'
    if refusal.status == 405:
        response["Allow"] = "POST"
    return response
