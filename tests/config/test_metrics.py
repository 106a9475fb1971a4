"""What is counted, who may read it, and what it never says."""

import json
import logging
import os
import re
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from guichet.accounts.models import Channel
from guichet.accounts.scope import everywhere
from guichet.config.metrics import exposition
from guichet.config.metrics.folder import shared_folder
from guichet.config.metrics.installation import Installation
from guichet.config.metrics.listener import listening
from guichet.telemetry import hosts
from guichet.telemetry.hosts import MOST_HOSTS, OTHER, host_label
from sandbox.mirakl import MiraklOperator
from tests.cast import Player
from tests.working import run_jobs

OPERATIONS = Path(__file__).parent.parent.parent / "operations"
SECRETS = ("correct horse", "Camille Renard", "camille@example.com", "top-secret-token")


@pytest.fixture(autouse=True)
def _asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exposition, "_installation", Installation())


def figures(text: str) -> dict[str, list[Any]]:
    """The samples of each family, by its name."""
    return {family.name: family.samples for family in text_string_to_metric_families(text)}


@pytest.mark.django_db(transaction=True)
def test_a_run_is_counted_and_no_word_of_it_is_told(
    channel: Channel,
    operator: MiraklOperator,
    alice: Player,
    client: Client,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    operator.add_thread("Bonjour, ici Camille Renard, camille@example.com")
    run_jobs()
    client.force_login(alice.person)
    asked = client.get("/?q=top-secret-token", headers={"X-Request-ID": "from-the-proxy-1"})
    assert asked.headers["X-Request-ID"] == "from-the-proxy-1"
    text = client.get("/metrics").content.decode()
    found = figures(text)
    assert {s.labels["status"] for s in found["guichet_http_calls"] if s.labels["host"] == "127.0.0.1"} >= {
        "200"
    }
    assert any(s.labels["route"] == "/" for s in found["guichet_web_requests"])
    assert [(s.labels["health"], s.value) for s in found["guichet_channels"]] == [("HEALTHY", 1.0)]
    assert found["guichet_channel_sync_age_seconds"][0].labels["channel"] == str(channel.pk)
    assert found["guichet_database_up"][0].value == 1.0
    said = text + caplog.text
    assert not [word for word in (*SECRETS, operator.api_key) if word in said]


@pytest.mark.django_db
def test_every_figure_of_the_dashboard_and_the_rules_exists(client: Client, channel: Channel) -> None:
    text = client.get("/metrics").content.decode()
    known = {line.split()[2] for line in text.splitlines() if line.startswith("# TYPE")}
    known |= {f"{name}{end}" for name in known for end in ("_total", "_bucket", "_sum", "_count")}
    asked = "".join((OPERATIONS / name).read_text() for name in ("grafana.json", "alerts.yml"))
    named = set(re.findall(r"\bguichet_[a-z_]+", asked))
    assert named
    assert named <= known, named - known


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("token", "given", "status"),
    [
        (None, {}, 200),
        (None, {"HTTP_X_FORWARDED_FOR": "198.51.100.7"}, 403),
        (None, {"REMOTE_ADDR": "198.51.100.7"}, 403),
        ("top-secret-token", {}, 403),
        ("top-secret-token", {"HTTP_AUTHORIZATION": "Bearer top-secret-token"}, 200),
        ("top-secret-token", {"HTTP_AUTHORIZATION": "Bearer another"}, 403),
    ],
)
def test_figures_are_for_this_machine_or_for_the_token(
    token: str | None, given: dict[str, Any], status: int, client: Client, settings: Any
) -> None:
    settings.GUICHET_METRICS_TOKEN = token
    assert client.get("/metrics", **given).status_code == status


@pytest.mark.django_db
def test_many_channels_are_told_by_platform_alone(channel: Channel, client: Client, settings: Any) -> None:
    settings.GUICHET_METRICS_CHANNELS = 0
    found = figures(client.get("/metrics").content.decode())
    assert found["guichet_channel_sync_age_seconds"] == []
    assert {s.labels["quantile"] for s in found["guichet_sync_age_seconds"]} == {"0.5", "0.95", "1"}


def test_a_host_that_a_seller_types_is_a_label_only_while_they_are_few(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(hosts, "_known", set())
    labels = {host_label(f"shop-{number}.example") for number in range(MOST_HOSTS + 50)}
    assert len(labels) == MOST_HOSTS + 1
    assert OTHER in labels
    assert host_label("shop-0.example") == "shop-0.example"


@pytest.mark.parametrize(("reason", "status"), [(None, 200), ("This part has stood still.", 503)])
def test_a_part_answers_for_itself(reason: str | None, status: int) -> None:
    with listening(("127.0.0.1", 0), lambda: reason) as port:
        assert port is not None
        asked = HTTPConnection("127.0.0.1", port, timeout=10)
        asked.request("GET", "/health")
        answer = asked.getresponse()
        assert (answer.status, json.loads(answer.read()).get("reason")) == (status, reason)
        asked.close()


def test_the_counts_of_several_processes_are_shown_as_one(tmp_path: Path) -> None:
    count = "from guichet.telemetry.counters import MAILS_IN; MAILS_IN.labels('stored').inc(3)"
    show = "from guichet.config.metrics.exposition import own_figures; print(own_figures().decode())"
    with shared_folder(tmp_path) as folder:
        environment = os.environ | {exposition.SHARED_FOLDER: str(folder)}
        for code in (count, f"{count}; {show}"):
            done = subprocess.run(
                [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
            )
    assert 'guichet_mails_received_total{outcome="stored"} 6.0' in done.stdout
    assert not folder.exists()


@pytest.mark.django_db
def test_the_database_is_asked_once_in_ten_seconds(django_assert_num_queries: Any) -> None:
    asked = Installation()
    with everywhere("figures"):
        first = list(asked.collect())
        with django_assert_num_queries(0):
            assert list(asked.collect()) == first
