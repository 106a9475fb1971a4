"""Runs checks one after the other; one that breaks off says so, and the next ones go on."""

import logging
from collections.abc import Callable, Iterable, Iterator
from enum import Flag, auto
from typing import NamedTuple

from guichet.checks.backup_age import check_backups
from guichet.checks.base_url import check_base_url
from guichet.checks.bucket import check_bucket
from guichet.checks.channels import check_channels
from guichet.checks.clock import check_clock
from guichet.checks.disk import check_disk
from guichet.checks.finding import Finding, mend
from guichet.checks.invariants import check_invariants
from guichet.checks.keys import check_keys
from guichet.checks.mail_in import check_mail_in
from guichet.checks.mail_out import check_mail_out
from guichet.checks.queue import check_queue
from guichet.checks.scanner import check_scanner
from guichet.checks.schema import check_schema, has_schema
from guichet.checks.server import check_server
from guichet.checks.wall import check_wall

log = logging.getLogger("guichet.checks")

Check = Callable[[], Iterator[Finding]]
# They ask nobody outside this machine and its database, and read no channel's row.
QUICK = frozenset({"schema", "disk", "clock", "queue", "backups", "invariants"})


class Needs(Flag):
    """What has to be there for a check to make sense."""

    NOTHING = 0
    DATABASE = auto()
    SCHEMA = auto()


class Named(NamedTuple):
    """A check and what it stands on."""

    name: str
    needs: Needs
    check: Check


CHECKS = (
    Named("database", Needs.DATABASE, lambda: check_server(has_schema())),
    Named("schema", Needs.DATABASE, check_schema),
    Named("wall", Needs.SCHEMA, check_wall),
    Named("disk", Needs.NOTHING, check_disk),
    Named("clock", Needs.DATABASE, check_clock),
    Named("keys", Needs.SCHEMA, check_keys),
    Named("queue", Needs.SCHEMA, check_queue),
    Named("channels", Needs.SCHEMA, check_channels),
    Named("mail_out", Needs.NOTHING, check_mail_out),
    Named("mail_in", Needs.SCHEMA, check_mail_in),
    Named("base_url", Needs.NOTHING, check_base_url),
    Named("bucket", Needs.NOTHING, check_bucket),
    Named("scanner", Needs.NOTHING, check_scanner),
    Named("backups", Needs.SCHEMA, check_backups),
    Named("invariants", Needs.SCHEMA, check_invariants),
)


def run(checks: Iterable[Named] = CHECKS, has: Needs = Needs.DATABASE | Needs.SCHEMA) -> Iterator[Finding]:
    """The findings of the checks that make sense with what is there."""
    for one in checks:
        if one.needs in has or one.needs is Needs.NOTHING:
            yield from _guarded(one)


def quick() -> list[Finding]:
    """What a page may ask while somebody waits."""
    return list(run(one for one in CHECKS if one.name in QUICK))


def _guarded(one: Named) -> Iterator[Finding]:
    try:
        yield from one.check()
    except Exception as error:
        # By its kind alone: the words of an error may hold a secret.
        log.exception("the check %s broke off", one.name)
        yield mend(one.name, f"This check broke off ({type(error).__name__}): the log says where.")
