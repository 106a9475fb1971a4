"""What the audit keeps, and that nobody changes it."""

import pytest
from django.db import DatabaseError, connection, transaction

from guichet.accounts.audit import record
from guichet.accounts.models import AuditEntry
from guichet.accounts.models.keys import new_id
from guichet.accounts.origin import origin
from guichet.accounts.scope import within
from guichet.config.postgres.role import behind_wall
from tests.audited import entries
from tests.cast import Player


def test_it_says_who_did_what_and_from_where(alice: Player, bob: Player) -> None:
    subject = new_id()
    with origin("203.0.113.7"):
        record(alice.viewer, "view.rename", "view", subject, {"name": "Ästhetik"}, {"name": 'A "b"\n'})
    record(None, "channel.block", "channel", None, account_id=alice.viewer.account_id)
    record(bob.viewer, "view.delete", "view", new_id())

    first, second = entries(alice.viewer.account_id)

    assert (first.number, second.number) == (1, 2)
    assert (first.actor_kind, first.actor_name, first.member_id, first.origin) == (
        "member", alice.viewer.name, alice.viewer.member_id, "203.0.113.7",
    )  # fmt: skip
    assert (first.act, first.subject, first.subject_id) == ("view.rename", "view", subject)
    assert (first.before, first.after) == ({"name": "Ästhetik"}, {"name": 'A "b"\n'})
    assert (second.actor_kind, second.actor_name, second.origin) == ("system", "Guichet", "")
    assert bytes(second.previous) == bytes(first.hash)
    assert [entry.number for entry in entries(bob.viewer.account_id)] == [1]


@pytest.mark.parametrize("how", ["UPDATE audit_entry SET after = '{}'", "DELETE FROM audit_entry"])
def test_nothing_is_changed_or_deleted(alice: Player, how: str) -> None:
    record(alice.viewer, "view.delete", "view", new_id())
    entries(alice.viewer.account_id)

    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        connection.cursor().execute(how)

    assert AuditEntry.objects.filter(after__isnull=True).count() == 1


def test_what_was_taken_back_leaves_no_gap(alice: Player) -> None:
    with transaction.atomic():
        record(alice.viewer, "view.delete", "view", new_id())
        transaction.set_rollback(True)
    record(alice.viewer, "view.rename", "view", new_id())

    assert [(entry.number, entry.act) for entry in entries(alice.viewer.account_id)] == [(1, "view.rename")]


@pytest.mark.parametrize(
    "how",
    [
        "INSERT INTO audit_entry SELECT * FROM audit_entry",
        "UPDATE audit_entry SET after = '{}'",
        "UPDATE audit_head SET number = 0",
        "DELETE FROM audit_head",
        "DELETE FROM audit_pending",
        "TRUNCATE audit_entry",
    ],
)
def test_the_role_of_web_and_workers_may_add_and_no_more(alice: Player, bob: Player, how: str) -> None:
    with behind_wall(), within(alice.viewer.account_id):
        record(alice.viewer, "view.delete", "view", new_id())
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(how)
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            record(bob.viewer, "view.delete", "view", new_id())

    assert len(entries(alice.viewer.account_id)) == 1
