"""`python -m sandbox mirakl` as a process, as `guichet demo` starts it."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic

import httpx2
import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(
    ("ending", "options"), [(signal.SIGTERM, ["--demo", "--life", "30"]), (signal.SIGINT, [])]
)
def test_it_says_where_it_is_and_leaves_when_asked(ending: signal.Signals, options: list[str]) -> None:
    command = [sys.executable, "-m", "sandbox", "mirakl", "--port", "0", "--seed", "7", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            ready = json.loads(process.stdout.readline())
            assert ready.keys() == {"url", "apiKey", "shopId", "shopName"}
            answer = httpx2.get(f"{ready['url']}/api/account", headers={"Authorization": ready["apiKey"]})
            assert answer.json()["shop_name"] == ready["shopName"] == "Atelier Lumen"
            before = monotonic()
            process.send_signal(ending)
            assert process.wait(timeout=5) == 0
            assert monotonic() - before < 3
            assert process.stderr is not None
            assert process.stderr.read() == b""
        finally:
            process.kill()
