"""Prints into docs/invoices.md which states of an order permit its invoice: `make invoices`."""

import csv
import re
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "invoices.md"
STATES = ROOT / "src" / "guichet" / "invoicing" / "states.csv"
PLACE = re.compile(r"(?s)(?<=<!-- states -->\n).*?(?=<!-- /states -->)")
PLATFORMS = {
    "MIRAKL": "Mirakl",
    "FNAC_DARTY": "Fnac and Darty",
    "RAKUTEN_FR": "Rakuten France",
    "AMAZON": "Amazon",
    "CDON": "CDON",
}


def main() -> None:
    """Put the table into the page."""
    PAGE.write_text(
        PLACE.sub(lambda _match: f"{table()}\n", PAGE.read_text(encoding="utf-8")), encoding="utf-8"
    )


def table() -> str:
    """A row a platform, from the very table by which invoices are refused."""
    rows = ["| platform | of | too early | from acceptance on | from shipping on | nothing to invoice |"]
    rows.append("| --- " * 6 + "|")
    for (platform, scope), stages in _stages().items():
        cells = [", ".join(stages.get(stage, ())) for stage in ("EARLY", "ACCEPTED", "SHIPPED", "ENDED")]
        rows.append(f"| {PLATFORMS[platform]} | {scope} | {' | '.join(cells)} |")
    return "\n".join(rows)


def _stages() -> Mapping[tuple[str, str], dict[str, list[str]]]:
    found: dict[tuple[str, str], dict[str, list[str]]] = {}
    with STATES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            stages = found.setdefault((row["platform"], row["scope"]), {})
            stages.setdefault(row["stage"], []).append(f"`{row['state']}`")
    return found


if __name__ == "__main__":
    main()
