"""`python -m sandbox fnac-darty`: the rehearsal marketplace as a process."""

import argparse
import json
import threading
from contextlib import nullcontext

from sandbox.fnac_darty.demo import add_demo
from sandbox.fnac_darty.life import living
from sandbox.fnac_darty.marketplace import FnacDartyMarketplace
from sandbox.fnac_darty.server import serve

NAME = "fnac-darty"


def add_command(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Put the command beside those of the other marketplaces."""
    parser = kinds.add_parser(NAME, help="Fnac and Darty, all sites on one host")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=0, help="port to listen on; 0 picks a free one")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same ids and keys")
    parser.add_argument("--demo", action="store_true", help="begin with the sample shops' conversations")
    parser.add_argument("--life", type=float, metavar="SECONDS", help="someone writes about every SECONDS")
    parser.set_defaults(run=run)


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
