"""What the common part of the control says, before a marketplace writes it as its own JSON."""

from dataclasses import dataclass
from typing import Any, Protocol

from sandbox.calls import CallLog
from sandbox.faults import FaultPlan
from sandbox.settings import Changeable


@dataclass(frozen=True, slots=True)
class Told:
    """Data for the body, and the status beside it."""

    data: Any
    status: int = 200


class Rehearsal(Protocol):
    """A rehearsal marketplace as far as its control needs to know it."""

    @property
    def calls(self) -> CallLog:
        """What it was asked."""

    @property
    def faults(self) -> FaultPlan:
        """What goes wrong."""

    @property
    def settings(self) -> Changeable:
        """How it behaves where nobody knows."""
