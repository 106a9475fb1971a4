"""auth: a token for one shop."""

from typing import Any

from sandbox.fnac_darty.checks import RefusedError
from sandbox.fnac_darty.dates import written
from sandbox.fnac_darty.documents import answer, child_text, element
from sandbox.fnac_darty.settings import Settings
from sandbox.fnac_darty.state.model import Shop
from sandbox.fnac_darty.state.store import State

REFUSED = RefusedError("ERR_097", "Authentication failed: one of partner_id, key, shop_id is invalid")


def log_in(request: Any, state: State, settings: Settings) -> Any:
    """A token for the shop whose three credentials are given; ERR_097 for any others."""
    given = [child_text(request, name) or "" for name in ("partner_id", "shop_id", "key")]
    shop = state.shops.get(given[1].upper())
    if shop is None or given[0].upper() != shop.partner_id or given[2] != shop.key:
        raise REFUSED
    token, until = state.new_token(shop, settings.token_minutes, alone=settings.one_token)
    return answer(
        "auth",
        "OK",
        element("token", text=token),
        element("validity", text=written(until)) if settings.gives_validity else None,
        element("version", text="2.6.0"),
    )


def shop_of(request: Any, state: State) -> Shop:
    """The shop a request is for; ERR_097 unless its token is alive and the ids are those of that shop."""
    shop_id, until = state.tokens.get(request.get("token", ""), ("", None))
    shop = state.shops.get(shop_id)
    if shop is None or until is None or until <= state.now():
        raise REFUSED
    if request.get("shop_id").upper() != shop.id or request.get("partner_id").upper() != shop.partner_id:
        raise REFUSED
    return shop
