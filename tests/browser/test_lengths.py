"""Texts that are too long, pasted: counted, kept to the last letter, told of before and after they are sent."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sasando.organizations.unit_rows import MOST_BYTES
from tests.browser.test_entry import Opened, enter, signed_in, unsent

__all__ = ["enter"]  # the fixture
pytestmark = pytest.mark.browser
COUNT = "xpath=following-sibling::p"


def posts(page: Page) -> list[str]:
    """The addresses that are posted to from now on."""
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    return sent


def test_comment_pasted_too_long_is_counted_not_cut_and_not_sent(enter: Opened) -> None:
    page = enter("assessor", "20", width=360)
    box = page.get_by_label("Tulis komentar")
    pasted = "a" * 4_095 + "akhir."
    sent = posts(page)
    box.focus()
    page.keyboard.insert_text(pasted)
    expect(box).to_have_value(pasted)
    expect(box.locator(COUNT)).to_have_text("4.101 huruf; paling banyak 4.000. Pendekkan dahulu.")
    page.get_by_role("button", name="Kirim komentar").click()
    assert "4.101 huruf" in box.evaluate("one => one.validationMessage")
    assert sent == []
    assert unsent(page) == 1
    page.reload()
    expect(box).to_have_value(pasted)
    box.fill("a" * 3_700)
    expect(box.locator(COUNT)).to_have_text("3.700 dari 4.000 huruf")
    box.fill("pendek")
    expect(box.locator(COUNT)).to_be_hidden()
    page.get_by_role("button", name="Kirim komentar").click()
    expect(page.locator("#komentar li", has_text="pendek")).to_have_count(1)


def test_reason_inside_a_fold_is_refused_by_the_site_and_stays(enter: Opened) -> None:
    page = enter("entry", "21")
    page.locator("summary", has_text="Alasan perubahan").click()
    reason = page.locator("#alasan")
    reason.fill("b" * 301)
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.locator("[data-unsent]")).to_contain_text(
        "Alasan perubahan terlalu panjang (301 huruf); paling banyak 300."
    )
    expect(reason).to_have_value("b" * 301)
    assert unsent(page) == 1


def test_comment_too_long_comes_back_whole_without_script(enter: Opened) -> None:
    page = enter("assessor", "22", java_script_enabled=False)
    pasted = "a" * 4_095 + "akhir."
    page.get_by_label("Tulis komentar").fill(pasted)
    page.get_by_role("button", name="Kirim komentar").click()
    expect(page.get_by_role("alert")).to_contain_text("4.101 huruf")
    expect(page.get_by_label("Tulis komentar")).to_have_value(pasted)


def test_list_of_units_that_is_too_large_is_told_before_it_is_sent(
    enter: Opened, site: str, work: dict[str, Any]
) -> None:
    page = enter("coordinator", "1", width=360)
    signed_in(page.context, site, work, "admin")
    page.goto(f"{site}/k/kab-kupang/unit/impor/")
    sent = posts(page)
    file, lines = page.locator("input[type=file]"), page.locator("textarea[name=lines]")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    file.set_input_files({"name": "unit.xlsx", "mimeType": kind, "buffer": bytes(MOST_BYTES + 1)})
    assert "lebih besar dari 1 MB" in file.evaluate("one => one.validationMessage")
    page.get_by_role("button", name="Periksa daftar").click()
    file.set_input_files([])
    lines.fill("a" * 400_001)
    expect(lines.locator(COUNT)).to_contain_text("400.001 huruf; paling banyak 400.000")
    page.get_by_role("button", name="Periksa daftar").click()
    assert sent == []
    lines.fill("Dinas Kesehatan")
    page.get_by_role("button", name="Periksa daftar").click()
    expect(page.get_by_text("akan ditambahkan.")).to_be_visible()
    assert len(sent) == 1


def test_box_that_holds_very_much_is_no_taller_than_the_screen_and_its_count_stays_near(
    enter: Opened,
) -> None:
    page = enter("entry", "20", width=360)
    fact = page.get_by_label("Fakta")
    fact.fill("Peraturan bupati tentang layanan data.\n" * 500)
    assert fact.evaluate("one => one.clientHeight <= innerHeight")
    fact.locator(COUNT).scroll_into_view_if_needed()
    expect(fact.locator(COUNT)).to_have_text("19.499 dari 20.000 huruf")
    expect(fact).to_be_in_viewport()
