"""The store, the channel and the order that invoices are made of."""

from tests.invoicing.conftest import auchan, lamp, shop

__all__ = ["auchan", "lamp", "shop"]
