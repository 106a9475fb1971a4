"""The clock of conversations by mail: what starts it, what stops it, and where it goes on."""

from datetime import UTC, datetime, timedelta

import pytest

from guichet.accounts.models import Channel
from guichet.inbox.actions.reply import ReplyRequest, reply
from guichet.inbox.actions.waive_answer import waive_answer
from guichet.inbox.models import Delivery, Discussion, Message
from guichet.platforms.words import ParticipantKind
from guichet.sync.deliver import deliver
from sandbox.amazon import Buyer, Case
from sandbox.amazon.mails import copy_mail
from tests.cast import Player
from tests.sync.mail.conftest import Amazon

pytestmark = pytest.mark.django_db
MAYA = Buyer("Maya", "p7qz4m1xk9d2bvt")
ORDER = "404-5550199-5550199"
NOW = datetime.now(UTC).replace(microsecond=0)
HOUR = timedelta(hours=1)


@pytest.fixture
def case(amazon: Amazon) -> Case:
    """Maya has waited for five hours."""
    asked = amazon.open_case(MAYA, order_id=ORDER)
    amazon.write(asked, "Où est ma lampe ?", at=NOW - 5 * HOUR)
    return asked


def clock() -> tuple[datetime | None, datetime | None]:
    row = Discussion.objects.get()
    return row.needs_reply_since, row.reply_due_at


def since(hours: int) -> tuple[datetime, datetime]:
    """The clock that started so many hours ago."""
    return NOW - hours * HOUR, NOW + (24 - hours) * HOUR


def sent(alice: Player, body: str = "Elle part ce soir.") -> Message:
    row = Discussion.objects.get()
    message = reply(alice.viewer, ReplyRequest(row.pk, body, [ParticipantKind.CUSTOMER]))
    deliver(message.pk)
    message.refresh_from_db()
    assert message.delivery == Delivery.SENT
    return message


def test_a_reply_stops_it_and_its_bounce_lets_it_go_on_from_the_same_moment(
    alice: Player, amazon: Amazon, case: Case
) -> None:
    assert clock() == since(5)
    amazon.write(case, "Alors ?", at=NOW - 2 * HOUR)
    assert clock() == since(5)
    sent(alice)
    assert clock() == (None, None)
    Discussion.objects.update(is_read=True)
    amazon.bounce(amazon.answers[0])
    assert clock() == since(5)
    assert not Discussion.objects.get().is_read


def test_what_was_written_since_does_not_make_it_younger(alice: Player, amazon: Amazon, case: Case) -> None:
    sent(alice)
    amazon.write(case, "Merci, et la facture ?", at=NOW)
    assert clock() == since(0)
    amazon.bounce(amazon.answers[0])
    assert clock() == since(5)


def test_another_answer_that_arrived_keeps_it_still(alice: Player, amazon: Amazon, case: Case) -> None:
    sent(alice, "Un instant.")
    sent(alice, "Elle part ce soir.")
    first, second = amazon.answers
    amazon.bounce(first)
    assert clock() == (None, None)
    amazon.bounce(second)
    assert clock() == since(5)


def test_a_second_answer_that_fails_leaves_the_first_one(alice: Player, amazon: Amazon, case: Case) -> None:
    sent(alice, "Un instant.")
    sent(alice, "Elle part ce soir.")
    Discussion.objects.update(is_read=True)
    amazon.bounce(amazon.answers[1])
    assert clock() == (None, None)
    assert not Discussion.objects.get().is_read


def test_a_failure_before_it_left_never_stopped_it(alice: Player, amazon: Amazon, case: Case) -> None:
    row = Discussion.objects.get()
    message = reply(alice.viewer, ReplyRequest(row.pk, "Bonjour", [ParticipantKind.CUSTOMER]))
    assert clock() == since(5)
    Channel.objects.update(is_enabled=False)
    deliver(message.pk)
    message.refresh_from_db()
    assert (message.delivery, clock()) == (Delivery.FAILED, since(5))


def test_a_notice_neither_starts_nor_stops_it(amazon: Amazon) -> None:
    amazon.notify("RETURN_REQUEST", ORDER, "Un client souhaite retourner un article.")
    assert clock() == (None, None)
    amazon.write(amazon.open_case(MAYA, order_id=ORDER), "Comment faire ?", at=NOW - HOUR)
    amazon.notify("REFUND_ISSUED", ORDER, "Remboursement effectué.")
    assert clock() == since(1)


def test_a_late_mail_is_counted_from_when_it_was_written(amazon: Amazon, case: Case) -> None:
    amazon.write(case, "Un premier mail, en retard.", at=NOW - 9 * HOUR)
    assert clock() == since(9)


def test_what_is_waived_stays_waived_until_somebody_writes(alice: Player, amazon: Amazon, case: Case) -> None:
    key = Discussion.objects.get().pk
    waive_answer(alice.viewer, [key], waived=True)
    amazon.notify("REFUND_ISSUED", ORDER, "Remboursement effectué.")
    assert clock() == (None, None)
    assert Discussion.objects.get().waived_since == NOW - 5 * HOUR
    amazon.write(case, "Merci, et la facture ?", at=NOW)
    assert clock() == since(0)


def test_a_mail_that_was_on_its_way_while_it_was_waived_starts_it(
    alice: Player, amazon: Amazon, case: Case
) -> None:
    waive_answer(alice.viewer, [Discussion.objects.get().pk], waived=True)
    amazon.write(case, "Encore une question.", at=NOW - HOUR)
    assert clock() == since(1)


def test_an_answer_to_what_was_waived_that_fails_starts_it(alice: Player, amazon: Amazon, case: Case) -> None:
    waive_answer(alice.viewer, [Discussion.objects.get().pk], waived=True)
    sent(alice)
    assert clock() == (None, None)
    waive_answer(alice.viewer, [Discussion.objects.get().pk], waived=False)
    assert clock() == (None, None)
    amazon.bounce(amazon.answers[0])
    assert clock() == since(5)


def test_a_copy_answers_what_was_written_before_it(amazon: Amazon, case: Case) -> None:
    """Amazon's copy of an answer may come after the buyer's next mail."""
    for hours in (2, 1):
        amazon.write(case, f"Et la facture {hours} ?", at=NOW - hours * HOUR)
    assert clock() == since(5)
    copy = copy_mail(amazon.inbound, MAYA.name, "Elle est partie.", NOW - 3 * HOUR, "copy-late")
    amazon.deliver(copy, "amazon.com")
    assert clock() == since(2)
