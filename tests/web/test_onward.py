"""Next and previous in the list that one came from, and what opens once a discussion is solved."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.models import Delivery, Discussion, Message
from tests.cast import Player
from tests.web.browsing import Answer, attributes, text_of
from tests.web.talking import say

pytestmark = pytest.mark.django_db


@pytest.fixture
def five(leroy: Channel) -> list[Discussion]:
    """Newest first."""
    now = timezone.now()
    found = []
    for i in range(5):
        talk = say(leroy, f"T{i}")
        Discussion.objects.filter(pk=talk.pk).update(
            last_message_at=now - timedelta(hours=i), subject=f"Sujet {i}"
        )
        found.append(talk)
    return found


def _beside(page: Answer) -> tuple[list[UUID], list[UUID]]:
    links = [attributes(page, "href", mark) for mark in ("data-previous", "data-next")]
    before, after = ([UUID(link.split("?")[0].split("/")[-1]) for link in found] for found in links)
    return before, after


def test_it_leads_on_without_a_script_and_keeps_the_filter(inside: Client, five: list[Discussion]) -> None:
    page = inside.get(f"/d/{five[2].pk}?status=all&sort=-last")
    assert _beside(page) == ([five[3].pk], [five[1].pk])
    assert all("status=all&sort=-last" in link for link in attributes(page, "href", "data-next"))
    assert _beside(inside.get(f"/d/{five[0].pk}")) == ([], [five[1].pk])


def test_an_answer_does_not_move_ones_place(inside: Client, five: list[Discussion]) -> None:
    first = inside.get(f"/d/{five[2].pk}")
    here = attributes(first, "value", 'name="from"')[0]
    answer = inside.post(
        f"/d/{five[2].pk}/reply", {"body": "Bonjour", "to": "CUSTOMER", "key": "k", "from": here}
    )
    Discussion.objects.filter(pk=five[2].pk).update(last_message_at=timezone.now())
    assert _beside(inside.get(answer["Location"])) == ([five[1].pk], [five[3].pk])


@pytest.mark.parametrize("at", ["nonsense", "WyJhIl0", ""])
def test_a_place_that_is_none_is_not_believed(inside: Client, five: list[Discussion], at: str) -> None:
    assert _beside(inside.get(f"/d/{five[2].pk}?at={at}")) == ([five[1].pk], [five[3].pk])


def test_once_solved_the_next_one_opens(inside: Client, alice: Player, five: list[Discussion]) -> None:
    page = inside.get(f"/d/{five[1].pk}")
    form = page.content.decode().split('id="solve-form"')[1].split("</form>")[0]
    assert f'value="/d/{five[2].pk}"' in form
    alice.person.opens_next = False
    alice.person.save()
    form = inside.get(f"/d/{five[1].pk}").content.decode().split('id="solve-form"')[1].split("</form>")[0]
    assert f'value="/d/{five[1].pk}?' in form


def test_reply_and_solve_goes_on_and_can_be_taken_back_from_there(
    inside: Client, five: list[Discussion]
) -> None:
    form = {"body": "Bonjour", "to": "CUSTOMER", "key": "k", "then": "solved", "from": "status=open"}
    answer = inside.post(f"/d/{five[1].pk}/reply", form)
    reply = Message.objects.get(delivery=Delivery.QUEUED)
    assert answer["Location"] == f"/d/{five[2].pk}?status=open&left={reply.pk}"
    page = inside.get(answer["Location"])
    assert "Your reply to “Sujet 1”: Leaves in" in text_of(page)
    back = attributes(page, "action", 'id="left"')[0]
    answer = inside.post(back, {"from": "status=open"}, follow=True)
    assert not Message.objects.filter(delivery=Delivery.QUEUED).exists()
    assert answer.redirect_chain[-1][0] == f"/d/{five[1].pk}?status=open#reply"
    assert "Bonjour" in text_of(answer)


def test_the_last_of_the_list_stays(inside: Client, alice: Player, five: list[Discussion]) -> None:
    form = {"body": "Bonjour", "to": "CUSTOMER", "key": "k", "then": "solved"}
    answer = inside.post(f"/d/{five[4].pk}/reply", form)
    assert answer["Location"].startswith(f"/d/{five[4].pk}")


def test_what_somebody_else_sent_is_not_shown(inside: Client, five: list[Discussion], bob: Player) -> None:
    message = Message.objects.create(
        account_id=five[0].account_id, discussion=five[0], author_kind="MERCHANT", body="x",
        sent_at=timezone.now(), delivery=Delivery.QUEUED, leaves_at=timezone.now() + timedelta(seconds=9),
    )  # fmt: skip
    assert 'id="left"' not in inside.get(f"/d/{five[1].pk}?left={message.pk}").content.decode()
