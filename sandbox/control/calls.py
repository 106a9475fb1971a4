"""What a marketplace was asked: tests count this."""

from collections.abc import Mapping
from typing import Any

from werkzeug.wrappers import Request, Response

from sandbox.control.told import Rehearsal, Told


def show_calls(marketplace: Rehearsal, request: Request, values: Mapping[str, Any]) -> Told:
    """In the order they came; `endpoint=M11` for one endpoint, `after=NUMBER` for what came later."""
    after = int(request.args.get("after", "0"))
    calls = [call for call in marketplace.calls.of(request.args.get("endpoint")) if call.number > after]
    return Told({"count": len(calls), "calls": [call.as_json() for call in calls]})


def forget_calls(marketplace: Rehearsal, request: Request, values: Mapping[str, Any]) -> Response:
    """Start counting anew."""
    marketplace.calls.clear()
    return Response(status=204)
