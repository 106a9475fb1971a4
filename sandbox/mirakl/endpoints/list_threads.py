"""M11: list threads, newest change first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from werkzeug.wrappers import Response

from sandbox.mirakl import tokens
from sandbox.mirakl.answers import as_json
from sandbox.mirakl.ask import Ask
from sandbox.mirakl.auth import visible_shop
from sandbox.mirakl.endpoints.thread_json import thread_json, with_messages
from sandbox.mirakl.errors import ApiError
from sandbox.mirakl.state.index import Place
from sandbox.mirakl.state.model import Thread
from sandbox.mirakl.state.store import State, place_of

ENTITY_TYPES = frozenset({"MMP_ORDER", "MMP_OFFER", "MPS_ORDER", "MPS_SERVICE", "SELLER_OPERATOR"})
_DEFAULT_LIMIT = 50
_LAST_MESSAGES = 100


@dataclass(frozen=True, slots=True)
class Search:
    """What a page depends on; it travels in the page token."""

    shop_id: int
    limit: int
    with_messages: bool
    since: datetime | None
    entity_type: str | None
    entity_ids: tuple[str, ...]
    channels: tuple[str, ...]
    after: Place | None = None


def list_threads(ask: Ask) -> Response:
    """With a page token every other parameter is ignored, as the general notes say."""
    token = ask.parameters.text("page_token")
    search = _search_of_parameters(ask) if token is None else _search_of_token(ask, token)
    with ask.state.lock:
        found = _take(ask.state, search)
        page = found[: search.limit]
        answer: dict[str, Any] = {"data": [_show(ask, thread, search) for thread in page]}
        if len(found) > search.limit:
            answer["next_page_token"] = _token(ask.state, search, place_of(page[-1]))
    return as_json(answer)


def _search_of_parameters(ask: Ask) -> Search:
    parameters = ask.parameters
    entity_type = parameters.choice("entity_type", ENTITY_TYPES)
    entity_ids = parameters.comma_list("entity_id")
    if entity_ids and entity_type is None:
        raise ApiError(400, "Parameter 'entity_type' is required when 'entity_id' is given")
    if parameters.text("sort") not in (None, "date,DESC"):
        raise ApiError(400, "Unknown sort criterion")
    return Search(
        shop_id=ask.shop.id,
        limit=parameters.rows("limit", _DEFAULT_LIMIT, ask.settings),
        with_messages=parameters.flag("with_messages") or False,
        since=parameters.date("updated_since"),
        entity_type=entity_type,
        entity_ids=tuple(entity_ids),
        channels=tuple(parameters.comma_list("channel_codes")),
    )


def _take(state: State, search: Search) -> list[Thread]:
    """One more than a page holds, to know whether there is a next one."""
    found: list[Thread] = []
    for thread in _candidates(state, search):
        if _matches(thread, search):
            found.append(thread)
            if len(found) > search.limit:
                break
    return found


def _candidates(state: State, search: Search) -> Iterator[Thread]:
    if search.entity_ids:
        yield from _of_entities(state, search)
        return
    for place in state.updates[search.shop_id].newest_first(before=search.after):
        if search.since is not None and place[0] < search.since:
            return
        yield state.threads[place[2]]


def _of_entities(state: State, search: Search) -> Iterator[Thread]:
    keys = [(search.entity_type or "", entity_id) for entity_id in search.entity_ids]
    ids = {thread_id for key in keys for thread_id in state.threads_of_entity.get(key, ())}
    for place in sorted((place_of(state.threads[thread_id]) for thread_id in ids), reverse=True):
        late_enough = search.since is None or place[0] >= search.since
        if late_enough and (search.after is None or place < search.after):
            yield state.threads[place[2]]


def _matches(thread: Thread, search: Search) -> bool:
    if thread.shop_id != search.shop_id:
        return False
    if search.channels and thread.channel not in search.channels:
        return False
    return search.entity_type is None or any(one.type == search.entity_type for one in thread.entities or ())


def _show(ask: Ask, thread: Thread, search: Search) -> dict[str, Any]:
    shown = thread_json(thread, ask.settings)
    return with_messages(shown, thread, ask.settings, _LAST_MESSAGES) if search.with_messages else shown


def _token(state: State, search: Search, last: Place) -> str:
    fields = {
        "limit": str(search.limit),
        "after": last[2],
        "sort": "date,DESC",
        "at": tokens.moment_to_text(last[0]),
        "n": str(last[1]),
        "shop": str(search.shop_id),
        "messages": "1" if search.with_messages else "",
        "since": tokens.moment_to_text(search.since) if search.since else "",
        "type": search.entity_type or "",
        "ids": ",".join(search.entity_ids),
        "channels": ",".join(search.channels),
    }
    return tokens.seal(state.token_secret, fields)


def _search_of_token(ask: Ask, token: str) -> Search:
    fields = tokens.unseal(ask.state.token_secret, token)
    return Search(
        shop_id=visible_shop(ask.state, ask.key, int(fields["shop"])).id,
        limit=int(fields["limit"]),
        with_messages=bool(fields["messages"]),
        since=tokens.text_to_moment(fields["since"]) if fields["since"] else None,
        entity_type=fields["type"] or None,
        entity_ids=tuple(filter(None, fields["ids"].split(","))),
        channels=tuple(filter(None, fields["channels"].split(","))),
        after=(tokens.text_to_moment(fields["at"]), int(fields["n"]), fields["after"]),
    )
