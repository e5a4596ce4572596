"""The ministry's report with indicator levels, as shipped: data/cases/bandar_lampung_2021.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sasando.instruments.queries import instrument
from sasando.kernel.actor import SYSTEM
from sasando.kernel.faults import BadInputError
from sasando.organizations.queries import AgencyRow, agency_by_slug
from sasando.results.actions.shipped import load_shipped
from sasando.results.models import PublishedValue
from sasando.results.proofs import proof
from sasando.results.queries import YearResult, results_of
from sasando.results.report_file import read_report
from sasando.scoring.numbers import half_up
from sasando.scoring.score import score

pytestmark = pytest.mark.django_db
DATA = Path(settings.BASE_DIR) / "data"
REPORT = DATA / "cases" / "bandar_lampung_2021.yaml"


def bandar_lampung() -> AgencyRow:
    found = agency_by_slug("kota-bandar-lampung")
    assert found is not None
    return found


def of_2021() -> YearResult:
    return next(one for one in results_of("kota-bandar-lampung") if one.year == 2021)


def test_report_is_published_with_index_domains_aspects_and_every_level() -> None:
    result = of_2021()
    assert (half_up(result.value), result.predicate) == ("1.20", "Kurang")
    assert (result.publication.coverage, result.publication.authority) == ("single", "Kementerian PANRB")
    assert {code: half_up(value) for code, value in result.parts.items()} == {
        "D1": "1.00", "D2": "1.00", "D3": "1.00", "D4": "1.44",
    }  # fmt: skip
    levels = result.levels(instrument("spbe-2020"))
    assert len(levels) == 47
    assert {code: int(level) for code, level in levels.items() if level > 1} == {
        "I36": 3, "I41": 3, "I42": 3, "I44": 2,
    }  # fmt: skip


def test_levels_give_every_printed_figure_of_the_report_to_the_last_digit() -> None:
    result, measured = of_2021(), instrument("spbe-2020")
    found = score(measured, result.levels(measured))
    assert (found.shown, found.predicate.name if found.predicate else "") == ("1.20", "Kurang")
    printed = {code: value for code, value in (result.parts | result.finer).items() if code[0] in "DA"}
    assert len(printed) == 4 + 8
    recomputed = {code: half_up(value) for code in printed if (value := found.nodes[code]) is not None}
    assert recomputed == {code: half_up(value) for code, value in printed.items()}


def test_inference_from_the_printed_domains_leaves_room_for_the_published_levels() -> None:
    found = proof(bandar_lampung(), 2021)
    levels = of_2021().levels(found.instrument)
    assert found.inference.possible == "yes"
    for group in found.inference.groups:
        held = [levels[leaf.code] for leaf in found.instrument.by_code[group.code].leaves]
        for level, (low, high) in group.at_most.items():
            assert low <= sum(one <= level for one in held) <= high, (group.code, level)


def test_loading_what_is_shipped_again_writes_nothing() -> None:
    before = PublishedValue.objects.count()
    with CaptureQueriesContext(connection) as queries:
        assert not load_shipped(SYSTEM, DATA)
    assert len(queries) == 1
    assert PublishedValue.objects.count() == before


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("  47: 1\n", "  47: 6\n"), "nilai 6 di luar skala"),
        (("predicate: ", "predikat: "), "predicate: tidak ada dalam laporan ini"),
        (("published: 1.20", "published: 1.204"), "lebih rinci dari 0.01"),
    ],
)
def test_report_with_a_figure_that_cannot_be_taken_is_refused_with_its_place(
    tmp_path: Path, change: tuple[str, str], told: str
) -> None:
    spoiled = tmp_path / "laporan.yaml"
    spoiled.write_text(REPORT.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(ValueError, match=told):
        read_report(spoiled, instrument("spbe-2020"), bandar_lampung())


def test_file_that_is_no_report_is_refused(tmp_path: Path) -> None:
    empty = tmp_path / "kosong.yaml"
    empty.write_text("", encoding="utf-8")
    with pytest.raises(BadInputError, match="bukan laporan"):
        read_report(empty, instrument("spbe-2020"), bandar_lampung())
