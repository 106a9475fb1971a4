"""Small answers, made of what a test cares about."""

from guichet.platforms.fnac_darty.documents import read_document
from guichet.platforms.fnac_darty.node import Node
from guichet.platforms.fnac_darty.parse import parse_page
from guichet.platforms.port import Thread

XMLNS = 'xmlns="http://www.fnac.com/schemas/mp-dialog.xsd"'
ORDER = "7KQ2M9X4TB1ZC"
OFFER = "C0FFEE00-3333-4333-8333-000000000201"


def message_id(number: int) -> str:
    """The id of a message by number."""
    return f"5D2A7F10-2222-4222-8222-{number:012d}"


def message(
    number: int = 1,
    *,
    by: str | None = "CLIENT",
    text: str = "Bonjour",
    at: str = "10:00:00",
    name: str = "Odile M.",
    kind: str | None = "ORDER",
    ref: str = ORDER,
    subject: str = "Question",
    archived: str = "FALSE",
    more: str = "",
) -> str:
    """One message as an answer has it."""
    moment = f"2026-11-23T{at}+01:00"
    sender = "" if by is None else f'<message_from type="{by}"><![CDATA[{name}]]></message_from>'
    kind_text = "" if kind is None else f' type="{kind}"'
    return (
        f'<message state="UNREAD" archived="{archived}"><message_id>{message_id(number)}</message_id>'
        f"<message_referer{kind_text}>{ref}</message_referer>{sender}"
        f"<message_subject>{subject}</message_subject>"
        f"<message_description><![CDATA[{text}]]></message_description>"
        f"<created_at>{moment}</created_at><updated_at>{moment}</updated_at>{more}</message>"
    )


def claim(
    *,
    text: str = "Article reçu cassé.",
    at: str = "10:00:00",
    status: str = "OPENED",
    waits: str = "TRUE",
    by: str = "client",
    updated: str | None = None,
) -> str:
    """A claim as an answer has it."""
    created, changed = (f"2026-11-23T{time}+01:00" for time in (at, updated or at))
    return (
        '<incident id="D00D0000-5555-4555-8555-000000000401"><header>'
        f"<status>{status}</status><waiting_for_seller_answer>{waits}</waiting_for_seller_answer>"
        f"<message>{text}</message><opened_by>{by}</opened_by><created_at>{created}</created_at>"
        f"<updated_at>{changed}</updated_at><order_id>{ORDER}</order_id></header></incident>"
    )


def answer(*parts: str, status: str = "OK", service: str = "messages_query") -> bytes:
    """A whole answer."""
    root, inner = f"{service}_response", "".join(parts)
    text = f'<?xml version="1.0" encoding="utf-8"?><{root} {XMLNS} status="{status}">{inner}</{root}>'
    return text.encode()


def node(markup: str) -> Node:
    """One element, in the service's namespace."""
    return read_document(markup.replace(">", f" {XMLNS}>", 1).encode())


def discussion(*parts: str, kind: str = "ORDER", ref: str = ORDER, brand: str = "Fnac") -> Thread:
    """A page of one discussion, parsed."""
    inner = "".join(parts)
    body = f'<discussions><discussion kind="{kind}" id="{ref}">{inner}</discussion></discussions>'
    page = parse_page(body.encode(), brand)
    assert page.set_aside == ()
    (thread,) = page.threads
    return thread
