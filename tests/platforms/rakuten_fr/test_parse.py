from datetime import UTC, datetime

import pytest

from guichet.platforms.errors import Unreadable
from guichet.platforms.port import Participant
from guichet.platforms.rakuten_fr.typed import mark
from guichet.platforms.words import DiscussionType, ParticipantKind
from tests.platforms.rakuten_fr import samples
from tests.platforms.rakuten_fr.samples import LOGIN, claim, infos, mail, message, parse, thread

CUSTOMER, OPERATOR, MERCHANT = (
    ParticipantKind.CUSTOMER,
    ParticipantKind.MARKETPLACE,
    ParticipantKind.MERCHANT,
)


def test_an_item_is_a_discussion() -> None:
    found = thread(mail("Merci de répondre."), message("Bonjour, où est ma théière ?"))
    assert (found.marketplace_id, found.order_id) == ("902107740", "611090342")
    assert found.type is DiscussionType.ORDER
    assert found.subject == "Vente confirmée"
    assert found.message_count == len(found.messages) == 2
    assert found.created_at == datetime(2026, 11, 20, 8, 12, tzinfo=UTC)
    assert found.updated_at == datetime(2026, 11, 20, 8, 13, tzinfo=UTC)
    assert {p.kind: p.name for p in found.participants} == {
        CUSTOMER: "Lili75", MERCHANT: LOGIN, OPERATOR: "Rakuten",
    }  # fmt: skip


def test_texts_lose_the_blanks_around_them_and_mails_keep_their_object() -> None:
    told, asked = thread(mail("Bonjour,\n\nNora"), message("Bonjour,\nà bientôt")).messages[::-1]
    assert asked.body == "Bonjour,\nà bientôt"
    assert asked.original is None
    assert told.marketplace_id == "mail-3300415521"
    assert told.body == (
        "Envoyez-nous des photos (902107740) - Nora (Service Clients Rakuten)\n\nBonjour,\n\nNora"
    )
    assert told.original == "Bonjour,\n\nNora"


@pytest.mark.parametrize(
    ("sender", "status", "kind"),
    [
        ("Lili75", "UNREAD", CUSTOMER),
        ("LILI75", "READ", CUSTOMER),
        (LOGIN, "SENT", MERCHANT),
        (LOGIN.upper(), "READ", MERCHANT),
        ("Ancien Nom", "SENT", MERCHANT),
        ("Rakuten", "UNREAD", OPERATOR),
        ("rakuten france", "UNREAD", OPERATOR),
        ("PriceMinister", "UNREAD", OPERATOR),
        ("rakutenfan", "UNREAD", CUSTOMER),
    ],
)
def test_who_wrote_a_message_is_told_by_name_and_status(
    sender: str, status: str, kind: ParticipantKind
) -> None:
    written = thread(message("x", sender=sender, status=status)).messages[0]
    assert written.author.kind is kind
    assert written.recipients == ((CUSTOMER,) if kind is MERCHANT else (MERCHANT,))


@pytest.mark.parametrize(
    ("sender", "status", "kind"),
    [("Nora du SAV", "UNREAD", OPERATOR), (LOGIN, "READ", MERCHANT), ("?", "SENT", MERCHANT)],
)
def test_a_mail_is_between_the_seller_and_customer_service(
    sender: str, status: str, kind: ParticipantKind
) -> None:
    written = thread(mail("x", sender=sender, status=status)).messages[0]
    assert written.author.kind is kind
    assert written.recipients == ((OPERATOR,) if kind is MERCHANT else (MERCHANT,))


def test_oldest_first_and_within_a_minute_the_document_decides() -> None:
    found = thread(
        message("quatre", at="20/11/2026-09:15"),
        message("trois"),
        message("deux"),
        message("un", at="19/11/2026-22:00"),
    )
    assert [m.body for m in found.messages] == ["un", "deux", "trois", "quatre"]


