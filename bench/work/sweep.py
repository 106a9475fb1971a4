"""Looks for the worst lists and totals: filters and searches put together by dice."""

from functools import partial
from random import Random
from time import perf_counter
from uuid import UUID

from bench.data.landmarks import BYGONE, RARE_NAME
from bench.data.world import World
from bench.measure.plans import plan_of, summary
from bench.measure.repeat import Call, repeat
from bench.measure.statements import statements_of
from bench.report.table import Table, ms
from bench.stage import Stage
from bench.work.questions import NOWHERE, NOWHERE_SHORT, Question
from guichet.inbox.models import DiscussionStatus
from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.discussion_list import count_discussions, list_discussions
from guichet.inbox.queries.discussion_order import DiscussionOrder
from guichet.platforms.words import DiscussionType

QUESTIONS, WORST = 400, 12
NOTE = (
    f"{QUESTIONS} combinations of filters, searches and orders thrown by dice, each asked three times as a"
    " query in this process (no HTTP, no GraphQL), its list and its total apart; the slowest asked again."
)


def swept(stage: Stage) -> Table:
    """The slowest combinations; their plans are printed."""
    table = Table("The worst of many combinations", NOTE, ("work", "p50", "p95"))
    dice = Random(stage.options.seed)
    asked = [_thrown(dice, stage.world) for _ in range(QUESTIONS)]
    print(f"  {QUESTIONS} combinations", flush=True)
    for name, ask in {"list": _listed, "total": _counted}.items():
        calls = [(f"{name}: {question.name}", partial(ask, stage, question)) for question in asked]
        for told, call in sorted(calls, key=lambda named: _quickest(named[1]), reverse=True)[:WORST]:
            sample = repeat(call, stage.options.seconds)
            table.rows.append([told, ms(sample.p50), ms(sample.p95)])
            _explain(told, call)
    return table


def _thrown(dice: Random, world: World) -> Question:
    stores, places = [UUID(key) for key in world.store_ids], world.marketplaces
    choices: dict[str, list[object]] = {
        "statuses": [(status,) for status in DiscussionStatus]
        + [(DiscussionStatus.OPEN, DiscussionStatus.PENDING)],
        "types": [(kind,) for kind in DiscussionType],
        "store_ids": [(store,) for store in stores],
        "marketplaces": [(place,) for place in places],
        "is_read": [True, False],
        "needs_reply": [True, False],
        "has_failed": [True],
        "is_overdue": [True, False],
        "is_due_soon": [True],
        "participant": ["marie", "lefevre", RARE_NAME, NOWHERE, "zo", NOWHERE_SHORT],
        "subject": ["commande", BYGONE, NOWHERE, "ré"],
        "text": ["bonjour", BYGONE, NOWHERE, "re", NOWHERE_SHORT, "broken"],
    }
    names = dice.sample(sorted(choices), k=dice.randint(2, 4))
    picked = {name: dice.choice(choices[name]) for name in names}
    order = dice.choice(list(DiscussionOrder))
    told = ", ".join(f"{name}={_told(value, stores)}" for name, value in picked.items())
    return Question(f"{told}; {order.value}", DiscussionFilter(**picked), order)  # type: ignore[arg-type]


def _told(value: object, stores: list[UUID]) -> str:
    """A store by its number, busiest first."""
    if isinstance(value, tuple):
        return "+".join(f"#{stores.index(v) + 1}" if v in stores else str(v) for v in value)
    return str(value)


def _listed(stage: Stage, question: Question) -> object:
    return list_discussions(stage.viewer, question.wanted, question.order)


def _counted(stage: Stage, question: Question) -> object:
    return count_discussions(stage.viewer, question.wanted)


def _quickest(call: Call) -> float:
    durations = []
    for _ in range(3):
        started = perf_counter()
        call()
        durations.append(perf_counter() - started)
    return min(durations)


def _explain(told: str, call: Call) -> None:
    print(f"\n  {told}")
    for statement in statements_of(call):
        started = perf_counter()
        lines = list(summary(plan_of(statement)))
        print(f"   {(perf_counter() - started) * 1_000:.0f} ms", *lines, sep="\n     ", flush=True)
