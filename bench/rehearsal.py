"""A rehearsal Mirakl operator in a process of its own, so that its work is not counted as Guichet's.

`python -m bench.rehearsal THREADS MESSAGES` prints one JSON line and serves until its input ends.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sandbox.mirakl import MiraklOperator, serve


@contextmanager
def rehearsal(threads: int, messages_each: int) -> Iterator[dict[str, str]]:
    """Its `baseUrl` and `apiKey`; all its threads changed within the last weeks."""
    command = [sys.executable, "-m", "bench.rehearsal", str(threads), str(messages_each)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())
        process.communicate()


def main(threads: int, messages_each: int) -> None:
    """Fill an operator and serve it."""
    operator = MiraklOperator(seed=1)
    operator.fill(threads, messages_each, spacing=timedelta(seconds=60))
    with serve(operator) as server:
        print(json.dumps({"baseUrl": server.url, "apiKey": operator.api_key}), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
