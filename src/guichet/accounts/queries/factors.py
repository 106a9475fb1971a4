"""What a person signs in with besides the password."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator

from guichet.accounts.queries.person import person_of
from guichet.accounts.viewer import Viewer

APP, PASSKEY, CODES = "totp", "webauthn", "recovery_codes"


@dataclass(frozen=True, slots=True)
class Factor:
    """An authenticator app or a passkey. `kind` is APP or PASSKEY; an app has no name."""

    id: int
    kind: str
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Factors:
    """All of one person; `codes_left` is None where they have no recovery codes."""

    app: Factor | None
    passkeys: list[Factor]
    codes_left: int | None

    @property
    def any(self) -> bool:
        """Whether signing in by password asks for a second step."""
        return self.app is not None or bool(self.passkeys)


def with_second_factor(people: Iterable[UUID]) -> frozenset[UUID]:
    """Those of them whom a password alone does not sign in; recovery codes alone are no second factor."""
    found = Authenticator.objects.filter(user_id__in=list(people)).exclude(type=CODES)
    return frozenset(found.values_list("user_id", flat=True))


def factors_of(viewer: Viewer) -> Factors:
    """As they stand."""
    rows = list(Authenticator.objects.filter(user=person_of(viewer)).order_by("created_at"))
    apps = [_told(row) for row in rows if row.type == APP]
    codes = next((row for row in rows if row.type == CODES), None)
    left = None if codes is None else len(codes.wrap().get_unused_codes())
    return Factors(next(iter(apps), None), [_told(row) for row in rows if row.type == PASSKEY], left)


def _told(row: Authenticator) -> Factor:
    name = str(row.data.get("name", "")) if row.type == PASSKEY else ""
    return Factor(row.pk, row.type, name, row.created_at, row.last_used_at)
