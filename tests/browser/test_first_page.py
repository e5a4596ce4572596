"""The public pages in a real browser: for everybody's eyes, without a mouse, without a script, on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from subprocess import run
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PAGES = [
    "/",
    "/?q=kupang",
    "/?q=zzzz",
    "/d/kab-kupang/",
    "/d/kab-nagekeo/",
    "/d/kab-banyuasin/",
    "/d/kementerian-ppn-bappenas/",
    "/d/prov-jawa-timur/",
    "/d/kab-nabire/",
    "/d/kota-jakarta-pusat/",
    "/d/tidak-ada/",
    "/nasional/",
    "/nasional/?tahun=2023&jenis=kota",
    "/nasional/?jenis=kementerian&provinsi=53&tahun=1999",
    "/nasional/?provinsi=53",
    "/gaya/",
]
WIDTHS = [360, 1280]
SCHEMES: list[Literal["light", "dark"]] = ["light", "dark"]


@pytest.fixture(params=WIDTHS, ids=lambda width: f"{width}px")
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture(params=SCHEMES)
def page(request: pytest.FixtureRequest, browser: Browser, width: int) -> Iterator[Page]:
    """A page without JavaScript of its own; axe is brought in by the test."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=request.param, bypass_csp=True
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(site: str, page: Page, path: str) -> None:
    page.goto(site + path)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


_IN_LETTERS = """() => [...document.querySelectorAll('a')].filter(one => {
  const text = document.createRange();
  text.selectNodeContents(one);
  const lines = new Set([...text.getClientRects()].map(box => Math.round(box.top)));
  return one.textContent.trim().length > 8 && lines.size * 4 > one.textContent.trim().length;
}).map(one => one.textContent)"""


@pytest.mark.parametrize("path", PAGES)
def test_nothing_scrolls_sideways_at_320_and_no_link_falls_into_letters(
    site: str, browser: Browser, path: str
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=True)
    page = context.new_page()
    page.goto(site + path)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate(_IN_LETTERS) == []
    context.close()


def test_page_reads_fully_without_javascript(site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.resource_type))
    page.goto(site + "/d/kab-kupang/")
    assert page.locator("h1").inner_text() == "Kabupaten Kupang"
    assert "2,48" in page.locator(".big").inner_text()
    page.locator("summary").first.click()
    assert page.locator("details[open] tbody tr").count() == 5
    assert "script" not in asked
    assert len(asked) <= 8
    context.close()


def test_agency_is_found_by_keyboard_alone(site: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(site + "/")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "q":
            break
    page.keyboard.type("nagekeo")
    page.keyboard.press("Enter")
    page.wait_for_url("**/d/kab-nagekeo/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "isi"
    context.close()


def test_paper_shows_the_tables_and_no_controls(site: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 800, "height": 1000})
    page = context.new_page()
    page.goto(site + "/d/kab-kupang/")
    page.emulate_media(media="print")
    assert page.locator("tbody").first.is_visible()
    assert not page.locator(".parts").is_visible()
    context.close()


@pytest.mark.parametrize(
    ("path", "sheets"), [("/d/kab-kupang/", 3), ("/d/kab-kupang/target/", 1), ("/nasional/", 4)]
)
def test_no_sheet_of_paper_holds_a_heading_alone(site: str, browser: Browser, path: str, sheets: int) -> None:
    page = browser.new_page()
    page.goto(site + path)
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == sheets
    page.close()


@pytest.mark.office
def test_first_sheet_of_paper_says_something_below_the_name(
    site: str, browser: Browser, tmp_path: Path
) -> None:
    page, paper = browser.new_page(), tmp_path / "target.pdf"
    page.goto(
        site + "/d/kab-kupang/target/?target=2,78&dari=2024&pada=2025"
    )  # with three examples: over a sheet
    page.pdf(path=paper, format="A4")
    page.close()
    first = run(["pdftotext", "-l", "1", paper, "-"], capture_output=True, text=True, check=True).stdout
    assert "51 pernah naik sebanyak itu" in first


def test_paper_names_each_group_of_agencies(site: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(site + "/")
    page.emulate_media(media="print")
    assert page.locator(".grp > summary").first.is_visible()
    page.close()


def test_style_and_pictures_come_from_the_site_itself(site: str, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site + "/d/kab-kupang/")
    assert refused == []
    assert all(address.startswith(site) for address in asked)
    context.close()
