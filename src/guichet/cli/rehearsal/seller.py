"""The sample seller: an account whose stores invoice, with marketplaces activated as a person would."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from guichet.accounts.actions.bootstrap import bootstrap
from guichet.accounts.models import Person, Store
from guichet.accounts.queries.viewer import viewer_of_token
from guichet.accounts.viewer import Viewer
from guichet.cli.rehearsal.cast import Role
from guichet.cli.rehearsal.invoicing import invoice_settings
from guichet.cli.rehearsal.marketplaces import Rehearsal
from guichet.inbox.actions.set_reply_within import set_reply_within
from guichet.invoicing.actions.save_settings import save_settings
from guichet.platforms.deadlines import limit_of
from guichet.sync.activate import activate_channel

ACCOUNT = "Atelier Lumen"
NAME = "Inès Marchand"
EMAIL = "ines@atelier-lumen.example"
# Where a marketplace names no limit, this seller keeps to one.
OWN_HOURS = 24
PASSWORD = "a lamp in every room"  # noqa: S105 - printed on purpose: it opens the rehearsal alone


@dataclass(frozen=True, slots=True)
class Seller:
    """Who signs in, the token of scripts, and the inbound address by marketplace, where it has one."""

    email: str
    password: str
    token: str
    inbound: Mapping[str, str]


def sample_seller(rehearsals: Sequence[Rehearsal]) -> Seller:
    """Make the account with its stores, which may invoice, and activate every rehearsal marketplace."""
    made = [bootstrap(ACCOUNT, store, EMAIL, PASSWORD) for store in _stores(rehearsals)]
    Person.objects.filter(email=EMAIL).update(name=NAME)
    viewer = viewer_of_token(made[-1].token)
    if viewer is None:
        raise RuntimeError("a token that was just made is not known")
    for store in Store.objects.filter(account_id=viewer.account_id):
        save_settings(viewer, store.pk, invoice_settings(store.name))
    inbound = {role.marketplace: _activate(viewer, role) for role in _roles(rehearsals)}
    received = {marketplace: address for marketplace, address in inbound.items() if address}
    return Seller(EMAIL, PASSWORD, made[-1].token, received)


def _stores(rehearsals: Sequence[Rehearsal]) -> list[str]:
    return list(dict.fromkeys(role.store for role in _roles(rehearsals)))


def _roles(rehearsals: Sequence[Rehearsal]) -> list[Role]:
    return [role for rehearsal in rehearsals for role in rehearsal.roles]


def _activate(viewer: Viewer, role: Role) -> str:
    store = Store.objects.get(account_id=viewer.account_id, name=role.store)
    channel = activate_channel(viewer, store.pk, role.marketplace, role.credentials)
    if limit_of(role.marketplace) is None:
        set_reply_within(viewer, channel.pk, OWN_HOURS)
    return channel.inbound_address
