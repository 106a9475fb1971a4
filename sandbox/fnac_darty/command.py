"""`python -m sandbox fnac-darty`: the rehearsal marketplace as a process."""

import argparse
import json
import threading
from contextlib import nullcontext
from typing import TYPE_CHECKING

from sandbox.command import add_marketplace
from sandbox.fnac_darty.demo import add_demo
from sandbox.fnac_darty.life import living
from sandbox.fnac_darty.marketplace import FnacDartyMarketplace
from sandbox.fnac_darty.server import serve

if TYPE_CHECKING:
    from sandbox.command import Kinds

NAME = "fnac-darty"


def add_command(kinds: "Kinds") -> None:
    """Put the command beside those of the other marketplaces."""
    seed = "the same seed gives the same ids and keys"
    demo = "begin with the sample shops' conversations"
    add_marketplace(kinds, NAME, "Fnac and Darty, all sites on one host", run, seed=seed, demo=demo)


def run(options: argparse.Namespace, stop: threading.Event) -> int:
    """Print one JSON line with the address and the credentials, then serve until `stop` is set."""
    marketplace = FnacDartyMarketplace(seed=options.seed)
    if options.demo:
        add_demo(marketplace)
    life = living(marketplace, options.life) if options.life else nullcontext()
    with serve(marketplace, host=options.host, port=options.port) as server, life:
        print(json.dumps(ready(marketplace, server.url)), flush=True)
        stop.wait()
    return 0


def ready(marketplace: FnacDartyMarketplace, url: str) -> dict[str, object]:
    """The address, and each site's credentials; those of the first shop stand outside as well."""
    shops = [
        {
            "marketplace": shop.marketplace,
            "partnerId": shop.partner_id,
            "shopId": shop.id,
            "key": shop.key,
            "shopName": shop.name,
        }
        for shop in marketplace.state.shops.values()
    ]
    return {"url": url, **shops[0], "shops": shops}
