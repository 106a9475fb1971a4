"""Faults on and off, over JSON and from the page's forms."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from sandbox.control.told import Rehearsal, Told
from sandbox.faults import Fault, FaultKind
from sandbox.faults.fault import fault_from_json

Form = Mapping[str, str]

_SEE_OTHER = 303


def fault_from_form(form: Form) -> Fault:
    """A fault from the page's fields. An empty `times` is until cleared, an empty `retry_after` no header."""
    wait = form.get("retry_after")
    return Fault(
        form["endpoint"],
        cast("FaultKind", form["kind"]),
        times=int(form["times"]) if form["times"] else None,
        seconds=float(form["seconds"] or 0),
        probability=float(form.get("probability") or 1),
        retry_after=int(wait) if wait else None,
    )


class FaultSwitch:
    """Switches faults on at the endpoints there are; `word` is what the marketplace calls an endpoint."""

    def __init__(self, word: str, endpoints: Sequence[str]) -> None:
        self.endpoints = endpoints
        self._word = word

    def add(self, marketplace: Rehearsal, request: Request, values: Mapping[str, Any]) -> Told:
        """One fault as an object, or several as `{"faults": [...]}`; 201 with their ids."""
        data = request.get_json(force=True)
        faults = [self.checked(fault_from_json(entry)) for entry in data.get("faults", [data])]
        return Told({"faults": [marketplace.faults.put(fault).as_json() for fault in faults]}, 201)

    def post(self, marketplace: Rehearsal, request: Request, values: Mapping[str, Any]) -> Response:
        """Switch one on from the page."""
        marketplace.faults.put(self.checked(fault_from_form(request.form)))
        return redirect("/_sandbox/", _SEE_OTHER)

    def checked(self, fault: Fault) -> Fault:
        """ValueError for an endpoint this marketplace does not have."""
        if fault.endpoint != "*" and fault.endpoint not in self.endpoints:
            known = ", ".join(self.endpoints)
            raise ValueError(f"Unknown {self._word} {fault.endpoint}: use * or one of {known}.")
        return fault


def show_faults(marketplace: Rehearsal, request: Request, values: Mapping[str, Any]) -> Told:
    """The faults that are on."""
    return Told({"faults": [fault.as_json() for fault in marketplace.faults.active()]})


def clear_faults(marketplace: Rehearsal, request: Request, values: Mapping[str, Any]) -> Response:
    """All of them, or the one whose id is in the path; hanging requests are let go."""
    marketplace.faults.clear(values.get("fault_id"))
    return Response(status=204)


def post_fault_off(marketplace: Rehearsal, request: Request, values: Mapping[str, Any]) -> Response:
    """Switch one off from the page."""
    marketplace.faults.clear(int(request.form["id"]))
    return redirect("/_sandbox/", _SEE_OTHER)
