"""Text at twice its size, on a phone too: every page stays as wide as the screen."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from sasando.ui.language import COOKIE
from tests.browser import test_first_page, test_parts

pytestmark = pytest.mark.browser
PUBLIC = [
    *test_first_page.PAGES,
    *test_parts.PAGES,
    "/d/kab-kupang/bawa/",
    "/gaya/",
    "/akun/masuk/",
]
_OPEN = "document.querySelectorAll('details').forEach(one => one.open = true)"


def fits(page: Page, address: str, width: int) -> None:
    """Every part of a page, opened, at twice its size.

    Raises:
        AssertionError: it is wider than the screen.
    """
    page.goto(address)
    page.evaluate(_OPEN)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("width", [320, 360, 640])
def test_public_page_is_as_wide_as_the_screen(site: str, browser: Browser, width: int, language: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    context.add_cookies([{"name": COOKIE, "value": language, "url": site}])
    page = context.new_page()
    for path in PUBLIC:
        fits(page, site + path, width)
    context.close()


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("width", [320, 360])
def test_page_of_work_is_as_wide_as_a_phone(
    site: str, browser: Browser, work: dict[str, Any], width: int, language: str
) -> None:
    spbe, pemdi, old = work["spbe"], work["pemdi"], work["cases"]["denpasar"]["stage"]
    pairing = f"{pemdi}mulai-dari/?dari={spbe.split('/')[4]}&map-I3=I16"
    pages = {
        work["sessions"]["coordinator"]: [
            "/k/", "/akun/", "/k/kab-kupang/", "/k/kab-kupang/posisi/", "/k/kab-kupang/evaluasi/",
            "/k/kab-kupang/orang/", "/k/kab-kupang/unit/", spbe.removesuffix("mandiri/"), spbe,
            f"{spbe}isian/42/", f"{spbe}laporan/", f"{spbe}laporan/perubahan/", f"{spbe}laporan/templat/laporan/",
        ],
        work["sessions"]["entry"]: [
            pairing, f"{pemdi}isian/1/", f"{pemdi}excel/", f"{spbe}salin/", f"{spbe}aspek/", f"{spbe}isian/1/",
        ],
        work["cases"]["denpasar"]["entry"]: [f"{old}isian/1/", f"{old}isian/35/"],
    }  # fmt: skip
    for session, paths in pages.items():
        context = browser.new_context(viewport={"width": width, "height": 800})
        context.add_cookies(
            [
                {"name": "sessionid", "value": session, "url": site},
                {"name": COOKIE, "value": language, "url": site},
            ]
        )
        page = context.new_page()
        for path in paths:
            fits(page, site + path, width)
        context.close()
