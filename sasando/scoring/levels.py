"""Levels as people write them ("35-2", "1,26"), turned into values by the code of what is rated."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from sasando.scoring.faults import FaultList, LevelsError
from sasando.scoring.model import Instrument, Node
from sasando.scoring.numbers import parse_exact
from sasando.scoring.plan import compiled
from sasando.scoring.score import value_fault


def parse_levels(
    instrument: Instrument, rows: Iterable[tuple[int, str, str]], file: str = ""
) -> dict[str, Fraction]:
    """The values of `rows` (row, indicator, level) by code; a row with an empty level is left out.

    An indicator rated by items is written by item: "35" is the first, "35-2" the second (`spbe-2018`).

    Raises LevelsError with every fault; the path of a fault is the row.
    """
    leaves = {leaf.number: leaf for leaf in compiled(instrument).leaves}
    faults = FaultList(file)
    values: dict[str, Fraction] = {}
    first_rows: dict[str, int] = {}
    for row, written_number, written_level in rows:
        number, level = written_number.strip(), written_level.strip()
        if not number and not level:
            continue
        leaf = leaves.get(number)
        if leaf is None:
            faults.add(str(row), f'indikator "{number[:40]}" tidak ada di {instrument.key}', _known(leaves))
        elif (first := first_rows.setdefault(number, row)) != row:
            faults.add(str(row), f"indikator {number} sudah ada di baris {first}", "hapus salah satunya")
        elif level and (value := _value(instrument, leaf, level, row, faults)) is not None:
            values[leaf.code] = value
    if faults.found:
        raise LevelsError(faults.found)
    return values


def _value(instrument: Instrument, leaf: Node, level: str, row: int, faults: FaultList) -> Fraction | None:
    try:
        value = parse_exact(level)
    except ValueError:
        remedy = 'tulis seperti "3", "7/6" atau "1,26", atau kosongkan bila belum dinilai'
        faults.add(str(row), f'nilai "{level[:40]}" bukan bilangan', remedy)
        return None
    if fault := value_fault(instrument, leaf, value):
        problem, remedy = fault
        faults.add(str(row), f"indikator {leaf.number}: {problem}", remedy)
        return None
    return value


def _known(leaves: dict[str, Node]) -> str:
    numbers = list(leaves)
    items = [number for number in numbers if not number.isdigit()]
    whole = [number for number in numbers if number.isdigit()]
    return f"pakai nomor {whole[0]} sampai {whole[-1]}" + (f", dan {', '.join(items)}" if items else "")
