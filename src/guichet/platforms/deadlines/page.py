"""The page `docs/deadlines.md`, from the data: `python -m guichet.platforms.deadlines.page`."""

from collections.abc import Callable

from guichet.platforms.catalogue import marketplaces
from guichet.platforms.deadlines.limits import ReplyLimit, limit_of, limits

HEAD = """# How long an answer may take

Printed from `src/guichet/platforms/deadlines/deadlines.csv` by `make deadlines`; a test fails when it is not
up to date.

The clock starts with what the marketplace itself says (Mirakl), else with the first message of the
customer or the marketplace after the seller's last answer. Notices that ask for nothing do not
start it. It stops when an answer is accepted, goes on from the same moment when that answer fails
after all, and stops here alone when a person says that no answer is needed: the marketplace does
not know that.

A seller can set a time of their own for each channel. It may be stricter than the marketplace's,
never looser; it is counted in the same calendar, and the earlier of the two is shown.

"""


def _names(limit: ReplyLimit) -> str:
    """All marketplaces of a line by their names."""
    return ", ".join(entry.name for entry in marketplaces() if limit_of(entry.code) is limit)


COLUMNS: dict[str, Callable[[ReplyLimit], str]] = {
    "marketplace": _names,
    "limit": lambda limit: limit.words,
    "source": lambda limit: f"[{limit.where}]({limit.source})" if limit.source else limit.where,
    "read on": lambda limit: limit.quoted_on.isoformat(),
}
FOOT = """
No figure is known for any other marketplace. Mirakl's `order_messages_response_delay` (A01) is
none: it is how long this shop takes on average.

Sweden's public holidays are those of the law. Midsummer Eve, Christmas Eve and New Year's Eve are
not among them and count as any day: should CDON leave them out, the deadline shown is a day early,
never late.
"""


def page() -> str:
    """The whole page, in Markdown."""
    rows = [list(COLUMNS), ["---"] * len(COLUMNS)]
    rows += [[cell(limit) for cell in COLUMNS.values()] for limit in limits()]
    return HEAD + "".join(f"| {' | '.join(row)} |\n" for row in rows) + FOOT


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201 - that is what this is for
