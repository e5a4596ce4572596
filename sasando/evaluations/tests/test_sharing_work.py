"""Work that is shared out: verified, assigned, given to somebody from outside, and seen by them alone."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client

from sasando.evaluations.actions.assigning import assign, give_access
from sasando.evaluations.actions.opening import open_stage
from sasando.evaluations.actions.sealing import seal
from sasando.evaluations.faults import EvaluationError
from sasando.evaluations.models import Answer, Stage, StageAccess, Verification
from sasando.evaluations.testing import Team, address_of, fill, levels, opened, read, stage, team
from sasando.organizations.models import Unit
from sasando.organizations.testing import person, sign_in, unit

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


def test_assessor_accepts_many_at_once_and_returns_one_with_a_note(client: Client, people: Team) -> None:
    official = opened(people, kind="resmi")
    fill(people.entry, official, levels(3, 2), fact="ada")
    sign_in(client, people.assessor)
    client.post(f"{address_of(official)}verifikasi/", {"pilih": ["I1:1", "I2:1"]})
    assert Verification.objects.filter(verdict="accepted").count() == 2
    refused = client.post(
        f"{address_of(official)}isian/3/verifikasi/", {"expected": "1", "putusan": "kembalikan"}
    )
    assert "Tulis catatan apa yang perlu diperbaiki." in refused.content.decode()
    client.post(
        f"{address_of(official)}isian/3/verifikasi/",
        {"expected": "1", "putusan": "kembalikan", "catatan": "halaman?"},
    )
    assert Verification.objects.get(verdict="returned").note == "halaman?"
    above = read(client, f"{address_of(official)}isian/3/").partition('id="isian"')[0]
    assert "halaman?" in above
    fill(people.entry, official, levels(3, 3), fact="halaman 4")
    assert "halaman?" not in read(client, f"{address_of(official)}isian/3/").partition('id="isian"')[0]


@pytest.mark.parametrize("written", ["31/12/2026", "besok", "2026-02-31"])
def test_due_day_that_is_none_assigns_nothing(
    client: Client, people: Team, mandiri: Stage, written: str
) -> None:
    sign_in(client, people.coordinator)
    form = {"pilih": ["I16:0"], "orang": str(people.entry.id), "tenggat": written}
    page = unescape(client.post(f"{address_of(mandiri)}tugas/", form, follow=True).content.decode())
    assert f'"{written}" bukan tanggal; tulis tahun-bulan-hari, seperti 2025-08-17.' in page
    assert not Answer.objects.filter(assigned_user=people.entry).exists()


def test_coordinator_assigns_with_a_due_day_and_it_waits_at_the_persons_desk(
    client: Client, people: Team, mandiri: Stage
) -> None:
    office = unit(people.agency, "DISKOMINFO", "Dinas Kominfo")
    contact = person("pic kominfo", people.agency, "unit_contact", office)
    sign_in(client, people.coordinator)
    client.post(
        f"{address_of(mandiri)}tugas/",
        {"pilih": ["I16:0", "I17:0"], "kantor": str(office.id), "tenggat": "2020-01-01"},
    )
    assert Answer.objects.filter(assigned_unit=office).count() == 2
    sign_in(client, contact)
    desk = read(client, "/k/")
    assert "isi 2 indikator" in desk
    assert "lewat" in desk


@pytest.mark.usefixtures("free_writes")
def test_person_whose_role_ends_next_year_can_still_be_assigned(
    client: Client, people: Team, mandiri: Stage
) -> None:
    leaving = person("segera pindah", people.agency, "entry")
    leaving.memberships.update(valid_to=date(2999, 1, 1))
    office = unit(people.agency, "DIBUBARKAN", "Dinas yang Akan Digabung")
    Unit.objects.filter(id=office.id).update(valid_to=date(2999, 1, 1))
    sign_in(client, people.coordinator)
    page = read(client, address_of(mandiri))
    assert "segera pindah" in page
    assert "Dinas yang Akan Digabung" in page
    sent = {"pilih": ["I16:0"], "orang": str(leaving.id), "kantor": str(office.id)}
    client.post(f"{address_of(mandiri)}tugas/", sent)
    assert Answer.objects.filter(assigned_user=leaving, assigned_unit=office).count() == 1


@pytest.mark.usefixtures("free_writes")
def test_outside_assessor_whose_role_ends_next_year_is_given_a_stage_and_one_who_left_is_not(
    client: Client, people: Team, mandiri: Stage
) -> None:
    staying = person("masih bertugas", people.agency, "external_assessor")
    gone = person("sudah selesai", people.agency, "external_assessor")
    staying.memberships.update(valid_to=date(2999, 1, 1))
    gone.memberships.update(valid_to=date(2021, 1, 1))
    sign_in(client, people.coordinator)
    page = read(client, f"/k/kab-kupang/evaluasi/{mandiri.evaluation_id}/")
    assert "masih bertugas" in page
    assert "sudah selesai" not in page
    for outside in (staying, gone):
        client.post(f"{address_of(mandiri)}akses/", {"orang": str(outside.id), "sampai": "2999-01-01"})
    assert StageAccess.objects.get().user == staying


def test_indicator_is_given_to_nobody_who_cannot_fill_it_in(
    client: Client, people: Team, mandiri: Stage
) -> None:
    leader = person("bupati yang membaca", people.agency, "leader")
    sign_in(client, people.coordinator)
    assert leader.name not in read(client, address_of(mandiri))
    with pytest.raises(EvaluationError, match="bupati yang membaca tidak dapat mengisi Penilaian Mandiri"):
        assign(people.coordinator, mandiri, ["I16"], person=leader)
    assert Answer.objects.get(stage=mandiri, node__code="I16").assigned_user is None


def test_contact_sees_only_what_is_assigned_to_the_unit(client: Client, people: Team, mandiri: Stage) -> None:
    office = unit(people.agency, "DISKOMINFO", "Dinas Kominfo")
    contact = person("pic kominfo", people.agency, "unit_contact", office)
    assign(people.coordinator, mandiri, ["I16"], unit=office)
    sign_in(client, contact)
    read(client, f"{address_of(mandiri)}isian/16/")
    read(client, f"{address_of(mandiri)}isian/17/", 404)
    assert "Peta Rencana SPBE" not in read(client, address_of(mandiri))


def test_outside_assessor_sees_only_stages_given_and_no_other_agency(client: Client, people: Team) -> None:
    first, other = opened(people), opened(people, kind="resmi")
    outside = person("asesor luar", people.agency, "external_assessor")
    foreign = opened(team("kota-kupang"))
    fill(people.entry, first, levels(47, 2))
    seal(people.responsible, first)
    dokumen = stage(str(first.evaluation_id), "dokumen")
    open_stage(people.coordinator, dokumen)
    sign_in(client, outside)
    read(client, address_of(dokumen), 404)
    assert "Belum ada tahap yang dapat Anda kerjakan." in read(client, "/k/kab-kupang/evaluasi/")
    give_access(people.coordinator, dokumen, outside, date(2999, 1, 1))
    read(client, f"{address_of(dokumen)}isian/1/")
    for closed in (
        address_of(first),
        address_of(other),
        address_of(foreign),
        f"/k/kab-kupang/evaluasi/{other.evaluation_id}/",
    ):
        read(client, closed, 404)
    assert str(other.evaluation_id) not in read(client, "/k/kab-kupang/evaluasi/")


def test_same_verification_sent_twice_is_written_once_and_says_so(
    client: Client, people: Team, mandiri: Stage
) -> None:
    fill(people.entry, mandiri, {"I1": 3, "I2": 3})
    sign_in(client, people.assessor)
    sent = {"expected": "1", "putusan": "kembalikan", "catatan": "bukti hanya draf"}
    client.post(f"{address_of(mandiri)}isian/1/verifikasi/", sent)
    again = client.post(f"{address_of(mandiri)}isian/1/verifikasi/", sent, follow=True)
    assert "Putusan yang sama sudah tersimpan" in again.content.decode()
    assert Verification.objects.count() == 1
    client.post(f"{address_of(mandiri)}verifikasi/", {"pilih": ["I1:1", "I2:1"]})
    again = client.post(f"{address_of(mandiri)}verifikasi/", {"pilih": ["I1:1", "I2:1"]}, follow=True)
    assert "Sudah Anda terima sebelumnya" in again.content.decode()
    assert Verification.objects.filter(verdict="accepted").count() == 2
    client.post(f"{address_of(mandiri)}isian/1/verifikasi/", sent)
    assert Answer.objects.get(stage=mandiri, node__code="I1").work_state == "returned"


def test_what_was_refused_with_many_others_leaves_the_others_ticked(client: Client, people: Team) -> None:
    official = opened(people, kind="resmi")
    fill(people.entry, official, levels(3, 2), fact="ada")
    fill(people.assessor, official, {"I4": 2}, fact="ada")
    sign_in(client, people.assessor)
    table = f"{address_of(official)}?saring=verifikasi"
    assert acceptable_in(read(client, table)) == ["I1", "I2", "I3"]
    chosen = ["I1:1", "I2:1", "I3:7", "I4:1"]
    back = client.post(f"{address_of(official)}verifikasi/?saring=verifikasi", {"pilih": chosen})
    assert back["Location"].startswith(f"{table}&")
    said = read(client, back["Location"])
    assert "berubah" in said
    assert ticked_in(said) == ["I1", "I2", "I4"]
    back = client.post(f"{address_of(official)}verifikasi/", {"pilih": ["I1:1", "I4:1"]})
    said = read(client, back["Location"])
    assert "Indikator 4 Anda isi sendiri" in said
    assert ticked_in(said) == ["I1", "I4"]
    assert not Verification.objects.exists()


def test_answer_of_ones_own_unit_and_what_is_accepted_already_are_not_offered_with_all_others(
    client: Client, people: Team
) -> None:
    official = opened(people, kind="resmi")
    fill(people.entry, official, levels(3, 2), fact="ada")
    office = unit(people.agency, "INSPEKTORAT", "Inspektorat")
    assign(people.coordinator, official, ["I1"], unit=office)
    inspector = person("asesor inspektorat", people.agency, "assessor", office)
    sign_in(client, inspector)
    assert acceptable_in(read(client, address_of(official))) == ["I2", "I3"]
    client.post(f"{address_of(official)}verifikasi/", {"pilih": ["I2:1"]})
    assert acceptable_in(read(client, address_of(official))) == ["I3"]


def acceptable_in(page: str) -> list[str]:
    return re.findall(r'value="(I\d+):\d+"[^>]* data-acceptable', page)


def ticked_in(page: str) -> list[str]:
    return re.findall(r'value="(I\d+):\d+"[^>]* checked', page)


def test_who_reads_an_open_answer_is_told_why_there_is_nothing_to_fill_in(
    client: Client, people: Team, mandiri: Stage
) -> None:
    told = "Peran Anda membaca isian ini dan tidak mengisinya."
    for who, expected in ((people.coordinator, True), (people.leader, True), (people.entry, False)):
        sign_in(client, who)
        assert (told in read(client, f"{address_of(mandiri)}isian/13/")) is expected
