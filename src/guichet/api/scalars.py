"""The scalars of the contract: times in UTC, money as strings, files by multipart."""

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, NewType

import strawberry
from django.core.files.uploadedfile import UploadedFile
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

# Django's class is generic only for type checkers.
if TYPE_CHECKING:
    _File = UploadedFile[bytes]
else:
    _File = UploadedFile

Upload = NewType("Upload", _File)


def show_time(value: datetime) -> str:
    """RFC 3339 in UTC, with Z."""
    moment = value if value.tzinfo is UTC else value.astimezone(UTC)
    return moment.isoformat().removesuffix("+00:00") + "Z"


def read_time(value: object) -> datetime:
    """A time with its offset; GraphQLError with a sentence otherwise."""
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        raise GraphQLError(f"{value!r} is not a time; write it like 2026-01-31T09:30:00Z.") from None
    if moment.tzinfo is None:
        raise GraphQLError(f"{value!r} has no offset; add Z for UTC, or one such as +01:00.")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise GraphQLError(f"{value!r} is outside the years 1 to 9999.") from None


def show_money(value: Decimal | str) -> str:
    """A plain decimal with two places at least and no more zeros than that."""
    whole, _, cents = format(Decimal(value).normalize(), "f").partition(".")
    return f"{whole}.{cents:0<2}"


def read_money(value: object) -> Decimal:
    """A decimal string; GraphQLError with a sentence otherwise."""
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise GraphQLError(f'{value!r} is not a decimal; write it like "12.30".') from None


def read_file(value: object) -> Upload:
    """A file that came with the request; GraphQLError with a sentence otherwise."""
    if not isinstance(value, UploadedFile):
        raise GraphQLError("Send the file by the GraphQL multipart request specification.")
    return Upload(value)


def _never(_: object) -> object:
    raise GraphQLError("A file is not a part of an answer.")


SCALARS: dict[object, ScalarDefinition] = {
    datetime: strawberry.scalar(
        name="DateTime",
        description="A moment as RFC 3339; given out in UTC, taken with any offset but not without one.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339",
        serialize=show_time,
        parse_value=read_time,
    ),
    Decimal: strawberry.scalar(
        name="Decimal",
        description="An exact amount, as a string.",
        serialize=show_money,
        parse_value=read_money,
    ),
    Upload: strawberry.scalar(
        name="Upload",
        description="A file sent with the GraphQL multipart request specification.",
        serialize=_never,
        parse_value=read_file,
    ),
}
