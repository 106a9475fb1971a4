"""Everything that a person can do in the pages can be done by the API."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern
from pytest_django import Settings

from guichet.web.urls import urlpatterns
from tests.api.matrix_selection import fields_of
from tests.api.pages_table import PAGES, WHY

ROUTES = [str(one.pattern) for one in urlpatterns if isinstance(one, URLPattern)]
PARAMETER = re.compile(r"<(\w+):\w+>")
QUERIES, MUTATIONS = set(fields_of("Query")), set(fields_of("Mutation"))


def test_every_address_has_a_line_and_every_line_an_address() -> None:
    assert len(ROUTES) == len(urlpatterns)
    assert set(PAGES) | set(WHY) == set(ROUTES), "say in tests/api/pages_table.py what does the same by API"
    assert not set(PAGES) & set(WHY)


def test_what_the_lines_name_is_served() -> None:
    unknown = {route: set(named) - QUERIES - MUTATIONS for route, named in PAGES.items()}
    assert not any(unknown.values()), unknown
    assert all(PAGES.values())
    assert all(WHY.values())


@pytest.mark.django_db
def test_what_is_posted_to_is_a_mutation(settings: Settings) -> None:
    settings.ROOT_URLCONF = "guichet.config.urls"
    client = Client()
    for route, named in PAGES.items():
        address = "/" + PARAMETER.sub(lambda found: "1" if found[1] == "int" else str(uuid4()), route)
        reads, acts = (client.generic(method, address).status_code != 405 for method in ("GET", "POST"))
        assert reads or acts, route
        if acts:
            assert MUTATIONS & set(named), f"{route} is posted to: name the mutation that does the same"
