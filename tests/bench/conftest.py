"""Believable data, loaded once for all tests of plans and rolled back after them."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from bench.data.load import load
from bench.data.world import World
from guichet.accounts.models import Member
from guichet.accounts.queries.viewer import viewer_of_member
from guichet.accounts.viewer import Viewer

# Large enough for the planner to prefer an index wherever it would with a million discussions.
SIZE = 5_000
UNTIL = 1_790_000_000.0


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The database of the tests, full; everything happens in one transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load(SIZE, seed=1, until=UNTIL, say=lambda _: None)
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def viewer(world: World) -> Viewer:
    """The owner of the big account."""
    return viewer_of_member(Member.objects.select_related("person").get(pk=world.member_id))
