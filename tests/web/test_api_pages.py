"""The pages of the API as far as they go without a script."""

import pytest
from django.test import Client
from graphql import parse, validate

from guichet.api.schema import schema
from guichet.web.help.pages import PAGES
from guichet.web.playground.examples import TITLES, examples
from tests.web.browsing import attributes

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/graphql/playground", "/graphql/voyager"])
def test_only_members_see_them(address: str, inside: Client) -> None:
    assert Client().get(address).status_code == 302
    answer = inside.get(address)
    assert answer.status_code == 200
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self' 'wasm-unsafe-eval'" in policy
    assert "unsafe-eval'" not in policy.replace("'wasm-unsafe-eval'", "")
    assert "http" not in policy


@pytest.mark.parametrize("name", TITLES)
def test_each_example_fits_the_schema(name: str) -> None:
    (example,) = (one for one in examples() if one.name == name)
    assert validate(schema._schema, parse(example.query)) == []


@pytest.mark.parametrize("page", PAGES)
def test_the_documents_are_in_the_product(page: str, inside: Client) -> None:
    address = f"/help/{page}"
    assert Client().get(address).status_code == 302
    answer = inside.get(address)
    assert answer.status_code == 200
    for target in attributes(answer, "href", within="<a "):
        assert not target.endswith(".md"), target
        if target.startswith("/"):
            assert inside.get(target.partition("#")[0]).status_code == 200, target


def test_a_document_that_is_none_is_not_found(inside: Client) -> None:
    assert inside.get("/help/page").status_code == 404