def test_dates_decide_before_the_document_does() -> None:
    found = thread(message("un", at="19/11/2026-22:00"), message("deux"))
    assert [m.body for m in found.messages] == ["un", "deux"]


def test_messages_have_names_of_their_own_that_do_not_change() -> None:
    first = thread(message("Bonjour"), message("Bonjour"), message("Bonsoir"))
    again = thread(
        message("Plus tard", at="21/11/2026-10:00"),
        message("Bonjour", status="READ", sender="LILI75"),
        message("  Bonjour\n", status="READ"),
        message("Bonsoir", status="READ"),
    )
    ids = {m.marketplace_id for m in first.messages}
    assert len(ids) == 3
    assert ids < {m.marketplace_id for m in again.messages}


def test_the_words_of_a_claim_are_the_buyers() -> None:
    found = thread(claim("La théière est fêlée."), message("Bonjour, elle est fêlée."))
    told = found.messages[0]
    assert told.body == "La théière est fêlée."
    assert told.author.kind is CUSTOMER
    assert told.marketplace_id.startswith("claim-")
    assert found.message_count == 2


def test_a_claim_alone_is_a_discussion_and_its_buyer_has_the_name_of_the_action() -> None:
    found = thread(claim("Rien reçu."))
    assert found.messages[0].author == Participant(CUSTOMER, "lili75")


def test_an_item_about_which_nobody_spoke_is_no_discussion() -> None:
    assert parse(infos()).threads == ()
    assert parse(infos(claim(""))).threads == ()


def test_whom_the_service_offers_to_write_to_may_be_written_to() -> None:
    both = thread(message("x"), mail("y", number=7), mail("z", number=12)).possible_recipients
    assert [(p.kind, p.marketplace_id) for p in both] == [(CUSTOMER, None), (OPERATOR, "12")]
    old = "<action><actioncode>contactpriceministeraboutitem</actioncode></action>"
    assert [p.kind for p in thread(message("x"), actions=old).possible_recipients] == [OPERATOR]
    assert thread(message("x"), actions="").possible_recipients == ()


def test_where_an_answer_does_not_speak_of_actions_the_service_may_decide() -> None:
    assert len(thread(message("x"), actions=None).possible_recipients) == 2


def test_the_mail_quoted_is_the_newest_of_theirs() -> None:
    found = thread(mail("eux", number=5), mail("nous", number=9, sender=LOGIN, status="SENT"))
    assert found.possible_recipients[1].marketplace_id == "5"


@pytest.mark.parametrize(
    ("said", "since"),
    [
        ((message("question", at="20/11/2026-09:00"),), "2026-11-20T08:00"),
        ((message("encore", at="21/11/2026-09:00"), message("question")), "2026-11-20T08:12"),
        ((message("réponse", at="21/11/2026-09:00", sender=LOGIN, status="SENT"), message("question")), None),
        (
            (
                message("merci", at="22/11/2026-09:00"),
                message("réponse", at="21/11/2026-09:00", sender=LOGIN, status="SENT"),
                message("question"),
            ),
            "2026-11-22T08:00",
        ),
        (
            (
                mail("à eux", number=2, at="21/11/2026-09:00", sender=LOGIN, status="SENT"),
                mail("à nous", number=1),
                message("question"),
            ),
            "2026-11-20T08:12",
        ),
        ((mail("Bravo", about="Vous avez une nouvelle vente"),), None),
        ((mail("Bravo", about="Votre virement du 20/11"), message("question")), "2026-11-20T08:12"),
        ((mail("Et ?", about="Re: nouvelle vente"),), "2026-11-20T08:13"),
        ((mail("Où ?", about="Nouvelle vente (1) - Nora (Service Clients Rakuten)"),), "2026-11-20T08:13"),
        (
            (message("à elle", at="21/11/2026-09:00", sender=LOGIN, status="SENT"), mail("à nous")),
            "2026-11-20T08:13",
        ),
    ],
)
def test_an_answer_is_awaited_from_who_wrote_last_on_each_side(
    said: tuple[str, ...], since: str | None
) -> None:
    expected = datetime.fromisoformat(since).replace(tzinfo=UTC) if since else None
    assert thread(*said).needs_reply_since == expected


