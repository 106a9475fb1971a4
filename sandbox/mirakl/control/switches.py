"""Keys, rights and page tokens, over JSON."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from werkzeug.wrappers import Request, Response

from sandbox.mirakl.answers import as_json

if TYPE_CHECKING:
    from sandbox.mirakl.operator import MiraklOperator


def change_keys(operator: "MiraklOperator", request: Request, values: Mapping[str, Any]) -> Response:
    """`{"action": "rotate" | "add" | "revoke", "apiKey"?, "shopIds"?, "user"?}`."""
    data = request.get_json(force=True)
    action = data.get("action", "rotate")
    if action == "rotate":
        return as_json({"apiKey": operator.rotate_key(data.get("apiKey"))})
    if action == "add":
        shop_ids = data.get("shopIds") or [operator.shop.id]
        key = operator.keys.add(data.get("apiKey"), shop_ids=shop_ids, user=data.get("user", "Claire V."))
        return as_json({"apiKey": key.value}, 201)
    if action == "revoke":
        operator.keys.revoke(data.get("apiKey"))
        return Response(status=204)
    raise ValueError("`action` is rotate, add or revoke.")


def change_rights(operator: "MiraklOperator", request: Request, values: Mapping[str, Any]) -> Response:
    """`{"deny": [...], "allow": [...], "apiKey"?}`; the answer lists what the key lacks."""
    data = request.get_json(force=True)
    if data.get("allow"):
        operator.allow(*data["allow"], key=data.get("apiKey"))
    operator.deny(*data.get("deny", ()), key=data.get("apiKey"))
    return as_json({"denied": sorted(operator.keys.find(data.get("apiKey")).denied)})


def expire_page_tokens(operator: "MiraklOperator", request: Request, values: Mapping[str, Any]) -> Response:
    """Page tokens given out so far get 400."""
    operator.expire_page_tokens()
    return Response(status=204)
