"""What Rakuten cannot carry is refused before it is queued, in words."""

import pytest

from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.inbox.actions.reply import ReplyRequest, reply
from guichet.inbox.models import Discussion, Message
from guichet.platforms.manifest import manifest_of
from guichet.platforms.words import ParticipantKind, Platform
from tests.cast import Company, Player
from tests.linking import talk_on

pytestmark = pytest.mark.django_db
CUSTOMER, MARKETPLACE = ParticipantKind.CUSTOMER, ParticipantKind.MARKETPLACE


def _talk(lumen: Company, platform: Platform, code: str) -> Discussion:
    talk = talk_on(lumen.store, code, platform)
    Discussion.objects.filter(pk=talk.pk).update(recipient_kinds=[CUSTOMER, MARKETPLACE])
    return talk


def _answer(who: Player, talk: Discussion, body: str, *recipients: ParticipantKind) -> None:
    reply(who.viewer, ReplyRequest(talk.pk, body, recipients))


def test_an_answer_to_both_is_refused_where_each_is_a_call_of_its_own(alice: Player, lumen: Company) -> None:
    talk = _talk(lumen, Platform.RAKUTEN_FR, "rakuten-fr")
    with pytest.raises(RefusalError) as refusal:
        _answer(alice, talk, "Bonjour.", CUSTOMER, MARKETPLACE)
    (problem,) = refusal.value.problems
    assert (problem.code, problem.field) == (ErrorCode.INVALID, "recipients")
    assert "not to both at once" in problem.message
    assert not Message.objects.exclude(delivery="RECEIVED").exists()
    _answer(alice, talk, "Bonjour.", CUSTOMER)
    _answer(alice, talk, "Bonjour aussi.", MARKETPLACE)


def test_an_answer_to_both_goes_where_one_call_carries_it(alice: Player, lumen: Company) -> None:
    assert not manifest_of(Platform.FNAC_DARTY).capabilities.one_recipient
    _answer(alice, _talk(lumen, Platform.FNAC_DARTY, "fnac-fr"), "Bonjour.", CUSTOMER, MARKETPLACE)


def test_letters_that_cannot_be_written_there_are_named(alice: Player, lumen: Company) -> None:
    talk = _talk(lumen, Platform.RAKUTEN_FR, "rakuten-fr")
    with pytest.raises(RefusalError) as refusal:
        _answer(alice, talk, "Bonjour 日本, l’œuf est là", CUSTOMER)
    (problem,) = refusal.value.problems
    assert problem.field == "body"
    assert problem.message.endswith(": 日 本")
    _answer(alice, talk, "Bonjour, l’œuf est là", CUSTOMER)
