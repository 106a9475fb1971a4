"""The printed table tells what the manifests say."""

from pathlib import Path

from guichet.platforms.manifest import manifest_of, platforms
from guichet.platforms.table import table

PRINTED = Path(__file__).parent.parent.parent / "docs" / "connectors.md"


def test_the_table_is_up_to_date() -> None:
    assert PRINTED.read_text(encoding="utf-8") == table(), "run `make connectors`"


def test_every_platform_has_a_row() -> None:
    rows = [line for line in table().splitlines() if line.startswith("| ")]
    assert [row.split(" | ")[0].strip("| ") for row in rows[2:]] == [manifest_of(p).name for p in platforms()]