def test_whoever_cannot_be_answered_waits_for_nothing() -> None:
    to_rakuten = "<action><actioncode>contactusaboutitem</actioncode></action>"
    assert thread(message("question"), actions=to_rakuten).needs_reply_since is None


def test_an_amicable_claim_is_to_be_settled_in_three_working_days() -> None:
    assert thread(claim("Fêlée")).reply_due_at == datetime(2026, 11, 25, 8, 10, tzinfo=UTC)
    assert thread(claim("Fêlée", amicable="N")).reply_due_at is None
    assert thread(claim("Fêlée", state="CLOSED")).reply_due_at is None
    assert thread(message("question")).reply_due_at is None


def test_a_question_before_buying_takes_one_answer() -> None:
    asked = message("Est-elle neuve ?")
    answered = message("Oui.", at="21/11/2026-09:00", sender=LOGIN, status="SENT")
    before = thread(asked, purchase="", ordered="")
    after = thread(answered, asked, purchase="", ordered="")
    assert before.type is after.type is DiscussionType.PRODUCT
    assert before.order_id is None
    assert [p.kind for p in before.possible_recipients] == [CUSTOMER, OPERATOR]
    assert [p.kind for p in after.possible_recipients] == [OPERATOR]


def test_an_old_answer_without_its_order_is_about_an_order_all_the_same() -> None:
    found = thread(message("x"), purchase="")
    assert found.type is DiscussionType.ORDER
    assert found.order_id is None


@pytest.mark.parametrize(
    ("label", "subject"),
    [("", "Envoyez-nous des photos (902107740) - Nora (Service Clients Rakuten)"), (None, "Vente confirmée")],
)
def test_the_subject_is_the_label_or_the_newest_object(label: str | None, subject: str) -> None:
    how = {} if label is None else {"label": label}
    assert thread(mail("x"), message("y"), **how).subject == subject


def test_without_either_the_subject_is_the_item() -> None:
    assert thread(message("x"), label="").subject == "Article 902107740"


def test_a_reply_comes_back_as_it_was_typed() -> None:
    typed = {mark("l'oeuf a 5 EUR"): "l’œuf à 5 €"}
    body = infos(message("l'oeuf a 5 EUR", sender=LOGIN, status="SENT"))
    (found,) = samples.parser(typed).parse(body).threads
    assert found.messages[0].body == "l’œuf à 5 €"
    assert found.messages[0].original == "l'oeuf a 5 EUR"


def test_a_buyer_who_quotes_our_reply_does_not_borrow_our_words() -> None:
    typed = {mark("5 EUR"): "5 €"}
    (found,) = samples.parser(typed).parse(infos(message("5 EUR"))).threads
    assert found.messages[0].body == "5 EUR"


@pytest.mark.parametrize(
    "bad", [message("x", at="hier"), mail("x").replace("<mailid>3300415521</mailid>", "")]
)
def test_an_item_that_cannot_be_understood_is_set_aside_whole(bad: str) -> None:
    body = infos(bad, message("bon"))
    page = parse(body)
    assert page.threads == ()
    assert page.set_aside[0].raw == body
    assert "could not be read" in page.set_aside[0].why
    assert "hier" not in page.set_aside[0].why


@pytest.mark.parametrize("action", ["getitemtodolist", "getcurrentsales"])
def test_pages_that_only_drive_the_reading_hold_no_discussion(action: str) -> None:
    page = parse(f"<{action}result><response/></{action}result>".encode())
    assert (page.threads, page.set_aside) == ((), ())


@pytest.mark.parametrize("body", [b"", b"<html></html>", b"{}", b"\x00\x01", b"<a>", b"Bonjour"])
def test_what_is_none_of_theirs_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        parse(body)
    assert caught.value.raw == body
