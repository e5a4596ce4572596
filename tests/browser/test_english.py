"""The English interface in a real browser: reached by the link alone, as accessible as the Indonesian one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from sasando.ui.language import COOKIE

pytestmark = pytest.mark.browser
PAGES = [
    "/",
    "/d/kab-kupang/",
    "/d/kab-kupang/penggerak/",
    "/d/kab-kupang/target/",
    "/d/kab-kupang/pembanding/",
    "/d/kab-kupang/bawa/",
    "/d/kab-nabire/",
]


@pytest.fixture
def page(site: str, browser: Browser) -> Iterator[Page]:
    """A phone whose reader chose English."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, bypass_csp=True)
    context.add_cookies([{"name": COOKIE, "value": "en", "url": site}])
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_on_the_english_page(site: str, page: Page, path: str) -> None:
    page.goto(site + path)
    assert page.locator("html").get_attribute("lang") == "en"
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("path", PAGES)
def test_english_page_does_not_scroll_sideways_at_320(site: str, page: Page, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", ["/", "/d/kab-kupang/"])
def test_masthead_of_a_phone_has_one_line_and_names_the_other_language_in_full(
    site: str, page: Page, path: str
) -> None:
    page.goto(site + path)
    line = page.locator(".mast-top").bounding_box()
    assert line
    assert line["height"] == 48
    names_the_other_language(page)


def test_menu_of_a_phone_names_the_other_language_in_full(
    site: str, page: Page, work: dict[str, Any]
) -> None:
    page.context.add_cookies([{"name": "sessionid", "value": work["sessions"]["leader"], "url": site}])
    page.goto(f"{site}/k/")
    page.get_by_text("Menu", exact=True).click()
    names_the_other_language(page)


def names_the_other_language(page: Page) -> None:
    link = page.get_by_role("link", name="Bahasa Indonesia", exact=True)
    touched = link.bounding_box()
    assert touched
    assert touched["height"] >= 44
    assert link.get_attribute("lang") == "id"


def test_link_in_the_masthead_switches_there_and_back_and_keeps_the_question(
    site: str, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    address = f"{site}/d/kab-kupang/target/?target=3.00&pada=2025"
    page.goto(address)
    page.get_by_role("link", name="English").click()
    assert page.url == address
    assert page.locator("h2").inner_text().lower() == "is the target within reach?"
    page.get_by_role("link", name="Bahasa Indonesia").click()
    assert page.url == address
    assert page.locator("h2").inner_text().lower() == "terjangkaukah target?"
    context.close()


def test_staff_find_the_way_in_on_the_first_screen(site: str, page: Page) -> None:
    page.goto(f"{site}/")
    way = page.get_by_role("navigation").get_by_role("link", name="Sign in")
    box = way.bounding_box()
    assert box
    assert box["y"] < 48
    assert box["height"] >= 44
    way.click()
    assert page.url == f"{site}/akun/masuk/"
