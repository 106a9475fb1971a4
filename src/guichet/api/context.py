"""What resolvers share during one request."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias
from uuid import UUID

import strawberry
from django.conf import settings
from django.http import HttpRequest

from guichet.accounts.models import Channel, Person, Store
from guichet.accounts.queries.channels import channels_of
from guichet.accounts.queries.person import person_of
from guichet.accounts.queries.stores import stores_of
from guichet.accounts.viewer import Viewer
from guichet.api.meter import Meter
from guichet.inbox.queries.tally import tally_of


@dataclass
class Context:
    """The viewer of a request, and the few rows that nearly every list refers to, read when first needed."""

    request: HttpRequest
    viewer: Viewer

    @cached_property
    def meter(self) -> Meter:
        """What this request costs."""
        return Meter(self.viewer)

    @cached_property
    def channels(self) -> Mapping[UUID, Channel]:
        """All visible channels, by id, in the order of the contract's list."""
        return {channel.pk: channel for channel in channels_of(self.viewer)}

    @cached_property
    def stores(self) -> Mapping[UUID, Store]:
        """All visible stores, by id, by name."""
        return {store.pk: store for store in stores_of(self.viewer)}

    @cached_property
    def unread(self) -> Mapping[UUID, int]:
        """Unread discussions of each visible store that has any."""
        return tally_of(self.viewer).unread_by_store()

    @cached_property
    def person(self) -> Person:
        """Whose profile it is, as it stands when it is first looked at."""
        return person_of(self.viewer)

    @cached_property
    def base_url(self) -> str:
        """How the outside reaches this site, without a slash at the end."""
        return str(settings.GUICHET_BASE_URL or self.request.build_absolute_uri("/")).rstrip("/")


Info: TypeAlias = strawberry.Info[Context, None]
