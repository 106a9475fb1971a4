"""What a loaded database holds and a benchmark asks for."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

# Raised whenever the generator changes what it writes: a kept database of another edition is not reused.
EDITION = 1
FILE_NAME = "bench-world.json"


@dataclass(frozen=True, slots=True)
class World:
    """Ids are text. `seconds` is how long loading took.

    `size` counts the discussions of the big account that were written one by one; each is there `copies`
    times more (`bench.data.grow`).
    """

    size: int
    seed: int
    until: float
    account_id: str
    member_id: str
    email: str
    password: str
    token: str
    store_ids: tuple[str, ...]
    marketplaces: tuple[str, ...]
    short_id: str
    long_id: str
    order_id: str
    seconds: float
    copies: int = 0
    edition: int = EDITION

    @property
    def discussions(self) -> int:
        """All of the big account."""
        return self.size * (1 + self.copies)

    def keep(self, folder: Path) -> None:
        """Write it beside the database."""
        (folder / FILE_NAME).write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")


def kept_world(folder: Path) -> World | None:
    """The world of a folder; None where none was loaded to its end, or by another edition."""
    path = folder / FILE_NAME
    if not path.exists():
        return None
    fields = json.loads(path.read_text(encoding="utf-8"))
    if fields.get("edition") != EDITION:
        return None
    listed = {name: tuple(fields[name]) for name in ("store_ids", "marketplaces")}
    return World(**(fields | listed))
