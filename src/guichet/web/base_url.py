"""How the outside reaches this site."""

from django.conf import settings
from django.http import HttpRequest


def base_url(request: HttpRequest) -> str:
    """GUICHET_BASE_URL, else the address of the request; without a slash at the end."""
    return str(settings.GUICHET_BASE_URL or request.build_absolute_uri("/")).rstrip("/")
