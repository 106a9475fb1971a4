"""The rehearsal refuses what the published schemas refuse, and nothing else."""

import pytest
from lxml import etree  # type: ignore[import-untyped]

from sandbox.fnac_darty.checks import RefusedError, read_request
from tests.platforms.fnac_darty.schemas import Check
from tests.sandbox.fnac_darty.conftest import XMLNS, Caller, code_of

UUID = "5d2a7f10-2222-4222-8222-00000000ABCD"
IDS = f'xmlns="{XMLNS}" partner_id="{UUID}" shop_id="{UUID}"'
DARTY = "80012345_600987-A"
EARLY, LATE = "2026-11-23T10:00:00+00:00", "2026-11-23T11:00:00Z"
FIELDS = "<message_to>ALL</message_to><message_subject>offer_problem</message_subject>"


def query(inner: str = "", service: str = "messages_query", more: str = "") -> str:
    return f"<{service} {IDS}{more}>{inner}</{service}>"


def update(message: str) -> str:
    return query(message, "messages_update")


def auth(inner: str) -> str:
    return f'<auth xmlns="{XMLNS}">{inner}</auth>'


VALID = {
    "nothing but the caller": query(),
    "with a token and a size": query(more=f' token="{UUID}" key="{UUID}" results_count="100"'),
    "paging first": query("<paging>1</paging><message_type>ORDER</message_type>"),
    "a date": query(f'<date type="UpdatedAt"><min>{EARLY}</min><max>{LATE}</max></date>'),
    "a date without bounds": query('<date type="ShippedAt"/>'),
    "only a max": query('<date type="CreatedAt"><max>2026-11-23T11:00:00</max></date>'),
    "any order, repeated": query("<message_state>READ</message_state><message_type>OFFER</message_type>" * 2),
    "ids": query(f"<message_id>{UUID}</message_id><order_fnac_id>{DARTY}</order_fnac_id>"),
    "sorted": query('<sort_by type="DESC">UPDATED_AT</sort_by><message_archived>FALSE</message_archived>'),
    "nobody": query("<message_from_types/>"),
    "everybody": query("<message_from_types><from_type>SYSTEM</from_type></message_from_types>"),
    "a reply": update(f'<message id="x" action="reply"><message_type>ORDER</message_type>{FIELDS}</message>'),
    "a mark": update('<message id="" action="unarchive"/><message id="x" action="mark_as_read"/>'),
    "orders": query(
        f"<paging>1</paging><orders_fnac_id><order_fnac_id>{DARTY}</order_fnac_id></orders_fnac_id>",
        "orders_query",
    ),
    "orders by state": query(
        "<states><state>ToShip</state></states><state>Error</state><sort_by>ASC</sort_by>", "orders_query"
    ),
    "claims": query(
        "<status>OPENED</status><waiting_for_seller_answer>TRUE</waiting_for_seller_answer>"
        "<sort_by>DESC</sort_by>",
        "incidents_query",
    ),
    "claims on orders": query(
        f"<orders><order>{DARTY}</order></orders><types><type>18</type></types>"
        '<opened_by>call-center</opened_by><date type="ClosedAt"/>',
        "incidents_query",
    ),
    "credentials": auth(f"<key>any</key><shop_id>{UUID}</shop_id><partner_id>{UUID}</partner_id>"),
}
INVALID = {
    "no caller": f'<messages_query xmlns="{XMLNS}"/>',
    "another namespace": query().replace(XMLNS, "urn:x"),
    "an id that is none": query().replace("ABCD", "ABC"),
    "a size of nothing": query(more=' results_count="0"'),
    "an unknown attribute": query(more=' colour="red"'),
    "paging not first": query("<message_type>ORDER</message_type><paging>1</paging>"),
    "paging twice": query("<paging>1</paging><paging>1</paging>"),
    "a small truth": query("<message_archived>true</message_archived>"),
    "max before min": query(f'<date type="UpdatedAt"><max>{LATE}</max><min>{EARLY}</min></date>'),
    "the other spelling": query('<date type="UPDATED_AT"/>'),
    "no direction": query("<sort_by>UPDATED_AT</sort_by>"),
    "text among the authors": query("<message_from_types>CLIENT</message_from_types>"),
    "an unknown child": query("<colour>red</colour>"),
    "no uuid": query("<message_id>12</message_id>"),
    "no moment": query('<date type="UpdatedAt"><min>demain</min></date>'),
    "no action": update("<message/>"),
    "no message": update(""),
    "no target": update('<message action="reply"/>'),
    "a free subject": update(
        '<message id="x" action="reply"><message_subject>Bonjour</message_subject></message>'
    ),
    "an attribute for an element": update('<message id="x" action="reply" to="CLIENT"/>'),
    "a file": update('<message id="x" action="reply"><message_file/></message>'),
    "a child twice": update(f'<message id="x" action="reply">{FIELDS * 2}</message>'),
    "an unknown action": update('<message id="x" action="answer"/>'),
    "a uuid for an order": query(f"<order_fnac_id>{UUID}</order_fnac_id>", "orders_query"),
    "an empty order": query("<order_fnac_id></order_fnac_id>", "orders_query"),
    "an unknown state": query("<state>Lost</state>", "orders_query"),
    "a direction as an attribute": query('<sort_by type="ASC">ASC</sort_by>', "orders_query"),
    "CLIENT in capitals": query("<opened_by>CLIENT</opened_by>", "incidents_query"),
    "an unknown code": query("<type>19</type>", "incidents_query"),
    "credentials as attributes": f'<auth xmlns="{XMLNS}" partner_id="{UUID}" shop_id="{UUID}" key="x"/>',
    "no key": auth(f"<shop_id>{UUID}</shop_id><partner_id>{UUID}</partner_id>"),
    "a free shop": auth(f"<key>x</key><shop_id>12</shop_id><partner_id>{UUID}</partner_id>"),
}


