"""Tables in a real browser: every column of the public ones is on the screen, straight below its head."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

PAGES = [
    "/d/kab-kupang/",
    "/d/kab-kupang/penggerak/",
    "/d/kab-kupang/target/",
    "/d/kab-kupang/pembanding/?banding=kota-kupang&banding=kab-belu&banding=kab-alor&banding=kab-sikka",
    "/d/kementerian-ppn-bappenas/pembanding/?kelompok=semua&hal=2",
    "/d/kota-bandar-lampung/",
    "/nasional/",
]
_BEYOND = """all => all.filter(one => one.scrollWidth > one.clientWidth)
  .map(one => one.getAttribute('aria-label') || one.querySelector('caption').textContent)"""
_RIGHT_EDGES = """one => [...one.rows].map(row => [...row.cells].map(
  cell => Math.round(cell.getBoundingClientRect().right)))"""
_CUT_OFF = (
    "one => [...one.querySelectorAll('th, td')].filter(cell => cell.scrollWidth > cell.clientWidth).length"
)


@pytest.mark.parametrize("width", [320, 360, 480, 768, 900, 1280])
@pytest.mark.parametrize("language", ["id", "en"])
def test_no_public_table_hides_columns_at_its_side(
    site: str, browser: Browser, width: int, language: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(f"{site}/bahasa/{language}/")
    for path in PAGES:
        page.goto(site + path)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert page.locator(".tbl-wrap").evaluate_all(_BEYOND) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()


@pytest.mark.parametrize("width", [360, 768])
def test_every_column_of_the_comparison_stands_straight_below_its_head(
    site: str, browser: Browser, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(site + "/d/kab-kupang/pembanding/")
    table = page.locator("table", has_text="Nusa Tenggara Timur: 22 instansi")
    head, *rows = table.evaluate(_RIGHT_EDGES)
    assert len(head) == 9
    assert len(rows) == 22
    for row in rows:
        for here, there in pairwise(zip(head[1:], row[1:], strict=True)):
            assert here[0] - here[1] == there[0] - there[1]  # as far from its head as its neighbour
        assert abs(head[1] - row[1]) <= 1
    assert table.evaluate(_CUT_OFF) == 0
    context.close()


def test_rows_in_lines_are_still_a_table_for_a_screen_reader(site: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(site + "/d/kab-kupang/pembanding/")
    tree = context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    roles = Counter(node["role"]["value"] for node in tree if not node["ignored"])
    assert (roles["table"], roles["columnheader"]) == (
        2,
        9 + 2,
    )  # the comparison, and those who are not in it
    assert (roles["row"], roles["rowheader"], roles["cell"]) == (23 + 2, 22 + 1, 22 * 8 + 1)
    context.close()


def test_the_head_stays_in_view_and_sorts_on_a_phone_without_javascript(site: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "/d/kab-kupang/pembanding/")
    page.get_by_role("link", name="Kab. Sabu Raijua").focus()
    page.get_by_role("link", name="Kab. Sabu Raijua").scroll_into_view_if_needed()
    sort = page.get_by_role("link", name="Perubahan", exact=True)
    box = sort.bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 800
    sort.press("Enter")
    page.wait_for_url("**urut=-ubah**")
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("Perubahan")
    context.close()


def test_a_wide_table_scrolls_in_its_box_and_the_box_takes_the_keyboard(site: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(site + "/gaya/")
    box = page.get_by_role("region", name="Keadaan tombol")
    box.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    for _ in range(100):  # it glides there; the page's policy lets no waiting script be evaluated in it
        if scrolled := box.evaluate("one => one.scrollLeft"):
            break
        page.wait_for_timeout(50)
    assert scrolled > 0
    context.close()
