"""What a device kept of an indicator comes back; the button beside it sends what its words say, no less and no more."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_entry import Opened, enter, unsent

__all__ = ["enter"]  # the fixture
pytestmark = pytest.mark.browser


def closed_before_it_was_sent(page: Page) -> None:
    """The page is gone while there is no network, and is opened again."""
    page.route("**/draf/", lambda route: route.abort())
    page.context.set_offline(False)
    page.reload()
    page.unroute_all()


def test_level_and_texts_that_came_back_are_saved_together(enter: Opened) -> None:
    page = enter("entry", "32", width=360)
    level = "#t2" if page.locator("#t3").is_checked() else "#t3"
    page.context.set_offline(True)
    page.locator(level).check()
    page.get_by_label("Fakta").fill("baterai habis sesudah memilih tingkat")
    closed_before_it_was_sent(page)
    said = page.locator("[data-unsent]")
    expect(said).to_contain_text("Nilai dan teks ini belum terkirim")
    said.get_by_role("button", name="Simpan nilai dan teksnya").click()
    expect(page.locator(".side")).to_contain_text("baterai habis sesudah memilih tingkat")
    expect(page.locator(level)).to_be_checked()
    expect(page.locator(".title-row + .row")).to_contain_text("terisi")
    assert unsent(page) == 0


def test_texts_that_came_back_alone_are_saved_as_the_draft_they_are(enter: Opened) -> None:
    page = enter("entry", "45")
    page.context.set_offline(True)
    page.get_by_label("Fakta").fill("teks saja, tanpa tingkat")
    closed_before_it_was_sent(page)
    said = page.locator("[data-unsent]")
    expect(said).to_contain_text("Tulisan ini belum terkirim")
    said.get_by_role("button", name="Simpan draf").click()
    expect(page.locator("[data-saved]")).to_contain_text("Draf tersimpan")
    assert unsent(page) == 0


def test_own_level_goes_with_own_texts_where_somebody_else_wrote_meanwhile(enter: Opened) -> None:
    mine, theirs = enter("entry", "38"), enter("assessor", "38")
    theirs.locator("#t4").check()
    theirs.get_by_role("button", name="Simpan", exact=True).click()
    expect(theirs.locator("[data-saved]")).to_contain_text("Tersimpan")
    mine.locator("#t3").check()
    mine.get_by_role("button", name="Simpan", exact=True).click()
    expect(mine.locator("[data-unsent]")).to_contain_text("Isian ini berubah sejak Anda membukanya.")
    with mine.expect_navigation():
        mine.get_by_role("button", name="Pakai tulisan saya").click()
    expect(mine.locator("#t3")).to_be_checked()
    expect(mine.locator(".side")).to_contain_text("Nilai 3")
    assert unsent(mine) == 0
