"""`python -m sandbox rakuten-fr`."""

import argparse
import json
import threading
from contextlib import nullcontext
from typing import TYPE_CHECKING

from sandbox.command import add_marketplace
from sandbox.rakuten_fr.demo import load_demo
from sandbox.rakuten_fr.life import Life
from sandbox.rakuten_fr.marketplace import RakutenMarketplace
from sandbox.rakuten_fr.server import serve

if TYPE_CHECKING:
    from sandbox.command import Kinds


def add_command(kinds: "Kinds") -> None:
    """Let the command line know."""
    seed = "the same seed gives the same token and ids"
    demo = "begin with the sample seller's discussions"
    add_marketplace(kinds, "rakuten-fr", "Rakuten France", run, seed=seed, demo=demo)


def run(options: argparse.Namespace, stop: threading.Event) -> int:
    """Print one JSON line with the address and the credentials, then serve until `stop` is set."""
    marketplace = RakutenMarketplace(seed=options.seed)
    if options.demo:
        load_demo(marketplace)
    life = Life(marketplace, options.life) if options.life else nullcontext()
    with serve(marketplace, host=options.host, port=options.port) as server, life:
        ready = {"url": server.url, "login": marketplace.login, "token": marketplace.token}
        print(json.dumps(ready), flush=True)
        stop.wait()
    return 0
