"""What the log of calls tells of a request: enough to count by, and no secret."""

from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from sandbox.fnac_darty.documents import local_name

_SECRET = frozenset({"token", "key"})
_TOLD = frozenset({"results_count", "action", "id", "type"})


def summary(body: bytes) -> dict[str, str]:
    """The leaves of a request by name; several values of one name are parted by commas."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, remove_comments=True)
    root = etree.fromstring(body, parser) if body else None
    if root is None:
        return {}
    found: dict[str, list[str]] = {}
    for node in root.iter("*"):
        _add(found, node)
    return {name: ",".join(values) for name, values in found.items() if name not in _SECRET}


def _add(found: dict[str, list[str]], node: Any) -> None:
    for name, value in node.items():
        if name in _TOLD:
            found.setdefault(name, []).append(value)
    text = (node.text or "").strip()
    if not len(node) and text:
        found.setdefault(local_name(node), []).append(text)
