"""An order's conversation: who takes part, who waits, to whom an answer may go."""

from datetime import UTC, datetime

import pytest

from guichet.platforms.errors import Unreadable
from guichet.platforms.fnac_darty.parse import parse_page
from guichet.platforms.words import DiscussionType, ParticipantKind
from tests.platforms.fnac_darty.samples import ORDER, answer, claim, discussion, message, message_id

CUSTOMER, MERCHANT, SERVICE = (
    ParticipantKind.CUSTOMER, ParticipantKind.MERCHANT, ParticipantKind.MARKETPLACE,
)  # fmt: skip


def at(hour: int, minute: int = 0) -> datetime:
    """French time, as the samples write it."""
    return datetime(2026, 11, 23, hour - 1, minute, tzinfo=UTC)


def test_messages_come_in_the_order_of_their_time() -> None:
    thread = discussion(
        message(2, at="11:00:00", text="deux", subject="Re"),
        message(1, at="10:00:00", text="un", subject="Retard"),
    )
    assert [m.body for m in thread.messages] == ["un", "deux"]
    assert (thread.created_at, thread.updated_at) == (at(10), at(11))
    assert thread.subject == "Retard"
    assert thread.message_count == 2


def test_everybody_takes_part_once_under_the_last_name() -> None:
    thread = discussion(
        message(1, name="odile"),
        message(2, by="SELLER", at="10:10:00", name="Atelier Lumen"),
        message(3, by="CALLCENTER", at="10:20:00", name=""),
        message(4, at="10:30:00", name="Odile M."),
    )
    assert {(p.kind, p.name) for p in thread.participants} == {
        (CUSTOMER, "Odile M."), (MERCHANT, "Atelier Lumen"), (SERVICE, "Fnac"),
    }  # fmt: skip


def test_the_brand_names_its_own_side() -> None:
    assert discussion(message(by="CALLCENTER", name=""), brand="Darty").participants[0].name == "Darty"


def test_a_role_nobody_knows_is_the_marketplaces_side() -> None:
    assert discussion(message(by="BOT", name="")).messages[0].author.kind is SERVICE


def test_a_message_without_an_author_was_received() -> None:
    assert discussion(message(by=None)).messages[0].author.kind is CUSTOMER


@pytest.mark.parametrize(
    ("authors", "since"),
    [
        (["CLIENT"], at(10)),
        (["CLIENT", "CLIENT"], at(10)),
        (["CLIENT", "SELLER"], None),
        (["CLIENT", "SELLER", "CLIENT", "CALLCENTER"], at(10, 20)),
        (["SELLER"], None),
        (["CALLCENTER"], at(10)),
        (["CLIENT", "SELLER", "SYSTEM"], None),
        (["CLIENT", "SYSTEM"], at(10)),
    ],
)
def test_who_wrote_last_decides_whether_an_answer_is_awaited(
    authors: list[str], since: datetime | None
) -> None:
    parts = [message(n, by=by, at=f"10:{n * 10:02d}:00") for n, by in enumerate(authors)]
    assert discussion(*parts).needs_reply_since == since


def test_what_the_seller_put_away_waits_no_more() -> None:
    assert discussion(message(archived="TRUE")).needs_reply_since is None


def test_an_answer_quotes_the_newest_message_received() -> None:
    thread = discussion(
        message(1), message(2, by="CALLCENTER", at="10:10:00"), message(3, by="SELLER", at="10:20:00")
    )
    assert [(p.kind, p.marketplace_id) for p in thread.possible_recipients] == [
        (CUSTOMER, message_id(2)), (SERVICE, message_id(2)),
    ]  # fmt: skip


def test_without_a_claim_or_a_word_of_the_service_only_the_customer_can_be_written_to() -> None:
    thread = discussion(
        message(1), message(2, by="SELLER", at="10:10:00"), message(3, by="SYSTEM", at="10:20:00")
    )
    assert [p.kind for p in thread.possible_recipients] == [CUSTOMER]
    assert thread.messages[1].recipients == (CUSTOMER,)


