"""The two series of the settings."""

import re

from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode
from guichet.invoicing.settings.form import SeriesSettings
from guichet.invoicing.settings.reader import Reader

YEAR = "{year}"
HIGHEST_START = 999_999_999
# What every accounting program and file system takes.
PREFIX = re.compile(r"[A-Za-z0-9_./-]*")


def read_series(form: Reader, year: int, prefix: str) -> SeriesSettings:
    """A series; `year` is where a new yearly one begins, `prefix` what it has unless another is given."""
    given = form.text("prefix", limit=30) or prefix
    yearly = form.flag("yearly", default=YEAR in given)
    series = SeriesSettings(
        prefix=given,
        start=form.whole("start", 1, 1, HIGHEST_START),
        digits=form.whole("digits", 5, 1, 9),
        yearly=yearly,
        start_year=form.whole("startYear", year, 2000, 9999),
    )
    form.finish()
    if not PREFIX.fullmatch(given.replace(YEAR, "")):
        message = _("A prefix holds letters without accents, digits, - _ / . and {year}.")
        form.problem(ErrorCode.INVALID, message, "prefix")
    if given[-1:].isdigit() or given.endswith(YEAR):
        message = _("End the prefix with a letter or a mark such as -, or numbers could not be told apart.")
        form.problem(ErrorCode.INVALID, message, "prefix")
    if yearly != (YEAR in given):
        message = _("A series that begins anew each year has {year} in its prefix, any other has not.")
        form.problem(ErrorCode.INVALID, message, "prefix")
    return series


def prefix_in(series: SeriesSettings, year: int) -> str:
    """The prefix of the numbers issued in a year."""
    return series.prefix.replace(YEAR, f"{year:04}")


def first_in(series: SeriesSettings, year: int) -> int:
    """The first number of that year's series."""
    return 1 if series.yearly and year > series.start_year else series.start
