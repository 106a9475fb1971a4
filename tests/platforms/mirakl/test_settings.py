"""Labels and terms are asked for once a day, kept small, and never hold up the messages."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from guichet.platforms.mirakl.settings import ACCOUNT, REASONS
from tests.connectors.rehearsal import Notebook
from tests.platforms.http.wire import answer, wire
from tests.platforms.mirakl.conftest import Scripted, by_path, queries
from tests.platforms.mirakl.samples import page, thread

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
CODED = thread(topic={"type": "REASON_CODE", "value": "23"})
LABELS = {
    "reasons": [
        {"code": "23", "label": "Article non reçu", "type": "ORDER_MESSAGING", "is_shop_right": False}
    ]
}
SHOP = {
    "shop_id": 2417,
    "shop_name": "Atelier Exemple",
    "shop_state": "OPEN",
    "order_messages_response_delay": 7200,
    "payment_info": {"iban": "FR7612345", "owner": "Lina Moreau"},
    "billing_info": {"bank_name": "Banque"},
    "contact_informations": {"email": "lina@example.com"},
}


def ok(value: object) -> bytes:
    return answer(body=value if isinstance(value, bytes) else json.dumps(value).encode())


def test_labels_and_terms_are_used_and_asked_for_once(connector_at: Scripted) -> None:
    with wire(by_path(threads=ok(page(CODED)), reasons=ok(LABELS), account=ok(SHOP))) as far:
        for _ in range(3):
            (only,) = connector_at(far.url).pages(None, LONG_AGO)
            (one,) = connector_at(far.url).parse(only.body).threads
            assert one.subject == "Article non reçu"
            assert one.needs_reply_since is not None
            # The shop's average time to answer (A01) is a statistic, not a limit.
            assert one.reply_due_at is None
        assert len(queries(far, "/api/reasons")) == len(queries(far, "/api/account")) == 1


def test_only_what_is_needed_of_the_account_is_kept(connector_at: Scripted, memory: Notebook) -> None:
    with wire(by_path(threads=ok(page()), account=ok(SHOP), orders=ok({"orders": []}))) as far:
        connector_at(far.url).verify()
        list(connector_at(far.url).pages(None, LONG_AGO))
    assert memory.recall(ACCOUNT, timedelta(days=1)) == {
        "shop_id": "2417",
        "shop_name": "Atelier Exemple",
        "shop_state": "OPEN",
    }
    kept = json.dumps([value for _, value in memory.kept.values()])
    assert not [word for word in ("FR76", "Banque", "lina@example.com", "Lina") if word in kept]


@pytest.mark.parametrize(
    "trouble",
    [answer("500 Oops"), answer("429 Slow"), answer("404 No"), ok(b"<html>"), ok([]), ok({"reasons": "x"})],
)
def test_trouble_with_labels_does_not_hold_up_the_messages(connector_at: Scripted, trouble: bytes) -> None:
    with wire(by_path(threads=ok(page(CODED)), reasons=trouble, account=trouble)) as far:
        (only,) = connector_at(far.url).pages(None, LONG_AGO)
        (one,) = connector_at(far.url).parse(only.body).threads
    assert (one.subject, one.reply_due_at) == ("23", None)


def test_a_missing_right_is_not_asked_about_again_today(connector_at: Scripted) -> None:
    forbidden = answer("403 Forbidden")
    with wire(by_path(threads=ok(page(CODED)), reasons=forbidden, account=forbidden)) as far:
        list(connector_at(far.url).pages(None, LONG_AGO))
        list(connector_at(far.url).pages(None, LONG_AGO))
        assert len(queries(far, "/api/reasons")) == len(queries(far, "/api/account")) == 1


def test_old_labels_are_better_than_none(connector_at: Scripted, memory: Notebook) -> None:
    memory.kept[REASONS] = (datetime.now(UTC) - timedelta(days=3), LABELS)
    with wire(by_path(threads=ok(page(CODED)), reasons=answer("500 Oops"))) as far:
        (only,) = connector_at(far.url).pages(None, LONG_AGO)
        (one,) = connector_at(far.url).parse(only.body).threads
        assert len(queries(far, "/api/reasons")) == 1
    assert one.subject == "Article non reçu"


def test_a_page_without_a_reason_asks_and_looks_up_nothing(connector_at: Scripted, memory: Notebook) -> None:
    with wire(by_path(threads=ok(page()), reasons=ok(LABELS), account=ok(SHOP))) as far:
        (only,) = connector_at(far.url).pages(None, LONG_AGO)
        assert connector_at(far.url).parse(only.body).threads == ()
        assert len(far.requests) == 1
    assert memory.kept == {}