def test_with_one_it_is_not_told_to_whom_the_seller_wrote() -> None:
    assert discussion(message(1, by="SELLER"), claim()).messages[0].recipients == ()


def test_a_conversation_that_the_seller_began_quotes_nothing() -> None:
    thread = discussion(message(1, by="SELLER"))
    assert [(p.kind, p.marketplace_id) for p in thread.possible_recipients] == [(CUSTOMER, None)]


@pytest.mark.parametrize("told", ["<can_answer>false</can_answer>", "<can_answer>0</can_answer>"])
def test_a_message_that_takes_no_answer(told: str) -> None:
    assert discussion(message(more=told)).possible_recipients == ()
    assert discussion(message(1, more=told), message(2, at="11:00:00")).possible_recipients != ()


def test_html_is_shown_as_text_and_kept() -> None:
    (found,) = discussion(message(text="<p>Bonjour<br>vous &amp; moi</p>")).messages
    assert found.body == "Bonjour\nvous & moi"
    assert found.original == "<p>Bonjour<br>vous &amp; moi</p>"


def test_the_sellers_words_are_taken_as_they_were_sent() -> None:
    typed = "5 < 6, <rond> & &eacute;"
    assert discussion(message(by="SELLER", text=typed)).messages[0].body == typed
    assert discussion(message(by="SELLER", text="un<br>deux")).messages[0].body == "un\ndeux"


@pytest.mark.parametrize("word", ["message_file", "attachment"])
def test_files_under_either_word(word: str) -> None:
    files = f"<{word}><name>é 1.pdf</name><url>https://x.example/1</url><filetype>application/pdf</filetype></{word}>"
    (found,) = discussion(message(more=files * 2)).messages
    assert [a.marketplace_id for a in found.attachments] == [f"{message_id(1)}/0", f"{message_id(1)}/1"]
    assert found.attachments[0].file_name == "é 1.pdf"
    assert found.attachments[0].content_type == "application/pdf"


def test_a_message_that_cannot_be_understood_is_set_aside_alone() -> None:
    broken = message(2, at="nie").replace("2026-11-23Tnie+01:00", "jamais")
    body = answer(message(1), broken)
    page = parse_page(body, "Fnac")
    assert [m.marketplace_id for m in page.threads[0].messages] == [message_id(1)]
    (aside,) = page.set_aside
    assert "created_at is missing" in aside.why
    again = parse_page(aside.raw, "Fnac")
    assert (again.threads, again.set_aside) == ((), (aside,))
    mended = parse_page(aside.raw.replace(b"jamais", b"2026-11-23T11:00:00+01:00"), "Fnac")
    assert [m.marketplace_id for m in mended.threads[0].messages] == [message_id(2)]


def test_a_message_that_belongs_to_nothing_is_set_aside() -> None:
    page = parse_page(answer(message(1, kind="OFFER").replace(message_id(1), "")), "Fnac")
    assert page.threads == ()
    assert "message_id is missing" in page.set_aside[0].why


def test_a_matter_nobody_knows_is_shown_without_an_answer() -> None:
    (thread,) = parse_page(answer(message(1, kind="SHOP", ref="x")), "Fnac").threads
    assert (thread.marketplace_id, thread.type) == (message_id(1), DiscussionType.OTHER)
    assert (thread.possible_recipients, thread.order_id, thread.needs_reply_since) == ((), None, None)


def test_a_lone_message_is_a_list_of_one() -> None:
    (thread,) = parse_page(answer(message(1)), "Fnac").threads
    assert (thread.marketplace_id, len(thread.messages)) == (ORDER, 1)


def test_a_raw_answer_is_a_page_too() -> None:
    body = answer(message(1), message(2, ref="4HD8W0PLR6YNA"), message(3, at="11:00:00"))
    assert [len(thread.messages) for thread in parse_page(body, "Fnac").threads] == [2, 1]


@pytest.mark.parametrize("body", [b"", b"<html></html>", b"<a>", answer(service="orders_query"), b"{}"])
def test_anything_else_is_unreadable_and_kept(body: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        parse_page(body, "Fnac")
    assert caught.value.raw == body
