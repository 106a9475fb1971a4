"""A rehearsal Mirakl in a process of its own; each line it reads is the size of a file to come."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sandbox.mirakl import File, MiraklOperator, Post, serve


@dataclass(frozen=True, slots=True)
class Marketplace:
    """Where it is, and a way to have a customer send a file."""

    credentials: dict[str, str]
    process: "subprocess.Popen[str]"

    def send_file(self, size_bytes: int) -> None:
        """A new discussion with a file of so many random bytes."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{size_bytes}\n")
        self.process.stdin.flush()
        self.process.stdout.readline()


@contextmanager
def marketplace() -> Iterator[Marketplace]:
    """It ends with the block."""
    command = [sys.executable, "-m", "bench.invoices.marketplace"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield Marketplace(json.loads(process.stdout.readline()), process)
        process.communicate()


def main() -> None:
    """Serve until the input ends."""
    operator = MiraklOperator(seed=1)
    with serve(operator) as server:
        print(json.dumps({"baseUrl": server.url, "apiKey": operator.api_key}), flush=True)
        for line in sys.stdin:
            file = File(f"film-{line.strip()}.bin", os.urandom(int(line)))
            operator.add_thread([Post("Voici le film.", "CUSTOMER", files=(file,))])
            print("there", flush=True)


if __name__ == "__main__":
    main()
