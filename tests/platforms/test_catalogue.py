import csv
import re
from pathlib import Path

import pytest

from guichet.platforms.catalogue import marketplace, marketplaces, search
from guichet.platforms.manifest import platforms
from guichet.platforms.words import Platform


def test_codes_are_stable_names_told_once() -> None:
    codes = [entry.code for entry in marketplaces()]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", code) for code in codes)


def test_every_entry_can_be_shown_and_connected() -> None:
    for entry in marketplaces():
        assert entry.name == entry.name.strip() != ""
        assert entry.platform in platforms()
        assert entry.where_credentials
        assert entry.country is None or re.fullmatch(r"[A-Z]{2}", entry.country)
        assert entry.base_url is None or re.fullmatch(r"https://[a-z0-9.-]+(/[\w./-]*)?", entry.base_url)


def test_every_platform_has_a_marketplace() -> None:
    assert {entry.platform for entry in marketplaces()} == set(platforms())


def test_mirakl_operators_are_those_of_the_reference(shared: Path) -> None:
    with (shared / "reference" / "mirakl-operators.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if not row["evidence"].startswith("not usable")]
    told = {
        (f"mirakl-{row['code'].replace('_', '-')}", row["country"], row["base_url"] or None) for row in rows
    }
    ours = {(e.code, e.country, e.base_url) for e in search(platform=Platform.MIRAKL)}
    assert ours == told | {("mirakl-other", None, None)}
    assert len(rows) == 111


def test_how_sure_a_host_is_goes_with_having_one() -> None:
    for entry in search(platform=Platform.MIRAKL):
        grade = entry.evidence.partition(":")[0]
        assert grade in ("high", "medium", "low", "none")
        assert (grade == "none") == (entry.base_url is None)


def test_a_marketplace_is_found_by_its_code() -> None:
    found = marketplace("mirakl-leroymerlin")
    assert found is not None
    assert found.base_url == "https://adeo-marketplace.mirakl.net"
    assert marketplace("mirakl-fnac") is None
    assert marketplace("") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("LEROY", "mirakl-leroymerlin"),
        ("  merlin  leroy ", "mirakl-leroymerlin"),
        ("brico prive", "mirakl-bricoprive"),
        ("BRICO PRIVÉ", "mirakl-bricoprive"),
        ("decouvertes", "mirakl-naturedecouvertes"),
        ("mirakl-other", "mirakl-other"),
    ],
)
def test_case_and_accents_do_not_matter_in_a_search(text: str, code: str) -> None:
    assert code in [entry.code for entry in search(text)]


def test_a_search_narrows_down() -> None:
    assert search("no such marketplace anywhere") == ()
    assert search() == search("") == search(None, None) == marketplaces()
    assert all(entry.platform is Platform.MIRAKL for entry in search("leroy", Platform.MIRAKL))
    assert search("leroy", Platform.CDON) == ()


def test_the_entry_for_all_others_comes_last_of_its_platform() -> None:
    assert search(platform=Platform.MIRAKL)[-1].code == "mirakl-other"
