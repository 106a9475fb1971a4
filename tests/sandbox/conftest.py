"""A rehearsal operator on the wire, and a client that holds its key."""

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from sandbox.mirakl import MiraklOperator, RunningServer, serve
from tests.sandbox.published import Check, checker
from tests.sandbox.web import client_of


@pytest.fixture
def operator() -> MiraklOperator:
    return MiraklOperator(seed=3)


@pytest.fixture
def server(operator: MiraklOperator) -> Iterator[RunningServer]:
    with serve(operator) as running:
        yield running


@pytest.fixture
def client(operator: MiraklOperator, server: RunningServer) -> Iterator[httpx2.Client]:
    headers = {"Authorization": operator.api_key, "Accept": "application/json"}
    with client_of(server.url, headers) as client:
        yield client


@pytest.fixture(scope="session")
def check(shared: Path) -> Check:
    path = shared / "reference" / "mirakl-openapi.json"
    if not path.is_file():
        pytest.skip("the published description is not here")
    return checker(path)
