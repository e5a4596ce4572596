"""Writes our DOCX templates of reports into the package. Run it after changing one here; the files are committed.

.venv/bin/python scripts/report_templates.py
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from sasando.ui.documents import palette

FORMS = Path(__file__).parents[1] / "sasando" / "evaluations" / "reports" / "forms"
FONT = "Arial"
WIDTH = 16.5  # centimetres between the margins of A4
Rows = Sequence[tuple[str, str]]


def fresh(title: str, size: float = 11) -> Any:
    """An empty document on A4 with our styles, in Indonesian."""
    document: Any = Document()
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(2.5), Cm(2)
        section.top_margin = section.bottom_margin = Cm(2)
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3"):
        style = document.styles[name]
        style.font.name, style.font.color.rgb = FONT, RGBColor.from_string(palette.INK.upper())
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), FONT)
    normal = document.styles["Normal"]
    normal.font.size, normal.paragraph_format.space_after = Pt(size), Pt(6)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "id-ID")
    normal.element.get_or_add_rPr().append(language)
    for name, points in (("Heading 1", 15), ("Heading 2", 12.5), ("Heading 3", 11)):
        document.styles[name].font.size, document.styles[name].font.bold = Pt(points), True
    about = document.core_properties
    about.author, about.title, about.language, about.comments = "Sasando", title, "id-ID", ""
    about.created = about.modified = datetime(2025, 1, 1, tzinfo=UTC)
    return document


def line(document: Any, text: str, *, bold: bool = False, centre: bool = False, size: float = 0) -> Any:
    """A paragraph."""
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.bold = bold
    if size:
        run.font.size = Pt(size)
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def tag(document: Any, text: str) -> None:
    """A paragraph that holds nothing but a command, and is gone in the document."""
    document.add_paragraph(text)


def pairs(document: Any, rows: Rows, first: float = 5.5) -> None:
    """A table of two columns: what, and how much."""
    table = gridded(document, 0, (first, WIDTH - first))
    for name, value in rows:
        cells = table.add_row().cells
        fill(cells[0], name, first, bold=True)
        fill(cells[1], value, WIDTH - first)


def gridded(document: Any, rows: int, widths: Sequence[float]) -> Any:
    """A table with lines whose columns keep their widths, in centimetres."""
    table = document.add_table(rows=rows, cols=len(widths))
    table.style, table.autofit = "Table Grid", False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    return table


def listing(document: Any, loop: str, columns: Sequence[tuple[str, str, float]], height: float = 0) -> None:
    """A table with a row for each item of a list: heading, value and width in centimetres of each column."""
    table = gridded(document, 1, [width for _title, _value, width in columns])
    heading = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(heading)
    for cell, (title, _value, width) in zip(table.rows[0].cells, columns, strict=True):
        fill(cell, title, width, bold=True)
    fill(table.add_row().cells[0], f"{{%tr for {loop} %}}", columns[0][2])
    row = table.add_row()
    keep = OxmlElement("w:cantSplit")
    row._tr.get_or_add_trPr().append(keep)
    if height:
        row.height = Cm(height)
    for cell, (_title, value, width) in zip(row.cells, columns, strict=True):
        fill(cell, value, width)
    fill(table.add_row().cells[0], "{%tr endfor %}", columns[0][2])


def fill(cell: Any, text: str, width: float, *, bold: bool = False) -> None:
    """One cell, small and tight."""
    cell.width = Cm(width)
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(9.5)


def marks(document: Any) -> None:
    """What stands above everything where it applies: sample data, a draft."""
    tag(document, "{%p if data_contoh %}")
    line(document, "{{ data_contoh }}", bold=True, centre=True)
    tag(document, "{%p endif %}")
    tag(document, "{%p if konsep %}")
    line(document, "{{ konsep }}", bold=True, centre=True)
    tag(document, "{%p endif %}")


def result(document: Any) -> None:
    """The figures of a letter, with what they can be checked against."""
    pairs(
        document,
        [
            ("Indeks", "{{ indeks }} ({{ sebutan }})"),
            ("Indeks tepat", "{{ indeks_tepat }}"),
            ("Predikat", "{{ predikat_kalimat }}"),
            (
                "Indikator bernilai",
                "{{ jumlah_bernilai }} dari {{ jumlah_indikator }}; belum: {{ belum_bernilai }}",
            ),
            ("Nilai anggapan", "{{ nilai_anggapan }}"),
            ("Segel", "{{ segel_kalimat }}"),
            ("Sidik segel", "{{ segel_sidik_pendek }} (lengkap: {{ segel_sidik }})"),
            ("Kepala jurnal", "butir {{ jurnal_butir }}: {{ jurnal_sidik }}"),
        ],
        first=4.2,
    )
    document.add_paragraph().paragraph_format.space_after = Pt(0)
    line(document, "{{ sebutan_kalimat }}")


def signature(document: Any, heading: str, name: str) -> None:
    """Room for one signature."""
    paragraph = line(document, heading)
    paragraph.paragraph_format.keep_with_next = True
    for _empty in range(2):
        document.add_paragraph().paragraph_format.keep_with_next = True
    line(document, name, bold=True).paragraph_format.keep_with_next = True
    line(document, "NIP ........................................")


def minutes() -> Any:
    """Berita acara of the self-assessment."""
    document = fresh("Berita Acara Penilaian Mandiri", 10.5)
    marks(document)
    line(document, "BERITA ACARA PENILAIAN MANDIRI", bold=True, centre=True, size=13)
    line(document, "{{ instrumen_nama }} Tahun {{ tahun }}", bold=True, centre=True)
    line(document, "{{ instansi }}", bold=True, centre=True)
    line(document, "Nomor: ........................................", centre=True)
    line(
        document,
        "Pada hari ini, .................., tanggal .................., bulan .................., tahun"
        " .................., telah diselesaikan penilaian mandiri {{ instrumen_nama }} Tahun {{ tahun }} pada"
        " {{ instansi }} berdasarkan {{ hukum }} (jenis: {{ jenis }}, jalur: {{ jalur }}), dengan hasil:",
    )
    result(document)
    listing(
        document,
        "b in bagian",
        [
            ("Bagian", "{{ b.jenis }} {{ b.nomor }}", 3),
            ("Nama", "{{ b.nama }}", 8.5),
            ("Bobot", "{{ b.bobot }}", 2.5),
            ("Nilai", "{{ b.nilai }}", 2.5),
        ],
    )
    document.add_paragraph()
    line(
        document,
        "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.",
    )
    listing(
        document,
        "p in penandatangan",
        [
            ("Selaku", "{{ p.peran }}", 3.5),
            ("Nama", "{{ p.nama }}", 5),
            ("NIP", "", 4),
            ("Tanda tangan", "", 4),
        ],
        height=1.3,
    )
    return document


def consent() -> Any:
    """Consent to publish."""
    document = fresh("Pernyataan Persetujuan Publikasi")
    marks(document)
    line(document, "PERNYATAAN PERSETUJUAN PUBLIKASI", bold=True, centre=True, size=13)
    line(document, "Hasil {{ instrumen_nama }} Tahun {{ tahun }}", bold=True, centre=True)
    line(document, "{{ instansi }}", bold=True, centre=True)
    line(document, "Nomor: ........................................", centre=True)
    line(document, "Yang bertanda tangan di bawah ini:")
    pairs(
        document,
        [
            ("Nama", "{{ koordinator }}"),
            ("Jabatan", "Koordinator {{ instrumen }}"),
            ("Instansi", "{{ instansi }}"),
        ],
        first=4.2,
    )
    document.add_paragraph().paragraph_format.space_after = Pt(0)
    line(
        document,
        "dengan ini menyatakan MENYETUJUI / TIDAK MENYETUJUI *) publikasi hasil {{ tahap }} {{ instrumen }}"
        " Tahun {{ tahun }} yang disegel sebagai berikut:",
    )
    result(document)
    line(document, "Hasil dibuka sampai:")
    for depth in ("indeks dan predikat", "nilai tiap domain dan aspek", "nilai tiap indikator"):
        line(document, f"☐  {depth}")
    line(document, "Pernyataan ini dapat ditarik sewaktu-waktu; yang sudah dibuka kemudian ditutup kembali.")
    line(document, "........................................, ........................................")
    signature(document, "Koordinator,", "{{ koordinator }}")
    line(document, "*) coret yang tidak perlu", size=9)
    return document


def report() -> Any:
    """The whole report."""
    document = fresh("Laporan", 10.5)
    _cover(document)
    document.add_heading("1. Indeks dan penjelasannya", 1)
    line(document, "{{ sebutan_kalimat }}", bold=True)
    result_of_report(document)
    line(document, "{{ penjelasan_kalimat }}")
    line(document, "{{ grafik }}")
    listing(
        document,
        "p in penjelasan",
        [
            ("No.", "{{ p.nomor }}", 1.2),
            ("Nama", "{{ p.nama }}", 7.9),
            ("Sebelum", "{{ p.sebelum }}", 2.4),
            ("Sesudah", "{{ p.sesudah }}", 2.4),
            ("Andil (poin)", "{{ p.andil }}", 2.6),
        ],
    )
    document.add_heading("2. Domain dan aspek", 1)
    listing(
        document,
        "b in bagian",
        [
            ("Bagian", "{{ b.jenis }} {{ b.nomor }}", 3),
            ("Nama", "{{ b.nama }}", 8.5),
            ("Bobot", "{{ b.bobot }}", 2.5),
            ("Nilai", "{{ b.nilai }}", 2.5),
        ],
    )
    _indicators(document)
    _rest(document)
    return document


def _cover(document: Any) -> None:
    marks(document)
    for _empty in range(5):
        document.add_paragraph()
    line(document, "{{ instansi }}", bold=True, size=26)
    line(document, "Laporan {{ tahap }}", size=18)
    line(document, "{{ instrumen_nama }} Tahun {{ tahun }} {{ nama_evaluasi }}", size=14)
    line(document, "Indeks {{ indeks }}", bold=True, size=30)
    line(document, "{{ predikat }}", size=16)
    line(document, "{{ sebutan }}", bold=True, size=12)
    line(document, "{{ sebutan_kalimat }}")
    line(document, "Dasar: {{ hukum }} (instrumen versi {{ versi_instrumen }}).")
    line(document, "Dibuat {{ tanggal }}; kepala jurnal butir {{ jurnal_butir }}: {{ jurnal_sidik }}", size=9)
    document.add_section(WD_SECTION.NEW_PAGE)
    footer = document.sections[0].footer.paragraphs[0]
    run = footer.add_run("{{ instansi }} · {{ instrumen }} {{ tahun }} · {{ tahap }} · {{ sebutan }}")
    run.font.size = Pt(8.5)


def result_of_report(document: Any) -> None:
    """The index with everything around it."""
    pairs(
        document,
        [
            ("Indeks", "{{ indeks }} ({{ sebutan }}); tepat: {{ indeks_tepat }}"),
            ("Predikat", "{{ predikat_kalimat }}"),
            (
                "Indikator bernilai",
                "{{ jumlah_bernilai }} dari {{ jumlah_indikator }}; belum: {{ belum_bernilai }}",
            ),
            ("Nilai anggapan", "{{ nilai_anggapan }}"),
            ("Hasil resmi terakhir", "{{ hasil_resmi_terakhir }}"),
            ("Target", "{{ target }}"),
            ("Segel", "{{ segel_kalimat }}; sidik {{ segel_sidik_pendek }}"),
        ],
        first=4.2,
    )
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _indicators(document: Any) -> None:
    document.add_heading("3. Penilaian tiap indikator", 1)
    tag(document, "{%p for i in indikator %}")
    document.add_heading("{{ i.nomor }}. {{ i.nama }}", 3)
    line(
        document,
        "Nilai {{ i.nilai }}{% if i.tingkat %} ({{ i.tingkat }}){% endif %}, bobot {{ i.bobot }}"
        "{% if i.tahap %}, menurut {{ i.tahap }}{% endif %}",
        bold=True,
    ).paragraph_format.keep_with_next = True
    tag(document, "{%p if i.layanan %}")
    line(document, "Yang dinilai: {{ i.layanan }}")
    tag(document, "{%p endif %}")
    for name, field in (("Fakta", "fakta"), ("Analisis", "analisis")):
        paragraph = line(document, f"{name}: ", bold=True)
        paragraph.add_run(f"{{{{ i.{field} }}}}")
    for name, field in (("Justifikasi", "justifikasi"), ("Sumber", "sumber")):
        tag(document, f"{{%p if i.{field} %}}")
        paragraph = line(document, f"{name}: ", bold=True)
        paragraph.add_run(f"{{{{ i.{field} }}}}")
        tag(document, "{%p endif %}")
    tag(document, "{%p endfor %}")


def _rest(document: Any) -> None:
    document.add_heading("4. Kekuatan dan kelemahan tiap aspek", 1)
    tag(document, "{%p for c in catatan %}")
    document.add_heading("{{ c.aspek }} ({{ c.tahap }})", 3)
    for name, field in (("Kekuatan", "kekuatan"), ("Kelemahan", "kelemahan")):
        line(document, f"{name}: ", bold=True).add_run(f"{{{{ c.{field} }}}}")
    tag(document, "{%p else %}")
    line(document, "Belum ada yang ditulis.")
    tag(document, "{%p endfor %}")
    tag(document, "{%p if pertanyaan %}")
    document.add_heading("5. Pertanyaan umum", 1)
    tag(document, "{%p endif %}")
    tag(document, "{%p for t in pertanyaan %}")
    line(document, "{{ t.pertanyaan }}: ", bold=True).add_run("{{ t.jawaban }}")
    tag(document, "{%p endfor %}")
    document.add_heading("Riwayat segel", 1)
    tag(document, "{%p if not riwayat_segel %}")
    line(document, "Belum ada segel.")
    tag(document, "{%p endif %}")
    listing(
        document,
        "s in riwayat_segel",
        [
            ("Tahap", "{{ s.tahap }}", 2.9),
            ("No.", "{{ s.nomor }}", 1),
            ("Waktu dan oleh", "{{ s.waktu }}, {{ s.oleh }}", 4.3),
            ("Indeks", "{{ s.indeks }} {{ s.predikat }}", 2.2),
            ("Sidik", "{{ s.sidik_pendek }}", 2.8),
            ("Keterangan", "{{ s.keterangan }}", 3.3),
        ],
    )


def main() -> None:
    """Write them all."""
    FORMS.mkdir(exist_ok=True)
    for name, document in (
        ("berita-acara", minutes()),
        ("persetujuan-publikasi", consent()),
        ("laporan", report()),
    ):
        document.save(FORMS / f"{name}.docx")


if __name__ == "__main__":
    main()
