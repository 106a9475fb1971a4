"""Documents are kept between requests, as long as they are few and small."""

from unittest.mock import Mock

import pytest
from strawberry.extensions import parser_cache, validation_cache

from guichet.api.cache import KEPT, LARGEST_KEPT
from tests.api.asking import Api

parsed = parser_cache._get_parse_cache(KEPT)
validated = validation_cache._get_validate_cache(KEPT)


@pytest.fixture(autouse=True)
def _empty() -> None:
    parsed.cache_clear()  # type: ignore[attr-defined]
    validated.cache_clear()  # type: ignore[attr-defined]


def _sizes() -> tuple[int, int]:
    return parsed.cache_info().currsize, validated.cache_info().currsize  # type: ignore[attr-defined]


def test_the_same_document_is_parsed_and_validated_once(
    as_alice: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        as_alice.data("{ viewer { name } }")
    assert _sizes() == (1, 1)
    again = Mock(side_effect=AssertionError)
    monkeypatch.setattr("strawberry.schema.schema.parse", again)
    as_alice.data("{ viewer { name } }")
    again.assert_not_called()


def test_mistakes_are_told_again(as_alice: Api) -> None:
    told = [as_alice.errors("{ nonsense }") for _ in range(2)]
    assert told[0] == told[1]


def test_large_documents_are_answered_and_not_kept(as_alice: Api) -> None:
    query = "{ viewer { name } } #" + "x" * LARGEST_KEPT
    assert as_alice.data(query) == {"viewer": {"name": "Alice"}}
    assert _sizes() == (0, 0)


def test_no_more_than_so_many_are_kept(as_alice: Api) -> None:
    for number in range(KEPT + 5):
        as_alice.data(f"query Q{number} {{ viewer {{ name }} }}")
    assert _sizes() == (KEPT, KEPT)
