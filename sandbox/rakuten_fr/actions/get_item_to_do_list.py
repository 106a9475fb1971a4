"""getitemtodolist: the items that ask for attention, derived from what was said about them."""

from sandbox.rakuten_fr.ask import Ask
from sandbox.rakuten_fr.document import node, text


def get_item_to_do_list(ask: Ask) -> bytes:
    """No dates, no texts, no paging. An item may have several causes."""
    with ask.state.lock:
        due = [(item.id, causes) for item in ask.state.items.values() if (causes := item.causes())]
    items = [
        node("item", text("itemid", number), node("causes", *(text("cause", cause) for cause in causes)))
        for number, causes in due
    ]
    if not items and ask.settings.empty_list == "nothing":
        return ask.answer([])
    return ask.answer([], node("items", *items))
