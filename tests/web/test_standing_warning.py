"""What a seller must know before every answer at one marketplace stands in the composer."""

import pytest
from django.test import Client

from guichet.platforms.words import Platform
from tests.cast import Company
from tests.linking import talk_on

pytestmark = pytest.mark.django_db


def test_reclaimit_is_named_before_an_answer_at_cdon(inside: Client, lumen: Company) -> None:
    talk = talk_on(lumen.store, "cdon-se", Platform.CDON)
    assert "Reclaimit" in inside.get(f"/d/{talk.pk}").content.decode()


def test_nothing_is_warned_of_where_nothing_is_to_be_known(inside: Client, lumen: Company) -> None:
    talk = talk_on(lumen.store, "fnac-fr", Platform.FNAC_DARTY)
    assert "composer__warn--standing" not in inside.get(f"/d/{talk.pk}").content.decode()
