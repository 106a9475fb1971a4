"""PostgreSQL itself shows and takes no row of another account (docs/decisions/0014-row-security.md)."""

from collections.abc import Iterator
from contextlib import suppress
from threading import Thread
from unittest.mock import patch
from uuid import UUID

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings

from guichet.accounts.models import Store
from guichet.accounts.queries.quick import quick
from guichet.accounts.scope import everywhere, pieces_within, within
from guichet.accounts.viewer import Viewer
from guichet.config.postgres.about import About
from guichet.config.postgres.role import APP_ROLE, behind_wall
from guichet.config.postgres.wall import build_wall
from guichet.inbox.models import Discussion
from guichet.jobs.app import work_of
from guichet.web.gate import members_only
from tests.accounts.walled import filled, tables_behind_wall, tables_in_front
from tests.cast import Company, Player, company, player
from tests.inbox.queries.rows import channel_in, discussion_in

# What belongs to no account, and why nobody learns of another account's customers from it.
WITHOUT = {
    "person": "one person may belong to several accounts; who signs in is looked up before any is known",
    "account_emailaddress": "a person's, for signing in",
    "account_emailconfirmation": "a person's, for signing in",
    "mfa_authenticator": "a person's second factors",
    "usersessions_usersession": "a person's sessions",
    "socialaccount_socialaccount": "a person's, at the company's own issuer",
    "socialaccount_socialapp": "the installation's issuers; kept in the environment, so it is empty",
    "socialaccount_socialtoken": "kept off; its account_id is a person's at an issuer",
    "django_session": "found by its secret key alone",
    "throttle": "counts of tries by digests of names and addresses",
    "backup_run": "the installation's backups",
    "invariant_run": "what the installation found of itself: names of rules and keys of rows",
    "django_content_type": "names of models",
    "django_migrations": "names of migrations",
    "auth_group": "unused, of django.contrib.auth",
    "auth_group_permissions": "unused, of django.contrib.auth",
    "auth_permission": "unused, of django.contrib.auth",
}


@pytest.fixture
def elsewhere(lumen: Company) -> Company:
    """Another account; each has one discussion."""
    other = company("Elsewhere")
    for one in (lumen, other):
        discussion_in(channel_in(one.store), said=["Bonjour"])
    return other


@pytest.fixture
def walled(elsewhere: Company) -> Iterator[Company]:
    """The same, seen from behind the wall."""
    with behind_wall():
        yield elsewhere


