"""The served schema holds the whole contract, and says what its parts mean."""

from pathlib import Path

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    is_specified_scalar_type,
)
from graphql.utilities import DangerousChangeType, find_breaking_changes, find_dangerous_changes

import guichet.api
from guichet.api.schema import print_sdl

PRINTED = Path(guichet.api.__file__).parent / "schema.graphql"


@pytest.fixture(scope="module")
def served() -> GraphQLSchema:
    """What clients see."""
    return build_schema(print_sdl())


@pytest.fixture(scope="module")
def contract(shared: Path) -> GraphQLSchema:
    """What was promised."""
    return build_schema((shared / "contract" / "schema.graphql").read_text(encoding="utf-8"))


def test_nothing_of_the_contract_is_broken(contract: GraphQLSchema, served: GraphQLSchema) -> None:
    assert find_breaking_changes(contract, served) == []


def test_no_default_of_the_contract_is_changed(contract: GraphQLSchema, served: GraphQLSchema) -> None:
    """Something more that may be asked is additive; a client that does not know it sends nothing."""
    allowed = {DangerousChangeType.OPTIONAL_INPUT_FIELD_ADDED, DangerousChangeType.OPTIONAL_ARG_ADDED}
    assert [c for c in find_dangerous_changes(contract, served) if c.type not in allowed] == []


def test_deprecations_of_the_contract_are_carried_over(
    contract: GraphQLSchema, served: GraphQLSchema
) -> None:
    for name, kind in contract.type_map.items():
        if isinstance(kind, GraphQLEnumType):
            theirs = served.type_map[name]
            assert isinstance(theirs, GraphQLEnumType)
            promised = {key: value.deprecation_reason for key, value in kind.values.items()}
            assert {key: theirs.values[key].deprecation_reason for key in promised} == promised


def test_the_printed_schema_in_the_repository_is_the_served_one() -> None:
    assert PRINTED.read_text(encoding="utf-8") == print_sdl(), "run `make schema` and commit the file"


def test_everything_says_what_it_means(served: GraphQLSchema) -> None:
    mute = [name for kind in served.type_map.values() for name in _mute_parts(kind)]
    assert mute == []


PLAIN_VALUES = {
    # Their values stand in their own descriptions.
    "ApiTokenScope",
    "AuditActorKind",
    "ErasureKind",
    "ErasureState",
    "InvitationMail",
    "MemberRole",
    "AttachmentState",
    "DiscussionStatus",
    "DiscussionType",
    "Platform",
    "ParticipantKind",
    "ErrorCode",
    "DiscussionOrder",
    "InvoiceKind",
    "InvoiceBatchState",
    "InvoiceFetchState",
    "InvoiceFilingState",
    "WebhookDeliveryState",
    "InvoiceIssueFrom",
    "InvoiceLanguage",
    "InvoiceRounding",
    "InvoiceSource",
    "VatCategory",
    "VatRegime",
}


def _mute_parts(kind: GraphQLNamedType) -> list[str]:
    """The names of a type and its fields that have no description; plain words explain themselves."""
    if kind.name.startswith("__") or is_specified_scalar_type(kind):
        return []
    parts: dict[str, str | None] = {kind.name: kind.description}
    if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
        parts |= {f"{kind.name}.{name}": field.description for name, field in kind.fields.items()}
    if isinstance(kind, GraphQLEnumType) and kind.name not in PLAIN_VALUES:
        parts |= {f"{kind.name}.{name}": value.description for name, value in kind.values.items()}
    return [name for name, description in parts.items() if not description]
