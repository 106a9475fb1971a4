import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.platforms.errors import Unreadable
from guichet.platforms.mirakl.parse import Settings, parse_page
from guichet.platforms.port import AttachmentRef, Participant, Product
from guichet.platforms.words import DiscussionType, ParticipantKind
from tests.platforms.mirakl.samples import message, page, parsed, parsed_page, thread

CUSTOMER, MARKETPLACE, MERCHANT = (
    ParticipantKind.CUSTOMER,
    ParticipantKind.MARKETPLACE,
    ParticipantKind.MERCHANT,
)


def test_a_thread_is_understood() -> None:
    one = parsed(thread())
    assert one.marketplace_id == "t1"
    assert one.subject == "Ma commande"
    assert one.order_id == "C7741902-A"
    assert one.created_at == datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert one.updated_at == datetime(2026, 11, 20, 8, 1, 0, 412000, tzinfo=UTC)
    assert one.needs_reply_since == one.updated_at
    assert one.reply_due_at is None
    assert one.product is None
    assert [p.name for p in one.participants] == ["Lina Moreau", "Atelier Exemple", "Marché Démo"]
    assert one.possible_recipients == (
        Participant(CUSTOMER, "Lina Moreau", "cust-88120"),
        Participant(MARKETPLACE, "Marché Démo", None),
    )


@pytest.mark.parametrize(
    ("entities", "kind", "order_id"),
    [
        ([{"type": "MMP_ORDER", "id": "1-A"}], DiscussionType.ORDER, "1-A"),
        ([{"type": "MPS_ORDER", "id": "s1"}], DiscussionType.ORDER, None),
        ([{"type": "MMP_OFFER", "id": "40211"}], DiscussionType.PRODUCT, None),
        ([{"type": "MPS_SERVICE", "id": "9"}], DiscussionType.PRODUCT, None),
        ([{"type": "SELLER_OPERATOR", "id": "2417"}], DiscussionType.OTHER, None),
        ([{"type": "MMP_RETURN", "id": "r1"}], DiscussionType.OTHER, None),
        (
            [{"type": "MMP_OFFER", "id": "40211"}, {"type": "MMP_ORDER", "id": "1-A"}],
            DiscussionType.ORDER,
            "1-A",
        ),
        ([], DiscussionType.OTHER, None),
        (None, DiscussionType.OTHER, None),
    ],
)
def test_the_type_follows_what_the_thread_is_about(
    entities: object, kind: DiscussionType, order_id: str | None
) -> None:
    one = parsed(thread(entities=entities))
    assert (one.type, one.order_id) == (kind, order_id)


def test_a_question_about_an_offer_names_the_product() -> None:
    offer = {"type": "MMP_OFFER", "id": "40211", "label": "Lampe de bureau"}
    assert parsed(thread(entities=[offer])).product == Product(
        title="Lampe de bureau", marketplace_product_id="40211"
    )
    bare = {"type": "MMP_OFFER", "id": "40211", "label": "40211"}
    assert parsed(thread(entities=[bare])).product == Product(marketplace_product_id="40211")


REASONS = {
    ("ORDER_MESSAGING", "23"): "Article non reçu",
    ("OFFER_MESSAGING", "23"): "Question sur l'offre",
    ("MMP_SELLER_MESSAGING", "40"): "Facture",
}


@pytest.mark.parametrize(
    ("entity", "code", "subject"),
    [
        ("MMP_ORDER", "23", "Article non reçu"),
        ("MMP_OFFER", "23", "Question sur l'offre"),
        ("SELLER_OPERATOR", "40", "Facture"),
        ("MMP_ORDER", "40", "Facture"),
        ("MMP_ORDER", "99", "99"),
    ],
)
def test_a_reasons_code_becomes_its_label(entity: str, code: str, subject: str) -> None:
    entry = thread(entities=[{"type": entity, "id": "1"}], topic={"type": "REASON_CODE", "value": code})
    assert parsed(entry, Settings(reasons=REASONS)).subject == subject


def test_no_operator_tells_a_deadline() -> None:
    waiting = parsed(thread())
    assert waiting.needs_reply_since is not None
    assert waiting.reply_due_at is None


@pytest.mark.parametrize(
    ("sender", "author"),
    [
        (
            {"type": "CUSTOMER_USER", "display_name": "Lina Moreau"},
            Participant(CUSTOMER, "Lina Moreau", "cust-88120"),
        ),
        ({"type": "CUSTOMER_USER", "display_name": "Paul"}, Participant(CUSTOMER, "Paul")),
        ({"type": "SHOP_USER", "display_name": "Claire V."}, Participant(MERCHANT, "Claire V.")),
        ({"type": "OPERATOR_USER", "display_name": "Service"}, Participant(MARKETPLACE, "Service")),
        ({"type": "ROBOT", "display_name": "R2"}, Participant(MARKETPLACE, "R2")),
        (
            {"type": "ROBOT", "display_name": "R2", "organization_details": {"type": "SHOP"}},
            Participant(MERCHANT, "R2"),
        ),
        (
            {"organization_details": {"type": "SHOP", "display_name": "Atelier"}},
            Participant(MERCHANT, "Atelier"),
        ),
        (None, Participant(MARKETPLACE, "")),
    ],
)
def test_three_kinds_of_users_write(sender: object, author: Participant) -> None:
    assert parsed(thread(messages=[message() | {"from": sender}])).messages[0].author == author


