"""Workbook, copying and last year's texts in a browser: for everybody's eyes, on a phone, with and without a script."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = pytest.mark.browser
Enter = Callable[..., Page]
_OPEN = "document.querySelectorAll('details').forEach(one => one.open = true)"


@pytest.fixture
def enter(browser: Browser, site: str, work: dict[str, Any]) -> Iterator[Enter]:
    """Opens a page of the stage as a person: `enter("entry", "excel/")`."""
    contexts: list[BrowserContext] = []

    def opened(who: str, rest: str, width: int = 1280, stage: str = "pemdi", **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        context.add_cookies([{"name": "sessionid", "value": work["sessions"][who], "url": site}])
        page = context.new_page()
        page.goto(f"{site}{work[stage]}{rest}")
        return page

    yield opened
    for context in contexts:
        context.close()


def upload(page: Page, cells: dict[str, Any], folder: Path) -> None:
    """Take the workbook along, fill some cells, and bring it back."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Seluruh indikator").click()
    path = folder / "isian.xlsx"
    download.value.save_as(path)
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        book["Isian"][place].value = value
    book.save(path)
    page.get_by_label("Berkas", exact=True).set_input_files(path)
    with page.expect_navigation():
        page.get_by_role("button", name="Unggah dan periksa").click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(
    enter: Enter,
    site: str,
    work: dict[str, Any],
    tmp_path: Path,
    width: int,
    scheme: Literal["light", "dark"],
) -> None:
    page = enter("entry", "excel/", width, color_scheme=scheme, bypass_csp=True)
    spbe = work["spbe"].split("/")[4]
    places = [
        f"{work['pemdi']}{rest}" for rest in ("excel/", "salin/", f"mulai-dari/?dari={spbe}&map-I3=I16")
    ]
    for place in places:
        page.goto(site + place)
        page.evaluate(_OPEN)
        found = Axe().run(page)
        assert found.violations_count == 0, place + found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place
    page.goto(site + places[0])
    for cells in ({"D10": "2,5", "H10": "x" * 300}, {"D10": 9}):
        upload(page, cells, tmp_path)
        page.evaluate(_OPEN)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.goto(site + places[0])


def test_workbook_is_filled_looked_at_and_saved(enter: Enter, tmp_path: Path) -> None:
    page = enter("entry", "excel/", java_script_enabled=False, accept_downloads=True)
    upload(page, {"D9": "7/6", "H9": "fakta dari Excel", "G9": "laporan"}, tmp_path)
    expect(page.get_by_role("heading", name="Periksa sebelum disimpan")).to_be_visible()
    expect(page.get_by_text("3 sel berubah pada 1 indikator.")).to_be_visible()
    page.get_by_role("button", name="Simpan perubahan ini").click()
    expect(page.get_by_text("Tersimpan: 3 sel dari berkas")).to_be_visible()


def test_one_tap_copies_the_explanation_and_a_tick_leads_on(enter: Enter, site: str) -> None:
    page = enter("entry", "salin/", stage="spbe")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    page.get_by_role("button", name="Salin penjelasan 5", exact=True).click()
    expect(page.locator("#salin-kabar")).to_have_text("Tersalin")
    assert page.evaluate("navigator.clipboard.readText()") == "FAKTA:\nData contoh: ada dokumennya."
    page.get_by_role("button", name="Tandai sudah di eval 5", exact=True).click()
    expect(page.get_by_text("1 dari 47").first).to_be_visible()
    assert page.url.endswith("#I6")


def test_browser_that_refuses_to_copy_leaves_the_text_selected_and_says_how_to_go_on(enter: Enter) -> None:
    page = enter("entry", "salin/", 360, stage="spbe")
    page.evaluate(
        "navigator.clipboard.writeText = () => Promise.reject(new Error()); document.execCommand = () => false"
    )
    page.get_by_role("button", name="Salin penjelasan 5", exact=True).click()
    told = page.locator("#I5").get_by_text("di ponsel, tekan lama lalu pilih Salin")
    expect(told).to_be_visible()
    assert page.evaluate("getSelection().toString()") == "FAKTA:\nData contoh: ada dokumennya."
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.evaluate("document.execCommand = () => true")
    page.get_by_role("button", name="Salin penjelasan 6", exact=True).click()
    expect(told).to_have_count(0)
    expect(page.get_by_role("button", name="Salin penjelasan 6", exact=True)).to_be_focused()


def test_without_a_script_the_text_is_there_to_be_selected(enter: Enter) -> None:
    page = enter("leader", "salin/", 360, java_script_enabled=False)
    expect(page.get_by_role("button", name="Salin penjelasan")).to_have_count(0)
    page.get_by_label("Ke nomor").fill("12")
    page.get_by_role("button", name="Buka").click()
    assert page.url.endswith("#I12")


def test_one_box_chooses_all_earlier_texts_or_none(enter: Enter, site: str, work: dict[str, Any]) -> None:
    spbe = work["spbe"].split("/")[4]
    page = enter("entry", f"mulai-dari/?dari={spbe}&map-I3=I5&map-I4=I6", 360)
    every = page.get_by_label("Pilih semua")
    each = page.locator("[name=ambil]")
    expect(each).to_have_count(2)
    expect(every).to_be_checked()
    every.uncheck()
    expect(page.locator("[name=ambil]:checked")).to_have_count(0)
    each.first.check()
    assert every.evaluate("one => one.indeterminate")
    every.check()
    expect(page.locator("[name=ambil]:checked")).to_have_count(2)


def test_texts_that_were_asked_for_come_into_view(enter: Enter) -> None:
    page = enter("entry", "mulai-dari/", 360, java_script_enabled=False, reduced_motion="reduce")
    page.get_by_label(re.compile("^SPBE")).first.check()
    page.get_by_role("button", name="Lihat tulisannya").click()
    expect(page.get_by_role("heading", name="Mulai dari")).not_to_be_in_viewport()
    expect(page.get_by_role("heading", name=re.compile("^SPBE"))).to_be_in_viewport()
