"""The sheet for the regional secretary: what one page says, as texts, for paper, picture and slide alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sasando.evaluations.reports.facts import Facts, Move, Target, Worker
from sasando.evaluations.reports.kinds import Making
from sasando.evaluations.reports.wording import NONE, index_text, level_text, points_text, shortened
from sasando.ui.numbers import day, shown, signed

_MEASURES = {"spbe": "SPBE", "pemdi": "Pemdi"}


@dataclass(frozen=True, slots=True)
class Room:
    """What there is room for: lines of a list, characters of a name in them, and the numbers of indicators.

    The name of an indicator whose value moved is the shorter, since much follows it.
    """

    lines: int
    name: int
    indicator: int
    numbers: bool


PAPER = Room(8, 70, 70, numbers=True)
SLIDE = Room(4, 48, 34, numbers=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the figures at the top: what it is, how much, and what there is to know."""

    name: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a sentence, and lines."""

    heading: str
    lead: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole page. `mark`: sample data, "" elsewhere; `tag`: how its own figure is called."""

    name: str
    kicker: str
    mark: str
    tag: str
    lead: str
    caution: str
    figures: tuple[Figure, ...]
    moved: Block
    late: Block
    waiting: Block
    coming: Block
    foot: str


def sheet(facts: Facts, making: Making, room: Room = PAPER) -> Sheet:
    """What the page says; where a list has more lines than there is room for, its last says how many are left out."""
    measured = facts.measured
    return Sheet(
        name=facts.agency.name,
        kicker=f"{facts.title} · {measured.stage_name}",
        mark="Data contoh: instansi ini tidak ada." if facts.agency.sample else "",
        tag=facts.called.tag,
        lead=_lead(facts),
        caution=facts.called.sentence,
        figures=_figures(facts),
        moved=_moved(facts, room),
        late=_late(facts, room),
        waiting=_waiting(facts, room),
        coming=_coming(facts),
        foot=_foot(making),
    )


def _foot(making: Making) -> str:
    head = making.head
    return f"Dibuat {day(making.at)} dengan Sasando; kepala jurnal butir {head.seq}: {head.digest[:12]}."


def _lead(facts: Facts) -> str:
    measured, score = facts.measured, facts.score
    if measured.absence:
        return f"{facts.agency.short_name} tidak mengikuti {facts.title}: {measured.absence}."
    if score.index is None:
        return (
            f"Indeks {facts.title} kini di antara {shown(score.lower)} dan {shown(score.upper)}:"
            f" {len(score.missing)} dari {len(facts.indicators)} indikator belum bernilai."
        )
    return f"Indeks {facts.title} kini {shown(score.index)}, predikat {score.predicate}."


def _figures(facts: Facts) -> tuple[Figure, ...]:
    last, score = facts.last_published, facts.score
    now = Figure(f"Kini: {facts.called.tag}", index_text(facts), score.predicate or "belum lengkap")
    official = Figure("Hasil resmi terakhir", NONE, "belum ada")
    if last is not None:
        other = f"{_MEASURES.get(last.measure, last.measure)}, instrumen lain"
        note = (last.predicate or "predikat tidak tercetak") if last.comparable else other
        official = Figure(f"Hasil resmi {last.year}", shown(last.value), note)
    return now, official, _target(facts, facts.target)


def _target(facts: Facts, target: Target | None) -> Figure:
    if target is None:
        return Figure("Target", NONE, "belum ada")
    heading = "Target" if target.year == facts.measured.year else "Target terakhir"
    name, value = f"{heading} ({target.year})", shown(target.value)
    if not target.comparable:
        return Figure(name, value, f"dalam {_MEASURES.get(target.measure, target.measure)}; harus dikonversi")
    score = facts.score
    if score.index is None:
        beyond = score.upper < target.value
        return Figure(
            name, value, "di luar jangkauan isian sejauh ini" if beyond else "belum dapat dibandingkan"
        )
    gap = target.value - score.index
    return Figure(name, value, f"kurang {shown(gap)}" if gap > 0 else "tercapai")


