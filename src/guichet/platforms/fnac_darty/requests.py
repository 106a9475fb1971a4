"""Requests as documents. The live service validates them: order, case and nesting matter.

Everything is an element in one namespace; the caller's identity is the root's attributes, except for auth,
where it is the root's children (AuthenticationService.xsd, base.xsd).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from guichet.platforms.fnac_darty.moments import wire_moment
from guichet.platforms.fnac_darty.node import NAMESPACE

FROM_TYPES = ("CLIENT", "CALLCENTER", "SELLER", "SYSTEM")
Piece = tuple[str, Mapping[str, str], "str | Sequence[Piece]"]
_OLDEST_FIRST: Piece = ("sort_by", {"type": "ASC"}, "CREATED_AT")


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: one partner for one shop, with the token of the moment."""

    partner_id: str
    shop_id: str
    token: str = field(repr=False)


def auth(partner_id: str, shop_id: str, key: str) -> bytes:
    """A request for a token."""
    given = (("partner_id", partner_id), ("shop_id", shop_id), ("key", key))
    return _document("auth", {}, [(name, {}, value) for name, value in given])


def changed_messages(
    caller: Caller, *, since: datetime, until: datetime | None, page: int, size: int
) -> bytes:
    """Messages of all kinds and authors that changed in a span of time, the newest change first."""
    bounds: list[Piece] = [("min", {}, wire_moment(since))]
    bounds += [("max", {}, wire_moment(until))] if until else []
    changed: Piece = ("date", {"type": "UpdatedAt"}, bounds)
    return _messages(caller, page, size, changed, ("sort_by", {"type": "DESC"}, "UPDATED_AT"))


def order_messages(caller: Caller, order_id: str, *, page: int, size: int) -> bytes:
    """The messages of one order, the oldest first."""
    return _messages(caller, page, size, ("order_fnac_id", {}, order_id), _OLDEST_FIRST)


def one_message(caller: Caller, message_id: str) -> bytes:
    """A single message."""
    return _messages(caller, 1, 1, ("message_id", {}, message_id), _OLDEST_FIRST)


def orders(caller: Caller, order_ids: Sequence[str], *, page: int, size: int) -> bytes:
    """Orders by id, 50 at most; any orders where none is named."""
    ids: list[Piece] = [("order_fnac_id", {}, order_id) for order_id in order_ids]
    wanted: list[Piece] = [("orders_fnac_id", {}, ids)] if ids else []
    return _query("orders_query", caller, page, size, wanted)


def claims(caller: Caller, order_ids: Sequence[str], *, page: int, size: int) -> bytes:
    """The claims on some orders, 50 orders at most."""
    ids: list[Piece] = [("order", {}, order_id) for order_id in order_ids]
    return _query("incidents_query", caller, page, size, [("orders", {}, ids)])


def update_message(caller: Caller, action: str, target: str, content: Sequence[tuple[str, str]]) -> bytes:
    """One action on one message or order; `content` are the children in the order given."""
    children: list[Piece] = [(name, {}, text) for name, text in content]
    message: Piece = ("message", {"action": action, "id": target}, children)
    return _document("messages_update", _identity(caller), [message])


def _messages(caller: Caller, page: int, size: int, wanted: Piece, sorting: Piece) -> bytes:
    # Without from types the seller's own messages stay away.
    authors: list[Piece] = [("from_type", {}, name) for name in FROM_TYPES]
    pieces = [wanted, sorting, ("message_from_types", {}, authors)]
    return _query("messages_query", caller, page, size, pieces)


def _query(service: str, caller: Caller, page: int, size: int, wanted: Sequence[Piece]) -> bytes:
    header = _identity(caller) | {"results_count": str(size)}
    return _document(service, header, [("paging", {}, str(page)), *wanted])


def _identity(caller: Caller) -> dict[str, str]:
    return {"partner_id": caller.partner_id, "shop_id": caller.shop_id, "token": caller.token}


def _document(root: str, attributes: Mapping[str, str], pieces: Iterable[Piece]) -> bytes:
    element = etree.Element(f"{{{NAMESPACE}}}{root}", nsmap={None: NAMESPACE}, attrib=dict(attributes))
    _fill(element, pieces)
    written: bytes = etree.tostring(element, encoding="utf-8", xml_declaration=True)
    return written


def _fill(parent: Any, pieces: Iterable[Piece]) -> None:
    for name, attributes, content in pieces:
        element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attrib=dict(attributes))
        if isinstance(content, str):
            element.text = content
        else:
            _fill(element, content)