def service_of(document: str) -> str:
    return document[1:].split(" ")[0].split(">")[0]


@pytest.mark.parametrize("name", VALID)
def test_what_is_valid_is_taken(name: str) -> None:
    read_request(service_of(VALID[name]), VALID[name].encode())


@pytest.mark.parametrize("name", INVALID)
def test_what_is_not_is_refused_with_its_line(name: str) -> None:
    with pytest.raises(RefusedError, match=r"XML Schema Validation failed: .+, line: \d+") as caught:
        read_request(service_of(INVALID[name]), INVALID[name].encode())
    assert caught.value.code == "ERR_146"


@pytest.mark.parametrize("name", VALID)
def test_the_published_schemas_agree_on_what_is_valid(name: str, check: Check) -> None:
    check(VALID[name].encode())


@pytest.mark.parametrize("name", sorted(set(INVALID) - {"another namespace"}))
def test_the_published_schemas_agree_on_what_is_not(name: str, check: Check) -> None:
    with pytest.raises(etree.DocumentInvalid):
        check(INVALID[name].encode())


def test_a_refusal_on_the_wire(caller: Caller) -> None:
    root = caller.ask("messages_query", "<colour/>")
    assert (root.get("status"), code_of(root)) == ("ERROR", "ERR_146")
    assert code_of(caller.ask("messages_query", "<colour>")) == "ERR_146"


def test_a_request_for_another_service_is_refused(caller: Caller) -> None:
    document = caller.wrapped("messages_query")
    assert "ERR_146" in caller.post("orders_query", document).text


def test_more_than_fifty_orders_are_too_many(caller: Caller) -> None:
    ids = "<order_fnac_id>X</order_fnac_id>"
    assert code_of(caller.ask("orders_query", f"<orders_fnac_id>{ids * 50}</orders_fnac_id>")) is None
    assert code_of(caller.ask("orders_query", f"<orders_fnac_id>{ids * 51}</orders_fnac_id>")) == "ERR_105"


def test_paths_methods_and_types(caller: Caller) -> None:
    assert caller.post("offers_update", "<a/>").status_code == 404
    assert caller.http.get("/api.php/auth").status_code == 405
    assert caller.http.post("/other").status_code == 404
    assert caller.post("auth", "<auth/>", Content_Type="application/json").status_code == 415
