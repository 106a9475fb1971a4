"""Writes XML as Rakuten does: ISO-8859-1, texts in CDATA with blanks around them, one element a line."""

from xml.sax.saxutils import escape

DECLARATION = '<?xml version="1.0" encoding="ISO-8859-1" standalone="no"?>\n\n'
Node = str


def node(name: str, *children: Node) -> Node:
    """An element with elements inside."""
    inside = "".join(f"\n{child}" for child in children if child)
    return f"<{name}>{inside}\n</{name}>" if inside else f"<{name}/>"


def text(name: str, value: object) -> Node:
    """An element with a plain value; None writes it empty."""
    return f"<{name}/>" if value is None or value == "" else f"<{name}>{escape(str(value))}</{name}>"


def cdata(name: str, value: str | None) -> Node:
    """An element with free text."""
    inner = (value or "").replace("]]>", "]]]]><![CDATA[>")
    padded = f" {inner} " if inner else ""
    return f"<{name}><![CDATA[{padded}]]></{name}>"


def amount(name: str, value: object, currency: str = "EUR") -> Node:
    """Money: a dot, and the currency beside it."""
    return node(name, text("amount", value), text("currency", currency))


def document(root: str, namespace: str, *children: Node, declared: bool = True) -> bytes:
    """A whole answer, in bytes. Whatever ISO-8859-1 has not becomes a question mark, as in the service."""
    opened = f'<{root} xmlns="{namespace}">' + "".join(f"\n{child}" for child in children)
    whole = f"{DECLARATION if declared else ''}{opened}\n</{root}>\n"
    return whole.encode("iso-8859-1", "replace")
