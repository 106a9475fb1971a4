"""Whoever changes the database behind the audit's back is found out."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from guichet.accounts.audit import record
from guichet.accounts.audit_chain import head_of, verify_chain
from guichet.accounts.audit_lines import json_lines
from guichet.accounts.models import AuditEntry
from guichet.accounts.models.keys import new_id
from tests.audited import entries, settle
from tests.cast import Player

COPY = """
INSERT INTO audit_entry SELECT (jsonb_populate_record(e, '{"number": 6, "id":
    "00000000-0000-7000-8000-000000000006"}')).* FROM audit_entry e WHERE number = 5
"""
REHASHED = """
UPDATE audit_entry e SET hash = sha256(previous || convert_to(guichet_audit_form(e), 'UTF8')) WHERE number = 3
"""
SWAPPED = "UPDATE audit_entry SET number = CASE number WHEN 102 THEN 3 ELSE 2 END WHERE number IN (102, 103)"
HEAD_BACK = """
UPDATE audit_head SET number = 4, hash = (SELECT hash FROM audit_entry WHERE number = 4)
"""
# What is done to five entries, and what is said of it.
TAMPERED = {
    "a value": (
        ['UPDATE audit_entry SET after = \'{"role": "reader"}\' WHERE number = 3'],
        "entry 3 was changed",
    ),
    "a name": (["UPDATE audit_entry SET actor_name = 'Bob' WHERE number = 1"], "entry 1 was changed"),
    "its time": (
        ["UPDATE audit_entry SET at = at + interval '1 us' WHERE number = 5"],
        "entry 5 was changed",
    ),
    "hashed anew": (
        ["UPDATE audit_entry SET act = 'a.b' WHERE number = 3", REHASHED],
        "entry 4 does not follow",
    ),
    "swapped": (
        ["UPDATE audit_entry SET number = number + 100 WHERE number IN (2, 3)", SWAPPED],
        "entry 2 was changed",
    ),
    "one in the middle gone": (["DELETE FROM audit_entry WHERE number = 3"], "entry 3 is missing"),
    "the last one gone": (["DELETE FROM audit_entry WHERE number = 5"], "the end is missing"),
    "one more": ([COPY], "entry 6 was changed"),
    "another account's": (
        ["UPDATE audit_entry SET account_id = gen_random_uuid() WHERE number = 3"],
        "entry 3 is missing",
    ),
}


@pytest.fixture
def five(alice: Player) -> UUID:
    """An account with five entries."""
    for role in ("owner", "manager", "agent", "reader"):
        record(
            alice.viewer,
            "member.change",
            "member",
            new_id(),
            {"role": role},
            {"stores": ["é", 1, None, True]},
        )
    record(None, "channel.block", "channel", None, account_id=alice.viewer.account_id)
    settle()
    return alice.viewer.account_id


def _tamper(*statements: str) -> None:
    """As whoever owns the database can."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_stays")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER audit_stays")


@pytest.mark.parametrize("what", TAMPERED)
def test_it_finds_what_was_tampered_with(five: UUID, what: str) -> None:
    assert verify_chain(five).fault is None
    statements, sentence = TAMPERED[what]

    _tamper(*statements)

    assert sentence in (verify_chain(five).fault or "nothing")


def test_an_end_that_was_cut_off_with_its_head_needs_what_was_kept_elsewhere(five: UUID) -> None:
    kept = head_of(five)
    _tamper("DELETE FROM audit_entry WHERE number = 5", HEAD_BACK)

    assert verify_chain(five).fault is None
    assert verify_chain(five, [kept]).fault == "the end is missing: the chain had come to entry 5"

    record(None, "channel.recover", "channel", None, account_id=five)
    settle()
    assert "the chain was written anew" in (verify_chain(five, [kept]).fault or "")


def test_a_chain_that_does_not_grow_is_told(five: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_pending DISABLE TRIGGER audit_chain")
        record(None, "channel.block", "channel", None, account_id=five)
        assert "its trigger is switched off" in (verify_chain(five).fault or "")


def test_an_exported_file_proves_itself(five: UUID) -> None:
    """By the recipe of docs/audit.md alone."""
    lines = list(json_lines(entries(five)))
    proves = _recipe()

    assert len(lines) == 5
    assert proves(lines)
    assert not proves([*lines[:2], lines[2].replace("agent", "owner"), *lines[3:]])
    assert AuditEntry.objects.count() == 5


def _recipe() -> Callable[[list[str]], bool]:
    page = (Path(__file__).parents[2] / "docs/audit.md").read_text(encoding="utf-8")
    known: dict[str, Any] = {}
    exec(page.split("```python\n")[1].split("```")[0], known)  # noqa: S102 - our own page
    proves: Callable[[list[str]], bool] = known["proves"]
    return proves
