"""`python -m sandbox rakuten-fr` as a process."""

import json
import signal
import subprocess
import sys
from pathlib import Path

from tests.sandbox.web import client_of
from tests.waiting import until

ROOT = Path(__file__).parent.parent.parent.parent


def test_it_tells_where_it_is_lives_and_ends_when_told() -> None:
    command = [sys.executable, "-m", "sandbox", "rakuten-fr", "--port", "0", "--demo", "--life", "0.05"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        with client_of(ready["url"]) as client:
            query = {"action": "getitemtodolist", "version": "2011-09-01"}
            answer = client.get("/sales_ws", params={**query, "login": ready["login"], "pwd": ready["token"]})
            assert b"UNREAD_MESSAGE_FROM_BUYER" in answer.content
            began = client.get("/_sandbox/state").json()["messages"]
            until(lambda: client.get("/_sandbox/state").json()["messages"] > began, seconds=10)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
