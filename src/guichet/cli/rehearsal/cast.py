"""Which rehearsal plays which marketplaces, for which store."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

Ready = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Role:
    """One marketplace that a rehearsal plays, and what to type to activate it."""

    marketplace: str
    store: str
    credentials: dict[str, str]


@dataclass(frozen=True, slots=True)
class Casting:
    """One process, and the roles in the line that it prints when it is ready."""

    arguments: tuple[str, ...]
    roles: Callable[[Ready], Iterable[Role]]


def _mirakl(ready: Ready) -> Iterable[Role]:
    named = {"baseUrl": ready["url"], "apiKey": ready["apiKey"], "shopId": ready["shopId"]}
    yield Role("mirakl-leroymerlin", "Lumen FR", _texts(named))


def _fnac_darty(ready: Ready) -> Iterable[Role]:
    stores = {"fnac-fr": "Lumen FR", "darty-fr": "Lumen FR", "fnac-es": "Lumen ES"}
    for shop in ready["shops"]:
        if shop["marketplace"] in stores:
            named = {"baseUrl": ready["url"]} | {name: shop[name] for name in ("partnerId", "shopId", "key")}
            yield Role(shop["marketplace"], stores[shop["marketplace"]], _texts(named))


def _rakuten(ready: Ready) -> Iterable[Role]:
    named = {"baseUrl": ready["url"], "login": ready["login"], "token": ready["token"]}
    yield Role("rakuten-fr", "Lumen FR", _texts(named))


def _by_mail(ready: Ready) -> Iterable[Role]:
    for marketplace, store in (("amazon-fr", "Lumen FR"), ("cdon-se", "Lumen Nord")):
        yield Role(marketplace, store, _texts(ready[marketplace]))


def _texts(named: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in named.items()}


def cast(smtp: str) -> tuple[Casting, ...]:
    """All of them; `smtp` is the address and port where Guichet will receive mail."""
    return (
        Casting(("mirakl", "--seed", "7"), _mirakl),
        Casting(("fnac-darty",), _fnac_darty),
        Casting(("rakuten-fr",), _rakuten),
        Casting(("mail-marketplaces", "--smtp", smtp), _by_mail),
    )
