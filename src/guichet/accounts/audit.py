"""Notes who changed what, in the transaction of the change."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder

from guichet.accounts.models.audit_entry import ActorKind
from guichet.accounts.models.keys import new_id
from guichet.accounts.origin import current_origin
from guichet.accounts.queries.quick import quick_once
from guichet.accounts.viewer import Viewer

SYSTEM_NAME = "Guichet"
# By hand and prepared: it stands in every change, and the ORM would take three times as long.
NOTE = """
INSERT INTO audit_pending (id, account_id, actor_kind, member_id, token_id, actor_name, origin, act, subject,
    subject_id, before, after)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s::jsonb)
"""


def record(
    viewer: Viewer | None,
    act: str,
    subject: str,
    subject_id: UUID | None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    *,
    account_id: UUID | None = None,
) -> None:
    """Note a change, so that it is kept if and only if the change is; call it inside `transaction.atomic`.

    `act` is "noun.verb", `subject` the kind of the row and `subject_id` its id. `before` and `after` hold
    what changed in few words: statuses, names of settings, ids, counts; no secret, and nothing of a customer.
    Without a viewer Guichet itself acts, and `account_id` says for whom. The entry gets its number when the
    transaction commits (docs/decisions/0017-audit.md).
    Raises TransactionManagementError outside a transaction, ValueError without an account.
    """
    account, member, token = _who(viewer, account_id)
    kind = ActorKind.SYSTEM if viewer is None else ActorKind.TOKEN if token else ActorKind.MEMBER
    name = SYSTEM_NAME if viewer is None else viewer.name
    quick_once(
        NOTE,
        [
            new_id(), account, kind.value, member, token, name, current_origin(),
            act, subject, subject_id, _json(before), _json(after),
        ],
    )  # fmt: skip


def _who(viewer: Viewer | None, account_id: UUID | None) -> tuple[UUID, UUID | None, UUID | None]:
    if viewer is not None:
        return viewer.account_id, viewer.member_id, viewer.token_id
    if account_id is None:
        raise ValueError("What Guichet does by itself is noted with the account that it does it for.")
    return account_id, None, None


def _json(said: Mapping[str, Any] | None) -> str | None:
    return None if said is None else json.dumps(dict(said), cls=DjangoJSONEncoder, ensure_ascii=False)
