"""Whether a schema is newer than this code."""

from collections.abc import Iterable
from pathlib import Path

PACKAGE = Path(__file__).parent.parent


def unknown_migrations(applied: Iterable[str]) -> list[str]:
    """Those of `app.name` that belong to a room of ours and are not in it: a newer Guichet made them."""
    known = {f"{path.parent.parent.name}.{path.stem}" for path in PACKAGE.glob("*/migrations/0*.py")}
    rooms = {name.partition(".")[0] for name in known}
    return sorted(name for name in applied if name.partition(".")[0] in rooms and name not in known)
