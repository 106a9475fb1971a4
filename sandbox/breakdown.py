"""Turn faults into what goes, or does not go, over the wire; how a marketplace words a refusal is its own."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from email.utils import format_datetime

from werkzeug.wrappers import Request, Response

from sandbox.answers import as_html
from sandbox.calls import Call
from sandbox.faults import AFTER, BEFORE, Fault, FaultPlan, Hit
from sandbox.faults.wait import wait_for_latency, wait_until_given_up
from sandbox.serving import drop, reset

_BAD_GATEWAY = (
    "<html><head><title>502 Bad Gateway</title></head>"
    "<body><center><h1>502 Bad Gateway</h1></center></body></html>\r\n"
)


def strike_before(
    faults: FaultPlan, call: Call, request: Request, refuse: Callable[[Fault], Response]
) -> Response | None:
    """What the faults do to a call before anything happened; None to go on.

    `refuse` words the kinds of which the answer is the marketplace's own. Raises `DroppedError` for a cut.
    """
    with faults.strike(call.endpoint, BEFORE) as hits:
        call.faults += [hit.fault.kind for hit in hits]
        for hit in hits:
            if (refusal := _before(request, hit, refuse)) is not None:
                return refusal
    return None


def strike_after(
    faults: FaultPlan,
    call: Call,
    request: Request,
    response: Response,
    duplicate: Callable[[Response], Response],
) -> Response:
    """What the faults make of an answer whose effect has happened.

    `duplicate` repeats the first entry of a listing. Raises `DroppedError` for a cut.
    """
    with faults.strike(call.endpoint, AFTER) as hits:
        call.faults += [hit.fault.kind for hit in hits]
        for hit in hits:
            response = _after(request, response, hit, duplicate)
    return response


def retry_after(fault: Fault, now: datetime) -> dict[str, str]:
    """The header of a throttled answer (RFC 9110, section 10.2.3), or none."""
    if fault.retry_after is None:
        return {}
    as_date = format_datetime(now + timedelta(seconds=fault.retry_after), usegmt=True)
    return {"Retry-After": as_date if fault.as_date else str(fault.retry_after)}


def _before(request: Request, hit: Hit, refuse: Callable[[Fault], Response]) -> Response | None:
    kind = hit.fault.kind
    if kind == "latency":
        wait_for_latency(hit)
        return None
    if kind in ("timeout", "reset"):
        _read_all(request)
    if kind == "timeout":
        wait_until_given_up(hit, request.environ["werkzeug.socket"])
        raise drop(request.environ)
    if kind == "reset":
        raise reset(request.environ)
    return as_html(_BAD_GATEWAY, 502) if kind == "bad_gateway" else refuse(hit.fault)


def _after(
    request: Request, response: Response, hit: Hit, duplicate: Callable[[Response], Response]
) -> Response:
    kind = hit.fault.kind
    if kind == "accepted_then_timeout":
        wait_until_given_up(hit, request.environ["werkzeug.socket"])
        raise drop(request.environ)
    if kind == "accepted_then_reset":
        raise reset(request.environ)
    if kind == "accepted_then_bad_gateway":
        return as_html(_BAD_GATEWAY, 502)
    return duplicate(response) if kind == "duplicate" else _DAMAGES[kind](response)


def _read_all(request: Request) -> None:
    """With nothing left to read, the client's end of the connection tells whether it still waits."""
    while request.stream.read(1024 * 1024):
        pass


def _truncated(response: Response) -> Response:
    """Half the body under the length of the whole one; the server closes after every answer."""
    whole = response.get_data()
    cut = Response(whole[: len(whole) // 2], response.status_code, content_type=response.content_type)
    cut.automatically_set_content_length = False
    cut.headers["Content-Length"] = str(len(whole) or 1)
    return cut


def _recoded(response: Response) -> Response:
    """UTF-8 becomes Latin-1 and the other way round; what says which it is stays."""
    whole = response.get_data()
    try:
        other = whole.decode("utf-8").encode("iso-8859-1", "replace")
    except UnicodeDecodeError:
        other = whole.decode("iso-8859-1").encode("utf-8")
    return Response(other, response.status_code, content_type=response.content_type)


def _halved(response: Response) -> Response:
    """JSON has an escape for half a character; elsewhere it is written as its three bytes."""
    half = (
        rb"\ud83d" if response.mimetype == "application/json" else "\ud83d".encode("utf-8", "surrogatepass")
    )
    whole = response.get_data().replace("\ufffd".encode(), half)
    return Response(whole, response.status_code, content_type=response.content_type)


_DAMAGES: Mapping[str, Callable[[Response], Response]] = {
    "truncated": _truncated,
    "wrong_charset": _recoded,
    "half_character": _halved,
}
