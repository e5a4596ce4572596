"""The figures of a brief: a workbook of all its tables, and one CSV row for each published value."""

from __future__ import annotations

from datetime import datetime

from sasando.portal.downloads.brief import Brief, Moved, Proved, Reachable
from sasando.portal.downloads.words import made_line, short_source, source_lines
from sasando.ui.documents.sheets import Cell, Column, Sheet, workbook
from sasando.ui.documents.tables import csv_file
from sasando.ui.numbers import span
from sasando.ui.words import text as _

CSV_HEADING = ("year", "measure", "node", "value", "unit", "source", "agency", "made")


def values_file(brief: Brief, made: datetime) -> bytes:
    """The CSV; a year without a figure has a row with an empty value, and its source says where it is missing."""
    return csv_file(
        CSV_HEADING,
        (
            (
                one.year,
                one.measure,
                one.node,
                one.value,
                brief.unit,
                f"{one.source}; {one.note}" if one.note else one.source,
                brief.name,
                made.date().isoformat(),
            )
            for one in brief.printed
        ),
    )


def workbook_file(brief: Brief, made: datetime) -> bytes:
    """The XLSX; `made`: the moment of making, in the agency's zone."""
    title = f"{brief.name}: {brief.measure} {brief.year}"
    sheets = [_standing(brief), _printed(brief)]
    if brief.moved:
        sheets.append(_moved(brief, brief.moved))
    if brief.proved:
        sheets.append(_proved(brief, brief.proved))
    if brief.reachable and brief.reachable.peers:
        sheets.append(_peers(brief, brief.reachable))
    sheets.append(_sources(brief, made))
    dated = [
        Sheet(one.name, one.title, one.columns, one.rows, one.source, (*_head(brief, made), *one.lines), one.bold)
        for one in sheets
    ]  # fmt: skip
    return workbook(title, "Sasando", made, dated)


def _head(brief: Brief, made: datetime) -> tuple[str, ...]:
    """What stands on top of every sheet: whose figures, whether they are real, when they were put together."""
    name = " · ".join(part for part in (brief.name, brief.place) if part)
    marked = (_("Data contoh: instansi ini tidak ada."),) if brief.sample else ()
    return (name, *marked, made_line(made))


def _standing(brief: Brief) -> Sheet:
    rows = [(row.year, row.value, row.target, row.mean, row.predicate, row.why or "") for row in brief.years]
    return Sheet(
        _("Menurut tahun"),
        _("%(measure)s menurut tahun") % {"measure": brief.measure},
        [
            Column(_("Tahun"), 10, "year"),
            Column(brief.measure, 14, "value"),
            Column(_("Target"), 12, "value"),
            Column(_("Rata-rata nasional"), 14, "value"),
            Column(_("Predikat"), 26),
            Column(_("Keterangan"), 34),
        ],
        rows,
        short_source(brief, [row.year for row in brief.years]),
        (brief.lead, *brief.remarks, *brief.warnings),
        frozenset(number for number, row in enumerate(brief.years) if row.year == brief.year),
    )


def _printed(brief: Brief) -> Sheet:
    rows = [
        (one.year, one.measure, one.node, one.name, one.value, "; ".join(filter(None, (one.source, one.note))))
        for one in brief.printed
    ]  # fmt: skip
    return Sheet(
        _("Nilai terbit"),
        _("Setiap nilai yang terbit, seperti tercetak"),
        [
            Column(_("Tahun"), 10, "year"),
            Column(_("Ukuran"), 10),
            Column(_("Kode"), 10),
            Column(_("Nama"), 34),
            Column(_("Nilai"), 10, "exact"),
            Column(_("Sumber"), 70),
        ],
        rows,
        _("Satuan: %(unit)s. Sel nilai yang kosong: tidak ada angkanya, bukan nol.") % {"unit": brief.unit},
    )


def _moved(brief: Brief, moved: Moved) -> Sheet:
    rows: list[tuple[Cell, ...]] = [
        (
            share.name,
            share.weight,
            share.before,
            share.after,
            share.contribution.lower,
            share.contribution.upper,
            share.text,
        )
        for share in moved.shares
    ]
    change = moved.change
    whole = (_("Indeks"), 100, moved.before, moved.after, change.lower, change.upper, moved.change_text)
    return Sheet(
        _("Andil domain"),
        _("Andil tiap domain, %(first)s ke %(second)s") % {"first": moved.first, "second": moved.second},
        [
            Column(_("Domain"), 30),
            Column(_("Bobot (%)"), 10, "percent"),
            Column(str(moved.first), 10, "value"),
            Column(str(moved.second), 10, "value"),
            Column(_("Andil paling rendah (poin)"), 16, "points"),
            Column(_("Andil paling tinggi (poin)"), 16, "points"),
            Column(_("Andil, ditulis"), 34),
        ],
        [*rows, whole],
        short_source(brief, (moved.first, moved.second)),
        (moved.lead, moved.note),
        frozenset({len(rows)}),
    )


def _proved(brief: Brief, proved: Proved) -> Sheet:
    return Sheet(
        _("Batas tingkat"),
        _("Berapa indikator paling tinggi di tingkat itu: paling sedikit–paling banyak"),
        [
            Column(_("Kelompok"), 50),
            Column(_("Indikator"), 12, "count"),
            *(Column(_("tingkat ≤ %(level)s") % {"level": level}, 13, "range") for level in proved.levels),
        ],
        [
            (row.name, row.indicators, *(span(str(low), str(high)) for low, high in row.bounds))
            for row in proved.rows
        ],
        short_source(brief, (brief.year,)),
        (proved.lead, proved.remark, proved.exact, *(f"{part.heading}. {part.proof}" for part in proved.parts)),
    )  # fmt: skip


def _peers(brief: Brief, found: Reachable) -> Sheet:
    first, second = found.years or (found.start_year, found.by)
    ranked = sorted(found.peers, key=lambda peer: (-peer.gain, peer.name))
    return Sheet(
        _("Yang sebanding"),
        _("Kenaikan yang sebanding, %(first)s ke %(second)s") % {"first": first, "second": second},
        [
            Column(_("Instansi"), 44),
            Column(str(first), 10, "value"),
            Column(str(second), 10, "value"),
            Column(_("Kenaikan"), 12, "gain"),
        ],
        [(peer.name, peer.start, peer.end, peer.gain) for peer in ranked],
        short_source(brief, (first, second)),
        tuple(text for text in (found.lead, found.sentence, found.made, found.origin, found.rule) if text),
        frozenset(number for number, peer in enumerate(ranked) if found.gain and peer.gain >= found.gain),
    )


def _sources(brief: Brief, made: datetime) -> Sheet:
    rows: list[tuple[Cell, ...]] = [(_("Sumber"), text) for text in source_lines(brief)]
    rows += [(_("Catatan"), note) for note in brief.notes]
    return Sheet(
        _("Sumber dan catatan"),
        _("Sumber dan catatan"),
        [Column(_("Jenis"), 12), Column(_("Isi"), 110)],
        rows,
        made_line(made),
    )
