"""One element, read leniently: by local name, in any order, with unknown parts passed over."""

from functools import lru_cache
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from guichet.platforms.fields import Fields

NAMESPACE = "http://www.fnac.com/schemas/mp-dialog.xsd"
_QUALIFIED = f"{{{NAMESPACE}}}"


class Node:
    """An element, looked at once. Present but empty is the same as absent; one child is a list of one."""

    # Not cached_property: it takes a lock at each first look, a fifth of the time of a page.
    __slots__ = ("_fields", "_found", "element")

    def __init__(self, element: Any) -> None:
        self.element = element
        self._fields: Fields | None = None
        self._found: dict[str, list[Node]] | None = None

    @property
    def name(self) -> str:
        """The local name."""
        return _local(self.element.tag)

    @property
    def words(self) -> str:
        """The element's own text, without blanks around it."""
        return (self.element.text or "").strip()

    @property
    def fields(self) -> Fields:
        """The attributes as `@name` and the children that hold nothing but text, the first of each name."""
        if self._fields is None:
            self._fields = Fields(self._values(), self.name)
        return self._fields

    def _values(self) -> dict[str, object]:
        values: dict[str, object] = {f"@{_local(n)}": value.strip() for n, value in self.element.items()}
        for child in self.element:
            name = _local(child.tag)
            if name not in values and not len(child) and (text := (child.text or "").strip()):
                values[name] = text
        return values

    @property
    def _children(self) -> dict[str, list["Node"]]:
        if self._found is None:
            self._found = {}
            for child in self.element:
                self._found.setdefault(_local(child.tag), []).append(Node(child))
        return self._found

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
        if not len(element):
            return element.text or ""
        inner = [etree.tostring(child, encoding="unicode") for child in element]
        return "".join([element.text or "", *inner])


@lru_cache(maxsize=1000)
def _local(tag: Any) -> str:
    if not isinstance(tag, str):
        # Entity references are elements whose tag is a function.
        return ""
    return tag.removeprefix(_QUALIFIED) if tag.startswith(_QUALIFIED) else tag.rpartition("}")[2]
