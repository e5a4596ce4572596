"""Renders a page from its template with everything constant worked out once: inheritance, translations, addresses.

Django asks at every request for each translation, each static address and each block of each template; that is
most of the time of a page whose own texts are few. Nothing that depends on a request is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template, engines
from django.template.backends.django import DjangoTemplates
from django.template.base import FilterExpression, Node, NodeList, TextNode, VariableNode
from django.template.context import make_context
from django.template.defaulttags import CommentNode, IfNode, LoadNode
from django.template.exceptions import TemplateSyntaxError
from django.template.loader_tags import BlockNode, ExtendsNode
from django.templatetags.i18n import TranslateNode
from django.templatetags.static import StaticNode
from django.utils.translation import get_language, override

from sasando.ui.language import other_language, say_language
from sasando.ui.pieces import Pieces, PlainIf, PlainVariable, plain_names


def page(request: HttpRequest, name: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """The page of a template; as `django.shortcuts.render`, with `language` and the way to the `other` in the context.

    Raises:
        TemplateSyntaxError: a template uses `block.super`, which is not worked out beforehand.
    """
    language = get_language() or settings.LANGUAGE_CODE
    template = _worked_out.__wrapped__(name, language) if settings.DEBUG else _worked_out(name, language)
    said = {**context, "language": language, "other": other_language(request, language)}
    response = HttpResponse(template.render(make_context(said, request)), status=status, charset="utf-8")
    say_language(response, language)
    return response


@lru_cache(maxsize=256)
def _worked_out(name: str, language: str) -> Template:
    template = _fresh(name)
    with override(language):
        template.nodelist = _folded(_flat(template))
    return template


def forget_pages() -> None:
    """Work every page out anew: for tests that change settings or templates."""
    _worked_out.cache_clear()


def _fresh(name: str) -> Template:
    """A template of our own: the loader's is shared and must stay as it is."""
    engine = cast(DjangoTemplates, engines["django"]).engine
    found = engine.get_template(name)
    source = str(found.source)
    if "block.super" in source:
        raise TemplateSyntaxError(f"{name}: block.super is not worked out beforehand; write the text out")
    return Template(source, found.origin, name, engine)


def _flat(template: Template) -> Iterable[Node]:
    """The nodes of a template with its parents' around them, each block in its latest form."""
    extends = next((node for node in template.nodelist if isinstance(node, ExtendsNode)), None)
    if extends is None:
        return template.nodelist
    parent = _fresh(str(cast(FilterExpression, extends.parent_name).var))
    return list(_overridden(_flat(parent), extends.blocks))


def _overridden(nodes: Iterable[Node], blocks: Mapping[str, BlockNode]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, BlockNode):
            chosen = blocks.get(node.name, node)
            chosen.nodelist = Pieces(_overridden(chosen.nodelist, blocks))
            yield chosen
        else:
            yield node


def _folded(nodes: Iterable[Node]) -> NodeList:
    """Blocks opened, constants as text, neighbouring texts as one."""
    made: list[Node] = []
    for node in _opened(nodes):
        text = _constant(node)
        if text is None:
            made.append(_plain(_with_children_folded(node)))
        elif made and isinstance(made[-1], TextNode):
            made[-1] = TextNode(made[-1].s + text)
        else:
            made.append(TextNode(text))
    return Pieces(made)


def _opened(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, BlockNode):
            yield from _opened(node.nodelist)
        else:
            yield node


def _constant(node: Node) -> str | None:
    """What a node prints whatever the request, or None."""
    if isinstance(node, TextNode):
        return node.s
    if isinstance(node, LoadNode | CommentNode):
        return ""
    if isinstance(node, TranslateNode):
        expression = node.filter_expression
        literal = expression.var.literal is not None and not expression.filters
        return str(node.render(Context())) if literal and not node.asvar else None
    if isinstance(node, StaticNode):
        literal = not node.path.is_var and not node.path.filters
        return str(node.render(Context())) if literal and not node.varname else None
    return None


def _plain(node: Node) -> Node:
    if isinstance(node, VariableNode):
        names = plain_names(node.filter_expression)
        return PlainVariable(node, names) if names else node
    return PlainIf(node) if isinstance(node, IfNode) else node


def _with_children_folded(node: Node) -> Node:
    if isinstance(node, IfNode):
        node.conditions_nodelists = [(test, _folded(inner)) for test, inner in node.conditions_nodelists]
        return node
    for attribute in node.child_nodelists:
        inner = getattr(node, attribute, None)
        if inner:
            setattr(node, attribute, _folded(inner))
    return node
