"""Backups come by themselves, and prove themselves."""

import logging
import os
import subprocess
import sys

from django.conf import settings

from guichet.jobs.app import job

log = logging.getLogger("guichet.backup")


@job("backup.make", cron="11 2 * * *", queueing_lock="backup.make")
def make(timestamp: int) -> None:
    """Every night, where GUICHET_BACKUP_DIR is set."""
    _run("backup", "--nightly")


@job("backup.drill", cron="29 5 * * 0", queueing_lock="backup.drill")
def drill(timestamp: int) -> None:
    """Every Sunday: the newest is restored into a scratch database."""
    _run("drill")


def _run(*arguments: str) -> None:
    """A process of its own: compressing and hashing gigabytes must not slow the replies of this one.

    It ends with the worker (GUICHET_SUPERVISED), and is made again the next night.
    """
    if settings.GUICHET_BACKUP_DIR is None:
        return
    environment = os.environ | {"GUICHET_SUPERVISED": str(os.getpid())}
    done = subprocess.run(
        [sys.executable, "-m", "guichet", *arguments],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        said = done.stderr.strip().splitlines()[-1:] or ["it ended without a word"]
        log.error("guichet %s failed: %s", arguments[0], said[0])
