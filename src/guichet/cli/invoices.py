"""`guichet invoices configure` and `guichet invoices resume`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from guichet.accounts.origin import COMMAND_LINE, origin
from guichet.config.starting import ready

if TYPE_CHECKING:
    from guichet.accounts.errors import RefusalError
    from guichet.accounts.models import Store
    from guichet.accounts.viewer import Viewer

JSON = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("invoices")
def command() -> None:
    """Set how a store invoices."""


@command.command("configure")
@click.option("--store", "store_id", required=True, help="The store's id, as bootstrap and the API give it.")
@click.argument("file", type=JSON)
def configure(store_id: str, file: Path) -> None:
    """Replace the invoice settings of a store by those in FILE.

    FILE holds JSON in the words of the API (`saveInvoiceSettings`). "logo" may name a PNG or JPEG beside it.
    Every mistake is named with its field, and then nothing was changed. Prints the number that comes next.
    """
    data = _read(file)
    logo = data.pop("logo", None)
    with ready(), origin(COMMAND_LINE):
        from guichet.accounts.errors import RefusalError
        from guichet.invoicing.actions.save_settings import save_settings
        from guichet.invoicing.queries.settings import settings_of

        store = _store(store_id)
        viewer = _owner(store)
        try:
            save_settings(viewer, store.pk, data, logo_id=_logo(viewer, file, logo))
        except RefusalError as refusal:
            raise click.ClickException(_sentences(refusal)) from refusal
        saved = settings_of(viewer, store.pk)
        number = saved.next_invoice_number if saved else ""
        click.echo(f"{store.name} is ready to invoice; its next invoice is {number}.")


@command.command("resume")
@click.option("--store", "store_id", required=True, help="The store's id, as bootstrap and the API give it.")
@click.option(
    "--last", multiple=True, metavar="PREFIX=NUMBER", help="The last number given out; one a series."
)
def resume(store_id: str, last: tuple[str, ...]) -> None:
    """Let a store that was restored from a backup number its invoices again.

    Say with --last LU-2026-=123 where a series stood that went on after the backup was made; one that is not
    named goes on from where the backup has it.
    """
    given_out = dict(_standing(text) for text in last)
    with ready(), origin(COMMAND_LINE):
        from guichet.accounts.errors import RefusalError
        from guichet.invoicing.actions.resume_series import resume_series

        store = _store(store_id)
        try:
            series = resume_series(_owner(store), store.pk, given_out)
        except RefusalError as refusal:
            raise click.ClickException(_sentences(refusal)) from refusal
        for row in series:
            click.echo(f"{row.prefix or 'The series without a prefix'}: the next number is {row.last + 1}.")
        click.echo(f"{store.name} numbers its invoices again.")


def _standing(text: str) -> tuple[str, int]:
    prefix, _, number = text.rpartition("=")
    if not number.isdecimal() or "=" not in text:
        raise click.UsageError(f"--last {text} must be PREFIX=NUMBER, such as LU-2026-=123.")
    return prefix, int(number)


def _read(file: Path) -> dict[str, Any]:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, UnicodeDecodeError) as error:
        raise click.ClickException(f"{file} is not JSON in UTF-8: {error}.") from error
    if not isinstance(data, dict):
        raise click.ClickException(f"{file} must hold one JSON object.")
    return data


def _store(store_id: str) -> "Store":
    from guichet.accounts.models import Store
    from guichet.api.ids import Kind, key_of

    key: UUID | None = key_of(Kind.STORE, store_id)
    store = Store.objects.filter(id=key).first() if key else None
    if store is None:
        raise click.ClickException(f"There is no store {store_id}; bootstrap and the API tell the ids.")
    return store


def _owner(store: "Store") -> "Viewer":
    """Whoever has the command line has the machine: they act as an owner of the store's account."""
    from guichet.accounts.models import Member, Role
    from guichet.accounts.queries.viewer import viewer_of_member

    owners = Member.objects.filter(account_id=store.account_id, role=Role.OWNER, sees_all_stores=True)
    owner = owners.select_related("person").order_by("created_at").first()
    if owner is None:
        raise click.ClickException("The account of this store has no owner; run guichet bootstrap first.")
    return viewer_of_member(owner)


def _logo(viewer: "Viewer", file: Path, name: object) -> UUID | None:
    from guichet.inbox.actions.upload import upload

    if name is None:
        return None
    if not isinstance(name, str):
        raise click.ClickException("logo: write the name of a PNG or JPEG file.")
    try:
        with (file.parent / name).open("rb") as stream:
            return upload(viewer, Path(name).name, stream).pk
    except OSError as error:
        raise click.ClickException(f"logo: {name} cannot be read: {error.strerror}.") from error


def _sentences(refusal: "RefusalError") -> str:
    lines = [": ".join(part for part in (one.field, one.message) if part) for one in refusal.problems]
    return "\n".join(["the settings were not saved.", *lines]) if len(lines) > 1 else lines[0]
