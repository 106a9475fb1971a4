"""Fill the page templates; every value is escaped unless it is a template's result."""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from sandbox.faults import KINDS, Fault

_SHARED = "sandbox.control.templates"


@cache
def _template(package: str, name: str) -> Markup:
    return Markup(files(package).joinpath(name).read_text("utf-8"))  # noqa: S704


def join(parts: Iterable[Markup]) -> Markup:
    """Several results, one after the other."""
    return Markup("\n").join(parts)


def options(values: Iterable[tuple[object, object]]) -> Markup:
    """The choices of a select: (value, text)."""
    return join(Markup('<option value="{}">{}</option>').format(value, text) for value, text in values)


def _shared(name: str, **values: object) -> Markup:
    """A template that all marketplaces share."""
    return _template(_SHARED, f"{name}.html").format(**values)


class Pages:
    """The pages of one marketplace. Its own lists, forms and colours lie in `package`."""

    def __init__(self, package: str) -> None:
        self._package = package

    def fill(self, name: str, **values: object) -> Markup:
        """A template of its own with its braces filled in."""
        return _template(self._package, f"{name}.html").format(**values)

    def page(self, title: str, subtitle: str, main: Markup, aside: Markup, *, home: str | None = None) -> str:
        """A whole page, with its style inside; `home` is what the way back to the list is called."""
        style = join([_template(self._package, "style.css"), _template(_SHARED, "style.css")])
        parts = {"title": title, "subtitle": subtitle, "main": main, "aside": aside, "style": style}
        return str(_shared("page", **parts, home=home or title))

    def faults(self, active: Sequence[Fault], endpoints: Iterable[str]) -> Markup:
        """The faults that are on, and a form to switch on another."""
        rows = join(self._fault(each) for each in active) if active else Markup('<p class="meta">None.</p>')
        codes = options((code, code) for code in endpoints)
        kinds = options((kind, kind.replace("_", " ")) for kind in KINDS)
        return _shared("faults", active=rows, codes=codes, kinds=kinds)

    def _fault(self, fault: Fault) -> Markup:
        left = "until switched off" if fault.times is None else f"{fault.times} more"
        kind = fault.kind.replace("_", " ")
        return _shared("fault", id=fault.id, endpoint=fault.endpoint, kind=kind, left=left)
