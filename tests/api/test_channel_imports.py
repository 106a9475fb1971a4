"""Testing a channel and importing further back, by the API."""

from datetime import timedelta

import pytest
from django.utils import timezone

from guichet.accounts.models import Channel, ChannelHealth
from guichet.api.ids import Kind, global_id
from guichet.sync.health import State, health_of
from guichet.sync.pull import synchronise
from sandbox.mirakl import MiraklOperator
from tests.api.asking import Api

pytestmark = pytest.mark.django_db
IMPORT = "channel { import { since reached fraction isRunning trouble } } errors { field code message }"
FURTHER = (
    "mutation ($id: ID!, $since: DateTime!) { importFurtherBack(channelId: $id, since: $since) "
    f"{{ {IMPORT} }} }}"
)
STOP = f"mutation ($id: ID!) {{ stopImport(channelId: $id) {{ {IMPORT} }} }}"
TEST = (
    "mutation ($id: ID!) { testChannel(channelId: $id) { channel { health } errors { field code message } } }"
)


def _id(channel: Channel) -> str:
    return global_id(Kind.CHANNEL, channel.pk)


def test_an_import_goes_further_back_and_stops(as_alice: Api, channel: Channel) -> None:
    synchronise(channel.pk)
    since = timezone.now() - timedelta(days=300)
    payload = as_alice.data(FURTHER, id=_id(channel), since=since.isoformat())["importFurtherBack"]
    state = payload["channel"]["import"]
    assert payload["errors"] == []
    assert state["isRunning"]
    assert 0.2 < state["fraction"] < 0.4
    stopped = as_alice.data(STOP, id=_id(channel))["stopImport"]["channel"]["import"]
    assert not stopped["isRunning"]
    assert stopped["fraction"] == 1
    again = as_alice.data(STOP, id=_id(channel))["stopImport"]
    assert [e["code"] for e in again["errors"]] == ["CONFLICT"]


def test_others_stop_and_test_nothing(as_bob: Api, as_rita: Api, channel: Channel) -> None:
    for api, code in ((as_bob, "NOT_FOUND"), (as_rita, "FORBIDDEN")):
        assert api.data(STOP, id=_id(channel))["stopImport"]["errors"][0]["code"] == code
        assert api.data(TEST, id=_id(channel))["testChannel"]["errors"][0]["code"] == code


def test_stored_credentials_are_tried(as_alice: Api, channel: Channel, operator: MiraklOperator) -> None:
    synchronise(channel.pk)
    assert as_alice.data(TEST, id=_id(channel))["testChannel"]["channel"]["health"] == "HEALTHY"
    kept = operator.api_key
    operator.rotate_key()
    refused = as_alice.data(TEST, id=_id(channel))["testChannel"]
    assert [(e["field"], e["code"]) for e in refused["errors"]] == [("credentials", "CREDENTIALS_REFUSED")]
    assert kept not in str(refused)
    channel.refresh_from_db()
    assert health_of(channel).state is State.HEALTHY


def test_a_channel_that_works_again_goes_on(as_alice: Api, channel: Channel) -> None:
    Channel.objects.update(health=ChannelHealth.BLOCKED, health_message="The key was refused.")
    assert as_alice.data(TEST, id=_id(channel))["testChannel"]["errors"] == []
    channel.refresh_from_db()
    assert channel.health == ChannelHealth.HEALTHY
    assert channel.next_sync_at is not None
    assert channel.next_sync_at <= timezone.now()
