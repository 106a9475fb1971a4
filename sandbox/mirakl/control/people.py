"""The pages: threads, one thread, and the forms on them. No script, nothing from elsewhere."""

from collections.abc import Mapping
from itertools import islice
from textwrap import shorten
from typing import TYPE_CHECKING, Any, cast

from markupsafe import Markup
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from sandbox.answers import as_html
from sandbox.control.html import join, options
from sandbox.mirakl.control.faults import FAULTS
from sandbox.mirakl.control.html import PAGES, fill, page
from sandbox.mirakl.control.plain import plain_text
from sandbox.mirakl.state.building import About, Post
from sandbox.mirakl.state.model import Customer, File, Message, Party, Thread, Topic

if TYPE_CHECKING:
    from sandbox.mirakl.operator import MiraklOperator

_SHOWN = 200
_EXCERPT = 110
_SEE_OTHER = 303


def list_page(operator: "MiraklOperator", request: Request, values: Mapping[str, Any]) -> Response:
    """The latest threads of all shops, the faults, and a form to write as a customer."""
    with operator.state.lock:
        latest = _latest(operator)
        rows = join(_row(operator, thread) for thread in latest)
        total = len(operator.state.threads)
    empty = Markup("") if latest else Markup('<p class="empty">Nobody has written yet.</p>')
    subtitle = f"A rehearsal marketplace. {total} threads; the latest {len(latest)} are shown."
    aside = join([_faults(operator), _new_thread(operator)])
    return _html(operator, "Threads", subtitle, fill("list", rows=rows, empty=empty), aside)


def thread_page(operator: "MiraklOperator", request: Request, values: Mapping[str, Any]) -> Response:
    """One thread with all its messages, and a form to write in it."""
    with operator.state.lock:
        thread = operator.state.threads.get(values["thread_id"])
        if thread is None:
            return _html(operator, "Not found", "There is no such thread.", Markup(""), Markup(""))
        messages = Markup("<section>{}</section>").format(join(_message(each) for each in thread.messages))
        parties = [each.type for each in thread.authorized if each.type != "SHOP"]
    names = [(party, party.capitalize()) for party in parties]
    write = fill("write", id=thread.id, parties=options(names))
    subtitle = f"{_who(thread)} · {_subject(operator, thread)} · {thread.id}"
    return _html(operator, _who(thread), subtitle, messages, join([write, _faults(operator)]))


def post_message(operator: "MiraklOperator", request: Request, values: Mapping[str, Any]) -> Response:
    """Write as the customer or the operator."""
    form = request.form
    upload = request.files.get("file")
    files = [File(upload.filename, upload.read())] if upload is not None and upload.filename else []
    operator.add_message(form["thread"], form["body"], by=cast("Party", form["by"]), files=files)
    return redirect(f"/_sandbox/threads/{form['thread']}", _SEE_OTHER)


def post_thread(operator: "MiraklOperator", request: Request, values: Mapping[str, Any]) -> Response:
    """A customer, or the operator, begins."""
    form = request.form
    by: Party = "OPERATOR" if form["about"] == "operator" else "CUSTOMER"
    thread = operator.add_thread(
        Post(form["body"], by),
        customer=Customer(form["name"], f"cust-{operator.state.new_number()}"),
        about=cast("About", form["about"]),
        topic=Topic("FREE_TEXT", form["topic"]),
        shop_id=int(form["shop"]),
    )
    return redirect(f"/_sandbox/threads/{thread.id}", _SEE_OTHER)


def _html(operator: "MiraklOperator", title: str, subtitle: str, main: Markup, aside: Markup) -> Response:
    return as_html(page(title, subtitle, main, aside, home=operator.state.operator_name))


def _latest(operator: "MiraklOperator") -> list[Thread]:
    places = [
        place for order in operator.state.updates.values() for place in islice(order.newest_first(), _SHOWN)
    ]
    return [operator.state.threads[place[2]] for place in sorted(places, reverse=True)[:_SHOWN]]


def _row(operator: "MiraklOperator", thread: Thread) -> Markup:
    waits = Markup('<span class="tag waits">waits for the shop</span>')
    return fill(
        "row",
        id=thread.id,
        who=_who(thread),
        waits=waits if thread.shop_reply_needed_since else "",
        subject=_subject(operator, thread),
        excerpt=shorten(plain_text(thread.messages[-1].body), _EXCERPT, placeholder="…"),
        shop=operator.state.shops[thread.shop_id].name,
        count=len(thread.messages),
        changed=thread.date_updated.strftime("%d/%m %H:%M"),
    )


def _who(thread: Thread) -> str:
    return "Operator" if thread.customer is None else thread.customer.name


def _subject(operator: "MiraklOperator", thread: Thread) -> str:
    about = thread.entities[0].label if thread.entities else "no entity"
    topic = thread.topic.value
    if thread.topic.type == "REASON_CODE":
        reason = next((each for each in operator.catalogue.reasons if each.code == topic), None)
        topic = reason.labels["en"] if reason else topic
    return f"{topic} · {about}"


def _message(message: Message) -> Markup:
    names = ", ".join(f"{each.name} ({each.size:,} bytes)" for each in message.attachments)
    return fill(
        "message",
        kind=message.sender.type,
        sender=message.sender.display_name,
        to=", ".join(each.display_name for each in message.to),
        date=message.date_created.strftime("%d/%m/%Y %H:%M:%S UTC"),
        body=plain_text(message.body),
        files=Markup('<div class="meta">Attached: {}</div>').format(names) if names else "",
    )


def _new_thread(operator: "MiraklOperator") -> Markup:
    shops = options((shop.id, shop.name) for shop in operator.state.shops.values())
    return fill("new", shops=shops)


def _faults(operator: "MiraklOperator") -> Markup:
    return PAGES.faults(operator.faults.active(), FAULTS.endpoints)
