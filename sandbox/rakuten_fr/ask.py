"""What an action is given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sandbox.rakuten_fr.document import Node, document, node, text
from sandbox.rakuten_fr.errors import bad_parameter
from sandbox.rakuten_fr.settings import Settings
from sandbox.rakuten_fr.state.store import State

_NAMESPACES = "https://fr.shopping.rakuten.com/res/schema/"


@dataclass(frozen=True, slots=True)
class Ask:
    """One call that was let in. `raw` holds the parameters still percent-encoded."""

    action: str
    version: str
    newest: str
    values: Mapping[str, str]
    raw: Mapping[str, str] = field(repr=False)
    state: State
    settings: Settings

    def required(self, name: str) -> str:
        """A parameter that must be there."""
        value = self.values.get(name, "")
        if not value:
            raise bad_parameter(f"The parameter {name} is mandatory")
        return value

    def answer(self, echo: list[Node], *parts: Node, names_seller: bool = True) -> bytes:
        """The envelope: the parameters again (never the token), then the answer proper."""
        request = node("request", text("version", self.version), text("user", self.state.login), *echo)
        seller = [text("sellerid", self.state.seller_id)] if names_seller else []
        response = node("response", text("lastversion", self.newest), *seller, *parts)
        return document(
            f"{self.action}result",
            f"{_NAMESPACES}{self.action}",
            request,
            response,
            declared=self.settings.declares_encoding,
        )


Action = Callable[[Ask], bytes]
