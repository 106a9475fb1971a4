"""What one request costs and how its asker's buckets stand, from its arrival to its answer."""

from dataclasses import dataclass, field
from math import ceil
from time import monotonic
from typing import Any
from uuid import UUID

from guichet.accounts.viewer import Viewer
from guichet.api.bounds import MAX_DEPTH, MAX_NODES
from guichet.api.http_refusal import HttpRefusalError
from guichet.api.measure import Measure
from guichet.api.rate import Spent, spend

# Who was refused, and until when: they are refused again without asking the database or reading a query.
MOST_REFUSED = 10_000
_refused_until: dict[UUID, float] = {}


@dataclass
class Meter:
    """`began` says that the operation was executed, `cost` what it was measured at."""

    viewer: Viewer
    cost: Measure | None = None
    spent: Spent | None = None
    refusal: HttpRefusalError | None = None
    began: bool = False
    _is_counted: bool = field(default=False, repr=False)
    _is_prepaid: bool = field(default=False, repr=False)

    @property
    def asker(self) -> UUID:
        """The token, or the member where a session asks."""
        return self.viewer.token_id or self.viewer.member_id

    def hold_back(self) -> None:
        """HttpRefusalError 429 for who was refused a moment ago."""
        wait = _refused_until.get(self.asker, 0.0) - monotonic()
        if wait > 0:
            raise too_fast(wait)

    def prepay(self) -> None:
        """Count the request before a transaction begins that would hold the bucket; its nodes follow late."""
        self._is_prepaid = True
        self._spend(1, 0)

    def begin(self, cost: Measure) -> None:
        """Count what is about to be executed; HttpRefusalError 429 where it is too much."""
        self.cost = cost
        if not self._is_prepaid:
            self._spend(1, cost.nodes)
        self.began = True

    def end(self) -> None:
        """Count what has not been: a request that was never executed, or nodes that were prepaid without."""
        if self._is_prepaid and self.began and self.cost and self.cost.nodes:
            self.spent = spend(self.asker, self.viewer.account_id, 0, self.cost.nodes, is_late=True)
        elif not self._is_counted:
            try:
                self._spend(1, 0)
            except HttpRefusalError as refusal:
                self.refusal = refusal

    def told(self) -> dict[str, Any]:
        """For the answer's `extensions`; nothing where the operation could not be measured."""
        if self.cost is None:
            return {}
        told = {
            "depth": self.cost.depth, "maximumDepth": MAX_DEPTH,
            "nodes": self.cost.nodes, "maximumNodes": MAX_NODES,
        }  # fmt: skip
        if self.spent is not None and self.spent.nodes.seconds_each:
            told["nodesLeft"] = self.spent.nodes.left(self.spent.nodes_to_full)
        return {"cost": told}

    def _spend(self, requests: int, nodes: int) -> None:
        self._is_counted = True
        self.spent = spend(self.asker, self.viewer.account_id, requests, nodes)
        if self.spent is not None and self.spent.wait:
            _remember(self.asker, self.spent.wait)
            raise too_fast(self.spent.wait, self.spent.headers)


def too_fast(wait: float, headers: dict[str, str] | None = None) -> HttpRefusalError:
    """The refusal, with when to come again (RFC 9110 section 10.2.3, RFC 6585 section 4)."""
    seconds = max(ceil(wait), 1)
    return HttpRefusalError(
        429,
        "RATE_LIMITED",
        f"This token or person asked for too much in too short a time; ask again in {seconds} s.",
        {"Retry-After": str(seconds)} | (headers or {}),
    )


def _remember(asker: UUID, wait: float) -> None:
    if len(_refused_until) >= MOST_REFUSED:
        _refused_until.clear()
    _refused_until[asker] = monotonic() + wait
