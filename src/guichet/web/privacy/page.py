"""The page of privacy: rules, what they would erase, one customer, receipts."""

from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from guichet.accounts.errors import Problem
from guichet.accounts.queries.channels import channels_of
from guichet.accounts.viewer import Viewer
from guichet.inbox.models import ErasureReceipt
from guichet.inbox.retention.preview import preview
from guichet.inbox.retention.receipts import names_of, receipts_of
from guichet.inbox.retention.rules import SUGGESTED_DAYS, rules_of
from guichet.platforms.words import Platform
from guichet.web.gate import members_only
from guichet.web.marketplaces import name_of
from guichet.web.shell.shell import shell_of

PAGE = "/settings/privacy"
# Names, the same in every language.
PLATFORM_NAMES = MappingProxyType(
    {
        Platform.AMAZON: "Amazon",
        Platform.MIRAKL: "Mirakl",
        Platform.FNAC_DARTY: "Fnac Darty",
        Platform.RAKUTEN_FR: "Rakuten France",
        Platform.CDON: "CDON",
    }
)


@dataclass(frozen=True, slots=True)
class Holding:
    """A backup that holds what was erased."""

    name: str
    gone_by: datetime | None


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """A receipt with who asked for it."""

    row: ErasureReceipt
    asked_by: str
    platforms: str
    backups: list[Holding]


@require_safe
@members_only
def privacy(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Owners change, managers look and export; `preview` in the address shows what would go."""
    return privacy_page(request, viewer)


def privacy_page(
    request: HttpRequest, viewer: Viewer, problems: tuple[Problem, ...] = (), given: Any = None
) -> HttpResponse:
    """With what was refused, and what was typed."""
    viewer.must_manage()
    found = preview(viewer) if "preview" in request.GET else None
    context: dict[str, Any] = {
        "shell": shell_of(request, viewer, "privacy"),
        "rules": [(rule, PLATFORM_NAMES[rule.platform]) for rule in rules_of(viewer.account_id)],
        "suggested": SUGGESTED_DAYS,
        "preview": found,
        "months": [(one, PLATFORM_NAMES[Platform(one.platform)]) for one in found.months] if found else [],
        "channels": [(c.pk, f"{name_of(c.marketplace)}, {c.store.name}") for c in channels_of(viewer)],
        "receipts": _lines(viewer),
        "problems": problems,
        "error": {problem.field: problem.message for problem in reversed(problems)},
        "given": given or {},
        "may_rule": viewer.may_own and viewer.store_ids is None,
    }
    return render(request, "guichet/privacy/page.html", context, status=422 if problems else 200)


def _lines(viewer: Viewer) -> list[ReceiptLine]:
    rows = receipts_of(viewer)
    names = names_of(viewer, rows)
    return [
        ReceiptLine(
            row=row,
            asked_by=names.get(row.asked_by, "") if row.asked_by else "Guichet",
            platforms=", ".join(PLATFORM_NAMES[Platform(rule["platform"])] for rule in row.rules),
            backups=[Holding(one["name"], parse_datetime(one["goneBy"] or "")) for one in row.backups],
        )
        for row in rows
    ]
