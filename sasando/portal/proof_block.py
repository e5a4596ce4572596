"""The block of proved levels: its sentence, a line for each part, and the table of bounds."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from django.utils.safestring import SafeString

from sasando.portal.proof_lines import ProofLine, proof_line
from sasando.results.proofs import Proof
from sasando.scoring.inference import Group
from sasando.scoring.model import Instrument
from sasando.ui.markup import escape, head_cells, safe
from sasando.ui.numbers import exact_decimal, span
from sasando.ui.words import text as _
from sasando.ui.words import tongue

LISTED_INDICES = 4


class ProofBlock(NamedTuple):
    """`heading`, `rows`: of the table of bounds; `exact`: what is known of the exact index."""

    lead: str
    remark: str
    items: SafeString
    heading: SafeString
    rows: SafeString
    exact: str
    source: str


def proof_block(proof: Proof) -> ProofBlock | None:
    """The block, or None where the figures contradict each other."""
    found = proof.inference
    if found.possible == "no":
        return None
    nodes = proof.instrument.by_code
    heads = _row_heads(proof.instrument, tongue().language)
    by_code = {group.code: group for group in found.groups}
    lines = [proof_line(proof.instrument, nodes[part.code], by_code[part.code], part) for part in found.parts]
    strongest = max(lines, key=lambda line: line.strength)
    return ProofBlock(
        lead=strongest.sentence or _("Dari angka tercetak saja belum ada indikator yang tingkatnya pasti."),
        remark=_remark(proof),
        items=safe(*(_item(line) for line in lines)),
        heading=_heading(tuple(found.groups[0].at_most), tongue().language),
        rows=safe(*(_row(heads[group.code], group) for group in found.groups)),
        exact=_exact(proof),
        source=proof.result.publication.title,
    )


@lru_cache(maxsize=64)
def _heading(levels: tuple[int, ...], _language: str) -> SafeString:
    bounds = [_("tingkat ≤ %(level)s") % {"level": level} for level in levels]
    return head_cells([_("Kelompok"), _("Indikator"), *bounds])


def _remark(proof: Proof) -> str:
    if proof.result.levels(proof.instrument):
        return _(
            "Tingkat tiap indikator %(year)s diterbitkan; yang berikut sudah terbukti dari angka domain dan"
            " indeksnya saja."
        ) % {"year": proof.result.year}
    return _(
        "Tingkat tiap indikator tidak diterbitkan. Yang berikut berlaku untuk setiap susunan tingkat yang"
        " menghasilkan angka %(year)s."
    ) % {"year": proof.result.year}


@lru_cache(maxsize=1024)
def _item(line: ProofLine) -> str:
    cells = "".join(
        ('<span class="cell loose"></span>' if level is None else f'<span class="cell woven">{level}</span>')
        * count
        for count, level in line.cells
    )
    return (
        f'<li><h3>{escape(line.heading)}</h3><span class="cells" aria-hidden="true">{cells}</span>'
        f'<p class="fine muted">{escape(line.proof)}</p></li>'
    )


@lru_cache(maxsize=4096)
def _row(head: str, group: Group) -> str:
    """A row of the table of bounds, the same for every agency with such a total; built by hand, since whole numbers
    need no escaping."""
    bounds = "".join(f'<td class="n">{span(*bounds)}</td>' for bounds in group.at_most.values())
    return f'<tr>{head}<td class="n">{group.indicators}</td>{bounds}</tr>'


@lru_cache(maxsize=64)
def _row_heads(instrument: Instrument, _language: str) -> dict[str, str]:
    """For each group the head of its row."""
    return {
        node.code: f'<th scope="row">{escape(node.number)}. {escape(node.name)}</th>'
        for node in instrument.root.walk()
        if node.children
    }


def _exact(proof: Proof) -> str:
    exact = proof.inference.index
    if len(exact) == 1:
        return _("Indeks eksaknya pasti %(value)s.") % {"value": exact_decimal(exact[0])}
    if len(exact) <= LISTED_INDICES:
        return _("Indeks eksaknya %(values)s.") % {"values": _(" atau ").join(map(exact_decimal, exact))}
    return _("Indeks eksaknya satu dari %(count)s nilai, dari %(low)s sampai %(high)s.") % {
        "count": len(exact), "low": exact_decimal(exact[0]), "high": exact_decimal(exact[-1]),
    }  # fmt: skip
