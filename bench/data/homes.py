"""Accounts with owners, stores and channels."""

from datetime import UTC, datetime, timedelta

from bench.data.customers import person
from bench.data.home import Home, Shop
from bench.data.shops import STORE_NAMES, Place, places
from guichet.accounts.models import Account, Channel, Member, Person, Role, Store

PASSWORD = "a password for benchmarks only"  # noqa: S105 - of a person who exists on this machine alone
PLATFORMS = {"amazon": "AMAZON", "fnac": "FNAC_DARTY", "darty": "FNAC_DARTY", "rakuten": "RAKUTEN_FR",
             "mirakl": "MIRAKL", "cdon": "CDON"}  # fmt: skip
# Amazon, CDON and Mirakl tell how long an answer may take.
WITH_DEADLINES = {"AMAZON", "CDON", "MIRAKL"}


def make_home(name: str, stores: int, until: float) -> tuple[Home, Member]:
    """An account that sells in so many stores, and its owner. Its channels are never synchronised."""
    account = Account.objects.create(name=name)
    shops = [Store.objects.create(account=account, name=each) for each in STORE_NAMES[:stores]]
    made = [_shop(account, shops[place.store], place, until) for place in places(stores)]
    return Home(name, account.pk, tuple(made)), _owner(account)


def _owner(account: Account) -> Member:
    owner = Person(email=f"{account.name.lower().replace(' ', '-')}@example.com", name="Bench")
    owner.set_password(PASSWORD)
    owner.save()
    return Member.objects.create(account=account, person=owner, role=Role.OWNER)


def _shop(account: Account, store: Store, place: Place, until: float) -> Shop:
    platform = PLATFORMS[place.marketplace.partition("-")[0]]
    end = datetime.fromtimestamp(until, UTC)
    channel = Channel.objects.create(
        account=account, store=store, marketplace=place.marketplace, platform=platform,
        shop_key=f"{store.pk}:{place.marketplace}", shop_name=store.name, credentials=b"", is_enabled=False,
        backfill_since=end - timedelta(days=90), backfill_done_at=end, last_sync_at=end,
    )  # fmt: skip
    merchant = person("MERCHANT", store.name)
    operator = person("MARKETPLACE", place.marketplace.partition("-")[2].capitalize(), "operator")
    has_deadlines = platform in WITH_DEADLINES
    return Shop(channel.pk, store.pk, place.marketplace, place.weight, merchant, operator, has_deadlines)
