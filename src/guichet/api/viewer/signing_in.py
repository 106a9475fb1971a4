"""How the viewer signs in, and where."""

from datetime import datetime
from uuid import UUID

import strawberry

from guichet.accounts.queries.factors import APP, Factor, factors_of
from guichet.accounts.queries.sessions import OpenSession, sessions_of
from guichet.api.context import Info
from guichet.api.ids import Kind, global_id
from guichet.api.user_error import UserError


@strawberry.type(description="A browser in which the viewer is signed in.")
class Session:
    """Of `accounts.queries.sessions`."""

    id: strawberry.ID = strawberry.field(description="For endSession.")
    browser: str | None = strawberry.field(description="As it names itself; null where it does not.")
    system: str | None = strawberry.field(description="What it runs on; null where it does not say.")
    ip_address: str = strawberry.field(description="Where it was seen last.")
    began_at: datetime = strawberry.field(description="When it was seen first.")
    seen_at: datetime = strawberry.field(description="When it was seen last, exact to five minutes.")
    is_current: bool = strawberry.field(description="Whether it is the one that asks.")


@strawberry.type(
    description="An authenticator app or a passkey. They are added in the browser, on /settings/security."
)
class SecondFactor:
    """Of `accounts.queries.factors`."""

    id: strawberry.ID = strawberry.field(description="For removeSecondFactor.")
    kind: str = strawberry.field(description="APP or PASSKEY.")
    name: str | None = strawberry.field(description="What its owner calls it; null for an app.")
    added_at: datetime = strawberry.field(description="When it was added.")
    used_at: datetime | None = strawberry.field(description="When it was used last; null for never.")


@strawberry.type(description="What became of sessions.")
class EndSessionsPayload:
    """How many."""

    ended: int = strawberry.field(default=0, description="How many sessions ended.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


@strawberry.type(description="What became of a second factor.")
class RemoveSecondFactorPayload:
    """Which one."""

    removed_id: strawberry.ID | None = strawberry.field(
        default=None, description="Null where there are errors."
    )
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


def number_id(kind: Kind, number: int) -> strawberry.ID:
    """Rows of the library are counted; outside they look like all others."""
    return global_id(kind, UUID(int=number))


def sessions(info: Info) -> list[Session]:
    """Those of the viewer's person."""
    current = info.context.request.session.session_key
    return [_session(one) for one in sessions_of(info.context.viewer, current)]


def second_factors(info: Info) -> list[SecondFactor]:
    """Those of the viewer's person."""
    mine = factors_of(info.context.viewer)
    return [_factor(one) for one in ([mine.app] if mine.app else []) + mine.passkeys]


def _session(one: OpenSession) -> Session:
    return Session(
        id=number_id(Kind.SESSION, one.id), browser=one.browser or None, system=one.system or None,
        ip_address=one.address, began_at=one.began_at, seen_at=one.seen_at, is_current=one.is_current,
    )  # fmt: skip


def _factor(one: Factor) -> SecondFactor:
    return SecondFactor(
        id=number_id(Kind.FACTOR, one.id), kind="APP" if one.kind == APP else "PASSKEY",
        name=one.name or None, added_at=one.added_at, used_at=one.used_at,
    )  # fmt: skip
