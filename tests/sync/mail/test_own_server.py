"""A marketplace may have an outgoing mail server of its own."""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings

from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.accounts.models import Channel
from guichet.accounts.sealing import unseal
from guichet.inbox.actions.reply import ReplyRequest, reply
from guichet.inbox.models import Delivery, Discussion, Message
from guichet.platforms.words import ParticipantKind
from guichet.sync.activate import activate_channel, update_channel
from guichet.sync.deliver import deliver
from guichet.sync.health import State, health_of
from sandbox.amazon import Buyer
from sandbox.mail import MailPeer, RunningPeer, listen
from tests.cast import Company, Player
from tests.sync.mail.conftest import SENDER, Amazon

pytestmark = pytest.mark.django_db
ORDER = "404-5550199-5550199"
WORD = "s3cret"


@pytest.fixture
def theirs() -> Iterator[RunningPeer]:
    """The seller's own server, with a password."""
    peer = MailPeer()
    peer.users = {"shop": WORD}
    with listen(peer) as running:
        yield running


@pytest.fixture
def own(
    theirs: RunningPeer, settings: LazySettings, alice: Player, mail_channel: Channel, amazon: Amazon
) -> Channel:
    settings.GUICHET_ALLOW_PRIVATE_HOSTS = True
    theirs.peer.judge = amazon.judge
    update_channel(alice.viewer, mail_channel.pk, None, {"smtpUrl": url(theirs)})
    mail_channel.refresh_from_db()
    return mail_channel


def url(peer: RunningPeer, word: str = WORD) -> str:
    return f"smtp://shop:{word}@{peer.host}:{peer.port}"


def answered(alice: Player, amazon: Amazon) -> Message:
    amazon.write(amazon.open_case(Buyer("Maya", "p7qz4m1xk9d2bvt"), order_id=ORDER), "Bonjour")
    request = ReplyRequest(Discussion.objects.get().pk, "Oui", [ParticipantKind.CUSTOMER])
    message = reply(alice.viewer, request)
    deliver(message.pk)
    message.refresh_from_db()
    return message


def test_its_answers_leave_by_it(
    own: Channel, alice: Player, amazon: Amazon, theirs: RunningPeer, outgoing: RunningPeer
) -> None:
    assert theirs.peer.signed_in == ["shop"]
    message = answered(alice, amazon)
    assert message.delivery == Delivery.SENT
    assert (len(theirs.peer.received), len(outgoing.peer.received)) == (1, 0)
    assert amazon.answers[0]["From"] == SENDER


def test_without_a_server_of_the_installation_too(
    own: Channel, alice: Player, amazon: Amazon, settings: LazySettings
) -> None:
    settings.GUICHET_SMTP_URL = None
    assert answered(alice, amazon).delivery == Delivery.SENT


def test_a_password_that_no_longer_works_fails_the_reply_and_blocks(
    own: Channel, alice: Player, amazon: Amazon, theirs: RunningPeer
) -> None:
    theirs.peer.users = {"shop": "changed"}
    message = answered(alice, amazon)
    own.refresh_from_db()
    assert (message.delivery, health_of(own).state) == (Delivery.FAILED, State.BLOCKED)
    assert "password" in (health_of(own).message or "")
    assert WORD not in f"{message.delivery_error}{health_of(own).message}"
    assert theirs.peer.received == []


def refused(alice: Player, lumen: Company, address: str) -> tuple[str, str]:
    given = {"senderEmail": "other@lumen.example", "smtpUrl": address}
    with pytest.raises(RefusalError) as found:
        activate_channel(alice.viewer, lumen.store.pk, "amazon-fr", given)
    (problem,) = found.value.problems
    assert WORD not in problem.message
    assert Channel.objects.count() == 1
    return problem.code, problem.message


def test_activation_signs_in_and_sends_nothing(
    alice: Player, lumen: Company, theirs: RunningPeer, mail_channel: Channel, settings: LazySettings
) -> None:
    settings.GUICHET_ALLOW_PRIVATE_HOSTS = True
    code, why = refused(alice, lumen, url(theirs, "wrong"))
    assert (code, "password" in why) == (ErrorCode.CREDENTIALS_REFUSED, True)
    assert refused(alice, lumen, "smtp://shop:x@127.0.0.1:1")[0] == ErrorCode.UNREACHABLE
    code, why = refused(alice, lumen, f"http://shop:{WORD}@mail.example.com")
    assert (code, "smtp://" in why) == (ErrorCode.CREDENTIALS_REFUSED, True)
    assert theirs.peer.received == []


def test_a_server_inside_our_network_is_not_called(
    alice: Player, lumen: Company, theirs: RunningPeer, mail_channel: Channel, settings: LazySettings
) -> None:
    settings.GUICHET_ALLOW_PRIVATE_HOSTS = False
    code, why = refused(alice, lumen, url(theirs))
    assert (code, "private" in why) == (ErrorCode.UNREACHABLE, True)
    assert theirs.peer.signed_in == []


def test_the_address_is_sealed(own: Channel) -> None:
    assert WORD.encode() not in bytes(own.credentials)
    assert WORD in unseal(bytes(own.credentials))["smtpUrl"]
