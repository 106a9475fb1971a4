"""Every address of the contract."""

from django.urls import URLPattern, URLResolver, include, path

from guichet.config.health import health
from guichet.config.metrics.view import metrics

urlpatterns: list[URLPattern | URLResolver] = [
    path("health", health),
    path("metrics", metrics),
    path("", include("guichet.api.urls")),
    path("", include("guichet.web.urls")),
]

handler403 = "guichet.web.errors.not_allowed"
handler404 = "guichet.web.errors.not_found"
handler429 = "guichet.web.signin.throttle.too_often"
handler500 = "guichet.web.errors.failed"
