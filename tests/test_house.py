"""What the linters cannot see of the house's rules."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent / "src" / "guichet"
WRITES = {"save", "create", "bulk_create", "update_or_create", "get_or_create", "delete", "bulk_update"}
FACES = sorted(path for room in ("api", "web") for path in (HOUSE / room).rglob("*.py"))


@pytest.mark.parametrize("path", FACES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_the_faces_write_no_row(path: Path) -> None:
    assert list(_calls(path, WRITES)) == []


@pytest.mark.parametrize("path", FACES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_the_faces_reach_rows_by_queries_only(path: Path) -> None:
    found = [node for node in ast.walk(_tree(path)) if isinstance(node, ast.Attribute)]
    assert [node.lineno for node in found if node.attr == "objects"] == []


def test_files_stay_small() -> None:
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in HOUSE.rglob("*.py")}
    large = {str(path.relative_to(HOUSE)): size for path, size in sizes.items() if size > 300}
    assert large == {}


def _tree(path: Path) -> ast.AST:
    return ast.parse(path.read_text(encoding="utf-8"))


def _calls(path: Path, names: set[str]) -> Iterator[str]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names:
            yield f"{path.name}:{node.lineno} {node.func.attr}"
