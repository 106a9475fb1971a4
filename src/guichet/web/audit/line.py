"""One entry of the audit, to be read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from guichet.accounts.models import AuditEntry
from guichet.accounts.origin import COMMAND_LINE

# The export has all of it.
MOST = 160
# Where the row that an entry is about can be looked at.
PAGES = {
    "discussion": "/d/{}",
    "channel": "/channels/{}",
    "bulk_act": "/acts/{}",
    "member": "/settings/people/{}",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A value by its name, before and after; None where there was or is none."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """What the page shows of an entry."""

    entry: AuditEntry
    token: str
    origin: str
    link: str
    differences: list[Difference]


def line_of(entry: AuditEntry, tokens: Mapping[UUID, str]) -> Line:
    """With the name of the token that it was asked by."""
    page = PAGES.get(entry.subject)
    return Line(
        entry=entry,
        token=tokens.get(entry.token_id, "") if entry.token_id else "",
        origin=_("Command line") if entry.origin == COMMAND_LINE else entry.origin,
        link=page.format(entry.subject_id) if page and entry.subject_id else "",
        differences=_differences(entry.before or {}, entry.after or {}),
    )


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    return [Difference(name, _said(before, name), _said(after, name)) for name in {**before, **after}]


def _said(told: Mapping[str, Any], name: str) -> str | None:
    value = told.get(name)
    if value is None:
        return None
    text = ", ".join(map(_plain, value)) if isinstance(value, list) else _plain(value)
    return text if len(text) <= MOST else text[: MOST - 1] + "…"


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
