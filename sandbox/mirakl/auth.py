"""Who calls, for which shop, and whether they may."""

from werkzeug.wrappers import Request

from sandbox.mirakl.errors import ApiError
from sandbox.mirakl.state.model import Key, Shop
from sandbox.mirakl.state.store import State

RIGHTS: dict[str, frozenset[str]] = {
    "INBOX": frozenset({"M10", "M11", "M12", "M13", "M14"}),
    "MESSAGE_WRITE": frozenset({"OR43"}),
    "ORDER_READ": frozenset({"OR11"}),
    "ORDER_DOCUMENT_READ": frozenset({"OR72", "OR73"}),
    "ORDER_DOCUMENT_WRITE": frozenset({"OR74"}),
    "ORDER_DOCUMENT_DELETE": frozenset({"OR76"}),
    "ORDER_SETTINGS_READ": frozenset({"RE01", "DO01", "OR75"}),
    "SHOP_READ": frozenset({"A01"}),
    "CHANNEL_READ": frozenset({"CH11"}),
    "SHOP_ADMIN": frozenset({"PC01"}),
}
"""The groups a key may lack (reference mirakl.md, section 1.4). `INBOX` is ours: the reference names no
role for the thread endpoints."""

CODES: frozenset[str] = frozenset().union(*RIGHTS.values()) | {"V01"}


def key_of(state: State, request: Request) -> Key:
    """The raw key, without any scheme, in Authorization; 401 otherwise."""
    key = state.keys.get(request.headers.get("Authorization", ""))
    if key is None:
        raise ApiError(401, "Unauthorized")
    return key


def check_right(key: Key, code: str) -> None:
    """403 when the key lacks the endpoint's group, or the endpoint itself."""
    if any(right == code or code in RIGHTS.get(right, ()) for right in key.denied):
        raise ApiError(403, "Access is denied")


def shop_of(state: State, key: Key, request: Request) -> Shop:
    """The shop named by shop_id, else the user's default one; 404 for a shop the user does not belong to."""
    text = request.args.get("shop_id")
    if text is None:
        return state.shops[key.shop_ids[0]]
    if not text.isascii() or not text.isdigit():
        raise ApiError(400, "Invalid value for parameter 'shop_id': expected an integer")
    return visible_shop(state, key, int(text))


def visible_shop(state: State, key: Key, shop_id: int) -> Shop:
    """404 for a shop the user does not belong to."""
    if shop_id not in key.shop_ids:
        raise ApiError(404, f"Shop with identifier '{shop_id}' not found")
    return state.shops[shop_id]
