"""Pages for the engine: whole discussions, each with the messages and claims as they came.

The services give single messages; who wrote last, and to whom an answer may go, can only be said of a whole
discussion. So a page is put together here, in the services' own elements, and parsed later from its bytes.
"""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped]

from guichet.platforms.fnac_darty.matters import Matter, matter_of
from guichet.platforms.fnac_darty.node import Node

ROOT = "discussions"
_QUERY_ANSWER = "messages_query_response"


@dataclass(frozen=True, slots=True)
class Bundle:
    """One discussion."""

    matter: Matter
    messages: tuple[Node, ...]
    claims: tuple[Node, ...] = ()


def write_bundles(bundles: Iterable[Bundle]) -> bytes:
    """The bytes of a page."""
    root = etree.Element(ROOT)
    for bundle in bundles:
        place = etree.SubElement(root, "discussion", kind=bundle.matter.kind, id=bundle.matter.id)
        place.extend(deepcopy(part.element) for part in (*bundle.messages, *bundle.claims))
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def read_bundles(root: Node) -> Iterator[Bundle]:
    """The discussions of a page; an answer of messages_query, set aside as it came, is taken as well.

    ValueError for a document of another kind.
    """
    if root.name == _QUERY_ANSWER:
        yield from grouped(root.children("message"))
    elif root.name == ROOT:
        for place in root.children("discussion"):
            values = place.fields
            matter = Matter(values.text("@kind") or "", values.text("@id") or "")
            yield Bundle(matter, tuple(place.children("message")), tuple(place.children("incident")))
    else:
        raise ValueError("no page of discussions")


def grouped(messages: Iterable[Node]) -> list[Bundle]:
    """Messages by what they belong to, in the order met; without its matter a message stays alone."""
    found: dict[Matter, list[Node]] = {}
    alone: list[Bundle] = []
    for message in messages:
        matter = matter_of(message)
        if matter.id:
            found.setdefault(matter, []).append(message)
        else:
            alone.append(Bundle(matter, (message,)))
    return [Bundle(matter, tuple(several)) for matter, several in found.items()] + alone
