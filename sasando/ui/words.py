"""The words of a page in its language, looked up once a page instead of once a word.

Asking Django for the active language costs more than looking a text up; a page asks over a hundred times.
`text` stands in for `gettext` (mark texts with `_`, as ever).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.utils.translation import get_language, gettext, override

P = ParamSpec("P")
R = TypeVar("R")


class Tongue(dict[str, str]):
    """The texts of one language as they are asked for, and its decimal mark."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self.decimal_mark = "." if language.startswith("en") else ","

    def __missing__(self, message: str) -> str:
        with override(self.language):
            found = self[message] = gettext(message)
        return found


_bound: ContextVar[Tongue | None] = ContextVar("tongue", default=None)
_tongue_of = lru_cache(maxsize=8)(Tongue)


def tongue() -> Tongue:
    """The language of the page that is being made, else the active one."""
    bound = _bound.get()
    return bound if bound is not None else _tongue_of(get_language() or settings.LANGUAGE_CODE)


def text(message: str) -> str:
    """A constant text of the source in the page's language. Never give it what somebody typed: it is kept."""
    bound = _bound.get()
    return bound[message] if bound is not None else tongue()[message]


def as_sentence(said: str) -> str:
    """What an action says of a fault, as a sentence of its own."""
    return f"{said[:1].upper()}{said[1:].removesuffix('.')}."


def in_one_language(view: Callable[P, R]) -> Callable[P, R]:
    """Settle the active language once for everything the view says."""

    @wraps(view)
    def settled(*args: P.args, **kwargs: P.kwargs) -> R:
        before = _bound.set(_tongue_of(get_language() or settings.LANGUAGE_CODE))
        try:
            return view(*args, **kwargs)
        finally:
            _bound.reset(before)

    return settled


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Within it everything is said in that language, whatever that of the page is."""
    before = _bound.set(_tongue_of(language))
    try:
        with override(language):
            yield
    finally:
        _bound.reset(before)
