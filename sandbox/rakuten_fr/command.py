"""`python -m sandbox rakuten-fr`."""

import argparse
import json
import threading
from contextlib import nullcontext
from typing import TYPE_CHECKING

from sandbox.rakuten_fr.demo import load_demo
from sandbox.rakuten_fr.life import Life
from sandbox.rakuten_fr.marketplace import RakutenMarketplace
from sandbox.rakuten_fr.server import serve

if TYPE_CHECKING:
    Kinds = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - it has no public name


def add_command(kinds: "Kinds") -> None:
    """Let the command line know."""
    command = kinds.add_parser("rakuten-fr", help="Rakuten France")
    command.add_argument("--host", default="127.0.0.1", help="address to listen on")
    command.add_argument("--port", type=int, default=0, help="port to listen on; 0 picks a free one")
    command.add_argument("--seed", type=int, default=1, help="the same seed gives the same token and ids")
    command.add_argument("--demo", action="store_true", help="begin with the sample seller's discussions")
    command.add_argument("--life", type=float, metavar="SECONDS", help="someone writes about every SECONDS")
    command.set_defaults(run=run)


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
