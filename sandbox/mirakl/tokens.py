"""Page tokens: opaque to the caller, signed, holding everything a page depends on.

The form follows the official example: base64 of `limit=50&after=<uuid>&sort=date,DESC`, a dot, a signature.
"""

import base64
import hashlib
import hmac
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode

from sandbox.mirakl.errors import ApiError

_EPOCH = datetime.fromtimestamp(0, UTC)


def seal(secret: bytes, fields: dict[str, str]) -> str:
    """A token that holds `fields`."""
    payload = base64.urlsafe_b64encode(urlencode(fields, safe=",").encode()).decode().rstrip("=")
    return f"{payload}.{_signature(secret, payload)}"


def unseal(secret: bytes, token: str) -> dict[str, str]:
    """The fields of a token; 400 for one that was altered, invented, or given out before a reset."""
    payload, _, signature = token.partition(".")
    if not hmac.compare_digest(signature.encode(), _signature(secret, payload).encode()):
        raise ApiError(400, "Invalid page token")
    padded = payload + "=" * (-len(payload) % 4)
    return dict(parse_qsl(base64.urlsafe_b64decode(padded).decode(), keep_blank_values=True))


def moment_to_text(moment: datetime) -> str:
    """Milliseconds since 1970."""
    return str(round((moment - _EPOCH).total_seconds() * 1000))


def text_to_moment(text: str) -> datetime:
    """The inverse of `moment_to_text`."""
    return datetime.fromtimestamp(int(text) // 1000, UTC).replace(microsecond=int(text) % 1000 * 1000)


def _signature(secret: bytes, payload: str) -> str:
    digest = hmac.new(secret, payload.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode()
