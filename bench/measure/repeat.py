"""Calls something again and again, in turns or side by side, and notes how long each call took."""

import threading
from collections.abc import Callable, Sequence
from time import perf_counter

from bench.measure.sample import Sample

Call = Callable[[], object]
AT_LEAST = 7
WARM_UP = 3
# Milliseconds of a turn, and calls in it.
BLOCK, LONGEST = 60, 40


def repeat(call: Call, seconds: float) -> Sample:
    """One call after another."""
    return in_turns([call], seconds)[0]


def in_turns(calls: Sequence[Call], seconds: float) -> list[Sample]:
    """Calls that are compared take turns, so that whatever disturbs one disturbs the others as well.

    A turn is a block of calls, a longer one for quick calls, so that each finds processor and database as
    warm as it would alone. Each is called AT_LEAST times warm, and no new round begins after `seconds`.
    """
    cold = [_timed(call) for call in calls]
    blocks = [_block_of(call) for call in calls]
    durations: list[list[float]] = [[] for _ in calls]
    started = perf_counter()
    while min(map(len, durations)) < AT_LEAST or perf_counter() - started < seconds:
        for call, block, noted in zip(calls, blocks, durations, strict=True):
            noted.extend(_timed(call) for _ in range(block))
    return [_sample(first, noted) for first, noted in zip(cold, durations, strict=True)]


def _block_of(call: Call) -> int:
    """So many calls that they take about BLOCK together."""
    return max(1, min(LONGEST, int(BLOCK / min(_timed(call) for _ in range(WARM_UP)))))


def side_by_side(calls: Sequence[Call], seconds: float) -> Sample:
    """Each call repeats in a thread of its own for `seconds`; an error in any of them is raised here."""
    durations: list[float] = []
    errors: list[BaseException] = []
    together = threading.Barrier(len(calls) + 1)

    def work(call: Call) -> None:
        try:
            call()
            together.wait()
            end = perf_counter() + seconds
            while perf_counter() < end:
                durations.append(_timed(call))
        except Exception as error:
            together.abort()
            errors.append(error)

    threads = [threading.Thread(target=work, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    _wait(together)
    started = perf_counter()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return Sample(0.0, tuple(sorted(durations)), perf_counter() - started)


def _wait(together: threading.Barrier) -> None:
    """Start with the others; a barrier that one of them broke is told by its own error."""
    try:
        together.wait()
    except threading.BrokenBarrierError:
        return


def _sample(cold: float, durations: list[float]) -> Sample:
    return Sample(cold, tuple(sorted(durations)), sum(durations) / 1_000)


def _timed(call: Call) -> float:
    started = perf_counter()
    call()
    return (perf_counter() - started) * 1_000
