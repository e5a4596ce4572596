"""A year of Kabupaten Contoh, driven by its people in a browser: from the letter to what the public reads.

One journey in one order, as an agency lives through it; each step is done by whoever's task it is, through the
page they would use, some of it on a phone.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.sample import AGENCY, PHONE, Sample, sample_site
from tests.browser.test_accounts import command

pytestmark = pytest.mark.browser
STAGES = ("Penilaian Mandiri", "Penilaian Dokumen", "Penilaian Interviu")
LETTER = "Surat contoh B/9/2027"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Sample]:
    with sample_site(tmp_path_factory.mktemp("contoh"), browser, command) as made:
        yield made


def test_a_year_from_the_letter_to_what_the_public_reads(sample: Sample, tmp_path: Path) -> None:
    evaluation = coordinator_opens_the_year_with_its_letter(sample)
    mandiri = f"{evaluation}mandiri/"
    coordinator_starts_from_the_texts_of_last_year(sample, mandiri)
    coordinator_assigns_an_aspect_to_an_office(sample, mandiri)
    contact_fills_in_the_own_part_on_a_phone(sample, mandiri)
    clerk_fills_in_the_rest_by_workbook(sample, mandiri, tmp_path)
    responsible_is_refused_while_answers_wait_for_verification(sample, mandiri)
    assessor_returns_one_and_accepts_the_others(sample, mandiri)
    clerk_answers_what_was_returned(sample, mandiri)
    coordinator_takes_the_letter_along(sample, mandiri)
    responsible_sends_it(sample, mandiri)
    external_assessor_judges_what_was_given(sample, evaluation)
    coordinator_seals_the_interview_and_says_how_far_the_public_may_read(sample, evaluation)
    public_reads_what_was_disclosed_and_nothing_else(sample, evaluation)
    leader_sees_where_the_agency_stands(sample, evaluation)


def coordinator_opens_the_year_with_its_letter(sample: Sample) -> str:
    """The address of the new evaluation."""
    page = sample.person("koordinator")
    page.goto(f"{sample.address}{AGENCY}evaluasi/")
    page.get_by_label("Tahun", exact=True).fill("2027")
    page.get_by_role("button", name="Buka evaluasi").click()
    page.wait_for_url("**/evaluasi/*/**")
    evaluation = page.url.removeprefix(sample.address).partition("mandiri/")[0]
    page.goto(sample.address + evaluation)
    page.get_by_text("Jadwal", exact=True).first.click()
    page.get_by_label("Tenggat").first.fill("2027-07-31")
    page.get_by_label("Surat yang mendasari").first.fill(LETTER)
    page.get_by_role("button", name="Simpan").first.click()
    expect(page.locator("main")).to_contain_text(f"Tenggat 31 Juli 2027 · menurut {LETTER}")
    return evaluation


def coordinator_starts_from_the_texts_of_last_year(sample: Sample, mandiri: str) -> None:
    page = sample.person("koordinator")
    page.goto(f"{sample.address}{mandiri}mulai-dari/")
    page.get_by_label("2026", exact=False).first.check()
    page.get_by_role("button", name="Lihat tulisannya").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Jadikan draf").click()
    page.goto(f"{sample.address}{mandiri}isian/1/")
    expect(page.locator("dl.facts")).to_contain_text("CONTOH/2026")
    expect(page.locator("[data-saved]")).to_contain_text("Draf")


def coordinator_assigns_an_aspect_to_an_office(sample: Sample, mandiri: str) -> None:
    page = sample.person("koordinator")
    page.goto(sample.address + mandiri)
    for number in ("1", "2"):
        page.get_by_role("checkbox", name=f"{number} ", exact=False).first.check()
    page.get_by_label("Kantor").select_option(label="Dinas Komunikasi dan Informatika (contoh)")
    page.get_by_label("Tenggat").fill("2027-06-30")
    page.get_by_role("button", name="Tugaskan").click()
    expect(page.get_by_role("row").filter(has_text="30 Jun")).to_have_count(2)


def contact_fills_in_the_own_part_on_a_phone(sample: Sample, mandiri: str) -> None:
    page = sample.person("pic", PHONE)
    page.goto(sample.address + mandiri)
    numbers = page.locator("tbody th a")
    expect(numbers).to_have_count(2)
    numbers.first.click()
    page.get_by_label("Nilai indikator").fill("5/2")
    page.get_by_label("Dokumen dan halaman").fill("Perbup contoh 12/2027, halaman 4")
    page.get_by_label("Fakta").fill("Perbup contoh 12/2027, halaman 4.")
    page.get_by_role("button", name="Simpan dan ke 2").click()
    page.wait_for_url("**/isian/2/**")
    page.get_by_label("Nilai indikator").fill("2,25")
    page.get_by_label("Dokumen dan halaman").fill("Peta rencana contoh 2027, halaman 1")
    page.get_by_label("Fakta").fill("Peta rencana contoh 2027.")
    saves(page)
    expect(page.get_by_label("Nilai indikator")).to_have_value("2,25")
    expect(page.locator("[data-saved]")).to_contain_text("Tersimpan")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.goto(f"{sample.address}{mandiri}isian/3/")
    expect(page.get_by_label("Fakta")).to_have_count(0)


def saves(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Simpan", exact=True).click()


def clerk_fills_in_the_rest_by_workbook(sample: Sample, mandiri: str, folder: Path) -> None:
    page = sample.person("pelaksana")
    page.goto(f"{sample.address}{mandiri}excel/")
    with page.expect_download() as arriving:
        page.get_by_role("link", name="Seluruh indikator").click()
    book = openpyxl.load_workbook(BytesIO(arriving.value.path().read_bytes()))
    filled = fill(book["Isian"])
    book.save(folder / "isian.xlsx")
    page.get_by_label("Berkas", exact=True).set_input_files(folder / "isian.xlsx")
    page.get_by_role("button", name="Unggah dan periksa").click()
    expect(page.get_by_role("heading", name="Periksa sebelum disimpan")).to_be_visible()
    page.get_by_role("button", name="Simpan perubahan ini").click()
    page.goto(sample.address + mandiri)
    expect(page.get_by_role("row").filter(has_text="terisi")).to_have_count(filled + 2)


def fill(sheet: openpyxl.worksheet.worksheet.Worksheet) -> int:
    """Fill every line without a value, as somebody at a desk would; how many."""
    heads = {cell.value: cell.column for cell in sheet[4]}
    empty = [row for row in range(5, sheet.max_row + 1) if sheet.cell(row, heads["Nilai"]).value is None]
    for row in empty:
        sheet.cell(row, heads["Nilai"]).value = 2.5
        sheet.cell(row, heads["Fakta"]).value = "Data contoh: dokumen 2027."
        sheet.cell(row, heads["Instansi sumber nilai"]).value = "Kementerian Contoh"
        sheet.cell(row, heads["Tanggal sumber"]).value = "2026-05-31"
        sheet.cell(row, heads["Dokumen sumber, halaman"]).value = "Lembar contoh, halaman 2"
    return len(empty)


def responsible_is_refused_while_answers_wait_for_verification(sample: Sample, mandiri: str) -> None:
    page = sample.person("penanggungjawab")
    page.goto(f"{sample.address}{mandiri}kirim/")
    expect(page.get_by_role("heading", name="Belum dapat dikirim")).to_be_visible()
    expect(page.locator("dt")).to_contain_text(["belum diverifikasi"])


def assessor_returns_one_and_accepts_the_others(sample: Sample, mandiri: str) -> None:
    page = sample.person("asesor")
    page.goto(f"{sample.address}{mandiri}isian/3/")
    page.get_by_label("Catatan").fill("Sebutkan halaman dokumennya.")
    with page.expect_navigation():
        page.get_by_role("button", name="Kembalikan").click()
    expect(page.locator("main")).to_contain_text("dikembalikan")
    page.goto(sample.address + mandiri)
    for box in page.get_by_role("row").filter(has_text="terisi").get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Terima yang dipilih").click()
    expect(page.get_by_role("row").filter(has_text="diverifikasi")).to_have_count(19)


def clerk_answers_what_was_returned(sample: Sample, mandiri: str) -> None:
    page = sample.person("pelaksana")
    page.goto(f"{sample.address}{mandiri}?saring=dikembalikan")
    page.locator("tbody th a").click()
    expect(page.locator("main")).to_contain_text("Sebutkan halaman dokumennya.")
    page.get_by_label("Fakta").fill("Data contoh: dokumen 2027, halaman 7.")
    saves(page)
    assessor = sample.person("asesor")
    assessor.goto(f"{sample.address}{mandiri}isian/3/")
    with assessor.expect_navigation():
        assessor.get_by_role("button", name="Terima").click()
    expect(assessor.locator("main")).to_contain_text("diverifikasi")


def coordinator_takes_the_letter_along(sample: Sample, mandiri: str) -> None:
    page = sample.person("koordinator")
    page.goto(f"{sample.address}{mandiri}laporan/")
    with page.expect_download() as arriving:
        page.get_by_role("link", name="Berita acara DOCX").click()
    assert arriving.value.path().read_bytes().startswith(b"PK")


def responsible_sends_it(sample: Sample, mandiri: str) -> None:
    page = sample.person("penanggungjawab")
    page.goto(f"{sample.address}{mandiri}kirim/")
    expect(page.get_by_role("region", name="Kirim penilaian mandiri?")).to_contain_text("20 dari 20")
    page.get_by_role("button", name="Kirim dan segel").click()
    expect(page.locator("main")).to_contain_text("Segel 1")
    page.goto(f"{sample.address}{mandiri}isian/1/")
    expect(page.locator("main")).to_contain_text("Tahap ini sudah disegel.")


def external_assessor_judges_what_was_given(sample: Sample, evaluation: str) -> None:
    coordinator = sample.person("koordinator")
    coordinator.goto(sample.address + evaluation)
    opens(coordinator, STAGES[1])
    section = coordinator.get_by_role("region", name=STAGES[1])
    section.get_by_text("Asesor eksternal dan tim reviu").click()
    section.get_by_label("Orang").select_option(label="Asesor Eksternal Contoh")
    section.get_by_label("Sampai dengan").fill("2999-12-31")
    with coordinator.expect_navigation():
        section.get_by_role("button", name="Beri akses").click()

    page = sample.person("asesorluar")
    page.goto(f"{sample.address}/k/")
    page.get_by_role("link", name="2027", exact=False).first.click()
    assert f"{evaluation}dokumen/" in page.url
    page.goto(f"{sample.address}{evaluation}interviu/")
    expect(page.get_by_role("heading", level=1)).not_to_have_text(STAGES[2])
    page.goto(f"{sample.address}{evaluation}dokumen/isian/1/")
    page.get_by_label("Nilai indikator").fill("2")
    page.get_by_label("Justifikasi").fill("Contoh: bukti pelaksanaan belum ada.")
    saves(page)
    expect(page.locator("table.stages")).to_contain_text("2,50")
    page.goto(f"{sample.address}{evaluation}dokumen/aspek/")
    page.get_by_label("Kekuatan").first.fill("Contoh: arsitektur disusun.")
    with page.expect_navigation():
        page.get_by_role("button", name="Simpan").first.click()
    page.goto(f"{sample.address}{evaluation}dokumen/kirim/")
    page.get_by_role("button", name="Segel tahap ini").click()
    expect(page.locator("main")).to_contain_text("Segel 1")


def opens(page: Page, stage: str) -> None:
    section = page.get_by_role("region", name=stage)
    section.get_by_role("button", name="Buka tahap ini").click()
    expect(section).to_contain_text("terbuka")


def coordinator_seals_the_interview_and_says_how_far_the_public_may_read(
    sample: Sample, evaluation: str
) -> None:
    page = sample.person("koordinator")
    page.goto(sample.address + evaluation)
    opens(page, STAGES[2])
    page.goto(f"{sample.address}{evaluation}interviu/kirim/")
    page.get_by_role("button", name="Segel tahap ini").click()
    page.goto(f"{sample.address}{evaluation}interviu/laporan/perubahan/")
    page.get_by_label("Bandingkan dengan").select_option(label="Pemdi 2027, Mandiri")
    page.get_by_role("button", name="Bandingkan").click()
    expect(page.locator("main")).to_contain_text("Tingkat Kematangan Tata Kelola Pemdi")
    page.goto(sample.address + evaluation)
    public = page.get_by_role("region", name="Buka untuk umum")
    public.get_by_text(STAGES[2], exact=True).click()
    last = public.locator("details").filter(has_text=STAGES[2])
    last.get_by_label("Surat persetujuan publikasi").fill("Surat persetujuan contoh 3/2027")
    last.get_by_role("button", name="Buka untuk umum").click()
    expect(public).to_contain_text("Terbuka untuk umum: Penilaian Interviu")


def public_reads_what_was_disclosed_and_nothing_else(sample: Sample, evaluation: str) -> None:
    page = sample.anybody()
    page.goto(f"{sample.address}/d/kab-contoh/evaluasi/")
    expect(page.locator("main")).to_contain_text("2027")
    assert "dokumen 2027" not in page.content()
    assert Axe().run(page).response["violations"] == []
    page.goto(sample.address + evaluation)
    assert "/akun/masuk/" in page.url


def leader_sees_where_the_agency_stands(sample: Sample, evaluation: str) -> None:
    page = sample.person("pimpinan", PHONE)
    page.goto(f"{sample.address}{AGENCY}posisi/")
    expect(page.locator("main")).to_contain_text("2027")
    page.goto(f"{sample.address}{evaluation}interviu/laporan/")
    with page.expect_download() as arriving:
        page.get_by_role("link", name="Lembar Sekda PDF").click()
    assert arriving.value.path().read_bytes().startswith(b"%PDF")
