"""A refusal is understood whatever status it comes with, those of an outage included."""

import pytest

from guichet.platforms.errors import Busy, NeedsOwner
from guichet.platforms.fnac_darty.verdict import is_verdict
from guichet.platforms.http import Answer, Pools
from tests.connectors.asking import LONG_AGO, answer_to, pull, read
from tests.connectors.fnac_darty import FnacDartyRehearsal, fnac_darty
from tests.connectors.rakuten_fr import RakutenRehearsal, rakuten_fr

STATUSES = [200, 400, 401, 500, 503]


@pytest.mark.parametrize("status", STATUSES)
def test_fnacs_refusal_of_credentials_asks_the_owner(pools: Pools, status: int) -> None:
    with fnac_darty(pools) as rehearsal:
        assert isinstance(rehearsal, FnacDartyRehearsal)
        rehearsal.served.settings.error_status = status
        with pytest.raises(NeedsOwner, match="credentials"):
            rehearsal.connector(**rehearsal.wrong_secret()).verify()


@pytest.mark.parametrize("status", STATUSES)
def test_fnacs_dead_token_is_renewed_for_reading_and_for_a_reply(pools: Pools, status: int) -> None:
    with fnac_darty(pools) as rehearsal:
        assert isinstance(rehearsal, FnacDartyRehearsal)
        rehearsal.served.settings.error_status = status
        thread_id = rehearsal.write("Bonjour")
        connector = rehearsal.connector()
        rehearsal.served.kill_tokens()
        thread = pull(connector).threads[thread_id]
        rehearsal.served.kill_tokens()
        connector.send(answer_to(thread, "Voilà."))
        assert rehearsal.replies(thread_id) == ["Voilà."]


@pytest.mark.parametrize("status", STATUSES)
def test_rakutens_refusal_of_credentials_asks_the_owner(pools: Pools, status: int) -> None:
    with rakuten_fr(pools) as rehearsal:
        assert isinstance(rehearsal, RakutenRehearsal)
        rehearsal.served.settings.error_status = status
        with pytest.raises(NeedsOwner, match="token"):
            rehearsal.connector(**rehearsal.wrong_secret()).verify()


@pytest.mark.parametrize("status", STATUSES)
def test_rakutens_used_up_quota_waits_for_the_hour_and_sends_nothing(pools: Pools, status: int) -> None:
    with rakuten_fr(pools) as rehearsal:
        assert isinstance(rehearsal, RakutenRehearsal)
        thread = read(rehearsal.connector(), rehearsal.write("Bonjour"))
        rehearsal.served.settings.error_status = status
        rehearsal.served.settings.quota_per_hour = 0
        with pytest.raises(Busy) as caught:
            list(rehearsal.connector().pages(None, LONG_AGO))
        assert caught.value.after is not None
        with pytest.raises(Busy) as caught:
            rehearsal.connector().send(answer_to(thread, "Voilà."))
        assert caught.value.after is not None
        assert rehearsal.replies(thread.marketplace_id) == []


@pytest.mark.parametrize(
    ("document", "is_theirs"),
    [
        ('<auth_response status="ERROR"><error code="ERR_097">x</error></auth_response>', True),
        ('<auth_response status="ERROR"><error code="ERR_146">x</error></auth_response>', True),
        ('<auth_response status="OK"><token>t</token></auth_response>', True),
        ('<auth_response status="FATAL"><error severity="FATAL">broken</error></auth_response>', False),
        ('<auth_response status="ERROR"><error code="ERR_999">unheard of</error></auth_response>', False),
        ('<orders_query_response status="OK"/>', False),
        ("<html><body>ERR_097</body></html>", False),
        ("", False),
    ],
)
def test_what_does_not_prove_that_nothing_was_done_stays_an_outage(document: str, is_theirs: bool) -> None:
    assert is_verdict(Answer(500, {}, document.encode()), "auth") is is_theirs
