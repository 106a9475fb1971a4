"""Everything under /_sandbox/: JSON for tests, pages and forms for people."""

from typing import TYPE_CHECKING

from sandbox.control.routes import Action, Control, paths
from sandbox.rakuten_fr.answers import as_json
from sandbox.rakuten_fr.control import people, report, switches, writing
from sandbox.rakuten_fr.control.faults import FAULTS

if TYPE_CHECKING:
    from sandbox.rakuten_fr.marketplace import RakutenMarketplace

_OWN: list[tuple[str, str, Action["RakutenMarketplace"]]] = [
    ("GET", "/_sandbox/state", report.show_state),
    ("POST", "/_sandbox/items", writing.add_item),
    ("POST", "/_sandbox/questions", writing.add_question),
    ("POST", "/_sandbox/items/<int:item_id>/messages", writing.add_message),
    ("POST", "/_sandbox/items/<int:item_id>/claim", writing.open_claim),
    ("DELETE", "/_sandbox/items/<int:item_id>/claim", writing.end_claim),
    ("POST", "/_sandbox/token", switches.rotate_token),
    ("POST", "/_sandbox/rights", switches.change_rights),
    ("GET", "/_sandbox/", people.list_page),
    ("GET", "/_sandbox/items/<int:item_id>", people.item_page),
    ("POST", "/_sandbox/forms/message", people.post_message),
    ("POST", "/_sandbox/forms/item", people.post_item),
]
_PATHS = paths(FAULTS, _OWN)


def control(marketplace: "RakutenMarketplace") -> Control["RakutenMarketplace"]:
    """The control face of one marketplace."""
    return Control(marketplace, _PATHS, as_json)
