"""Answers to mutations that carry an idempotency key, kept sealed in the transaction of the mutation."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from guichet.accounts.models import ApiAnswer
from guichet.accounts.models.keys import new_id
from guichet.accounts.sealing import seal, unseal

CLAIM = """
INSERT INTO api_answer (id, account_id, asker_id, key, fingerprint, created_at)
VALUES (%s, %s, %s, %s, %s, now())
ON CONFLICT (account_id, asker_id, key) DO NOTHING
"""
# How long a second request waits for the first.
PATIENCE = "5s"


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """Whose key it is: a token's, or a member's where a session asks."""

    account_id: UUID
    asker_id: UUID
    key: str


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What was answered; `body` is None where it was too large to be kept."""

    fingerprint: bytes
    body: str | None


def claim_key(key: AnswerKey, fingerprint: bytes) -> bool:
    """Whether the key is ours from now on; waits for a transaction that holds it.

    OperationalError (LockNotAvailable) where that takes longer than PATIENCE.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
        cursor.execute(CLAIM, [new_id(), key.account_id, key.asker_id, key.key, fingerprint])
        is_ours = bool(cursor.rowcount)
        cursor.execute("SET LOCAL lock_timeout = DEFAULT")
    return is_ours


def kept_answer(key: AnswerKey) -> KeptAnswer:
    """What another request under this key was answered; ApiAnswer.DoesNotExist where none was."""
    row = ApiAnswer.objects.get(account_id=key.account_id, asker_id=key.asker_id, key=key.key)
    body = None if row.body is None else str(unseal(bytes(row.body))["body"])
    return KeptAnswer(bytes(row.fingerprint), body)


def keep_answer(key: AnswerKey, body: str | None) -> None:
    """Beside the claim; None where it is too large."""
    sealed = None if body is None else seal({"body": body})
    mine = ApiAnswer.objects.filter(account_id=key.account_id, asker_id=key.asker_id, key=key.key)
    mine.update(body=sealed)
