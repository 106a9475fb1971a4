"""Everything is killed under load, and nothing is lost: the short form of `make chaos` (docs/chaos.md)."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from chaos.options import Options
from chaos.plan import SHORT
from chaos.run import run
from tests.stories.prepared import prepare

pytestmark = [
    pytest.mark.timeout(600),
    pytest.mark.xdist_group("stories"),
    # Connections that were cut by a kill are not closed by anybody.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def _cut_connections_end_here() -> Iterator[None]:
    """Whoever runs next would be told of them."""
    yield
    gc.collect()


@pytest.mark.usefixtures("_cut_connections_end_here")
def test_whatever_is_killed_nothing_is_lost_and_nothing_is_sent_twice(data_folder: Path) -> None:
    options = Options(messages=300, replies=60, mails=40, seed=1, workers=1, minutes=0.2, is_short=True)
    main = data_folder / "main"
    main.mkdir()
    prepare(main)
    report = run(options, data_folder)
    assert report.is_good(), report.text()
    assert report.struck == list(SHORT)
    assert sum(one.there for one in report.customers.values()) == options.messages + options.mails
    replies = report.replies.values()
    assert sum(one.accepted for one in replies) == options.replies
    assert sum(one.once + len(one.open) + len(one.failed) for one in replies) == options.replies
    # Beside the wait for those whose answer was lost, they arrived.
    assert sum(one.once for one in replies) > options.replies / 2
