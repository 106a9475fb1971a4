"""The pages: items, one item, and the forms on them. No script, nothing from elsewhere."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from sandbox.answers import as_html
from sandbox.control.html import join
from sandbox.rakuten_fr.control.faults import FAULTS
from sandbox.rakuten_fr.control.html import PAGES, fill, page
from sandbox.rakuten_fr.control.writing import party
from sandbox.rakuten_fr.dates import written
from sandbox.rakuten_fr.state.building import Post, Product
from sandbox.rakuten_fr.state.model import OPERATOR, Entry, Item

if TYPE_CHECKING:
    from sandbox.rakuten_fr.marketplace import RakutenMarketplace

_SHOWN = 200
_EXCERPT = 90
_SEE_OTHER = 303


def list_page(marketplace: "RakutenMarketplace", request: Request, values: Mapping[str, Any]) -> Response:
    """The items somebody spoke about, the latest first, the faults, and a form to write as a buyer."""
    with marketplace.state.lock:
        spoken = [item for item in marketplace.state.items.values() if item.entries]
        latest = sorted(spoken, key=lambda item: item.entries[-1].at, reverse=True)[:_SHOWN]
        rows = join(_row(item) for item in latest)
    empty = Markup("") if latest else Markup('<p class="empty">Nobody has written yet.</p>')
    subtitle = f"{marketplace.login}: {len(spoken)} items with messages; the latest {len(latest)} are shown."
    aside = join([_faults(marketplace), fill("new")])
    return as_html(page("Items", subtitle, fill("list", rows=rows, empty=empty), aside))


def item_page(marketplace: "RakutenMarketplace", request: Request, values: Mapping[str, Any]) -> Response:
    """One item with all that was said, and a form to write about it."""
    with marketplace.state.lock:
        item = marketplace.state.items.get(values["item_id"])
        if item is None:
            return as_html(page("Not found", "There is no such item.", Markup(""), Markup("")), 404)
        entries = [_entry(entry, marketplace.login) for entry in item.entries]
    main = Markup("<section>{}</section>").format(join(entries))
    subtitle = f"{item.headline} · {item.id} · {', '.join(item.causes()) or 'nothing to do'}"
    return as_html(page(item.buyer, subtitle, main, join([fill("write", id=item.id), _faults(marketplace)])))


def post_message(marketplace: "RakutenMarketplace", request: Request, values: Mapping[str, Any]) -> Response:
    """Write as the buyer or as Rakuten."""
    form = request.form
    marketplace.write(int(form["item"]), form["content"], by=party(form["by"]))
    return redirect(f"/_sandbox/items/{int(form['item'])}", _SEE_OTHER)


def post_item(marketplace: "RakutenMarketplace", request: Request, values: Mapping[str, Any]) -> Response:
    """Somebody buys and writes."""
    form = request.form
    item = marketplace.add_item(
        [Post(form["content"])], buyer=form["buyer"], product=Product(form["headline"])
    )
    return redirect(f"/_sandbox/items/{item.id}", _SEE_OTHER)


def _row(item: Item) -> Markup:
    waits = Markup('<span class="tag waits">{}</span>').format(", ".join(item.causes()))
    return fill(
        "row",
        id=item.id,
        who=item.buyer,
        waits=waits if item.causes() else "",
        headline=item.headline,
        excerpt=item.entries[-1].content[:_EXCERPT],
        count=len(item.entries),
        changed=written(item.entries[-1].at),
    )


def _entry(entry: Entry, login: str) -> Markup:
    kind = "seller" if entry.sender == login else "rakuten" if entry.sender == OPERATOR else "buyer"
    return fill(
        "entry",
        kind=kind,
        sender=entry.sender,
        recipient=entry.recipient,
        date=written(entry.at),
        object=f"{entry.object} · " if entry.object else "",
        status=entry.status,
        content=entry.content,
    )


def _faults(marketplace: "RakutenMarketplace") -> Markup:
    return PAGES.faults(marketplace.faults.active(), FAULTS.endpoints)
