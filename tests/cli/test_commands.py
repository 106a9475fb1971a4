"""The command line: one sentence on stderr, and the right exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMANDS = (
    "backup", "bootstrap", "demo", "doctor", "drill", "invoices", "migrate", "replay", "restore", "schema",
    "serve", "web", "worker",
)  # fmt: skip
FIRST = ["bootstrap", "--account", "A", "--store", "S", "--email", "e@example.com", "--password"]


def guichet(*arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run one command with the test database's server."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GUICHET_")}
    return subprocess.run(
        [sys.executable, "-m", "guichet", *arguments],
        env=environment | variables, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    done = guichet(name, "--help")
    assert done.returncode == 0
    assert "Usage:" in done.stdout


def test_wrong_usage_exits_with_2() -> None:
    assert guichet("bootstrap").returncode == 2
    assert guichet("no-such-command").returncode == 2


def test_a_wrong_variable_is_one_sentence(tmp_path: Path) -> None:
    done = guichet("migrate", GUICHET_DATA_DIR=str(tmp_path), GUICHET_SYNC_INTERVAL="often")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "GUICHET_SYNC_INTERVAL" in done.stderr


def test_an_unreachable_database_is_one_sentence(tmp_path: Path) -> None:
    url = "postgresql://guichet@127.0.0.1:9/guichet?connect_timeout=2"
    done = guichet("migrate", GUICHET_DATA_DIR=str(tmp_path), GUICHET_DATABASE_URL=url)
    assert done.returncode == 1
    assert done.stderr.startswith("guichet: The database does not answer")
    assert done.stderr.count("\n") == 1


def test_bootstrap_works_without_a_server_and_again(data_folder: Path) -> None:
    first = json.loads(guichet(*FIRST, "a long password", GUICHET_DATA_DIR=str(data_folder)).stdout)
    again = json.loads(guichet(*FIRST, "a long password", GUICHET_DATA_DIR=str(data_folder)).stdout)
    assert set(first) == {"accountId", "storeId", "token"}
    assert (again["accountId"], again["storeId"]) == (first["accountId"], first["storeId"])
    other = [*FIRST[:5], "--email", "new@example.com", "--password", "x"]
    refused = guichet(*other, GUICHET_DATA_DIR=str(data_folder))
    assert refused.returncode == 1
    done = guichet("doctor", GUICHET_DATA_DIR=str(data_folder))
    assert done.returncode == 0, done.stdout
    assert not (data_folder / "postgres" / "postmaster.pid").exists()
