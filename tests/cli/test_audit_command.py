"""`guichet audit`, in the test's own database."""

import json
from contextlib import nullcontext

import pytest
from click.testing import CliRunner, Result
from django.db import connection

from guichet.accounts.audit import record
from guichet.cli import audit
from tests.audited import settle
from tests.cast import Company, Player


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "ready", nullcontext)


def _run(*words: str) -> Result:
    return CliRunner().invoke(audit.command, words)


def test_verify_head_and_export(alice: Player, bob: Player, lumen: Company) -> None:
    for role in ("agent", "reader"):
        record(alice.viewer, "member.change", "member", alice.member.pk, None, {"role": role})
    settle()

    head = _run("head", "--account", lumen.account.name).output.split("\t")[0]
    verified = _run("verify", "--account", lumen.account.name, "--expect", head)
    assert (verified.exit_code, verified.output) == (0, f"{lumen.account.name}: holds, to {head}\n")
    lines = [json.loads(line) for line in _run("export", "--since", "2026-01-01").output.splitlines()]
    assert [line["after"] for line in lines] == [{"role": "agent"}, {"role": "reader"}]
    assert f"{lines[-1]['number']}:{lines[-1]['hash']}" == head
    assert _run("export", "--since", "2999-01-01").output == ""

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_stays")
        cursor.execute("""UPDATE audit_entry SET after = '{"role": "owner"}' WHERE number = 2""")
    broken = _run("verify")
    assert broken.exit_code == 1
    assert f"{lumen.account.name}: BROKEN: entry 2 was changed after it was written" in broken.output
    assert "Elsewhere: holds" in broken.output


@pytest.mark.parametrize("words", [("--expect", "1:aa"), ("--account", "X", "--expect", "nonsense")])
def test_wrong_usage(words: tuple[str, ...], db: None) -> None:
    assert _run("verify", *words).exit_code == 2
