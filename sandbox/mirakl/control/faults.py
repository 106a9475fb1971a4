"""Where faults may strike."""

from sandbox.control.faults import FaultSwitch
from sandbox.mirakl.auth import CODES

FAULTS = FaultSwitch("endpoint", sorted(CODES))
