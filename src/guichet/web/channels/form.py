"""The form that a marketplace asks for, drawn from its manifest. What is secret is never shown again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from guichet.accounts.errors import Problem
from guichet.platforms.catalogue import MarketplaceEntry
from guichet.platforms.manifest import CredentialField, manifest_of
from guichet.web.sentences import said

PREFIX = "credentials."
# So many optional fields need no folding.
FEW = 2


@dataclass(frozen=True, slots=True)
class Field:
    """One field; `name` is its id, its name and the anchor of its error."""

    name: str
    label: str
    kind: str
    value: str
    help: str
    error: str
    is_secret: bool
    is_required: bool
    is_optional: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """One line of the list of errors; `anchor` is empty where it is about the whole."""

    anchor: str
    sentence: str


def fields_of(
    entry: MarketplaceEntry, given: Mapping[str, str], problems: Sequence[Problem], *, keeps: bool = False
) -> list[Field]:
    """The fields in the manifest's order. With `keeps`, what is left empty stays as it is stored."""
    errors = {p.field: said(p.message) for p in reversed(problems) if p.field}
    return [
        _field(field, entry, given, errors, problems=bool(problems), keeps=keeps)
        for field in manifest_of(entry.platform).credential_fields
    ]


def folded(fields: Sequence[Field]) -> tuple[list[Field], list[Field]]:
    """What stands on the form at once, and what it folds away: the optional ones where they are many."""
    optional = [field for field in fields if field.is_optional]
    if len(optional) <= FEW:
        return list(fields), []
    return [field for field in fields if not field.is_optional], optional


def given_of(form: QueryDict) -> dict[str, str]:
    """The credentials that were typed, by their names."""
    return {n.removeprefix(PREFIX): form.get(n, "") for n in form if n.startswith(PREFIX)}


def summary_of(problems: Sequence[Problem], fields: Sequence[Field]) -> list[Summary]:
    """Every problem, with the field that it leads to."""
    anchors = {field.name for field in fields} | {"storeId"}
    return [Summary(p.field if p.field in anchors else "", said(p.message)) for p in problems]


def _field(
    field: CredentialField,
    entry: MarketplaceEntry,
    given: Mapping[str, str],
    errors: Mapping[str, str],
    *,
    problems: bool,
    keeps: bool,
) -> Field:
    name = f"{PREFIX}{field.name}"
    known = "" if keeps else field.default_at(entry) or ""
    return Field(
        name=name,
        label=said(field.label),
        kind=_kind(field),
        value="" if field.is_secret else given.get(field.name, known),
        help=_help(field, problems=problems, keeps=keeps),
        error=errors.get(name, ""),
        is_secret=field.is_secret,
        is_required=field.is_required and not keeps,
        is_optional=not field.is_required,
    )


def _kind(field: CredentialField) -> str:
    if field.is_secret:
        return "password"
    if field.name.endswith("Url"):
        return "url"
    return "email" if field.name.endswith("Email") else "text"


def _help(field: CredentialField, *, problems: bool, keeps: bool) -> str:
    sentences = [said(field.help or "")]
    if keeps:
        sentences.append(_("Left empty, the stored one stays."))
    if problems and field.is_secret:
        sentences.append(_("Paste it again: Guichet never shows a secret."))
    return " ".join(sentence.rstrip(".") + "." for sentence in sentences if sentence)
