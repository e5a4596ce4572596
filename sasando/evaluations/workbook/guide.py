"""The first sheet: whose workbook this is, what to do with it, and what its columns mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sasando.evaluations.models import Stage
from sasando.evaluations.screens.stage_words import origin_label
from sasando.evaluations.workbook.layout import INDEX, Column
from sasando.evaluations.workbook.styles import Styles
from sasando.instruments.queries import parsed
from sasando.organizations.models import Unit
from sasando.scoring.model import ValueKind
from sasando.ui.documents.texts import plain

_MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober"),
    *("November", "Desember"),
)
_WIDTH = 96
_MEANINGS = {
    "number": "nomor indikator menurut instrumen; terkunci",
    "name": "nama indikator; terkunci",
    "criteria": "apa yang diminta tiap tingkat, dalam kalimat kami sendiri; untuk memutuskan, baca teks resminya",
    "before": "nilai yang berlaku dari tahap sebelumnya; terkunci",
    "item": "nama layanan publik yang dipilih untuk baris itu; hanya baris layanan yang dapat diisi",
    "source_agency": "siapa yang menerbitkan nilai yang diambil dari luar",
    "source_date": "tanggal dokumen sumber, ditulis tahun-bulan-hari: 2025-08-17; paling akhir hari ini",
    "source_document": "nama dokumen sumber dan halamannya",
    "fact": "apa yang ada: peraturan, sistem, angka, tanggal",
    "analysis": "mengapa fakta itu memenuhi kriteria tingkat yang dipilih",
    "justification": "alasan asesor",
}


@dataclass(frozen=True, slots=True)
class About:
    """Who and what, in two lines."""

    title: str
    line: str
    sample: bool
    whole_levels: bool

    @classmethod
    def of(cls, stage: Stage, unit: Unit | None, made: datetime) -> About:
        """Of a stage; `made` in the agency's zone."""
        evaluation, agency = stage.evaluation, stage.evaluation.agency
        instrument = parsed(stage.instrument.digest)
        label = f" ({evaluation.label})" if evaluation.label else ""
        parts = [
            origin_label(stage),
            f"tahap {stage.name}",
            unit.name if unit else "",
            f"dibuat {made.day} {_MONTHS[made.month - 1]} {made.year} pukul {made:%H.%M}",
            "DATA CONTOH, bukan data sebenarnya" if agency.sample else "",
        ]
        return cls(
            title=f"{agency.name}: {instrument.short_name} {evaluation.year}{label}",
            line=" · ".join(filter(None, parts)),
            sample=agency.sample,
            whole_levels=instrument.value_kind is ValueKind.INTEGER,
        )


def write_guide(page: Any, about: About, columns: tuple[Column, ...], styles: Styles, *, whole: bool) -> None:
    """Fill the sheet."""
    page.set_column(0, 0, 26)
    page.set_column(1, 1, _WIDTH)
    page.hide_gridlines(2)
    page.write_string(0, 0, plain(about.title), styles.title)
    page.set_row(0, 31)
    page.write_string(1, 0, plain(about.line), styles.line)
    page.set_row(1, 16)
    row = _section(page, 3, "Cara mengisi", _steps(whole=whole), styles)
    page.write_string(row, 0, "Arti kolom", styles.strong)
    for number, column in enumerate((one for one in columns if not one.hidden), start=row + 1):
        page.write_string(number, 0, column.heading, styles.text)
        meaning = _MEANINGS.get(column.name) or _value_meaning(whole_levels=about.whole_levels)
        page.write_string(number, 1, meaning, styles.text)
        page.set_row(number, 16 * _lines(meaning))
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.protect("")


def _steps(*, whole: bool) -> list[str]:
    index = f"Lembar {INDEX} menghitung indeks dari isian di buku ini." if whole else (
        "Indeks tidak dihitung di sini karena buku ini hanya memuat sebagian indikator."
    )  # fmt: skip
    return [
        "Isi lembar Isian pada sel putih. Sel abu-abu terkunci; tidak ada kata sandi.",
        "Sel yang kosong tidak menghapus apa pun di Sasando. Untuk menarik nilai atau menghapus teks, "
        "lakukan di layar isian.",
        "Baris baru di dalam sel: Alt+Enter. Jangan menyalin rumus ke sel isian; tulis angkanya.",
        "Simpan sebagai .xlsx, lalu unggah di halaman Excel evaluasi ini. Sebelum disimpan, semua perubahan "
        "ditampilkan dahulu; isian yang sementara itu diubah orang lain ditampilkan berdampingan.",
        "Fakta dan analisis tanpa nilai disimpan sebagai draf.",
        index,
    ]


def _value_meaning(*, whole_levels: bool) -> str:
    if whole_levels:
        return "tingkat kematangan; pilih dari daftar"
    return (
        "nilai pecahan seperti 3, 1,17, atau 7/6, disertai sumbernya; nilai tidak dihitung dari jumlah bukti"
    )


def _section(page: Any, row: int, heading: str, lines: list[str], styles: Styles) -> int:
    page.write_string(row, 0, heading, styles.strong)
    for number, line in enumerate(lines, start=1):
        page.write_string(row + number, 0, f"{number}.", styles.text)
        page.write_string(row + number, 1, line, styles.text)
        page.set_row(row + number, 16 * _lines(line))
    return row + len(lines) + 2


def _lines(text: str) -> int:
    return -(-len(text) // _WIDTH)
