"""Templates with all that never changes worked out when they are loaded, once for each language.

Most of a page is the same from one request to the next: words, drawings, addresses of static files. Django
works each of them out anew at every request, which was a tenth of the processor time of a page and a quarter
of that of the sign-in. Templates stay as they are written; only what they are parsed into is smaller.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.template import Context, Origin, Template
from django.template.base import FilterExpression, Node, NodeList, TextNode, Variable
from django.template.library import SimpleNode
from django.template.loaders import base, cached
from django.templatetags.i18n import TranslateNode
from django.templatetags.static import StaticNode
from django.utils.translation import get_language
from django_htmx.templatetags.django_htmx import htmx_script

from guichet.web.templatetags.guichet import fixed, icon, module_preloads, words_address

# Tags whose answer depends on their arguments and the language alone. htmx's asks for a nonce, too: the
# policy of our pages has none.
SAME: frozenset[Callable[..., Any]] = frozenset({fixed, icon, module_preloads, words_address, htmx_script})


class FoldingLoader(base.Loader):
    """Folds each template that is read."""

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        """The template, for the active language."""
        template = super().get_template(template_name, skip)
        _fold(template.nodelist)
        return template


class Loader(cached.Loader, FoldingLoader):
    """Django's loader that keeps what it has read, with one template for each language."""

    def cache_key(self, template_name: str, skip: list[Origin] | None = None) -> str:
        """Django's, and the active language."""
        return f"{get_language()} {super().cache_key(template_name, skip)}"


def _fold(nodes: NodeList) -> None:
    """In place, since blocks are known by their lists; what stands side by side becomes one text."""
    folded: list[Node] = []
    for node in nodes:
        for inner in _lists_of(node):
            _fold(inner)
        text = _text_of(node)
        if text is None:
            folded.append(node)
        elif folded and isinstance(folded[-1], TextNode):
            folded[-1] = TextNode(folded[-1].s + text)
        else:
            folded.append(TextNode(text))
    nodes[:] = folded


def _lists_of(node: Node) -> Iterator[NodeList]:
    """The lists of nodes inside a node; those of `if` stand beside their conditions."""
    yield from (value for value in vars(node).values() if isinstance(value, NodeList))
    for _, nodelist in getattr(node, "conditions_nodelists", ()):
        yield nodelist


def _text_of(node: Node) -> str | None:
    """What a node always says; None where that is not known before the request."""
    if isinstance(node, TextNode):
        return node.s
    if not _is_same(node):
        return None
    escaped, plain = (str(node.render(Context(autoescape=escapes))) for escapes in (True, False))
    return escaped if escaped == plain else None


def _is_same(node: Node) -> bool:
    match node:
        case TranslateNode(asvar=None):
            return _is_constant(node.filter_expression) and _is_constant(node.message_context)
        case StaticNode(varname=None):
            return _is_constant(node.path)
        case SimpleNode(target_var=None):
            return node.func in SAME and all(map(_is_constant, (*node.args, *node.kwargs.values())))
    return False


def _is_constant(given: FilterExpression | None) -> bool:
    """Whether it is a text or a number of the template itself."""
    if given is None:
        return True
    literal = given.var.literal if isinstance(given.var, Variable) else given.var
    return literal is not None and not given.filters
