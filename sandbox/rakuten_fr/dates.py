"""Dates as Rakuten writes them: French, to the minute, in Paris time (reference rakuten.md, section 5)."""

from datetime import datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def written(moment: datetime) -> str:
    """`dd/mm/yyyy-HH:MM`; seconds and zone are lost."""
    return moment.astimezone(PARIS).strftime("%d/%m/%Y-%H:%M")


def written_day(text: str) -> str:
    """The echo of a `YYYY-MM-DD` parameter: `dd/mm/yyyy`."""
    return "/".join(reversed(text.split("-")))
