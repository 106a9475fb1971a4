"""The page for users names the states that the product goes by."""

import csv

import pytest

from tools.states import PAGE, STATES, table

if not PAGE.exists():
    pytest.skip("the documentation is not here", allow_module_level=True)


def test_the_page_has_the_table_as_it_is() -> None:
    assert table() in PAGE.read_text(encoding="utf-8"), "run: make invoices"


def test_every_state_is_in_the_table() -> None:
    with STATES.open(encoding="utf-8", newline="") as file:
        assert [row["state"] for row in csv.DictReader(file) if f"`{row['state']}`" not in table()] == []
