"""The sheet for the regional secretary and the summary: one page and two, whatever there is to say."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from sasando.evaluations.actions.assigning import assign
from sasando.evaluations.actions.disclosing import disclose
from sasando.evaluations.actions.importing import Drafted, take_workbook
from sasando.evaluations.actions.judging import judge
from sasando.evaluations.actions.noting import note_aspect
from sasando.evaluations.actions.opening import open_stage, record_absence, schedule
from sasando.evaluations.actions.sealing import reopen, seal
from sasando.evaluations.actions.verifying import verify
from sasando.evaluations.entered import Entered
from sasando.evaluations.models import Stage, Verification
from sasando.evaluations.reports.facts import Head, Move, Waiting
from sasando.evaluations.reports.gather import gather
from sasando.evaluations.reports.kinds import Making
from sasando.evaluations.reports.sheet import Sheet, sheet
from sasando.evaluations.reports.sheet_files import sheet_pdf
from sasando.evaluations.reports.testing import all_stages, facts_of, fresh, made
from sasando.evaluations.testing import Team, fill, levels, opened, revisions
from sasando.evaluations.testing import stage as stage_of
from sasando.organizations.testing import person, unit

pytestmark = pytest.mark.django_db
MAKING = Making(datetime(2026, 3, 2, 9, 0, tzinfo=UTC), Head(7, "ab" * 32), None)


def said(stage: Stage) -> Sheet:
    return sheet(facts_of(stage), MAKING)


def worst(people: Team) -> Stage:
    """Forty units with long names, all late; twelve people with long names; long notes, letters and a label."""
    stage = opened(people, kind="resmi")
    for number in range(1, 41):
        long = f"Dinas Pengendalian Penduduk, Keluarga Berencana, dan Perlindungan Anak Nomor {number}"
        held = unit(people.agency, f"U{number}", long)
        assign(people.coordinator, stage, [f"I{number}"], unit=held, due=date.today() - timedelta(days=9))
    for number in range(12):
        worker = person(f"Maria Magdalena Yohana Tapatab-Radja Pono {number}", people.agency, "entry")
        fill(worker, stage, {f"I{41 - number}": 2}, fact="ada bukti " * 200)
    for number in range(1, 9):
        note_aspect(people.assessor, stage, f"A{number}", 0, "kuat sekali " * 150, "lemah sekali " * 150)
    schedule(people.coordinator, stage, date.today() + timedelta(days=9), "Surat Deputi Nomor B/1 " * 8)
    return stage


def text_of(content: bytes, folder: Path) -> tuple[str, int]:
    """The text of a PDF and how many pages it has."""
    path = folder / "lembar.pdf"
    path.write_bytes(content)
    printed = subprocess.run(
        ["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True
    ).stdout
    return printed, printed.count("\f")


def test_sheet_tells_index_last_result_target_and_how_far_it_is(people: Team) -> None:
    stage = opened(people, year=2022)
    fill(people.entry, stage, levels(47, 2))
    found = said(stage)
    assert found.lead == "Indeks SPBE 2022 kini 2,00, predikat Cukup."
    assert [(one.name, one.value, one.note) for one in found.figures] == [
        ("Kini: Simulasi", "2,00", "Cukup"),
        ("Hasil resmi 2022", "1,85", "predikat tidak tercetak"),
        ("Target (2022)", "3,86", "kurang 1,86"),
    ]
    assert "bukan hasil resmi" in found.caution


def test_target_and_result_of_another_instrument_are_not_compared(people: Team) -> None:
    stage = opened(people, "pemdi-2026", 2026)
    _now, official, target = said(stage).figures
    assert official.note == "SPBE, instrumen lain"
    assert target.note == "dalam SPBE; harus dikonversi"


def test_long_lists_end_with_how_many_more_there_are(people: Team) -> None:
    found = said(worst(people))
    assert len(found.late.lines) == 8
    assert found.late.lines[-1] == "dan 22 perangkat daerah lagi"
    assert found.late.lead == "29 isian di 29 perangkat daerah melewati tenggat."
    assert found.moved.lines[-1] == "dan 7 orang lagi"


def test_late_work_of_nobody_is_told_as_such(people: Team) -> None:
    stage = opened(people)
    schedule(people.coordinator, stage, date.today() - timedelta(days=3), "Surat 1")
    found = said(stage).late
    assert found.lead == "47 isian di 1 pihak melewati tenggat."
    assert found.lines[0].startswith("Belum ditugaskan: 47 indikator (1, 2, 3, 4, dan 43 lagi), sejak ")


def test_sheet_says_so_where_nothing_is_late_moved_or_scheduled(people: Team) -> None:
    found = said(opened(people))
    assert found.lead == "Indeks SPBE 2025 kini di antara 1,00 dan 5,00: 47 dari 47 indikator belum bernilai."
    assert found.late.lead == "Tidak ada yang melewati tenggat."
    assert found.coming.lead == "Belum ada jadwal yang dicatat."


def test_sheet_of_who_does_not_take_part_gives_the_reason(people: Team) -> None:
    stage = opened(people)
    record_absence(people.coordinator, stage.evaluation, "belum siap")
    assert said(stage).lead == "Kab. Kupang tidak mengikuti SPBE 2025: belum siap."


def test_sealed_stage_waits_for_nothing_and_names_its_seal(people: Team) -> None:
    stage = opened(people)
    fill(people.entry, stage, levels(47, 2))
    kept = seal(people.responsible, stage)
    assert f"disegel (nomor 1, sidik {kept.digest[:4]}" in said(stage).waiting.lead
    assert said(stage).waiting.lines == ("Penilaian Dokumen belum dibuka: koordinator",)


def test_last_sealed_stage_waits_for_nothing(people: Team) -> None:
    stage = opened(people, track="pemantauan")
    fill(people.entry, stage, levels(47, 2))
    seal(people.responsible, stage)
    last = stage_of(str(stage.evaluation_id), "dokumen")
    open_stage(people.coordinator, last)
    assert said(stage).waiting.lead.endswith("tidak ada yang menunggu.")
    seal(people.coordinator, last)
    held = said(stage_of(str(stage.evaluation_id), "dokumen")).waiting
    assert (held.lead[-24:], held.lines) == ("tidak ada yang menunggu.", ())


def test_sheet_names_who_moved_an_indicator(people: Team) -> None:
    stage = opened(people)
    fill(people.entry, stage, levels(47, 2))
    filled = timezone.now()
    fill(people.assessor, stage, {"I42": 4})
    lines = sheet(gather(fresh(stage), all_stages(stage), filled + timedelta(days=7)), MAKING).moved.lines
    assert lines[0].endswith(f"2 → 4 (+0,06), oleh {people.assessor.name}")


def test_values_and_drafts_of_a_workbook_count_for_whoever_brought_it(people: Team) -> None:
    stage = opened(people)
    entered = [Entered(f"I{number}", 0, Fraction(2)) for number in (1, 2, 3)]
    take_workbook(people.entry, stage, entered, [Drafted("I4", 0, 'baru "workbook": draf', "")], "ab" * 32)
    moved = said(stage).moved
    assert moved.lead.endswith(": 3 nilai baru.")
    assert moved.lines[0] == f"{people.entry.name}: 3 nilai, 1 draf"


def test_first_outside_value_moves_the_index_from_what_blank_counts_as(people: Team) -> None:
    stage = opened(people, "pemdi-2026", 2026)
    value = Entered(
        "I6",
        0,
        Fraction(5, 2),
        source_agency="BIG",
        source_date=date(2026, 2, 1),
        source_document="Surat 4",
    )
    judge(people.entry, stage, [value])
    (move,) = facts_of(stage).week.moves
    weight = facts_of(stage).indicators[5].weight
    assert move.points == Fraction(3, 2) * weight / 100
    moved = said(stage).moved
    assert ": 1 nilai baru; indeks +" in moved.lead
    assert ": kosong, dihitung 1,00 → 2,50 (+" in moved.lines[0]
    assert moved.lines[0].endswith(f", oleh {people.entry.name}")


def test_result_newer_than_the_public_one_waits_for_a_decision(people: Team) -> None:
    stage = opened(people)
    fill(people.entry, stage, levels(47, 2))
    first = seal(people.responsible, stage)
    assert not any("diumumkan" in line for line in said(stage).waiting.lines)
    disclose(people.coordinator, first, "index", "Surat 1")
    assert not any("diumumkan" in line for line in said(stage).waiting.lines)
    reopen(people.coordinator, stage, "angka indikator 3 salah")
    fill(people.entry, stage, {"I3": 3})
    assert not any("diumumkan" in line for line in said(stage).waiting.lines)
    second = seal(people.responsible, stage)
    assert said(stage).waiting.lines[-1] == (
        "segel 2 Penilaian Mandiri belum diumumkan, yang terbuka untuk umum masih"
        " segel 1 Penilaian Mandiri: koordinator"
    )
    disclose(people.coordinator, second, "index", "Surat 2")
    later = stage_of(str(stage.evaluation_id), "dokumen")
    open_stage(people.coordinator, later)
    fill(people.coordinator, later, {"I3": 2})
    seal(people.coordinator, later)
    assert said(later).waiting.lines[-1].startswith("segel 1 Penilaian Dokumen belum diumumkan, yang terbuka")


def test_sheet_of_many_moves_by_people_with_long_names_is_one_page(people: Team, tmp_path: Path) -> None:
    facts = facts_of(worst(people))
    names = tuple(f"Maria Magdalena Yohana Tapatab-Radja Pono {number}" for number in range(3))
    moves = [
        Move(one.number, one.name, Fraction(1), Fraction(2), Fraction(3, 100), names)
        for one in facts.indicators
    ]
    public = (
        "segel 12 Penilaian Dokumen belum diumumkan, yang terbuka untuk umum masih segel 11 Penilaian Mandiri"
    )
    decision = Waiting(public, "koordinator", ())
    week = replace(facts.week, moves=tuple(moves))
    full = replace(facts, week=week, waiting=(*facts.waiting, decision))
    assert public in sheet(full, MAKING).waiting.lines[-1]
    assert "dan 2 orang lagi" in sheet(full, MAKING).moved.lines[0]
    assert text_of(sheet_pdf(full, MAKING), tmp_path)[1] == 1


@pytest.mark.parametrize("case", ["empty", "worst"])
def test_paper_is_one_page_for_the_sheet_and_two_for_the_summary(
    people: Team, tmp_path: Path, case: str
) -> None:
    stage = worst(people) if case == "worst" else opened(people, kind="resmi")
    text, pages = text_of(made(stage, "lembar-sekda.pdf"), tmp_path)
    assert pages == 1
    for part in (
        "Bergerak minggu ini",
        "Terlambat",
        "Menunggu keputusan",
        "Tanggal berikutnya",
        "kepala jurnal",
    ):
        assert part in text
    assert "bukan hasil resmi" in text
    text, pages = text_of(made(stage, "ringkasan.pdf"), tmp_path)
    assert pages == 2
    assert "2/2" in text.replace(" ", "")
    assert made(stage, "lembar-sekda.png").startswith(b"\x89PNG")


def test_slide_is_one_with_a_native_chart_and_says_it_is_a_simulation(people: Team) -> None:
    from pptx import Presentation

    stage = opened(people)
    fill(people.entry, stage, levels(47, 1, I36=3))
    deck: Any = Presentation(BytesIO(made(stage, "lembar-sekda.pptx")))
    (slide,) = deck.slides
    (chart,) = [shape.chart for shape in slide.shapes if shape.has_chart]
    names = list(chart.plots[0].categories)
    assert names[0] == "Awal\n1,00"
    assert names[-1] == "Kini\n1,06"  # 1 + 2 · 2.75 / 100 = 1.055, half up
    said_there = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    assert "Simulasi" in said_there
    assert "Kabupaten Kupang" in said_there


def test_slide_says_what_waits_in_whole_lines_and_leaves_the_numbers_to_the_paper(
    people: Team, tmp_path: Path
) -> None:
    from pptx import Presentation

    stage = opened(people)
    fill(people.entry, stage, levels(30, 2))
    asked = {code: revision for code, revision in revisions(stage).items() if revision}
    verify(people.assessor, stage, asked, verdict=Verification.Verdict.RETURNED, note="bukti belum cukup")
    deck: Any = Presentation(BytesIO(made(stage, "lembar-sekda.pptx")))
    said = "\n".join(shape.text_frame.text for shape in deck.slides[0].shapes if shape.has_text_frame)
    assert "30 indikator dikembalikan, menunggu perbaikan: pelaksana entri data" in said.split("\n")
    assert "…" not in said
    text, _pages = text_of(made(stage, "lembar-sekda.pdf"), tmp_path)
    assert "(1, 2, 3, 4, 5, 6, 7, dan 23 lagi)" in " ".join(text.split())


def test_full_report_says_every_indicator_with_its_texts_and_the_history_of_seals(
    people: Team, tmp_path: Path
) -> None:
    stage = opened(people)
    fill(people.entry, stage, levels(47, 2), fact="Perbup ditetapkan\nbaris kedua")
    note_aspect(people.assessor, stage, "A1", 0, "kebijakan lengkap", "reviu belum")
    kept = seal(people.responsible, stage)
    text, _pages = text_of(made(stage, "laporan.pdf"), tmp_path)
    for part in (
        "Kabupaten Kupang", "Perbup ditetapkan", "baris kedua", "47. Tingkat Kematangan", "Nilai 2 (Terkelola)",
        "kebijakan lengkap", "reviu belum", kept.digest[:4], "Riwayat segel", "Dibanding bila semua bernilai 1,00",
    ):  # fmt: skip
        assert part in text
    assert text.count("Perbup ditetapkan") == 47
