"""The sample seller: an account with a store, whose marketplaces are activated as a person would."""

from collections.abc import Sequence
from dataclasses import dataclass

from guichet.accounts.actions.bootstrap import bootstrap
from guichet.accounts.models import Person, Store
from guichet.accounts.queries.viewer import viewer_of_token
from guichet.accounts.viewer import Viewer
from guichet.cli.rehearsal.cast import Role
from guichet.cli.rehearsal.marketplaces import Rehearsal
from guichet.sync.activate import activate_channel

ACCOUNT = "Atelier Lumen"
NAME = "Inès Marchand"
EMAIL = "ines@atelier-lumen.example"
PASSWORD = "a lamp in every room"  # noqa: S105 - printed on purpose: it opens the rehearsal alone


@dataclass(frozen=True, slots=True)
class Seller:
    """Who signs in, and the token of scripts."""

    email: str
    password: str
    token: str


def sample_seller(rehearsals: Sequence[Rehearsal]) -> Seller:
    """Make the account with its stores and activate every rehearsal marketplace."""
    made = [bootstrap(ACCOUNT, store, EMAIL, PASSWORD) for store in _stores(rehearsals)]
    Person.objects.filter(email=EMAIL).update(name=NAME)
    viewer = viewer_of_token(made[-1].token)
    if viewer is None:
        raise RuntimeError("a token that was just made is not known")
    for role in _roles(rehearsals):
        _activate(viewer, role)
    return Seller(EMAIL, PASSWORD, made[-1].token)


def _stores(rehearsals: Sequence[Rehearsal]) -> list[str]:
    return list(dict.fromkeys(role.store for role in _roles(rehearsals)))


def _roles(rehearsals: Sequence[Rehearsal]) -> list[Role]:
    return [role for rehearsal in rehearsals for role in rehearsal.roles]


def _activate(viewer: Viewer, role: Role) -> None:
    store = Store.objects.get(account_id=viewer.account_id, name=role.store)
    activate_channel(viewer, store.pk, role.marketplace, role.credentials)
