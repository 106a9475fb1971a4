"""A question about an offer is one discussion, with its answer."""

import pytest

from guichet.platforms.fnac_darty.parse import parse_page
from guichet.platforms.port import Thread
from guichet.platforms.words import DiscussionType, ParticipantKind
from tests.platforms.fnac_darty.samples import OFFER, answer, message, message_id

TITLE = "<message_offer_title>Lampe &amp; pied</message_offer_title>"


def said(text: str, at: str = "2026-11-23T11:00:00+01:00") -> str:
    return f"<answer><![CDATA[{text}]]></answer><answer_at>{at}</answer_at>"


def question(more: str = TITLE, number: int = 1, **changed: str) -> Thread:
    body = answer(message(number, kind="OFFER", ref=OFFER, more=more, **changed))
    (thread,) = parse_page(body, "Fnac").threads
    return thread


def test_one_discussion_for_each_question_and_never_for_an_offer() -> None:
    body = answer(*(message(n, kind="OFFER", ref=OFFER, name=f"client {n}") for n in (1, 2, 3)))
    threads = parse_page(body, "Fnac").threads
    assert [thread.marketplace_id for thread in threads] == [message_id(n) for n in (1, 2, 3)]
    assert {thread.product.marketplace_product_id for thread in threads if thread.product} == {OFFER}


def test_an_open_question() -> None:
    thread = question()
    assert thread.type is DiscussionType.PRODUCT
    assert (thread.order_id, thread.subject) == (None, "Question")
    assert thread.product is not None
    assert thread.product.title == "Lampe & pied"
    assert thread.needs_reply_since == thread.messages[0].sent_at
    (customer,) = thread.possible_recipients
    assert (customer.kind, customer.marketplace_id) == (ParticipantKind.CUSTOMER, message_id(1))


def test_without_a_subject_the_offers_title_is_one() -> None:
    assert question(subject="").subject == "Lampe & pied"


def test_the_answer_stands_on_the_question() -> None:
    thread = question(TITLE + said("Oui, fournie."))
    asked, answered = thread.messages
    assert answered.marketplace_id.startswith(f"{asked.marketplace_id}/answer/")
    assert (answered.body, answered.author.kind) == ("Oui, fournie.", ParticipantKind.MERCHANT)
    assert answered.recipients == (ParticipantKind.CUSTOMER,)
    assert thread.needs_reply_since is None
    assert thread.message_count == 2


def test_an_empty_answer_is_none() -> None:
    assert question(TITLE + "<answer></answer><answer_at></answer_at>").message_count == 1


def test_a_replaced_answer_is_another_message_and_other_spacing_is_not() -> None:
    first, same, other = (
        question(said(text)).messages[1].marketplace_id for text in ("Oui.\n", " Oui. ", "Non.")
    )
    assert first == same != other


def test_an_answer_without_a_time_has_the_questions() -> None:
    thread = question("<answer>Oui</answer>")
    assert thread.messages[1].sent_at == thread.messages[0].sent_at


@pytest.mark.parametrize("more", [TITLE, "<answer>x</answer>"])
def test_a_question_is_known_without_its_type(more: str) -> None:
    (thread,) = parse_page(answer(message(1, kind=None, ref=OFFER, more=more)), "Fnac").threads
    assert thread.type is DiscussionType.PRODUCT


def test_a_question_put_away_waits_no_more() -> None:
    assert question(archived="TRUE").needs_reply_since is None


def test_what_the_seller_is_said_to_have_asked_takes_no_answer() -> None:
    thread = question(by="SELLER")
    assert (thread.possible_recipients, thread.needs_reply_since) == ((), None)
