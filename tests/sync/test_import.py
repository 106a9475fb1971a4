"""What was said before is imported beside what is new: it can be stopped, go on and go further back."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.accounts.models import Channel, ChannelHealth
from guichet.inbox.models import Discussion, Message, RawPage
from guichet.sync import importing, pages
from guichet.sync.activate import import_further_back, stop_import, update_channel
from guichet.sync.due import wake_importing
from guichet.sync.health import State, health_of, imported_fraction, progress_of
from guichet.sync.pull import continue_import, synchronise
from sandbox.mirakl import MiraklOperator
from tests.cast import Player
from tests.sync.rehearsed import PLACES, Place

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NO_TIME = timedelta(0)


def ids() -> set[str]:
    """Which discussions are here."""
    return set(Discussion.objects.values_list("marketplace_discussion_id", flat=True))


def code_of(refusal: pytest.ExceptionInfo[RefusalError]) -> ErrorCode:
    """The first reason."""
    return refusal.value.problems[0].code


@pytest.mark.parametrize("opens", PLACES, ids=lambda opens: opens.__name__)
def test_further_back_brings_older_threads_and_nothing_twice(alice: Player, opens: Place) -> None:
    with opens(alice) as (channel_id, say):
        recent, old, ancient = say(2 * DAY), say(200 * DAY), say(500 * DAY)
        synchronise(channel_id)
        assert ids() == {recent}
        channel = import_further_back(alice.viewer, channel_id, timezone.now() - 300 * DAY)
        assert progress_of(channel) is not None
        continue_import(channel_id)
        assert ids() == {recent, old}
        assert ancient not in ids()
        messages = list(Message.objects.values().order_by("id"))
        import_further_back(alice.viewer, channel_id, timezone.now() - 360 * DAY)
        continue_import(channel_id)
        synchronise(channel_id)
        assert list(Message.objects.values().order_by("id")) == messages
        channel.refresh_from_db()
        assert progress_of(channel) is None
        assert channel.backfill_reached == channel.backfill_since


def test_what_is_new_comes_first_and_between_two_stretches(
    channel: Channel, operator: MiraklOperator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "STRETCH", NO_TIME)
    operator.fill(350, 1, until=timezone.now() - DAY)
    synchronise(channel.pk)
    assert Discussion.objects.count() == 100
    new = operator.add_thread("C'est urgent").id
    Channel.objects.update(next_sync_at=timezone.now())
    continue_import(channel.pk)
    assert new in ids()
    assert 150 < Discussion.objects.count() < 250
    channel.refresh_from_db()
    assert 0 < imported_fraction(channel) < 1
    assert health_of(channel).state is State.HEALTHY


def test_asking_for_a_synchronisation_interrupts_the_import(
    channel: Channel, operator: MiraklOperator, monkeypatch: pytest.MonkeyPatch
) -> None:
    operator.fill(350, 1, until=timezone.now() - DAY)
    taken = pages.take_in

    def asked_meanwhile(*arguments: object, **more: object) -> object:
        Channel.objects.update(next_sync_at=timezone.now())
        return taken(*arguments, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as hurried:
        hurried.setattr(importing, "take_in", asked_meanwhile)
        synchronise(channel.pk)
    assert Discussion.objects.count() == 100


def test_stopping_keeps_what_was_read_and_new_messages_go_on(
    channel: Channel, operator: MiraklOperator, alice: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    operator.fill(350, 1, until=timezone.now() - DAY)
    with monkeypatch.context() as short:
        short.setattr(importing, "STRETCH", NO_TIME)
        synchronise(channel.pk)
    stopped = stop_import(alice.viewer, channel.pk)
    assert progress_of(stopped) is None
    assert stopped.backfill_since == stopped.backfill_reached
    new = operator.add_thread("Une question").id
    synchronise(channel.pk)
    assert new in ids()
    assert Discussion.objects.count() == 101
    with pytest.raises(RefusalError) as refusal:
        stop_import(alice.viewer, channel.pk)
    assert code_of(refusal) is ErrorCode.CONFLICT
    import_further_back(alice.viewer, channel.pk, timezone.now() - 90 * DAY)
    continue_import(channel.pk)
    assert Discussion.objects.count() == 351


def test_a_page_on_its_way_while_somebody_stops_is_kept_and_moves_nothing(
    channel: Channel, operator: MiraklOperator, alice: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    operator.fill(350, 1, until=timezone.now() - DAY)
    taken = pages.take_in

    def stopped_meanwhile(*arguments: object, **more: object) -> object:
        stop_import(alice.viewer, channel.pk)
        return taken(*arguments, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as late:
        late.setattr(importing, "take_in", stopped_meanwhile)
        synchronise(channel.pk)
    assert Discussion.objects.count() == 100
    channel.refresh_from_db()
    assert channel.backfill_cursor == ""
    assert channel.backfill_done_at is not None
    assert channel.backfill_since == channel.created_at


def test_a_run_that_is_killed_loses_nothing(
    channel: Channel, operator: MiraklOperator, monkeypatch: pytest.MonkeyPatch
) -> None:
    operator.fill(350, 1, until=timezone.now() - DAY)
    seen: list[UUID] = []

    def dies(found: Channel, *_: object) -> None:
        seen.append(found.pk)
        if len(seen) == 3:
            raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(importing, "fetch_orders_or_later", dies)
        with pytest.raises(KeyboardInterrupt):
            synchronise(channel.pk)
    assert 250 < Discussion.objects.count() < 350
    asked = len(operator.calls.of("M11"))
    Channel.objects.update(held_by=None, held_until=None)
    assert wake_importing() == 1
    continue_import(channel.pk)
    assert Discussion.objects.count() == 350
    assert RawPage.objects.count() == 0
    assert len(operator.calls.of("M11")) == asked + 1


def test_a_marketplace_that_is_busy_during_the_import_keeps_no_new_message_back(
    channel: Channel, operator: MiraklOperator
) -> None:
    operator.fill(150, 1, until=timezone.now() - DAY)
    operator.faults.add("M11", "throttle", skip=1, times=1, retry_after=600)
    synchronise(channel.pk)
    channel.refresh_from_db()
    assert health_of(channel).state is State.HEALTHY
    assert channel.backfill_trouble
    assert channel.backfill_next_at is not None
    assert channel.backfill_next_at > timezone.now() + timedelta(minutes=9)
    new = operator.add_thread("Une question").id
    synchronise(channel.pk)
    assert ids() == {new}
    Channel.objects.update(backfill_next_at=timezone.now())
    continue_import(channel.pk)
    assert Discussion.objects.count() == 151
    channel.refresh_from_db()
    assert channel.backfill_trouble == ""


@pytest.mark.parametrize(("days", "code"), [(400, "INVALID"), (-1, "INVALID"), (30, "CONFLICT")])
def test_a_moment_that_makes_no_sense_is_refused(
    channel: Channel, alice: Player, days: int, code: ErrorCode
) -> None:
    synchronise(channel.pk)
    with pytest.raises(RefusalError) as refusal:
        import_further_back(alice.viewer, channel.pk, timezone.now() - days * DAY)
    assert code_of(refusal) is ErrorCode(code)


def test_a_second_import_waits_for_the_first(channel: Channel, alice: Player) -> None:
    with pytest.raises(RefusalError) as refusal:
        import_further_back(alice.viewer, channel.pk, timezone.now() - 200 * DAY)
    assert code_of(refusal) is ErrorCode.CONFLICT


def test_a_channel_that_is_off_or_stopped_imports_nothing(channel: Channel, alice: Player) -> None:
    synchronise(channel.pk)
    Channel.objects.update(health=ChannelHealth.BLOCKED, health_message="The key was refused.")
    for _ in range(2):
        with pytest.raises(RefusalError) as refusal:
            import_further_back(alice.viewer, channel.pk, timezone.now() - 200 * DAY)
        assert code_of(refusal) is ErrorCode.CONFLICT
        update_channel(alice.viewer, channel.pk, is_enabled=False, credentials=None)


def test_where_messages_come_by_mail_there_is_nothing_to_ask_for(channel: Channel, alice: Player) -> None:
    Channel.objects.update(platform="AMAZON", marketplace="amazon-fr")
    with pytest.raises(RefusalError) as refusal:
        import_further_back(alice.viewer, channel.pk, timezone.now() - 200 * DAY)
    assert code_of(refusal) is ErrorCode.UNSUPPORTED


def test_only_those_who_manage_and_see_the_channel_import(
    channel: Channel, charlie: Player, rita: Player, bob: Player
) -> None:
    for who, code in ((charlie, "FORBIDDEN"), (rita, "FORBIDDEN"), (bob, "NOT_FOUND")):
        with pytest.raises(RefusalError) as refusal:
            stop_import(who.viewer, channel.pk)
        assert code_of(refusal) is ErrorCode(code)
        with pytest.raises(RefusalError) as refusal:
            import_further_back(who.viewer, channel.pk, timezone.now() - 200 * DAY)
        assert code_of(refusal) is ErrorCode(code)
