"""Folded templates say what they say unfolded, in the language that is active."""

from pathlib import Path

import pytest
from django.template import Context, Engine
from django.template.base import TextNode
from django.template.loader import get_template
from django.templatetags.i18n import TranslateNode
from django.utils import translation

from guichet.web.folding import Loader

WORDS = {
    "hello.html": "{% load i18n guichet %}<b>{% translate 'Open' %}{% icon 'x' %}{{ name }}{% icon name %}",
    "frame.html": "{% load i18n %}{% translate 'Solved' %} {% block main %}{% endblock %}",
    "page.html": (
        "{% extends 'frame.html' %}{% load i18n %}"
        "{% block main %}{% if name %}{% translate 'Open' %}{% else %}"
        "{% translate 'Status' context 'no such' %}{% endif %}{% translate 'Closed' as word %}{{ word }}"
        "{% for one in name %}{% translate 'Pending' %}{% endfor %}{% include 'hello.html' %}{% endblock %}"
    ),
}
LIBRARIES = {"guichet": "guichet.web.templatetags.guichet", "i18n": "django.templatetags.i18n"}


def engine(loader: str) -> Engine:
    """One that reads WORDS through this loader."""
    inner = [("django.template.loaders.locmem.Loader", WORDS)]
    return Engine(loaders=[(loader, inner)], libraries=LIBRARIES)


@pytest.mark.parametrize("escapes", [True, False])
def test_says_the_same_in_each_language(escapes: bool) -> None:
    plain, folded = engine("django.template.loaders.cached.Loader"), engine("guichet.web.folding.Loader")
    said = set()
    for language in ("en", "de", "fr", "en"):
        with translation.override(language):
            wanted, found = (
                one.get_template("page.html").render(Context({"name": "<b>"}, autoescape=escapes))
                for one in (plain, folded)
            )
        assert found == wanted
        said.add(found)
    assert len(said) == 3


def test_leaves_to_the_request_what_only_the_request_knows() -> None:
    with translation.override("de"):
        nodes = engine("guichet.web.folding.Loader").get_template("hello.html").nodelist
    text = [node for node in nodes if isinstance(node, TextNode)]
    assert next(node.s for node in text).startswith("<b>Offen<svg")
    assert len(nodes) - len(text) == 3  # load, the name, the drawing of that name


def test_pages_hold_no_words_to_look_up() -> None:
    template = get_template("guichet/inbox/page.html").template  # type: ignore[attr-defined]
    assert any(isinstance(loader, Loader) for loader in template.engine.template_loaders)
    left = [node for node in template.nodelist.get_nodes_by_type(TranslateNode) if node.asvar is None]
    assert left == []


def test_folds_every_template_of_ours() -> None:
    folder = Path(__file__).parents[2] / "src/guichet/web/templates"
    for path in folder.rglob("*.html"):
        get_template(str(path.relative_to(folder)))
