"""Looks once a day over what must always hold, and keeps what it found."""

import logging
from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta

from django.utils import timezone

from guichet.checks.finding import Finding, fine, mend
from guichet.checks.models import InvariantRun
from guichet.inbox import invariants as inbox
from guichet.invoicing import invariants as invoicing

log = logging.getLogger("guichet.checks")

KEPT = timedelta(days=90)
ALL = (*inbox.INVARIANTS, *invoicing.INVARIANTS)


def look() -> InvariantRun:
    """Ask every one of them now, and keep the answers; old answers go."""
    broken = inbox.broken_of(ALL)
    for one in broken:
        log.error("invariant %s does not hold for %d rows", one.name, one.count)
    now = timezone.now()
    InvariantRun.objects.filter(ended_at__lt=now - KEPT).delete()
    return InvariantRun.objects.create(ended_at=now, broken=[asdict(one) for one in broken])


def last_look() -> InvariantRun | None:
    """The newest answers; None before the first."""
    return InvariantRun.objects.order_by("-ended_at").first()


def check_invariants() -> Iterator[Finding]:
    """What the last look found; it is asked once a day by a worker, since it reads whole tables."""
    found = last_look()
    if found is None:
        yield fine("invariants", "A worker looks over what must always hold every night; not yet done here.")
        return
    for one in found.broken:
        yield mend(
            "invariants",
            f"{one['count']} rows belie “{one['holds']}” ({one['name']}, such as {one['sample'][0]}): "
            "report it with these ids; a backup from before helps.",
        )
    if not found.broken:
        yield fine("invariants", f"All {len(ALL)} invariants held on {found.ended_at:%Y-%m-%d %H:%M} UTC.")
