"""Nodes of a template that is worked out beforehand: texts as they are, variables and conditions by attributes.

They print what Django's own nodes would; whatever is not plain is left to those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any, cast

from django.conf import settings
from django.template import Context
from django.template.base import Node, NodeList, TextNode, VariableNode
from django.template.defaulttags import IfNode
from django.utils.safestring import SafeString

from sasando.ui.markup import escape

Names = tuple[str, ...]


def plain_names(expression: Any) -> Names:
    """The attributes of `a.b.c` without filters; () for anything else."""
    lookups: Names = getattr(getattr(expression, "var", None), "lookups", None) or ()
    plain = expression.is_var and not expression.filters if lookups else False
    return lookups if plain and not any(map(str.isdigit, lookups)) else ()


def found_by(names: Names) -> Callable[[Context], Any]:
    """How `a.b.c` is found in a context: attributes one after another.

    The function raises KeyError or AttributeError where one of them is missing.
    """
    first, *rest = names
    below = attrgetter(".".join(rest)) if rest else None

    def found(context: Context) -> Any:
        said = context.dicts[-1]  # what the page says; only within a loop do its names lie deeper
        value = said[first] if first in said else context[first]
        return below(value) if below else value

    return found


class PlainVariable(Node):
    """`{{ a.b.c }}` without filters: attributes one after another, escaped unless safe; the slow way for all else."""

    def __init__(self, node: VariableNode, names: Names) -> None:
        self.names = names
        self._slow = node
        self._found = found_by(names)
        self.token = node.token
        self.origin = node.origin

    def render(self, context: Context) -> SafeString:
        return SafeString(self.plain(context))

    def plain(self, context: Context) -> str:
        """As `render`, for those who only join texts."""
        try:
            value = self._found(context)
        except (KeyError, AttributeError):
            return str(self._slow.render(context))
        return self.printed(value, context)

    def printed(self, value: Any, context: Context) -> str:
        """How a value of this variable is printed; a safe text as it is."""
        kind = type(value)
        if kind is SafeString:
            return cast(SafeString, value)
        if kind is str and context.autoescape:
            return escape(value)
        if kind is int and not settings.USE_THOUSAND_SEPARATOR:
            return str(value)
        return str(self._slow.render(context))


class PlainIf(Node):
    """`{% if a.b %}` with its branches; conditions that are not plain are asked of Django."""

    child_nodelists = ()

    def __init__(self, node: IfNode) -> None:
        self._branches = [(_test(condition), nodes) for condition, nodes in node.conditions_nodelists]
        self.token = node.token
        self.origin = node.origin

    def render(self, context: Context) -> SafeString:
        for holds, nodes in self._branches:
            if holds is None or holds(context):
                return nodes.render(context)
        return SafeString("")


def _test(condition: Any) -> Callable[[Context], Any] | None:
    if condition is None:
        return None
    names = plain_names(getattr(condition, "value", None))
    if not names:
        return _asked_of_django(condition)
    found = found_by(names)
    slow = _asked_of_django(condition)

    def holds(context: Context) -> Any:
        try:
            value = found(context)
        except (KeyError, AttributeError):
            return slow(context)
        return slow(context) if callable(value) else value

    return holds


def _asked_of_django(condition: Any) -> Callable[[Context], Any]:
    def holds(context: Context) -> Any:
        try:
            return condition.eval(context)
        except Exception:  # as Django's own: a condition that cannot be asked does not hold
            return False

    return holds


class Pieces(NodeList):
    """Nodes whose texts are joined as they stand; Django's own are asked as Django asks them.

    The variables that begin with one name (`page.a`, `page.b.c`) are fetched together.
    """

    _texts: list[str]
    _asked: list[tuple[int, Callable[[Context], Any]]]
    _groups: list[_Group]

    def __init__(self, nodes: Iterable[Node]) -> None:
        super().__init__(nodes)
        self.contains_nontext = any(not isinstance(node, TextNode) for node in self)
        self._texts = [node.s if isinstance(node, TextNode) else "" for node in self]
        alike: dict[str, list[tuple[int, PlainVariable]]] = defaultdict(list)
        for place, node in enumerate(self):
            if isinstance(node, PlainVariable) and len(node.names) > 1:
                alike[node.names[0]].append((place, node))
        self._groups = [_Group(first, found) for first, found in alike.items() if len(found) > 1]
        together = {place for group in self._groups for place in group.places}
        self._asked = [
            (place, _renders(node))
            for place, node in enumerate(self)
            if place not in together and not isinstance(node, TextNode)
        ]

    def render(self, context: Context) -> SafeString:
        texts = self._texts.copy()
        for group in self._groups:
            group.print_into(texts, context)
        for place, ask in self._asked:
            texts[place] = ask(context)
        return SafeString("".join(texts))


class _Group:
    """Variables that begin with one name, and where each is printed."""

    def __init__(self, first: str, variables: list[tuple[int, PlainVariable]]) -> None:
        self.places = [place for place, _variable in variables]
        self._first = first
        self._variables = variables
        self._below = attrgetter(*(".".join(variable.names[1:]) for _place, variable in variables))

    def print_into(self, texts: list[str], context: Context) -> None:
        try:
            said = context.dicts[-1]
            values = self._below(said[self._first] if self._first in said else context[self._first])
        except (KeyError, AttributeError):  # one is missing: each on its own
            for place, variable in self._variables:
                texts[place] = variable.plain(context)
            return
        escaping = context.autoescape
        for (place, variable), value in zip(self._variables, values, strict=True):
            kind = type(value)
            if kind is SafeString:
                texts[place] = value
            elif kind is str and escaping:
                texts[place] = escape(value)
            else:
                texts[place] = variable.printed(value, context)


def _renders(node: Node) -> Callable[[Context], Any]:
    if isinstance(node, PlainVariable):
        return node.plain
    return node.render if isinstance(node, PlainIf) else node.render_annotated
