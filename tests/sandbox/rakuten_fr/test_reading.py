"""The to-do list, and reading that marks as read."""

from datetime import timedelta

import httpx2
import pytest

from sandbox.rakuten_fr import Post, RakutenMarketplace
from tests.sandbox.rakuten_fr.conftest import Calling, Clock

TODO, INFOS = "getitemtodolist", "getiteminfos"


def test_the_list_follows_from_what_was_said(call: Calling, marketplace: RakutenMarketplace) -> None:
    item = marketplace.add_item([Post("Bonjour"), Post("Merci de répondre", "RAKUTEN")])
    marketplace.open_claim(item.id, "Cassée")
    answered = marketplace.add_item([Post("Voilà", "SELLER")])
    answer = call(TODO)
    assert answer.texts("itemid") == [str(item.id)]
    assert answer.texts("cause") == [
        "CLAIM", "UNREAD_MESSAGE_FROM_BUYER", "UNREAD_MESSAGE_FROM_CUSTOMER_SERVICE",
    ]  # fmt: skip
    assert answered.causes() == []


def test_reading_marks_as_read_after_its_own_answer(call: Calling, marketplace: RakutenMarketplace) -> None:
    item = marketplace.add_item([Post("Bonjour"), Post("Voilà", "SELLER")])
    first, second = call(INFOS, itemid=str(item.id)), call(INFOS, itemid=str(item.id))
    assert first.texts("status") == ["SENT", "UNREAD"]
    assert second.texts("status") == ["SENT", "READ"]
    assert call(TODO).texts("itemid") == []


def test_a_claim_stays_until_it_is_closed(call: Calling, marketplace: RakutenMarketplace) -> None:
    item = marketplace.add_item()
    marketplace.open_claim(item.id, "Cassée")
    call(INFOS, itemid=str(item.id))
    assert call(TODO).texts("cause") == ["CLAIM"]
    marketplace.end_claim(item.id)
    assert call(TODO).texts("cause") == []


def test_an_answer_lost_after_flipping_has_flipped(call: Calling, marketplace: RakutenMarketplace) -> None:
    item = marketplace.add_item("Bonjour")
    marketplace.faults.add(INFOS, "accepted_then_reset", times=1)
    with pytest.raises(httpx2.TransportError):
        call(INFOS, itemid=str(item.id))
    assert item.causes() == []


def test_an_answer_is_latin_with_a_namespace_and_blanks(
    call: Calling, marketplace: RakutenMarketplace
) -> None:
    item = marketplace.add_item("Où est-elle ? ]]> Élise")
    content = call(INFOS, itemid=str(item.id)).content
    assert content.startswith(b'<?xml version="1.0" encoding="ISO-8859-1"')
    assert b'xmlns="https://fr.shopping.rakuten.com/res/schema/getiteminfos"' in content
    assert "<![CDATA[ Où".encode("iso-8859-1") in content
    assert call(INFOS, itemid=str(item.id)).texts("content") == ["Où est-elle ? ]]> Élise"]


def test_newest_first_and_dates_to_the_minute(
    call: Calling, marketplace: RakutenMarketplace, clock: Clock
) -> None:
    before = clock() - timedelta(hours=1)
    item = marketplace.add_item([Post("Deux"), Post("Un", at=before), Post("Trois", "RAKUTEN")])
    answer = call(INFOS, itemid=str(item.id))
    assert answer.texts("content") == ["Trois", "Deux", "Un"]
    assert answer.texts("senddate") == ["23/11/2026-10:00", "23/11/2026-09:58", "23/11/2026-09:00"]
    assert len(answer.texts("mailid")) == 1


def test_the_old_version_names_neither_order_nor_new_action(
    call: Calling, marketplace: RakutenMarketplace
) -> None:
    item = marketplace.add_item("Bonjour")
    old = call(INFOS, itemid=str(item.id), version="2011-06-01")
    assert old.texts("purchaseid") == []
    assert "contactpriceministeraboutitem" in old.texts("actioncode")
    new = call(INFOS, itemid=str(item.id))
    assert new.text("purchaseid") == str(item.purchase_id)
    assert new.texts("actioncode") == ["contactuseraboutitem", "contactusaboutitem"]


@pytest.mark.parametrize("itemid", ["1", "x", "-3", "٣"])
def test_an_item_nobody_knows_is_refused(call: Calling, itemid: str) -> None:
    answer = call(INFOS, itemid=itemid, charset="utf-8")
    assert answer.text("detail") == "The parameter 'itemid' is invalid."


def test_the_item_is_mandatory(call: Calling) -> None:
    assert call(INFOS).text("detail") == "The parameter itemid is mandatory"


def test_whom_one_may_write_to_follows_the_known_rules(
    call: Calling, marketplace: RakutenMarketplace, clock: Clock
) -> None:
    item = marketplace.add_item("Bonjour", placed=clock() - timedelta(days=43))
    codes = call(INFOS, itemid=str(item.id)).texts("actioncode")
    assert codes == ["contactusaboutitem"]
    marketplace.open_claim(item.id, "Cassée")
    assert "contactuseraboutitem" in call(INFOS, itemid=str(item.id)).texts("actioncode")
    marketplace.end_claim(item.id, state="NEW", amicable=False)
    assert "contactuseraboutitem" not in call(INFOS, itemid=str(item.id)).texts("actioncode")
    item.received = clock() - timedelta(days=31)
    assert call(INFOS, itemid=str(item.id)).texts("actioncode") == []


def test_a_question_has_no_order(call: Calling, marketplace: RakutenMarketplace) -> None:
    item = marketplace.add_question("Est-elle neuve ?")
    answer = call(INFOS, itemid=str(item.id))
    assert answer.texts("purchaseid") == answer.texts("date") == answer.texts("itemstatus") == []
