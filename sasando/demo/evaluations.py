"""The evaluations of Kabupaten Contoh: two past years by SPBE, sealed through every stage, and a running Pemdi.

All through the actions people use, each by somebody whose role may. Figures and texts are invented and say so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

from sasando.demo.people import People
from sasando.discussions.actions import comment
from sasando.evaluations.actions.assigning import assign, give_access
from sasando.evaluations.actions.disclosing import disclose
from sasando.evaluations.actions.drafting import save_draft
from sasando.evaluations.actions.judging import judge
from sasando.evaluations.actions.noting import answer_general, note_aspect
from sasando.evaluations.actions.opening import Opened, open_evaluation, open_stage, schedule
from sasando.evaluations.actions.sealing import review, seal
from sasando.evaluations.actions.verifying import RETURNED, verify
from sasando.evaluations.entered import Entered
from sasando.evaluations.models import Answer, Seal, Stage
from sasando.evaluations.subjects import ANSWER
from sasando.organizations.models import Agency

FOREVER = date(2999, 12, 31)
PAST = {2024: 2, 2025: 3}  # year: the level that most indicators had
_FACT = "Contoh: dokumen nomor 000/CONTOH/{year} mengatur indikator {number} (bukan dokumen sebenarnya)."
_SOURCES = {"I7": "BPS (contoh)", "I10": "BSSN (contoh)", "I11": "BSSN (contoh)"}  # outside indices
_ANALYSIS = "Contoh: isi dokumen itu memenuhi tingkat {level}."


def make_evaluations(agency: Agency, people: People, today: date) -> None:
    """Everything, in the order in which it would happen."""
    for year, level in PAST.items():
        _past_year(agency, people, year, level)
    _running(agency, people, today)


def _stage(evaluation: str, code: str) -> Stage:
    held = Stage.objects.select_related("evaluation__agency", "instrument")
    return held.get(evaluation_id=evaluation, code=code)


def _revisions(stage: Stage) -> dict[str, int]:
    return dict(Answer.objects.filter(stage=stage).values_list("node__code", "revision"))


def _numbers(stage: Stage) -> dict[str, str]:
    found = Answer.objects.filter(stage=stage).order_by("node__ordinal")
    return dict(found.values_list("node__code", "node__number"))


def _levels(numbers: Mapping[str, str], level: int) -> dict[str, int]:
    """Most at one level, every fifth one above, every seventh one below; the same each time."""
    made = {}
    for position, code in enumerate(numbers):
        made[code] = level + (position % 5 == 0) - (position % 7 == 3)
    return made


def _past_year(agency: Agency, people: People, year: int, level: int) -> None:
    who = people.users
    wanted = Opened("spbe-2020", year, "resmi", "evaluasi")
    evaluation = open_evaluation(who["koordinator"], agency, wanted)
    first = _stage(evaluation, "mandiri")
    schedule(who["koordinator"], first, date(year, 7, 31), f"Surat contoh B/1/{year}")
    numbers, now = _numbers(first), _revisions(first)
    claimed = _levels(numbers, level)
    judge(
        who["pelaksana"],
        first,
        [_entered(code, now[code], claimed[code], numbers[code], year) for code in numbers],
    )
    verify(who["asesor"], first, _revisions(first))
    answer_general(who["koordinator"], first, 1, 0, "Contoh: layanan pendukung RB Tematik.")
    seal(who["penanggungjawab"], first)
    _judged_from_outside(
        people, evaluation, "dokumen", {code: value - 1 for code, value in claimed.items() if value > level}
    )
    last = _judged_from_outside(people, evaluation, "interviu", {"I16": level + 1})
    give_access(who["koordinator"], last.stage, who["reviu"], FOREVER)
    review(who["reviu"], last, valid=True, note="contoh")
    if year == max(PAST):
        disclose(who["koordinator"], last, "parts", f"Surat persetujuan contoh 2/{year}")


def _entered(code: str, revision: int, level: int, number: str, year: int) -> Entered:
    return Entered(
        code,
        revision,
        Fraction(level),
        fact=_FACT.format(year=year, number=number),
        analysis=_ANALYSIS.format(level=level),
    )


def _judged_from_outside(people: People, evaluation: str, code: str, values: Mapping[str, int]) -> Seal:
    """A stage of the external assessor: opened, given, judged where values differ, sealed."""
    who = people.users
    stage = _stage(evaluation, code)
    open_stage(who["koordinator"], stage)
    give_access(who["koordinator"], stage, who["asesorluar"], FOREVER)
    judge(
        who["asesorluar"],
        stage,
        [
            Entered(node, 0, Fraction(value), justification="Contoh: menurut bukti yang diperlihatkan.")
            for node, value in values.items()
        ],
    )
    note_aspect(
        who["asesorluar"],
        stage,
        "A3",
        0,
        "Contoh: pusat data dipakai bersama.",
        "Contoh: reviu belum berkala.",
    )
    return seal(who["asesorluar"], stage)


def _running(agency: Agency, people: People, today: date) -> None:
    """Pemdi of this year: partly filled in, some verified, some returned, some late at the office of the PIC."""
    who = people.users
    evaluation = open_evaluation(who["koordinator"], agency, Opened("pemdi-2026", 2026, "resmi", "evaluasi"))
    first = _stage(evaluation, "mandiri")
    schedule(who["koordinator"], first, today + timedelta(days=9), "Surat contoh B/7/2026")
    numbers, now = _numbers(first), _revisions(first)
    assign(
        who["koordinator"], first, ["A1", "A2"], unit=people.units["KOMINFO"], due=today - timedelta(days=3)
    )
    assign(who["koordinator"], first, ["A3"], person=who["pelaksana"], due=today + timedelta(days=5))
    values = {
        "I1": "3/2",
        "I2": "3/2",
        "I3": "63/50",
        "I7": "1",
        "I8": "7/6",
        "I9": "5/4",
        "I10": "2",
        "I11": "1",
    }
    judge(
        who["pelaksana"],
        first,
        [
            Entered(
                code,
                now[code],
                Fraction(value),
                fact=_FACT.format(year=2026, number=numbers[code]),
                source_document="Lembar contoh penilaian mandiri, halaman 1",
                source_agency=_SOURCES.get(code, ""),
                source_date=today - timedelta(days=30) if code in _SOURCES else None,
            )
            for code, value in values.items()
        ],
    )
    held = _revisions(first)
    verify(who["asesor"], first, {code: held[code] for code in ("I1", "I7", "I8")})
    verify(who["asesor"], first, {"I2": held["I2"]}, verdict=RETURNED, note="Contoh: sebutkan halamannya.")
    save_draft(who["pelaksana"], first, "I12", held["I12"], "Contoh: draf yang belum selesai.", "")
    answer = Answer.objects.get(stage=first, node__code="I2")
    comment(who["asesor"], agency, ANSWER, answer.id, "Contoh: dokumen yang mana?")
