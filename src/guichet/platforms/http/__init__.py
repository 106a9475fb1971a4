"""The one web seam: every call to a marketplace goes through `WebClient`."""

from guichet.platforms.http.answers import Answer, StreamedAnswer
from guichet.platforms.http.client import WebClient, web_client
from guichet.platforms.http.parts import Part
from guichet.platforms.http.pools import Pools
from guichet.platforms.http.trouble import TooLarge

__all__ = ["Answer", "Part", "Pools", "StreamedAnswer", "TooLarge", "WebClient", "web_client"]
