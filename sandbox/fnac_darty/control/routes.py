"""Everything under /_sandbox/: JSON for tests, pages and forms for people."""

from typing import TYPE_CHECKING

from sandbox.control.routes import Action, Control, paths
from sandbox.fnac_darty.answers import as_json
from sandbox.fnac_darty.control import people, report, switches, writing
from sandbox.fnac_darty.control.faults import FAULTS

if TYPE_CHECKING:
    from sandbox.fnac_darty.marketplace import FnacDartyMarketplace

_OWN: list[tuple[str, str, Action["FnacDartyMarketplace"]]] = [
    ("GET", "/_sandbox/state", report.show_state),
    ("POST", "/_sandbox/threads", writing.add_thread),
    ("POST", "/_sandbox/threads/<thread_id>/messages", writing.add_message),
    ("POST", "/_sandbox/threads/<thread_id>/claim", writing.open_claim),
    ("DELETE", "/_sandbox/threads/<thread_id>/claim", writing.close_claims),
    ("POST", "/_sandbox/keys", switches.rotate_key),
    ("POST", "/_sandbox/tokens", switches.kill_tokens),
    ("GET", "/_sandbox/", people.list_page),
    ("GET", "/_sandbox/threads/<thread_id>", people.thread_page),
    ("POST", "/_sandbox/forms/message", people.post_message),
    ("POST", "/_sandbox/forms/thread", people.post_thread),
]
_PATHS = paths(FAULTS, _OWN)


def control(marketplace: "FnacDartyMarketplace") -> Control["FnacDartyMarketplace"]:
    """The control face of one marketplace."""
    return Control(marketplace, _PATHS, as_json)
