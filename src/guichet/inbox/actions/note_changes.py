"""Notes in the audit what a change of discussions has changed."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from guichet.accounts.audit import record
from guichet.accounts.viewer import Viewer

# Of more, the entry tells how many had which value before.
MOST_NAMED = 500


def note_changes(viewer: Viewer, act: str, was: Mapping[UUID, str], value: str) -> None:
    """One entry for all of them: each one's former value, and the new one; none where nothing changed."""
    if len(was) == 1:
        for discussion_id, former in was.items():
            record(viewer, act, "discussion", discussion_id, {"value": former}, {"value": value})
    elif was:
        record(viewer, act, "discussion", None, told(was), {"value": value, "count": len(was)})


def told(was: Mapping[UUID, str]) -> dict[str, Any]:
    """The ids by their former value; of more than 500, their number."""
    by_value: dict[str, list[UUID]] = defaultdict(list)
    for discussion_id, former in was.items():
        by_value[former].append(discussion_id)
    if len(was) > MOST_NAMED:
        return {value: len(ids) for value, ids in by_value.items()}
    return dict(by_value)
