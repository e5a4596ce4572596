"""Moving an open evaluation to a corrected version of its instrument: open stages move, sealed ones never."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from sasando.evaluations.actions.moving import move_to_latest
from sasando.evaluations.actions.opening import open_stage
from sasando.evaluations.actions.sealing import seal
from sasando.evaluations.actions.verifying import verify
from sasando.evaluations.faults import EvaluationError
from sasando.evaluations.models import Answer, Stage
from sasando.evaluations.snapshot import sealed_score
from sasando.evaluations.testing import Team, address_of, fill, levels, opened, read, revisions, stage
from sasando.instruments.actions import load_instruments
from sasando.kernel.actor import SYSTEM
from sasando.organizations.testing import sign_in

pytestmark = pytest.mark.django_db
ROOT = Path(settings.BASE_DIR)


@pytest.fixture
def corrected(tmp_path: Path) -> None:
    """Version 2 of spbe-2020: the third level of indicator 16 reads otherwise, everything else as before."""
    source = (ROOT / "instruments" / "spbe-2020.yaml").read_text(encoding="utf-8")
    before = "Dipakai semua unit kerja dan ada prosedur operasi baku"
    assert source.count(before) >= 1
    place = source.index(before, source.index("code: I16"))
    text = source[:place] + "Dipakai semua unit kerja, dengan prosedur baku" + source[place + len(before) :]
    (tmp_path / "spbe-2020.yaml").write_text(
        text.replace('version: "1"', 'version: "2"', 1), encoding="utf-8"
    )
    calendar = shutil.copy(ROOT / "data" / "in-force.csv", tmp_path / "in-force.csv")
    load_instruments(SYSTEM, tmp_path, Path(calendar))


def test_evaluation_on_the_latest_version_has_nowhere_to_go(people: Team, mandiri: Stage) -> None:
    with pytest.raises(EvaluationError, match="sudah yang terakhir"):
        move_to_latest(people.coordinator, mandiri.evaluation)


def test_answers_whose_criterion_changed_are_flagged_and_keep_what_was_decided(
    people: Team, mandiri: Stage, request: pytest.FixtureRequest
) -> None:
    fill(people.entry, mandiri, levels(47, 3))
    request.getfixturevalue("corrected")
    assert move_to_latest(people.coordinator, mandiri.evaluation) == ["16"]
    moved = stage(str(mandiri.evaluation_id), "mandiri")
    assert moved.instrument.version == "2"
    flagged = Answer.objects.filter(stage=moved, criterion_changed=True)
    assert [one.node.number for one in flagged.select_related("node")] == ["16"]
    assert seal(people.responsible, moved).index == 3


def test_flag_goes_once_the_same_value_is_saved_on_the_new_criterion(
    people: Team, mandiri: Stage, request: pytest.FixtureRequest
) -> None:
    fill(people.entry, mandiri, levels(47, 3))
    before = Answer.objects.get(stage=mandiri, node__code="I16").current
    request.getfixturevalue("corrected")
    move_to_latest(people.coordinator, mandiri.evaluation)
    fill(people.entry, stage(str(mandiri.evaluation_id), "mandiri"), {"I16": 3})
    held = Answer.objects.select_related("current").get(stage=mandiri, node__code="I16")
    assert not held.criterion_changed
    assert before is not None
    assert held.current is not None
    assert held.current.basis_digest != before.basis_digest


def test_old_criterion_stands_beside_the_new_and_sending_names_who_was_not_read_again(
    client: Client, people: Team, request: pytest.FixtureRequest
) -> None:
    official = opened(people, kind="resmi")
    fill(people.entry, official, levels(47, 3), fact="ada")
    verify(people.assessor, official, revisions(official))
    sign_in(client, people.responsible)
    unread = "Kriteria berubah dan isiannya belum dibaca kembali"
    assert unread not in read(client, f"{address_of(official)}kirim/")
    request.getfixturevalue("corrected")
    move_to_latest(people.coordinator, official.evaluation)
    page = read(client, f"{address_of(official)}isian/16/")
    assert "Berubah sejak versi 1:" in page
    assert "Semula:</span> Dipakai semua unit kerja dan ada prosedur operasi baku" in page
    assert "Sekarang:</span> Dipakai semua unit kerja, dengan prosedur baku" in page
    assert "Berubah sejak versi" not in read(client, f"{address_of(official)}isian/17/")
    named = read(client, f"{address_of(official)}kirim/").partition(unread)[2].partition("</ul>")[0]
    assert named.count("<li>") == 1
    assert "isian/16/" in named
    fill(people.entry, stage(str(official.evaluation_id), "mandiri"), {"I16": 3}, fact="ada")
    assert unread not in read(client, f"{address_of(official)}kirim/")
    assert "Berubah sejak versi" not in read(client, f"{address_of(official)}isian/16/")


def test_sealed_stage_keeps_its_version_and_its_score(
    people: Team, mandiri: Stage, request: pytest.FixtureRequest
) -> None:
    fill(people.entry, mandiri, levels(47, 3))
    kept = seal(people.responsible, mandiri)
    dokumen = stage(str(mandiri.evaluation_id), "dokumen")
    open_stage(people.coordinator, dokumen)
    request.getfixturevalue("corrected")
    move_to_latest(people.coordinator, mandiri.evaluation)
    assert stage(str(mandiri.evaluation_id), "mandiri").instrument.version == "1"
    assert stage(str(mandiri.evaluation_id), "dokumen").instrument.version == "2"
    assert sealed_score(kept).index == kept.index == 3
    again = seal(people.coordinator, stage(str(mandiri.evaluation_id), "dokumen"))
    assert again.index == 3
