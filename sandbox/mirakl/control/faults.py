"""Faults on and off, over JSON."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from werkzeug.wrappers import Request, Response

from sandbox.faults.fault import fault_from_json
from sandbox.mirakl.answers import as_json
from sandbox.mirakl.auth import CODES

if TYPE_CHECKING:
    from sandbox.faults import Fault
    from sandbox.mirakl.operator import MiraklOperator


def show_faults(operator: "MiraklOperator", request: Request, values: Mapping[str, Any]) -> Response:
    """The faults that are on."""
    return as_json({"faults": [fault.as_json() for fault in operator.faults.active()]})


def add_faults(operator: "MiraklOperator", request: Request, values: Mapping[str, Any]) -> Response:
    """One fault as an object, or several as `{"faults": [...]}`; 201 with their ids."""
    data = request.get_json(force=True)
    entries = data.get("faults", [data])
    faults = [checked(fault_from_json(entry)) for entry in entries]
    return as_json({"faults": [operator.faults.put(fault).as_json() for fault in faults]}, 201)


def clear_faults(operator: "MiraklOperator", request: Request, values: Mapping[str, Any]) -> Response:
    """All of them, or the one whose id is in the path; hanging requests are let go."""
    operator.faults.clear(values.get("fault_id"))
    return Response(status=204)


def checked(fault: "Fault") -> "Fault":
    """ValueError for an endpoint this operator does not have."""
    if fault.endpoint != "*" and fault.endpoint not in CODES:
        raise ValueError(f"Unknown endpoint {fault.endpoint}: use * or one of {', '.join(sorted(CODES))}.")
    return fault
