"""Faults on and off, over JSON."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from werkzeug.wrappers import Request, Response

from sandbox.faults.fault import fault_from_json
from sandbox.fnac_darty.answers import as_json
from sandbox.fnac_darty.app import ENDPOINTS

if TYPE_CHECKING:
    from sandbox.faults import Fault
    from sandbox.fnac_darty.marketplace import FnacDartyMarketplace


def show_faults(marketplace: "FnacDartyMarketplace", request: Request, values: Mapping[str, Any]) -> Response:
    """The faults that are on."""
    return as_json({"faults": [fault.as_json() for fault in marketplace.faults.active()]})


def add_faults(marketplace: "FnacDartyMarketplace", request: Request, values: Mapping[str, Any]) -> Response:
    """One fault as an object, or several as `{"faults": [...]}`; 201 with their ids."""
    data = request.get_json(force=True)
    faults = [checked(fault_from_json(entry)) for entry in data.get("faults", [data])]
    return as_json({"faults": [marketplace.faults.put(fault).as_json() for fault in faults]}, 201)


def clear_faults(
    marketplace: "FnacDartyMarketplace", request: Request, values: Mapping[str, Any]
) -> Response:
    """All of them, or the one whose id is in the path; hanging requests are let go."""
    marketplace.faults.clear(values.get("fault_id"))
    return Response(status=204)


def checked(fault: "Fault") -> "Fault":
    """ValueError for a service that is not there."""
    if fault.endpoint != "*" and fault.endpoint not in ENDPOINTS:
        known = ", ".join(sorted(ENDPOINTS))
        raise ValueError(f"Unknown service {fault.endpoint}: use * or one of {known}.")
    return fault
