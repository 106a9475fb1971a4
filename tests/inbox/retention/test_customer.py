"""One customer: found in the visible stores, exported whole, erased once somebody typed who it is."""

import json
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from guichet.accounts.errors import RefusalError
from guichet.accounts.models import Role
from guichet.inbox.models import Discussion, ErasureReceipt
from guichet.inbox.retention.customer import Sought, find_customer
from guichet.inbox.retention.erase_customer import erase_customer
from guichet.inbox.retention.export import export_customer
from guichet.inbox.retention.preview import preview
from guichet.inbox.retention.receipts import one_receipt, receipt_as_json, receipts_of
from guichet.inbox.retention.rules import rules_of
from guichet.inbox.retention.save_rule import save_retention_rule
from guichet.platforms.words import Platform
from tests.audited import entries
from tests.cast import Company, Player, player
from tests.inbox.queries.rows import LINA, discussion_in
from tests.inbox.retention.planted import (
    EMAIL,
    NAME,
    WORD,
    finished,
    places,
    planted,
)

pytestmark = pytest.mark.django_db


def test_they_are_found_by_address_name_or_id(lumen: Company, alice: Player, bob: Player) -> None:
    one = planted(lumen, alice, days=1, status="OPEN")
    other = discussion_in(one.channel, participants=[LINA], order_ref="O-1")  # about their order
    discussion_in(one.channel, participants=[LINA])
    theirs = {one.talk.pk, other.pk}
    for sought in (
        Sought(email=EMAIL.upper()),
        Sought(channel_id=one.channel.pk, participant=f"id-{WORD}"),
        Sought(channel_id=one.channel.pk, participant=NAME.lower()),
    ):
        found = find_customer(alice.viewer, sought)
        assert (set(found.discussion_ids), found.order_ids) == (theirs, [one.order.pk])
    narrow = player(lumen, "Nina", Role.OWNER, only=lumen.other_store)
    for stranger, sought in (
        (bob, Sought(email=EMAIL)), (narrow, Sought(email=EMAIL)), (alice, Sought(email="a_%@example.org")),
    ):  # fmt: skip
        with pytest.raises(RefusalError, match="Check the spelling"):
            find_customer(stranger.viewer, sought)


def test_export_holds_all_of_it(lumen: Company, alice: Player) -> None:
    planted(lumen, alice, days=1)
    with export_customer(alice.viewer, Sought(email=EMAIL)) as kept, zipfile.ZipFile(kept) as packed:
        told = json.loads(packed.read("customer.json"))
        names = packed.namelist()
        files = [packed.read(name) for name in names if name.startswith(("files/", "papers/"))]
    assert [message["body"] for message in told["messages"]] == [f"I am {NAME}"]
    assert told["orders"][0]["data"]["billing_address"]["city"] == WORD
    assert sorted(files) == [b"%PDF invoice for " + WORD.encode(), b"a picture of " + WORD.encode()]
    assert len([name for name in names if name.startswith("mails/")]) == 1
    assert [entry.act for entry in entries(lumen.account.pk)] == ["customer.export"]


def test_erasing_asks_once_more_and_leaves_a_receipt_without_a_name(lumen: Company, alice: Player) -> None:
    planted(lumen, alice, days=1, status="OPEN")
    bystander = discussion_in(Discussion.objects.get().channel, ["Bonjour"], participants=[LINA])
    with pytest.raises(RefusalError, match="once more"):
        erase_customer(alice.viewer, Sought(email=EMAIL), "yes")
    manager = player(lumen, "Max", Role.MANAGER)
    with pytest.raises(RefusalError, match="owners"):
        erase_customer(manager.viewer, Sought(email=EMAIL), EMAIL)
    receipt = finished(erase_customer(alice.viewer, Sought(email=EMAIL), f" {EMAIL} "))
    assert places() == {"invoice.data", "files"}
    told = receipt_as_json(one_receipt(manager.viewer, receipt.pk), "Alice")
    assert WORD not in json.dumps(told)
    assert told["erased"] | {"mails": 3, "orders": 1} == told["erased"]
    assert (told["papersKept"], told["backups"][0]["name"]) == (1, "b")
    assert receipts_of(manager.viewer) == [ErasureReceipt.objects.get()]
    bystander.refresh_from_db()
    assert bystander.participants == [LINA]
    assert [entry.act for entry in entries(lumen.account.pk)] == ["customer.erase", "retention.erase"]


def test_rules_are_said_by_owners_and_shown_before_they_hold(lumen: Company, alice: Player) -> None:
    one = planted(lumen, alice)
    held = {rule.platform: rule.days for rule in rules_of(lumen.account.pk)}
    assert held == {platform: 30 if platform is Platform.AMAZON else None for platform in Platform}
    shown = preview(alice.viewer)
    assert [(m.platform, m.discussions, m.messages) for m in shown.months] == [("AMAZON", 1, 1)]
    assert shown.months[0].month == one.said_at.date().replace(day=1)
    assert [(s.subject, s.age_days) for s in shown.samples] == [(f"From {NAME}", 40)]
    narrow = player(lumen, "Nina", Role.OWNER, only=lumen.other_store)
    assert preview(narrow.viewer).discussions == 0
    save_retention_rule(alice.viewer, None, 20)
    assert {rule.days for rule in rules_of(lumen.account.pk)} == {20}
    save_retention_rule(alice.viewer, Platform.AMAZON, None)
    assert preview(alice.viewer).discussions == 0
    for wrong in (0, 3651):
        with pytest.raises(RefusalError, match="1 to 3650"):
            save_retention_rule(alice.viewer, None, wrong)
    with pytest.raises(RefusalError):
        save_retention_rule(narrow.viewer, None, 20)
    acts = [(entry.act, entry.after["days"]) for entry in entries(lumen.account.pk) if entry.after]
    assert acts == [("retention.change", 20), ("retention.change", None)]
    assert one.said_at < timezone.now() - timedelta(days=30)
