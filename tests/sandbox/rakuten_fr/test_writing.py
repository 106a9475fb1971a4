"""The two calls that write."""

from datetime import timedelta

import pytest

from sandbox.rakuten_fr import Post, RakutenMarketplace
from tests.sandbox.rakuten_fr.conftest import Calling, Clock

TO_BUYER, TO_RAKUTEN, INFOS = "contactuseraboutitem", "contactusaboutitem", "getiteminfos"


def test_a_message_to_the_buyer(call: Calling, marketplace: RakutenMarketplace) -> None:
    item = marketplace.add_item("Elle est fêlée")
    answer = call(TO_BUYER, itemid=str(item.id), content="Désolé !")
    assert (answer.name, answer.text("status")) == ("contactuseraboutitemresult", "SENT")
    assert answer.texts("sellerid") == []
    (sent,) = marketplace.sent(item.id)
    assert (sent.content, sent.raw, sent.kind, sent.status) == (
        "Désolé !",
        "D%E9sol%E9+%21",
        "message",
        "SENT",
    )
    shown = call(INFOS, itemid=str(item.id))
    assert shown.texts("sender") == [marketplace.login, "lili75"]


def test_utf8_arrives_as_what_it_is_in_latin(call: Calling, marketplace: RakutenMarketplace) -> None:
    item = marketplace.add_item("?")
    call(TO_BUYER, itemid=str(item.id), content="é", charset="utf-8")
    assert (marketplace.sent()[0].content, marketplace.sent()[0].raw) == ("Ã©", "%C3%A9")


def test_nothing_makes_it_idempotent(call: Calling, marketplace: RakutenMarketplace) -> None:
    item = marketplace.add_item("?")
    for _ in range(2):
        call(TO_BUYER, itemid=str(item.id), content="Oui")
    assert len(marketplace.sent()) == 2


def test_a_mail_to_customer_service(call: Calling, marketplace: RakutenMarketplace) -> None:
    item = marketplace.add_item([Post("Répondez", "RAKUTEN")])
    parent = item.entries[0].mail_id
    answer = call(TO_RAKUTEN, itemid=str(item.id), content="Voici", mailparentid=str(parent))
    assert answer.text("status") == "SENT"
    assert answer.text("mailparentid") == str(parent)
    (sent,) = marketplace.sent()
    assert (sent.kind, sent.recipient, sent.parent_id) == ("mail", "Rakuten", parent)
    wrong = call(TO_RAKUTEN, itemid=str(item.id), content="Voici", mailparentid="1")
    assert wrong.text("detail") == "The parameter 'mailparentid' is invalid."


def test_length_is_counted_in_bytes_of_latin(call: Calling, marketplace: RakutenMarketplace) -> None:
    item = marketplace.add_item("?")
    assert call(TO_BUYER, itemid=str(item.id), content="é" * 475).text("status") == "SENT"
    assert "too long" in call(TO_BUYER, itemid=str(item.id), content="é" * 476).text("detail")
    assert len(marketplace.sent()) == 1


@pytest.mark.parametrize("content", ["<b>gras</b>", "un &#8217; code", "<br/>"])
def test_html_may_be_refused(call: Calling, marketplace: RakutenMarketplace, content: str) -> None:
    item = marketplace.add_item("?")
    assert call(TO_BUYER, itemid=str(item.id), content=content).text("status") == "SENT"
    marketplace.settings.change(refuses_markup=True)
    assert call(TO_BUYER, itemid=str(item.id), content=content).name == "errorresponse"
    assert call(TO_BUYER, itemid=str(item.id), content="5 < 6 & 7 > 3").text("status") == "SENT"


def test_who_may_not_be_contacted_is_not(
    call: Calling, marketplace: RakutenMarketplace, clock: Clock
) -> None:
    item = marketplace.add_item("?", placed=clock() - timedelta(days=50))
    item.received = clock() - timedelta(days=40)
    assert "can not be contacted" in call(TO_BUYER, itemid=str(item.id), content="x").text("detail")
    assert "can not be contacted" in call(TO_RAKUTEN, itemid=str(item.id), content="x").text("detail")
    assert marketplace.sent() == []


def test_a_question_takes_one_answer(call: Calling, marketplace: RakutenMarketplace) -> None:
    item = marketplace.add_question("Est-elle neuve ?")
    assert call(TO_BUYER, itemid=str(item.id), content="Oui").text("status") == "SENT"
    assert call(TO_BUYER, itemid=str(item.id), content="Et noire").name == "errorresponse"


@pytest.mark.parametrize("missing", ["itemid", "content"])
def test_item_and_content_are_mandatory(call: Calling, marketplace: RakutenMarketplace, missing: str) -> None:
    item = marketplace.add_item("?")
    given: dict[str, str | None] = {"itemid": str(item.id), "content": "Oui", missing: None}
    assert call(TO_BUYER, **given).text("detail") == f"The parameter {missing} is mandatory"
