"""The settings, over JSON."""

from collections.abc import Mapping
from typing import Any

from werkzeug.wrappers import Request

from sandbox.control.told import Rehearsal, Told


def change_settings(marketplace: Rehearsal, request: Request, values: Mapping[str, Any]) -> Told:
    """The fields of the marketplace's `Settings`."""
    marketplace.settings.change(**request.get_json(force=True))
    return Told(marketplace.settings.as_json())
