"""One element, read leniently: by local name, in any order, with unknown parts passed over."""

from dataclasses import dataclass, field
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from guichet.platforms.fields import Fields

NAMESPACE = "http://www.fnac.com/schemas/mp-dialog.xsd"


@dataclass(frozen=True, slots=True)
class Node:
    """An element. Present but empty means the same as absent, and one child is a list of one."""

    element: Any = field(repr=False)

    @property
    def name(self) -> str:
        """The local name."""
        return _local(self.element.tag)

    @property
    def words(self) -> str:
        """The element's own text, without blanks around it."""
        return (self.element.text or "").strip()

    def fields(self) -> Fields:
        """The attributes as `@name` and the children that hold nothing but text, the first of each name."""
        values: dict[str, object] = {
            f"@{_local(name)}": value.strip() for name, value in self.element.items()
        }
        for child in self.element:
            if not len(child) and (text := (child.text or "").strip()):
                values.setdefault(_local(child.tag), text)
        return Fields(values, self.name)

    def children(self, name: str) -> list["Node"]:
        """The children of that name, in order."""
        return [Node(child) for child in self.element if _local(child.tag) == name]

    def child(self, name: str) -> "Node":
        """The first child of that name; an empty element where there is none."""
        found = self.children(name)
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
    # Entity references are elements whose tag is a function.
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
