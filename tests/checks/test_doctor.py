"""The doctor is green on a fresh installation, and red with the right sentence for each planted fault."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from guichet.accounts.scope import everywhere
from guichet.checks.finding import Finding, Level
from guichet.checks.run import run
from tests.cast import Company
from tests.checks import planted
from tests.checks.planted import Ill

FAULTS: list[tuple[Callable[[Ill], None], str, str]] = [
    (planted.old_server, "database", "upgrade the server"),
    (planted.no_extension, "extensions", "CREATE EXTENSION unaccent"),
    (planted.behind, "schema", "run `guichet migrate`"),
    (planted.ahead, "schema", "install that version again"),
    (planted.no_wall, "wall", "run `guichet migrate` as a user that may create roles"),
    (planted.full_disk, "disk", "make room"),
    (planted.no_files, "files", "give it back to the user of Guichet"),
    (planted.wrong_clock, "clock", "40 s ahead of the database's"),
    (planted.other_keys, "keys", "put back the key that was in use"),
    (planted.no_worker, "queue", "waited for up to 60 min: start `guichet worker`"),
    (planted.stuck, "queue", "restart the workers"),
    (planted.blocked, "channels", "The key is refused; enter it again."),
    (planted.silent, "channels", "1 channels have not been read for three intervals"),
    (planted.no_way_out, "mail_out", "check GUICHET_SMTP_URL"),
    (planted.no_mail_domain, "mail_in", "set GUICHET_MAIL_DOMAIN"),
    (planted.no_door, "mail_in", "start `guichet mail`"),
    (planted.other_door, "mail_in", "choose another port"),
    (planted.no_mailbox, "mail_in", "check GUICHET_IMAP_URL"),
    (planted.other_site, "base_url", "correct the address"),
    (planted.base_url_with_path, "base_url", "scheme and host alone"),
    (planted.no_bucket, "bucket", "check its address"),
    (planted.no_scanner, "scanner", "start clamd"),
    (planted.no_backup, "backups", "older than two days"),
]


@pytest.fixture(scope="module", autouse=True)
def _stranger() -> Iterator[None]:
    with planted.a_stranger():
        yield


def faults() -> list[Finding]:
    """What the doctor would end with 1 for."""
    with everywhere("the doctor looks at the whole installation"):
        return [finding for finding in run() if finding.level is Level.MEND]


def test_a_fresh_installation_has_nothing_to_mend(lumen: Company) -> None:
    assert faults() == []


@pytest.mark.parametrize(("plant", "check", "sentence"), FAULTS, ids=lambda one: getattr(one, "__name__", ""))
def test_a_planted_fault_is_named_with_its_cure(
    plant: Callable[[Ill], None], check: str, sentence: str, lumen: Company, settings: Any,
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:  # fmt: skip
    with everywhere("the fault is planted in the whole installation"):
        plant(Ill(lumen, settings, monkeypatch, tmp_path))
    found = faults()
    assert [one.check for one in found] == [check], found
    assert sentence in found[0].sentence
    assert "secret" not in found[0].sentence


def doctor(folder: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    """The command itself, in a data folder of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GUICHET_")}
    return subprocess.run(
        [sys.executable, "-m", "guichet", "doctor", "--json"],
        env=environment | {"GUICHET_DATA_DIR": str(folder)} | variables,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("variables", "code", "check", "sentence"),
    [
        ({}, 0, "database", "`guichet serve` or `guichet bootstrap` begins"),
        ({"GUICHET_SYNC_INTERVAL": "often"}, 1, "environment", "GUICHET_SYNC_INTERVAL=often"),
        ({"GUICHET_DATABASE_URL": "postgresql://u:secret@127.0.0.1:9/g"}, 1, "database", "does not answer"),
    ],
)
def test_the_command_speaks_to_machines(
    variables: dict[str, str], code: int, check: str, sentence: str, tmp_path: Path
) -> None:
    done = doctor(tmp_path, **variables)
    told = json.loads(done.stdout)
    first = told["findings"][0]
    assert (done.returncode, told["ok"], first["check"]) == (code, code == 0, check)
    assert sentence in first["sentence"]
    assert "secret" not in done.stdout + done.stderr
    assert not (tmp_path / "postgres").exists()
