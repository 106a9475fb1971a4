"""One element, read leniently: by local name, in any order, with unknown parts passed over."""

from functools import cached_property
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from guichet.platforms.fields import Fields

NAMESPACE = "http://www.fnac.com/schemas/mp-dialog.xsd"
_QUALIFIED = f"{{{NAMESPACE}}}"


class Node:
    """An element, looked at once. Present but empty is the same as absent; one child is a list of one."""

    def __init__(self, element: Any) -> None:
        self.element = element

    @property
    def name(self) -> str:
        """The local name."""
        return _local(self.element.tag)

    @cached_property
    def words(self) -> str:
        """The element's own text, without blanks around it."""
        return (self.element.text or "").strip()

    @cached_property
    def fields(self) -> Fields:
        """The attributes as `@name` and the children that hold nothing but text, the first of each name."""
        values: dict[str, object] = {f"@{_local(n)}": value.strip() for n, value in self.element.items()}
        for name, nodes in self._children.items():
            text = next((node.words for node in nodes if node.words and not len(node.element)), None)
            if text is not None:
                values[name] = text
        return Fields(values, self.name)

    @cached_property
    def _children(self) -> dict[str, list["Node"]]:
        found: dict[str, list[Node]] = {}
        for child in self.element:
            found.setdefault(_local(child.tag), []).append(Node(child))
        return found

    def children(self, name: str) -> list["Node"]:
        """The children of that name, in order."""
        return self._children.get(name, [])

    def child(self, name: str) -> "Node":
        """The first child of that name; an empty element where there is none."""
        found = self._children.get(name)
        return found[0] if found else Node(etree.Element(name))

    def written(self) -> bytes:
        """The element as bytes."""
        written: bytes = etree.tostring(self.element, encoding="utf-8", with_tail=False)
        return written

    def markup(self, name: str) -> str:
        """What stands inside a child, tags included: HTML in a body is not always wrapped in CDATA."""
        element = self.child(name).element
        inner = [etree.tostring(child, encoding="unicode") for child in element]
        return "".join([element.text or "", *inner])


def _local(tag: Any) -> str:
    if not isinstance(tag, str):
        # Entity references are elements whose tag is a function.
        return ""
    return tag.removeprefix(_QUALIFIED) if tag.startswith(_QUALIFIED) else tag.rpartition("}")[2]
