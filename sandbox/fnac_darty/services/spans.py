"""Dates of a query."""

from datetime import datetime
from typing import Any

from sandbox.fnac_darty import dates
from sandbox.fnac_darty.ask import Ask
from sandbox.fnac_darty.documents import child_text


def fits(ask: Ask, moments: dict[str, datetime | None]) -> bool:
    """Whether every date of the request holds the moment of its type; other types hold nothing."""
    return all(
        _within(ask, span, moments.get(span.get("type", ""))) for span in ask.request.iterchildren("{*}date")
    )


def _within(ask: Ask, span: Any, moment: datetime | None) -> bool:
    if moment is None:
        return False
    low, high = (child_text(span, name) for name in ("min", "max"))
    if ask.settings.bounds_belong:
        return (not low or moment >= dates.read(low)) and (not high or moment <= dates.read(high))
    return (not low or moment > dates.read(low)) and (not high or moment < dates.read(high))
