"""`python -m sandbox mirakl` (or another): run a rehearsal marketplace as a process."""

import argparse
import json
import signal
import threading
from collections.abc import Sequence
from contextlib import nullcontext
from types import FrameType

from sandbox.command import add_marketplace
from sandbox.fnac_darty.command import add_command as add_fnac_darty
from sandbox.mail_marketplaces.command import add_command as add_mail_marketplaces
from sandbox.mirakl import Life, MiraklOperator, serve
from sandbox.rakuten_fr.command import add_command as add_rakuten_fr


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one JSON line with the address and the credentials, then serve until SIGTERM or SIGINT."""
    options = _parser().parse_args(arguments)
    stop = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    code: int = options.run(options, stop)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="Rehearsal marketplaces.")
    kinds = parser.add_subparsers(dest="kind", required=True)
    seed = "the same seed gives the same key and ids"
    demo = "begin with the sample shop's discussions"
    add_marketplace(kinds, "mirakl", "a Mirakl operator", _serve, seed=seed, demo=demo)
    add_rakuten_fr(kinds)
    add_fnac_darty(kinds)
    add_mail_marketplaces(kinds)
    return parser


def _serve(options: argparse.Namespace, stop: threading.Event) -> int:
    operator = MiraklOperator(seed=options.seed)
    if options.demo:
        operator.load_demo()
    life = Life(operator, options.life) if options.life else nullcontext()
    with serve(operator, host=options.host, port=options.port) as server, life:
        shop = operator.shop
        ready = {"url": server.url, "apiKey": operator.api_key, "shopId": shop.id, "shopName": shop.name}
        print(json.dumps(ready), flush=True)
        stop.wait()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
