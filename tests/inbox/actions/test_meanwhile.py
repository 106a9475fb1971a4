"""Two people who answer the same message, one after the other and at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connections
from django.utils import timezone

from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.accounts.models import Role
from guichet.accounts.viewer import Viewer
from guichet.inbox.actions.reply import ReplyRequest, reply
from guichet.inbox.models import Delivery, Discussion, Message
from guichet.platforms.words import ParticipantKind
from tests.browser.sample import channel_row
from tests.cast import Company, Player, player
from tests.web.talking import answered, say

CUSTOMER = ParticipantKind.CUSTOMER


@pytest.fixture
def talk(lumen: Company) -> Discussion:
    """Camille waits."""
    return say(channel_row(lumen.store, "mirakl-leroymerlin"))


def _asked(talk: Discussion, body: str = "Bonjour") -> ReplyRequest:
    return ReplyRequest(talk.pk, body, [CUSTOMER], seen_message_id=talk.messages.latest("id").pk)


def _conflict(viewer: Viewer, request: ReplyRequest) -> str:
    with pytest.raises(RefusalError) as refusal:
        reply(viewer, request)
    (problem,) = refusal.value.problems
    assert (problem.code, problem.field) == (ErrorCode.CONFLICT, "lastSeenMessageId")
    return problem.message


@pytest.mark.django_db
def test_the_second_is_told_who_answered_and_may_insist(
    alice: Player, lumen: Company, talk: Discussion
) -> None:
    jonas = player(lumen, "Jonas", Role.AGENT)
    seen_by_alice = _asked(talk, "De Alice")
    first = reply(jonas.viewer, _asked(talk, "De Jonas"))
    assert "Jonas answered at" in _conflict(alice.viewer, seen_by_alice)
    assert talk.messages.exclude(delivery=Delivery.RECEIVED).count() == 1
    again = reply(alice.viewer, replace(seen_by_alice, seen_message_id=first.pk))
    assert again.body == "De Alice"


@pytest.mark.django_db
def test_ones_own_answer_in_another_tab_counts_too(alice: Player, talk: Discussion) -> None:
    other_tab = _asked(talk, "Encore")
    reply(alice.viewer, _asked(talk))
    assert "You answered this discussion yourself" in _conflict(alice.viewer, other_tab)


@pytest.mark.django_db
def test_what_a_customer_or_a_longer_import_brings_does_not_stand_in_the_way(
    alice: Player, talk: Discussion
) -> None:
    request = _asked(talk)
    Message.objects.create(
        account_id=talk.account_id, discussion=talk, author_kind="CUSTOMER", body="Alors ?",
        sent_at=timezone.now(),
    )  # fmt: skip
    old = answered(talk, Delivery.CONFIRMED)
    Message.objects.filter(pk=old.pk).update(sent_at=timezone.now() - timedelta(days=200))
    assert reply(alice.viewer, request).body == "Bonjour"


@pytest.mark.django_db
def test_the_same_request_again_is_still_one_reply(alice: Player, talk: Discussion) -> None:
    request = replace(_asked(talk), idempotency_key="k")
    assert reply(alice.viewer, request).pk == reply(alice.viewer, request).pk


@pytest.mark.django_db
def test_a_seen_message_that_was_taken_back_hides_nothing(
    alice: Player, lumen: Company, talk: Discussion
) -> None:
    mine = answered(talk, Delivery.QUEUED)
    request = _asked(talk)
    mine.delete()
    reply(player(lumen, "Jonas", Role.AGENT).viewer, replace(request, body="De Jonas"))
    assert "Jonas" in _conflict(alice.viewer, request)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(3))
def test_at_the_same_moment_one_goes_and_one_is_told(
    alice: Player, lumen: Company, talk: Discussion, _round: int
) -> None:
    jonas = player(lumen, "Jonas", Role.AGENT)
    seen, both = talk.messages.latest("id").pk, Barrier(2)

    def answer(viewer: Viewer) -> UUID | str:
        try:
            both.wait(30)
            return reply(viewer, ReplyRequest(talk.pk, viewer.name, [CUSTOMER], seen_message_id=seen)).pk
        except RefusalError as refusal:
            return refusal.problems[0].message
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(answer, (alice.viewer, jonas.viewer)))
    winner = talk.messages.get(delivery=Delivery.QUEUED)
    assert winner.pk in outcomes
    (told,) = (outcome for outcome in outcomes if isinstance(outcome, str))
    assert told.startswith(f"{winner.author_name} answered at")
