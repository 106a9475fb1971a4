"""Checks the credentials that a person typed against what the platform asks for."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, Problem, RefusalError
from guichet.platforms.catalogue import MarketplaceEntry
from guichet.platforms.manifest import CredentialField, manifest_of

MAX_LENGTH = 4000


def checked_credentials(entry: MarketplaceEntry, given: Mapping[str, str]) -> dict[str, str]:
    """The values to try, blank ones left out and the address filled in where it is known.

    RefusalError with every field that is unknown, missing or not text that a header can carry.
    """
    fields = {field.name: field for field in manifest_of(entry.platform).credential_fields}
    values = {name: value.strip() for name, value in given.items() if value.strip()}
    if "baseUrl" in fields and "baseUrl" not in values and entry.base_url:
        values["baseUrl"] = entry.base_url
    problems = [*_unknown(values, fields), *_missing(values, fields), *_unfit(values)]
    if problems:
        raise RefusalError(*problems)
    return values


def _unknown(values: Mapping[str, str], fields: Mapping[str, CredentialField]) -> list[Problem]:
    sentence = _("%(name)s is not asked for here; the fields are %(names)s.")
    names = ", ".join(fields)
    return [
        Problem(ErrorCode.INVALID, sentence % {"name": name, "names": names}, f"credentials.{name}")
        for name in values
        if name not in fields
    ]


def _missing(values: Mapping[str, str], fields: Mapping[str, CredentialField]) -> list[Problem]:
    sentence = _("%(label)s is missing; fill it in.")
    return [
        Problem(ErrorCode.REQUIRED, sentence % {"label": _(field.label)}, f"credentials.{field.name}")
        for field in fields.values()
        if field.is_required and field.name not in values
    ]


def _unfit(values: Mapping[str, str]) -> list[Problem]:
    sentence = _("%(name)s holds characters that cannot be right; paste it again.")
    return [
        Problem(ErrorCode.INVALID, sentence % {"name": name}, f"credentials.{name}")
        for name, value in values.items()
        if len(value) > MAX_LENGTH or not value.isprintable()
    ]
