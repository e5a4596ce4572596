"""What moved in the last seven days, and by whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from sasando.evaluations.effective import effective
from sasando.evaluations.queries import Worksheet
from sasando.evaluations.reports.facts import Move, Week, Worker
from sasando.evaluations.reports.queries import Judged, decided_before, deeds_since, judged_since

SPAN = timedelta(days=7)
_WORDS = {
    "open_stage": "membuka tahap",
    "send": "mengirim penilaian mandiri",
    "seal": "menyegel tahap",
    "reopen": "membuka kembali tahap",
    "assign": "membagi tugas",
    "schedule": "mengatur jadwal",
    "disclose": "membuka hasil kepada publik",
    "withdraw_disclosure": "menarik hasil dari publik",
    "review": "mereviu segel",
    "note_aspect": "menulis kekuatan dan kelemahan",
    "answer_general": "menjawab pertanyaan umum",
    "move": "memindahkan ke versi instrumen yang dikoreksi",
}


def week(sheet: Worksheet, now: datetime) -> Week:
    """The week up to `now`. Three queries, four where a value moved."""
    evaluation, ordinal = sheet.evaluation, sheet.stage.ordinal
    since = now - SPAN
    judged = judged_since(evaluation, since, ordinal)
    moves = _moves(sheet, judged, since)
    answers = [str(cell.id) for row in sheet.rows for cell in row.cells.values()]
    concerned = [
        f"evaluation:{evaluation.id}",
        *(f"stage:{stage.id}" for stage in sheet.stages),
        *(f"answer:{one}" for one in answers),
    ]
    known = [move.points for move in moves]
    points = None if None in known else sum((one for one in known if one is not None), Fraction(0))
    return Week(
        since.astimezone(ZoneInfo(evaluation.agency.timezone)).date(),
        moves,
        _workers(judged, concerned, sheet, since),
        points,
    )


def _moves(sheet: Worksheet, judged: list[Judged], since: datetime) -> tuple[Move, ...]:
    people: dict[str, list[str]] = defaultdict(list)
    for one in judged:
        people[one.node].append(one.by)
    if not people:
        return ()
    before = effective(
        decided_before(sheet.evaluation, since, sheet.stage.ordinal, people), sheet.stage.ordinal
    )
    total = sum((leaf.weight or Fraction(0) for leaf in sheet.instrument.leaves), Fraction(0)) or Fraction(1)
    found = []
    for row in sheet.rows:
        if row.node.code not in people:
            continue
        old = before[row.node.code].value if row.node.code in before else None
        new = row.counting.value if row.counting else None
        if old == new:
            continue
        names = tuple(dict.fromkeys(people[row.node.code]))
        blank = sheet.instrument.outside_empty if row.node.outside else None
        first, last = (blank if value is None else value for value in (old, new))
        weight = row.node.weight or Fraction(0)
        points = None if first is None or last is None else weight * (last - first) / total
        found.append(Move(row.node.number, row.node.name, old, new, points, names, blank))
    return tuple(sorted(found, key=lambda move: abs(move.points or Fraction(0)), reverse=True))


def _workers(
    judged: list[Judged], concerned: list[str], sheet: Worksheet, since: datetime
) -> tuple[Worker, ...]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    others: dict[str, list[str]] = defaultdict(list)
    for one in judged:
        counts[one.by]["judged"] += 1
    for deed in deeds_since(sheet.evaluation.agency, concerned, since):
        counts[deed.who]["drafted"] += len(deed.body.get("drafts", ()))
        if deed.act == "verify":
            what = "returned" if deed.body.get("verdict") == "returned" else "verified"
            counts[deed.who][what] += len(deed.body.get("answers", ()))
        elif deed.act == "draft":
            counts[deed.who]["drafted"] += 1
        elif deed.act in _WORDS:
            others[deed.who].append(_WORDS[deed.act])
    names = {**dict.fromkeys(name for name, held in counts.items() if held.total()), **dict.fromkeys(others)}
    found = [
        Worker(
            name, counts[name]["judged"], counts[name]["drafted"], counts[name]["verified"],
            counts[name]["returned"], tuple(dict.fromkeys(others[name])),
        )
        for name in names
    ]  # fmt: skip
    return tuple(sorted(found, key=_effort, reverse=True))


def _effort(worker: Worker) -> int:
    return worker.judged + worker.verified + worker.returned + worker.drafted + len(worker.others)
