"""`python -m chaos.facts`: what Guichet itself says of an installation that has ended, as JSON.

A week passes for files first: what a killed process left behind is let go of by then.
"""

import json
import os
import time
from pathlib import Path
from typing import Any

WEEK_AND_A_DAY = 8 * 86_400.0


def facts(folder: Path) -> dict[str, Any]:
    """Broken invariants, and the contents that are left."""
    from guichet.accounts.scope import everywhere
    from guichet.inbox.invariants import INVARIANTS, broken_of
    from guichet.invoicing.invariants import INVARIANTS as PAPERS
    from guichet.sync.let_go import let_go

    _age(folder / "files")
    with everywhere("the judgement after chaos"):
        let_go()
        broken = broken_of((*INVARIANTS, *PAPERS))
    kept = [path.name for path in (folder / "files").rglob("*") if path.is_file() and path.name != ".lock"]
    told = [f"{one.name} is broken by {one.count}: {', '.join(one.sample[:3])}" for one in broken]
    return {"broken": told, "kept": kept}


def _age(files: Path) -> None:
    then = time.time() - WEEK_AND_A_DAY
    for path in files.rglob("*"):
        if path.is_file():
            os.utime(path, (then, then))


if __name__ == "__main__":
    from guichet.config.environment import read_environment
    from guichet.config.starting import ready

    with ready():
        print(json.dumps(facts(read_environment().data_dir)))
