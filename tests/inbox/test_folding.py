"""The database that tests run on is the one that Guichet makes."""

import pytest
from django.db import connection

from guichet.accounts.models.keys import new_id
from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.needles import needles


@pytest.mark.django_db
def test_folding_ignores_case_accents_and_ligatures() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT guichet_fold('Éclair ŒUVRE Straße Łódź Ελλάς')")
        assert cursor.fetchone() == ("eclair oeuvre strasse lodz ελλας",)


@pytest.mark.django_db
@pytest.mark.parametrize("extra", ["", "É"])
def test_a_needle_is_folded_as_what_it_is_looked_for_in(extra: str) -> None:
    every_sign = "a" + "".join(map(chr, range(1, 128))) + extra + "z"
    (needle,) = needles(new_id(), DiscussionFilter(text=every_sign))
    with connection.cursor() as cursor:
        cursor.execute("SELECT guichet_fold(%s)", [every_sign])
        assert cursor.fetchone() == (needle.folded,)
