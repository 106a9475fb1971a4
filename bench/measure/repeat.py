"""Calls something again and again, alone or side by side, and notes how long each call took."""

import threading
from collections.abc import Callable, Sequence
from time import perf_counter

from bench.measure.sample import Sample

Call = Callable[[], object]
AT_LEAST, AT_MOST = 7, 500
WARM_UP = 3


def repeat(call: Call, seconds: float) -> Sample:
    """One call after another: AT_LEAST warm ones, AT_MOST, and no new one after `seconds`."""
    cold = _timed(call)
    for _ in range(WARM_UP if cold < 1_000 * seconds / AT_LEAST else 0):
        call()
    started = perf_counter()
    durations: list[float] = []
    while len(durations) < AT_LEAST or (len(durations) < AT_MOST and perf_counter() - started < seconds):
        durations.append(_timed(call))
    return Sample(cold, tuple(sorted(durations)), perf_counter() - started)


def side_by_side(calls: Sequence[Call], seconds: float) -> Sample:
    """Each call repeats in a thread of its own for `seconds`; an error in any of them is raised here."""
    durations: list[float] = []
    errors: list[BaseException] = []
    together = threading.Barrier(len(calls))

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
    started = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return Sample(0.0, tuple(sorted(durations)), min(seconds, perf_counter() - started))


def _timed(call: Call) -> float:
    started = perf_counter()
    call()
    return (perf_counter() - started) * 1_000