def seen() -> set[UUID]:
    """A query that forgets its condition."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT account_id FROM discussion")
        return {account_id for (account_id,) in cursor.fetchall()}


@pytest.mark.django_db
def test_every_table_is_behind_the_wall_or_has_a_reason() -> None:
    in_front = {name for name in tables_in_front() if not name.startswith("procrastinate_")}
    assert in_front == set(WITHOUT), "RowSecurity in the table's migration, or a reason here"


def test_no_table_shows_a_row_of_another_account(lumen: Company, elsewhere: Company) -> None:
    mine, theirs = lumen.account.pk, elsewhere.account.pk
    tables = [name for name in tables_behind_wall() if name not in ("account", "member_stores")]
    missing, leaking, taking = [], [], []
    filled(tables, [mine, theirs])
    with behind_wall(), connection.cursor() as cursor:
        for table in tables:
            asked = f"SELECT DISTINCT account_id FROM {table} WHERE account_id IS NOT NULL"  # noqa: S608
            shown = {}
            for scope in (within(mine), within(theirs), everywhere("both")):
                with scope:
                    cursor.execute(asked)
                    shown[scope] = {row[0] for row in cursor.fetchall()}
            cursor.execute(asked)
            if list(shown.values()) != [{mine}, {theirs}, {mine, theirs}]:
                missing.append(table)
            if cursor.fetchone() is not None:
                leaking.append(table)
            with suppress(DatabaseError), within(mine), transaction.atomic():
                cursor.execute(f"UPDATE {table} SET account_id = %s", [theirs])  # noqa: S608
                taking.append(table)
    assert (missing, leaking, taking) == ([], [], [])


def test_members_keep_their_stores_to_themselves(lumen: Company, elsewhere: Company) -> None:
    player(lumen, "Charlie", only=lumen.store)
    player(elsewhere, "Dora", only=elsewhere.store)
    with behind_wall(), connection.cursor() as cursor:
        for scope, stores in ((within(lumen.account.pk), [(lumen.store.pk,)]), (within(UUID(int=0)), [])):
            with scope:
                cursor.execute("SELECT store_id FROM member_stores")
                assert cursor.fetchall() == stores


def test_a_row_for_another_account_is_refused(lumen: Company, walled: Company) -> None:
    with within(lumen.account.pk):
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Store.objects.create(account=walled.account, name="Not mine")
        assert Discussion.objects.filter(account=walled.account).update(is_read=True) == 0


def test_work_within_an_account_ends_with_its_block(lumen: Company, walled: Company) -> None:
    mine, theirs = lumen.account.pk, walled.account.pk
    with within(mine):
        with within(theirs):
            assert seen() == {theirs}
        assert seen() == {mine}
        with everywhere("all of them"):
            assert seen() == {mine, theirs}
    assert seen() == set()


def test_a_savepoint_that_is_rolled_back_leaves_no_account_behind(lumen: Company, walled: Company) -> None:
    mine, theirs = lumen.account.pk, walled.account.pk
    with within(mine):
        assert seen() == {mine}
        with suppress(DatabaseError), transaction.atomic(), within(theirs), connection.cursor() as cursor:
            assert seen() == {theirs}
            cursor.execute("SELECT 1 / 0")
        assert seen() == {mine}
        with suppress(DatabaseError), within(theirs), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
        assert seen() == {mine}


@pytest.mark.django_db(transaction=True)
def test_connections_carry_no_account_along(lumen: Company, elsewhere: Company) -> None:
    """With real transactions: errors, rollbacks, threads, and a pooler that mixes them all."""
    mine, theirs = lumen.account.pk, elsewhere.account.pk
    with behind_wall():
        with suppress(DatabaseError), within(mine), transaction.atomic(), within(theirs):
            assert seen() == {theirs}
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 / 0")
        assert seen() == set()
        with within(mine):
            assert seen() == {mine}
            assert in_a_thread() == set()
            connection.close()
            assert seen() == {mine}
        through_a_pooler(mine)


def in_a_thread() -> set[UUID]:
    """What a thread sees that was told no account."""
    found: list[set[UUID]] = []

    def look() -> None:
        with behind_wall():
            found.append(seen())
        connection.close()

    thread = Thread(target=look)
    thread.start()
    thread.join()
    return found[0]


def through_a_pooler(account_id: UUID) -> None:
    """Nothing that was told outlives its transaction."""
    connection.close()
    pooled = About(is_pooled=True, bypasses=True, app_role=APP_ROLE)
    with patch("guichet.config.postgres.base.about", return_value=pooled), within(account_id):
        assert seen() == {account_id}
        assert quick("SELECT account_id FROM discussion", []) == [(account_id,)]
        assert left_behind() == ("NONE", "")
        with transaction.atomic():
            assert seen() == {account_id}
        assert left_behind() == ("NONE", "")
        connection.close()


def left_behind() -> tuple[str, str]:
    """What the process of PostgreSQL still believes, asked past everything of ours."""
    found = connection.connection.execute(
        "SELECT upper(current_setting('role')), current_setting('guichet.account', true)"
    ).fetchone()
    return found[0], found[1] or ""


@members_only
def shown(_request: HttpRequest, _viewer: Viewer) -> HttpResponse:
    return HttpResponse(",".join(map(str, seen())))


def shown_to_all(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(",".join(map(str, seen())))


urlpatterns = [path("members", shown), path("anybody", shown_to_all)]


def test_a_request_sees_nothing_of_the_last_one(
    lumen: Company, elsewhere: Company, alice: Player, settings: Settings
) -> None:
    settings.ROOT_URLCONF = __name__
    browser = Client()
    browser.force_login(alice.person)
    assert browser.get("/members").content.decode() == str(lumen.account.pk)
    assert browser.get("/anybody").content == b""


def test_a_job_works_within_the_account_of_its_row(lumen: Company, walled: Company) -> None:
    with everywhere("both"):
        ours, theirs = (Discussion.objects.get(account=one.account) for one in (lumen, walled))
    found: list[tuple[set[UUID], bool]] = []

    def probe(discussion_id: str) -> None:
        found.append((seen(), Discussion.objects.filter(id=theirs.pk).exists()))

    work_of(probe, of=Discussion)(discussion_id=str(ours.pk))
    assert found == [({lumen.account.pk}, False)]
    work_of(probe, of=Discussion)(discussion_id=str(UUID(int=0)))
    assert len(found) == 1


def test_an_answer_made_while_it_is_sent_stays_within(lumen: Company, walled: Company) -> None:
    def pieces() -> Iterator[set[UUID]]:
        yield seen()
        yield seen()

    making = pieces_within(lumen.account.pk, pieces())
    assert [next(making), seen(), *making] == [{lumen.account.pk}, set(), {lumen.account.pk}]


def test_where_no_role_can_be_made_the_tables_hold_their_owner(lumen: Company, elsewhere: Company) -> None:
    """As on a managed server: no superuser, may not make roles, and owns all tables."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("CREATE ROLE guichet_plain_owner")
        cursor.execute("GRANT CREATE ON SCHEMA public TO guichet_plain_owner")
        for table in (*tables_behind_wall(), *tables_in_front()):
            cursor.execute(f"ALTER TABLE {table} OWNER TO guichet_plain_owner")
        cursor.execute("SET ROLE guichet_plain_owner")
        assert seen() == {lumen.account.pk, elsewhere.account.pk}
        build_wall()
        assert seen() == set()
        cursor.execute("SELECT set_config('guichet.account', %s, false)", [str(lumen.account.pk)])
        assert seen() == {lumen.account.pk}
