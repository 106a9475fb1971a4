from datetime import UTC, datetime
from decimal import Decimal

import pytest

from guichet.platforms.fields import FieldError, Fields, dump, load


def fields(json: str) -> Fields:
    return Fields.of(load(json.encode()), "thing")


@pytest.mark.parametrize("body", [b"", b"{", b"NaN", b"[Infinity]", b"\xff", b"[" * 200_000, b"1" * 10_000])
def test_what_is_no_json_is_a_value_error(body: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the words differ, the kind is the promise
        load(body)


def test_numbers_stay_exact() -> None:
    assert load(b"[0.1, 1e2, 3]") == [Decimal("0.1"), Decimal("1E+2"), 3]


def test_dumped_json_loads_again() -> None:
    assert load(dump({"a": "é\ud800", "b": [None, True]})) == {"a": "é\ud800", "b": [None, True]}


@pytest.mark.parametrize(
    ("json", "expected"),
    [
        ('"x"', "x"),
        ("12", "12"),
        ('""', None),
        ("null", None),
        ("true", None),
        ("[]", None),
        ("1.5", None),
        ('"a\\u0000b\\ud83d"', "ab"),
        ('" x "', " x "),
    ],
)
def test_text(json: str, expected: str | None) -> None:
    assert fields(f'{{"v": {json}}}').text("v") == expected


def test_words_stand_on_one_line() -> None:
    assert fields('{"v": " a\\n\\u202eb\\u00a0c "}').words("v") == "a b c"
    assert fields('{"v": " \\n "}').words("v") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-20T08:30:00Z", datetime(2026, 11, 20, 8, 30, tzinfo=UTC)),
        ("2026-11-20T08:30:00.412Z", datetime(2026, 11, 20, 8, 30, 0, 412000, tzinfo=UTC)),
        ("2026-11-20T09:30:00+01:00", datetime(2026, 11, 20, 8, 30, tzinfo=UTC)),
        ("2026-11-20T08:30:00", datetime(2026, 11, 20, 8, 30, tzinfo=UTC)),
        ("0001-01-01T00:00:00+14:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_moments(text: str, expected: datetime | None) -> None:
    assert fields(f'{{"v": "{text}"}}').moment("v") == expected


@pytest.mark.parametrize(
    ("json", "money", "whole"),
    [
        ("54.90", Decimal("54.90"), None),
        ('"54.90"', Decimal("54.90"), None),
        ("3", Decimal(3), 3),
        ("3.0", Decimal("3.0"), 3),
        ("0", Decimal(0), 0),
        ('"x"', None, None),
        ('"NaN"', None, None),
        ("true", None, None),
        ("1e999999", None, None),
        ("null", None, None),
    ],
)
def test_numbers(json: str, money: Decimal | None, whole: int | None) -> None:
    value = fields(f'{{"v": {json}}}')
    assert (value.money("v"), value.whole("v")) == (money, whole)


def test_children_are_objects_or_nothing() -> None:
    value = fields('{"one": {"a": "b"}, "many": [{"a": "c"}, null, 1], "odd": 3}')
    assert value.child("one").text("a") == "b"
    assert value.child("odd").values == value.child("none").values == {}
    assert [child.text("a") for child in value.children("many")] == ["c"]
    assert value.children("odd") == []


def test_what_is_required_is_named_and_never_quoted() -> None:
    with pytest.raises(FieldError, match=r"^thing\.one\.id is missing$"):
        fields('{"one": {"id": ""}}').child("one").required("id")
    with pytest.raises(FieldError, match=r"^page is not an object$"):
        Fields.of(["secret"], "page")
    assert "secret" not in repr(Fields({"a": "secret"}, "thing"))
