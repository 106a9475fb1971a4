"""API keys: a new one replaces the old one at once, as in the back office."""

import random
import uuid
from collections.abc import Iterable

from sandbox.mirakl.auth import CODES, RIGHTS
from sandbox.mirakl.state.model import Key
from sandbox.mirakl.state.store import State


class Keys:
    """LookupError for a key that is not there."""

    def __init__(self, state: State, seed: int) -> None:
        self._state = state
        self._dice = random.Random(f"keys:{seed}")

    def add(self, value: str | None = None, *, shop_ids: Iterable[int], user: str = "Claire V.") -> Key:
        """A key for a user of these shops; the first one is the default shop."""
        shops = tuple(shop_ids)
        if unknown := [shop_id for shop_id in shops if shop_id not in self._state.shops]:
            raise LookupError(f"There is no shop {unknown[0]}.")
        if not shops:
            raise ValueError("A key needs at least one shop.")
        key = Key(value or self._new_value(), shops, user)
        with self._state.lock:
            self._state.keys[key.value] = key
        return key

    def rotate(self, value: str | None = None) -> Key:
        """Replace a key (the first one by default): the old value stops working."""
        with self._state.lock:
            key = self.find(value)
            key.value = self._new_value()
            self._state.keys = {each.value: each for each in self._state.keys.values()}
        return key

    def revoke(self, value: str | None = None) -> None:
        """The key stops working and nothing takes its place."""
        with self._state.lock:
            del self._state.keys[self.find(value).value]

    def find(self, value: str | None = None) -> Key:
        """A key by its value, or the first one."""
        with self._state.lock:
            if value is None:
                return self.first()
            if value not in self._state.keys:
                raise LookupError("There is no such key.")
            return self._state.keys[value]

    def first(self) -> Key:
        """The oldest key that still works."""
        for key in self._state.keys.values():
            return key
        raise LookupError("Every key was revoked.")

    def deny(self, *rights: str, value: str | None = None) -> None:
        """Take rights away from a key: group names of `sandbox.mirakl.auth.RIGHTS`, or endpoint codes."""
        _check(rights)
        self.find(value).denied.update(rights)

    def allow(self, *rights: str, value: str | None = None) -> None:
        """Give them back; all of them when none is named."""
        _check(rights)
        key = self.find(value)
        key.denied = key.denied - set(rights) if rights else set()

    def _new_value(self) -> str:
        return str(uuid.UUID(int=self._dice.getrandbits(128), version=4))


def _check(rights: Iterable[str]) -> None:
    if unknown := [right for right in rights if right not in RIGHTS and right not in CODES]:
        raise ValueError(f"Unknown right {unknown[0]}: use {', '.join(RIGHTS)} or an endpoint code.")
