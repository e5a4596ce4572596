"""Comments, notes and answers beside the form of an indicator: what was typed outlives the network and the page."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_entry import Opened, enter, signed_in, unsent

__all__ = ["enter"]  # the fixture
pytestmark = pytest.mark.browser


@pytest.fixture
def phone(enter: Opened, site: str, work: dict[str, Any]) -> Opened:
    """Opens a page of work on a phone: `phone("assessor", "isian/16/")`."""

    def opened(who: str, path: str, stage: str = "spbe", **options: Any) -> Page:
        page = enter(who, "16", stage, width=360, has_touch=True, is_mobile=True, **options)
        page.goto(f"{site}{work[stage]}{path}")
        return page

    return opened


def test_comment_written_without_a_network_is_said_kept_and_sent_once(phone: Opened) -> None:
    page = phone("assessor", "isian/16/")
    comment = page.get_by_label("Tulis komentar")
    comment.fill("ditulis di desa tanpa sinyal")
    page.context.set_offline(True)
    page.get_by_role("button", name="Kirim komentar").tap()
    said = page.get_by_role("alert")
    expect(said).to_contain_text("tidak tersambung")
    expect(said).to_be_in_viewport()
    expect(comment).to_have_value("ditulis di desa tanpa sinyal")
    assert unsent(page) == 1
    page.context.set_offline(False)
    page.get_by_role("button", name="Coba lagi").tap()
    expect(page.locator("#komentar li", has_text="ditulis di desa tanpa sinyal")).to_have_count(1)
    expect(comment).to_have_value("")
    assert unsent(page) == 0


def test_comment_of_a_page_that_was_closed_is_named_elsewhere_and_comes_back(
    phone: Opened, site: str
) -> None:
    page = phone("assessor", "isian/17/")
    page.get_by_label("Tulis komentar").fill("baterai habis di tengah")
    page.goto(f"{site}/k/")
    page.get_by_role("link", name="Komentar: 17").tap()
    expect(page.get_by_label("Tulis komentar")).to_have_value("baterai habis di tengah")
    expect(page.get_by_role("alert")).to_contain_text("belum terkirim")
    page.get_by_role("button", name="Buang").tap()
    expect(page.get_by_label("Tulis komentar")).to_have_value("")
    assert unsent(page) == 0


def test_comment_whose_answer_was_lost_is_no_second_comment(phone: Opened) -> None:
    page = phone("assessor", "isian/18/")
    page.route("**/komentar/", lambda route: (route.fetch(), route.abort()))
    page.get_by_label("Tulis komentar").fill("terkirim, jawabannya hilang")
    page.get_by_role("button", name="Kirim komentar").tap()
    expect(page.get_by_role("alert")).to_contain_text("tidak tersambung")
    page.unroute_all()
    page.reload()
    expect(page.get_by_label("Tulis komentar")).to_have_value("terkirim, jawabannya hilang")
    page.get_by_role("button", name="Kirim komentar").tap()
    expect(page.get_by_label("Tulis komentar")).to_have_value("")
    expect(page.locator("#komentar li", has_text="terkirim, jawabannya hilang")).to_have_count(1)


def test_comment_of_an_ended_session_is_sent_after_signing_in_again(
    phone: Opened, site: str, work: dict[str, Any]
) -> None:
    page = phone("assessor", "isian/19/")
    page.context.clear_cookies()
    page.get_by_label("Tulis komentar").fill("sesi habis di tengah komentar")
    page.get_by_role("button", name="Kirim komentar").tap()
    expect(page.get_by_role("alert")).to_contain_text("Sesi Anda berakhir")
    assert unsent(page) == 1
    signed_in(page.context, site, work, "assessor")
    page.context.new_page().goto(f"{site}/k/")
    page.get_by_role("button", name="Coba lagi").tap()
    expect(page.locator("#komentar li", has_text="sesi habis di tengah komentar")).to_have_count(1)


def test_note_of_a_verification_outlives_the_network_and_a_reload(phone: Opened) -> None:
    page = phone("assessor", "isian/15/")
    note = page.get_by_label("Catatan")
    note.fill("lampirkan halaman tanda tangan")
    page.context.set_offline(True)
    page.get_by_role("button", name="Kembalikan").tap()
    expect(page.get_by_role("alert")).to_contain_text("tidak tersambung")
    page.context.set_offline(False)
    page.reload()
    expect(note).to_have_value("lampirkan halaman tanda tangan")
    page.get_by_role("button", name="Kembalikan").tap()
    expect(page.get_by_text("Dikembalikan", exact=True).first).to_be_visible()
    expect(page.locator(".notice.bad")).to_contain_text("lampirkan halaman tanda tangan")
    assert unsent(page) == 0


def test_note_is_kept_where_the_answer_changed_meanwhile(phone: Opened) -> None:
    assessor, entry = phone("assessor", "isian/14/"), phone("entry", "isian/14/")
    entry.locator("#t4").check()
    entry.get_by_role("button", name="Simpan", exact=True).tap()
    expect(entry.locator("[data-saved]")).to_contain_text("Tersimpan")
    assessor.get_by_label("Catatan").fill("dibaca sebelum berubah")
    assessor.get_by_role("button", name="Kembalikan").tap()
    expect(assessor.get_by_role("alert")).to_contain_text("berubah")
    expect(assessor.get_by_label("Catatan")).to_have_value("dibaca sebelum berubah")
    assert unsent(assessor) == 1
    assessor.get_by_role("button", name="Kembalikan").tap()
    expect(assessor.locator(".notice.bad")).to_contain_text("dibaca sebelum berubah")
    assert unsent(assessor) == 0


def test_strengths_outlive_a_closed_page_and_leave_alone_what_others_wrote(phone: Opened) -> None:
    page, other = phone("entry", "aspek/"), phone("coordinator", "aspek/")
    mine, theirs = page.get_by_label("Kekuatan").nth(0), page.get_by_label("Kekuatan").nth(1)
    mine.fill("ada tim di tiap kantor")
    page.goto("about:blank")
    other.get_by_label("Kekuatan").nth(1).fill("ditulis koordinator")
    other.get_by_role("button", name="Simpan semua").tap()
    expect(other.get_by_role("status")).to_contain_text("tersimpan")
    page.go_back()
    expect(mine).to_have_value("ada tim di tiap kantor")
    page.get_by_role("button", name="Simpan semua").tap()
    expect(page.get_by_role("status").first).to_contain_text("tersimpan")
    expect(mine).to_have_value("ada tim di tiap kantor")
    expect(theirs).to_have_value("ditulis koordinator")
    assert unsent(page) == 0


def test_justification_outlives_the_network_and_a_reload(phone: Opened) -> None:
    page = phone("outside", "isian/16/", "given")
    why = page.get_by_label("Justifikasi")
    why.fill("halaman tanda tangan tidak terbaca")
    page.locator("#t1").check()
    page.get_by_label("Dokumen dan halaman").fill("Laporan, halaman 7")
    page.context.set_offline(True)
    page.get_by_role("button", name="Simpan", exact=True).tap()
    expect(page.locator("[data-unsent]")).to_contain_text("tidak tersambung")
    page.context.set_offline(False)
    page.reload()
    expect(why).to_have_value("halaman tanda tangan tidak terbaca")
    expect(page.locator("#t1")).to_be_checked()
    page.get_by_role("button", name="Simpan", exact=True).tap()
    expect(page.locator("[data-saved]")).to_contain_text("Tersimpan")
    page.reload()
    expect(why).to_have_value("halaman tanda tangan tidak terbaca")
    assert unsent(page) == 0


def test_general_answer_that_others_changed_meanwhile_shows_both_and_loses_neither(phone: Opened) -> None:
    mine, theirs = phone("entry", "../"), phone("assessor", "../")
    answer, other = (page.locator("#umum-1") for page in (mine, theirs))
    answer.fill("jawaban saya")
    other.fill("jawaban asesor")
    theirs.get_by_role("button", name="Simpan semua").tap()
    expect(theirs.get_by_role("status")).to_contain_text("tersimpan")
    mine.get_by_role("button", name="Simpan semua").tap()
    said = mine.get_by_role("alert")
    expect(said).to_contain_text("jawaban asesor")
    expect(answer).to_have_value("jawaban saya")
    mine.get_by_role("button", name="Muat ulang dengan tulisan saya").tap()
    expect(said).to_contain_text("belum terkirim")
    expect(answer).to_have_value("jawaban saya")
    mine.get_by_role("button", name="Simpan semua").tap()
    expect(mine.get_by_role("status")).to_contain_text("tersimpan")
    expect(answer).to_have_value("jawaban saya")
    assert unsent(mine) == 0


def test_reason_for_reopening_that_is_refused_stays_on_the_page(phone: Opened) -> None:
    page = phone("coordinator", "../", "given")
    reason = page.get_by_label("Alasan").first
    page.get_by_text("Buka kembali", exact=True).first.tap()
    reason.fill("salah satu nilai keliru")
    page.context.set_offline(True)
    page.get_by_role("button", name="Buka kembali").tap()
    expect(page.get_by_role("alert")).to_contain_text("tidak tersambung")
    expect(reason).to_have_value("salah satu nilai keliru")
    page.context.set_offline(False)
    page.reload()
    expect(reason).to_have_value("salah satu nilai keliru")
    expect(reason).to_be_visible()


def test_signing_out_with_an_unsent_comment_asks_first_and_sends_it(
    phone: Opened, site: str, work: dict[str, Any]
) -> None:
    page = phone("leaving 3", "isian/13/")
    page.get_by_label("Tulis komentar").fill("hampir lupa dikirim")
    page.get_by_text("Menu", exact=True).tap()
    page.get_by_role("button", name="Keluar", exact=True).tap()
    question = page.locator("[data-unsent-leave]")
    expect(question).to_contain_text("Komentar: 13")
    page.get_by_role("button", name="Kirim lalu keluar").tap()
    page.wait_for_url(lambda address: "/isian/" not in address)
    assert unsent(page) == 0
    signed_in(page.context, site, work, "assessor")
    page.goto(f"{site}{work['spbe']}isian/13/")
    expect(page.locator("#komentar li", has_text="hampir lupa dikirim")).to_have_count(1)


def test_signing_out_with_an_unsent_note_keeps_it_as_a_file(phone: Opened) -> None:
    page = phone("assessor", "isian/12/")
    page.get_by_label("Catatan").fill("belum diputuskan")
    page.evaluate("document.querySelector('form.leave').submit = () => { window.left = true }")
    page.get_by_text("Menu", exact=True).tap()
    page.get_by_role("button", name="Keluar", exact=True).tap()
    page.get_by_role("button", name="Kirim lalu keluar").tap()
    expect(page.get_by_text("Sebagian belum dapat dikirim")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Simpan sebagai berkas lalu keluar").tap()
    assert "belum diputuskan" in download.value.path().read_text()
    assert unsent(page) == 0
    assert page.evaluate("window.left")


def test_text_that_the_browser_put_back_itself_is_still_sent(phone: Opened, site: str) -> None:
    page = phone("entry", "isian/11/")
    page.route("**/draf/", lambda route: route.abort())
    page.get_by_label("Fakta").fill("kembali dengan tombol kembali")
    page.goto(f"{site}/k/")
    page.unroute_all()
    page.go_back()
    expect(page.get_by_label("Fakta")).to_have_value("kembali dengan tombol kembali")
    expect(page.locator("[data-unsent]").first).to_contain_text("belum terkirim")
    page.locator("[data-unsent]").first.get_by_role("button", name="Simpan draf").tap()
    expect(page.locator("[data-saved]")).to_contain_text("Draf tersimpan")
    assert unsent(page) == 0
