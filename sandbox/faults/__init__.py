"""Faults on demand, for any rehearsal server: what may go wrong, and when."""

from sandbox.faults.fault import AFTER, BEFORE, KINDS, Fault, FaultKind
from sandbox.faults.plan import FaultPlan, Hit

__all__ = ["AFTER", "BEFORE", "KINDS", "Fault", "FaultKind", "FaultPlan", "Hit"]
