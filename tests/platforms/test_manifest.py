from datetime import timedelta
from importlib import import_module

import pytest

from guichet.platforms.manifest import folder_of, manifest_of, platforms
from guichet.platforms.words import ParticipantKind, Platform


@pytest.mark.parametrize("platform", platforms())
def test_a_manifest_makes_sense(platform: Platform) -> None:
    manifest = manifest_of(platform)
    fields, can = manifest.credential_fields, manifest.capabilities
    assert manifest.platform is platform
    assert len({field.name for field in fields}) == len(fields)
    assert all(field.label for field in fields)
    assert manifest.secret_names == {field.name for field in fields if field.is_secret}
    assert manifest.cadence >= timedelta(seconds=30)
    assert manifest.order_batch_size >= 1
    assert ParticipantKind.MERCHANT not in can.recipients
    assert 1 <= can.min_body_length <= (can.max_body_length or can.min_body_length)
    assert can.sends_attachments or can.attachment_extensions is None
    assert all(e == e.lower().lstrip(".") for e in can.attachment_extensions or ())


@pytest.mark.parametrize("platform", platforms())
def test_a_platform_can_be_connected(platform: Platform) -> None:
    module = import_module(f"guichet.platforms.{folder_of(platform)}.connector")
    assert callable(module.connect)


def test_mirakl_asks_for_what_the_contract_names() -> None:
    manifest = manifest_of(Platform.MIRAKL)
    assert [(f.name, f.is_secret, f.is_required) for f in manifest.credential_fields] == [
        ("baseUrl", False, True),
        ("apiKey", True, True),
        ("shopId", False, False),
    ]
    assert manifest.capabilities.recipients == (ParticipantKind.CUSTOMER, ParticipantKind.MARKETPLACE)
