"""Instrument files: what is taken, and the sentence for everything that is not."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from sasando.scoring.faults import InstrumentError
from sasando.scoring.loader import load_instrument
from sasando.scoring.model import EvidenceHint, Note, Stage, Status
from sasando.scoring.tests.sample import SAMPLE
from sasando.scoring.tests.spoiled import RELATIONS, SHAPE, Spoiled


def faults_of(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(InstrumentError) as refusal:
        load_instrument(path)
    faults = refusal.value.faults
    assert str(refusal.value).splitlines() == [str(fault) for fault in faults]
    assert all(fault.file == str(path) and fault.problem and fault.remedy for fault in faults)
    return [(fault.path, f"{fault.problem}; {fault.remedy}") for fault in faults]


def written(folder: Path, content: str) -> Path:
    path = folder / "contoh.yaml"
    path.write_text(content, encoding="utf-8")
    return path


def test_a_file_becomes_an_instrument_with_exact_numbers_and_inherited_status(tmp_path: Path) -> None:
    instrument = load_instrument(written(tmp_path, SAMPLE))
    one, two = instrument.by_code["I1"], instrument.by_code["I2"]
    assert (one.weight, two.weight) == (Fraction(20, 3), Fraction(100, 3))
    assert (one.status, instrument.by_code["I3"].status) == (Status.SECONDARY, Status.OFFICIAL)
    assert [(each.level, each.text, each.status) for each in one.criteria] == [
        (1, "Belum ada", Status.DRAFT),
        (2, "Ada", Status.DRAFT),
    ]
    assert [each.status for each in two.criteria] == [Status.SECONDARY, Status.MEMORY]
    assert two.hints == (EvidenceHint(2, "Surat keputusan", "Draf", "uji"),)
    assert (two.short_name, two.aliases, two.evidence_group) == ("Dua", ("Nama lain",), "kebijakan")
    assert instrument.scales == {"proses": {1: "Rintisan", 2: "Terkelola"}}
    assert instrument.scale_status == {"proses": {2: Status.MEMORY}}
    assert instrument.stages[1] == Stage("visitasi", "Visitasi", optional=True, note="bila perlu")
    assert instrument.notes == (Note("Catatan", "Isi catatan"),)
    assert [leaf.number for leaf in instrument.leaves] == ["1", "2", "3", "3-2"]
    assert instrument.outside_empty == 1


def test_words_that_other_readers_turn_into_something_else_stay_as_written(tmp_path: Path) -> None:
    changed = (
        SAMPLE.replace("Aspek satu", "on").replace("Butir satu", "yes").replace("Rintisan", "2020-01-02")
    )
    instrument = load_instrument(written(tmp_path, changed))
    assert instrument.by_code["A1"].name == "on"
    assert instrument.by_code["I3.1"].name == "yes"
    assert instrument.scales["proses"][1] == "2020-01-02"


def test_years_and_levels_may_be_written_with_quotes(tmp_path: Path) -> None:
    changed = SAMPLE.replace("first_year: 2021", 'first_year: "2021"').replace("level: 2", 'level: "2"')
    assert load_instrument(written(tmp_path, changed)) == load_instrument(written(tmp_path, SAMPLE))


def test_an_instrument_that_is_not_scored_needs_no_weights_bands_or_tracks(tmp_path: Path) -> None:
    changed = SAMPLE.replace("scorable: true", "scorable: false").replace('weight: "60.00"', "weight: null")
    changed = changed.replace('weight: "100"', "weight: null").replace("tracks:", "notes:", 1)
    changed = changed.replace("  - {code: evaluasi, name: Evaluasi, stages: [mandiri, visitasi]}", "")
    begin, end = changed.index("bands:"), changed.index("scales:")
    changed = changed[:begin] + changed[end:].replace("notes:\n", "", 1)
    instrument = load_instrument(written(tmp_path, changed))
    assert (instrument.bands, instrument.tracks, instrument.by_code["I3"].weight) == ((), (), None)


@pytest.mark.parametrize("spoiled", SHAPE + RELATIONS, ids=lambda each: f"{each.path}: {each.sentence[:40]}")
def test_a_spoiled_file_is_refused_with_place_and_remedy(tmp_path: Path, spoiled: Spoiled) -> None:
    assert spoiled.old in SAMPLE
    found = faults_of(written(tmp_path, SAMPLE.replace(spoiled.old, spoiled.new, 1)))
    assert any(path == spoiled.path and spoiled.sentence in text for path, text in found), found


def test_every_fault_of_a_file_is_named_at_once(tmp_path: Path) -> None:
    spoiled = (
        SAMPLE.replace('"20/3"', "6.67").replace("code: I2", "code: I1").replace("key: contoh-2021\n", "")
    )
    assert [path for path, _ in faults_of(written(tmp_path, spoiled))] == [
        "tree.children[0].children[0].weight",
        "key",
        "tree.children[0].children[1].code",
        "tree.children[0].weight",
    ]


def test_an_unreadable_limit_does_not_bring_faults_of_what_depends_on_it(tmp_path: Path) -> None:
    spoiled = SAMPLE.replace('low: "1", high: "5", out', 'low: "satu", high: "5", out')
    assert [path for path, _ in faults_of(written(tmp_path, spoiled))] == ["values.low"]


def test_an_unreadable_band_does_not_bring_a_gap(tmp_path: Path) -> None:
    spoiled = SAMPLE.replace('value: "2.6"', 'value: "dua"', 1)
    assert [path for path, _ in faults_of(written(tmp_path, spoiled))] == ["bands.list[0].high.value"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "berkas kosong"),
        (b"# hanya catatan\n", "berkas kosong"),
        (b"null\n", "berkas kosong"),
        (b"a: [\n", "bukan YAML yang benar"),
        (b"a: 1\n---\nb: 2\n", "bukan YAML yang benar"),
        (b"- \x00\n", "bukan YAML yang benar"),
        (b"[" * 5000, "bukan YAML yang benar"),
        (b"\xff\xfe\x00", "bukan teks UTF-8"),
        (b"- satu\n- dua\n", "di sini diperlukan pasangan kunci: nilai"),
        (b"satu kata\n", "di sini diperlukan pasangan kunci: nilai"),
    ],
)
def test_what_is_no_instrument_at_all_is_refused_in_a_sentence(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "rusak.yaml"
    path.write_bytes(content)
    assert any(sentence in text for _, text in faults_of(path))


def test_a_missing_file_and_a_folder_are_refused_in_a_sentence(tmp_path: Path) -> None:
    assert faults_of(tmp_path / "tidak-ada.yaml") == [("", "berkas tidak ada; periksa nama dan foldernya")]
    assert faults_of(tmp_path)[0][1].startswith("ini folder, bukan berkas")


def test_a_tree_without_anything_below_the_root_is_refused(tmp_path: Path) -> None:
    begin, end = SAMPLE.index("  children:"), SAMPLE.index("formula:")
    found = faults_of(written(tmp_path, SAMPLE[:begin] + SAMPLE[end:]))
    assert (
        "tree.children",
        "pohon tidak berisi apa pun di bawah akar; tambahkan aspek atau indikator",
    ) in found
