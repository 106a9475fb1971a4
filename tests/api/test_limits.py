"""How deep and how wide an operation may be."""

import pytest
from graphql import get_introspection_query, parse

from guichet.api.bounds import MAX_DEPTH
from guichet.api.measure import Measure, measured
from guichet.api.schema import schema
from guichet.inbox.models import Discussion
from tests.api.asking import Api


def _measured(query: str, **variables: object) -> Measure:
    return measured(schema._schema, parse(query), None, variables)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("{ viewer { name } }", Measure(2, 20)),
        ("{ a: viewer { name } b: viewer { name } }", Measure(2, 40)),
        ("{ discussions { totalCount } }", Measure(2, 50)),
        ("{ discussions(first: 7) { totalCount } }", Measure(2, 20)),
        ("{ discussions(first: 30) { nodes { id } } }", Measure(3, 30)),
        ("{ discussions { nodes { messages { nodes { id } } } } }", Measure(5, 5000)),
        ("{ discussions(first: 100) { nodes { messages(first: 3) { totalCount } } } }", Measure(4, 300)),
        (
            """{ discussions(first: 10) {
              nodes { a: messages(first: 3) { totalCount } b: messages(first: 4) { totalCount } }
              edges { node { messages(first: 5) { totalCount } } } } }""",
            Measure(5, 120),
        ),
        ("{ viewer { stores { channels { store { channels { id } } } } } }", Measure(6, 1000)),
        ("{ discussions(first: null) { totalCount } }", Measure(2, 50)),
        ("{ discussions(first: -5) { totalCount } }", Measure(2, 20)),
        ("{ __typename }", Measure(0, 0)),
        ('{ node(id: "x") { ... on Discussion { messages(first: 60) { totalCount } } } }', Measure(3, 60)),
    ],
)
def test_measures(query: str, expected: Measure) -> None:
    assert _measured(query) == expected


def test_variables_and_their_defaults_count() -> None:
    query = "query ($n: Int = 40) { discussions(first: $n) { totalCount } }"
    assert _measured(query).nodes == 40
    assert _measured(query, n=90).nodes == 90
    assert _measured(query, n=None).nodes == 50


def test_fragments_count_wherever_they_are_spread() -> None:
    query = """{ discussions(first: 10) { nodes { ...A } edges { node { ...A } } } }
      fragment A on Discussion { ...B } fragment B on Discussion { messages(first: 10) { nodes { id } } }"""
    assert _measured(query) == Measure(6, 200)


def test_fragments_that_double_at_each_step_are_measured_at_once() -> None:
    steps = [f"fragment F{n} on Viewer {{ ...F{n + 1} ...F{n + 1} }}" for n in range(60)]
    query = " ".join(["{ viewer { ...F0 } }", *steps, "fragment F60 on Viewer { name }"])
    assert _measured(query).depth == 2


DEEP = """{ discussions(first: 1) { %s { channel { store { channels { store { channels { store { channels {
  marketplace { capabilities { recipients } } } } } } } } } } } }"""


def test_twelve_levels_are_answered_and_thirteen_are_not(as_alice: Api) -> None:
    assert _measured(DEEP % "nodes").depth == MAX_DEPTH
    assert as_alice.data(DEEP % "nodes") == {"discussions": {"nodes": []}}
    one_more = DEEP % "edges { node"
    (error,) = as_alice.errors(f"{one_more} }}")
    assert error["extensions"] == {"code": "TOO_DEEP"}
    assert "13 levels" in error["message"]


def test_introspection_may_be_deep(as_alice: Api) -> None:
    found = as_alice.data(get_introspection_query(input_value_deprecation=True))
    assert found["__schema"]["queryType"]["name"] == "Query"


def test_5000_nodes_are_answered_and_more_are_not(told: Discussion, as_alice: Api) -> None:
    query = "query ($n: Int) { discussions(first: 50) { nodes { messages(first: $n) { nodes { id } } } } }"
    assert as_alice.data(query, n=100)["discussions"]["nodes"]
    (error,) = as_alice.errors(query.replace("first: 50", "first: 51"), n=100)
    assert error["extensions"] == {"code": "TOO_MANY_NODES"}
    assert "5100" in error["message"]


ALIASED = " ".join(f"a{n}: viewer {{ name }}" for n in range(101))
SKIPPED = " ".join(["name @include(if: true)"] * 51)
SYNCED = " ".join(['syncChannel(channelId: "x") { errors { code } }'] * 51)
# A thousand fields by fragments that double: small as a text, and each spread is checked only once.
DOUBLED = " ".join(
    [f"fragment F{n} on Viewer {{ ...F{n + 1} ...F{n + 1} }}" for n in range(10)]
    + ["fragment F10 on Viewer { name }"]
)


@pytest.mark.parametrize(
    ("query", "code", "most"),
    [
        (f"{{ {ALIASED} }}", "TOO_MANY_ALIASES", 100),
        (f"{{ viewer {{ {SKIPPED} }} }}", "TOO_MANY_DIRECTIVES", 50),
        (f"mutation {{ {SYNCED} }}", "TOO_MANY_MUTATIONS", 50),
        ("{ viewer { ...F0 } } " + DOUBLED, "TOO_BROAD", 1000),
    ],
)
def test_breadth_has_bounds(query: str, code: str, most: int, as_alice: Api) -> None:
    for _ in range(2):
        found = {error["extensions"]["code"]: error["message"] for error in as_alice.errors(query)}
        assert f"at most {most} " in found[code]


def test_the_bounds_themselves_are_answered(as_alice: Api) -> None:
    assert len(as_alice.data("{ " + ALIASED.removeprefix("a0: viewer { name }") + " }")) == 100


def test_the_cost_is_told_with_every_answer(as_alice: Api) -> None:
    query = "query ($n: Int) { discussions(first: $n) { nodes { messages(first: 10) { totalCount } } } }"
    for first, nodes in ((3, 30), (30, 300), (3, 30), (100, 1000)):
        cost = as_alice.post(query, {"n": first}).json()["extensions"]["cost"]
        assert cost.pop("nodesLeft") > 0
        assert cost == {"depth": 4, "maximumDepth": 12, "nodes": nodes, "maximumNodes": 5000}
    refused = as_alice.post(query.replace("first: 10", "first: 100"), {"n": 51}).json()
    assert refused["extensions"]["cost"]["nodes"] == 5100
    assert "extensions" not in as_alice.post("{ nonsense }").json()


def test_a_refused_operation_reads_and_changes_nothing(told: Discussion, as_alice: Api) -> None:
    call = 'setDiscussionRead(discussionIds: ["x"], isRead: true) { errors { code } }'
    aliases = " ".join(f"a{n}: {call}" for n in range(300))
    assert as_alice.post(f"mutation {{ {aliases} }}").json()["data"] is None


@pytest.mark.parametrize(
    "query", ["{ a" * 10_000, "{ viewer {" + " name" * 6_000 + " } }", "{ viewer {" + " name" * 900 + " } }"]
)
def test_documents_made_to_keep_the_parser_busy_are_refused(query: str, as_alice: Api) -> None:
    (error,) = as_alice.errors(query)
    assert error["message"]
    assert "recursion" not in error["message"]
    assert "aborted." not in error["message"].replace("Parsing aborted.", "")
