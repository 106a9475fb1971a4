"""Tells PostgreSQL the role and the account of the work at hand before the statement that needs them.

The connection remembers what it told last and says nothing while that holds; whatever may have undone it
makes it forget: a rollback, also to a savepoint, a commit of a failed transaction, a new connection. Telling
costs a round trip where the account changes, and none where work for one account goes on.
"""

from collections.abc import Callable
from typing import Any

import psycopg
from django.db import transaction
from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

from guichet.accounts.scope import AS_IT_IS, EVERYWHERE, NOWHERE, current_scope
from guichet.config.postgres.about import About, about
from guichet.config.postgres.role import is_behind_wall

Execute = Callable[..., Any]
# The role and the account of a connection that was told nothing.
UNTOLD = ("NONE", NOWHERE)


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's connection behind the wall between accounts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._told: tuple[str, str] | None = UNTOLD
        self._about: About | None = None
        self.execute_wrappers.append(self._tell_first)

    @property
    def is_pooled(self) -> bool:
        """Whether each transaction may be another connection's: then each is told for itself."""
        return self._about is not None and self._about.is_pooled

    def connect(self) -> None:
        """A connection that was told nothing yet, and looks around once it is set up."""
        self._about = None
        super().connect()
        self._told = UNTOLD
        self.look_around()

    def look_around(self) -> None:
        """Find out anew what stands, after the wall was built."""
        self._about = about(self.connection)

    def ensure_connection(self) -> None:
        """Told here too, for statements that go past Django's cursor: they begin with this."""
        super().ensure_connection()
        self._tell()

    def get_autocommit(self) -> bool:
        """Asked at the end of every request, where there is nobody left to tell of."""
        super().ensure_connection()
        return bool(self.autocommit)

    def set_autocommit(self, *args: Any, **kwargs: Any) -> None:
        """psycopg changes it between transactions only, and telling would begin one."""
        known, self._about = self._about, None
        try:
            super().set_autocommit(*args, **kwargs)
        finally:
            if self._about is None:
                self._about = known

    def _tell_first(self, execute: Execute, sql: Any, params: Any, many: bool, context: Any) -> Any:
        self._tell()
        if self.is_pooled and self.autocommit and self._told != self._wanted():
            with transaction.atomic(using=self.alias):
                self._tell()
                return execute(sql, params, many, context)
        return execute(sql, params, many, context)

    def _wanted(self) -> tuple[str, str]:
        known, scope = self._about, current_scope()
        if known is None:
            return UNTOLD
        if scope == AS_IT_IS:
            scope = self._told[1] if self._told else NOWHERE
        if is_behind_wall():
            return known.app_role, scope
        # The owner's commands: nothing holds them back, or else they are let through in so many words.
        return UNTOLD if known.bypasses else ("NONE", scope or EVERYWHERE)

    def _tell(self) -> None:
        """Nothing can be told in a failed transaction, where nothing is read or written either."""
        raw: psycopg.Connection[Any] | None = self.connection
        if self._about is None or raw is None or raw.closed:
            return
        wanted = self._wanted()
        if self._told == wanted or (self.is_pooled and self.autocommit):
            return
        if raw.info.transaction_status == TransactionStatus.INERROR:
            return
        how = "SET LOCAL" if self.is_pooled else "SET"
        self._told = None
        with self.wrap_database_errors, psycopg.ClientCursor(raw) as cursor:
            cursor.execute(f"{how} ROLE {wanted[0]}; {how} guichet.account = '{wanted[1]}'".encode())
        self._told = wanted

    def _commit(self) -> None:
        raw: psycopg.Connection[Any] | None = self.connection
        if raw is not None and raw.info.transaction_status == TransactionStatus.INERROR:
            self._told = None
        super()._commit()  # type: ignore[misc]  # the stubs leave it out
        if self.is_pooled:
            self._told = UNTOLD

    def _rollback(self) -> None:
        super()._rollback()  # type: ignore[misc]
        self._told = UNTOLD if self.is_pooled else None

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        self._told = None
