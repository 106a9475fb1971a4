"""Where faults may strike, and the fields this page's form has beyond the common ones."""

from sandbox.control.faults import FaultSwitch, Form, fault_from_form
from sandbox.faults import Fault
from sandbox.mirakl.auth import CODES


def _read(form: Form) -> Fault:
    return fault_from_form(
        form,
        probability=float(form["probability"] or 1),
        retry_after=int(form["retry_after"]) if form["retry_after"] else None,
    )


FAULTS = FaultSwitch("endpoint", sorted(CODES), _read)
