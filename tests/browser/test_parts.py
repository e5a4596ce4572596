"""The parts of an agency's mirror in a real browser: for everybody's eyes, without a mouse, on paper."""

from __future__ import annotations

from itertools import combinations
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PAGES = [
    "/d/kab-kupang/penggerak/",
    "/d/kab-kupang/penggerak/?dari=2021&ke=2024",
    "/d/kab-kupang/penggerak/?dari=2024&ke=2023",
    "/d/kab-banyuasin/penggerak/",
    "/d/prov-jawa-timur/penggerak/",
    "/d/kab-kupang/target/",
    "/d/kab-kupang/target/?target=abc&pada=20",
    "/d/kab-kupang/target/?pada=2026",
    "/d/kab-kupang/pembanding/?banding=kota-kupang&banding=kab-belu",
    "/d/prov-jawa-timur/pembanding/?kelompok=semua&hal=2",
    "/d/kementerian-ppn-bappenas/pembanding/",
    "/d/kab-nabire/target/",
]
SCHEMES: list[Literal["light", "dark"]] = ["light", "dark"]
_OPEN = "document.querySelectorAll('details').forEach(one => one.open = true)"
_BOXES = """() => [...document.querySelectorAll('.chart svg[role=img] > text')].map(one => {
  const box = one.getBoundingClientRect();
  return [one.textContent, box.left, box.top, box.right, box.bottom];
})"""
_SLACK = 3  # px: a line's box is taller than its letters


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(site: str, browser: Browser, width: int, scheme: Literal["light", "dark"]) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    for path in PAGES:
        page.goto(site + path)
        page.evaluate(_OPEN)
        found = Axe().run(page)
        assert found.violations_count == 0, path + found.generate_report()
    context.close()


def test_nothing_scrolls_sideways_at_320(site: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    for path in PAGES:
        page.goto(site + path)
        page.evaluate(_OPEN)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    context.close()


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_no_text_of_a_chart_lies_over_another(site: str, browser: Browser, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    for path in PAGES:
        page.goto(site + path)
        boxes: list[tuple[str, float, float, float, float]] = [tuple(box) for box in page.evaluate(_BOXES)]
        for (one, *here), (other, *there) in combinations(boxes, 2):
            beside = here[2] <= there[0] + 1 or there[2] <= here[0] + 1
            apart = here[3] - _SLACK <= there[1] or there[3] - _SLACK <= here[1]
            assert beside or apart, (path, width, one, other)
        for text, left, _top, right, _bottom in boxes:
            assert left >= 0, (path, text)
            assert right <= width, (path, text)
    context.close()


def test_a_target_is_asked_and_mended_by_keyboard_alone(site: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, java_script_enabled=True)
    page = context.new_page()
    page.goto(site + "/d/kab-kupang/target/")
    _tab_to(page, "t")
    page.keyboard.press("Control+A")
    page.keyboard.type("tiga")
    page.keyboard.press("Enter")
    page.wait_for_url("**target=tiga**")
    field = page.locator("#t")
    assert field.get_attribute("aria-invalid") == "true"
    described = (field.get_attribute("aria-describedby") or "").split()
    assert "misalnya 3,86" in page.locator(f"#{described[0]}").inner_text()
    _tab_to(page, "t")
    page.keyboard.press("Control+A")
    page.keyboard.type("2,98")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "k"
    page.keyboard.press("Enter")
    page.wait_for_url("**target=2%2C98**")
    assert "perlu naik 0,50" in page.locator(".light").inner_text()
    context.close()


def test_agencies_are_ticked_and_set_side_by_side_and_survive_a_search(site: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "/d/kab-kupang/pembanding/")
    page.locator("input[value=kota-kupang]").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Sandingkan yang dipilih").press("Enter")
    page.wait_for_url("**banding=kota-kupang**")
    side = page.locator("table", has_text="Disandingkan")
    assert side.locator("thead th").all_inner_texts() == ["Angka", "Kab. Kupang", "Kota Kupang"]
    page.locator("#cari").fill("belu")
    page.locator("#cari").press("Enter")
    page.wait_for_url("**cari=belu**")
    assert side.locator("thead th").count() == 3
    page.get_by_role("link", name="Kosongkan pilihan").click()
    assert side.count() == 0
    context.close()


def test_paper_begins_with_the_sentence_and_keeps_the_table(site: str, browser: Browser) -> None:
    """A block longer than a sheet must not be pushed off the first one: it would stay empty."""
    context = browser.new_context(viewport={"width": 800, "height": 1000})
    page = context.new_page()
    page.goto(site + "/d/kab-kupang/pembanding/")
    page.emulate_media(media="print")
    story = page.locator("#pembanding")
    assert story.evaluate("one => getComputedStyle(one).breakInside") == "auto"
    assert page.locator("#pembanding tbody").last.is_visible()
    assert not page.locator(".filter").is_visible()
    context.close()


def _tab_to(page: Page, wanted: str) -> None:
    for _ in range(25):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == wanted:
            return
    raise AssertionError(f"Tab never reaches {wanted}")
