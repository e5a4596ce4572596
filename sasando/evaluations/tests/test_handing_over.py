"""*Serah terima*: what is open in the evaluations goes to the one who takes over, in the same act."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sasando.evaluations.actions.assigning import assign, give_access
from sasando.evaluations.actions.sealing import seal
from sasando.evaluations.actions.verifying import RETURNED, verify
from sasando.evaluations.models import Answer, Stage, StageAccess
from sasando.evaluations.testing import Team, address_of, desk_of, fill, levels, opened, read, revisions
from sasando.kernel.actor import Actor
from sasando.kernel.guard import unwatched
from sasando.kernel.models import Entry
from sasando.organizations.actions.memberships import hand_over
from sasando.organizations.handover import Handover
from sasando.organizations.models import Membership
from sasando.organizations.testing import person, sign_in

pytestmark = pytest.mark.django_db
PEOPLE = "/k/kab-kupang/orang/"


def hand(people: Team, giver: str, taker: str) -> dict[str, int]:
    """Hand over from one person of the agency to another, by their names; how much of each was moved."""
    admin = person("Admin", people.agency, "agency_admin")
    given = Handover(
        people.agency,
        person(giver, people.agency, "leader"),
        person(taker, people.agency, "leader"),
        "Mutasi, SK 800/12/2026",
    )
    return hand_over(Actor.user(admin.id), given)


def test_answers_of_open_stages_are_the_taker_s_and_sealed_ones_stay(people: Team, mandiri: Stage) -> None:
    budi = person("Budi", people.agency, "entry")
    done = opened(people, year=2024)
    for stage in (mandiri, done):
        assign(people.coordinator, stage, ["I1", "I2"], person=budi, due=date(2026, 12, 1))
    fill(people.entry, done, levels(47))
    seal(people.responsible, done)
    moved = hand(people, "Budi", "Rina")
    assert moved["answers"] == 2
    found = Answer.objects.filter(assigned_user__name="Rina")
    assert {(one.stage_id, one.due) for one in found} == {(mandiri.id, date(2026, 12, 1))}
    assert Answer.objects.filter(assigned_user=budi, stage=done).count() == 2
    body = json.loads(Entry.objects.get(act="organizations.hand_over").body)
    assert (body["moved"]["answers"], body["moved"]["stage_accesses"]) == (2, 0)


def test_answer_that_was_returned_to_its_author_waits_for_the_taker(people: Team) -> None:
    official = opened(people, kind="resmi")
    budi, rina = person("Budi", people.agency, "entry"), person("Rina", people.agency, "entry")
    fill(budi, official, {"I1": 2, "I2": 2, "I3": 2}, fact="ada")
    assign(people.coordinator, official, ["I3"], person=people.entry)
    held = revisions(official)
    returned = {code: held[code] for code in ("I1", "I3")}
    verify(people.assessor, official, returned, verdict=RETURNED, note="halaman?")
    assert "isi 1 indikator, 1 dikembalikan" in desk_of(budi)
    assert hand(people, "Budi", "Rina")["returned"] == 1
    assert set(Answer.objects.filter(assigned_user=rina).values_list("node__code", flat=True)) == {"I1"}
    assert "isi 1 indikator, 1 dikembalikan" in desk_of(rina)
    mine = read(sign_in(Client(), rina), f"{address_of(official)}?saring=saya")
    assert "/isian/1/" in mine
    assert "/isian/2/" not in mine


def test_admin_hands_over_the_work_of_somebody_whose_role_is_over(people: Team, mandiri: Stage) -> None:
    budi, rina = person("Budi", people.agency, "entry"), person("Rina", people.agency, "entry")
    ended = person("Toni", people.agency, "entry")
    assign(people.coordinator, mandiri, ["I1", "I2"], person=budi)
    with unwatched():
        Membership.objects.filter(user__in=(budi, ended)).update(valid_to=date(2021, 1, 1))
    admin = sign_in(Client(), person("Admin", people.agency, "agency_admin"))
    address = f"/k/kab-kupang/orang/{budi.id}/"
    assert address in read(admin, "/k/kab-kupang/orang/").partition("Tidak bertugas lagi")[2]
    assert "Perannya sudah berakhir" in read(admin, address)
    sent = {"taker": str(ended.id), "note": "Mutasi, SK 800/12/2026"}
    refused = admin.post(f"{address}serah-terima/", sent)
    assert "Beri ia peran dahulu" in refused.content.decode()
    assert admin.post(f"{address}serah-terima/", {**sent, "taker": str(rina.id)}).status_code == 302
    assert "Serah terima dicatat. Berpindah ke Rina: 2 isian." in read(admin, PEOPLE)
    assert Answer.objects.filter(assigned_user=rina).count() == 2
    assert not Membership.objects.filter(user=rina, valid_from__gt=date(2021, 1, 1)).exists()
    again = admin.post(f"{address}serah-terima/", {**sent, "taker": str(rina.id)})
    assert "Tidak ada peran atau pekerjaan terbuka" in again.content.decode()


def test_admin_is_told_how_many_roles_and_how_much_work_went_to_whom(
    people: Team, mandiri: Stage, client: Client
) -> None:
    budi, rina = person("Budi", people.agency, "entry"), person("Rina", people.agency, "leader")
    toni = person("Toni", people.agency, "leader")
    official = opened(people, kind="resmi")
    assign(people.coordinator, mandiri, ["I1", "I2", "I4", "I5"], person=budi)
    fill(budi, official, {"I3": 2}, fact="ada")
    verify(people.assessor, official, {"I3": 1}, verdict=RETURNED, note="halaman?")
    admin = sign_in(client, person("Admin", people.agency, "agency_admin"))
    sent = {"taker": str(rina.id), "note": "Mutasi, SK 800/12/2026"}
    said = admin.post(f"{PEOPLE}{budi.id}/serah-terima/", sent, follow=True).content.decode()
    assert "Berpindah ke Rina: 1 peran, 4 isian, 1 isian yang dikembalikan." in said
    said = admin.post(f"{PEOPLE}{toni.id}/serah-terima/", sent, follow=True).content.decode()
    assert "semua peran itu sudah dipegang Rina." in said


def test_list_of_former_people_says_how_much_each_still_holds_until_it_is_handed_over(
    people: Team, mandiri: Stage, client: Client
) -> None:
    budi, toni = person("Budi", people.agency, "entry"), person("Toni", people.agency, "entry")
    luar = person("Luar", people.agency, "external_assessor")
    admin = sign_in(client, person("Admin", people.agency, "agency_admin"))
    done, official = opened(people, year=2024), opened(people, kind="resmi")
    for stage in (mandiri, done):
        assign(people.coordinator, stage, ["I1", "I2"], person=budi)
    fill(people.entry, done, levels(47))
    seal(people.responsible, done)
    fill(budi, official, {"I3": 2}, fact="ada")
    verify(people.assessor, official, {"I3": 1}, verdict=RETURNED, note="halaman?")
    give_access(people.coordinator, mandiri, luar, date.today() + timedelta(days=9))
    give_access(people.coordinator, official, luar, date.today() + timedelta(days=9))
    with unwatched():
        Membership.objects.filter(user__in=(budi, toni, luar)).update(valid_to=date(2021, 1, 1))
        StageAccess.objects.filter(stage=official).update(until=date(2021, 1, 1))
    assert former(admin) == {
        "Budi": "pekerjaan terbuka yang masih dipegang: 3 Serahkan Budi",
        "Luar": "pekerjaan terbuka yang masih dipegang: 1 Serahkan Luar",
        "Toni": "tidak ada pekerjaan terbuka Ubah Toni",
    }
    assert f'href="/k/kab-kupang/orang/{budi.id}/#serah-terima"' in read(admin, PEOPLE)
    assert '<details class="more" id="serah-terima" open>' in read(admin, f"{PEOPLE}{budi.id}/")
    sent = {"taker": str(people.entry.id), "note": "Mutasi, SK 800/12/2026"}
    assert admin.post(f"{PEOPLE}{budi.id}/serah-terima/", sent).status_code == 302
    assert former(admin)["Budi"] == "tidak ada pekerjaan terbuka Ubah Budi"


def test_list_of_former_people_takes_the_same_queries_however_many_hold_something(
    people: Team, mandiri: Stage, client: Client
) -> None:
    admin, counts = sign_in(client, person("Admin", people.agency, "agency_admin")), []
    for count, code in enumerate(("I1", "I2", "I3")):
        gone = person(f"Mantan {count}", people.agency, "entry")
        assign(people.coordinator, mandiri, [code], person=gone)
        with unwatched():
            Membership.objects.filter(user=gone).update(valid_to=date(2021, 1, 1))
        read(admin, PEOPLE)
        with CaptureQueriesContext(connection) as queries:
            assert len(former(admin)) == count + 1
        counts.append(len(queries))
    assert counts == [9, 9, 9]


def former(admin: Client) -> dict[str, str]:
    """What the list of people says of each who serves no longer, by name."""
    part = read(admin, PEOPLE).partition("Tidak bertugas lagi")[2]
    lines = re.findall(r"<li><span><b>([^<]+)</b>.*?</span></span>(.*?)</li>", part)
    return {name: " ".join(re.sub("<[^>]+>", " ", said).split()) for name, said in lines}


def test_stages_given_from_outside_go_with_it_until_the_same_day(people: Team, mandiri: Stage) -> None:
    budi = person("Budi", people.agency, "external_assessor")
    until = date.today() + timedelta(days=9)
    give_access(people.coordinator, mandiri, budi, until)
    assert hand(people, "Budi", "Rina")["stage_accesses"] == 1
    standing = StageAccess.objects.get(ended_at=None)
    assert (standing.user.name, standing.until) == ("Rina", until)
