"""Query parameters, read strictly."""

from collections.abc import Collection
from datetime import datetime

from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Request

from sandbox.mirakl import dates
from sandbox.mirakl.errors import ApiError
from sandbox.mirakl.settings import Settings

_MOST_VALUES = 100
_MOST_ROWS = 100


class Parameters:
    """Every reader raises ApiError 400 with a sentence that names the parameter."""

    def __init__(self, request: Request) -> None:
        self._values: MultiDict[str, str] = request.args

    def text(self, name: str) -> str | None:
        """As sent; None when absent or empty."""
        return self._values.get(name) or None

    def flag(self, name: str) -> bool | None:
        """`true` or `false`."""
        text = self.text(name)
        if text is None:
            return None
        if text not in ("true", "false"):
            raise ApiError(400, f"Invalid value for parameter '{name}': expected true or false")
        return text == "true"

    def date(self, name: str) -> datetime | None:
        """A moment with its time zone."""
        text = self.text(name)
        return None if text is None else dates.read(name, text)

    def comma_list(self, name: str) -> list[str]:
        """At most 100 values (stripe-mirakl-connector issue 89); a repeated parameter counts too."""
        values = [value for text in self._values.getlist(name) for value in text.split(",") if value]
        if len(values) > _MOST_VALUES:
            raise ApiError(400, f"The limit of {_MOST_VALUES} is exceeded for the parameter '{name}'")
        return values

    def choice(self, name: str, allowed: Collection[str]) -> str | None:
        """One of the allowed values."""
        text = self.text(name)
        if text is not None and text not in allowed:
            choices = ", ".join(sorted(allowed))
            raise ApiError(400, f"Invalid value for parameter '{name}': expected {choices}")
        return text

    def count(self, name: str, default: int, *, least: int = 0) -> int:
        """A whole number, `least` or more."""
        text = self.text(name)
        if text is None:
            return default
        if not text.isascii() or not text.isdigit() or int(text) < least:
            raise ApiError(400, f"Invalid value for parameter '{name}': expected {least} or more")
        return int(text)

    def rows(self, name: str, default: int, settings: Settings) -> int:
        """A page size; above 100 it is cut or refused, as the settings say."""
        wanted = self.count(name, default, least=1)
        if wanted > _MOST_ROWS and settings.over_limit == "refuse":
            raise ApiError(400, f"Invalid value for parameter '{name}': at most {_MOST_ROWS}")
        return min(wanted, _MOST_ROWS)
