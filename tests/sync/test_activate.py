"""Activating a marketplace: tried first, stored after."""

import pytest

from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.accounts.models import Channel
from guichet.accounts.sealing import unseal
from guichet.inbox.models import Discussion
from guichet.sync.activate import activate_channel, deactivate_channel, sync_channel, update_channel
from guichet.sync.health import State, health_of
from guichet.sync.pull import synchronise
from sandbox.mirakl import MiraklOperator, RunningServer
from tests.cast import Company, Player, activated

pytestmark = pytest.mark.django_db
ADDRESS = "https://shop.example"


def refused(who: Player, home: Company, marketplace: str, credentials: dict[str, str]) -> RefusalError:
    """Try to activate, and expect a refusal that stores nothing."""
    with pytest.raises(RefusalError) as refusal:
        activate_channel(who.viewer, home.store.pk, marketplace, credentials)
    assert Channel.objects.count() == 0
    return refusal.value


def test_credentials_are_sealed_and_the_address_is_normalised(
    alice: Player, lumen: Company, operator: MiraklOperator, server: RunningServer
) -> None:
    given = {"baseUrl": f"{server.url}/mmp/shop/messages", "apiKey": f" {operator.api_key} "}
    channel = activate_channel(alice.viewer, lumen.store.pk, "mirakl-other", given)
    assert operator.api_key.encode() not in bytes(channel.credentials)
    kept = unseal(bytes(channel.credentials))
    assert (kept["baseUrl"], kept["apiKey"]) == (server.url, operator.api_key)
    assert health_of(channel).state is State.WAITING


def test_each_refusal_has_its_own_sentence(
    alice: Player, lumen: Company, operator: MiraklOperator, server: RunningServer
) -> None:
    wrong = refused(alice, lumen, "mirakl-other", {"baseUrl": server.url, "apiKey": "wrong"})
    nobody = refused(
        alice, lumen, "mirakl-other", {"baseUrl": "http://127.0.0.1:9", "apiKey": operator.api_key}
    )
    operator.deny("A01", "M11")
    limited = refused(alice, lumen, "mirakl-other", {"baseUrl": server.url, "apiKey": operator.api_key})
    codes = [refusal.problems[0].code for refusal in (wrong, nobody, limited)]
    assert codes == [ErrorCode.CREDENTIALS_REFUSED, ErrorCode.UNREACHABLE, ErrorCode.CREDENTIALS_REFUSED]
    assert len({str(refusal) for refusal in (wrong, nobody, limited)}) == 3
    assert "wrong" not in str(wrong)


def test_a_key_without_the_right_to_orders_works_and_says_so(
    alice: Player, lumen: Company, operator: MiraklOperator, server: RunningServer
) -> None:
    operator.add_thread("Bonjour")
    operator.deny("OR11")
    channel = activated(alice, lumen.store, operator, server)
    synchronise(channel.pk)
    channel.refresh_from_db()
    assert Discussion.objects.count() == 1
    assert health_of(channel).state is State.DEGRADED
    assert "order" in (health_of(channel).message or "")


@pytest.mark.parametrize(
    ("credentials", "code", "field"),
    [
        ({"baseUrl": ADDRESS}, ErrorCode.REQUIRED, "credentials.apiKey"),
        ({"apiKey": "k"}, ErrorCode.REQUIRED, "credentials.baseUrl"),
        (
            {"apiKey": "k", "baseUrl": ADDRESS, "token": "t"},
            ErrorCode.INVALID,
            "credentials.token",
        ),
        ({"apiKey": "k\ney", "baseUrl": ADDRESS}, ErrorCode.INVALID, "credentials.apiKey"),
    ],
)
def test_bad_input_names_its_field(
    alice: Player, lumen: Company, credentials: dict[str, str], code: ErrorCode, field: str
) -> None:
    problem = refused(alice, lumen, "mirakl-other", credentials).problems[0]
    assert (problem.code, problem.field) == (code, field)


def test_an_unknown_marketplace_is_refused(alice: Player, lumen: Company) -> None:
    problem = refused(alice, lumen, "mirakl-nowhere", {}).problems[0]
    assert (problem.code, problem.field) == (ErrorCode.NOT_FOUND, "marketplace")


def test_the_same_shop_twice_is_a_conflict_and_another_shop_is_not(
    alice: Player, lumen: Company, operator: MiraklOperator, server: RunningServer
) -> None:
    activated(alice, lumen.store, operator, server, shop_id=2417)
    for store in (lumen.store, lumen.other_store):
        with pytest.raises(RefusalError) as refusal:
            activated(alice, store, operator, server, shop_id=2417)
        assert refusal.value.problems[0].code is ErrorCode.CONFLICT
    activated(alice, lumen.store, operator, server, shop_id=2418)
    assert Channel.objects.count() == 2


def test_switched_off_and_on_again_nothing_read_is_lost(
    alice: Player, channel: Channel, operator: MiraklOperator
) -> None:
    operator.add_thread("Bonjour")
    synchronise(channel.pk)
    assert health_of(deactivate_channel(alice.viewer, channel.pk)).state is State.DISABLED
    operator.add_thread("Bonsoir")
    synchronise(channel.pk)
    assert Discussion.objects.count() == 1
    update_channel(alice.viewer, channel.pk, is_enabled=True, credentials=None)
    synchronise(channel.pk)
    assert Discussion.objects.count() == 2


def test_a_shop_that_was_switched_off_comes_back_by_activation(
    alice: Player, lumen: Company, channel: Channel, operator: MiraklOperator, server: RunningServer
) -> None:
    operator.add_thread("Bonjour")
    synchronise(channel.pk)
    deactivate_channel(alice.viewer, channel.pk)
    again = activated(alice, lumen.store, operator, server)
    assert again.pk == channel.pk
    assert again.is_enabled


def test_new_credentials_mend_a_blocked_channel(
    alice: Player, channel: Channel, operator: MiraklOperator
) -> None:
    fresh = operator.rotate_key()
    synchronise(channel.pk)
    channel.refresh_from_db()
    assert health_of(channel).state is State.BLOCKED
    with pytest.raises(RefusalError):
        sync_channel(alice.viewer, channel.pk)
    mended = update_channel(alice.viewer, channel.pk, is_enabled=None, credentials={"apiKey": fresh})
    assert health_of(mended).state is State.WAITING


def test_credentials_of_another_shop_are_refused(
    alice: Player, lumen: Company, operator: MiraklOperator, server: RunningServer
) -> None:
    channel = activated(alice, lumen.store, operator, server, shop_id=2417)
    with pytest.raises(RefusalError) as refusal:
        update_channel(alice.viewer, channel.pk, is_enabled=None, credentials={"shopId": "2418"})
    assert refusal.value.problems[0].code is ErrorCode.CONFLICT


def test_only_owners_and_managers_of_the_store_may(
    bob: Player, charlie: Player, lumen: Company, channel: Channel, operator: MiraklOperator,
    server: RunningServer,
) -> None:  # fmt: skip
    for who, code in ((bob, ErrorCode.NOT_FOUND), (charlie, ErrorCode.FORBIDDEN)):
        with pytest.raises(RefusalError) as refusal:
            activated(who, lumen.store, operator, server)
        assert refusal.value.problems[0].code is code
        with pytest.raises(RefusalError) as refusal:
            deactivate_channel(who.viewer, channel.pk)
        assert refusal.value.problems[0].code is code
