"""The token and rights, over JSON."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from werkzeug.wrappers import Request, Response

from sandbox.rakuten_fr.answers import as_json

if TYPE_CHECKING:
    from sandbox.rakuten_fr.marketplace import RakutenMarketplace


def rotate_token(marketplace: "RakutenMarketplace", request: Request, values: Mapping[str, Any]) -> Response:
    """A new token; the old one is refused."""
    return as_json({"token": marketplace.rotate_token()})


def change_rights(marketplace: "RakutenMarketplace", request: Request, values: Mapping[str, Any]) -> Response:
    """`{"deny": [actions]}`; an empty list allows everything again."""
    marketplace.allow()
    marketplace.deny(*request.get_json(force=True).get("deny", ()))
    return as_json({"denied": sorted(marketplace.state.denied)})
