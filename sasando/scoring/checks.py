"""What must hold between the parts of an instrument: weights, codes, levels, stages.

Bands have a file of their own: `band_checks.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from sasando.scoring.band_checks import check_bands
from sasando.scoring.faults import FaultList
from sasando.scoring.model import Instrument, Node, ValueKind
from sasando.scoring.numbers import fraction_text

ROOT_WEIGHT = Fraction(100)
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


def check_instrument(instrument: Instrument, faults: FaultList) -> None:
    """Add a fault for everything that does not hold; what could not be read is not judged again."""
    limits_known, bands_known = not faults.touch("values"), not faults.touch("bands")
    _check_top(instrument, faults)
    _check_stages(instrument, faults)
    if limits_known and bands_known:
        check_bands(instrument, faults)
    placed = [(node, path) for node, path in _placed(instrument.root, "tree") if node.code or node.name]
    _check_unique(placed, faults)
    for node, path in placed:
        _check_weight(instrument, node, path, faults)
        _check_range(instrument, node, path, faults)
        _check_references(instrument, node, path, faults)
        if limits_known:
            _check_levels(instrument, node, path, faults)


def _placed(node: Node, path: str) -> Iterator[tuple[Node, str]]:
    """Every node with its place in the file."""
    yield node, path
    for position, child in enumerate(node.children):
        yield from _placed(child, f"{path}.children[{position}]")


def _check_top(instrument: Instrument, faults: FaultList) -> None:
    if instrument.key and not _KEY.fullmatch(instrument.key):
        faults.add(
            "key", f'"{instrument.key}" bukan kunci', "pakai huruf kecil, angka dan tanda -: spbe-2020"
        )
    if instrument.last_year is not None and instrument.last_year < instrument.first_year:
        faults.add("last_year", "tahun terakhir mendahului tahun pertama", "tukar atau perbaiki tahunnya")
    if not instrument.sources and not faults.touch("sources"):
        faults.add("sources", "tidak ada sumber", "sebutkan dari mana isi instrumen ini")
    for name in _repeated(source.id for source in instrument.sources):
        faults.add("sources", f'id sumber "{name}" dipakai dua kali', "beri id lain")
    if not faults.touch("values"):
        _check_values(instrument, faults)


def _check_values(instrument: Instrument, faults: FaultList) -> None:
    low, high, empty = instrument.low, instrument.high, instrument.outside_empty
    if low >= high:
        faults.add("values", "low tidak lebih kecil dari high", "perbaiki batas nilai")
    elif empty is not None and not low <= empty <= high:
        faults.add(
            "values.outside_empty", "di luar low sampai high", "pakai nilai di dalam batas, atau hapus"
        )
    if instrument.value_kind is ValueKind.INTEGER and (low.denominator, high.denominator) != (1, 1):
        faults.add("values", "batas nilai bulat harus bilangan bulat", "bulatkan, atau pakai kind: decimal")


def _check_stages(instrument: Instrument, faults: FaultList) -> None:
    codes = [stage.code for stage in instrument.stages]
    for code in _repeated(codes):
        faults.add("stages", f'tahap "{code}" ditulis dua kali', "hapus salah satunya")
    for code in _repeated(track.code for track in instrument.tracks):
        faults.add("tracks", f'jalur "{code}" ditulis dua kali', "hapus salah satunya")
    for position, track in enumerate(instrument.tracks):
        path = f"tracks[{position}].stages"
        for code in track.stages:
            if code not in codes:
                faults.add(
                    path, f'tahap "{code}" tidak ada', f"tahap yang ada: {', '.join(codes) or 'tidak ada'}"
                )
        for code in _repeated(track.stages):
            faults.add(path, f'tahap "{code}" disebut dua kali', "hapus salah satunya")
        if not track.stages:
            faults.add(path, f'jalur "{track.code}" tanpa tahap', "sebutkan sedikitnya satu tahap")
    if instrument.scorable and not instrument.tracks:
        faults.add("tracks", "instrumen yang dinilai memerlukan jalur", "tambahkan sedikitnya satu jalur")


def _check_unique(placed: list[tuple[Node, str]], faults: FaultList) -> None:
    codes: dict[str, str] = {}
    numbers: dict[tuple[str, str], str] = {}
    for node, path in placed:
        if node.code and (first := codes.setdefault(node.code, path)) != path:
            faults.add(f"{path}.code", f'kode "{node.code}" sudah dipakai di {first}', "beri kode lain")
        if not node.number:
            if path != "tree":
                faults.add(f"{path}.number", f"{node.code} tidak bernomor", "tulis nomor yang dipakai orang")
        elif (first := numbers.setdefault((node.kind, node.number), path)) != path:
            problem = f'nomor {node.kind} "{node.number}" sudah dipakai di {first}'
            faults.add(f"{path}.number", problem, "beri nomor lain")


def _check_weight(instrument: Instrument, node: Node, path: str, faults: FaultList) -> None:
    """Weights are there and positive where the instrument is scored, and children add up to their parent."""
    where, weight = f"{path}.weight", node.weight
    if weight is None:
        if instrument.scorable and not faults.touch(where):
            faults.add(where, f"{node.code} tanpa bobot", 'tulis bobotnya, mis. "2.50"')
        return
    if weight <= 0:
        faults.add(where, f"bobot {node.code} tidak lebih besar dari 0", "perbaiki bobotnya")
    if instrument.scorable and path == "tree" and weight != ROOT_WEIGHT:
        faults.add(where, f"bobot akar {fraction_text(weight)}, bukan 100", 'tulis "100"')
    weights = [child.weight for child in node.children]
    known = [each for each in weights if each is not None]
    if weights and len(known) == len(weights) and sum(known) != weight:
        total = fraction_text(sum(known, Fraction(0)))
        problem = f"bobot {node.code} {fraction_text(weight)}, tetapi jumlah bobot di bawahnya {total}"
        faults.add(where, problem, "perbaiki bobot ini atau bobot di bawahnya")


def _check_range(instrument: Instrument, node: Node, path: str, faults: FaultList) -> None:
    low, high = instrument.range_of(node)
    if low >= high and (node.low, node.high) != (None, None):
        faults.add(path, f"{node.code}: low tidak lebih kecil dari high", "perbaiki batas nilai")
    if path == "tree" and not node.children:
        faults.add(
            f"{path}.children", "pohon tidak berisi apa pun di bawah akar", "tambahkan aspek atau indikator"
        )
    items = sum(child.kind == "item" for child in node.children)
    if node.items_max != items:
        problem = f"items_max {node.code} {node.items_max}, tetapi butir (kind: item) di bawahnya {items}"
        faults.add(f"{path}.items_max", problem, "samakan keduanya")


def _check_levels(instrument: Instrument, node: Node, path: str, faults: FaultList) -> None:
    low, high = instrument.range_of(node)
    remedy = f"tingkat {fraction_text(low)} sampai {fraction_text(high)} saja"
    for criterion in node.criteria:
        if not low <= criterion.level <= high:
            where = f"{path}.criteria.{criterion.level}"
            faults.add(where, f"{node.code}: kriteria tingkat {criterion.level} di luar batas nilai", remedy)
    for position, hint in enumerate(node.hints):
        if not low <= hint.level <= high:
            where = f"{path}.hints[{position}].level"
            faults.add(where, f"{node.code}: petunjuk tingkat {hint.level} di luar batas nilai", remedy)


def _check_references(instrument: Instrument, node: Node, path: str, faults: FaultList) -> None:
    for key, name, known in (
        ("scale", node.scale, list(instrument.scales)),
        ("evidence_group", node.evidence_group, list(instrument.evidence_groups)),
    ):
        if name and name not in known:
            faults.add(f"{path}.{key}", f'"{name}" tidak ada', f"yang ada: {', '.join(known) or 'tidak ada'}")


def _repeated(names: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    repeated: dict[str, None] = {}
    for name in names:
        if name in seen:
            repeated[name] = None
        seen.add(name)
    return list(repeated)
