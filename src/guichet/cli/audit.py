"""`guichet audit`: verify, head and export."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from guichet.config.starting import ready

if TYPE_CHECKING:
    from guichet.accounts.audit_chain import Link
    from guichet.accounts.models import Account

ACCOUNT = click.option("--account", "name", help="The account's name; without it, all accounts.")


@click.group("audit")
def command() -> None:
    """Who did what: prove that nobody changed the record of it, and export it."""


@command.command("verify")
@ACCOUNT
@click.option("--expect", multiple=True, metavar="NUMBER:HASH", help="As `guichet audit head` printed it.")
def verify(name: str | None, expect: tuple[str, ...]) -> None:
    """Walk every chain from its first entry, a line an account; exit 1 when one does not hold.

    Who can write to the database can also cut off the end of a chain. Keep what `guichet audit head` prints
    outside of the machine, and give it back with --expect together with --account.
    """
    expected = [_link(text) for text in expect]
    if expected and name is None:
        raise click.UsageError("--expect belongs to one account: name it with --account.")
    with ready():
        from guichet.accounts.audit_chain import verify_chain

        verdicts = [(account, verify_chain(account.pk, expected)) for account in _accounts(name)]
    for account, verdict in verdicts:
        said = f"holds, to {verdict.end}" if verdict.fault is None else f"BROKEN: {verdict.fault}"
        click.echo(f"{account.name}: {said}")
    if any(verdict.fault is not None for _account, verdict in verdicts):
        raise click.ClickException("the audit was tampered with; compare with an export or a backup.")


@command.command("head")
@ACCOUNT
def head(name: str | None) -> None:
    """Print the last entry of each chain, to be kept outside: NUMBER:HASH, a tab, and the account."""
    with ready():
        from guichet.accounts.audit_chain import head_of

        for account in _accounts(name):
            click.echo(f"{head_of(account.pk)}\t{account.name}")


@command.command("export")
@ACCOUNT
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="A day; entries from its start (UTC) on.")
def export(name: str | None, since: datetime | None) -> None:
    """Print entries as JSON lines, the oldest first."""
    start = None if since is None else since.replace(tzinfo=UTC)
    with ready():
        from guichet.accounts.audit_lines import json_lines
        from guichet.accounts.models import AuditEntry
        from guichet.accounts.queries.audit import in_order

        for account in _accounts(name):
            rows = AuditEntry.objects.filter(account_id=account.pk)
            rows = rows if start is None else rows.filter(at__gte=start)
            for line in json_lines(in_order(account.pk, rows)):
                click.echo(line, nl=False)


def _accounts(name: str | None) -> "Iterable[Account]":
    from guichet.accounts.models import Account

    if name is None:
        return Account.objects.order_by("name")
    account = Account.objects.filter(name=name).first()
    if account is None:
        raise click.ClickException(f"There is no account {name}; give the name that bootstrap was given.")
    return [account]


def _link(text: str) -> "Link":
    from guichet.accounts.audit_chain import parse_link

    try:
        return parse_link(text)
    except ValueError as error:
        sentence = f"--expect {text} is no NUMBER:HASH as `guichet audit head` prints it."
        raise click.UsageError(sentence) from error
