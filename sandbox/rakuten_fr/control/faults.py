"""Where faults may strike."""

from sandbox.control.faults import FaultSwitch
from sandbox.rakuten_fr.routes import ACTIONS

FAULTS = FaultSwitch("action", list(ACTIONS))
