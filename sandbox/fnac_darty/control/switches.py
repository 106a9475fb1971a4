"""Keys and tokens, over JSON."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from werkzeug.wrappers import Request, Response

from sandbox.fnac_darty.answers import as_json

if TYPE_CHECKING:
    from sandbox.fnac_darty.marketplace import FnacDartyMarketplace


def rotate_key(marketplace: "FnacDartyMarketplace", request: Request, values: Mapping[str, Any]) -> Response:
    """`{"shopId"?}`: a new key for a shop; the old one and all tokens stop working."""
    data = request.get_json(force=True)
    shop = marketplace.state.shops[data["shopId"]] if "shopId" in data else None
    return as_json({"key": marketplace.rotate_key(shop)})


def kill_tokens(marketplace: "FnacDartyMarketplace", request: Request, values: Mapping[str, Any]) -> Response:
    """Tokens given out so far are refused."""
    marketplace.kill_tokens()
    return Response(status=204)
