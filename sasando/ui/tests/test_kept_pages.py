"""A page is given again only for the very same facts and language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils.translation import override

from sasando.ui.kept_pages import KeptPages


@pytest.fixture
def request_of() -> Callable[..., HttpRequest]:
    def build(held: str = "") -> HttpRequest:
        return RequestFactory().get("/", headers={"If-None-Match": held} if held else {})

    return build


class Maker:
    """Makes a page and counts how often it was asked to."""

    def __init__(self, body: str = "page", status: int = 200) -> None:
        self.made = 0
        self._body = body
        self._status = status

    def __call__(self) -> HttpResponse:
        self.made += 1
        return HttpResponse(self._body, status=self._status)


def test_same_facts_are_answered_without_making_the_page_again(
    request_of: Callable[..., HttpRequest],
) -> None:
    pages, maker = KeptPages(), Maker()
    assert [pages.answer(request_of(), ("a", 1), maker).content for _ in range(3)] == [b"page"] * 3
    assert maker.made == 1


def test_other_facts_and_another_language_make_another_page(request_of: Callable[..., HttpRequest]) -> None:
    pages, maker = KeptPages(), Maker()
    pages.answer(request_of(), ("a", 1), maker)
    pages.answer(request_of(), ("a", 2), maker)
    with override("en"):
        pages.answer(request_of(), ("a", 1), maker)
    assert maker.made == 3


def test_browser_that_holds_the_page_gets_304(request_of: Callable[..., HttpRequest]) -> None:
    pages, maker = KeptPages(), Maker()
    tag = pages.answer(request_of(), "facts", maker)["ETag"]
    again = pages.answer(request_of(tag), "facts", maker)
    assert (again.status_code, again.content) == (304, b"")
    assert pages.answer(request_of('"another"'), "facts", maker).status_code == 200


def test_page_that_failed_is_not_kept(request_of: Callable[..., HttpRequest]) -> None:
    pages, maker = KeptPages(), Maker(status=404)
    assert [pages.answer(request_of(), "facts", maker).status_code for _ in range(2)] == [404, 404]
    assert maker.made == 2


def test_least_recently_asked_for_leaves_first(request_of: Callable[..., HttpRequest]) -> None:
    pages = KeptPages(most_bytes=8)
    first, second, third = Maker("1234"), Maker("1234"), Maker("1234")
    pages.answer(request_of(), 1, first)
    pages.answer(request_of(), 2, second)
    pages.answer(request_of(), 1, first)
    pages.answer(request_of(), 3, third)
    pages.answer(request_of(), 1, first)
    pages.answer(request_of(), 2, second)
    assert (first.made, second.made) == (1, 2)


def test_nothing_is_kept_where_the_settings_say_so(
    request_of: Callable[..., HttpRequest], settings: Any
) -> None:
    settings.KEEP_PAGES = False
    pages, maker = KeptPages(), Maker()
    pages.answer(request_of(), "facts", maker)
    pages.answer(request_of(), "facts", maker)
    assert maker.made == 2
