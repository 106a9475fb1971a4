"""The named cast: Alice owns, Charlie sees one store, Rita reads, Bob is somewhere else."""

from dataclasses import dataclass

from guichet.accounts.models import Account, Channel, Member, Person, Role, Store
from guichet.accounts.queries.viewer import viewer_of_member
from guichet.accounts.viewer import Viewer
from guichet.sync.activate import activate_channel
from sandbox.mirakl import MiraklOperator, RunningServer

PASSWORD = "correct horse battery staple"


@dataclass(frozen=True, slots=True)
class Player:
    """A person with their membership, as a viewer."""

    person: Person
    member: Member

    @property
    def viewer(self) -> Viewer:
        """Who they are to queries and actions."""
        return viewer_of_member(self.member)


@dataclass(frozen=True, slots=True)
class Company:
    """An account with two stores."""

    account: Account
    store: Store
    other_store: Store


def company(name: str = "Atelier Lumen") -> Company:
    """An account with its two stores."""
    account = Account.objects.create(name=name)
    first = Store.objects.create(account=account, name=f"{name} FR")
    second = Store.objects.create(account=account, name=f"{name} ES")
    return Company(account, first, second)


def player(home: Company, name: str, role: Role = Role.OWNER, only: Store | None = None) -> Player:
    """Someone who works there; with `only`, they see that store alone."""
    person = Person(email=f"{name.lower()}@example.com", name=name)
    person.set_password(PASSWORD)
    person.save()
    member = Member.objects.create(
        account=home.account, person=person, role=role, sees_all_stores=only is None
    )
    if only is not None:
        member.stores.add(only)
    return Player(person, member)


def activated(
    who: Player, store: Store, operator: MiraklOperator, server: RunningServer, shop_id: int | None = None
) -> Channel:
    """A channel of the rehearsal operator."""
    credentials = {"baseUrl": server.url, "apiKey": operator.api_key}
    if shop_id is not None:
        credentials["shopId"] = str(shop_id)
    return activate_channel(who.viewer, store.pk, "mirakl-other", credentials)
