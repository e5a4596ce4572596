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
from sasando.evaluations.workbook.layout import ENTRY, HEAD_ROW, Column, letter, place
from sasando.evaluations.workbook.styles import Styles
from sasando.scoring.model import Instrument, Node, ValueKind
from sasando.scoring.plan import Plan, compiled

MOST = 10**14
_TOP = 7  # rows above the table of parts
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


def write_index(page: Any, sheet: Worksheet, columns: tuple[Column, ...], styles: Styles) -> None:
    """Fill the sheet. The entry sheet must hold every rated node, in the instrument's order."""
    instrument = sheet.instrument
    plan = compiled(instrument)
    parts = [
        (position, node)
        for position, node in enumerate(plan.nodes)
        if position and node.children and node.kind in _NODE_KINDS
    ]
    rows = _Rows(first=_TOP + len(parts) + 5, common="$H$5")
    _widths(page)
    _write_top(page, instrument, plan, rows, styles, reading=sheet.evaluation.predicate_reading)
    _write_parts(page, plan, parts, rows, styles)
    _write_leaves(page, instrument, plan, columns, rows, styles)


def _widths(page: Any) -> None:
    for position, width in enumerate((11, 58, 12, 12, 12, 9, 16, 14, 14)):
        page.set_column(position, position, width)


def _write_top(
    page: Any, instrument: Instrument, plan: Plan, rows: _Rows, styles: Styles, *, reading: str
) -> None:
    count, whole = len(plan.leaves), plan.denominators[0]
    result, low, high = (rows.span(column, 0, count) for column in "GHI")
    page.write_string(0, 0, "Indeks dari isian di buku kerja ini", styles.title)
    page.write_string(1, 0, "Dihitung dengan bilangan bulat; dibulatkan setengah ke atas hanya saat ditampilkan.",
                      styles.line)  # fmt: skip
    page.write_string(2, 0, "Indeks", styles.strong)
    page.write_string(3, 0, "Predikat", styles.strong)
    page.write_string(4, 0, "Rentang", styles.strong)
    page.write_string(3, 6, "Kosong", styles.line)
    page.write_formula(3, 7, f"={count}-SUM({rows.span('F', 0, count)})", styles.whole)
    page.write_string(4, 6, "Penyebut sama", styles.line)
    page.write_formula(4, 7, f"=IFERROR(LCM({rows.span('E', 0, count)}),{10 * MOST})", styles.whole)
    page.write_string(5, 6, "Jumlah hasil", styles.line)
    page.write_formula(5, 7, f"=SUM({result})", styles.whole)
    total, scale = "$H$6", f"({whole}*{rows.common})"
    fine = f"200*SUM({high})+{whole}*{rows.common}<={MOST}"
    page.write_formula(
        2, 1, f'=IF(NOT({fine}),"terlalu rinci untuk lembar ini; lihat aplikasi",IF($H$4>0,"belum lengkap: "&$H$4&'
        f'" kosong",{_hundredths(total, scale)}/100))', styles.shown_big)  # fmt: skip
    page.write_formula(
        3, 1, f'=IF(OR(NOT({fine}),$H$4>0),"",{_predicate(instrument, total, scale, reading)})', styles.given
    )
    page.write_formula(
        4, 1,
        f'=IF(NOT({fine}),"",{_comma(_hundredths(f"SUM({low})", scale))}&" sampai "&'
        f"{_comma(_hundredths(f'SUM({high})', scale))})",
        styles.given,
    )  # fmt: skip


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
    formula = f'"{_named(bands[0].name, bands[0].also)}"'
    for band in bands[1:]:
        mark = ">=" if band.low_inclusive else ">"
        low = band.low
        test = f"{low.denominator}*{total}{mark}{low.numerator}*{scale}"
        formula = f'IF({test},"{_named(band.name, band.also)}",{formula})'
    return formula


def _named(name: str, also: str) -> str:
    return f"{name} ({also})" if also else name


def _write_parts(page: Any, plan: Plan, parts: list[tuple[int, Node]], rows: _Rows, styles: Styles) -> None:
    for position, heading in enumerate(_PART_HEADS):
        page.write_string(_TOP, position, heading, styles.heading)
    for row, (position, node) in enumerate(parts, start=_TOP + 1):
        first, end = plan.spans[position]
        scale = f"({plan.denominators[position]}*{rows.common})"
        missing = f"{end - first}-SUM({rows.span('F', first, end)})"
        total = f"SUM({rows.span('G', first, end)})"
        shown = f"{_hundredths(total, scale)}/100"
        page.write_string(row, 0, f"{_NODE_KINDS[node.kind]} {node.number}", styles.given)
        page.write_string(row, 1, node.name, styles.given)
        page.write_formula(row, 2, f'=IF(D{row + 1}>0,"",{shown})', styles.shown)
        page.write_formula(row, 3, f"={missing}", styles.whole)


def _write_leaves(
    page: Any, instrument: Instrument, plan: Plan, columns: tuple[Column, ...], rows: _Rows, styles: Styles
) -> None:
    for position, heading in enumerate(_HEADS):
        page.write_string(rows.first - 2, position, heading, styles.heading)
    value = letter(place(columns, "value"))
    before = [letter(position) for position, one in enumerate(columns) if one.name == "before"]
    for offset, (leaf, weight) in enumerate(zip(plan.leaves, plan.weights, strict=True)):
        row, source = rows.first + offset, HEAD_ROW + 2 + offset
        low, high = instrument.range_of(leaf)
        text = _text_of(source, value, before, instrument.outside_empty if leaf.outside else None)
        page.write_string(row - 1, 0, leaf.number, styles.number)
        page.write_string(row - 1, 1, leaf.name, styles.given)
        page.write_number(row - 1, 2, weight, styles.whole)
        page.write_formula(row - 1, 3, _numerator(text), styles.whole)
        page.write_formula(row - 1, 4, _denominator(text), styles.whole)
        page.write_formula(row - 1, 5, _filled(f"D{row}", f"E{row}", low, high, instrument), styles.whole)
        step = f"C{row}*QUOTIENT({rows.common},E{row})"
        page.write_formula(row - 1, 6, f"=IF(F{row}=1,{step}*D{row},0)", styles.whole)
        for column, edge in ((7, low), (8, high)):
            scaled = f"C{row}*{rows.common}*{edge.numerator}/{edge.denominator}"
            page.write_formula(row - 1, column, f"=IF(F{row}=1,G{row},{scaled})", styles.whole)


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
