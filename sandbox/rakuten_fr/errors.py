"""Refusals as Rakuten words them (reference rakuten.md, section 14)."""

from sandbox.rakuten_fr.document import Node, cdata, document, node, text

_NAMESPACE = "https://static.fr.shopping.rakuten.com/res/schema/error"


class ServiceError(Exception):
    """The call is refused with an `errorresponse`."""

    def __init__(self, kind: str, code: str, message: str, *details: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.code = code
        self.message = message
        self.details = details

    def document(self) -> bytes:
        """What goes on the wire. Error answers carry no declaration in the samples."""
        details: list[Node] = [cdata("detail", detail) for detail in self.details]
        parts = [
            text("type", self.kind),
            text("code", self.code),
            text("message", self.message),
            node("details", *details),
        ]
        return document("errorresponse", _NAMESPACE, node("error", *parts), declared=False)


def bad_parameter(detail: str) -> ServiceError:
    """A parameter is missing or wrong."""
    return ServiceError("Sender", "ParameterError", "Problem with parameters.", detail)


def unknown_login() -> ServiceError:
    """Login and token do not belong together."""
    return ServiceError("Sender", "InvalidUserConnection", "Unknown user or password.")


def quota_exceeded() -> ServiceError:
    """The hour's requests are used up."""
    detail = "The maximum number of requests per hour has been reached."
    return ServiceError("Sender", "InvalidUserRights", "Quota exceeded.", detail)


def not_allowed() -> ServiceError:
    """The account may not make this call."""
    return ServiceError("Sender", "InvalidUserRights", "User rights are not sufficient.")


def server_error() -> ServiceError:
    """Spelt as the service spells it."""
    return ServiceError("ServerError", "ServerError", "Server not able to fullfill request.")


def unavailable() -> ServiceError:
    """Out of order, or asked about a sale that is not confirmed: the service says the same to both."""
    return ServiceError("Unknown error", "Unknown error", "Service unavailable")
