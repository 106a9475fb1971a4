"""A rehearsal Mirakl operator: strict, stateful, with faults on demand.

from sandbox.mirakl import MiraklOperator, serve

operator = MiraklOperator(seed=1)
operator.add_thread("Bonjour, où est ma lampe ?")
with serve(operator) as server:
    server.url, operator.api_key, operator.shop.id
"""

from sandbox.mirakl.life import Life
from sandbox.mirakl.operator import FIRST_SHOP, SECOND_SHOP, MiraklOperator
from sandbox.mirakl.server import serve
from sandbox.mirakl.state.building import Post
from sandbox.mirakl.state.model import Customer, Entity, File, Message, Shop, Thread, Topic
from sandbox.mirakl.state.order import Address, Order, OrderLine, Refund
from sandbox.serving import RunningServer

__all__ = [
    "FIRST_SHOP",
    "SECOND_SHOP",
    "Address",
    "Customer",
    "Entity",
    "File",
    "Life",
    "Message",
    "MiraklOperator",
    "Order",
    "OrderLine",
    "Post",
    "Refund",
    "RunningServer",
    "Shop",
    "Thread",
    "Topic",
    "serve",
]
