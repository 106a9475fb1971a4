"""What a web process weighs."""

from bench.report.table import Table
from bench.stage import Stage

NOTE = (
    "Each worker process of `guichet web` after everything above, in MB of 10^6 bytes: resident, at its "
    "highest, and its proportional share where pages are shared with others. The process that only "
    "watches them is left out."
)


def weighed(stage: Stage) -> Table:
    """One row a worker."""
    table = Table("Memory of the web process", NOTE, ("worker", "resident", "peak", "proportional"))
    for number, found in enumerate(stage.web.memory(), start=1):
        figures = (found.resident, found.peak, found.proportional)
        table.rows.append([str(number), *(f"{figure:.0f}" for figure in figures)])
    return table
