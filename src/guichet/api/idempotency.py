"""Mutations that act once, however often they are sent (draft-ietf-httpapi-idempotency-key-header-07).

The answer is kept in the transaction of the mutation itself, under the asker's key: both are there, or
neither. A request that was cut off, by a crash of ours or by the network, is sent again under the same key:
either it acted, and its answer is given again, or it did not, and acts now. A second one that comes meanwhile
waits for the first. What leaves before the answer does, trying credentials at a marketplace or the mail of an
invitation, is not undone by a crash and happens again (docs/decisions/0016-api-limits.md).
"""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import OperationalError, transaction
from django.http import HttpResponse, HttpResponseBase
from graphql import GraphQLError, OperationDefinitionNode, OperationType, parse
from psycopg import errors
from strawberry.http import GraphQLRequestData

from guichet.accounts.kept_answers import AnswerKey, claim_key, keep_answer, kept_answer
from guichet.api.bounds import MAX_KEPT_ANSWER
from guichet.api.http_refusal import HttpRefusalError, refusal_response
from guichet.api.meter import Meter

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"


def key_of(header: str | None) -> str | None:
    """The key, with or without the quotes of the draft; HttpRefusalError 400 for one that cannot be kept."""
    if header is None:
        return None
    key = header.strip().removeprefix('"').removesuffix('"')
    if not (1 <= len(key) <= 255 and key.isascii() and key.isprintable()):
        message = f"{HEADER} must be 1 to 255 printable ASCII characters, such as a UUID."
        raise HttpRefusalError(400, "MALFORMED", message)
    return key


def is_mutation(asked: GraphQLRequestData) -> bool:
    """Whether the operation acts; a text that cannot be parsed does not."""
    try:
        document = parse(asked.query or "", max_tokens=5_000)
    except (GraphQLError, RecursionError):
        return False
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    return any(o.operation is OperationType.MUTATION for o in operations)


def fingerprint_of(asked: GraphQLRequestData) -> bytes:
    """SHA-256 of all that decides what the request does."""
    told = [asked.query, asked.variables, asked.operation_name]
    return sha256(json.dumps(told, sort_keys=True, default=_file).encode()).digest()


def answered_once(
    meter: Meter, key: str, fingerprint: bytes, act: Callable[[], HttpResponse]
) -> HttpResponseBase:
    """The answer of `act`, or the one that it was given before.

    HttpRefusalError: 409 while another one with the key is at work, 422 where the key was another request's.
    An answer that nothing was executed for is not kept, and an unexpected error undoes all and frees the key.
    """
    mine = AnswerKey(meter.viewer.account_id, meter.asker, key)
    try:
        with transaction.atomic():
            if not claim_key(mine, fingerprint):
                return _again(mine, fingerprint)
            response = act()
            fault = _fault(response)
            if fault is None and meter.began:
                _keep(mine, response)
                return response
            transaction.set_rollback(True)
    except OperationalError as error:
        if not isinstance(error.__cause__, errors.LockNotAvailable):
            raise
        message = "The first request with this key is still at work; send it again in a few seconds."
        raise HttpRefusalError(409, "IDEMPOTENCY_KEY_IN_USE", message, {"Retry-After": "5"}) from error
    return response if fault is None else refusal_response(HttpRefusalError(500, "INTERNAL", fault))


def _again(mine: AnswerKey, fingerprint: bytes) -> HttpResponse:
    kept = kept_answer(mine)
    if kept.fingerprint != fingerprint:
        message = f"This {HEADER} was sent with another request; give every request a key of its own."
        raise HttpRefusalError(422, "IDEMPOTENCY_KEY_REUSED", message)
    if kept.body is None:
        message = (
            "This request acted already; its answer was too large to be kept. Read the result by a query."
        )
        raise HttpRefusalError(409, "ANSWER_NOT_KEPT", message, {REPLAYED: "true"})
    response = HttpResponse(kept.body, content_type="application/json")
    response[REPLAYED] = "true"
    return response


def _keep(mine: AnswerKey, response: HttpResponse) -> None:
    is_small = len(response.content) <= MAX_KEPT_ANSWER
    keep_answer(mine, response.content.decode() if is_small else None)


def _fault(response: HttpResponse) -> str | None:
    """The sentence of an unexpected error, which leaves unknown how much was done."""
    if b"INTERNAL" not in response.content:
        return None
    found = json.loads(response.content).get("errors") or ()
    sentences = [e["message"] for e in found if e.get("extensions", {}).get("code") == "INTERNAL"]
    return sentences[0] if sentences else None


def _file(value: Any) -> object:
    """A file by what it is called and holds, in place of what JSON cannot say."""
    if not isinstance(value, UploadedFile):
        return str(value)
    digest = sha256()
    for chunk in value.chunks():
        digest.update(chunk)
    value.seek(0)
    return [value.name, digest.hexdigest()]
