"""contactuseraboutitem and contactusaboutitem: the seller writes. Nothing makes them idempotent."""

import re

from sandbox.rakuten_fr.ask import Ask
from sandbox.rakuten_fr.document import cdata, text
from sandbox.rakuten_fr.errors import bad_parameter
from sandbox.rakuten_fr.state.model import Item, Party
from sandbox.rakuten_fr.state.writing import write

_HTML_CODE = re.compile(r"</?[a-zA-Z][^<>]*>|&#?\w{2,8};")


def contact_user_about_item(ask: Ask) -> bytes:
    """To the buyer. The refusals' wording is a guess: nobody has written it down (reference section 14)."""
    with ask.state.lock:
        item, content = ask.state.item_of(ask.required("itemid")), _content(ask)
        if not item.buyer_may_be_written_to(ask.state.now()):
            raise bad_parameter("The buyer of this item can not be contacted.")
        _write(ask, item, content, "BUYER", None)
    return _answer(ask, item, content)


def contact_us_about_item(ask: Ask) -> bytes:
    """To Rakuten's customer service; `mailparentid` answers one of its mails."""
    with ask.state.lock:
        item, content = ask.state.item_of(ask.required("itemid")), _content(ask)
        parent = _parent(ask, item)
        if not item.rakuten_may_be_written_to(ask.state.now()):
            raise bad_parameter("The customer service can not be contacted about this item.")
        _write(ask, item, content, "RAKUTEN", parent)
    return _answer(ask, item, content)


def _write(ask: Ask, item: Item, content: str, to: Party, parent: int | None) -> None:
    write(
        ask.state, item, content, by="SELLER", to=to, at=ask.state.now(), through_api=True,
        raw=ask.raw.get("content"), parent_id=parent,
    )  # fmt: skip


def _content(ask: Ask) -> str:
    content = ask.required("content")
    if len(content.encode("iso-8859-1")) > ask.settings.max_bytes:
        raise bad_parameter("The parameter 'content' is too long.")
    if ask.settings.refuses_markup and _HTML_CODE.search(content):
        raise bad_parameter("The parameter 'content' is invalid.")
    return content


def _parent(ask: Ask, item: Item) -> int | None:
    given = ask.values.get("mailparentid", "")
    if not given:
        return None
    known = {str(entry.mail_id): entry.mail_id for entry in item.entries if entry.mail_id is not None}
    if given not in known:
        raise bad_parameter("The parameter 'mailparentid' is invalid.")
    return known[given]


def _answer(ask: Ask, item: Item, content: str) -> bytes:
    echo = [text("itemid", item.id), cdata("content", content)]
    parent = ask.values.get("mailparentid")
    if parent:
        echo.append(text("mailparentid", parent))
    return ask.answer(echo, text("status", "SENT"), names_seller=False)
