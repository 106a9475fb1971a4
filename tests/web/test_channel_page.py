"""The page of one activated marketplace, without a script."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from guichet.accounts.models import Channel
from guichet.accounts.sealing import seal
from guichet.platforms.catalogue import marketplaces
from guichet.sync.pull import synchronise
from guichet.web.channels.find import find
from guichet.web.channels.imports import months_before
from guichet.web.channels.steps import steps_of
from sandbox.mirakl import MiraklOperator
from tests.cast import Player
from tests.web.browsing import attributes, browser_of, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "amazon-de.k7q2m@in.guichet.example"
SENDER = "service@lumen.example"


@pytest.fixture
def amazon(leroy: Channel) -> Channel:
    """The same row as a channel by mail."""
    Channel.objects.update(
        platform="AMAZON", marketplace="amazon-de", inbound_address=ADDRESS,
        credentials=seal({"senderEmail": SENDER, "clientSecret": "never-to-be-shown"}),
    )  # fmt: skip
    leroy.refresh_from_db()
    return leroy


def test_its_steps_stand_with_what_to_paste(inside: Client, amazon: Channel) -> None:
    answer = inside.get(f"/channels/{amazon.pk}")
    words = text_of(answer)
    assert "To set up at Amazon Germany" in words
    assert "Settings Notification preferences Messaging" in words
    assert set(attributes(answer, "data-copy")) == {ADDRESS, SENDER}
    assert "never-to-be-shown" not in answer.content.decode()
    assert "What came before the activation cannot be asked for." in words
    assert "Import further back" not in words


def test_who_may_not_manage_sees_no_sender_and_no_buttons(amazon: Channel, rita: Player) -> None:
    answer = browser_of(rita).get(f"/channels/{amazon.pk}")
    assert set(attributes(answer, "data-copy")) == {ADDRESS}
    assert not [action for action in attributes(answer, "action") if action.startswith("/channels/")]


def test_what_the_marketplace_demands_is_said(inside: Client, leroy: Channel) -> None:
    Channel.objects.update(platform="CDON", marketplace="cdon-se", inbound_address="cdon.k7@in.example")
    words = text_of(inside.get(f"/channels/{leroy.pk}"))
    assert "must be answered and given its status in Reclaimit" in words
    assert "Settings Update Company Info Customer Service Contact email" in words


def test_every_marketplace_of_the_catalogue_has_steps() -> None:
    for entry in marketplaces():
        steps = steps_of(entry, inbound_address=ADDRESS, sender=SENDER)
        assert steps, entry.code
        assert all(step.copied for step in steps if step.step.copies), entry.code


def test_a_test_that_works_names_the_shop_and_one_that_fails_says_why(
    inside: Client, channel: Channel, operator: MiraklOperator
) -> None:
    answer = inside.post(f"/channels/{channel.pk}/test", follow=True)
    assert "accepts the stored credentials, for the shop" in text_of(answer)
    operator.rotate_key()
    answer = inside.post(f"/channels/{channel.pk}/test", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert operator.api_key not in answer.content.decode()


def test_the_import_is_stopped_and_taken_further_back(inside: Client, channel: Channel) -> None:
    page = f"/channels/{channel.pk}"
    assert "Stop the import here" in text_of(inside.get(page))
    answer = inside.post(f"{page}/import/stop", follow=True)
    assert "is stopped. What was read stays here, and new messages go on." in text_of(answer)
    assert attributes(answer, "value", "<option") == ["3", "6", "12"]
    answer = inside.post(f"{page}/import/further", {"months": "6"}, follow=True)
    assert "Older conversations of" in text_of(answer)
    channel.refresh_from_db()
    assert abs(channel.backfill_since - months_before(timezone.now(), 6)) < timedelta(minutes=1)
    again = inside.post(f"{page}/import/further", {"months": "12"}, follow=True)
    assert "An import is running already; wait for it or stop it." in text_of(again)


@pytest.mark.parametrize("months", ["", "nonsense", "-3", "120"])
def test_a_choice_that_is_none_imports_nothing(inside: Client, channel: Channel, months: str) -> None:
    synchronise(channel.pk)
    inside.post(f"/channels/{channel.pk}/import/further", {"months": months})
    channel.refresh_from_db()
    assert channel.backfill_done_at is not None


def test_the_bar_alone_is_asked_for_again_until_it_is_through(inside: Client, channel: Channel) -> None:
    page = f"/channels/{channel.pk}/import"
    part = {"HX-Request": "true"}
    assert attributes(inside.get(page, headers=part), "hx-trigger") == ["every 4s"]
    synchronise(channel.pk)
    through = inside.get(page, headers=part)
    assert attributes(through, "hx-trigger") == []
    assert "Imported back to" in text_of(through)
    assert inside.get(page).status_code == 303


def test_an_own_time_to_answer_is_kept_refused_and_taken_away(inside: Client, amazon: Channel) -> None:
    page = f"/channels/{amazon.pk}/limit"
    answer = inside.post(page, {"hours": "12"}, follow=True)
    assert "Deadlines are counted by 12 hours now." in text_of(answer)
    assert attributes(answer, "value", 'id="hours"') == ["12"]
    for wrong, words in (
        ("99", "gives 24 hours to answer in"),
        ("1.5", "Type whole hours"),
        ("0", "between"),
    ):
        assert words in text_of(inside.post(page, {"hours": wrong}, follow=True))
    amazon.refresh_from_db()
    assert amazon.reply_within == timedelta(hours=12)
    inside.post(page, {"hours": ""})
    amazon.refresh_from_db()
    assert amazon.reply_within is None


def test_others_reach_nothing_of_it(bob: Player, rita: Player, channel: Channel) -> None:
    page = f"/channels/{channel.pk}"
    assert browser_of(bob).get(page).status_code == 404
    for action in ("test", "import/stop", "import/further", "limit"):
        given = {"hours": "3", "months": "6"}
        assert browser_of(bob).post(f"{page}/{action}", given).status_code == 404, action
        assert browser_of(rita).post(f"{page}/{action}", given).status_code == 403, action
    channel.refresh_from_db()
    assert (channel.backfill_done_at, channel.reply_within) == (None, None)


def test_without_a_marketplace_the_first_steps_are_shown(inside: Client, rita: Player) -> None:
    assert "Choose a marketplace below" in text_of(inside.get("/marketplaces"))
    assert "Ask an owner or a manager" in text_of(browser_of(rita).get("/marketplaces"))


def test_a_marketplace_is_found_by_country_and_platform_in_the_readers_language() -> None:
    german = {entry.code for entry in find("Germany")}
    assert "amazon-de" in german
    assert "amazon-fr" not in german
    with override("fr"):
        assert {entry.code for entry in find("allemagne")} == german
    assert {entry.code for entry in find("amazon germany")} == {"amazon-de"}
    assert all(entry.platform == "MIRAKL" for entry in find("mirakl"))


def test_a_dialog_holds_the_same_form(inside: Client, channel: Channel) -> None:
    part = {"HX-Request": "true"}
    answer = inside.get(f"/channels/{channel.pk}/credentials", headers=part)
    assert answer.content.decode().lstrip().startswith("<dialog")
    refused = inside.post(f"/channels/{channel.pk}/credentials", {}, headers=part)
    assert refused.status_code == 422
    assert "Fill in what has changed" in text_of(refused)
