"""The machines of one installation, and how the outside speaks with it."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx2

from chaos.machine import Machine
from chaos.mail import AUTHSERV
from chaos.options import Options
from chaos.waiting import NotYetError, free_port, until
from guichet.config.embedded import EmbeddedPostgres

START_SECONDS = 120.0
ANSWER_SECONDS = 240.0
PASSWORD = "correct horse battery staple"  # noqa: S105 - of an installation that is gone with the run
SECRET = "a key for rehearsals of disasters only, long enough"  # noqa: S105


class House:
    """`main` runs everything; `others` a worker each, and the first of them a web part too."""

    def __init__(
        self, folder: Path, main: Machine, others: list[Machine], ports: list[int], url: str
    ) -> None:
        self.folder, self.main, self.others, self.database_url = folder, main, others, url
        self.ports = ports
        made = json.loads(main.run("bootstrap", "--account", "Atelier Lumen", "--store", "Lumen FR",
                                   "--email", "ines@example.com", "--password", PASSWORD))  # fmt: skip
        self.store_id: str = made["storeId"]
        self.token: str = made["token"]

    @property
    def machines(self) -> list[Machine]:
        """All of them."""
        return [self.main, *self.others]

    @property
    def pgdata(self) -> Path:
        """Where the database lives."""
        return self.main.folder / "postgres"

    def socket(self) -> Path | None:
        """Where the database is reached; None while it is not."""
        path = EmbeddedPostgres(self.main.folder).socket_dir() / ".s.PGSQL.5432"
        return path if path.exists() else None

    def postmaster(self) -> int | None:
        """The database's first process; None while it is being started."""
        try:
            return int((self.pgdata / "postmaster.pid").read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return None


class Client:
    """Asks until it is answered, each time another web part: what an integration has to do."""

    def __init__(self, house: House) -> None:
        headers = {"Authorization": f"Bearer {house.token}"}
        self._clients = [
            httpx2.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=30, trust_env=False)
            for port in house.ports
        ]
        self._turn = 0
        self._said = ""
        self.repeated = 0

    def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        """The data of an operation; NotYetError where nobody answers for minutes."""
        deadline = time.monotonic() + ANSWER_SECONDS
        while time.monotonic() < deadline:
            self._turn += 1
            data = self._once(self._clients[self._turn % len(self._clients)], query, variables)
            if data is not None:
                return data
            self.repeated += 1
            time.sleep(0.2)
        raise NotYetError(f"no answer in {ANSWER_SECONDS} s; the last was {self._said}")

    def _once(self, client: httpx2.Client, query: str, variables: dict[str, Any]) -> dict[str, Any] | None:
        try:
            answer = client.post("/graphql", json={"query": query, "variables": variables})
            said = answer.json() if answer.status_code == 200 else {}
        except (httpx2.TransportError, ValueError) as error:
            self._said = repr(error)
            return None
        self._said = str(said.get("errors", answer.status_code))[:300]
        return None if "errors" in said else said.get("data")


@contextmanager
def house(folder: Path, options: Options, smtp: str, smtp_port: int) -> Iterator[House]:
    """All machines, running; ended with the block. A prepared `folder`/main spares the migrations."""
    environment = _environment(smtp, smtp_port)
    ports = [free_port()]
    main = Machine(_made(folder / "main"), folder / "main.log", environment)
    with ExitStack() as running:
        main.start("serve", "--port", str(ports[0]))
        running.callback(main.end)
        until(lambda: _is_healthy(ports[0]), START_SECONDS)
        url = EmbeddedPostgres(main.folder).url("guichet")
        others = []
        for number in range(1, options.workers):
            far = environment | {"GUICHET_DATABASE_URL": url}
            other = Machine(_made(folder / f"other{number}"), folder / f"other{number}.log", far)
            other.start("worker")
            running.callback(other.end)
            others.append(other)
        if others:
            ports.append(free_port())
            others[0].start("web", "--port", str(ports[1]))
            until(lambda: _is_healthy(ports[1]), START_SECONDS)
        yield House(folder, main, others, ports, url)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _is_healthy(port: int) -> bool:
    try:
        return httpx2.get(f"http://127.0.0.1:{port}/health", trust_env=False).status_code == 200
    except httpx2.TransportError:
        return False


def _environment(smtp: str, smtp_port: int) -> dict[str, str]:
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("GUICHET_", "DJANGO_"))
    }
    return clean | {
        "GUICHET_SYNC_INTERVAL": "2",
        "GUICHET_ALLOW_PRIVATE_HOSTS": "1",
        "GUICHET_API_REQUESTS_PER_MINUTE": "1000000",
        "GUICHET_API_NODES_PER_MINUTE": "1000000000",
        "GUICHET_SECRET_KEY": SECRET,
        "GUICHET_MAIL_DOMAIN": "in.example.org",
        "GUICHET_SMTP_LISTEN": f"127.0.0.1:{smtp_port}",
        "GUICHET_SMTP_URL": smtp,
        "GUICHET_MAIL_AUTHSERV_ID": AUTHSERV,
    }
