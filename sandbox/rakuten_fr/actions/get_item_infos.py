"""getiteminfos: everything about one item. Reading it marks its messages as read."""

from collections.abc import Iterator

from sandbox.rakuten_fr.ask import Ask
from sandbox.rakuten_fr.dates import written
from sandbox.rakuten_fr.document import Node, cdata, node, text
from sandbox.rakuten_fr.state.model import OPERATOR, Claim, Entry, Item

_NAMES_THE_ORDER = "2017-08-07"


def get_item_infos(ask: Ask) -> bytes:
    """The answer still shows UNREAD; only then the flags flip."""
    with ask.state.lock:
        item = ask.state.item_of(ask.required("itemid"))
        answer = ask.answer([text("itemid", item.id)], *_purchase(ask, item), _item(ask, item))
        if ask.settings.reading_marks_read:
            for entry in item.entries:
                entry.status = ask.settings.read_status if entry.status == "UNREAD" else entry.status
    return answer


def _purchase(ask: Ask, item: Item) -> Iterator[Node]:
    if item.purchase_id is not None and ask.version >= _NAMES_THE_ORDER and ask.settings.gives_purchaseid:
        yield text("purchaseid", item.purchase_id)


def _item(ask: Ask, item: Item) -> Node:
    newest_first = sorted(enumerate(item.entries), key=lambda each: (each[1].at, each[0]), reverse=True)
    log = sorted(item.log, key=lambda line: line.at, reverse=True)
    return node(
        "item",
        text("itemid", item.id),
        *_ordered(item),
        node("sellerscore"),
        *([_claim(item.claim)] if item.claim is not None else []),
        node("availableactions", *_available(ask, item)),
        *(_mail(entry) if entry.kind == "mail" else _message(entry) for _, entry in newest_first),
        *(
            node(
                "itemlog",
                text("creationdate", written(line.at)),
                text("itemlogcode", line.code),
                cdata("description", line.description),
                cdata("complement", ""),
            )
            for line in log
        ),
    )


def _ordered(item: Item) -> list[Node]:
    if item.ordered is None:
        return []
    return [
        text("date", written(item.ordered)),
        text("itemstatus", item.status),
        text("shipped", int(item.shipped)),
        text("itemstate", item.state),
        cdata("itemstatelabel", item.state_label),
        text("paymentstatus", "Forthcoming"),
    ]


def _claim(claim: Claim) -> Node:
    return node(
        "claim",
        text("creationdate", written(claim.created)),
        text("type", claim.type),
        text("state", claim.state),
        text("amicable", "Y" if claim.amicable else "N"),
        cdata("claimcomment", claim.comment),
    )


def _available(ask: Ask, item: Item) -> Iterator[Node]:
    now = ask.state.now()
    if item.buyer_may_be_written_to(now):
        yield _action(f"Ecrire à {item.buyer}", "Poser une question", "contactuseraboutitem")
    if item.rakuten_may_be_written_to(now):
        old = ask.version < _NAMES_THE_ORDER
        code = "contactpriceministeraboutitem" if old else "contactusaboutitem"
        yield _action(f"Ecrire à {OPERATOR}", "Aide", code)


def _action(title: str, description: str, code: str) -> Node:
    return node("action", text("title", title), cdata("description", description), text("actioncode", code))


def _mail(mail: Entry) -> Node:
    return node(
        "mail",
        text("mailid", mail.mail_id),
        text("senddate", written(mail.at)),
        text("sender", mail.sender),
        text("recipient", mail.recipient),
        cdata("object", mail.object),
        cdata("content", mail.content),
        text("status", mail.status),
    )


def _message(message: Entry) -> Node:
    return node(
        "message",
        text("sender", message.sender),
        text("recipient", message.recipient),
        text("senddate", written(message.at)),
        cdata("content", message.content),
        text("status", message.status),
    )
