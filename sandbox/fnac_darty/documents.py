"""Building blocks of answers."""

import re
from collections.abc import Iterable
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from sandbox.fnac_darty.settings import Settings

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NAMESPACE = "http://www.fnac.com/schemas/mp-dialog.xsd"


def element(name: str, *children: Any, text: str | None = None, **attributes: str) -> Any:
    """An element in the service's namespace; children that are None are left out."""
    made = etree.Element(f"{{{NAMESPACE}}}{name}", nsmap={None: NAMESPACE}, attrib=attributes)
    made.text = text
    made.extend(child for child in children if child is not None)
    return made


def worded(settings: Settings, name: str, text: str, **attributes: str) -> Any:
    """An element whose text stands in a CDATA section where the settings say so and the text allows it."""
    made = element(name, **attributes)
    text = _NOT_XML.sub("", text)
    made.text = etree.CDATA(text) if settings.cdata and "]]>" not in text else text
    return made


def error(code: str, message: str, severity: str = "ERROR") -> Any:
    """One error."""
    return element("error", text=message, severity=severity, code=code)


def answer(service: str, status: str, *children: Any) -> Any:
    """The root of an answer."""
    return element(f"{service}_response", *children, status=status)


def paged(items: Iterable[Any], page: int, pages: int, size: int, total: int) -> list[Any]:
    """What stands in front of a page of items, and the items."""
    numbers = {
        "page": page,
        "total_paging": pages,
        "nb_total_per_page": size,
        "nb_total_result": total,
    }
    return [*(element(name, text=str(number)) for name, number in numbers.items()), *items]


def local_name(node: Any) -> str:
    """Without the namespace."""
    return str(etree.QName(node).localname)


def child_text(node: Any, name: str) -> str | None:
    """The text of a child; None where it is absent or empty."""
    return node.findtext(f"{{*}}{name}") or None
