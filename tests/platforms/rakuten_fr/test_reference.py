"""The exchanges written down in the reference come out as it describes them."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from guichet.platforms.http.masking import Mask
from guichet.platforms.rakuten_fr.document import document
from guichet.platforms.rakuten_fr.errors import refusal_of
from guichet.platforms.rakuten_fr.to_do_list import causes_of
from guichet.platforms.words import ParticipantKind
from tests.platforms.rakuten_fr.samples import parse


@pytest.fixture
def exchanges(shared: Path) -> list[bytes]:
    text = (shared / "reference" / "rakuten.md").read_text(encoding="utf-8")
    chapter = text[text.index("### Example exchanges") :]
    blocks = re.findall(r"```\n(.*?)\n```", chapter, re.DOTALL)
    return [re.sub(r"(?s)^GET .*?\n\n", "", block).encode("iso-8859-1") for block in blocks]


def test_the_poll(exchanges: list[bytes]) -> None:
    assert causes_of(document(exchanges[0])) == {
        "902114583": {"UNREAD_MESSAGE_FROM_BUYER"},
        "902107740": {"CLAIM", "UNREAD_MESSAGE_FROM_CUSTOMER_SERVICE"},
    }


def test_the_details(exchanges: list[bytes]) -> None:
    (thread,) = parse(exchanges[1]).threads
    assert (thread.marketplace_id, thread.order_id) == ("902107740", "611090342")
    assert thread.subject == "Réclamation ouverte, discussion avec l'acheteur"
    assert sorted(m.author.kind for m in thread.messages) == [
        ParticipantKind.CUSTOMER,
        ParticipantKind.CUSTOMER,
        ParticipantKind.MARKETPLACE,
    ]
    assert {m.body for m in thread.messages if m.author.name == "Lili75"} == {
        "La théière est fêlée.",
        "Bonjour, la théière est arrivée fêlée.",
    }
    assert [p.marketplace_id for p in thread.possible_recipients] == [None, "3300415521"]
    assert thread.needs_reply_since == datetime(2026, 11, 20, 8, 12, tzinfo=UTC)
    assert thread.reply_due_at == datetime(2026, 11, 25, 8, 12, tzinfo=UTC)


def test_the_reply(exchanges: list[bytes]) -> None:
    root = document(exchanges[2])
    assert root.child("response").text("status") == "SENT"
    assert root.child("request").text("content") == "Désolé, je vous renvoie une théière."


def test_the_quota(exchanges: list[bytes]) -> None:
    refusal = refusal_of(document(exchanges[3]), Mask([]))
    assert refusal is not None
    assert refusal.is_quota
    assert not refusal.is_right
    assert refusal.said == "Quota exceeded: Hourly request allowance used up"
