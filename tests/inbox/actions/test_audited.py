"""What the audit says of what people do in the inbox, and what it never says."""

import json

import pytest

from guichet.accounts.models import AuditEntry, Channel
from guichet.inbox.actions.cancel_message import cancel_message
from guichet.inbox.actions.change_many import change_many
from guichet.inbox.actions.delete_view import delete_view
from guichet.inbox.actions.reply import ReplyRequest, reply
from guichet.inbox.actions.save_view import save_view
from guichet.inbox.actions.set_read import set_read
from guichet.inbox.actions.set_status import set_status
from guichet.inbox.actions.undo_bulk import undo_bulk
from guichet.inbox.actions.waive_answer import waive_answer
from guichet.inbox.bulk_change import to_status
from guichet.inbox.models import Discussion, DiscussionStatus
from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.platforms.words import ParticipantKind
from guichet.sync.health import block, note_failure
from tests.audited import entries
from tests.browser.sample import channel_row
from tests.cast import Company, Player
from tests.web.talking import BODY, CAMILLE, say

SOLVED, OPEN = DiscussionStatus.SOLVED, DiscussionStatus.OPEN
WORDS = "Nous vous renvoyons un globe neuf dès demain."


@pytest.fixture
def leroy(lumen: Company) -> Channel:
    """One channel of Alice's first store."""
    return channel_row(lumen.store, "mirakl-leroymerlin")


@pytest.fixture
def talk(leroy: Channel) -> Discussion:
    """Camille's."""
    return say(leroy)


def acts(who: Player) -> list[str]:
    """What was done, in order."""
    return [entry.act for entry in entries(who.viewer.account_id)]


def last(who: Player) -> AuditEntry:
    """What was done last."""
    return entries(who.viewer.account_id)[-1]


def test_an_answer_without_its_words(alice: Player, talk: Discussion) -> None:
    request = ReplyRequest(talk.pk, WORDS, [ParticipantKind.CUSTOMER], then_status=SOLVED)
    message = reply(alice.viewer, request)

    said = last(alice)
    assert (said.act, said.subject_id, said.before) == ("message.reply", message.pk, {"status": "OPEN"})
    assert said.after == {
        "discussion": str(talk.pk), "recipients": ["CUSTOMER"], "length": len(WORDS), "files": 0,
        "status": "SOLVED",
    }  # fmt: skip
    cancel_message(alice.viewer, message.pk)
    assert acts(alice) == ["message.reply", "message.cancel"]
    whole = json.dumps(list(AuditEntry.objects.values("before", "after")))
    assert not [word for word in (WORDS, BODY, CAMILLE.name, CAMILLE.email) if str(word) in whole]


def test_one_status_and_many(alice: Player, leroy: Channel, talk: Discussion) -> None:
    other, same = say(leroy, "T2"), say(leroy, "T3")
    set_status(alice.viewer, [same.pk], SOLVED)
    one = last(alice)
    assert (one.subject_id, one.before, one.after) == (same.pk, {"value": "OPEN"}, {"value": "SOLVED"})

    set_status(alice.viewer, [talk.pk, other.pk, same.pk], SOLVED)
    many = last(alice)
    assert many.subject_id is None
    assert many.before == {"OPEN": [str(talk.pk), str(other.pk)]}
    assert many.after == {"value": "SOLVED", "count": 2}

    set_status(alice.viewer, [talk.pk, other.pk, same.pk], SOLVED)
    assert len(acts(alice)) == 2, "nothing changed"


def test_a_change_of_many_and_taking_it_back(alice: Player, leroy: Channel, talk: Discussion) -> None:
    other = say(leroy, "T2")
    act = change_many(alice.viewer, [talk.pk, other.pk], to_status(SOLVED))
    undo_bulk(alice.viewer, act.pk)

    first, second = entries(alice.viewer.account_id)
    assert (first.act, first.subject_id) == ("discussion.set_status", act.pk)
    assert first.before == {"OPEN": [str(talk.pk), str(other.pk)]}
    assert first.after == {"value": "SOLVED", "count": 2, "state": "DONE"}
    assert (second.act, second.subject_id, second.after) == (
        "bulk_act.undo", act.pk, {"value": "SOLVED", "count": 2, "state": "UNDONE"},
    )  # fmt: skip


def test_read_marks_clocks_and_views(alice: Player, talk: Discussion) -> None:
    for _twice in range(2):
        set_read(alice.viewer, [talk.pk], is_read=True)
        waive_answer(alice.viewer, [talk.pk], waived=True)
    view = save_view(alice.viewer, "Verre", DiscussionFilter(text="Camille"))
    delete_view(alice.viewer, view.pk)

    assert acts(alice) == ["discussion.set_read", "discussion.waive_answer", "view.create", "view.delete"]
    assert "Camille" not in json.dumps([entry.after for entry in entries(alice.viewer.account_id)])


def test_what_guichet_does_by_itself(alice: Player, leroy: Channel) -> None:
    for _time in range(3):
        note_failure(leroy, "It does not answer.", None)
        leroy.refresh_from_db()
    block(leroy, "The key is refused.")
    block(leroy, "The key is refused.")

    assert acts(alice) == ["channel.degrade", "channel.block"]
    assert (last(alice).actor_kind, last(alice).member_id) == ("system", None)
    assert (last(alice).before, last(alice).after) == ({"health": "DEGRADED"}, {"health": "BLOCKED"})
