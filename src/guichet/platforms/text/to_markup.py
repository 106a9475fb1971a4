"""Plain text to the little HTML that marketplaces take in a body."""

import html

from guichet.platforms.text.tidy import tidy


def to_markup(text: str) -> str:
    """Escape what markup would swallow and write line ends as `<br />`."""
    return html.escape(tidy(text), quote=False).replace("\n", "<br />")
