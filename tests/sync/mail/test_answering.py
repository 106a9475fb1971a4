"""An answer is one mail to the buyer, and its bounce comes back to it."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone

from guichet.accounts.errors import RefusalError
from guichet.inbox.actions.reply import ReplyRequest, reply
from guichet.inbox.actions.retry_message import retry_message
from guichet.inbox.actions.upload import upload
from guichet.inbox.models import Delivery, Discussion, MailState, Message, RawMail
from guichet.platforms.words import ParticipantKind
from guichet.sync.check import check
from guichet.sync.deliver import deliver
from guichet.sync.mail_ids import message_id_of
from guichet.sync.mail_leaving import note_leaving
from guichet.sync.sweep import sweep
from sandbox.amazon import Buyer, Case
from sandbox.mail import Fault, RunningPeer
from tests.cast import Player
from tests.sync.mail.conftest import SENDER, Amazon

pytestmark = pytest.mark.django_db
CUSTOMER = [ParticipantKind.CUSTOMER]
MAYA = Buyer("Maya", "p7qz4m1xk9d2bvt")
ORDER = "404-5550199-5550199"


@pytest.fixture
def case(amazon: Amazon) -> Case:
    """Maya waits for an answer about her order."""
    asked = amazon.open_case(MAYA, order_id=ORDER)
    # Mails tell whole seconds, and nobody asks again within the second of a first question.
    amazon.write(asked, "Où est ma lampe ?", at=timezone.now() - timedelta(minutes=1))
    return asked


def answered(alice: Player, body: str = "Elle part ce soir.") -> Message:
    return reply(alice.viewer, ReplyRequest(Discussion.objects.get().pk, body, CUSTOMER))


def sent(alice: Player, body: str = "Elle part ce soir.") -> Message:
    message = answered(alice, body)
    deliver(message.pk)
    message.refresh_from_db()
    return message


def test_one_mail_as_amazon_wants_it(
    alice: Player, amazon: Amazon, case: Case, outgoing: RunningPeer
) -> None:
    message = sent(alice, "Bonjour Maya,\n\nelle part ce soir — promis.")
    deliver(message.pk)
    assert message.delivery == Delivery.SENT
    (mail,) = outgoing.peer.received
    (answer,) = amazon.answers
    assert (mail.sender, mail.recipient) == (amazon.inbound, case.address)
    assert (answer["From"], answer["Reply-To"], answer["To"]) == (SENDER, amazon.inbound, case.address)
    asked = RawMail.objects.get()
    assert answer["In-Reply-To"] == f"<{asked.header_id}>"
    assert answer["Message-ID"] == f"<{message_id_of(message.pk, amazon.inbound)}>"
    assert answer["Subject"] == f"Re: {asked.subject}"
    assert answer.get_content_type() == "text/plain"
    assert answer.get_content().split() == message.body.split()
    assert Discussion.objects.get().needs_reply_since is None


def test_files_go_along(alice: Player, amazon: Amazon, case: Case) -> None:
    kept = upload(alice.viewer, "facture.pdf", BytesIO(b"%PDF-1.7 facture"))
    request = ReplyRequest(Discussion.objects.get().pk, "Voici", CUSTOMER, attachment_ids=[kept.pk])
    deliver(reply(alice.viewer, request).pk)
    (part,) = amazon.answers[0].iter_attachments()
    assert (part.get_filename(), part.get_content()) == ("facture.pdf", b"%PDF-1.7 facture")


def test_the_answer_goes_to_the_newest_alias(alice: Player, amazon: Amazon, case: Case) -> None:
    newest = amazon.open_case(MAYA, order_id=ORDER)
    amazon.write(newest, "Encore moi")
    amazon.notify("A_Z_CLAIM_RESPONDENT_NOTIFY", ORDER, "Réclamation ouverte.")
    sent(alice)
    assert amazon.answers[0]["To"] == newest.address


def test_links_are_refused_before_the_wire(alice: Player, case: Case, outgoing: RunningPeer) -> None:
    with pytest.raises(RefusalError):
        answered(alice, "Voir https://example.com/suivi")
    assert outgoing.peer.received == []


def test_a_sender_that_is_not_approved_fails_with_their_words(
    alice: Player, amazon: Amazon, case: Case
) -> None:
    amazon.approved.clear()
    message = sent(alice)
    assert message.delivery == Delivery.FAILED
    assert "not on the approved list" in (message.delivery_error or "")
    amazon.approved.add(SENDER)
    retry_message(alice.viewer, message.pk)
    deliver(message.pk)
    message.refresh_from_db()
    assert (message.delivery, len(amazon.answers)) == (Delivery.SENT, 1)


@pytest.mark.parametrize("fault", [Fault.BUSY, Fault.CUT_BEFORE_DATA, Fault.BUSY_AFTER_DATA])
def test_patience_keeps_it_queued(
    alice: Player, case: Case, amazon: Amazon, outgoing: RunningPeer, fault: Fault
) -> None:
    outgoing.peer.faults = [fault]
    message = sent(alice)
    assert message.delivery == Delivery.QUEUED
    deliver(message.pk)
    assert len(outgoing.peer.received) == 1


def test_a_lost_answer_is_checking_then_sent_and_never_a_second_mail(
    alice: Player, case: Case, outgoing: RunningPeer
) -> None:
    outgoing.peer.faults = [Fault.TAKEN_THEN_CUT]
    message = sent(alice)
    assert message.delivery == Delivery.CHECKING
    look_again(message)
    assert message.delivery == Delivery.CHECKING
    past = timezone.now() - timedelta(minutes=20)
    Message.objects.filter(id=message.pk).update(attempted_at=past, leaves_at=past, created_at=past)
    look_again(message)
    assert (message.delivery, len(outgoing.peer.received)) == (Delivery.SENT, 1)


def look_again(message: Message) -> None:
    Message.objects.filter(id=message.pk).update(look_at=timezone.now())
    check(message.pk)
    message.refresh_from_db()


def test_a_worker_that_dies_while_sending_sends_nothing_twice(
    alice: Player, case: Case, outgoing: RunningPeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = answered(alice)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr("guichet.sync.deliver.outcome.sent", die)
        with pytest.raises(KeyboardInterrupt):
            deliver(message.pk)
    Message.objects.filter(id=message.pk).update(look_at=timezone.now() - timedelta(minutes=1))
    sweep()
    deliver(message.pk)
    message.refresh_from_db()
    assert (message.delivery, len(outgoing.peer.received)) == (Delivery.CHECKING, 1)


def test_a_worker_that_dies_before_the_wire_loses_nothing(
    alice: Player, case: Case, outgoing: RunningPeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = answered(alice)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr("guichet.platforms.mail.smtp.SmtpSender._content", die)
        dying.setattr("guichet.sync.mail_outgoing.note_leaving", die)
        with pytest.raises(KeyboardInterrupt):
            deliver(message.pk)
    Message.objects.filter(id=message.pk).update(look_at=timezone.now() - timedelta(minutes=1))
    sweep()
    look_again(message)
    assert message.delivery == Delivery.QUEUED
    deliver(message.pk)
    message.refresh_from_db()
    assert (message.delivery, len(outgoing.peer.received)) == (Delivery.SENT, 1)


def test_two_workers_never_both_send_it(alice: Player, case: Case, outgoing: RunningPeer) -> None:
    message = answered(alice)
    note_leaving(message)
    deliver(message.pk)
    message.refresh_from_db()
    assert (message.delivery, outgoing.peer.received) == (Delivery.CHECKING, [])


def test_an_error_of_ours_before_the_wire_ends_in_failed_and_not_in_sent(
    alice: Player, case: Case, outgoing: RunningPeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = answered(alice)
    monkeypatch.setattr("guichet.platforms.amazon.reply.compose", lambda letter: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        deliver(message.pk)
    look_again(message)
    assert message.delivery == Delivery.QUEUED
    with pytest.raises(ZeroDivisionError):
        deliver(message.pk)
    past = timezone.now() - timedelta(minutes=20)
    Message.objects.filter(id=message.pk).update(attempted_at=past, leaves_at=past, created_at=past)
    look_again(message)
    assert (message.delivery, outgoing.peer.received) == (Delivery.FAILED, [])


def test_a_bounce_fails_the_reply_it_names(alice: Player, amazon: Amazon, case: Case) -> None:
    message = sent(alice)
    amazon.bounce(amazon.answers[0])
    message.refresh_from_db()
    assert message.delivery == Delivery.FAILED
    assert "not approved" in (message.delivery_error or "")
    assert Discussion.objects.get().needs_reply_since is not None
    assert RawMail.objects.latest("received_at").state == MailState.READ


def test_amazon_may_take_an_answer_and_bounce_it_later(alice: Player, amazon: Amazon, case: Case) -> None:
    amazon.approved.clear()
    amazon.refuses_at_once = False
    message = sent(alice)
    assert message.delivery == Delivery.SENT
    assert amazon.react() == 1
    message.refresh_from_db()
    assert message.delivery == Delivery.FAILED


def test_a_conversation_goes_on_and_a_copy_confirms(alice: Player, amazon: Amazon, case: Case) -> None:
    amazon.says_next = "Merci, et la facture ?"
    sent(alice)
    assert (amazon.react(), amazon.react()) == (1, 0)
    assert Discussion.objects.get().needs_reply_since is not None
    amazon.says_next, amazon.sends_copies = "", True
    message = sent(alice, "La voici bientôt.")
    amazon.react()
    message.refresh_from_db()
    assert message.delivery == Delivery.CONFIRMED


def test_a_bounce_while_its_answer_is_checked(
    alice: Player, amazon: Amazon, case: Case, outgoing: RunningPeer
) -> None:
    outgoing.peer.faults = [Fault.TAKEN_THEN_CUT]
    message = sent(alice)
    amazon.bounce(amazon.answers[0])
    look_again(message)
    assert message.delivery == Delivery.FAILED


def test_a_bounce_of_somebody_else_does_nothing(alice: Player, amazon: Amazon, case: Case) -> None:
    message = sent(alice)
    answer = amazon.answers[0]
    answer.replace_header("Message-ID", "<guichet.00000000000000000000000000000000@in.example.org>")
    amazon.bounce(answer)
    answer.replace_header("Message-ID", f"<{message_id_of(message.pk, amazon.inbound)}>")
    answer.replace_header("To", "stranger@example.com")
    amazon.bounce(answer)
    message.refresh_from_db()
    assert message.delivery == Delivery.SENT


def test_a_buyer_who_opted_out(alice: Player, amazon: Amazon, case: Case) -> None:
    message = sent(alice)
    amazon.opt_out(case)
    message.refresh_from_db()
    assert message.delivery == Delivery.FAILED
    assert "unsolicited" in (message.delivery_error or "")


def test_a_copy_of_our_own_answer_confirms_it(alice: Player, amazon: Amazon, case: Case) -> None:
    message = sent(alice, "Bonjour,\nelle part ce soir.")
    amazon.copy(MAYA, "Bonjour,\nelle part ce soir.")
    message.refresh_from_db()
    assert message.delivery == Delivery.CONFIRMED
    assert Message.objects.count() == 2


def test_an_answer_to_our_answer_finds_its_discussion(alice: Player, amazon: Amazon, case: Case) -> None:
    message = sent(alice)
    bare = amazon.open_case(Buyer("M", "anotheralias00"), asin="")
    amazon.write(bare, "Merci", subject="Re:", references=[message_id_of(message.pk, amazon.inbound)])
    assert Discussion.objects.get().message_count == 2


def test_without_a_server_it_fails_and_says_what_to_do(alice: Player, case: Case, settings: object) -> None:
    settings.GUICHET_SMTP_URL = None  # type: ignore[attr-defined]
    message = sent(alice)
    assert "GUICHET_SMTP_URL" in (message.delivery_error or "")
