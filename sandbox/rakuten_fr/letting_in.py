"""Lets a call in: its parameters, its version, its credentials, its quota."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from sandbox.rakuten_fr.ask import Ask
from sandbox.rakuten_fr.errors import bad_parameter, not_allowed, quota_exceeded, unknown_login
from sandbox.rakuten_fr.routes import ACTIONS, VERSIONS
from sandbox.rakuten_fr.settings import Settings
from sandbox.rakuten_fr.state.store import State

SECRETS = frozenset({"login", "pwd"})


def parameters(query: str) -> dict[str, str]:
    """The query, read as ISO-8859-1 as the service does; the first of two equal names counts."""
    return dict(reversed(parse_qsl(query, keep_blank_values=True, encoding="iso-8859-1")))


def raw_parameters(query: str) -> dict[str, str]:
    """The same, still percent-encoded: a test sees whether é came as %E9 or as %C3%A9."""
    pairs = (pair.partition("=") for pair in query.split("&"))
    return {name: value for name, _, value in pairs}


def let_in(query: str, values: Mapping[str, str], state: State, settings: Settings) -> Ask:
    """ServiceError for a call that is refused before anything is done."""
    for name in ("action", "login", "pwd", "version"):
        if not values.get(name):
            raise bad_parameter(f"The parameter {name} is mandatory")
    action, version = values["action"], values["version"]
    if action not in ACTIONS:
        raise bad_parameter("The parameter 'action' is invalid.")
    if version not in VERSIONS[action]:
        raise bad_parameter(f"The version {version} is not supported")
    if (values["login"].casefold(), values["pwd"]) != (state.login.casefold(), state.token):
        raise unknown_login()
    if not state.spend(settings.quota_per_hour):
        raise quota_exceeded()
    if action in state.denied:
        raise not_allowed()
    newest = VERSIONS[action][-1]
    return Ask(action, version, newest, values, raw_parameters(query), state, settings)
