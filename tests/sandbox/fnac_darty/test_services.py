"""What each service does."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from sandbox.fnac_darty import File, FnacDartyMarketplace, Post
from tests.platforms.fnac_darty.schemas import Check
from tests.sandbox.fnac_darty.conftest import EVERYBODY, NOON, Caller, code_of, ids_of, read


def ago(text: str, **span: float) -> Post:
    return Post(text, at=NOON - timedelta(**span))


def between(low: str | None, high: str | None, kind: str = "UpdatedAt") -> str:
    bounds = (f"<min>{low}</min>" if low else "") + (f"<max>{high}</max>" if high else "")
    return f'<date type="{kind}">{bounds}</date>'


def test_a_token_with_its_end_in_french_time(caller: Caller) -> None:
    root = caller.log_in()
    assert root.get("status") == "OK"
    assert root.findtext("{*}validity") == "2026-11-23T13:30:00+01:00"


def test_credentials_that_do_not_belong_together(caller: Caller, marketplace: FnacDartyMarketplace) -> None:
    other = marketplace.add_shop("darty-fr", "Autre")
    caller.shop = replace(other, key=marketplace.shop.key)
    root = caller.log_in()
    assert (root.get("status"), code_of(root)) == ("ERROR", "ERR_097")


def test_a_token_opens_its_own_shop_only(caller: Caller, marketplace: FnacDartyMarketplace) -> None:
    caller.log_in()
    caller.shop = marketplace.add_shop("darty-fr", "Autre")
    assert code_of(caller.ask("messages_query")) == "ERR_097"


@pytest.mark.parametrize("token", ["", "11111111-2222-4333-8444-555555555555"])
def test_a_missing_or_unknown_token(caller: Caller, token: str) -> None:
    caller.tokens = [token]
    document = caller.wrapped("messages_query").replace(' token=""', "")
    assert code_of(read(caller.post("messages_query", document))) == "ERR_097"


def test_tokens_end(caller: Caller, marketplace: FnacDartyMarketplace) -> None:
    marketplace.settings.token_minutes = 0
    caller.log_in()
    assert code_of(caller.ask("messages_query")) == "ERR_097"


def test_a_new_token_may_kill_the_old_one(caller: Caller, marketplace: FnacDartyMarketplace) -> None:
    for alone, code in ((False, None), (True, "ERR_097")):
        marketplace.settings.one_token = alone
        caller.log_in()
        old = caller.tokens[-1]
        caller.log_in()
        caller.tokens.append(old)
        assert code_of(caller.ask("messages_query")) == code


def test_messages_as_recorded_and_as_in_the_schema(
    caller: Caller, marketplace: FnacDartyMarketplace, check: Check
) -> None:
    marketplace.add_order(Post("Bonjour", files=(File("a.jpg", b"x"),)))
    marketplace.answer(marketplace.ask("?").id, "Oui.")
    names = re.compile(r"<(\w+)>\d+</")
    recorded = caller.post("messages_query", caller.wrapped("messages_query")).text
    assert names.findall(recorded)[:4] == ["page", "total_paging", "nb_total_per_page", "nb_total_result"]
    assert "<message_id><![CDATA[" in recorded
    marketplace.settings.profile = "schema"
    schema = caller.post("messages_query", caller.wrapped("messages_query"))
    check(schema.content)
    assert names.findall(schema.text)[:2] == ["messages_unread_result", "messages_read_result"]


def test_unasked_only_what_was_received_comes(caller: Caller, marketplace: FnacDartyMarketplace) -> None:
    order = marketplace.add_order("client")
    for who in ("SELLER", "SYSTEM", "CALLCENTER"):
        marketplace.write(order.id, who, by=who)

    def roles(inner: str) -> set[str]:
        return {
            m.find("{*}message_from").get("type")
            for m in caller.ask("messages_query", inner).iterfind("{*}message")
        }

    assert roles("") == {"CLIENT", "CALLCENTER"}
    assert roles(EVERYBODY) == {"CLIENT", "CALLCENTER", "SELLER", "SYSTEM"}
    assert roles("<message_from_types><from_type>SELLER</from_type></message_from_types>") == {"SELLER"}


def test_pages(caller: Caller, marketplace: FnacDartyMarketplace) -> None:
    marketplace.fill(5, messages_each=1)
    first = caller.ask("messages_query", "<paging>1</paging>", results_count=2)
    last = caller.ask("messages_query", "<paging>3</paging>", results_count=2)
    beyond = caller.ask("messages_query", "<paging>9</paging>", results_count=2)
    assert [len(ids_of(root)) for root in (first, last, beyond)] == [2, 1, 0]
    assert first.findtext("{*}total_paging") == "3"
    assert first.findtext("{*}nb_total_result") == "5"


def test_nothing_found_is_page_one_of_none(caller: Caller) -> None:
    root = caller.ask("messages_query")
    assert (root.findtext("{*}page"), root.findtext("{*}total_paging")) == ("1", "0")


def test_pages_that_are_too_large(caller: Caller, marketplace: FnacDartyMarketplace) -> None:
    marketplace.settings.change(most_results=3)
    marketplace.fill(5, messages_each=1)
    assert len(ids_of(caller.ask("messages_query", results_count=100))) == 3
    marketplace.settings.over_limit = "refuse"
    assert code_of(caller.ask("messages_query", results_count=100)) == "ERR_105"


def test_dates_and_their_bounds(caller: Caller, marketplace: FnacDartyMarketplace) -> None:
    marketplace.add_order(ago("un", hours=1))
    exactly, later = "2026-11-23T12:00:00+01:00", "2026-11-23T11:00:01Z"
    assert len(ids_of(caller.ask("messages_query", between(exactly, None)))) == 1
    assert len(ids_of(caller.ask("messages_query", between(None, exactly)))) == 1
    assert ids_of(caller.ask("messages_query", between(later, None))) == []
    assert ids_of(caller.ask("messages_query", between(None, None, "ShippedAt"))) == []
    marketplace.settings.bounds_belong = False
    assert ids_of(caller.ask("messages_query", between(exactly, None))) == []


def test_filters_and_order(caller: Caller, marketplace: FnacDartyMarketplace) -> None:
    first = marketplace.add_order([ago("un", hours=3), ago("deux", hours=2)])
    question = marketplace.ask("?", at=NOON - timedelta(hours=1))
    mine = [m.id for m in marketplace.messages(first.id)]
    for inner, expected in (
        (f"<order_fnac_id>{first.id}</order_fnac_id>", {*mine}),
        ("<message_type>OFFER</message_type>", {question.id}),
        (f"<message_id>{mine[0].lower()}</message_id>", {mine[0]}),
        (f"<offer_fnac_id>{question.ref}</offer_fnac_id>", {question.id}),
        ("<message_state>READ</message_state>", set()),
        ("<message_archived>TRUE</message_archived>", set()),
    ):
        assert set(ids_of(caller.ask("messages_query", inner))) == expected
    everything = [*mine, question.id]
    assert ids_of(caller.ask("messages_query")) == everything[::-1]
    assert ids_of(caller.ask("messages_query", '<sort_by type="ASC">UPDATED_AT</sort_by>')) == everything


def test_a_reply_becomes_a_message_of_the_seller(caller: Caller, marketplace: FnacDartyMarketplace) -> None:
    order = marketplace.add_order("Bonjour")
    target = marketplace.messages(order.id)[0].id
    root = caller.reply(target, "Bien sûr ]]&gt;")
    assert (root.get("status"), root[0].get("status"), root[0].get("id")) == ("OK", "OK", target)
    (sent,) = marketplace.sent()
    assert (sent.role, sent.ref, sent.to, sent.description) == (
        "SELLER",
        order.id,
        "CLIENT",
        "Bien sûr ]]&gt;",
    )


def test_a_conversation_is_begun_on_an_order(caller: Caller, marketplace: FnacDartyMarketplace) -> None:
    order = marketplace.add_order()
    assert caller.reply(order.id, action="create").get("status") == "OK"
    assert code_of(caller.reply("7KQ2M9X4TB1ZC", action="create")) == "ERR_TEST_UNKNOWN_MESSAGE"


def test_a_question_is_answered_on_itself(caller: Caller, marketplace: FnacDartyMarketplace) -> None:
    question = marketplace.ask("Fournie ?")
    assert caller.reply(question.id, "Oui.", message_type="OFFER").get("status") == "OK"
    assert (question.answer, question.is_read) == ("Oui.", True)
    assert caller.reply(question.id, "Non.", message_type="OFFER").get("status") == "OK"
    marketplace.settings.second_answer = "refuse"
    assert code_of(caller.reply(question.id, "Si.", message_type="OFFER")) == "ERR_TEST_ANSWERED"
    assert question.answer == "Non."


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"message_to": ""}, "ERR_TEST_INCOMPLETE"),
        ({"message_subject": ""}, "ERR_TEST_INCOMPLETE"),
        ({"message_description": " "}, "ERR_TEST_INCOMPLETE"),
        ({"message_type": "OFFER"}, "ERR_TEST_INCOMPLETE"),
        ({"message_to": "CALLCENTER"}, "ERR_TEST_NO_INCIDENT"),
        ({"message_to": "ALL"}, "ERR_TEST_NO_INCIDENT"),
        ({"action": "confirm_shop_delivery"}, "ERR_TEST_NOT_ALLOWED"),
    ],
)
def test_replies_that_are_refused(
    caller: Caller, marketplace: FnacDartyMarketplace, changed: dict[str, str], code: str
) -> None:
    order = marketplace.add_order("Bonjour")
    root = caller.reply(marketplace.messages(order.id)[0].id, **changed)
    assert (root.get("status"), code_of(root)) == ("ERROR", code)
    assert marketplace.sent() == []


def test_the_service_can_be_written_to_while_a_claim_is_open(
    caller: Caller, marketplace: FnacDartyMarketplace
) -> None:
    order = marketplace.add_order()
    claim = marketplace.open_claim(order.id, "Cassé.")
    target = marketplace.messages(order.id)[0].id
    assert caller.reply(target, message_to="ALL").get("status") == "OK"
    marketplace.close_claim(claim.id)
    assert code_of(caller.reply(target, message_to="ALL")) == "ERR_TEST_NO_INCIDENT"


def test_nothing_of_another_shop_can_be_touched(caller: Caller, marketplace: FnacDartyMarketplace) -> None:
    other = marketplace.add_shop("darty-fr", "Autre")
    order = marketplace.add_order("Bonjour", shop=other)
    assert ids_of(caller.ask("messages_query", EVERYBODY)) == []
    assert code_of(caller.reply(marketplace.messages(order.id)[0].id)) == "ERR_TEST_UNKNOWN_MESSAGE"
    assert code_of(caller.reply(order.id, action="create")) == "ERR_TEST_UNKNOWN_MESSAGE"
    assert caller.ask("orders_query").find("{*}order") is None


def test_marks_and_partial_failure(caller: Caller, marketplace: FnacDartyMarketplace) -> None:
    order = marketplace.add_order(ago("Bonjour", hours=3))
    message = marketplace.messages(order.id)[0]
    inner = (
        f'<message action="mark_as_read_and_archive" id="{message.id}"/><message action="archive" id="x"/>'
    )
    root = caller.ask("messages_update", inner)
    assert root.get("status") == "ERROR"
    assert [item.get("status") for item in root] == ["OK", "ERROR"]
    assert (message.is_read, message.is_archived, message.updated) == (True, True, NOON)


def test_orders_are_valid_by_the_schema(
    caller: Caller, marketplace: FnacDartyMarketplace, check: Check
) -> None:
    marketplace.add_order(status="Created")
    order = marketplace.add_order("Bonjour")
    check(caller.post("orders_query", caller.wrapped("orders_query")).content)
    root = caller.ask("orders_query", f"<order_fnac_id>{order.id}</order_fnac_id>")
    assert [each.findtext("{*}nb_messages") for each in root.iterfind("{*}order")] == ["1"]
    assert caller.ask("orders_query", "<orders_fnac_id/>").find("{*}order") is None


def test_claims(caller: Caller, marketplace: FnacDartyMarketplace, check: Check) -> None:
    order, other = marketplace.add_order(), marketplace.add_order()
    claim = marketplace.open_claim(order.id, "Cassé.")
    marketplace.open_claim(other.id, "Perdu.", by="call-center", said=False)
    assert [m.created for m in marketplace.messages(order.id)] == [claim.created]
    assert marketplace.messages(other.id) == []
    response = caller.post("incidents_query", caller.wrapped("incidents_query"))
    check(response.content)
    found = caller.ask("incidents_query", f"<orders><order>{order.id}</order></orders>")
    assert [incident.get("id") for incident in found.iterfind("{*}incident")] == [claim.id]
    marketplace.close_claim(claim.id)
    still = caller.ask("incidents_query", "<waiting_for_seller_answer>TRUE</waiting_for_seller_answer>")
    assert len(still.findall("{*}incident")) == 1


def test_files_are_there_for_anybody(caller: Caller, marketplace: FnacDartyMarketplace) -> None:
    marketplace.add_order(Post("Voici", files=(File("photo.jpg", b"bytes"),)))
    url = caller.ask("messages_query").findtext(".//{*}message_file/{*}url")
    assert caller.http.get(url).content == b"bytes"
    assert caller.http.get(f"{url}x").status_code == 404


def test_order_ids_have_the_form_of_their_brand(marketplace: FnacDartyMarketplace) -> None:
    darty = marketplace.add_shop("darty-fr", "Autre")
    assert re.fullmatch(r"[0-9A-Z]{13}", marketplace.add_order().id)
    assert re.fullmatch(r"\d{8}_\d{6}-A", marketplace.add_order(shop=darty).id)


def test_answers_as_odd_as_real_ones(caller: Caller, marketplace: FnacDartyMarketplace) -> None:
    marketplace.settings.change(leading_lines=True, wrong_charset=True)
    marketplace.add_order("déçue – 20 €")
    content = caller.post("messages_query", caller.wrapped("messages_query")).content
    assert content.startswith(b"\n\n  <?xml version='1.0' encoding='utf-8'?>")
    assert "déçue – 20 €".encode("cp1252") in content


def test_an_answer_byte_by_byte(caller: Caller, marketplace: FnacDartyMarketplace) -> None:
    marketplace.give_instead("messages_query", b"", b"second")
    document = caller.wrapped("messages_query")
    assert [caller.post("messages_query", document).content for _ in range(2)] == [b"", b"second"]
    assert caller.ask("messages_query").get("status") == "OK"
    with pytest.raises(ValueError, match="Unknown service"):
        marketplace.give_instead("offers_query", b"")
