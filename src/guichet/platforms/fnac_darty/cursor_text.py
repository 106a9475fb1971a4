"""The cursor as the text that the engine keeps."""

import json
from datetime import UTC, datetime

from guichet.platforms.fields import Fields, load
from guichet.platforms.fnac_darty.cursor import Cursor, Seen
from guichet.platforms.fnac_darty.stretches import Stretch


def to_text(cursor: Cursor) -> str:
    """JSON with the moments in ISO 8601."""
    values: dict[str, object] = {
        "since": _text(cursor.since),
        "newest": _text(cursor.newest),
        "seen": dict(cursor.seen),
        "top": _stretch_values(cursor.top),
        "rest": _stretch_values(cursor.rest),
        "in_weeks": cursor.in_weeks,
    }
    return json.dumps({name: value for name, value in values.items() if value})


def read_cursor(text: str | None, since: datetime) -> Cursor:
    """The cursor kept, or the beginning; what cannot be read begins again, since upserts are harmless."""
    try:
        kept = Fields.of(load((text or "").encode()), "cursor")
    except ValueError:
        return Cursor(since)
    return Cursor(
        since=kept.moment("since") or since,
        seen=_seen(kept.child("seen")),
        top=_stretch(kept.child("top")),
        rest=_stretch(kept.child("rest")),
        newest=kept.moment("newest"),
        in_weeks=kept.flag("in_weeks"),
    )


def _stretch_values(stretch: Stretch | None) -> dict[str, object] | None:
    if stretch is None:
        return None
    floor, at = _text(stretch.floor), _text(stretch.at)
    return {"floor": floor, "at": at, "page": stretch.page, "size": stretch.size}


def _stretch(kept: Fields) -> Stretch | None:
    floor, page, size = kept.moment("floor"), kept.whole("page"), kept.whole("size")
    if floor is None or not page or not size:
        return None
    return Stretch(floor, kept.moment("at"), page, size)


def _seen(kept: Fields) -> Seen:
    return {mark: at for mark in kept.values if (at := kept.whole(mark)) is not None}


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat()
