"""Bodies: from what marketplaces send to plain text, and from plain text to what they take."""

from guichet.platforms.text.plain import plain
from guichet.platforms.text.tidy import gist, one_line, tidy
from guichet.platforms.text.to_markup import to_markup

__all__ = ["gist", "one_line", "plain", "tidy", "to_markup"]
