"""Calls to the SP-API: the two that an inbox needs, paced as the usage plans ask."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from urllib.parse import quote

from guichet.platforms.amazon.access import Grant, forget_token, token_of
from guichet.platforms.errors import Busy
from guichet.platforms.http import Answer
from guichet.platforms.port import Access

_ORDER_PARTS = "BUYER,RECIPIENT,PROCEEDS,FULFILLMENT,PACKAGES"
_FORBIDDEN = 403
_UNAUTHORIZED = 401


@dataclass(slots=True)
class _Bucket:
    """A usage plan: `rate` calls a second come back, `size` may be saved up."""

    rate: float
    size: float
    level: float
    at: datetime

    def take(self, now: datetime) -> float:
        """Zero when a call may be made now, else the seconds until one may."""
        passed = max((now - self.at).total_seconds(), 0.0)
        self.level, self.at = min(self.size, self.level + passed * self.rate), now
        if self.level >= 1:
            self.level -= 1
            return 0.0
        return (1 - self.level) / self.rate


_buckets: dict[tuple[str, str], _Bucket] = {}
_lock = Lock()
_PLANS = {"getOrder": (0.5, 30.0), "getMarketplaceParticipations": (0.016, 15.0)}


def get_order(access: Access, grant: Grant, order_id: str) -> Answer:
    """getOrder (Orders 2026-01-01): personal data is in it where the app has the roles."""
    path = f"/orders/2026-01-01/orders/{quote(order_id, safe='')}"
    return _call(access, grant, "getOrder", path, {"includedData": _ORDER_PARTS})


def get_participations(access: Access, grant: Grant) -> Answer:
    """getMarketplaceParticipations (Sellers v1): the cheapest way to ask whether credentials work."""
    return _call(access, grant, "getMarketplaceParticipations", "/sellers/v1/marketplaceParticipations", {})


def _call(access: Access, grant: Grant, operation: str, path: str, query: dict[str, str]) -> Answer:
    """One call, and one more with a fresh token where the old one is refused."""
    answer = _once(access, grant, operation, path, query)
    if answer.status in (_FORBIDDEN, _UNAUTHORIZED):
        forget_token(grant)
        answer = _once(access, grant, operation, path, query)
    return answer


def _once(access: Access, grant: Grant, operation: str, path: str, query: dict[str, str]) -> Answer:
    token = token_of(access.web, grant, access.now())
    _pace(grant, operation, access.now())
    headers = {"x-amz-access-token": token, "Accept": "application/json"}
    answer = access.web.read(f"{grant.api}{path}", params=query, headers=headers)
    _note_rate(grant, operation, answer.headers.get("x-amzn-ratelimit-limit", ""))
    return answer


def _pace(grant: Grant, operation: str, now: datetime) -> None:
    rate, size = _PLANS[operation]
    with _lock:
        bucket = _buckets.setdefault((grant.key, operation), _Bucket(rate, size, size, now))
        wait = bucket.take(now)
    if wait:
        raise Busy("Amazon's limit of calls is reached.", timedelta(seconds=wait))


def _note_rate(grant: Grant, operation: str, told: str) -> None:
    """The header tells the rate in force for this seller, not what is left."""
    try:
        rate = float(told)
    except ValueError:
        return
    if 0 < rate < 1000:
        with _lock:
            _buckets[(grant.key, operation)].rate = rate
