"""Small instruments for the tests: trees of any depth over leaves with given weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from sasando.scoring.canonical import with_digests
from sasando.scoring.model import Band, Instrument, Node, Source, Stage, Status, Track, ValueKind

# A leaf is its share of the whole (any positive integer); a list is a node over what is in it.
Shape = int | Sequence["Shape"]

WHOLE = Fraction(100)


def small(
    shape: Sequence[Shape],
    *,
    low: int = 1,
    high: int = 5,
    kind: ValueKind = ValueKind.INTEGER,
    outside_empty: Fraction | None = None,
    outside: Sequence[str] = (),
) -> Instrument:
    """An instrument over `shape`; leaves are L1, L2 … in order, inner nodes N1, N2 … parents first."""
    counters = {"L": 0, "N": 0}
    unit = WHOLE / _shares(shape)

    def node(part: Shape) -> Node:
        letter = "L" if isinstance(part, int) else "N"
        counters[letter] += 1
        number = str(counters[letter])
        code = letter + number
        children = () if isinstance(part, int) else tuple(map(node, part))
        kind_of_node = "indicator" if isinstance(part, int) else "aspect"
        named = Node(code, kind_of_node, number, code, code, _shares(part) * unit, Status.OFFICIAL, children)
        return replace(named, outside="indeks luar" if code in outside else "")

    root = Node("INDEX", "index", "", "Indeks", "Indeks", WHOLE, Status.OFFICIAL, tuple(map(node, shape)))
    return with_digests(_around(root, low, high, kind, outside_empty))


def _shares(part: Shape) -> int:
    return part if isinstance(part, int) else sum(map(_shares, part))


def _around(root: Node, low: int, high: int, kind: ValueKind, outside_empty: Fraction | None) -> Instrument:
    middle = Fraction(low + high, 2)
    return Instrument(
        key="kecil",
        version="1",
        name="Instrumen kecil",
        short_name="Kecil",
        law="tidak ada",
        status=Status.OFFICIAL,
        scorable=True,
        first_year=2021,
        last_year=None,
        value_kind=kind,
        low=Fraction(low),
        high=Fraction(high),
        root=root,
        bands=(
            Band("Kurang", "", Fraction(low), True, middle, False),
            Band("Baik", "", middle, True, Fraction(high), True),
        ),
        band_grid=None,
        outside_empty=outside_empty,
        scales={},
        stages=(Stage("mandiri", "Mandiri"),),
        tracks=(Track("evaluasi", "Evaluasi", ("mandiri",)),),
        general_questions=(),
        formula="",
        confidence="contoh",
        sources=(Source("S1", "uji", "", "uji"),),
        source_differences=(),
    )
