"""What the outside may know of an error, and what the log may hold of it."""

import logging
import traceback
from secrets import token_hex

from graphql import GraphQLError
from graphql.validation.validate import ValidationAbortedError

from guichet.accounts.errors import RefusalError
from guichet.api.user_error import camel_field

log = logging.getLogger("guichet.api")


def plain_error(error: GraphQLError) -> GraphQLError:
    """The error to give out: a refusal in its words, the unexpected under a number, all else as it is."""
    original = error.original_error
    if isinstance(original, RefusalError):
        return _located(error, str(original), _refusal(original))
    if isinstance(original, RecursionError) and error.path is None:
        return _located(error, "The query is nested too deeply to be read.", {"code": "TOO_DEEP"})
    if isinstance(error, ValidationAbortedError):
        return _located(error, "The query repeats or nests too much to be checked.", {"code": "TOO_COMPLEX"})
    if original is None or isinstance(original, GraphQLError):
        return error
    return _located(error, our_fault(original), {"code": "INTERNAL"})


def our_fault(error: BaseException) -> str:
    """Log where it happened but not its message, which may hold a customer's words; the sentence to give."""
    number = token_hex(6)
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s: %s\n%s", number, type(error).__qualname__, where)
    return f"Something went wrong on our side; quote {number}."


def _refusal(refusal: RefusalError) -> dict[str, object]:
    first = refusal.problems[0]
    told: dict[str, object] = {"code": first.code.value, "field": camel_field(first)}
    return {key: value for key, value in told.items() if value is not None}


def _located(error: GraphQLError, message: str, extensions: dict[str, object]) -> GraphQLError:
    return GraphQLError(message, nodes=error.nodes, path=error.path, extensions=extensions)
