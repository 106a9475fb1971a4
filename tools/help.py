"""Prints the documents that the product shows from docs/*.md: `make help`.

What is printed is committed, so that a running Guichet needs no Markdown.
"""

import re
from collections.abc import Iterable
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from guichet.web.help.pages import PAGES

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
TEMPLATES = ROOT / "src" / "guichet" / "web" / "templates" / "guichet" / "help"
DOCUMENT = re.compile(r"(?P<name>[a-z-]+)\.md")


def rendered(page: str) -> str:
    """The template of a page, without its title, which the frame shows."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse((DOCS / f"{page}.md").read_text(encoding="utf-8"))
    body = markdown.renderer.render(list(_fitted(tokens[3:])), markdown.options, {})
    return f"{{% verbatim %}}{body}{{% endverbatim %}}\n"


def _fitted(tokens: Iterable[Token]) -> Iterable[Token]:
    """With anchors, the house's tables, code that can be scrolled by keys, and links that lead somewhere."""
    section: Token | None = None
    for token in tokens:
        if section is not None:
            section.attrSet("id", _anchor(token.content))
        section = token if _is_section(token) else None
        if token.type == "table_open":
            token.attrSet("class", "tbl")
        if token.type in ("fence", "code_block"):
            yield _code(token)
        else:
            token.children = list(_linked(token.children)) if token.children else token.children
            yield token


def _is_section(token: Token) -> bool:
    return token.type == "heading_open" and token.tag == "h2"


def _anchor(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def _code(token: Token) -> Token:
    made = Token("html_block", "", 0)
    made.content = f'<pre tabindex="0"><code>{escape(token.content)}</code></pre>\n'
    return made


def _linked(children: Iterable[Token]) -> Iterable[Token]:
    """To another page of the product, or out of it; what the repository alone holds gets no link."""
    is_kept = True
    for token in children:
        if token.type == "link_open":
            target = _target(str(token.attrGet("href")))
            is_kept = target is not None
            token.attrSet("href", target or "")
        if token.type not in ("link_open", "link_close") or is_kept:
            yield token


def _target(href: str) -> str | None:
    if href.startswith(("/", "https://", "#")):
        return href
    match = DOCUMENT.fullmatch(href)
    return f"/help/{match['name']}" if match and match["name"] in PAGES else None


def main() -> None:
    """One template a page."""
    for page in PAGES:
        (TEMPLATES / f"{page}.html").write_text(rendered(page), encoding="utf-8")


if __name__ == "__main__":
    main()
