"""SECURITY.md names tests and files that are there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", PAGE)))
MODULES = sorted(
    set(re.findall(r"`((?:platforms|web|config|inbox|checks|cli|api|invoicing)/[\w/]+(?:\.py)?/?)`", PAGE))
)


@cache
def _tests(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def _is_there(path: str, name: str) -> bool:
    return (ROOT / path).is_file() and (not name or name in _tests(path))


def test_it_names_tests_that_exist() -> None:
    assert len(NAMED) > 50
    missing = [f"{path}::{name}" for path, name in NAMED if not _is_there(path, name)]
    assert missing == []


@pytest.mark.parametrize("module", MODULES)
def test_it_names_modules_that_exist(module: str) -> None:
    assert (ROOT / "src" / "guichet" / module).exists()


def test_every_row_shows_its_test() -> None:
    table = PAGE.partition("| Who | What they try")[2].partition("\n\n")[0]
    threats = [line for line in table.splitlines()[2:] if line.startswith("| ")]
    assert len(threats) > 20
    assert [line for line in threats if "`tests/" not in line.rsplit("|", 2)[1]] == []
