"""The discussions of an account, one after another, the landmarks among them."""

from collections.abc import Iterator
from random import Random

from bench.data.landmarks import (
    BYGONE,
    BYGONE_DAYS,
    BYGONE_SHARE,
    LONG_LENGTH,
    RARE_COUNT,
    RARE_NAME,
    RARE_SUBJECT,
    RARE_WORD,
    SHORT_LENGTH,
)
from bench.data.plan import DAY, Plan, moment_of


def plans(count: int, seed: str, until: float) -> Iterator[Plan]:
    """`count` discussions, oldest first. The third and the fourth from the end are those of known length."""
    dice = Random(seed)
    step = max(1, count // RARE_COUNT)
    lengths = {count - 3: SHORT_LENGTH, count - 4: LONG_LENGTH}
    for position in range(count):
        began = moment_of(position, count, until)
        is_rare = position % step == step // 2
        is_bygone = int((until - began) / DAY) in BYGONE_DAYS and dice.random() < BYGONE_SHARE
        yield Plan(
            began - DAY * 20 if position in lengths else began,
            length=lengths.get(position),
            name=RARE_NAME if is_rare else None,
            subject_word=RARE_SUBJECT if is_rare else BYGONE if is_bygone else None,
            word=RARE_WORD if is_rare else BYGONE if is_bygone else None,
        )
