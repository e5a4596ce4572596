"""Pages made once for the same facts: what a page says follows from what was read for it, and from nothing else.

The facts are read anew at every request; only where they, the language and the version of the program are the
same as before is the page given again instead of being made again. So there is nothing to invalidate. A page
that is the same as the one a browser holds is answered by 304.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from sasando.ui.language import say_language
from sasando.ui.tagged import answer_tagged, tag_of
from sasando.ui.words import tongue

MOST_BYTES = 16 * 1024 * 1024


class KeptPages:
    """The bodies of pages by their facts, the least recently asked for leaving first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._kept: OrderedDict[Hashable, tuple[bytes, str]] = OrderedDict()
        self._bytes = 0
        self._most = most_bytes
        self._lock = Lock()

    def answer(self, request: HttpRequest, facts: Hashable, make: Callable[[], HttpResponse]) -> HttpResponse:
        """The page of `facts`; `make` is called where it is not kept. Only a page of status 200 is kept."""
        key = (tongue().language, facts)
        found = self._found(key) if settings.KEEP_PAGES else None
        if found is not None:
            body, tag = found
            response = HttpResponse(body)
            say_language(response, tongue().language)
            return answer_tagged(request, response, tag)
        made = make()
        if made.status_code != 200:
            return made
        tag = tag_of(made.content)
        if settings.KEEP_PAGES:
            self._keep(key, (made.content, tag))
        return answer_tagged(request, made, tag)

    def _found(self, key: Hashable) -> tuple[bytes, str] | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def _keep(self, key: Hashable, made: tuple[bytes, str]) -> None:
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = made
            self._bytes += len(made[0])
            while self._bytes > self._most:
                _, (body, _tag) = self._kept.popitem(last=False)
                self._bytes -= len(body)
