"""One measurement, from an empty installation to its figures."""

import os
import tempfile
import time
from pathlib import Path

from bench.house import _set_environment as set_environment
from bench.scale.marketplaces import marketplaces
from bench.scale.plan import Plan
from bench.scale.workers import workers


def once(plan: Plan) -> dict[str, str]:
    """What was measured, column by column."""
    with tempfile.TemporaryDirectory(prefix="guichet-bench-", ignore_cleanup_errors=True) as folder:
        set_environment(Path(folder))
        os.environ["GUICHET_SYNC_INTERVAL"] = str(plan.interval)
        os.environ["GUICHET_LOG_LEVEL"] = "WARNING"
        from guichet.config.starting import ready

        with ready(), marketplaces(plan) as played:
            from bench.scale.rows import fill
            from bench.scale.window import watch

            fill(plan, played.url)
            with workers(plan.workers) as processes:
                time.sleep(plan.warm)
                return watch(plan, Path(folder), processes, played)
