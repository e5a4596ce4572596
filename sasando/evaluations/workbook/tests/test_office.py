"""The index that LibreOffice recomputes from the cells is ours, on ties too; the sheets open without repair."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Callable
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client

from sasando.evaluations.actions.opening import Opened, open_evaluation, open_stage
from sasando.evaluations.actions.sealing import seal
from sasando.evaluations.models import Judgement, Stage
from sasando.evaluations.queries import stage_of, worksheet
from sasando.evaluations.testing import Team, fill, levels, opened, stage
from sasando.evaluations.workbook.tests.conftest import exported, filled, row_of, saved
from sasando.evaluations.workbook.texts import number_text
from sasando.organizations.models import User
from sasando.scoring.numbers import half_up
from sasando.scoring.score import Score, score

pytestmark = [pytest.mark.django_db, pytest.mark.office, pytest.mark.slow]
Desk = Callable[[User], Client]


def recomputed(files: dict[str, bytes], folder: Path) -> dict[str, Any]:
    """Workbooks after LibreOffice has opened, recomputed and saved them again, by name."""
    soffice = shutil.which("soffice")
    assert soffice is not None, "apt-get install libreoffice-calc"
    for name, raw in files.items():
        (folder / f"{name}.xlsx").write_bytes(raw)
    paths = [str(folder / f"{name}.xlsx") for name in files]
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "out"), *paths],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return {name: (folder / "out" / f"{name}.xlsx").read_bytes() for name in files}


def index_page(raw: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(raw), data_only=True)["Indeks"]


def scored(of: Stage, values: dict[str, Fraction]) -> Score:
    found = stage_of(of.evaluation.agency, of.evaluation_id, of.code)
    assert found is not None
    return score(worksheet(*found).instrument, values)


def with_values(raw: bytes, values: list[Any]) -> bytes:
    return filled(raw, {f"D{row_of(number)}": value for number, value in enumerate(values, start=1)})


def profiles(count: int) -> list[list[int]]:
    """47 levels each: of all the same, at random, and such whose exact index ends in 5 in the third decimal."""
    chance = random.Random(20)
    made = [[level] * 47 for level in (1, 3, 5)]
    weights = [26] * 10 + [50] * 10 + [30] * 11 + [55] * 10 + [60] * 6
    while len(made) < count:
        levels_ = [chance.randint(1, 5) for _ in range(47)]
        total = sum(weight * level for weight, level in zip(weights, levels_, strict=True))
        if total % 20 == 10:  # total / 2000 lies half way between two hundredths
            made.append(levels_)
    return made


def test_spbe_index_agrees_on_ties_and_bands(
    people: Team, mandiri: Stage, desk: Desk, tmp_path: Path
) -> None:
    raw = exported(desk(people.entry), mandiri)
    rows = profiles(12)
    files = recomputed({f"p{place}": with_values(raw, list(row)) for place, row in enumerate(rows)}, tmp_path)
    ties = 0
    for place, row in enumerate(rows):
        ours = scored(mandiri, {f"I{n}": Fraction(level) for n, level in enumerate(row, start=1)})
        assert ours.index is not None
        assert ours.predicate is not None
        ties += (ours.index * 1000).denominator == 1 and ours.index * 1000 % 10 == 5
        page = index_page(files[f"p{place}"])
        assert f"{page['B3'].value:.2f}" == ours.shown
        assert page["B4"].value == ours.predicate.name
        parts = [node for node in ours.instrument.root.walk() if node.kind in ("domain", "aspect")]
        shown = [f"{page[f'C{line}'].value:.2f}" for line in range(10, 10 + len(parts))]
        assert shown == [half_up(ours.nodes[node.code] or 0) for node in parts]
    assert ties >= 8


def test_predicate_is_read_as_the_evaluation_reads_it(people: Team, desk: Desk, tmp_path: Path) -> None:
    made = open_evaluation(
        people.coordinator,
        people.agency,
        Opened("spbe-2020", 2023, "simulasi", "evaluasi", reading="rounded"),
    )
    files = {}
    just_below = levels(
        47, 1, **{f"I{n}": 2 for n in (1, 2, 3, 4, 11)}, **{f"I{n}": 5 for n in range(42, 48)}
    )
    for name, of in (("rounded", stage(made, "mandiri")), ("exact", opened(people))):
        files[name] = with_values(exported(desk(people.entry), of), list(just_below.values()))
    pages = {name: index_page(raw) for name, raw in recomputed(files, tmp_path).items()}
    assert [f"{pages[name]['B3'].value:.3f}" for name in files] == ["1.800", "1.800"]  # 1,797 exactly
    assert [pages[name]["B4"].value for name in files] == ["Cukup", "Kurang"]


def test_pemdi_index_agrees_on_ties_with_decimals_and_fractions(
    people: Team, desk: Desk, tmp_path: Path
) -> None:
    pemdi = opened(people, "pemdi-2026", 2026)
    raw = exported(desk(people.entry), pemdi)
    tie = [Fraction(1)] * 19 + [1 + Fraction(1, 30)]  # weight 15: 1,005 exactly
    mixed = [Fraction(7, 6), Fraction(117, 100), Fraction(8, 7), Fraction(5, 2), *[Fraction(13, 9)] * 16]
    typed = [[number_text(value) for value in row] for row in (tie, mixed)]
    written = {
        "tie": with_values(raw, list(typed[0])),
        "mixed": with_values(raw, list(typed[1])),
        "typed": with_values(raw, ["1.17", 2.5, 3, *["1,17"] * 17]),
        "assumed": with_values(raw, [1] * 20),
        "wrong": with_values(raw, ["tiga", "6", "7/0", *[2] * 17]),
    }
    emptied = openpyxl.load_workbook(BytesIO(written["assumed"]))
    outside = [n for n, leaf in enumerate(scored(pemdi, {}).instrument.leaves, start=1) if leaf.outside]
    for number in outside:
        emptied["Isian"][f"D{row_of(number)}"].value = None
    kept = BytesIO()
    emptied.save(kept)
    files = recomputed({**written, "assumed": kept.getvalue()}, tmp_path)
    rows = {"tie": tie, "mixed": mixed, "typed": [Fraction(117, 100), Fraction(5, 2), Fraction(3)]}
    rows["typed"] = rows["typed"] + [Fraction(117, 100)] * 17
    for name, row in rows.items():
        ours = scored(pemdi, {f"I{n}": value for n, value in enumerate(row, start=1)})
        assert ours.predicate is not None
        page = index_page(files[name])
        assert f"{page['B3'].value:.2f}" == ours.shown, name
        assert page["B4"].value == f"{ours.predicate.name} ({ours.predicate.also})", name
    assert scored(pemdi, {f"I{n}": value for n, value in enumerate(tie, start=1)}).shown == "1.01"
    assert f"{index_page(files['assumed'])['B3'].value:.2f}" == "1.00"
    wrong = index_page(files["wrong"])
    assert wrong["B3"].value == "belum lengkap: 3 kosong"


def test_fresh_workbook_shows_the_index_before_anything_recomputes_it(
    people: Team, mandiri: Stage, desk: Desk, tmp_path: Path
) -> None:
    fill(people.entry, mandiri, levels(47, 2, I3=4))
    raw = exported(desk(people.entry), mandiri)
    ours = scored(mandiri, {f"I{n}": Fraction(4 if n == 3 else 2) for n in range(1, 48)})
    for page in (index_page(raw), index_page(recomputed({"segar": raw}, tmp_path)["segar"])):
        assert f"{page['B3'].value:.2f}" == ours.shown == "2.03"
        assert (page["B4"].value, page["B5"].value) == ("Cukup", "2,03 sampai 2,03")
        assert page["C10"].value == 2.2


def test_gaps_give_bounds_and_later_stages_keep_earlier_values(
    people: Team, mandiri: Stage, desk: Desk, tmp_path: Path
) -> None:
    partly = with_values(exported(desk(people.entry), mandiri), [3] * 40 + [None] * 7)
    fill(people.entry, mandiri, levels(47, 3))
    seal(people.responsible, mandiri)
    dokumen = stage(str(mandiri.evaluation_id), "dokumen")
    open_stage(people.coordinator, dokumen)
    later = filled(exported(desk(people.coordinator), dokumen), {f"E{row_of(47)}": 1})
    old = opened(people, "spbe-2018", 2019)
    history = with_values(exported(desk(people.entry), old), [2] * 37)
    files = recomputed({"partly": partly, "later": later, "old": history}, tmp_path)
    page = index_page(files["partly"])
    bounds = scored(mandiri, {f"I{n}": Fraction(3) for n in range(1, 41)}).bounds
    assert bounds is not None
    assert page["B3"].value == "belum lengkap: 7 kosong"
    assert page["B5"].value == f"{half_up(bounds.lower)} sampai {half_up(bounds.upper)}".replace(".", ",")
    assert f"{index_page(files['later'])['B3'].value:.2f}" == half_up(3 - Fraction(3, 100) * 2)
    assert f"{index_page(files['old'])['B3'].value:.2f}" == "2.00"


def test_workbook_saved_by_libreoffice_is_taken_back(
    people: Team, mandiri: Stage, desk: Desk, tmp_path: Path
) -> None:
    raw = filled(exported(desk(people.entry), mandiri), {"D5": 4, "E5": "- butir satu\n- butir dua"})
    files = recomputed({"isian": raw}, tmp_path)
    assert saved(desk(people.entry), mandiri, files["isian"]).status_code == 302
    (held,) = Judgement.objects.all()
    assert (held.value, held.fact) == (4, "- butir satu\n- butir dua")
