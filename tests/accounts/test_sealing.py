"""Credentials at rest."""

import pytest
from django.test import override_settings

from guichet.accounts.sealing import SealBrokenError, reseal, seal, unseal

SECRET = {"apiKey": "00000000-1111-2222-3333-444444444444"}


def test_what_is_sealed_shows_nothing_and_opens_again() -> None:
    sealed = seal(SECRET)
    assert SECRET["apiKey"].encode() not in sealed
    assert unseal(sealed) == SECRET


def test_keys_rotate_without_losing_what_the_old_one_sealed() -> None:
    with override_settings(GUICHET_ENCRYPTION_KEYS=("old",)):
        sealed = seal(SECRET)
    with override_settings(GUICHET_ENCRYPTION_KEYS=("new", "old")):
        moved = reseal(sealed)
    with override_settings(GUICHET_ENCRYPTION_KEYS=("new",)):
        assert unseal(moved) == SECRET
        with pytest.raises(SealBrokenError, match="put back the key"):
            unseal(sealed)
