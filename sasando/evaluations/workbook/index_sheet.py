"""The sheet that recomputes the index from the cells, in whole numbers only, so that its half-ups agree with ours.

A value is read from its cell as numerator over denominator ("1,17", "7/6", 3); all are brought to one
denominator, weights are whole numbers, and what is shown is the whole number of hundredths
QUOTIENT(200·T + N, 2·N) over 100. Whole numbers are exact up to 2^53; beyond `MOST` the sheet says so instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sasando.evaluations.queries import Worksheet
from sasando.evaluations.workbook.guide import About
from sasando.evaluations.workbook.index_figures import Figures, band_name, figures
from sasando.evaluations.workbook.layout import ENTRY, HEAD_ROW, Column, letter, place
from sasando.evaluations.workbook.styles import Styles
from sasando.scoring.model import Instrument, Node, ValueKind
from sasando.scoring.plan import Plan
from sasando.ui.documents.texts import plain

MOST = 10**14
_NAME_FITS = 56  # characters of an indicator's name on one line
_TOP = 8  # rows above the table of parts
_HEADS = ("Nomor", "Indikator", "Bobot", "Pembilang", "Penyebut", "Terisi", "Hasil", "Terendah", "Tertinggi")
_PART_HEADS = ("Bagian", "Nama", "Nilai", "Kosong")
_NODE_KINDS = {"domain": "Domain", "aspect": "Aspek", "indicator": "Indikator"}


@dataclass(frozen=True, slots=True)
class _Rows:
    """Where the leaf rows stand, counted from 1 as formulas count, and the cell of the common denominator."""

    first: int
    common: str

    def span(self, column: str, first: int, end: int) -> str:
        return f"${column}${self.first + first}:${column}${self.first + end - 1}"


def write_index(
    page: Any, sheet: Worksheet, about: About, columns: tuple[Column, ...], styles: Styles
) -> None:
    """Fill the sheet. The entry sheet must hold every rated node, in the instrument's order."""
    held = figures(sheet)
    parts = [
        (position, node)
        for position, node in enumerate(held.plan.nodes)
        if position and node.children and node.kind in _NODE_KINDS
    ]
    rows = _Rows(first=_TOP + len(parts) + 5, common="$H$5")
    for position, width in enumerate((12, 58, 12, 12, 12, 14, 16, 14, 14)):
        page.set_column(position, position, width)
    page.write_string(0, 0, plain(f"Indeks dari isian di buku kerja ini. {about.title}"), styles.title)
    page.write_string(1, 0, plain(about.line), styles.line)
    _write_top(page, sheet, held, rows, styles)
    _write_parts(page, held, parts, rows, styles)
    _write_leaves(page, sheet.instrument, held, columns, rows, styles)
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _write_top(page: Any, sheet: Worksheet, held: Figures, rows: _Rows, styles: Styles) -> None:
    count = len(held.plan.leaves)
    page.set_row(0, 31)
    how = "Dihitung dengan bilangan bulat; dibulatkan setengah ke atas hanya saat ditampilkan."
    page.write_string(6, 0, how, styles.line)
    for row, name in enumerate(("Indeks", "Predikat", "Rentang"), start=2):
        page.write_string(row, 0, name, styles.strong)
    for row, name in enumerate(("Kosong", "Penyebut sama", "Jumlah hasil"), start=3):
        page.write_string(row, 6, name, styles.line)
    filled, below, result = (rows.span(column, 0, count) for column in "FEG")
    missing = count - sum(held.filled)
    page.write_formula(3, 7, f"={count}-SUM({filled})", styles.whole, missing)
    page.write_formula(4, 7, f"=IFERROR(LCM({below}),{10 * MOST})", styles.whole, held.common)
    page.write_formula(5, 7, f"=SUM({result})", styles.whole, sum(held.results))
    index, predicate, bounds = _top_formulas(sheet, held.plan, rows)
    page.write_formula(2, 1, index, styles.shown_big, _kept(held.index))
    page.write_formula(3, 1, predicate, styles.given, held.predicate)
    page.write_formula(4, 1, bounds, styles.given, held.bounds)


def _kept(shown: str) -> str | float:
    """What a file holds beside a formula: a number where it is one. Only for showing; nothing is computed from it."""
    return float(shown) if shown.replace(".", "").isdecimal() else shown


def _top_formulas(sheet: Worksheet, plan: Plan, rows: _Rows) -> tuple[str, str, str]:
    """Index, predicate, bounds."""
    low, high = (rows.span(column, 0, len(plan.leaves)) for column in "HI")
    whole = plan.denominators[0]
    total, scale = "$H$6", f"({whole}*{rows.common})"
    fine = f"200*SUM({high})+{whole}*{rows.common}<={MOST}"
    shown = f"{_hundredths(total, scale)}/100"
    gaps = f'IF($H$4>0,"belum lengkap: "&$H$4&" kosong",{shown})'
    named = _predicate(sheet.instrument, total, scale, sheet.evaluation.predicate_reading)
    edges = [_comma(_hundredths(f"SUM({one})", scale)) for one in (low, high)]
    return (
        f'=IF(NOT({fine}),"terlalu rinci untuk lembar ini; lihat aplikasi",{gaps})',
        f'=IF(OR(NOT({fine}),$H$4>0),"",{named})',
        f'=IF(NOT({fine}),"",{edges[0]}&" sampai "&{edges[1]})',
    )


def _hundredths(total: str, scale: str) -> str:
    """Half up to whole hundredths: QUOTIENT(200·T + N, 2·N)."""
    return f"QUOTIENT(200*{total}+{scale},2*{scale})"


