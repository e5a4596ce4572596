"""What may happen while the network is cut: each has its outcome, and no text is lost."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_entry import Opened, enter, signed_in, unsent

__all__ = ["enter"]  # the fixture
pytestmark = pytest.mark.browser


def cut(page: Page, text: str) -> None:
    """Take the network away and write."""
    page.context.set_offline(True)
    page.get_by_label("Fakta").fill(text)
    expect(page.locator("[data-saved]")).to_contain_text("Tidak tersambung")


def back(page: Page) -> None:
    page.context.set_offline(False)


def test_session_that_ended_while_the_network_was_cut(enter: Opened, site: str, work: dict[str, Any]) -> None:
    page = enter("entry", "20")
    cut(page, "ditulis sebelum sesi habis")
    page.context.clear_cookies()
    back(page)
    expect(page.locator("[data-unsent]")).to_contain_text("Sesi Anda berakhir")
    assert unsent(page) == 1
    signed_in(page.context, site, work, "entry")
    page.context.new_page().goto(site + "/k/")
    page.get_by_role("button", name="Coba lagi").click()
    expect(page.locator("[data-saved]")).to_contain_text("Draf tersimpan")
    assert unsent(page) == 0


def test_other_person_who_wrote_while_the_network_was_cut(enter: Opened) -> None:
    mine, theirs = enter("entry", "21"), enter("assessor", "21")
    cut(mine, "tulisan saya tanpa sinyal")
    theirs.get_by_label("Fakta").fill("tulisan orang lain")
    expect(theirs.locator("[data-saved]")).to_contain_text("Draf tersimpan")
    back(mine)
    expect(mine.locator("[data-unsent]")).to_contain_text("tulisan orang lain")
    expect(mine.get_by_label("Fakta")).to_have_value("tulisan saya tanpa sinyal")
    assert unsent(mine) == 1


def test_taking_what_the_other_person_stored_brings_their_level_too(enter: Opened) -> None:
    mine, theirs = enter("entry", "19"), enter("assessor", "19")
    theirs.locator("#t4").check()
    theirs.get_by_label("Fakta").fill("tulisan orang lain")
    theirs.get_by_role("button", name="Simpan", exact=True).click()
    expect(theirs.locator("[data-saved]")).to_contain_text("Tersimpan")
    mine.locator("#t2").check()
    mine.get_by_label("Fakta").fill("tulisan saya")
    mine.get_by_role("button", name="Pakai yang tersimpan").click()
    expect(mine.get_by_label("Fakta")).to_have_value("tulisan orang lain")
    expect(mine.locator("#t4")).to_be_checked()
    assert unsent(mine) == 0


def test_page_that_is_no_longer_open_to_the_writer_says_so_and_keeps_the_text(enter: Opened) -> None:
    page = enter("entry", "18")
    page.set_viewport_size({"width": 360, "height": 800})
    page.route(
        "**/draf/", lambda route: route.fulfill(status=404, content_type="text/html", body="tidak ada")
    )
    page.get_by_label("Fakta").fill("ditulis waktu akses dicabut")
    expect(page.locator("[data-unsent]")).to_contain_text("tidak lagi terbuka untuk Anda")
    assert unsent(page) == 1
    page.unroute("**/draf/")
    page.get_by_role("button", name="Coba lagi").click()
    expect(page.locator("[data-saved]")).to_contain_text("Draf tersimpan")


def test_long_word_about_the_network_stays_within_a_phone(enter: Opened) -> None:
    page = enter("entry", "17")
    page.set_viewport_size({"width": 360, "height": 800})
    cut(page, "tanpa sinyal di lapangan")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    back(page)


def test_pressed_without_a_network_the_level_is_not_called_saved_until_it_is_sent(enter: Opened) -> None:
    page = enter("entry", "33")
    page.locator("#t4").check()
    page.get_by_label("Fakta").fill("ditulis lalu disimpan tanpa sinyal")
    page.context.set_offline(True)
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.locator("[data-saved]")).to_have_text("Belum tersimpan.")
    back(page)
    saved, told = page.locator("[data-saved]"), page.locator("[data-unsent]")
    expect(saved).to_contain_text("penilaiannya belum tersimpan")
    expect(told).to_contain_text("Penilaian ini belum tersimpan: waktu tombolnya ditekan")
    assert "tidak tersambung" not in told.inner_text()
    assert unsent(page) == 1
    with page.expect_navigation():
        told.get_by_role("button", name="Kirim sekarang").click()
    expect(page.locator("#t4")).to_be_checked()
    expect(page.locator("[data-unsent]")).to_be_hidden()
    assert unsent(page) == 0


def test_draft_beside_a_level_that_was_only_chosen_does_not_pass_for_the_whole(enter: Opened) -> None:
    page = enter("entry", "34")
    page.locator("#t4").check()
    page.get_by_label("Fakta").fill("tingkat dipilih, belum disimpan")
    expect(page.locator("[data-saved]")).to_contain_text("; penilaiannya belum tersimpan")


def test_two_tabs_of_one_person_written_in_while_the_network_was_cut(enter: Opened) -> None:
    first = enter("entry", "22")
    second = first.context.new_page()
    second.goto(first.url)
    cut(first, "tulisan tab satu")
    cut(second, "tulisan tab dua")
    assert unsent(first) == 2
    second.close()
    back(first)
    expect(first.locator("[data-saved]")).to_contain_text("Draf tersimpan")
    assert unsent(first) == 1
    again = first.context.new_page()
    again.goto(first.url)
    expect(again.get_by_label("Fakta")).to_have_value("tulisan tab dua")
    again.locator("[data-unsent]").get_by_role("button", name="Simpan draf").click()
    expect(again.locator("[data-unsent]")).to_contain_text("tulisan tab satu")


def test_stage_sealed_while_the_network_was_cut(enter: Opened, site: str, work: dict[str, Any]) -> None:
    page, responsible = enter("entry", "23", "closing"), enter("responsible", "23", "closing")
    cut(page, "terlambat karena sinyal")
    responsible.goto(f"{site}{work['closing']}kirim/")
    responsible.get_by_role("button", name="Kirim dan segel").click()
    expect(responsible.locator("main")).to_contain_text("Segel 1")
    back(page)
    expect(page.locator("[data-unsent]")).to_contain_text("sudah disegel")
    expect(page.get_by_label("Fakta")).to_have_value("terlambat karena sinyal")
    assert unsent(page) == 1
    with page.expect_download() as download:
        page.get_by_role("button", name="Simpan sebagai berkas").first.click()
    assert "terlambat karena sinyal" in download.value.path().read_text()


def test_form_sent_without_script_while_the_network_was_cut_can_be_sent_again(enter: Opened) -> None:
    page = enter("entry", "24", java_script_enabled=False)
    page.get_by_label("Fakta").fill("tanpa skrip, tanpa sinyal")
    page.context.set_offline(True)
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="Simpan", exact=True).click(no_wait_after=True)
    back(page)
    page.reload()
    expect(page.get_by_label("Fakta")).to_have_value("tanpa skrip, tanpa sinyal")


def leave(page: Page, how: str) -> None:
    page.get_by_role("button", name="Keluar", exact=True).click()
    page.get_by_role("button", name=how).click()


def test_sending_before_signing_out_sends_the_level_too(
    enter: Opened, site: str, work: dict[str, Any]
) -> None:
    page = enter("leaving 1", "25")
    cut(page, "dikirim sebelum keluar")
    page.locator("#t4").check()
    leave(page, "Kirim lalu keluar")
    expect(page.get_by_text("Sebagian belum dapat dikirim")).to_be_visible()
    assert unsent(page) == 1
    page.route("**/draf/", lambda route: route.abort())
    back(page)
    page.get_by_role("button", name="Kirim lalu keluar").click()
    page.wait_for_url(lambda address: "/isian/" not in address)
    assert unsent(page) == 0
    page.unroute_all()
    signed_in(page.context, site, work, "entry")
    page.goto(f"{site}{work['spbe']}isian/25/")
    expect(page.get_by_label("Fakta")).to_have_value("dikirim sebelum keluar")
    expect(page.locator("#t4")).to_be_checked()


def test_discarding_before_signing_out_wipes_the_device(
    enter: Opened, site: str, work: dict[str, Any]
) -> None:
    page = enter("leaving 2", "26")
    page.route("**/draf/", lambda route: route.abort())
    page.get_by_label("Fakta").fill("tidak jadi")
    expect(page.locator("[data-saved]")).to_contain_text("Tidak tersambung")
    leave(page, "Buang lalu keluar")
    page.wait_for_url(lambda address: "/isian/" not in address)
    assert unsent(page) == 0
    signed_in(page.context, site, work, "entry")
    page.goto(f"{site}{work['spbe']}isian/26/")
    expect(page.get_by_label("Fakta")).not_to_have_value("tidak jadi")


@pytest.mark.parametrize("address", ["/akun/keluar/", "/akun/tutup/"])
def test_other_ways_out_ask_about_unsent_text_as_well(enter: Opened, site: str, address: str) -> None:
    page = enter("entry", "27")
    page.route("**/draf/", lambda route: route.abort())
    page.get_by_label("Fakta").fill("masih di perangkat")
    expect(page.locator("[data-saved]")).to_contain_text("Tidak tersambung")
    page.goto(site + address)
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.locator("main form[data-leaves] button").click()
    expect(page.get_by_role("heading", name="Keluar, padahal ada tulisan")).to_be_visible()
    assert unsent(page) == 1
    page.get_by_role("button", name="Tetap di sini").click()
    expect(page).to_have_url(site + address)


def test_question_before_signing_out_keeps_clear_of_its_frame(enter: Opened) -> None:
    page = enter("entry", "16")
    page.set_viewport_size({"width": 360, "height": 800})
    cut(page, "belum terkirim")
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("button", name="Keluar", exact=True).click()
    frame, words = page.locator("[data-unsent-leave]"), page.locator("[data-unsent-leave] h2")
    gap = "(one, other) => other.getBoundingClientRect().left - one.getBoundingClientRect().left"
    assert frame.evaluate(gap, words.element_handle()) > 10
    back(page)
