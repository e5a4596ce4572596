"""Bands cover the index from its lowest to its highest value: nothing twice, nothing left out.

Read exactly (no grid) a band must begin where the one below ends, one of the two ends inclusive. Read on a
grid, only multiples of it ever arrive: "76.61–88.30, 88.31–100" has no gap on the grid 0.01.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby, pairwise

from sasando.scoring.faults import FaultList
from sasando.scoring.model import Band, Instrument
from sasando.scoring.numbers import fraction_text

Stretch = tuple[Fraction, bool, Fraction, bool]


def check_bands(instrument: Instrument, faults: FaultList) -> None:
    """Add a fault for every empty band, overlap, gap and uncovered end."""
    if not instrument.bands:
        if instrument.scorable:
            faults.add("bands", "instrumen yang dinilai memerlukan pita predikat", "tambahkan pitanya")
        return
    bands = _one_for_each_stretch(instrument, faults)
    grid = instrument.band_grid
    spans = [_span(band, grid) for band in bands]
    for band, (first, last) in zip(bands, spans, strict=True):
        if first > last:
            faults.add("bands", f'pita "{band.name}" kosong', "low harus di bawah high")
    for (below, (_, ends)), (above, (begins, _)) in pairwise(zip(bands, spans, strict=True)):
        if begins <= ends:
            _report(faults, "tumpang tindih", below, above)
        elif not _adjoin(ends, begins, grid):
            _report(faults, "bercelah", below, above)
    _check_ends(instrument, bands, spans, faults)


def _one_for_each_stretch(instrument: Instrument, faults: FaultList) -> list[Band]:
    """Bands told apart by a condition share a stretch; they count once."""
    result = []
    for _, group in groupby(instrument.bands, key=_stretch):
        bands = list(group)
        conditions = {band.condition for band in bands}
        if len(bands) > 1 and ("" in conditions or len(conditions) < len(bands)):
            names = ", ".join(f'"{band.name}"' for band in bands)
            faults.add(
                "bands",
                f"pita {names} tumpang tindih",
                "perbaiki batasnya, atau beri condition masing-masing",
            )
        result.append(bands[0])
    return result


def _stretch(band: Band) -> Stretch:
    return band.low, band.low_inclusive, band.high, band.high_inclusive


# A position on the line: a value and -1, 0 or 1 for "just before", "at" and "just after" it.
Position = tuple[Fraction, int]


def _span(band: Band, grid: Fraction | None) -> tuple[Position, Position]:
    """The first and the last position a band holds; on a grid both are multiples of it."""
    if grid is None:
        return (band.low, 0 if band.low_inclusive else 1), (band.high, 0 if band.high_inclusive else -1)
    first, last = -(-band.low // grid), band.high // grid
    if first * grid == band.low and not band.low_inclusive:
        first += 1
    if last * grid == band.high and not band.high_inclusive:
        last -= 1
    return (first * grid, 0), (last * grid, 0)


def _adjoin(ends: Position, begins: Position, grid: Fraction | None) -> bool:
    """Whether nothing lies between the last position below and the first above."""
    if grid is None:
        return ends[0] == begins[0] and begins[1] - ends[1] == 1
    return begins[0] - ends[0] == grid


def _check_ends(
    instrument: Instrument, bands: list[Band], spans: list[tuple[Position, Position]], faults: FaultList
) -> None:
    for band, position, wanted, word in (
        (bands[0], spans[0][0], instrument.low, "terendah"),
        (bands[-1], spans[-1][1], instrument.high, "tertinggi"),
    ):
        if position != (wanted, 0):
            problem = f'pita "{band.name}" tidak tepat sampai nilai {word} {fraction_text(wanted)}'
            faults.add("bands", problem, f"batas {word} harus {fraction_text(wanted)}, inklusif")


def _report(faults: FaultList, what: str, below: Band, above: Band) -> None:
    remedy = (
        f"samakan high {fraction_text(below.high)} dan low {fraction_text(above.low)}, tepat satu inklusif"
    )
    faults.add("bands", f'pita "{below.name}" dan "{above.name}" {what}', remedy)
