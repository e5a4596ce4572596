"""What the pages keep from people who see a part alone: a unit's contact, and an assessor from outside."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from sasando.discussions.actions import comment
from sasando.evaluations.actions.assigning import assign, end_access, give_access
from sasando.evaluations.actions.opening import open_stage
from sasando.evaluations.actions.sealing import reopen, seal
from sasando.evaluations.actions.verifying import RETURNED, verify
from sasando.evaluations.models import Answer, Seal, Stage, StageAccess
from sasando.evaluations.subjects import ANSWER
from sasando.evaluations.testing import Team, address_of, fill, levels, read, revisions, stage
from sasando.kernel.guard import unwatched
from sasando.organizations.testing import person, sign_in, unit

pytestmark = pytest.mark.django_db


def test_contact_of_a_unit_reads_neither_index_nor_seals_nor_what_others_lack(
    client: Client, people: Team, mandiri: Stage
) -> None:
    office = unit(people.agency, "DISKOMINFO")
    fill(people.entry, mandiri, levels(47, 2, I1=3))
    seal(people.responsible, mandiri)
    reopen(people.coordinator, mandiri, "perbaikan rahasia")
    assign(people.coordinator, mandiri, ["I16"], unit=office)
    sign_in(client, person("pic kominfo", people.agency, "unit_contact", office))
    whole = f"/k/kab-kupang/evaluasi/{mandiri.evaluation_id}/"
    digest = Seal.objects.get().digest
    for page in (whole, address_of(mandiri), f"{address_of(mandiri)}isian/16/"):
        said = read(client, page)
        assert "2,01" not in said, page
        assert digest not in said, page
        assert "perbaikan rahasia" not in said, page
    read(client, f"{address_of(mandiri)}kirim/", 404)
    read(client, f"{address_of(mandiri)}aspek/", 404)
    sent = {"expected": str(revisions(mandiri)["I16"]), "nilai": "3", "fakta": "ada"}
    answer = client.post(f"{address_of(mandiri)}isian/16/", sent, headers={"accept": "application/json"})
    assert answer.status_code == 200
    assert "index" not in answer.json()


def test_contact_of_a_unit_reads_the_names_that_stand_on_their_own_work_and_no_list_of_people(
    client: Client, people: Team, mandiri: Stage
) -> None:
    office = unit(people.agency, "DISKOMINFO")
    contact = person("pic kominfo", people.agency, "unit_contact", office)
    colleague = person("rekan sekantor", people.agency, "unit_contact", office)
    assign(people.coordinator, mandiri, ["I16"], unit=office, person=colleague)
    fill(people.entry, mandiri, {"I16": 2})
    held = Answer.objects.get(stage=mandiri, node__code="I16")
    comment(people.coordinator, people.agency, ANSWER, held.id, "mohon dilengkapi")
    sign_in(client, contact)
    said = read(client, f"{address_of(mandiri)}isian/16/")
    for who in (people.coordinator, people.entry, colleague):
        assert who.name in said
    assert people.assessor.name not in said
    assert client.get("/k/kab-kupang/orang/").status_code == 403


def test_assessor_from_outside_reads_no_history_of_a_later_stage(
    client: Client, people: Team, mandiri: Stage
) -> None:
    evaluation = str(mandiri.evaluation_id)
    fill(people.entry, mandiri, levels(47, 2))
    seal(people.responsible, mandiri)
    outside = person("asesor luar", people.agency, "external_assessor")
    for code, level in (("dokumen", 3), ("interviu", 4)):
        held = stage(evaluation, code)
        open_stage(people.coordinator, held)
        give_access(people.coordinator, held, outside, date(2999, 1, 1))
        fill(people.coordinator, held, {"I1": level}, fact=f"kata tahap {code}")
        seal(people.coordinator, stage(evaluation, code))
    sign_in(client, outside)
    page = f"{address_of(stage(evaluation, 'dokumen'))}isian/1/"
    assert "kata tahap interviu" in read(client, page)
    end_access(people.coordinator, stage(evaluation, "interviu"), outside)
    said = read(client, page)
    assert "kata tahap dokumen" in said
    assert "kata tahap interviu" not in said


def test_assessor_from_outside_reads_what_was_sent_and_not_what_was_said_on_the_way(
    client: Client, people: Team, mandiri: Stage
) -> None:
    fill(people.entry, mandiri, levels(47, 2), fact="kata instansi")
    held = Answer.objects.get(stage=mandiri, node__code="I1")
    comment(people.entry, people.agency, ANSWER, held.id, "buktinya masih lemah")
    verify(people.assessor, mandiri, {"I1": 1}, verdict=RETURNED, note="jangan diperlihatkan dahulu")
    seal(people.responsible, mandiri)
    outside = person("asesor luar", people.agency, "external_assessor")
    dokumen = stage(str(mandiri.evaluation_id), "dokumen")
    open_stage(people.coordinator, dokumen)
    give_access(people.coordinator, dokumen, outside, date(2999, 1, 1))
    page = f"{address_of(dokumen)}isian/1/"
    inner = ("buktinya masih lemah", "jangan diperlihatkan dahulu")
    sign_in(client, people.coordinator)
    said = read(client, page)
    assert all(one in said for one in inner)
    sign_in(client, outside)
    said = read(client, page)
    assert "kata instansi" in said
    assert not any(one in said for one in inner)
    told = client.get(
        f"/api/v1/agencies/kab-kupang/evaluations/{mandiri.evaluation_id}/stages/dokumen/history/I1"
    )
    assert [one["what"] for one in told.json()["events"]] == ["value"]


def test_access_says_its_last_day_in_words_and_whether_it_has_passed(
    client: Client, people: Team, mandiri: Stage
) -> None:
    dokumen = stage(str(mandiri.evaluation_id), "dokumen")
    rini, budi = (person(name, people.agency, "external_assessor") for name in ("Rini", "Budi"))
    for who in (rini, budi):
        give_access(people.coordinator, dokumen, who, date(2999, 12, 31))
    with unwatched():
        StageAccess.objects.filter(user=budi).update(until=date(2020, 5, 3))
    sign_in(client, people.coordinator)
    said = read(client, f"/k/kab-kupang/evaluasi/{mandiri.evaluation_id}/")
    assert "Rini, sampai 31 Desember 2999" in said
    assert "Budi, berakhir 3 Mei 2020" in said