def _comma(hundredths: str) -> str:
    """Hundredths as text with a comma, whatever the language of the program."""
    return f'QUOTIENT({hundredths},100)&","&RIGHT("0"&MOD({hundredths},100),2)'


def _predicate(instrument: Instrument, total: str, scale: str, reading: str) -> str:
    """Nested IFs from the highest band down: T/N ≥ p/q as q·T ≥ p·N."""
    if reading == "rounded":
        total, scale = _hundredths(total, scale), "100"
    bands = sorted(instrument.bands, key=lambda band: band.low)
    formula = f'"{band_name(bands[0].name, bands[0].also)}"'
    for band in bands[1:]:
        mark = ">=" if band.low_inclusive else ">"
        test = f"{band.low.denominator}*{total}{mark}{band.low.numerator}*{scale}"
        formula = f'IF({test},"{band_name(band.name, band.also)}",{formula})'
    return formula


def _write_parts(
    page: Any, held: Figures, parts: list[tuple[int, Node]], rows: _Rows, styles: Styles
) -> None:
    plan = held.plan
    for position, heading in enumerate(_PART_HEADS):
        page.write_string(_TOP, position, heading, styles.heading)
    for row, (position, node) in enumerate(parts, start=_TOP + 1):
        first, end = plan.spans[position]
        total = f"SUM({rows.span('G', first, end)})"
        shown = _hundredths(total, f"({plan.denominators[position]}*{rows.common})")
        value, missing = held.part(position)
        page.write_string(row, 0, f"{_NODE_KINDS[node.kind]} {node.number}", styles.given)
        page.write_string(row, 1, node.name, styles.given)
        page.write_formula(row, 2, f'=IF(D{row + 1}>0,"",{shown}/100)', styles.shown, _kept(value))
        formula = f"={end - first}-SUM({rows.span('F', first, end)})"
        page.write_formula(row, 3, formula, styles.whole, missing)


def _write_leaves(
    page: Any,
    instrument: Instrument,
    held: Figures,
    columns: tuple[Column, ...],
    rows: _Rows,
    styles: Styles,
) -> None:
    for position, heading in enumerate(_HEADS):
        page.write_string(rows.first - 2, position, heading, styles.heading)
    value = letter(place(columns, "value"))
    before = [letter(position) for position, one in enumerate(columns) if one.name == "before"]
    for offset, (leaf, weight) in enumerate(zip(held.plan.leaves, held.plan.weights, strict=True)):
        row, source = rows.first + offset, HEAD_ROW + 2 + offset
        text = _text_of(source, value, before, instrument.outside_empty if leaf.outside else None)
        page.write_string(row - 1, 0, leaf.number, styles.number)
        page.write_string(row - 1, 1, leaf.name, styles.given)
        page.set_row(row - 1, 15.5 * -(-len(leaf.name) // _NAME_FITS))
        page.write_number(row - 1, 2, weight, styles.whole)
        formulas = _leaf_formulas(instrument, leaf, text, rows.common, row)
        kept = (*held.halves[offset], held.filled[offset], held.results[offset])
        for position, (formula, one) in enumerate(
            zip(formulas, (*kept, held.lows[offset], held.highs[offset]), strict=True), start=3
        ):
            page.write_formula(row - 1, position, formula, styles.whole, one)


def _leaf_formulas(instrument: Instrument, leaf: Node, text: str, common: str, row: int) -> tuple[str, ...]:
    """Numerator, denominator, filled, result, and the result at its lowest and highest."""
    low, high = instrument.range_of(leaf)
    edges = (
        f"=IF(F{row}=1,G{row},C{row}*{common}*{edge.numerator}/{edge.denominator})" for edge in (low, high)
    )
    return (
        _numerator(text),
        _denominator(text),
        _filled(f"D{row}", f"E{row}", low, high, instrument),
        f"=IF(F{row}=1,C{row}*QUOTIENT({common},E{row})*D{row},0)",
        *edges,
    )


def _text_of(source: int, value: str, before: list[str], assumed: Fraction | None) -> str:
    """The value that counts, as text with a point: of the cell, else of the stage before, else what is assumed."""
    cell = f"'{ENTRY}'!${value}${source}"
    counted = f"TRIM({cell})"
    for column in before:
        counted = f"IF({counted}=\"\",TRIM('{ENTRY}'!${column}${source}),{counted})"
    if assumed is not None:
        counted = f'IF({counted}="","{assumed.numerator}/{assumed.denominator}",{counted})'
    return f'SUBSTITUTE({counted},",",".")'


def _numerator(text: str) -> str:
    """Digits before the stroke, or all digits of a decimal; -1 for what is no number."""
    over = f'VALUE(LEFT({text},FIND("/",{text})-1))'
    return f'=IFERROR(IF(ISNUMBER(FIND("/",{text})),{over},VALUE(SUBSTITUTE({text},".",""))),-1)'


def _denominator(text: str) -> str:
    """Digits behind the stroke, or ten to the number of decimals; 1 for what is no number."""
    over = f'VALUE(MID({text},FIND("/",{text})+1,9))'
    places = f'IFERROR(LEN({text})-FIND(".",{text}),0)'
    return f'=IFERROR(MAX(1,IF(ISNUMBER(FIND("/",{text})),{over},10^{places})),1)'


def _filled(numerator: str, denominator: str, low: Fraction, high: Fraction, instrument: Instrument) -> str:
    """1 where the cell holds a value of the scale, else 0."""
    above = f"{low.denominator}*{numerator}>={low.numerator}*{denominator}"
    below = f"{high.denominator}*{numerator}<={high.numerator}*{denominator}"
    whole = f",MOD({numerator},{denominator})=0" if instrument.value_kind is ValueKind.INTEGER else ""
    return f"=IF(AND({numerator}>=0,{above},{below}{whole}),1,0)"
