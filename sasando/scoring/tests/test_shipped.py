"""The shipped instruments: what they hold, and that their canonical form is stable."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

import pytest

from sasando.scoring.canonical import canonical, from_canonical, with_digests
from sasando.scoring.loader import load_instrument
from sasando.scoring.model import Instrument, Node, Status, ValueKind
from sasando.scoring.tests.files import INSTRUMENT_FILES, SCORED, shipped
from sasando.scoring.tests.sample import SAMPLE

KEYS = [path.stem for path in INSTRUMENT_FILES]


def kinds(instrument: Instrument) -> dict[str, int]:
    found: dict[str, int] = {}
    for node in instrument.root.walk():
        found[node.kind] = found.get(node.kind, 0) + 1
    return found


def test_six_instruments_are_shipped_and_each_file_is_named_by_its_key() -> None:
    assert KEYS == ["pemdi-2026", "rb-2020", "rb-2023", "skm-2017", "spbe-2018", "spbe-2020"]
    assert [shipped(key).key for key in KEYS] == KEYS
    assert [key for key in KEYS if shipped(key).scorable] == sorted(SCORED)


@pytest.mark.parametrize(
    ("key", "shape", "low", "kind", "years"),
    [
        (
            "spbe-2018",
            {"index": 1, "domain": 3, "aspect": 7, "indicator": 35, "item": 3},
            0,
            "integer",
            (2018, 2020),
        ),
        ("spbe-2020", {"index": 1, "domain": 4, "aspect": 8, "indicator": 47}, 1, "integer", (2021, 2025)),
        ("pemdi-2026", {"index": 1, "aspect": 7, "indicator": 20}, 1, "decimal", (2026, None)),
    ],
)
def test_scored_instruments_have_the_official_shape(
    key: str, shape: dict[str, int], low: int, kind: str, years: tuple[int, int | None]
) -> None:
    instrument = shipped(key)
    assert kinds(instrument) == shape
    assert (instrument.low, instrument.high) == (Fraction(low), Fraction(5))
    assert instrument.value_kind is ValueKind(kind)
    assert (instrument.first_year, instrument.last_year) == years


@pytest.mark.parametrize(
    ("first", "last", "weight"),
    [(1, 10, "1.30"), (11, 20, "2.50"), (21, 31, "1.50"), (32, 41, "2.75"), (42, 47, "3.00")],
)
def test_weights_of_2020_are_those_of_the_regulation(first: int, last: int, weight: str) -> None:
    by_code = shipped("spbe-2020").by_code
    assert {by_code[f"I{number}"].weight for number in range(first, last + 1)} == {Fraction(weight)}


def test_every_indicator_of_2020_has_five_criteria_an_evidence_group_and_hints_for_three_levels() -> None:
    instrument = shipped("spbe-2020")
    for leaf in instrument.leaves:
        assert [criterion.level for criterion in leaf.criteria] == [1, 2, 3, 4, 5]
        assert [hint.level for hint in leaf.hints] == [2, 3, 4]
        assert set(instrument.evidence_groups[leaf.evidence_group]) == {1, 2, 3, 4, 5}
        assert leaf.scale in instrument.scales


def test_the_misprint_of_both_reports_is_kept_as_a_difference_between_sources() -> None:
    assert any("3,50%" in each and "3,00%" in each for each in shipped("spbe-2020").source_differences)


def test_six_services_of_2018_weigh_the_same_and_what_is_from_memory_says_so() -> None:
    instrument = shipped("spbe-2018")
    public = instrument.by_code["A7"].leaves
    assert [leaf.number for leaf in public] == ["32", "33", "34", "35", "35-2", "35-3"]
    assert {leaf.weight for leaf in public} == {Fraction(20, 6)}
    assert {leaf.status for leaf in public} == {Status.MEMORY}
    assert instrument.by_code["I31"].status is Status.SECONDARY
    assert instrument.by_code["I35"].items_max == 3
    assert instrument.scale_status == {"proses": {3: Status.MEMORY, 4: Status.MEMORY}}
    assert {band.status for band in instrument.bands} == {Status.MEMORY}


def test_criteria_of_pemdi_are_a_draft_and_its_outside_indices_are_named() -> None:
    instrument = shipped("pemdi-2026")
    assert {criterion.status for leaf in instrument.leaves for criterion in leaf.criteria} == {Status.DRAFT}
    outside = {leaf.number: leaf.outside for leaf in instrument.leaves if leaf.outside}
    assert outside.pop("18").startswith("Indeks luar")
    assert outside == {
        "5": "Indeks SDI (Bappenas)",
        "6": "Indeks SJIG (BIG)",
        "7": "IPS/EPSS (BPS)",
        "10": "IKASANDI (BSSN)",
        "11": "IKASANDI (BSSN)",
        "12": "IKASANDI (BSSN)",
    }
    assert [part.code for part in instrument.parts] == [f"A{number}" for number in range(1, 8)]
    assert [(band.name, band.also, band.aliases) for band in instrument.bands][1] == (
        "Cukup",
        "Membangun",
        ("Emerging",),
    )


@pytest.mark.parametrize("key", SCORED)
def test_evaluations_run_from_the_self_assessment_to_the_final_levels(key: str) -> None:
    tracks = {track.code: track.stages for track in shipped(key).tracks}
    assert tracks["evaluasi"] == ("mandiri", "dokumen", "interviu", "visitasi", "akhir")
    if key == "spbe-2020":
        assert tracks["pemantauan"] == ("mandiri", "dokumen")
    assert {stage.code for stage in shipped(key).stages if stage.optional} == {"visitasi", "akhir"}


def test_instruments_that_are_not_scored_still_say_where_spbe_enters() -> None:
    for key in ("rb-2020", "rb-2023"):
        entering = [node for node in shipped(key).root.walk() if node.outside == "Indeks SPBE"]
        assert [node.weight for node in entering] == [None]
    assert shipped("rb-2023").by_code["B-7"].weight is None
    assert [band.name for band in shipped("rb-2020").bands] == ["D", "C", "CC", "B", "BB", "A", "AA"]
    assert shipped("skm-2017").band_grid == Fraction(1, 100)
    assert len(shipped("skm-2017").leaves) == 9


@pytest.mark.parametrize("key", KEYS)
def test_the_canonical_form_gives_back_an_equal_instrument_with_its_digests(key: str) -> None:
    instrument = shipped(key)
    text = canonical(instrument)
    assert from_canonical(text) == instrument
    assert from_canonical(text).digest == instrument.digest == sha256(text.encode()).hexdigest()
    assert canonical(from_canonical(text)) == text


@pytest.mark.parametrize("key", KEYS)
def test_the_canonical_form_holds_no_float_and_sorted_keys(key: str) -> None:
    def refuse(text: str) -> float:
        raise AssertionError(f"float {text} in the canonical form of {key}")

    plain = json.loads(canonical(shipped(key)), parse_float=refuse)
    assert list(plain) == sorted(plain)


def load(folder: Path, content: str) -> Instrument:
    path = folder / "contoh.yaml"
    path.write_text(content, encoding="utf-8")
    return load_instrument(path)


def test_layout_and_equal_numbers_written_otherwise_do_not_change_the_digest(tmp_path: Path) -> None:
    first = load(tmp_path, SAMPLE)
    relaid = (
        SAMPLE.replace('"60.00"', '"60"').replace('"20/3"', '"40/6"').replace("\nlaw:", "\n# catatan\n\nlaw:")
    )
    assert load(tmp_path, relaid).digest == first.digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('version: "1"', 'version: "2"'),
        ("text: Sudah", "text: Sudah ada"),
        ("status: memory}}\n          hints", "status: draft}}\n          hints"),
        ("Isi catatan", "Isi lain"),
        ("often_rejected: Draf", "often_rejected: Konsep"),
        ('high: {value: "2.6", inclusive: false}', 'high: {value: "2.7", inclusive: false}'),
        ("optional: true", "optional: false"),
        ("where: di sini", "where: di sana"),
        ('outside_empty: "1"', 'outside_empty: "2"'),
        ("2: {name: Terkelola, status: memory}", "2: Terkelola"),
    ],
)
def test_any_change_of_content_changes_the_digest(tmp_path: Path, old: str, new: str) -> None:
    assert old in SAMPLE
    changed = SAMPLE.replace(old, new)
    if "2.7" in new:
        changed = changed.replace('low: {value: "2.6"', 'low: {value: "2.7"')
    assert load(tmp_path, changed).digest != load(tmp_path, SAMPLE).digest


def test_a_criterion_keeps_its_digest_until_its_own_text_or_status_changes(tmp_path: Path) -> None:
    def digests(content: str) -> list[str]:
        return [each.digest for each in load(tmp_path, content).by_code["I2"].criteria]

    first = digests(SAMPLE)
    assert len(set(first)) == 2
    assert (
        digests(SAMPLE.replace('version: "1"', 'version: "2"').replace("name: Dua", "name: Kedua")) == first
    )
    assert digests(SAMPLE.replace("text: Sudah", "text: Sudah ada"))[0] == first[0]
    assert digests(SAMPLE.replace("text: Sudah", "text: Sudah ada"))[1] != first[1]


def test_a_field_at_its_default_does_not_enter_the_canonical_form() -> None:
    instrument = shipped("pemdi-2026")
    plain = json.loads(canonical(instrument))
    leaf: Node = instrument.leaves[0]
    assert leaf.items_max == 0
    assert "items_max" not in plain["root"]["children"][0]["children"][0]
    with_note = with_digests(replace(instrument, root=replace(instrument.root, note="catatan")))
    assert with_note.digest != instrument.digest
