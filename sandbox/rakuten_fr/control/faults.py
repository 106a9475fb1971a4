"""Faults on and off, over JSON."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from werkzeug.wrappers import Request, Response

from sandbox.faults.fault import fault_from_json
from sandbox.rakuten_fr.answers import as_json
from sandbox.rakuten_fr.routes import ACTIONS

if TYPE_CHECKING:
    from sandbox.faults import Fault
    from sandbox.rakuten_fr.marketplace import RakutenMarketplace


def show_faults(marketplace: "RakutenMarketplace", request: Request, values: Mapping[str, Any]) -> Response:
    """The faults that are on."""
    return as_json({"faults": [fault.as_json() for fault in marketplace.faults.active()]})


def add_faults(marketplace: "RakutenMarketplace", request: Request, values: Mapping[str, Any]) -> Response:
    """One fault as an object, or several as `{"faults": [...]}`; 201 with their ids."""
    data = request.get_json(force=True)
    faults = [checked(fault_from_json(entry)) for entry in data.get("faults", [data])]
    return as_json({"faults": [marketplace.faults.put(fault).as_json() for fault in faults]}, 201)


def clear_faults(marketplace: "RakutenMarketplace", request: Request, values: Mapping[str, Any]) -> Response:
    """All of them, or the one whose id is in the path; hanging requests are let go."""
    marketplace.faults.clear(values.get("fault_id"))
    return Response(status=204)


def checked(fault: "Fault") -> "Fault":
    """ValueError for an action this marketplace does not have."""
    if fault.endpoint != "*" and fault.endpoint not in ACTIONS:
        raise ValueError(f"Unknown action {fault.endpoint}: use * or one of {', '.join(ACTIONS)}.")
    return fault
