"""Whatever the schema allows is answered: not by an error of ours, not with another's rows, not slowly.

Hypothesis makes the operations (tests/api/fuzzing.py), in CI the same in every run. To look further:

    GUICHET_FUZZ_EXAMPLES=100 pytest tests/api/test_fuzz.py
"""

import json
import os
import time
from collections import Counter
from typing import Any

import psutil
import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings

from tests.api.fuzzing import names, operations
from tests.api.matrix_world import Home, Seat, home, marks_in

EXAMPLES = int(os.environ.get("GUICHET_FUZZ_EXAMPLES", "0"))
# By whom, and how often a query and a mutation.
IN_CI = {"a-owner-all": {"Query": 4, "Mutation": 2}, "a-agent-some": {"Query": 4, "Mutation": 2}}
ROOTS = [(root, name) for root in ("Query", "Mutation") for name in names(root)]
pytestmark = pytest.mark.timeout(300 + 60 * EXAMPLES)
# Of processor, this process and PostgreSQL's together (issue 6).
MOST_SECONDS = 1.0


@pytest.fixture
def homes(db: None) -> tuple[Home, Home]:
    """Two companies; the ids of both are tried by the first."""
    return home("a"), home("b")


def test_whatever_is_asked_is_answered(homes: tuple[Home, Home]) -> None:
    ours, others = homes
    everybodys = [*ours.stores[1].values(), *ours.stores[3].values(), *others.stores[1].values()]
    wrong: list[str] = []
    for seat in (one for one in ours.seats if one.name in IN_CI):
        ids = sorted([*everybodys, *seat.own.values()])
        answered: Counter[str] = Counter()
        for root, name in ROOTS:
            try:
                _fuzz(root, name, seat, ids, answered)
            except AssertionError as error:
                wrong.append(f"{name}: {error}")
        # A fuzz that only ever meets refusals looks at nothing.
        assert answered["data"] > answered["errors"], answered
    assert not wrong, "\n\n".join(wrong)


def _fuzz(root: str, name: str, seat: Seat, ids: list[str], answered: Counter[str]) -> None:
    many = EXAMPLES or IN_CI[seat.name][root]
    once = settings(
        max_examples=many, derandomize=not EXAMPLES, deadline=None, database=None,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate],
    )  # fmt: skip

    @once
    @given(operations(root, name, ids))
    def ask(text: str) -> None:
        answer = _asked(seat, text)
        answered["errors" if answer.get("errors") else "data"] += 1

    ask()


def _asked(seat: Seat, text: str) -> Any:
    """The answer; what the operation did is undone."""
    body, spent = _sent(seat, text)
    for _ in range(2):
        if spent >= MOST_SECONDS:  # the collector of garbage may have had its turn in between
            body, spent = _sent(seat, text)
    assert spent < MOST_SECONDS, (text, spent)
    assert '"INTERNAL"' not in body, (text, body[:500])
    assert marks_in(body) <= seat.marks, (text, marks_in(body) - seat.marks)
    return json.loads(body)


def _sent(seat: Seat, text: str) -> tuple[str, float]:
    with transaction.atomic():
        before = _seconds()
        response = seat.api.post(text)
        spent = _seconds() - before
        transaction.set_rollback(True)
    body = response.content.decode()
    assert response.status_code in (200, 400), (text, response.status_code, body[:500])
    return body, spent


def _seconds() -> float:
    """Of processor so far."""
    backend = psutil.Process(connection.connection.info.backend_pid).cpu_times()
    return time.process_time() + backend.user + backend.system
