"""Which faults are on, and the requests they keep waiting."""

import random
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from sandbox.faults.fault import Fault, FaultKind


@dataclass(frozen=True, slots=True, eq=False)
class Hit:
    """One call met one fault; `released` is set when the call need not wait any more."""

    fault: Fault
    released: threading.Event = field(default_factory=threading.Event)


class FaultPlan:
    """Thread-safe; the dice are seeded, so the same calls in the same order meet the same faults."""

    def __init__(self, seed: int) -> None:
        self._lock = threading.Lock()
        self._dice = random.Random(f"faults:{seed}")
        self._faults: dict[int, Fault] = {}
        self._hits: list[Hit] = []
        self._next_id = 1

    def add(
        self,
        endpoint: str,
        kind: FaultKind,
        *,
        times: int | None = None,
        probability: float = 1.0,
        seconds: float = 1.0,
        retry_after: int | None = 30,
        as_date: bool = False,
        body: Literal["json", "empty"] = "json",
        skip: int = 0,
    ) -> Fault:
        """Switch a fault on for `endpoint` ("M12", or "*"), for the next `times` calls or until cleared.

        ValueError when a value makes no sense. The kinds are described in `sandbox.faults.fault`.
        """
        return self.put(Fault(endpoint, kind, times, probability, seconds, retry_after, as_date, body, skip))

    def put(self, fault: Fault) -> Fault:
        """Switch on a fault made elsewhere."""
        with self._lock:
            fault.id = self._next_id
            self._next_id += 1
            self._faults[fault.id] = fault
        return fault

    def active(self) -> list[Fault]:
        """Faults that are on."""
        with self._lock:
            return list(self._faults.values())

    def clear(self, fault_id: int | None = None) -> None:
        """Switch one fault off, or all, and let go of the requests it keeps waiting."""
        with self._lock:
            if fault_id is None:
                self._faults.clear()
            else:
                self._faults.pop(fault_id, None)
        self.release(fault_id)

    def release(self, fault_id: int | None = None) -> None:
        """Let go of the requests kept waiting by one fault, or by all, without switching anything off."""
        with self._lock:
            for hit in self._hits:
                if fault_id in (None, hit.fault.id):
                    hit.released.set()

    @contextmanager
    def strike(self, endpoint: str, kinds: Collection[FaultKind]) -> Iterator[list[Hit]]:
        """The faults that hit this call: every latency, and the first of the others; their counts go down.

        Clearing a fault releases its hits for as long as the block runs.
        """
        with self._lock:
            hits = self._draw(endpoint, kinds)
            self._hits += hits
        try:
            yield hits
        finally:
            with self._lock:
                self._hits = [hit for hit in self._hits if hit not in hits]

    def _draw(self, endpoint: str, kinds: Collection[FaultKind]) -> list[Hit]:
        hits: list[Hit] = []
        for fault in list(self._faults.values()):
            if self._matches(fault, endpoint, kinds) and self._fits(fault, hits):
                self._spend(fault)
                hits.append(Hit(fault))
        return hits

    def _matches(self, fault: Fault, endpoint: str, kinds: Collection[FaultKind]) -> bool:
        return fault.kind in kinds and fault.endpoint in ("*", endpoint)

    def _fits(self, fault: Fault, hits: list[Hit]) -> bool:
        if fault.skip > 0:
            fault.skip -= 1
            return False
        if fault.kind != "latency" and any(hit.fault.kind != "latency" for hit in hits):
            return False
        return fault.probability >= 1 or self._dice.random() < fault.probability

    def _spend(self, fault: Fault) -> None:
        fault.struck += 1
        if fault.times is not None:
            fault.times -= 1
            if fault.times == 0:
                del self._faults[fault.id]
