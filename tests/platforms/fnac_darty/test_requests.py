"""Every request is valid by the published schemas, with the longer order ids that Darty needs."""

from datetime import UTC, datetime

import pytest
from lxml import etree  # type: ignore[import-untyped]

from guichet.platforms.errors import Refused
from guichet.platforms.fnac_darty import requests
from guichet.platforms.fnac_darty.requests import Caller
from guichet.platforms.port import Outgoing, Participant
from guichet.platforms.words import ParticipantKind
from tests.platforms.fnac_darty.conftest import Far
from tests.platforms.fnac_darty.samples import message_id
from tests.platforms.fnac_darty.schemas import Check

CALLER = Caller(*(f"A1B2C3D4-0000-4000-8000-00000000000{n}" for n in (1, 2, 3)))
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DARTY = "80012345_600987-A"
NASTY = "]]> & < > \" ' \t😀\nfin ]]]]>"


def documents() -> dict[str, bytes]:
    content = (("message_to", "ALL"), ("message_description", NASTY), ("message_type", "ORDER"))
    return {
        "auth": requests.auth(CALLER.partner_id, CALLER.shop_id, "<any & key>"),
        "changed": requests.changed_messages(CALLER, since=NOON, until=None, page=1, size=100),
        "changed between": requests.changed_messages(CALLER, since=NOON, until=NOON, page=2, size=10),
        "of an order": requests.order_messages(CALLER, DARTY, page=1, size=100),
        "one": requests.one_message(CALLER, message_id(1)),
        "orders": requests.orders(CALLER, [DARTY, "7KQ2M9X4TB1ZC"], page=1, size=50),
        "any order": requests.orders(CALLER, [], page=1, size=1),
        "claims": requests.claims(CALLER, [DARTY], page=1, size=100),
        "update": requests.update_message(CALLER, "create", DARTY, content),
    }


@pytest.mark.parametrize("name", documents())
def test_requests_are_valid(check: Check, name: str) -> None:
    check(documents()[name])


def test_the_schemas_do_refuse(check: Check) -> None:
    with pytest.raises(etree.DocumentInvalid):
        check(requests.update_message(CALLER, "reply", "x", [("message_subject", "Bonjour")]))
    with pytest.raises(etree.DocumentInvalid):
        check(requests.orders(CALLER, ["x" * 36], page=1, size=1))


def test_a_request_is_utf_8_with_a_declaration_and_one_namespace() -> None:
    document = requests.auth("p", "s", "clé")
    assert document.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    assert "clé".encode() in document
    assert document.count(b"xmlns") == 1


def test_messages_of_all_authors_are_asked_for_with_the_newest_change_first() -> None:
    document = requests.changed_messages(CALLER, since=NOON, until=None, page=1, size=100).decode()
    for author in ("CLIENT", "CALLCENTER", "SELLER", "SYSTEM"):
        assert f"<from_type>{author}</from_type>" in document
    assert '<sort_by type="DESC">UPDATED_AT</sort_by>' in document
    assert "<paging>1</paging><date" in document
    assert "<max>" not in document


def test_words_come_out_as_they_went_in() -> None:
    document = requests.update_message(CALLER, "reply", "x", [("message_description", NASTY)])
    assert etree.fromstring(document).findtext(".//{*}message_description") == NASTY


def test_representations_tell_no_token() -> None:
    assert CALLER.token not in repr(CALLER)


def test_whatever_a_connector_sends_is_valid(far: Far, check: Check) -> None:
    darty = far.marketplace.add_shop("darty-fr", "Atelier Lumen")
    order = far.marketplace.add_order(["Bonjour", "Encore moi"], shop=darty)
    silent = far.marketplace.add_order(shop=darty)
    question = far.marketplace.ask("Une question ?", shop=darty)
    claim = far.marketplace.open_claim(order.id, "Cassé.")
    connector = far.connector(darty)
    connector.verify()
    pages = list(connector.pages(None, NOON))
    threads = {t.marketplace_id: t for page in pages for t in connector.parse(page.body).threads}
    for thread in threads.values():
        connector.send(Outgoing(thread.marketplace_id, NASTY, thread.possible_recipients))
        connector.thread(thread.marketplace_id)
    service = (Participant(ParticipantKind.MARKETPLACE, "Darty", None),)
    connector.send(Outgoing(order.id, "Au service client", service))
    with pytest.raises(Refused):
        connector.send(Outgoing(silent.id, "Sans réclamation", service))
    connector.send(Outgoing(silent.id, "Bonjour", (Participant(ParticipantKind.CUSTOMER, ""),)))
    connector.orders([order.id, silent.id])
    for document in far.sent:
        check(document)
    assert {etree.QName(etree.fromstring(document)).localname for document in far.sent} == {
        "auth", "messages_query", "messages_update", "orders_query", "incidents_query",
    }  # fmt: skip
    assert set(threads) == {order.id, question.id}
    assert claim.is_open
