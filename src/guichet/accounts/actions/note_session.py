"""Keeps where and when a person was seen last."""

from allauth.usersessions.models import UserSession
from django.http import HttpRequest


def note_session(request: HttpRequest) -> None:
    """The session of this request: its browser, address and moment."""
    UserSession.objects.create_from_request(request)
