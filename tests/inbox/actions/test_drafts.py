"""What one has typed and not sent."""

from uuid import uuid4

import pytest

from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.accounts.models import Role
from guichet.inbox.actions.reply import ReplyRequest, reply
from guichet.inbox.actions.save_draft import DraftRequest, save_draft
from guichet.inbox.models import Discussion, Draft
from guichet.inbox.queries.drafts import draft_of
from guichet.platforms.words import ParticipantKind
from tests.browser.sample import channel_row
from tests.cast import Company, Player, player
from tests.web.talking import say

pytestmark = pytest.mark.django_db
CUSTOMER = ParticipantKind.CUSTOMER


@pytest.fixture
def talk(lumen: Company) -> Discussion:
    """Camille waits, in the first store."""
    return say(channel_row(lumen.store, "mirakl-leroymerlin"))


def test_one_draft_for_each_person_seen_by_nobody_else(
    alice: Player, lumen: Company, bob: Player, talk: Discussion
) -> None:
    jonas = player(lumen, "Jonas", Role.AGENT)
    for words in ("Bonj", "Bonjour"):
        save_draft(alice.viewer, DraftRequest(talk.pk, words, [CUSTOMER], [uuid4()]))
    save_draft(jonas.viewer, DraftRequest(talk.pk, "Salut"))
    kept = draft_of(alice.viewer, talk.pk)
    assert kept is not None
    assert (kept.body, kept.recipients, len(kept.files)) == ("Bonjour", ["CUSTOMER"], 1)
    assert Draft.objects.count() == 2
    assert draft_of(bob.viewer, talk.pk) is None


def test_it_goes_when_it_is_sent_or_emptied(alice: Player, talk: Discussion) -> None:
    save_draft(alice.viewer, DraftRequest(talk.pk, "Bonjour"))
    assert save_draft(alice.viewer, DraftRequest(talk.pk, "  ")) is None
    assert draft_of(alice.viewer, talk.pk) is None
    save_draft(alice.viewer, DraftRequest(talk.pk, "Bonjour"))
    reply(alice.viewer, ReplyRequest(talk.pk, "Bonjour", [CUSTOMER]))
    assert Draft.objects.count() == 0


def test_a_refused_reply_leaves_it(alice: Player, talk: Discussion) -> None:
    save_draft(alice.viewer, DraftRequest(talk.pk, "<b>Bonjour</b>"))
    with pytest.raises(RefusalError):
        reply(alice.viewer, ReplyRequest(talk.pk, "<b>Bonjour</b>", [CUSTOMER]))
    assert draft_of(alice.viewer, talk.pk) is not None


@pytest.mark.parametrize("name", ["bob", "charlie", "rita"])
def test_who_may_not_answer_there_keeps_none(
    request: pytest.FixtureRequest, talk: Discussion, name: str
) -> None:
    who: Player = request.getfixturevalue(name)
    with pytest.raises(RefusalError) as refusal:
        save_draft(who.viewer, DraftRequest(talk.pk, "Bonjour"))
    assert refusal.value.problems[0].code in (ErrorCode.NOT_FOUND, ErrorCode.FORBIDDEN)
    assert Draft.objects.count() == 0


def test_one_that_lost_its_store_is_out_of_reach(charlie: Player, lumen: Company) -> None:
    there = say(channel_row(lumen.other_store, "mirakl-boulanger"))
    save_draft(charlie.viewer, DraftRequest(there.pk, "Bonjour"))
    charlie.member.stores.set([lumen.store])
    assert draft_of(charlie.viewer, there.pk) is None


def test_it_has_a_size(alice: Player, talk: Discussion) -> None:
    with pytest.raises(RefusalError) as refusal:
        save_draft(alice.viewer, DraftRequest(talk.pk, "a" * 100_001))
    assert refusal.value.problems[0].code is ErrorCode.TOO_LONG
    with pytest.raises(RefusalError) as refusal:
        save_draft(alice.viewer, DraftRequest(talk.pk, "a", (), [uuid4() for _ in range(101)]))
    assert refusal.value.problems[0].code is ErrorCode.TOO_LARGE
