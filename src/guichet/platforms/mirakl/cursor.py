"""Where a channel stands: between two passes, or inside one."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from guichet.platforms.fields import Fields, load

# Clocks differ and pages shift while they are read; reading ten minutes twice costs nothing.
OVERLAP = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Cursor:
    """`since` is what the pass asks for; `pass_started` and `page_token` are set inside a pass only."""

    since: datetime
    pass_started: datetime | None = None
    page_token: str | None = None

    def to_json(self) -> str:
        """The text the engine keeps."""
        return json.dumps(
            {
                "since": wire_moment(self.since),
                "pass_started": wire_moment(self.pass_started) if self.pass_started else None,
                "page_token": self.page_token,
            }
        )

    @classmethod
    def read(cls, text: str | None, since: datetime) -> "Cursor":
        """The cursor kept, or the beginning; what cannot be read begins again, since upserts are harmless."""
        try:
            kept = Fields.of(load((text or "").encode()), "cursor")
        except ValueError:
            return cls(since)
        started, token = kept.moment("pass_started"), kept.text("page_token")
        known = kept.moment("since") or since
        return cls(known, started, token) if started and token else cls(known)

    def onward(self, token: str | None) -> "Cursor":
        """Where a page of this pass leads: to the next page, or to the next pass."""
        if self.pass_started is None:
            return self
        if token:
            return Cursor(self.since, self.pass_started, token)
        return Cursor(self.pass_started - OVERLAP)


def wire_moment(moment: datetime) -> str:
    """A moment as a query parameter: UTC with Z, so that no plus sign can turn into a space."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
