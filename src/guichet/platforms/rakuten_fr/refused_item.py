"""The refusal to show one item, as a payload that still says which one."""

from urllib.parse import quote


def marked(body: bytes, item_id: str) -> bytes:
    """The answer with the item named behind it, in a comment: error answers do not repeat what was asked."""
    name = quote(item_id, safe="").replace("--", "-%2D")
    return body.strip() + f"\n<!-- itemid {name} -->".encode("ascii")
