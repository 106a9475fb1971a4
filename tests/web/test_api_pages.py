"""The pages of the API as far as they go without a script."""

import pytest
from django.test import Client
from graphql import parse, validate

from guichet.api.schema import schema
from guichet.web.playground.examples import TITLES, examples

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
