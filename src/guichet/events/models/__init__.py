"""The rows of the events room."""

from guichet.events.models.webhook import Webhook
from guichet.events.models.webhook_delivery import DeliveryState, EventKind, WebhookDelivery

__all__ = ["DeliveryState", "EventKind", "Webhook", "WebhookDelivery"]
