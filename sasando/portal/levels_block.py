"""The block of published levels: where a report prints the level of every indicator, nothing is left to infer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.safestring import SafeString

from sasando.instruments.queries import parsed
from sasando.results.queries import Standing, YearResult
from sasando.scoring.model import Instrument
from sasando.ui.markup import head_cells, table_rows
from sasando.ui.numbers import EN_DASH, shown
from sasando.ui.words import text as _

_NUMBER_COLUMNS = frozenset({1, 2})


@dataclass(frozen=True, slots=True)
class LevelsBlock:
    """`heading`, `rows`: of the table of levels, one row for each indicator."""

    lead: str
    remark: str
    title: str
    heading: SafeString
    rows: SafeString
    source: str
    address: str


def levels_block(standing: Standing) -> LevelsBlock | None:
    """The block of the latest year whose levels are published; None where there is none."""
    for result in reversed(standing.results):
        instrument = parsed(result.instrument_digest)
        if result.levels(instrument):
            return _block(result, instrument)
    return None


def _block(result: YearResult, instrument: Instrument) -> LevelsBlock:
    levels = result.levels(instrument)
    values = {"count": len(levels), "year": result.year, "spread": _spread(Counter(levels.values()))}
    return LevelsBlock(
        lead=_("Tingkat %(count)s indikator tahun %(year)s diterbitkan, bukan disimpulkan: %(spread)s.") % values,
        remark=_("Dari tingkat inilah indeks dan nilai domain tahun %(year)s dihitung.") % {"year": result.year},
        title=_("Tabel tingkat tiap indikator %(year)s") % {"year": result.year},
        heading=head_cells([_("Indikator"), _("Bobot"), _("Tingkat")]),
        rows=table_rows(
            [
                (
                    f"{node.number}. {node.name}",
                    shown(node.weight) if node.weight is not None else EN_DASH,
                    str(levels[node.code]),
                )
                for node in instrument.leaves
                if node.code in levels
            ],
            _NUMBER_COLUMNS,
        ),
        source=result.publication.title,
        address=result.publication.address,
    )  # fmt: skip


def _spread(counted: Mapping[Fraction, int]) -> str:
    """ "43 di tingkat 1, 1 di tingkat 2": the lowest level first."""
    return ", ".join(
        _("%(count)s di tingkat %(level)s") % {"count": counted[level], "level": level}
        for level in sorted(counted)
    )
