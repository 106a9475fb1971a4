"""PostgreSQL can be split by account: what every key and reference between our tables says of it."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from guichet.accounts.models import Channel, Store
from tests.cast import Company, Player
from tools.distribute import citus_statements, local_statements
from tools.distribution.catalogue import Catalogue, Key, read_catalogue

# Keys that hold neither the account nor a row of one, and why that is safe where each account's rows are one
# node's alone.
SAFE = {
    "api_token_digest_key": "SHA-256 of 256 random bits: no two tokens are alike, wherever they are kept",
    "file_link_token_key": "256 random bits",
    "api_spending_pkey": "the UUIDv7 of a token or of a member",
}


@pytest.fixture
def catalogue(db: None) -> Catalogue:
    return read_catalogue()


def _is_own_key(key: Key) -> bool:
    """One UUIDv7, made by us, or a number of the cluster: no two rows have the same, whatever node."""
    return key.is_primary and list(key.columns) == ["id"]


def test_every_unique_key_is_within_an_account(catalogue: Catalogue) -> None:
    within = {(one.table, one.column) for one in catalogue.changing}
    bare = [
        key.name
        for key in catalogue.lacking
        if not _is_own_key(key) and not any((key.table, column) in within for column in key.columns)
    ]
    assert sorted(bare) == sorted(SAFE)


def test_rows_of_an_account_refer_to_rows_of_accounts_and_to_people_alone(catalogue: Catalogue) -> None:
    assert catalogue.referred_outside == ["person"]
    assert catalogue.without_account == ["member_stores"]
    # The installation's own mailbox belongs to nobody: some rows for a whole installation.
    assert catalogue.loose == ["mailbox"]
    to_account = {one.table for one in catalogue.references if one.target == "account"}
    # These name their account without a reference, which would be checked at each of their many writes.
    unchecked = {
        "api_spending", "audit_entry", "audit_head", "audit_pending", "discussion_tally", "webhook_delivery",
    }  # fmt: skip
    assert {*catalogue.named} - to_account == unchecked


def test_a_database_can_be_given_keys_with_the_account(lumen: Company, bob: Player, channel: Channel) -> None:
    """The very statements that `python -m tools.distribute` prints, on a database with rows."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for statement in local_statements(read_catalogue()):
            cursor.execute(statement)
    after = read_catalogue()
    assert (after.lacking, after.changing, after.without_account) == ([], [], [])
    assert [Store.objects.get(id=channel.store_id), *_owners(channel)] == [lumen.store, lumen.account.pk]
    _nothing_refers_across(channel, bob)


def _owners(channel: Channel) -> list[Any]:
    return list(Channel.objects.filter(id=channel.pk).values_list("account_id", flat=True))


def _nothing_refers_across(channel: Channel, stranger: Player) -> None:
    theirs = Store.objects.create(account_id=stranger.viewer.account_id, name="Theirs")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError), transaction.atomic():
        Channel.objects.filter(id=channel.pk).update(store=theirs)


def test_citus_is_told_of_every_table_with_rows_of_an_account(catalogue: Catalogue) -> None:
    told = "\n".join(citus_statements(catalogue))
    assert all(f"'{table}', 'account_id', colocate_with" in told for table in catalogue.named)
