"""The database that tests run on is the one that Guichet makes."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_folding_ignores_case_accents_and_ligatures() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT guichet_fold('Éclair ŒUVRE Straße Łódź Ελλάς')")
        assert cursor.fetchone() == ("eclair oeuvre strasse lodz ελλας",)