def _moved(facts: Facts, room: Room) -> Block:
    week = facts.week
    fresh = sum(move.is_new for move in week.moves)
    counts = ((fresh, "nilai baru"), (len(week.moves) - fresh, "nilai berubah"))
    said = ", ".join(f"{count} {what}" for count, what in counts if count)
    lead = f"Sejak {day(week.since)}: {said or 'tidak ada nilai yang berubah'}"
    if week.points:
        lead += f"; indeks {signed(week.points)}"
    if not week.moves and not week.workers:
        return Block("Bergerak minggu ini", f"Sejak {day(week.since)} tidak ada yang bergerak.", ())
    changed = [_move(facts, move, room) for move in week.moves if not move.is_new or move.points]
    lines = _capped(changed, room.lines // 2, "indikator")
    lines += _capped([_worker(worker, room) for worker in week.workers], room.lines - len(lines), "orang")
    return Block("Bergerak minggu ini", f"{lead}.", tuple(lines))


def _move(facts: Facts, move: Move, room: Room) -> str:
    before, after = _value(facts, move, move.before), _value(facts, move, move.after)
    points = f" ({points_text(move.points)})" if move.points else ""
    name = _cut(move.name.removeprefix("Tingkat Kematangan "), room.indicator)
    return f"{move.number}. {name}: {before} → {after}{points}{_by(move.by)}"


def _value(facts: Facts, move: Move, value: Fraction | None) -> str:
    """A value; of an outside one that is left blank also what it counts as: "kosong, dihitung 1,00"."""
    if value is None and move.blank is not None:
        return f"kosong, dihitung {shown(move.blank)}"
    return level_text(facts, value)


def _by(names: Sequence[str]) -> str:
    """ ", oleh Sari Bere dan 2 orang lagi"."""
    if not names:
        return ""
    others = f" dan {len(names) - 1} orang lagi" if len(names) > 1 else ""
    return f", oleh {_cut(names[0], 30)}{others}"


def _worker(worker: Worker, room: Room) -> str:
    counts = (
        (worker.judged, "nilai"),
        (worker.verified, "diverifikasi"),
        (worker.returned, "dikembalikan"),
        (worker.drafted, "draf"),
    )
    said = [f"{count} {what}" for count, what in counts if count]
    return f"{_cut(worker.name, room.name)}: {', '.join([*said, *worker.others])}"


def _late(facts: Facts, room: Room) -> Block:
    total = sum(len(one.numbers) for one in facts.late)
    if not facts.late:
        return Block("Terlambat", "Tidak ada yang melewati tenggat.", ())
    lines = [
        f"{_cut(one.unit, room.name)}: {_counted(one.numbers, room, 5)}, sejak {day(one.since)}"
        for one in facts.late
    ]
    units = "perangkat daerah" if all(one.is_unit for one in facts.late) else "pihak"
    lead = f"{total} isian di {len(facts.late)} {units} melewati tenggat."
    return Block("Terlambat", lead, tuple(_capped(lines, room.lines, units)))


def _counted(numbers: Sequence[str], room: Room, most: int, what: str = "") -> str:
    """`3 indikator belum bernilai (4, 9, 12)`; without the numbers where there is no room for them."""
    said = " ".join(filter(None, (f"{len(numbers)} indikator", what)))
    return f"{said} ({shortened(numbers, most)})" if room.numbers else said


def _waiting(facts: Facts, room: Room) -> Block:
    lines = []
    for one in facts.waiting:
        said = _counted(one.numbers, room, 8, one.what) if one.numbers else one.what
        lines.append(f"{said}: {one.whose}")
    return Block(
        "Menunggu keputusan", _waiting_lead(facts, bool(lines)), tuple(_capped(lines, room.lines, "hal"))
    )


def _waiting_lead(facts: Facts, something: bool) -> str:
    if seal := facts.seal:
        nothing = "" if something else "; tidak ada yang menunggu"
        return f"Tahap ini disegel (nomor {seal.number}, sidik {seal.short}){nothing}."
    if something:
        return ""
    return f"Tahap ini {'belum dibuka' if facts.measured.state == 'waiting' else 'terbuka'}."


def _coming(facts: Facts) -> Block:
    coming = facts.coming
    if coming is None:
        return Block("Tanggal berikutnya", "Belum ada jadwal yang dicatat.", ())
    left = "hari ini" if coming.days == 0 else f"sisa {coming.days} hari"
    letter = (f"Dasar: {_cut(coming.letter, 120)}",) if coming.letter else ()
    return Block("Tanggal berikutnya", f"{day(coming.day)} ({left}): {coming.what}.", letter)


def _capped(lines: Sequence[str], most: int, what: str) -> list[str]:
    """At most `most` lines; where there are more, the last says how many: "dan 14 indikator lagi"."""
    if len(lines) <= most:
        return list(lines)
    return [*lines[: most - 1], f"dan {len(lines) - most + 1} {what} lagi"]


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
