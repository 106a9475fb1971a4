"""Where the time of a call goes, by the package that spends it."""

import cProfile
import pstats
from collections import defaultdict
from collections.abc import Callable
from typing import Any

Key = tuple[str, int, str]


def profiled(call: Callable[[], object], times: int) -> pstats.Stats:
    """The profile of many calls; its clock is read at every function, which makes small ones look dear."""
    call()
    profile = cProfile.Profile()
    profile.enable()
    for _ in range(times):
        call()
    profile.disable()
    return pstats.Stats(profile)


def by_package(stats: pstats.Stats) -> dict[str, float]:
    """Seconds spent in each package itself, greatest first; built-in functions count as their callers'."""
    spent: defaultdict[str, float] = defaultdict(float)
    entries: dict[Key, Any] = stats.stats  # type: ignore[attr-defined]
    for key, (_, _, own, _, callers) in entries.items():
        if key[0] != "~" or not callers:
            spent[package_of(key)] += own
            continue
        for caller, (_, _, own_for_caller, _) in callers.items():
            spent[package_of(caller)] += own_for_caller
    return dict(sorted(spent.items(), key=lambda item: item[1], reverse=True))


def package_of(key: Key) -> str:
    """The package of a function's file; `python` for the standard library."""
    path = key[0].replace("\\", "/")
    for mark in ("/site-packages/", "/src/"):
        if mark in path:
            return path.partition(mark)[2].partition("/")[0].removesuffix(".py")
    return "bench" if "/bench/" in path else "python"
