"""What the printed figures prove about one part, as a heading, cells and one line of proof. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from sasando.portal.sentences import or_list
from sasando.scoring.inference import Group, PartProof
from sasando.scoring.model import Instrument, Node
from sasando.ui.words import text as _
from sasando.ui.words import tongue

MOST_COMBINATIONS = 3


class Run(NamedTuple):
    """So many indicators side by side: proved at `level`, or (None) not yet."""

    leaves: int
    level: int | None


class Known(NamedTuple):
    """The leaves of a part that are certain: at the lowest level, at the highest, and the widest wider claims."""

    leaves: int
    lowest: int
    at_lowest: int
    highest: int
    at_highest: int
    below: tuple[int, int] | None  # (leaves, level): at least so many at this level or below
    above: tuple[int, int] | None  # (leaves, level): at least so many at this level or above


class ProofLine(NamedTuple):
    """`strength`: how much it proves, to choose the sentence of the block."""

    heading: str
    cells: tuple[Run, ...]
    proof: str
    strength: tuple[int, int]
    name: str
    known: Known

    @property
    def sentence(self) -> str:
        """What it proves, said on its own; "" where no level is certain."""
        return _sentence(self.known, self.name)


def proof_line(instrument: Instrument, node: Node, group: Group, part: PartProof) -> ProofLine:
    """The line of one part from its bounds and the level sums it can have: rows of the instrument's tables, which
    hold for every agency with such a total, and so do their words."""
    return _in_words(instrument, node.code, group, part, tongue().language)


@lru_cache(maxsize=1024)
def _in_words(instrument: Instrument, code: str, group: Group, part: PartProof, _language: str) -> ProofLine:
    node = instrument.by_code[code]
    known = _known(group, int(instrument.high))
    name = short_name(node)
    claim = _claim(known)
    runs = (
        Run(known.at_lowest, known.lowest),
        Run(known.leaves - known.at_lowest - known.at_highest, None),
        Run(known.at_highest, known.highest),
    )
    return ProofLine(
        heading=f"{name}: {_heading(known)}",
        cells=tuple(run for run in runs if run.leaves),
        proof=_proof(instrument.by_code, part, claim),
        strength=(known.at_lowest + known.at_highest, (known.below or known.above or (0, 0))[0]),
        name=name,
        known=known,
    )


def short_name(node: Node) -> str:
    """The name of a part without the measure's own name: "Manajemen", not "Manajemen SPBE"."""
    return (node.short_name or node.name).removesuffix(" SPBE").removesuffix(" Pemdi")


def _known(group: Group, highest: int) -> Known:
    leaves, half = group.indicators, group.indicators // 2
    bounds = list(group.at_most.items())  # ascending
    lowest, (at_lowest, _most) = bounds[0]
    at_highest = leaves - bounds[-1][1][1]
    below = above = None
    for level, (fewest, _most) in bounds[1:]:
        if fewest > at_lowest and fewest > half:
            below = (fewest, level)
            break
    for level, (_fewest, most) in bounds[-2::-1]:
        if leaves - most > at_highest and leaves - most > half:
            above = (leaves - most, level + 1)
            break
    return Known(leaves, lowest, at_lowest, highest, at_highest, below, above)


def _heading(known: Known) -> str:
    said = []
    if known.at_lowest:
        said.append(
            _("%(count)s pasti tingkat %(level)s") % {"count": known.at_lowest, "level": known.lowest}
        )
    if known.at_highest:
        said.append(
            _("%(count)s pasti tingkat %(level)s") % {"count": known.at_highest, "level": known.highest}
        )
    if not said and known.above:
        said.append(
            _("%(count)s pasti tingkat %(level)s atau lebih")
            % dict(zip(("count", "level"), known.above, strict=True))
        )
    if not said and known.below:
        said.append(
            _("%(count)s pasti tingkat %(level)s atau kurang")
            % dict(zip(("count", "level"), known.below, strict=True))
        )
    return ", ".join(said) if said else _("belum ada yang pasti")


def _claim(known: Known) -> str:
    if known.at_lowest == known.leaves:
        return _("semuanya tingkat %(level)s") % {"level": known.lowest}
    if known.at_highest == known.leaves:
        return _("semuanya tingkat %(level)s") % {"level": known.highest}
    said = []
    if known.at_lowest:
        said.append(
            _("sedikitnya %(count)s masih tingkat %(level)s")
            % {"count": known.at_lowest, "level": known.lowest}
        )
    if known.at_highest:
        said.append(
            _("sedikitnya %(count)s sudah tingkat %(level)s")
            % {"count": known.at_highest, "level": known.highest}
        )
    if known.below:
        said.append(
            _("%(many)s paling tinggi tingkat %(level)s")
            % {"many": _at_least(known, known.below[0]), "level": known.below[1]}
        )
    if known.above:
        said.append(
            _("%(many)s paling rendah tingkat %(level)s")
            % {"many": _at_least(known, known.above[0]), "level": known.above[1]}
        )
    return _(" dan ").join(said) if said else _("tidak satu tingkat pun pasti")


def _at_least(known: Known, count: int) -> str:
    """ "At least 16" of 16 is all of them."""
    return _("semuanya") if count == known.leaves else _("sedikitnya %(count)s") % {"count": count}


def _proof(nodes: Mapping[str, Node], part: PartProof, claim: str) -> str:
    if part.sums is None:
        return _("Nilai domain tidak tercetak; dari indeks saja %(claim)s.") % {"claim": claim}
    if len(part.classes) == 1:
        sums = or_list([str(sums[0]) for sums in part.sums])
        values = {"leaves": part.classes[0].leaves, "sums": sums, "claim": claim}
        return _("%(leaves)s indikator berjumlah %(sums)s, maka %(claim)s.") % values
    order = sorted(range(len(part.classes)), key=lambda one: part.classes[one].groups)
    named = _(" dan ").join(
        f"{part.classes[one].leaves} {_class_name(nodes, part.classes[one].groups)}" for one in order
    )
    ways = sorted(tuple(sums[one] for one in order) for sums in part.sums)
    if len(ways) > MOST_COMBINATIONS:
        return _("%(named)s: %(ways)s pasangan jumlah mencetak angka ini; dalam semuanya %(claim)s.") % {
            "named": named, "ways": len(ways), "claim": claim,
        }  # fmt: skip
    sums = _(", atau ").join(_(" dan ").join(map(str, way)) for way in ways)
    return _("%(named)s berjumlah %(sums)s; tidak ada kemungkinan lain, maka %(claim)s.") % {
        "named": named, "sums": sums, "claim": claim,
    }  # fmt: skip


def _class_name(nodes: Mapping[str, Node], groups: tuple[str, ...]) -> str:
    return _(" dan ").join(
        (nodes[code].short_name or nodes[code].name).removesuffix(" Berbasis Elektronik").lower()
        for code in groups
    )


def _sentence(known: Known, name: str) -> str:
    values = {"leaves": known.leaves, "name": name.lower()}
    lowest, highest = known.at_lowest, known.at_highest
    if not lowest and not highest:
        return ""
    count, level = (lowest, known.lowest) if lowest >= highest else (highest, known.highest)
    values |= {"count": count, "level": level}
    if count == known.leaves:
        return _("Ke-%(leaves)s indikator %(name)s semuanya di tingkat %(level)s.") % values
    if level == known.lowest:
        return (
            _("Sedikitnya %(count)s dari %(leaves)s indikator %(name)s masih di tingkat %(level)s.") % values
        )
    return _("Sedikitnya %(count)s dari %(leaves)s indikator %(name)s sudah di tingkat %(level)s.") % values
