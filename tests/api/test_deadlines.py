"""Deadlines by the API: no answer needed, and a time of one's own."""

from datetime import timedelta
from typing import Any

from guichet.accounts.models import Channel
from guichet.api.ids import Kind, global_id
from guichet.inbox.models import Discussion
from tests.api.asking import Api
from tests.cast import Company
from tests.inbox.queries.rows import NOON, channel_in, discussion_in

NEEDED = """mutation ($ids: [ID!]!, $isNeeded: Boolean!) {
  setAnswerNeeded(discussionIds: $ids, isNeeded: $isNeeded) {
    discussions { id needsReplySince replyDueAt answerWaivedAt } errors { field code message } } }"""
CHANNEL = "channel { replyWithinHours replyLimit { hours runningHours calendar source quotedOn } }"
UPDATE = f"""mutation ($input: UpdateChannelInput!) {{ updateChannel(input: $input) {{
  {CHANNEL} errors {{ field code message }} }} }}"""
CHANNELS = f"{{ channels {{ {CHANNEL.removeprefix('channel { ').removesuffix('}')} }} }}"


def needed(api: Api, *rows: Discussion, is_needed: bool) -> Any:
    ids = [global_id(Kind.DISCUSSION, row.pk) for row in rows]
    return api.data(NEEDED, ids=ids, isNeeded=is_needed)["setAnswerNeeded"]


def updated(api: Api, channel: Channel, **changes: Any) -> Any:
    given = {"channelId": global_id(Kind.CHANNEL, channel.pk)} | changes
    return api.data(UPDATE, input=given)["updateChannel"]


def test_no_answer_is_needed_and_is_needed_again(lumen: Company, as_alice: Api) -> None:
    amazon = channel_in(lumen.store, "amazon-fr")
    due = NOON + timedelta(hours=24)
    row = discussion_in(amazon, needs_reply_since=NOON, reply_due_at=due)
    waived = needed(as_alice, row, is_needed=False)
    assert waived["errors"] == []
    (found,) = waived["discussions"]
    assert (found["needsReplySince"], found["replyDueAt"]) == (None, None)
    assert found["answerWaivedAt"] is not None
    (again,) = needed(as_alice, row, is_needed=True)["discussions"]
    assert (again["needsReplySince"], again["answerWaivedAt"]) == ("2026-03-14T12:00:00Z", None)
    assert again["replyDueAt"] == "2026-03-15T12:00:00Z"


def test_nobody_else_waives_it(told: Discussion, as_bob: Api, as_charlie: Api, as_rita: Api) -> None:
    for api, code in ((as_bob, "NOT_FOUND"), (as_charlie, "NOT_FOUND"), (as_rita, "FORBIDDEN")):
        found = needed(api, told, is_needed=False)
        assert [error["code"] for error in found["errors"]] == [code]
        assert found["discussions"] == []
    told.refresh_from_db()
    assert told.needs_reply_since == NOON


def test_a_channel_tells_the_limit_of_its_marketplace(lumen: Company, as_alice: Api) -> None:
    channel_in(lumen.store, "cdon-se")
    (found,) = as_alice.data(CHANNELS)["channels"]
    limit = found["replyLimit"]
    assert (limit["hours"], limit["runningHours"]) == (24, 72)
    assert (limit["calendar"], limit["quotedOn"]) == ("SWEDISH_WORKING_DAYS", "2026-11-23")
    assert limit["source"].startswith("https://support.cdon.com/")
    assert found["replyWithinHours"] is None


def test_a_channel_gets_a_time_of_its_own_and_loses_it(auchan: Channel, as_alice: Api) -> None:
    row = discussion_in(auchan, needs_reply_since=NOON)
    found = updated(as_alice, auchan, replyWithinHours=48)
    assert found["channel"] == {"replyWithinHours": 48, "replyLimit": None}
    row.refresh_from_db()
    assert row.reply_due_at == NOON + timedelta(hours=48)
    assert updated(as_alice, auchan)["channel"]["replyWithinHours"] == 48
    assert updated(as_alice, auchan, replyWithinHours=0)["channel"]["replyWithinHours"] is None
    row.refresh_from_db()
    assert row.reply_due_at is None


def test_hours_that_are_refused_change_nothing_else(lumen: Company, as_alice: Api) -> None:
    amazon = channel_in(lumen.store, "amazon-fr")
    found = updated(as_alice, amazon, replyWithinHours=48, isEnabled=False)
    (error,) = found["errors"]
    assert (error["code"], error["field"]) == ("INVALID", "replyWithinHours")
    amazon.refresh_from_db()
    assert (amazon.is_enabled, amazon.reply_within) == (True, None)
