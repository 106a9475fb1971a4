"""Finds the connector of a platform. Loaded late, so that a process pays only for the platforms it calls."""

from importlib import import_module
from typing import cast

from guichet.platforms.manifest import folder_of
from guichet.platforms.port import Access, Connector
from guichet.platforms.words import Platform


def connect(platform: Platform, access: Access) -> Connector:
    """A connector for one channel; NeedsOwner where a credential is missing or malformed."""
    module = import_module(f"guichet.platforms.{folder_of(platform)}.connector")
    return cast("Connector", module.connect(access))
