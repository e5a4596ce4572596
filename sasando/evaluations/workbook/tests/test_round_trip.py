"""A workbook is taken along, filled without a network, and brought back: what changed is saved, nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from io import BytesIO

import openpyxl
import pytest
from django.test import Client

from sasando.evaluations.actions.drafting import save_draft
from sasando.evaluations.actions.judging import judge
from sasando.evaluations.entered import Entered
from sasando.evaluations.models import Answer, Judgement, Stage
from sasando.evaluations.testing import Team, address_of, documents_open, fill, levels, opened
from sasando.evaluations.workbook.tests.conftest import exported, filled, row_of, saved, uploaded
from sasando.kernel.guard import unwatched
from sasando.kernel.models import Entry
from sasando.organizations.models import User

pytestmark = pytest.mark.django_db
Desk = Callable[[User], Client]


def answer(of: Stage, code: str) -> Answer:
    return Answer.objects.select_related("current").get(stage=of, node__code=code)


def current(of: Stage, code: str) -> Judgement:
    found = answer(of, code).current
    assert found is not None
    return found


def test_workbook_holds_criteria_and_what_stands_beside_each_indicator(
    people: Team, mandiri: Stage, desk: Desk
) -> None:
    judge(people.entry, mandiri, [Entered("I1", 0, Fraction(3), fact="Perbup 12/2023", analysis="cukup")])
    book = openpyxl.load_workbook(BytesIO(exported(desk(people.entry), mandiri)))
    assert book.sheetnames == ["Petunjuk", "Isian", "Indeks", "_sasando"]
    assert book["_sasando"].sheet_state == "veryHidden"
    page = book["Isian"]
    assert page["A1"].value == "Kabupaten Kupang: SPBE 2025"
    assert "Simulasi" in page["A2"].value
    assert [page[f"{column}5"].value for column in "ADEF"] == ["1", 3, "Perbup 12/2023", "cukup"]
    assert "1 Rintisan: " in page["C5"].value
    assert page.max_row == row_of(47)
    assert page.protection.sheet
    assert not page["D5"].protection.locked
    assert page["C5"].protection.locked


def test_filled_workbook_is_saved_in_one_act_with_its_digest(
    people: Team, mandiri: Stage, desk: Desk
) -> None:
    raw = exported(desk(people.entry), mandiri)
    cells = {f"D{row_of(number)}": 2 for number in range(1, 48)} | {
        "E5": "Perbup",
        "F5": "memuat\nenam domain",
    }
    answered = saved(desk(people.entry), mandiri, filled(raw, cells))
    assert answered.status_code == 302
    assert Judgement.objects.count() == 47
    held = current(mandiri, "I1")
    assert (held.value, held.fact, held.analysis) == (2, "Perbup", "memuat\nenam domain")
    (entry,) = Entry.objects.filter(act="evaluations.judge_self")
    body = json.loads(entry.body)
    assert len(body["judgements"]) == 47
    assert len(body["workbook"]) == 64


def test_workbook_that_was_not_touched_changes_nothing_whatever_happened_meanwhile(
    people: Team, mandiri: Stage, desk: Desk
) -> None:
    fill(people.entry, mandiri, levels(47, 2))
    raw = exported(desk(people.entry), mandiri)
    fill(people.entry, mandiri, {"I1": 4}, fact="ditulis kemudian")
    first = uploaded(desk(people.entry), mandiri, filled(raw, {}))
    assert "Tidak ada yang berubah" in desk(people.entry).get(first["Location"]).content.decode()


def test_emptied_cells_remove_nothing(people: Team, mandiri: Stage, desk: Desk) -> None:
    judge(people.entry, mandiri, [Entered("I1", 0, Fraction(3), fact="Perbup")])
    raw = filled(exported(desk(people.entry), mandiri), {"D5": None, "E5": None, "D6": 4})
    saved(desk(people.entry), mandiri, raw)
    held = current(mandiri, "I1")
    assert (held.value, held.fact) == (3, "Perbup")
    assert current(mandiri, "I2").value == 4


def test_texts_without_a_value_become_drafts(people: Team, mandiri: Stage, desk: Desk) -> None:
    raw = filled(exported(desk(people.entry), mandiri), {"E5": "baru fakta"})
    saved(desk(people.entry), mandiri, raw)
    held = answer(mandiri, "I1")
    assert (held.draft_fact, held.current, held.work_state) == ("baru fakta", None, "draft")
    body = json.loads(Entry.objects.get(act="evaluations.judge_self").body)
    assert body["drafts"][0]["draft"]["fact"]["length"] == 10
    assert "baru fakta" not in json.dumps(body)


def test_draft_of_somebody_else_stays_a_draft_where_only_the_other_text_was_filled(
    people: Team, mandiri: Stage, desk: Desk
) -> None:
    judge(people.entry, mandiri, [Entered("I1", 0, Fraction(3), fact="lama", analysis="lama")])
    save_draft(people.assessor, mandiri, "I1", 1, "draf fakta", "lama")
    raw = filled(exported(desk(people.entry), mandiri), {"F5": "analisis dari berkas"})
    saved(desk(people.entry), mandiri, raw)
    held = answer(mandiri, "I1")
    assert (held.draft_fact, held.draft_analysis) == ("draf fakta", "analisis dari berkas")
    assert current(mandiri, "I1").fact == "lama"


@pytest.mark.parametrize("text", ["=1+1", "+62 811", "- butir pertama", "@camat", '=HYPERLINK("http://x")'])
def test_text_that_looks_like_a_formula_stays_text_both_ways(
    people: Team, mandiri: Stage, desk: Desk, text: str
) -> None:
    saved(desk(people.entry), mandiri, filled(exported(desk(people.entry), mandiri), {"D5": 2, "E5": text}))
    assert current(mandiri, "I1").fact == text
    again = openpyxl.load_workbook(BytesIO(exported(desk(people.entry), mandiri)))["Isian"]["E5"]
    assert (again.value, again.data_type, again.number_format) == (text, "s", "@")


def test_decimal_values_come_back_exactly_with_their_source(people: Team, desk: Desk) -> None:
    pemdi = opened(people, "pemdi-2026", 2026)
    raw = exported(desk(people.entry), pemdi)
    page = openpyxl.load_workbook(BytesIO(raw))["Isian"]
    assert [page[f"{column}4"].value for column in "DEFG"] == [
        "Nilai", "Instansi sumber nilai", "Tanggal sumber", "Dokumen sumber, halaman",
    ]  # fmt: skip
    cells = {
        "D5": "7/6",
        "E5": "Bappenas",
        "F5": "2026-05-04",
        "G5": "SK 12, hlm. 4",
        "D6": "1,17",
        "D7": 2.5,
    }
    saved(desk(people.entry), pemdi, filled(raw, cells))
    held = current(pemdi, "I1")
    assert (held.value, held.source_agency, str(held.source_date), held.source_document) == (
        Fraction(7, 6), "Bappenas", "2026-05-04", "SK 12, hlm. 4",
    )  # fmt: skip
    assert [current(pemdi, code).value for code in ("I2", "I3")] == [Fraction(117, 100), Fraction(5, 2)]
    again = openpyxl.load_workbook(BytesIO(exported(desk(people.entry), pemdi)))["Isian"]
    assert [again[f"D{row}"].value for row in (5, 6, 7)] == ["7/6", "1,17", "2,5"]


def test_text_corrected_beside_a_value_keeps_the_value_and_what_it_rests_on(people: Team, desk: Desk) -> None:
    pemdi = opened(people, "pemdi-2026", 2026)
    judge(people.entry, pemdi, [Entered("I1", 0, Fraction(2), fact="lama", source_document="laporan")])
    raw = filled(exported(desk(people.entry), pemdi), {"H5": "fakta diperbaiki"})
    saved(desk(people.entry), pemdi, raw)
    held = current(pemdi, "I1")
    assert (held.value, held.fact, held.source_document) == (2, "fakta diperbaiki", "laporan")


def test_file_is_named_after_agency_evaluation_and_stage(people: Team, mandiri: Stage, desk: Desk) -> None:
    answered = desk(people.leader).get(f"{address_of(mandiri)}excel/unduh/")
    assert (
        answered["Content-Disposition"] == 'attachment; filename="kab-kupang-spbe-2025-simulasi-mandiri.xlsx"'
    )


def test_ministry_stage_takes_value_source_and_justification_and_shows_the_value_before(
    people: Team, mandiri: Stage, desk: Desk
) -> None:
    dokumen = documents_open(people, mandiri, 3)
    client = desk(people.coordinator)
    raw = exported(client, dokumen)
    page = openpyxl.load_workbook(BytesIO(raw))["Isian"]
    assert [page[f"{column}4"].value for column in "DEHIJK"] == [
        "Nilai tahap sebelumnya", "Nilai", "Dokumen sumber, halaman", "Fakta", "Analisis", "Justifikasi",
    ]  # fmt: skip
    assert (page["D5"].value, page["E5"].value) == ("3", None)
    cells = {"E5": 2, "F5": "KemenPANRB", "H5": "LHE hlm. 9", "K5": "reviu lebih tua dari dua tahun"}
    saved(client, dokumen, filled(raw, cells))
    held = current(dokumen, "I1")
    assert (held.value, held.source_agency, held.source_document, held.justification) == (
        2, "KemenPANRB", "LHE hlm. 9", "reviu lebih tua dari dua tahun",
    )  # fmt: skip
    alone = filled(exported(client, dokumen), {"K6": "justifikasi tanpa nilai"})
    preview = client.get(uploaded(client, dokumen, alone)["Location"]).content.decode()
    assert "Isian!K6: Justifikasi tanpa nilai; isi nilainya juga" in preview


def test_workbook_says_that_its_figures_are_not_official_and_that_a_sample_is_one(
    people: Team, desk: Desk
) -> None:
    with unwatched():
        type(people.agency).objects.filter(id=people.agency.id).update(sample=True)
    official = opened(people, kind="resmi")
    book = openpyxl.load_workbook(BytesIO(exported(desk(people.entry), official)))
    for place in (book["Petunjuk"]["A2"], book["Isian"]["A2"], book["Indeks"]["A2"]):
        assert "Penilaian mandiri, bukan hasil resmi" in place.value
        assert "DATA CONTOH" in place.value


def test_service_chosen_for_a_row_of_indicator_35_goes_out_and_comes_back(people: Team, desk: Desk) -> None:
    held = opened(people, "spbe-2018", 2019)
    judge(people.entry, held, [Entered("I35.1", 0, Fraction(3), item="Perizinan daring")])
    client = desk(people.entry)
    raw = exported(client, held)
    page = openpyxl.load_workbook(BytesIO(raw))["Isian"]
    assert [page["D4"].value, page["E4"].value] == ["Nilai", "Layanan yang dinilai"]
    first, second = row_of(35), row_of(36)
    assert page[f"E{first}"].value == "Perizinan daring"
    assert [page[f"E{line}"].protection.locked for line in (5, first, second)] == [True, False, False]
    changed = {f"E{first}": "Perizinan terpadu", f"E{second}": "Antrean puskesmas", f"D{second}": 2}
    assert saved(client, held, filled(raw, changed)).status_code == 302
    assert [
        (one.item, one.current.value) for one in (answer(held, "I35.1"), answer(held, "I35.2")) if one.current
    ] == [
        ("Perizinan terpadu", 3),
        ("Antrean puskesmas", 2),
    ]
    again = exported(client, held)
    assert "Tidak ada yang berubah" in client.get(uploaded(client, held, again)["Location"]).content.decode()
    alone = uploaded(client, held, filled(again, {f"E{row_of(37)}": "Pajak daring", "E5": "Kebijakan"}))
    said = client.get(alone["Location"]).content.decode()
    assert f"Isian!E{row_of(37)}: Layanan yang dinilai tanpa nilai; isi nilainya juga" in said
    assert "Isian!E5: hanya untuk baris layanan yang dipilih (35, 35-2, 35-3)" in said
