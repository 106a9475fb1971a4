"""Everything under /_sandbox/: JSON for tests, pages and forms for people."""

from typing import TYPE_CHECKING

from sandbox.control.routes import Action, Control, paths
from sandbox.mirakl.answers import as_json
from sandbox.mirakl.control import people, report, switches, writing
from sandbox.mirakl.control.faults import FAULTS

if TYPE_CHECKING:
    from sandbox.mirakl.operator import MiraklOperator

_OWN: list[tuple[str, str, Action["MiraklOperator"]]] = [
    ("GET", "/_sandbox/state", report.show_state),
    ("POST", "/_sandbox/threads", writing.add_thread),
    ("POST", "/_sandbox/threads/<thread_id>/messages", writing.add_message),
    ("POST", "/_sandbox/keys", switches.change_keys),
    ("POST", "/_sandbox/rights", switches.change_rights),
    ("POST", "/_sandbox/page-tokens", switches.expire_page_tokens),
    ("GET", "/_sandbox/", people.list_page),
    ("GET", "/_sandbox/threads/<thread_id>", people.thread_page),
    ("POST", "/_sandbox/forms/message", people.post_message),
    ("POST", "/_sandbox/forms/thread", people.post_thread),
]
_PATHS = paths(FAULTS, _OWN)


def control(operator: "MiraklOperator") -> Control["MiraklOperator"]:
    """The control face of one operator."""
    return Control(operator, _PATHS, as_json)
