"""Where an account sells: a few stores, each on some marketplaces, some of them far busier than others."""

from dataclasses import dataclass

MARKETPLACES = (
    "amazon-fr", "fnac-fr", "mirakl-leroymerlin", "amazon-de", "mirakl-auchan", "darty-fr",
    "rakuten-fr", "amazon-es", "mirakl-decathlon-eu", "mirakl-maisonsdumonde", "amazon-it",
    "mirakl-conforama-fr", "cdon-se",
    "mirakl-carrefour-es", "amazon-uk", "mirakl-alltricks", "fnac-be", "fnac-es", "mirakl-aurgi",
    "cdon-fi",
)  # fmt: skip
STORE_NAMES = ("Lumen France", "Lumen Europe", "Lumen Jardin", "Lumen Déco", "Lumen Pro", "Lumen Occasion")
STORE_WEIGHTS = (50, 25, 12, 8, 4, 1)


@dataclass(frozen=True, slots=True)
class Place:
    """A channel to be: which store sells at which marketplace, and its share of the work."""

    store: int
    marketplace: str
    weight: float


def places(stores: int) -> list[Place]:
    """The channels of an account with so many stores; a store's n-th marketplace is n times less busy."""
    found = []
    for store in range(stores):
        # Each store has its own favourites, so that a marketplace is never a store under another name.
        listed = MARKETPLACES[store:] + MARKETPLACES[:store]
        for rank, marketplace in enumerate(listed[: 20 - 3 * store], start=1):
            found.append(Place(store, marketplace, STORE_WEIGHTS[store] / rank))
    return found
