"""Verification, seals, reopening, review and disclosure."""

from __future__ import annotations

import json
import re
from fractions import Fraction

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from sasando.evaluations.actions.assigning import assign
from sasando.evaluations.actions.disclosing import disclose, withdraw
from sasando.evaluations.actions.drafting import save_draft
from sasando.evaluations.actions.judging import judge
from sasando.evaluations.actions.opening import open_stage
from sasando.evaluations.actions.sealing import reopen, review, seal
from sasando.evaluations.actions.verifying import RETURNED, verify
from sasando.evaluations.entered import Entered
from sasando.evaluations.faults import (
    ConflictError,
    EvaluationError,
    GapsError,
    NotYoursError,
    OutOfOrderError,
)
from sasando.evaluations.models import Answer, Disclosure, Seal, Stage, Verification
from sasando.evaluations.snapshot import seal_faults, sealed_score
from sasando.evaluations.testing import (
    Team,
    address_of,
    documents_open,
    fill,
    from_outside,
    levels,
    opened,
    revisions,
    stage,
)
from sasando.kernel.grant_table import RefusedError
from sasando.organizations.testing import person, sign_in, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def official(people: Team) -> Stage:
    return opened(people, kind="resmi")


def test_official_stage_is_sent_only_when_every_value_is_explained_and_verified(
    people: Team, official: Stage
) -> None:
    fill(people.entry, official, levels(46, 2))
    with pytest.raises(GapsError) as caught:
        seal(people.responsible, official)
    assert caught.value.gaps["belum bernilai"] == ["47"]
    assert len(caught.value.gaps["tanpa penjelasan"]) == 46
    fill(people.entry, official, levels(47, 2), fact="ada buktinya")
    with pytest.raises(GapsError) as caught:
        seal(people.responsible, official)
    assert list(caught.value.gaps) == ["belum diverifikasi"]
    verify(people.assessor, official, revisions(official))
    assert seal(people.responsible, official).index == 2


def test_simulation_needs_values_alone_but_loses_no_draft(people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, levels(47, 2))
    save_draft(people.entry, mandiri, "I5", 1, "belum selesai", "")
    with pytest.raises(GapsError, match="draf belum disimpan sebagai isian: 5"):
        seal(people.responsible, mandiri)


def test_seal_keeps_values_and_exact_index_and_is_computed_again(people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, levels(47, 1, I36=3, I41=3, I42=3, I44=2))
    kept = seal(people.responsible, mandiri)
    assert kept.index == Fraction(6, 5)  # Bandar Lampung 2021: 1.20
    assert kept.predicate == "Kurang"
    assert json.loads(kept.content)["answers"]["I36"]["value"] == "3"
    assert sealed_score(kept).index == kept.index
    assert seal_faults([kept]) == []


def test_changed_seal_is_an_alarm(people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, levels(47, 1))
    kept = seal(people.responsible, mandiri)
    kept.index = Fraction(2)
    assert "indeks yang dihitung ulang berbeda" in seal_faults([kept])[0]
    kept.content = kept.content.replace('"1"', '"2"', 1)
    assert "tidak lagi cocok dengan sidiknya" in seal_faults([kept])[0]


@pytest.mark.usefixtures("free_writes")
def test_database_itself_refuses_to_change_a_seal(people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, levels(47, 1))
    kept = seal(people.responsible, mandiri)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.filter(id=kept.id).update(predicate="Baik")
    assert connection.vendor in ("sqlite", "postgresql")


def test_only_the_responsible_person_sends(people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, levels(47, 1))
    for other in (people.entry, people.coordinator, people.assessor):
        with pytest.raises(RefusedError):
            seal(other, mandiri)


def test_pemdi_is_sealed_with_what_was_assumed_of_empty_outside_values(people: Team) -> None:
    pemdi = opened(people, "pemdi-2026", 2026)
    inside = {leaf.node.code: Fraction(5, 4) for leaf in pemdi.answers.select_related("node")}
    for code in ("I5", "I6"):
        del inside[code]
    fill(people.entry, pemdi, inside)
    kept = seal(people.responsible, pemdi)
    assert json.loads(kept.content)["assumed"] == ["5", "6"]


def test_reopening_needs_a_reason_and_keeps_the_earlier_seal(people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, levels(47, 1))
    seal(people.responsible, mandiri)
    with pytest.raises(EvaluationError, match="alasan"):
        reopen(people.coordinator, mandiri, " ")
    reopen(people.coordinator, mandiri, "bukti indikator 3 menyusul")
    fill(people.entry, mandiri, {"I3": 2})
    seal(people.responsible, mandiri)
    assert [(one.number, one.index) for one in Seal.objects.filter(stage=mandiri)] == [
        (1, 1),
        (2, 1 + Fraction(13, 1000)),
    ]


def test_reopening_an_earlier_stage_lets_the_open_one_wait_and_a_sealed_one_forbids_it(
    people: Team, mandiri: Stage
) -> None:
    evaluation = str(mandiri.evaluation_id)
    fill(people.entry, mandiri, levels(47, 1))
    seal(people.responsible, mandiri)
    open_stage(people.coordinator, stage(evaluation, "dokumen"))
    reopen(people.coordinator, mandiri, "salah unggah")
    assert stage(evaluation, "dokumen").state == "waiting"
    seal(people.responsible, mandiri)
    open_stage(people.coordinator, stage(evaluation, "dokumen"))
    seal(people.coordinator, stage(evaluation, "dokumen"))
    with pytest.raises(OutOfOrderError, match="Penilaian Dokumen sudah disegel"):
        reopen(people.coordinator, mandiri, "terlambat")


