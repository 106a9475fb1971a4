"""What the commands of all rehearsal marketplaces understand."""

import argparse
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Kinds = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - it has no public name

Run = Callable[[argparse.Namespace, threading.Event], int]


def add_marketplace(kinds: "Kinds", name: str, about: str, run: Run, *, seed: str, demo: str) -> None:
    """Let the command line know one; `about`, `seed` and `demo` are its helps, `run` serves it."""
    command = kinds.add_parser(name, help=about)
    command.add_argument("--host", default="127.0.0.1", help="address to listen on")
    command.add_argument("--port", type=int, default=0, help="port to listen on; 0 picks a free one")
    command.add_argument("--seed", type=int, default=1, help=seed)
    command.add_argument("--demo", action="store_true", help=demo)
    command.add_argument("--life", type=float, metavar="SECONDS", help="someone writes about every SECONDS")
    command.set_defaults(run=run)