def test_recipients_are_sides_named_once() -> None:
    to = [
        {"type": "CUSTOMER", "id": "1"},
        {"type": "OPERATOR"},
        {"type": "CUSTOMER", "id": "2"},
        {"type": "X"},
    ]
    assert parsed(thread(messages=[message(to=to)])).messages[0].recipients == (CUSTOMER, MARKETPLACE)


def test_an_unknown_kind_of_participant_is_shown_and_never_offered() -> None:
    partner = {"type": "CARRIER", "id": "c", "display_name": "Transporteur"}
    one = parsed(thread(authorized_participants=[partner], current_participants=[]))
    assert one.participants == (Participant(MARKETPLACE, "Transporteur", "c"),)
    assert one.possible_recipients == ()


def test_messages_are_put_in_order_and_keep_theirs_when_equal() -> None:
    same = "2026-11-20T09:00:00Z"
    messages = [message(3, date_created=same), message(2, date_created=same), message(1)]
    assert [m.marketplace_id for m in parsed(thread(messages=messages)).messages] == ["m1", "m3", "m2"]


def test_attachments_keep_what_is_known_of_them() -> None:
    files = [{"id": "a", "name": "reçu\u202e.pdf", "size": 12}, {"id": 7, "name": None, "size": None}]
    assert parsed(thread(messages=[message(attachments=files)])).messages[0].attachments == (
        AttachmentRef("a", "reçu.pdf", 12),
        AttachmentRef("7", "attachment", None),
    )


def test_the_marketplaces_count_tells_of_messages_that_did_not_come() -> None:
    assert parsed(thread(metadata={"total_count": 140})).message_count == 140
    assert parsed(thread(metadata={})).message_count == 1


OPTIONAL = ["topic", "entities", "authorized_participants", "current_participants", "metadata", "messages"]


@pytest.mark.parametrize("empty", [None, "", [], {}, 0, "text", 3.5, True, [1, "x", None]])
@pytest.mark.parametrize("name", OPTIONAL)
def test_absent_null_and_odd_are_the_same(name: str, empty: object) -> None:
    assert parsed(thread(**{name: empty})).marketplace_id == "t1"


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"id": None}, "thread.id"),
        ({"id": ""}, "thread.id"),
        ({"messages": [message(id=None)]}, "thread.messages.id"),
        ({"messages": [message(date_created="yesterday")]}, "thread.messages.date_created"),
        ({"messages": [message(attachments=[{"name": "x"}])]}, "thread.messages.attachments.id"),
        ({"date_created": None, "messages": []}, "thread.date_created"),
    ],
)
def test_a_thread_without_what_all_hangs_on_is_set_aside_alone(changed: dict[str, Any], named: str) -> None:
    bad, good = thread() | {"id": "bad"} | changed, thread(id="good")
    result = parsed_page(bad, good)
    assert [one.marketplace_id for one in result.threads] == ["good"]
    (aside,) = result.set_aside
    assert named in aside.why
    assert json.loads(aside.raw) == {"data": [bad]}


@pytest.mark.parametrize("entry", [None, "text", 12, [], True])
def test_an_entry_that_is_no_thread_is_set_aside(entry: object) -> None:
    result = parsed_page(entry, thread())
    assert len(result.threads) == len(result.set_aside) == 1


def test_what_was_set_aside_can_be_parsed_again() -> None:
    (aside,) = parsed_page(thread(id=None, weight=1.25)).set_aside
    assert len(parse_page(aside.raw, Settings()).set_aside) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b"null",
        b"{}",
        b'{"data":null}',
        b'{"data":{}}',
        b'{"data":[',
        b"[" * 100_000,
        b"\xff",
    ],
)
def test_a_page_without_an_outline_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        parse_page(body, Settings())
    assert caught.value.raw == body


def test_unstorable_characters_are_taken_out_of_every_text() -> None:
    raw = page(
        thread(topic={"type": "FREE_TEXT", "value": "a\x00b\ud800c"}, messages=[message(body="x\x00\ud800y")])
    )
    (one,) = parse_page(raw, Settings()).threads
    assert one.subject == "abc"
    assert one.messages[0].body == "xy"
    (one.messages[0].original or "").encode("utf-8")


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
NAMES = ["id", "date_created", "date_updated", "no_store_reply_needed", *OPTIONAL]


@given(
    st.dictionaries(st.sampled_from(NAMES), JSON), st.dictionaries(st.sampled_from(sorted(message())), JSON)
)
def test_no_json_stops_a_page(changed: dict[str, Any], in_message: dict[str, Any]) -> None:
    odd = thread(messages=[message() | in_message]) | changed
    result = parsed_page(odd, thread(id="good"))
    assert len(result.threads) + len(result.set_aside) == 2
    assert result.threads[-1].marketplace_id == "good"


def test_the_references_own_example_is_understood(shared: Path) -> None:
    told = (shared / "reference" / "mirakl.md").read_text("utf-8")
    example = re.search(r"schema: M11_Response_200 -->\n```json\n(.*?)\n```", told, re.DOTALL)
    assert example
    result = parse_page(example[1].encode(), Settings(reasons=REASONS))
    first, second = result.threads
    assert (first.subject, first.type) == ("Article non reçu", DiscussionType.ORDER)
    assert first.messages[0].body == "Bonjour,\nje n'ai pas reçu mon colis."
    assert (second.subject, second.needs_reply_since) == ("Demande de facture", None)
    assert second.messages[0].body == "Merci de joindre la facture.\n\n- C7738455-A"
    assert [m.author.kind for m in second.messages] == [MARKETPLACE, MERCHANT]
    assert [p.kind for p in second.possible_recipients] == [MARKETPLACE]
    assert result.set_aside == ()
