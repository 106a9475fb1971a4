"""What changed on a list and in a conversation, as the script gets it."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.ingest.ingest import ingest_threads
from guichet.inbox.models import Delivery, Discussion, Message
from guichet.inbox.queries.discussion_order import DiscussionOrder
from guichet.inbox.queries.discussions import discussion_by_id
from guichet.inbox.queries.neighbours import place_of
from guichet.inbox.queries.version import version_now
from tests.browser.sample import MATTERS, thread_of
from tests.cast import Company, Player
from tests.web.browsing import attributes, browser_of

pytestmark = pytest.mark.django_db(transaction=True)


def asked(client: Client, since: str, **more: Any) -> dict[str, Any]:
    """What a list is told."""
    answer = client.get("/live/list", {"since": since, **more})
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def arrive(channel: Channel, name: str = "new") -> Discussion:
    """A new discussion, the newest of all."""
    matter = next(m for m in MATTERS if m.code == channel.marketplace)
    ingest_threads(channel, [thread_of(matter, name, -matter.last)])
    return Discussion.objects.get(marketplace_discussion_id=name)


def some(count: int) -> Sequence[Discussion]:
    """The newest discussions, as the list shows them."""
    return list(Discussion.objects.order_by("-last_message_at", "-id")[:count])


def test_the_page_says_what_it_has_seen(inside: Client, shop: list[Channel]) -> None:
    (version,) = attributes(inside.get("/"), "data-version")
    assert asked(inside, version) | {"version": "", "numbers": ""} == {
        "version": "", "rows": {}, "fresh": [], "numbers": ""
    }  # fmt: skip


def test_rows_in_view_are_drawn_as_the_list_draws_them(inside: Client, shop: list[Channel]) -> None:
    since, (one,) = version_now(), some(1)
    Discussion.objects.filter(id=one.pk).update(is_read=True, status="PENDING")
    told = asked(inside, since, row=str(one.pk), q="x")
    html = told["rows"][str(one.pk)]
    assert re.search(rf'<tr class="row" role="row" data-id="{one.pk}" data-status="pending"', html)
    assert f'href="/d/{one.pk}?q=x"' in html
    assert '<span class="nav__count" id="n-pending">1</span>' in told["numbers"]
    assert "11 discussions, 11 unread" in asked(inside, since)["numbers"]


def test_new_ones_that_match_are_named_and_others_are_not(inside: Client, shop: list[Channel]) -> None:
    since = version_now()
    new = arrive(shop[0])
    Discussion.objects.filter(id=some(5)[4].pk).update(status="SOLVED")
    assert asked(inside, since)["fresh"] == [str(new.pk)]
    assert asked(inside, since, status="pending")["fresh"] == []
    assert asked(inside, since, subject=new.subject[:12])["fresh"] == [str(new.pk)]
    assert asked(inside, since, subject="zzzz")["fresh"] == []


def test_what_lies_on_a_later_page_is_not_new_here(
    inside: Client, shop: list[Channel], alice: Player
) -> None:
    third, fifth = some(5)[2], some(5)[4]
    row = discussion_by_id(alice.viewer, third.pk)
    assert row is not None
    until = place_of(row, DiscussionOrder.LAST_MESSAGE_DESC)
    since = version_now()
    Discussion.objects.filter(id=fifth.pk).update(is_read=True)
    assert asked(inside, since, until=until)["fresh"] == []
    assert asked(inside, since)["fresh"] == [str(fifth.pk)]
    Discussion.objects.filter(id=fifth.pk).update(last_message_at=timezone.now())
    assert asked(inside, since, until=until)["fresh"] == [str(fifth.pk)]
    assert asked(inside, since, after=until)["fresh"] == []
    assert asked(inside, since, until="broken")["fresh"] is None


def test_by_deadline_the_earlier_one_is_new(inside: Client, shop: list[Channel], alice: Player) -> None:
    by_due = list(Discussion.objects.filter(reply_due_at__isnull=False).order_by("reply_due_at"))
    row = discussion_by_id(alice.viewer, by_due[2].pk)
    assert row is not None
    until = place_of(row, DiscussionOrder.REPLY_DUE_ASC)
    since = version_now()
    without = Discussion.objects.filter(reply_due_at=None).first()
    assert without is not None
    for one in (by_due[0], by_due[5], without):
        Discussion.objects.filter(id=one.pk).update(is_read=True)
    assert asked(inside, since, sort="due", until=until)["fresh"] == [str(by_due[0].pk)]
    every = asked(inside, since, sort="due")["fresh"]
    assert every == [str(d.pk) for d in (by_due[0], by_due[5], without)]


def test_too_many_to_tell(inside: Client, shop: list[Channel]) -> None:
    one = some(1)[0]
    told = asked(inside, "00000000-3:3:", row=str(one.pk))
    assert told["fresh"] is None
    assert list(told["rows"]) == [str(one.pk)]


def test_what_waited_comes_in_the_list_s_order(inside: Client, shop: list[Channel]) -> None:
    ids = [str(d.pk) for d in some(3)]
    rows = inside.get("/live/rows", {"row": [ids[2], ids[0], ids[1], "7"]}).json()["rows"]
    assert [re.search(r'data-id="([^"]+)"', row)[1] for row in rows] == ids  # type: ignore[index]
    Discussion.objects.filter(id=ids[0]).update(status="CLOSED")
    assert len(inside.get("/live/rows", {"row": ids}).json()["rows"]) == 2


def test_rows_of_other_stores_and_accounts_are_not_drawn(
    shop: list[Channel], charlie: Player, bob: Player, rita: Player, lumen: Company
) -> None:
    since = version_now()
    Discussion.objects.update(is_read=True)
    ids = [str(pk) for pk in Discussion.objects.values_list("id", flat=True)]
    his = {str(pk) for pk in Discussion.objects.filter(store=lumen.other_store).values_list("id", flat=True)}
    told = asked(browser_of(charlie), since, row=ids)
    assert set(told["rows"]) == set(told["fresh"]) == his
    assert len(browser_of(charlie).get("/live/rows", {"row": ids}).json()["rows"]) == len(his)
    told = asked(browser_of(bob), since, row=ids)
    assert (told["rows"], told["fresh"]) == ({}, [])
    assert "data-status-menu" not in "".join(asked(browser_of(rita), since, row=ids)["rows"].values())
    assert Client().get("/live/list").status_code == 302


def test_a_conversation_is_told_its_changed_messages(inside: Client, talk: Discussion) -> None:
    (since,) = attributes(inside.get(f"/d/{talk.pk}"), "data-version")
    told = inside.get(f"/d/{talk.pk}/changes", {"since": since}).json()
    ids = [str(m.pk) for m in Message.objects.filter(discussion=talk).order_by("sent_at", "id")]
    assert (told["messages"], told["order"], told["status"]) == ([], ids, "open")
    reply = Message.objects.create(
        account_id=talk.account_id, discussion=talk, author_kind="MERCHANT", author_name="Alice",
        body="Bonjour à vous", sent_at=timezone.now() + timedelta(minutes=1), delivery=Delivery.QUEUED,
    )  # fmt: skip
    told = inside.get(f"/d/{talk.pk}/changes", {"since": since}).json()
    (one,) = told["messages"]
    assert (one["id"], one["isOurs"], one["author"]) == (str(reply.pk), True, "Alice")
    assert one["html"].strip().startswith("<article")
    assert "Bonjour à vous" in one["html"]
    assert told["order"] == [*ids, str(reply.pk)]
    later = told["version"]
    assert inside.get(f"/d/{talk.pk}/changes", {"since": later}).json()["messages"] == []
    Message.objects.filter(id=reply.pk).update(delivery=Delivery.FAILED, delivery_error="Refused.")
    (one,) = inside.get(f"/d/{talk.pk}/changes", {"since": later}).json()["messages"]
    assert "Refused." in one["html"]
    Message.objects.filter(id=reply.pk).delete()
    assert inside.get("/live", {"since": later, "d": str(talk.pk)}).status_code == 200
    assert inside.get(f"/d/{talk.pk}/changes", {"since": later}).json()["order"] == ids
    assert len(inside.get(f"/d/{talk.pk}/changes", {"since": "?"}).json()["messages"]) == len(ids)


def test_the_deadline_is_told_with_the_messages(inside: Client, talk: Discussion) -> None:
    (since,) = attributes(inside.get(f"/d/{talk.pk}"), "data-version")
    drawn = re.search(r'<span id="conv-due".*?</span>', inside.get(f"/d/{talk.pk}").content.decode())
    assert drawn is not None
    assert "Reply due in 50 min" in drawn[0]
    assert inside.get(f"/d/{talk.pk}/changes", {"since": since}).json()["due"] == drawn[0]
    Discussion.objects.filter(id=talk.pk).update(needs_reply_since=None, reply_due_at=None)
    told = inside.get(f"/d/{talk.pk}/changes", {"since": since}).json()
    assert told["due"] == '<span id="conv-due" hidden></span>'


def test_what_arrived_live_was_seen(inside: Client, talk: Discussion) -> None:
    (since,) = attributes(inside.get(f"/d/{talk.pk}"), "data-version")
    Message.objects.create(
        account_id=talk.account_id, discussion=talk, author_kind="CUSTOMER", author_name="Camille",
        body="Et le second ?", sent_at=timezone.now(), delivery=Delivery.RECEIVED,
    )  # fmt: skip
    told = inside.get(f"/d/{talk.pk}/changes", {"since": since}, headers={"HX-Request": "true"})
    assert len(told.json()["messages"]) == 1
    assert 'id="new"' not in inside.get(f"/d/{talk.pk}").content.decode()


def test_a_conversation_of_others_is_not_there(talk: Discussion, bob: Player, charlie: Player) -> None:
    for stranger in (bob, charlie):
        assert browser_of(stranger).get(f"/d/{talk.pk}/changes").status_code == 404
