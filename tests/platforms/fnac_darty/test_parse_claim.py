"""A claim is a state of an order, beside its conversation."""

from datetime import UTC, datetime

from guichet.platforms.words import ParticipantKind
from tests.platforms.fnac_darty.samples import claim, discussion, message


def test_the_words_that_opened_it_are_not_shown_twice() -> None:
    said = discussion(message(1, text="Article reçu cassé."), message(2, at="12:00:00"), claim())
    assert len(said.messages) == 2
    otherwise = discussion(message(1, text="<b>Autre présentation</b>"), message(2, at="12:00:00"), claim())
    assert len(otherwise.messages) == 2


def test_words_that_no_message_carries_are_shown_once_it_is_certain() -> None:
    soon = discussion(message(1, at="10:10:00"), claim(at="10:00:00"))
    assert len(soon.messages) == 1
    late = discussion(message(1, at="12:00:00"), claim(at="10:00:00"))
    opening = late.messages[0]
    assert opening.marketplace_id == "claim/D00D0000-5555-4555-8555-000000000401"
    assert (opening.body, opening.author.kind) == ("Article reçu cassé.", ParticipantKind.CUSTOMER)
    assert late.message_count == 2


def test_the_service_can_be_written_to_while_a_claim_is_open() -> None:
    for status, count in (("OPENED", 2), ("OPEN", 2), ("CLOSED", 1)):
        assert len(discussion(message(1), claim(status=status)).possible_recipients) == count


def test_a_claim_that_waits_asks_for_an_answer_even_after_the_sellers_word() -> None:
    asked, answered = message(1), message(2, by="SELLER", at="10:30:00")
    waiting = discussion(asked, answered, claim(updated="11:00:00"))
    assert waiting.needs_reply_since == datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    since_answered = discussion(asked, answered, claim(updated="10:20:00"))
    assert since_answered.needs_reply_since is None
    calm = discussion(asked, answered, claim(updated="11:00:00", waits="FALSE"))
    assert calm.needs_reply_since is None
    closed = discussion(asked, answered, claim(updated="11:00:00", status="CLOSED"))
    assert closed.needs_reply_since is None


def test_a_claim_that_does_not_wait_takes_nothing_from_the_customers_question() -> None:
    assert discussion(message(1), claim(waits="FALSE")).needs_reply_since is not None


def test_who_opened_it() -> None:
    for by, kind in (
        ("client", ParticipantKind.CUSTOMER),
        ("seller", ParticipantKind.MERCHANT),
        ("call-center", ParticipantKind.MARKETPLACE),
        ("unknown", ParticipantKind.MARKETPLACE),
    ):
        thread = discussion(message(1, at="15:00:00"), claim(by=by))
        assert thread.messages[0].author.kind is kind


def test_a_claim_without_its_parts_does_no_harm() -> None:
    assert len(discussion(message(1), "<incident/>", "<incident id='x'><header/></incident>").messages) == 1
