"""Where faults may strike."""

from sandbox.control.faults import FaultSwitch
from sandbox.fnac_darty.app import ENDPOINTS

FAULTS = FaultSwitch("service", sorted(ENDPOINTS))
