"""Every query and mutation by every role, with ids that are theirs and ids that are not.

What is refused changed nothing. Nothing tells of a store that is hidden, or of another company: each row
carries a mark (matrix_world.py), and no answer holds a mark that is not the reader's.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from graphql import get_named_type

from guichet.accounts.models.keys import new_id
from guichet.accounts.roles import may
from guichet.api.ids import Kind, global_id, split_id
from tests.api.matrix_selection import everything, fields_of, types_with_ids
from tests.api.matrix_table import MUTATIONS, QUERIES, Act, Ask
from tests.api.matrix_world import Home, Ids, Seat, home, marks_in

pytestmark = pytest.mark.timeout(300)  # a few thousand requests
REFUSED = {"FORBIDDEN", "NOT_FOUND"}
AT_ONCE = 40  # mutations in one operation; 50 are allowed
World = tuple[Home, Home]


@pytest.fixture
def world(db: None) -> World:
    """Both companies; each request is rolled back to its savepoint."""
    return home("a"), home("b")


def test_every_query_and_mutation_has_a_line_in_the_table() -> None:
    assert set(MUTATIONS) == set(fields_of("Mutation"))
    assert set(QUERIES) == set(fields_of("Query"))


def test_what_is_theirs_is_done_as_far_as_their_role_goes(world: World) -> None:
    for ours in world:
        for seat in ours.seats:
            for name, act in MUTATIONS.items():
                codes = _codes_of(seat, ours, name, act, _targets(ours, seat, act)[0])
                if _may(seat, act):
                    assert not codes & REFUSED, (seat.name, name, codes)
                else:
                    assert codes == {"FORBIDDEN"}, (seat.name, name, codes)


def test_what_is_not_theirs_is_refused_and_nothing_is_changed(world: World) -> None:
    before = _fingerprint()
    for ours, others in (world, world[::-1]):
        for seat in ours.seats:
            for name, given, codes in _refusals(seat, ours, others):
                if not MUTATIONS[name].silent:
                    assert codes <= REFUSED, (seat.name, name, given, codes)
                    assert codes, (seat.name, name, given)
            assert _fingerprint() == before, seat.name


def test_no_answer_tells_of_what_is_hidden(world: World) -> None:
    for ours, others in (world, world[::-1]):
        for seat in ours.seats:
            for name, ask in QUERIES.items():
                _ask_all(seat, ours, others, name, ask)


def _may(seat: Seat, act: Act | Ask) -> bool:
    return act.right is not None and may(seat.viewer.role, act.right) and (seat.sees_all or not act.of_all)


def _targets(ours: Home, seat: Seat, act: Act | Ask) -> tuple[str, str]:
    """An id that the caller may name, and one of their own company that they may not."""
    if not act.target:
        return "", ""
    if act.own:
        return seat.own[act.target], next(s for s in ours.seats if s.name != seat.name).own[act.target]
    if act.target == "colleague":
        seats = {s.name: s.own["member"] for s in ours.seats}
        return seats[f"{ours.letter}-agent-some"], seats[f"{ours.letter}-agent-all"]
    return ours.stores[1][act.target], ours.stores[3][act.target]


def _strangers(others: Home, own: str, hidden: str, act: Act | Ask, seat: Seat) -> dict[str, str]:
    """Ids that nobody of this company may name, and the hidden one for who sees some stores."""
    parts = split_id(own)
    assert parts is not None
    kind = parts[0]
    other = next(one for one in Kind if one is not kind)
    foreign = _targets(others, others.seats[0], act)[0]
    found = {
        "foreign": foreign, "of another kind": f"{other}_{parts[1].hex}",
        "unknown": global_id(kind, new_id()), "malformed": "x",
    }  # fmt: skip
    return found if seat.sees_all else found | {"hidden": hidden}


def _refusals(seat: Seat, ours: Home, others: Home) -> Iterator[tuple[str, str, set[str]]]:
    """Each mutation with each id that is not theirs: its name, what was wrong, and the codes that came."""
    tried: list[tuple[str, str, str]] = []
    for name, act in MUTATIONS.items():
        if not act.target or "$file" in act.call:
            continue
        for why, key in _strangers(others, *_targets(ours, seat, act), act, seat).items():
            tried.append((name, why, f"{name}{_filled(act.call, ours.stores[1], key)}"))
    for start in range(0, len(tried), AT_ONCE):
        part = tried[start : start + AT_ONCE]
        calls = " ".join(f"m{i}: {call} {{ errors {{ code }} }}" for i, (_, _, call) in enumerate(part))
        answer = seat.api.post(f"mutation {{ {calls} }}").json()
        assert "errors" not in answer, (seat.name, answer)
        for i, (name, why, _) in enumerate(part):
            yield name, why, {error["code"] for error in answer["data"][f"m{i}"]["errors"]}


def _filled(call: str, own: Ids, key: str) -> str:
    for noun, known in own.items():
        call = call.replace(f"@{noun},", f'"{known}",')
    return call.replace("$id", f'"{key}"')


def _codes_of(seat: Seat, ours: Home, name: str, act: Act, key: str) -> set[str]:
    """What one mutation answers; what it does is undone."""
    call = f"{name}{_filled(act.call, ours.stores[1], key)} {{ errors {{ code message }} }}"
    with transaction.atomic():
        answer = _uploaded(seat, call) if "$file" in call else seat.api.post(f"mutation {{ {call} }}").json()
        transaction.set_rollback(True)
    assert answer.get("data"), (seat.name, name, answer)
    return {error["code"] for error in answer["data"][name]["errors"]}


def _uploaded(seat: Seat, call: str) -> Any:
    operations = {"query": f"mutation ($file: Upload!) {{ {call} }}", "variables": {"file": None}}
    form = {
        "operations": json.dumps(operations), "map": json.dumps({"0": ["variables.file"]}),
        "0": SimpleUploadedFile("a.pdf", b"%PDF-1.4"),
    }  # fmt: skip
    return seat.api.client.post(
        "/graphql", form, headers={"Authorization": f"Bearer {seat.api.token}"}
    ).json()


def _ask_all(seat: Seat, ours: Home, others: Home, name: str, ask: Ask) -> None:
    for key, is_theirs in _keys(seat, ours, others, ask):
        for selected in _selections(name):
            query = f"{{ {name}{_filled(ask.call, ours.stores[1], key)} {selected} }}"
            answer = seat.api.post(query).json()
            text = json.dumps(answer.get("data"))
            where = (seat.name, name, key, answer.get("errors"))
            assert marks_in(text) <= seat.marks, (*where, marks_in(text))
            _judge(answer, where, may_ask=_may(seat, ask), is_theirs=is_theirs)
        if is_theirs and ask.told and _may(seat, ask) and name != "node":
            assert marks_in(text), where


def _judge(answer: Mapping[str, Any], where: object, *, may_ask: bool, is_theirs: bool) -> None:
    codes = {error["extensions"]["code"] for error in answer.get("errors", ())}
    if may_ask and is_theirs:
        assert not codes, where
    elif not may_ask:
        assert codes <= REFUSED, where
        assert not any((answer["data"] or {}).values()), where
    else:
        assert codes <= {"NOT_FOUND"}, where
        assert not any((answer["data"] or {}).values()), where


def _keys(seat: Seat, ours: Home, others: Home, ask: Ask) -> list[tuple[str, bool]]:
    if not ask.target:
        return [("", True)]
    if ask.target == "merchant_id":
        theirs = [(f"zq{ours.letter}1", True), (f"zq{others.letter}1", False), ("x", False)]
        return theirs if seat.sees_all else [*theirs, (f"zq{ours.letter}3", False)]
    if ask.target == "node":
        hidden = [] if seat.sees_all else list(ours.stores[3].values())
        return [(key, False) for key in (*others.stores[1].values(), *hidden)]
    own, hidden_one = _targets(ours, seat, ask)
    strange = _strangers(others, own, hidden_one, ask, seat)
    return [(own, True), *((key, False) for key in strange.values())]


def _selections(name: str) -> list[str]:
    if name == "node":
        return [f"{{ ... on {kind.name} {everything(kind, 1)} }}" for kind in types_with_ids()][:1]
    return [everything(get_named_type(fields_of("Query")[name].type))]


def test_every_node_is_found_again_and_tells_of_its_own_store_alone(world: World) -> None:
    for ours in world:
        seat = next(s for s in ours.seats if s.name == f"{ours.letter}-reader-some")
        found = set()
        kinds = {kind.name: kind for kind in types_with_ids()}
        for key in ours.stores[1].values():
            known = seat.api.data(f'{{ node(id: "{key}") {{ __typename }} }}')["node"]
            if known is not None:
                selected = f"... on {known['__typename']} {everything(kinds[known['__typename']], 2)}"
                node = seat.api.data(f'{{ node(id: "{key}") {{ {selected} }} }}')["node"]
                assert marks_in(json.dumps(node)) <= seat.marks
                found.add(known["__typename"])
        assert {"Store", "Channel", "Discussion", "Message", "Attachment", "Order", "Invoice"} <= found


TABLES = """
SELECT table_name FROM information_schema.tables
WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> ALL (%s)
    AND table_name NOT LIKE 'django%%'
"""
# What a request leaves behind whatever becomes of it: how much was asked, and what was answered for a key.
LEFT = ["api_spending", "bulk_act", "invoice_batch"]


def _fingerprint() -> dict[str, tuple[int, str]]:
    """Every table of the installation; empty acts of all that match are no change of anything."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES, [LEFT])
        names = [name for (name,) in cursor.fetchall()]
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{name}', count(*), md5(coalesce(string_agg(x::text, '' ORDER BY x::text), '')) "  # noqa: S608
                f'FROM "{name}" x'
                for name in names
            )
        )
        return {name: (count, digest) for name, count, digest in cursor.fetchall()}
