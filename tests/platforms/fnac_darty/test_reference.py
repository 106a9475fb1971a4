"""The worked exchanges of the reference, read and written."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from guichet.platforms.fnac_darty import requests
from guichet.platforms.fnac_darty.documents import read_document
from guichet.platforms.fnac_darty.moments import moment
from guichet.platforms.fnac_darty.node import Node
from guichet.platforms.fnac_darty.parse import parse_page
from guichet.platforms.fnac_darty.parse_order import parse_order
from guichet.platforms.fnac_darty.requests import Caller
from guichet.platforms.fnac_darty.verdict import verdict_of
from guichet.platforms.port import Thread
from guichet.platforms.words import DiscussionType, ParticipantKind
from tests.platforms.fnac_darty.schemas import Check

_BLOCK = re.compile(r"```xml\n(.*?)```", re.DOTALL)
Blocks = dict[str, list[bytes]]


@pytest.fixture(scope="session")
def blocks(shared: Path) -> Blocks:
    """The XML of the reference by the name of its root."""
    path = shared / "reference" / "fnac.md"
    if not path.is_file():
        pytest.skip("the reference is not here")
    found: Blocks = {}
    for block in _BLOCK.findall(path.read_text("utf-8")):
        found.setdefault(read_document(block.encode()).name, []).append(block.encode())
    return found


@pytest.fixture(scope="session")
def threads(blocks: Blocks) -> dict[str, Thread]:
    page = parse_page(blocks["messages_query_response"][0], "Fnac")
    assert page.set_aside == ()
    return {thread.marketplace_id: thread for thread in page.threads}


def test_the_reference_holds_what_is_read_here(blocks: Blocks, check: Check) -> None:
    assert len(blocks) >= 10
    for name in ("messages_query_response", "orders_query_response", "auth_response"):
        for block in blocks[name]:
            check(block)


def test_a_token_with_its_end(blocks: Blocks) -> None:
    good, refused = (read_document(block) for block in blocks["auth_response"])
    assert good.fields.text("token") == "0F0E0D0C-1111-4111-8111-0A0B0C0D0E0F"
    assert moment(good.fields, "validity") == datetime(2026, 11, 23, 11, 30, tzinfo=UTC)
    assert verdict_of(good).is_good
    assert verdict_of(refused).is_login_refused


def test_a_customers_message_with_its_file(threads: dict[str, Thread]) -> None:
    thread = threads["7KQ2M9X4TB1ZC"]
    (message,) = thread.messages
    assert (thread.type, thread.order_id) == (DiscussionType.ORDER, "7KQ2M9X4TB1ZC")
    assert thread.subject == "Question sur la commande"
    assert message.author.name == "Odile M."
    assert message.author.kind is ParticipantKind.CUSTOMER
    assert message.body == "Bonjour,\nle colis est arrivé ouvert, photo jointe. Prix < 20 € & déçue."
    assert message.sent_at == datetime(2026, 11, 23, 9, 41, 7, tzinfo=UTC)
    (file,) = message.attachments
    assert (file.marketplace_id, file.file_name) == (f"{message.marketplace_id}/0", "colis.jpg")
    assert file.content_type is None
    assert thread.needs_reply_since == message.sent_at


def test_the_customer_service_about_a_darty_order(threads: dict[str, Thread]) -> None:
    thread = threads["80012345_600987-A"]
    assert [m.author.kind for m in thread.messages] == [ParticipantKind.MARKETPLACE]
    assert [(p.kind, p.marketplace_id) for p in thread.possible_recipients] == [
        (ParticipantKind.CUSTOMER, thread.messages[0].marketplace_id),
        (ParticipantKind.MARKETPLACE, thread.messages[0].marketplace_id),
    ]


def test_a_question_with_its_answer(threads: dict[str, Thread]) -> None:
    thread = threads["5D2A7F10-2222-4222-8222-000000000103"]
    question, answer = thread.messages
    assert (thread.type, thread.order_id) == (DiscussionType.PRODUCT, None)
    assert question.body == "L'ampoule est-elle fournie ?"
    assert answer.body == "Bonjour, oui, une ampoule E14 est fournie."
    assert answer.author.kind is ParticipantKind.MERCHANT
    assert answer.sent_at == datetime(2026, 11, 23, 9, 50, 12, tzinfo=UTC)
    assert thread.needs_reply_since is None
    assert thread.product is not None
    assert thread.product.title == "Lampe de bureau articulée"
    assert [p.kind for p in thread.possible_recipients] == [ParticipantKind.CUSTOMER]


def test_the_partial_failure_of_an_update(blocks: Blocks) -> None:
    whole = read_document(blocks["messages_update_response"][0])
    assert not verdict_of(whole).is_good
    assert [verdict_of(item).is_good for item in whole.children("message")] == [True, True, False]
    assert verdict_of(whole.children("message")[2]).codes == ("ERR_TEST_NO_INCIDENT",)


def test_an_order(blocks: Blocks) -> None:
    (entry,) = read_document(blocks["orders_query_response"][0]).children("order")
    order = parse_order(entry, "https://vendeur.fnac.com/api.php")
    assert (order.marketplace_id, order.state) == ("7KQ2M9X4TB1ZC", "Shipped")
    assert (order.products_total, order.shipping_total) == (Decimal("35.0"), Decimal("4.99"))
    assert order.total == Decimal("39.99")
    assert (order.commission, order.currency) == (Decimal("4.20"), "EUR")
    assert order.customer_name == "Odile Martin-Test"
    assert order.placed_at == datetime(2026, 11, 18, 20, 15, tzinfo=UTC)
    assert order.delivered_at is None
    assert order.tracking_number == "TEST123"
    assert order.shipping_address is not None
    assert order.shipping_address.country_code == "FR"
    assert order.shipping_address.lines == ("3 rue de l'Essai",)
    assert order.shipping_address.company is None
    (line,) = order.lines
    assert (line.title, line.sku, line.quantity) == ("Lampe de bureau articulée", "LAMP-ART-01", 2)
    assert (line.unit_price, line.total, line.shipping_price) == (
        Decimal("17.5"), Decimal("35.0"), Decimal("4.99"),
    )  # fmt: skip
    assert order.url == "https://mp.fnacdarty.com/compte/vendeur/commande/7KQ2M9X4TB1ZC"


def test_a_claim_beside_the_message_that_opened_it(blocks: Blocks) -> None:
    (incident,) = read_document(blocks["incidents_query_response"][0]).children("incident")
    order_messages = [
        m
        for m in read_document(blocks["messages_query_response"][0]).children("message")
        if m.child("message_referer").words == "7KQ2M9X4TB1ZC"
    ]
    inner = b"".join(node.written() for node in [*order_messages, incident])
    body = (
        b'<discussions><discussion kind="ORDER" id="7KQ2M9X4TB1ZC">' + inner + b"</discussion></discussions>"
    )
    (thread,) = parse_page(body, "Fnac").threads
    assert len(thread.messages) == 1
    assert [p.kind for p in thread.possible_recipients] == [
        ParticipantKind.CUSTOMER, ParticipantKind.MARKETPLACE,
    ]  # fmt: skip
    assert thread.possible_recipients[1].name == "Fnac"


def test_a_refusal_by_the_schema_is_read_with_and_without_counters(blocks: Blocks) -> None:
    verdicts = [verdict_of(read_document(block)) for block in blocks["messages_query_response"]]
    assert [verdict.is_not_valid for verdict in verdicts] == [False, True]


def test_requests_say_what_those_of_the_reference_say(blocks: Blocks) -> None:
    caller = Caller(
        "A1B2C3D4-0000-4000-8000-000000000001",
        "A1B2C3D4-0000-4000-8000-000000000002",
        "0F0E0D0C-1111-4111-8111-0A0B0C0D0E0F",
    )
    ids = ["7KQ2M9X4TB1ZC", "4HD8W0PLR6YNA"]
    auth = requests.auth(caller.partner_id, caller.shop_id, "A1B2C3D4-0000-4000-8000-000000000003")
    ours = {"auth": auth, "orders_query": requests.orders(caller, ids, page=1, size=50)}
    for name, document in ours.items():
        assert _said(read_document(document)) == _said(read_document(blocks[name][0]))


def _said(node: Node) -> object:
    inner = [_said(Node(child)) for child in node.element]
    return (node.name, dict(node.element.items()), inner or node.words)
