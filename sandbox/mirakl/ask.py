"""What a handler is given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.wrappers import Request, Response

from sandbox.mirakl.catalogue import Catalogue
from sandbox.mirakl.errors import ApiError
from sandbox.mirakl.parameters import Parameters
from sandbox.mirakl.settings import Settings
from sandbox.mirakl.state.model import Key, Shop
from sandbox.mirakl.state.store import State


@dataclass(frozen=True, slots=True)
class Ask:
    """One authenticated call. `values` are the variables of the path."""

    request: Request
    state: State
    settings: Settings
    catalogue: Catalogue
    shop: Shop
    key: Key
    values: Mapping[str, Any]

    @property
    def parameters(self) -> Parameters:
        """The query."""
        return Parameters(self.request)

    def language(self) -> str:
        """Of the `locale` parameter; the operator's first language without one."""
        locale = self.parameters.text("locale")
        if locale is None:
            return self.catalogue.languages[0]
        language = locale.partition("_")[0]
        if language in self.catalogue.languages:
            return language
        if self.settings.strict_locale:
            raise ApiError(400, f"Locale '{locale}' is not supported")
        return self.catalogue.languages[0]


Handler = Callable[[Ask], Response]
