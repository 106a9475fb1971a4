"""The printed table tells what the manifests say."""

from pathlib import Path

from guichet.platforms.manifest import manifest_of, platforms
from guichet.platforms.table import table

PRINTED = Path(__file__).parent.parent.parent / "docs" / "connectors.md"


def test_the_table_is_up_to_date() -> None:
    assert PRINTED.read_text(encoding="utf-8") == table(), "run `make connectors`"


def test_every_platform_has_a_row() -> None:
    rows = [line for line in table().partition("## Quality")[0].splitlines() if line.startswith("| ")]
    assert [row.split(" | ")[0].strip("| ") for row in rows[2:]] == [manifest_of(p).name for p in platforms()]


def test_what_the_issue_asks_of_the_table_is_in_it() -> None:
    head = next(line for line in table().splitlines() if line.startswith("| platform | marketplaces"))
    columns = [cell.strip() for cell in head.strip("|").split("|")]
    assert {"reads", "answers", "files out", "links allowed", "files as links", "order"} <= set(columns)


def test_the_cells_follow_the_manifests() -> None:
    rows = [line.strip("| ").split(" | ") for line in table().partition("## Quality")[0].splitlines()]
    by_name = {row[0]: row for row in rows if len(row) > 5}
    column = {name: place for place, name in enumerate(by_name["platform"])}
    assert by_name["Amazon"][column["links allowed"]] == "no"
    assert by_name["Amazon"][column["order"]] == "yes, where access was given"
    assert by_name["Rakuten France"][column["to both at once"]] == "no"
    assert by_name["Fnac Darty"][column["files as links"]] == "yes"
    assert by_name["Mirakl"][column["files out"]] == "yes"
