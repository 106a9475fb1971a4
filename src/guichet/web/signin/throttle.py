"""What is said to those who try too often: wait, and for how long."""

import math
import time
from collections.abc import Iterator

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

APP = "allauth.account"


def is_throttled(request: HttpRequest, action: str, key: str | None = None) -> bool:
    """Count this try; True where it is one too many (ACCOUNT_RATE_LIMITS, per address and client)."""
    return ratelimit.consume(request, app=APP, action=action, key=key) is None


def wait_page(request: HttpRequest, action: str, key: str | None = None) -> HttpResponse:
    """429 and Retry-After (RFC 6585); the same whether or not anybody has the address."""
    seconds = max((*_waits(request, action, key), 1.0))
    minutes = math.ceil(seconds / 60)
    response = render(request, "guichet/signin/wait.html", {"minutes": minutes}, status=429)
    response["Retry-After"] = str(math.ceil(seconds))
    return response


def _waits(request: HttpRequest, action: str, key: str | None) -> Iterator[float]:
    """Seconds until each limit that is reached has room again."""
    for rate in ratelimit.get_rates(app=APP, action=action):
        if rate.per == "key" and key is None:
            continue
        name = ratelimit.get_cache_key(request, app=APP, action=action, rate=rate, key=key)
        history: list[float] = cache.get(name, [])
        if len(history) >= rate.amount:
            yield history[rate.amount - 1] + rate.duration - time.time()


def too_often(request: HttpRequest) -> HttpResponse:
    """For allauth's own views, which do not say which limit it was."""
    return wait_page(request, "login_failed")
