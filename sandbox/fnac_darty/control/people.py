"""The pages: conversations, one of them, and the forms on them. No script, nothing from elsewhere."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from sandbox.answers import as_html
from sandbox.control.html import join, options
from sandbox.fnac_darty.control.faults import FAULTS
from sandbox.fnac_darty.control.html import PAGES, fill, page
from sandbox.fnac_darty.control.writing import role, shop_named
from sandbox.fnac_darty.state.building import ADDRESS
from sandbox.fnac_darty.state.model import Message

if TYPE_CHECKING:
    from sandbox.fnac_darty.marketplace import FnacDartyMarketplace

_SHOWN = 200
_EXCERPT = 90
_SEE_OTHER = 303
_EMPTY = Markup('<p class="empty">Nobody has written yet.</p>')


def list_page(marketplace: "FnacDartyMarketplace", request: Request, values: Mapping[str, Any]) -> Response:
    """The latest conversations of all shops, the faults, and a form to write as a customer."""
    with marketplace.state.lock:
        threads: dict[str, list[Message]] = {}
        for message in marketplace.state.messages.values():
            threads.setdefault(_thread_of(message), []).append(message)
        latest = sorted(threads.values(), key=lambda several: several[-1].created, reverse=True)[:_SHOWN]
        rows = join(_row(marketplace, several) for several in latest)
    sites = options((s.marketplace, f"{s.name} ({s.marketplace})") for s in marketplace.state.shops.values())
    subtitle = f"A rehearsal marketplace. {len(threads)} conversations; the latest {len(latest)} are shown."
    main = fill("list", rows=rows, empty="" if latest else _EMPTY)
    return _html(marketplace.name, subtitle, main, join([_faults(marketplace), fill("new", shops=sites)]))


def thread_page(marketplace: "FnacDartyMarketplace", request: Request, values: Mapping[str, Any]) -> Response:
    """One conversation with all its messages, and a form to write in it."""
    thread_id = values["thread_id"]
    with marketplace.state.lock:
        question = marketplace.state.messages.get(thread_id)
        several = [question] if question else marketplace.messages(thread_id)
        claims = [claim for claim in marketplace.state.claims_on(thread_id) if claim.is_open]
        shown = Markup("<section>{}</section>").format(join(_message(each) for each in several))
    subtitle = f"{thread_id}{' · open claim' if claims else ''}"
    write = fill("write", id=thread_id) if several and not question else Markup("")
    who = several[0].name if several else "Not found"
    return _html(who, subtitle, shown, join([write, _faults(marketplace)]))


def post_message(
    marketplace: "FnacDartyMarketplace", request: Request, values: Mapping[str, Any]
) -> Response:
    """Write as the client or the call centre; or open a claim."""
    thread_id, text = request.form["thread"], request.form["body"]
    if request.form["by"] == "CLAIM":
        marketplace.open_claim(thread_id, text)
    else:
        marketplace.write(thread_id, text, by=role(request.form["by"]))
    return redirect(f"/_sandbox/threads/{thread_id}", _SEE_OTHER)


def post_thread(marketplace: "FnacDartyMarketplace", request: Request, values: Mapping[str, Any]) -> Response:
    """Somebody buys and writes, or asks before buying."""
    form, shop = request.form, shop_named(marketplace, request.form["shop"])
    if form["about"] == "offer":
        thread_id = marketplace.ask(form["body"], shop=shop, name=form["name"]).id
    else:
        first, _, last = form["name"].partition(" ")
        address = replace(ADDRESS, firstname=first, lastname=last or first)
        thread_id = marketplace.add_order(form["body"], shop=shop, address=address).id
    return redirect(f"/_sandbox/threads/{thread_id}", _SEE_OTHER)


def _html(title: str, subtitle: str, main: Markup, aside: Markup) -> Response:
    return as_html(page(title, subtitle, main, aside))


def _thread_of(message: Message) -> str:
    return message.ref if message.kind == "ORDER" else message.id


def _row(marketplace: "FnacDartyMarketplace", several: list[Message]) -> Markup:
    last = several[-1]
    waits = last.role != "SELLER" and last.answer is None
    return fill(
        "row",
        id=_thread_of(last),
        who=several[0].name or last.ref,
        waits=Markup('<span class="tag">waits</span>') if waits else "",
        subject=last.offer_title or several[0].subject,
        excerpt=(last.answer or last.description)[:_EXCERPT],
        shop=marketplace.state.shops[last.shop_id].marketplace,
        count=len(several),
        changed=last.updated.strftime("%d/%m %H:%M"),
    )


def _message(message: Message) -> Markup:
    names = ", ".join(file.name for _, file in message.files)
    answer = Markup('<article class="SELLER"><pre>{}</pre></article>').format(message.answer)
    return fill(
        "message",
        kind=message.role,
        sender=f"{message.name} ({message.role})",
        to=f" to {message.to}" if message.to else "",
        date=message.created.strftime("%d/%m/%Y %H:%M:%S UTC"),
        body=message.description,
        files=Markup('<div class="meta">Attached: {}</div>').format(names) if names else "",
        answer=answer if message.answer else "",
    )


def _faults(marketplace: "FnacDartyMarketplace") -> Markup:
    return PAGES.faults(marketplace.faults.active(), FAULTS.endpoints)
