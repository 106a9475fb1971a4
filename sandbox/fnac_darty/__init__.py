"""A rehearsal Fnac Darty: strict, stateful, with faults on demand.

from sandbox.fnac_darty import FnacDartyMarketplace, serve

marketplace = FnacDartyMarketplace(seed=1)
order = marketplace.add_order("Bonjour, où est ma lampe ?")
with serve(marketplace) as server:
    server.url, marketplace.shop.partner_id, marketplace.shop.id, marketplace.shop.key
"""

from sandbox.fnac_darty.marketplace import FnacDartyMarketplace
from sandbox.fnac_darty.server import serve
from sandbox.fnac_darty.state.building import Post
from sandbox.fnac_darty.state.model import Claim, File, Message, Shop
from sandbox.fnac_darty.state.order import Address, Order, OrderLine
from sandbox.serving import RunningServer

__all__ = [
    "Address",
    "Claim",
    "File",
    "FnacDartyMarketplace",
    "Message",
    "Order",
    "OrderLine",
    "Post",
    "RunningServer",
    "Shop",
    "serve",
]
