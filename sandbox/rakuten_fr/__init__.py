"""A rehearsal Rakuten France: strict, stateful, with faults on demand.

from sandbox.rakuten_fr import RakutenMarketplace, serve

marketplace = RakutenMarketplace(seed=1)
marketplace.add_item("Bonjour, où est ma théière ?")
with serve(marketplace) as server:
    server.url, marketplace.login, marketplace.token
"""

from sandbox.rakuten_fr.demo import load_demo
from sandbox.rakuten_fr.life import Life
from sandbox.rakuten_fr.marketplace import RakutenMarketplace
from sandbox.rakuten_fr.server import serve
from sandbox.rakuten_fr.state.building import Post, Product
from sandbox.rakuten_fr.state.model import Address, Claim, Entry, Item, PickUpPoint, Purchase
from sandbox.serving import RunningServer

__all__ = [
    "Address",
    "Claim",
    "Entry",
    "Item",
    "Life",
    "PickUpPoint",
    "Post",
    "Product",
    "Purchase",
    "RakutenMarketplace",
    "RunningServer",
    "load_demo",
    "serve",
]
