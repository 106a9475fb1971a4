"""What was measured of one call."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sample:
    """Durations in milliseconds, shortest first. `cold` is the very first call, which is not among them."""

    cold: float
    warm: tuple[float, ...]
    # Wall time of all warm calls together, in seconds; calls may have run side by side.
    elapsed: float

    @property
    def p50(self) -> float:
        """The median."""
        return self._at(0.5)

    @property
    def p95(self) -> float:
        """Nineteen of twenty calls were not slower."""
        return self._at(0.95)

    @property
    def per_second(self) -> float:
        """Calls a second."""
        return len(self.warm) / self.elapsed

    def _at(self, share: float) -> float:
        return self.warm[min(len(self.warm) - 1, int(len(self.warm) * share))]