def test_nobody_verifies_their_own_unless_a_small_team_says_why(people: Team, official: Stage) -> None:
    fill(people.assessor, official, {"I1": 3})
    with pytest.raises(NotYoursError, match="indikator 1 Anda isi sendiri"):
        verify(people.assessor, official, {"I1": 1})
    verify(people.assessor, official, {"I1": 1}, exception="tim hanya satu orang")
    assert Verification.objects.get().exception == "tim hanya satu orang"


def test_assessor_who_stands_in_a_unit_does_not_verify_its_work(people: Team, official: Stage) -> None:
    office = unit(people.agency, "INSPEKTORAT")
    assessor = person("auditor", people.agency, "assessor", office)
    assign(people.coordinator, official, ["I1"], unit=office)
    fill(people.entry, official, {"I1": 3, "I2": 3})
    with pytest.raises(NotYoursError, match=r"indikator 1 .*milik kantor Anda"):
        verify(assessor, official, {"I1": 1, "I2": 1})
    assert not Verification.objects.exists()
    verify(assessor, official, {"I2": 1})


def test_returned_answer_carries_a_note_and_waits_for_its_author(people: Team, official: Stage) -> None:
    fill(people.entry, official, {"I1": 3, "I2": 3})
    with pytest.raises(EvaluationError, match="catatan"):
        verify(people.assessor, official, {"I1": 1}, verdict=RETURNED)
    verify(people.assessor, official, {"I1": 1}, verdict=RETURNED, note="bukti hanya draf")
    assert Answer.objects.get(stage=official, node__code="I1").work_state == "returned"
    fill(people.entry, official, {"I1": 2})
    assert Answer.objects.get(stage=official, node__code="I1").work_state == "filled"


def test_answer_that_changed_since_it_was_read_is_not_verified(people: Team, official: Stage) -> None:
    fill(people.entry, official, {"I1": 3, "I2": 3})
    fill(people.entry, official, {"I2": 2})
    with pytest.raises(ConflictError, match="isian 2"):
        verify(people.assessor, official, {"I1": 1, "I2": 1})
    assert not Verification.objects.exists()


def test_review_team_says_why_a_seal_is_not_valid(people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, levels(47, 1))
    kept = seal(people.responsible, mandiri)
    reviewer = from_outside(people, mandiri, "review_team")
    with pytest.raises(EvaluationError, match="mengapa"):
        review(reviewer, kept, valid=False)
    review(reviewer, kept, valid=False, note="indikator 12 tanpa bukti")
    assert kept.reviews.get().note == "indikator 12 tanpa bukti"


def test_disclosure_rests_on_consent_and_on_the_last_seal_and_is_taken_back_at_will(
    people: Team, mandiri: Stage
) -> None:
    fill(people.entry, mandiri, levels(47, 2))
    kept = seal(people.responsible, mandiri)
    with pytest.raises(EvaluationError, match="persetujuan"):
        disclose(people.coordinator, kept, "parts", "")
    disclose(people.coordinator, kept, "parts", "Surat 045/12")
    disclose(people.coordinator, kept, "indicators", "Surat 045/12", ["I21", "I22"])
    standing = Disclosure.objects.get(withdrawn_at=None)
    assert (standing.depth, standing.hidden_nodes) == ("indicators", ["I21", "I22"])
    withdraw(people.coordinator, standing)
    withdraw(people.coordinator, standing)
    assert not Disclosure.objects.filter(withdrawn_at=None).exists()
    reopen(people.coordinator, mandiri, "perbaikan")
    with pytest.raises(EvaluationError, match="segel terakhir"):
        disclose(people.coordinator, kept, "index", "Surat 045/12")


def test_entry_officer_discloses_nothing(people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, levels(47, 1))
    kept = seal(people.responsible, mandiri)
    with pytest.raises(RefusedError):
        disclose(people.entry, kept, "index", "Surat 045/12")


def test_not_applicable_counts_as_no_value(people: Team) -> None:
    older = opened(people, "spbe-2018", 2019)
    fill(people.entry, older, {leaf.node.code: 2 for leaf in older.answers.select_related("node")})
    now = revisions(older)
    judge(
        people.entry,
        older,
        [Entered("I35.3", now["I35.3"], outcome="not_applicable", item="tidak ada layanan")],
    )
    with pytest.raises(GapsError, match="belum bernilai: 35-3"):
        seal(people.responsible, older)


def test_assessor_is_told_before_sealing_which_values_nobody_will_know_the_reason_of(
    client: Client, people: Team, mandiri: Stage
) -> None:
    given = documents_open(people, mandiri)
    outsider = from_outside(people, given)
    judge(outsider, given, [Entered("I7", 0, Fraction(1)), Entered("I9", 0, Fraction(1))])
    judge(outsider, given, [Entered("I8", 0, Fraction(1), justification="reviu terlalu tua")])
    judge(people.coordinator, given, [Entered("I10", 0, Fraction(1), source_document="laporan, hlm. 4")])
    sign_in(client, outsider)
    said = client.get(f"{address_of(given)}kirim/").content.decode()
    told = re.findall(r"Tanpa justifikasi</dt><dd>(.*?)</ul>", said)[0]
    assert re.findall(r">(\d+)</a>", told) == ["7", "9"]
    assert '<button class="btn">Segel tahap ini</button>' in said
