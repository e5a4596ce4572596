"""The pages of reports in a browser: nothing for axe to find, no sideways scrolling, and files that arrive."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
PAGES = ("laporan/", "laporan/perubahan/", "laporan/templat/berita-acara/", "laporan/templat/laporan/")
# How wide the chosen name may be, and how wide it is.
_ROOM = """one => {
  const style = getComputedStyle(one), pen = document.createElement("canvas").getContext("2d"), arrow = 20;
  pen.font = style.font;
  const around = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight) + arrow;
  return [one.clientWidth - around, pen.measureText(one.selectedOptions[0].text).width];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_pages_have_nothing_for_axe_to_find_and_fit_the_screen(
    browser: Browser, site: str, work: dict[str, Any], scheme: Any, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    context.add_cookies([{"name": "sessionid", "value": work["sessions"]["coordinator"], "url": site}])
    page = context.new_page()
    for path in PAGES:
        page.goto(f"{site}{work['spbe']}{path}")
        assert Axe().run(page).response["violations"] == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    context.close()


def test_sheet_for_the_secretary_is_downloaded_without_a_script(
    browser: Browser, site: str, work: dict[str, Any]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies([{"name": "sessionid", "value": work["sessions"]["leader"], "url": site}])
    page = context.new_page()
    page.goto(f"{site}{work['spbe']}laporan/")
    with page.expect_download() as arriving:
        page.get_by_role("link", name="Lembar Sekda PDF").click()
    assert arriving.value.suggested_filename == "kab-kupang-spbe-2025-mandiri-lembar-sekda.pdf"
    context.close()


def test_stage_to_compare_with_is_read_whole_on_a_phone(
    browser: Browser, site: str, work: dict[str, Any]
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    context.add_cookies([{"name": "sessionid", "value": work["sessions"]["coordinator"], "url": site}])
    page = context.new_page()
    page.goto(f"{site}{work['spbe']}laporan/perubahan/")
    choice = page.get_by_label("Bandingkan dengan")
    assert choice.evaluate("one => one.selectedOptions[0].text") == "SPBE 2024 · Simulasi, Mandiri"
    shown, needed = choice.evaluate(_ROOM)
    assert needed <= shown
    context.close()
