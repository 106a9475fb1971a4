"""The sandbox is a package of its own: what it rehearses must not leak into how it rehearses it."""

import ast
from pathlib import Path

SANDBOX = Path(__file__).parent.parent.parent / "sandbox"


def test_it_imports_nothing_of_the_product() -> None:
    files = list(SANDBOX.rglob("*.py"))
    assert len(files) > 50
    for path in files:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names.append(node.module or "")
            assert not any(name.partition(".")[0] in ("guichet", "django", "tests") for name in names), path
