"""Fill the page templates; every value is escaped unless it is a template's result."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from markupsafe import Markup


@cache
def _template(name: str) -> Markup:
    return Markup(files("sandbox.fnac_darty.control.templates").joinpath(name).read_text("utf-8"))  # noqa: S704


def fill(name: str, **values: object) -> Markup:
    """A template with its braces filled in."""
    return _template(f"{name}.html").format(**values)


def join(parts: Iterable[Markup]) -> Markup:
    """Several results, one after the other."""
    return Markup("\n").join(parts)


def options(values: Iterable[tuple[object, object]]) -> Markup:
    """The choices of a select: (value, text)."""
    return join(Markup('<option value="{}">{}</option>').format(value, text) for value, text in values)


def page(title: str, subtitle: str, main: Markup, aside: Markup) -> str:
    """A whole page, with its style inside."""
    style = _template("style.css")
    return str(fill("page", title=title, subtitle=subtitle, main=main, aside=aside, style=style))
