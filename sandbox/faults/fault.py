"""One fault: where, what, how often."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

FaultKind = Literal[
    "latency",
    "timeout",
    "reset",
    "throttle",
    "server_error",
    "bad_gateway",
    "login_page",
    "expired_key",
    "missing_right",
    "truncated",
    "duplicate",
    "wrong_charset",
    "half_character",
    "accepted_then_timeout",
    "accepted_then_reset",
    "accepted_then_bad_gateway",
]
"""Kinds up to `missing_right` strike before anything is done; the rest after the call took effect.

The answers 401, 403, 429 and 500 have a JSON body, or none with `body` "empty".

latency                    the answer comes `seconds` later; combines with the others
timeout                    nothing is done, no answer until the client gives up or the fault is cleared
reset                      nothing is done, TCP reset
throttle                   429 with `retry_after` seconds (`as_date` for an HTTP-date, None for no header)
server_error               500
bad_gateway                502 with an HTML page
login_page                 200 with an HTML page, as a proxy or a maintenance page answers
expired_key                401, as if the key had been replaced
missing_right              403
truncated                  Content-Length promises more than is sent, then the connection ends
duplicate                  the first entry of the listing comes twice in it
wrong_charset              other bytes than the answer says: UTF-8 and Latin-1 change places
half_character             each U+FFFD in the answer is sent as half a character (a lone surrogate)
accepted_then_timeout      the effect happens, the answer never comes
accepted_then_reset        the effect happens, then TCP reset
accepted_then_bad_gateway  the effect happens, then 502 with an HTML page
"""

KINDS: tuple[FaultKind, ...] = get_args(FaultKind)
AFTER: frozenset[FaultKind] = frozenset(KINDS[KINDS.index("truncated") :])
BEFORE: frozenset[FaultKind] = frozenset(KINDS) - AFTER


@dataclass(slots=True)
class Fault:
    """`endpoint` is a code such as "M12", or "*". `times` None means until cleared.

    `times` counts down with every call struck; `struck` counts up. `skip` lets so many calls pass first.
    """

    endpoint: str
    kind: FaultKind
    times: int | None = None
    probability: float = 1.0
    seconds: float = 1.0
    retry_after: int | None = 30
    as_date: bool = False
    body: Literal["json", "empty"] = "json"
    skip: int = 0
    id: int = 0
    struck: int = 0

    def __post_init__(self) -> None:
        """ValueError in one sentence when a value makes no sense."""
        if self.kind not in KINDS:
            raise ValueError(f"Unknown fault {self.kind!r}: use one of {', '.join(KINDS)}.")
        if not 0 <= self.probability <= 1:
            raise ValueError("A probability lies between 0 and 1.")
        if self.times is not None and self.times < 1:
            raise ValueError("`times` is at least 1, or null for until cleared.")
        if self.skip < 0:
            raise ValueError("`skip` is 0 or more.")
        if self.body not in ("json", "empty"):
            raise ValueError('`body` is "json" or "empty".')

    def as_json(self) -> dict[str, Any]:
        """For `GET /_sandbox/faults`."""
        values = asdict(self)
        values["retryAfter"] = values.pop("retry_after")
        values["asDate"] = values.pop("as_date")
        return values


_JSON_NAMES = {"retryAfter": "retry_after", "asDate": "as_date"}
_SETTABLE = {"endpoint", "kind", "times", "probability", "seconds", "retry_after", "as_date", "body", "skip"}


def fault_from_json(values: Mapping[str, Any]) -> Fault:
    """A fault from the body of `POST /_sandbox/faults`; ValueError when it cannot be one."""
    named = {_JSON_NAMES.get(name, name): value for name, value in values.items()}
    if unknown := sorted(set(named) - _SETTABLE):
        raise ValueError(f"Unknown fault fields: {', '.join(unknown)}.")
    if "kind" not in named:
        raise ValueError(f"A fault needs a `kind`: one of {', '.join(KINDS)}.")
    named.setdefault("endpoint", "*")
    return Fault(**named)
