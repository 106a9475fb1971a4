"""The printed page tells what the data says."""

from pathlib import Path

from guichet.platforms.deadlines.limits import limits
from guichet.platforms.deadlines.page import page

PRINTED = Path(__file__).parents[3] / "docs" / "deadlines.md"


def test_the_page_is_up_to_date() -> None:
    assert PRINTED.read_text(encoding="utf-8") == page(), "run `make deadlines`"


def test_every_limit_has_a_line_with_its_source() -> None:
    lines = [line for line in page().splitlines() if line.startswith("| ")][2:]
    assert len(lines) == len(limits())
    for line, limit in zip(lines, limits(), strict=True):
        assert limit.words in line
        assert limit.source in line
