"""Official results of others, entered as an agency would enter them: they come out as their reports print them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from ruamel.yaml import YAML

from sasando.evaluations.actions.opening import open_stage
from sasando.evaluations.actions.sealing import seal
from sasando.evaluations.actions.verifying import verify
from sasando.evaluations.snapshot import sealed_score
from sasando.evaluations.testing import fill, opened, revisions, stage, team
from sasando.scoring.numbers import half_up, parse_exact

pytestmark = pytest.mark.django_db
DATA = Path(settings.BASE_DIR) / "data"


def read(path: Path) -> Any:
    """A case file with every number as text."""
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    return yaml.load(path.read_text(encoding="utf-8"))


def test_bandar_lampung_2021_is_created_again_to_the_last_figure() -> None:
    case = read(DATA / "cases" / "bandar_lampung_2021.yaml")
    people = team("kota-bandar-lampung")
    held = opened(people, "spbe-2020", 2021, kind="resmi", track="pemantauan")
    values = {f"I{number}": int(level) for number, level in case["levels"].items()}
    fill(people.entry, held, values, fact="menurut laporan")
    verify(people.assessor, held, revisions(held))
    seal(people.responsible, held)
    documents = stage(str(held.evaluation_id), "dokumen")
    open_stage(people.coordinator, documents)
    kept = seal(people.coordinator, documents)
    score = sealed_score(kept)
    assert (half_up(kept.index), kept.predicate) == ("1.20", "Kurang")
    printed = {f"A{one['aspect']}": one["published"] for one in case["aspects"]}
    printed |= {f"D{one['domain']}": one["published"] for one in case["domains"]}
    for code, value in printed.items():
        assert half_up(score.nodes[code] or 0) == half_up(parse_exact(f"{value:.2f}")), code


def test_aceh_tengah_2026_gives_1_24() -> None:
    vector = read(DATA / "vectors" / "pemdi-2026.yaml")["vektor_uji"][0]
    people = team("kab-aceh-tengah")
    held = opened(people, "pemdi-2026", 2026)
    fill(
        people.entry, held, {f"I{number}": Fraction(str(value)) for number, value in vector["nilai"].items()}
    )
    kept = seal(people.responsible, held)
    assert (half_up(kept.index), kept.predicate) == ("1.24", "Kurang")
