"""The marketplaces page and its switches."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.models import Unreadable
from tests.cast import Company, Player
from tests.web.browsing import attributes, browser_of, text_of

pytestmark = pytest.mark.django_db


def test_what_is_activated_comes_first_with_its_health_and_times(inside: Client, leroy: Channel) -> None:
    words = text_of(inside.get("/marketplaces"))
    assert "Marketplaces 1 of 1" in words
    assert (
        "Leroy Merlin Mirakl. Atelier Lumen FR On Nothing to do API key 2 min ago next in 2 min Healthy"
        in words
    )
    assert "Off, " in words
    assert words.index("Leroy Merlin Mirakl") < words.index("Alltricks")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"is_enabled": False}, "Switched off"),
        ({"last_sync_at": None}, "Not yet next in 2 min Waiting for the first synchronisation"),
        ({"health": "DEGRADED", "health_message": "It is slow."}, "It is slow."),
        (
            {"health": "BLOCKED", "health_message": "The key was refused."},
            "The key was refused. Change the credentials",
        ),
        ({"unreadable_count": 2}, "2 messages could not be read"),
        ({"inbound_address": "lm.k7@in.example"}, "lm.k7@in.example"),
    ],
)
def test_every_state_has_its_words(
    inside: Client, leroy: Channel, changes: dict[str, object], words: str
) -> None:
    Channel.objects.update(**changes)
    assert words in text_of(inside.get("/marketplaces"))


def test_the_first_synchronisation_has_a_bar(inside: Client, leroy: Channel) -> None:
    now = timezone.now()
    Channel.objects.update(
        created_at=now, backfill_since=now - timedelta(days=90), backfill_reached=now - timedelta(days=9),
        backfill_done_at=None,
    )  # fmt: skip
    answer = inside.get("/marketplaces")
    assert re.search(r"Importing back to \d+ \w+ 20\d\d, 10 %", text_of(answer))
    assert attributes(answer, "value", "<progress") == ["10"]


def test_the_catalogue_is_searched_with_case_and_accents_aside(inside: Client, leroy: Channel) -> None:
    words = text_of(inside.get("/marketplaces?q=boulanger"))
    assert "Boulanger Mirakl, France Activate" in words
    assert "Alltricks" not in words
    assert "Leroy Merlin Mirakl" not in words
    assert "No marketplace matches" in text_of(inside.get("/marketplaces?q=zzzz"))


def test_states_are_filters(inside: Client, shop: list[Channel]) -> None:
    Channel.objects.filter(marketplace="mirakl-but").update(is_enabled=False)
    Channel.objects.filter(marketplace="mirakl-manor").update(health="DEGRADED", health_message="It is slow.")
    attention = text_of(inside.get("/marketplaces?state=attention"))
    assert "Manor Mirakl" in attention
    assert "BUT Mirakl" not in attention
    off = text_of(inside.get("/marketplaces?state=off"))
    assert "BUT Mirakl" in off
    assert "Manor Mirakl" not in off


def test_switching_off_keeps_and_on_goes_on(inside: Client, leroy: Channel) -> None:
    answer = inside.post(
        f"/channels/{leroy.pk}/switch", {"on": "0", "next": "/marketplaces?q=leroy"}, follow=True
    )
    assert answer.redirect_chain == [("/marketplaces?q=leroy", 303)]
    assert "Leroy Merlin is switched off. All that was read stays here." in text_of(answer)
    assert not Channel.objects.get().is_enabled
    inside.post(f"/channels/{leroy.pk}/switch", {"on": "1"})
    assert Channel.objects.get().is_enabled


def test_sync_now_asks(inside: Client, leroy: Channel) -> None:
    answer = inside.post(f"/channels/{leroy.pk}/sync", follow=True)
    assert "Synchronising Leroy Merlin now." in text_of(answer)
    due = Channel.objects.get().next_sync_at
    assert due is not None
    assert due <= timezone.now()


def test_sync_now_of_a_stopped_one_says_why_not(inside: Client, leroy: Channel) -> None:
    Channel.objects.update(health="BLOCKED", health_message="The key was refused.")
    answer = inside.post(f"/channels/{leroy.pk}/sync", follow=True)
    assert "The key was refused." in text_of(answer)
    answer = inside.post("/marketplaces/sync", follow=True)
    assert "No marketplace could be synchronised" in text_of(answer)


def test_all_of_a_store_at_once(inside: Client, shop: list[Channel], lumen: Company) -> None:
    wanted = Channel.objects.filter(store=lumen.store).count()
    answer = inside.post("/marketplaces/sync", {"store": str(lumen.store.pk)}, follow=True)
    assert f"Synchronising {wanted} marketplaces now." in text_of(answer)
    assert Channel.objects.filter(next_sync_at__lte=timezone.now()).count() == wanted


def test_what_could_not_be_read_is_shown_as_it_came(inside: Client, leroy: Channel) -> None:
    Unreadable.objects.create(
        account_id=leroy.account_id, channel=leroy, body=b"<script>alert(1)</script> \xff", digest=b"x",
        why="Not JSON.",
    )  # fmt: skip
    answer = inside.get(f"/channels/{leroy.pk}/unreadable")
    assert "Not JSON." in text_of(answer)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer.content.decode()


def test_other_accounts_reach_none_of_it(bob: Player, leroy: Channel) -> None:
    client = browser_of(bob)
    assert "Leroy Merlin Mirakl. Atelier" not in text_of(client.get("/marketplaces"))
    assert client.get(f"/channels/{leroy.pk}/unreadable").status_code == 404
    assert client.get(f"/channels/{leroy.pk}/credentials").status_code == 404
    for action in ("switch", "sync", "credentials"):
        assert (
            client.post(f"/channels/{leroy.pk}/{action}", {"on": "0", "credentials.apiKey": "k"}).status_code
            == 404
        )
    assert Channel.objects.get().is_enabled


def test_agents_look_and_managers_act(charlie: Player, lumen: Company, leroy: Channel) -> None:
    Channel.objects.update(store=lumen.other_store, shop_name="")
    client = browser_of(charlie)
    answer = client.get("/marketplaces")
    assert "Leroy Merlin Mirakl. Atelier Lumen ES On" in text_of(answer)
    assert not [label for label in attributes(answer, "aria-label") if label.startswith("Activate")]
    assert client.get("/marketplaces/mirakl-but/activate").status_code == 403
    refused = client.post(f"/channels/{leroy.pk}/switch", {"on": "0"})
    assert refused.status_code == 403
    assert "Only owners and managers may change this." in text_of(refused)


def test_what_one_store_has_another_may_still_activate(
    inside: Client, lumen: Company, leroy: Channel
) -> None:
    offered = "Activate Leroy Merlin"
    assert offered not in attributes(inside.get("/marketplaces?q=leroy"), "aria-label")
    mine = inside.get(f"/marketplaces?q=leroy&store={lumen.store.pk}")
    assert offered not in attributes(mine, "aria-label")
    theirs = inside.get(f"/marketplaces?q=leroy&store={lumen.other_store.pk}")
    assert [label for label in attributes(theirs, "aria-label") if label.startswith(offered)]
    assert "Mirakl. Atelier Lumen FR" not in text_of(theirs)
