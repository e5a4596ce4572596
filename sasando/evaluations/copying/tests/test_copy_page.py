"""Everything is ready to be copied into the ministry's application, and one sees how far one has come."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sasando.evaluations.actions.assigning import assign
from sasando.evaluations.actions.drafting import save_draft
from sasando.evaluations.actions.judging import judge
from sasando.evaluations.actions.noting import answer_general
from sasando.evaluations.actions.opening import open_stage
from sasando.evaluations.actions.sealing import seal
from sasando.evaluations.entered import Entered
from sasando.evaluations.models import Copied, Stage
from sasando.evaluations.testing import Team, address_of, fill, levels, opened, stage, team
from sasando.kernel.models import Entry
from sasando.organizations.models import User
from sasando.organizations.testing import person, unit

pytestmark = pytest.mark.django_db
Desk = Callable[[User], Client]


def page(client: Client, of: Stage) -> str:
    answer = client.get(f"{address_of(of)}salin/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_explanation_stands_in_the_form_of_the_application_with_its_length(
    people: Team, mandiri: Stage, desk: Desk
) -> None:
    judge(people.entry, mandiri, [Entered("I1", 0, Fraction(3), fact="Perbup 12", analysis="memuat <enam>")])
    text = page(desk(people.entry), mandiri)
    assert "FAKTA:\nPerbup 12\n\nANALISIS:\nmemuat &lt;enam&gt;</textarea>" in text
    assert '<span class="num">41</span> huruf' in text
    assert len("FAKTA:\nPerbup 12\n\nANALISIS:\nmemuat <enam>") == 41
    fill(people.entry, mandiri, {"I2": 3}, fact="a" * 1500)
    assert '<span class="num">1.507</span> huruf' in page(desk(people.entry), mandiri)


def test_justification_of_an_assessor_comes_last(people: Team, mandiri: Stage, desk: Desk) -> None:
    fill(people.entry, mandiri, levels(47, 3))
    seal(people.responsible, mandiri)
    dokumen = stage(str(mandiri.evaluation_id), "dokumen")
    open_stage(people.coordinator, dokumen)
    entered = Entered(
        "I1", 0, Fraction(2), fact="ada", justification="reviu terlalu tua", source_document="laporan hlm. 3"
    )
    judge(people.coordinator, dokumen, [entered])
    assert "FAKTA:\nada\n\nJUSTIFIKASI:\nreviu terlalu tua</textarea>" in page(desk(people.entry), dokumen)


def test_ticks_count_up_and_lead_to_the_next_one(people: Team, mandiri: Stage, desk: Desk) -> None:
    fill(people.entry, mandiri, levels(3, 2), fact="ada")
    client = desk(people.entry)
    assert "0 dari 47" in page(client, mandiri)
    assert "Belum bernilai, jadi belum ada yang disalin: 44 indikator" in page(client, mandiri)
    address = f"{address_of(mandiri)}salin/"
    assert client.post(address, {"node": "I1", "copied": "1"})["Location"] == f"{address}#I2"
    assert "1 dari 47" in page(client, mandiri)
    assert client.post(address, {"node": "I3", "copied": "1"})["Location"] == f"{address}#I2"
    client.post(address, {"node": "I1", "copied": "0"})
    assert list(Copied.objects.values_list("answer__node__code", flat=True)) == ["I3"]


def test_judgement_that_changed_since_is_told_and_counts_no_longer(
    people: Team, mandiri: Stage, desk: Desk
) -> None:
    fill(people.entry, mandiri, {"I1": 2}, fact="ada")
    client = desk(people.entry)
    client.post(f"{address_of(mandiri)}salin/", {"node": "I1", "copied": "1"})
    assert "berubah sejak disalin" not in page(client, mandiri)
    fill(people.entry, mandiri, {"I1": 3}, fact="ada")
    text = page(client, mandiri)
    assert "berubah sejak disalin" in text
    assert "0 dari 47" in text


def test_tick_is_for_what_stood_on_the_page_though_it_was_decided_anew_meanwhile(
    people: Team, mandiri: Stage, desk: Desk
) -> None:
    fill(people.entry, mandiri, {"I1": 2, "I2": 2}, fact="lama")
    client = desk(people.entry)
    address = f"{address_of(mandiri)}salin/"
    shown = re.findall(r'name="judgement" value="([^"]+)"', page(client, mandiri))
    fill(people.assessor, mandiri, {"I1": 3}, fact="baru")
    answer = client.post(address, {"node": "I1", "copied": "1", "judgement": shown[0]})
    assert answer["Location"] == f"{address}#I1"
    text = page(client, mandiri)
    assert "berubah sejak disalin" in text
    assert "0 dari 47" in text
    client.post(address, {"node": "I1", "copied": "1", "judgement": shown[1]})
    assert Copied.objects.get().judgement.answer.node.code == "I1"


def test_second_person_who_ticks_the_same_changes_nothing(people: Team, mandiri: Stage, desk: Desk) -> None:
    fill(people.entry, mandiri, {"I1": 2}, fact="ada")
    address = f"{address_of(mandiri)}salin/"
    for who in (people.entry, people.coordinator):
        desk(who).post(address, {"node": "I1", "copied": "1"})
    assert Copied.objects.get().by == people.entry
    for who in (people.entry, people.coordinator):
        desk(who).post(address, {"node": "I1", "copied": "0"})
    assert Entry.objects.filter(act="evaluations.tick_copied").count() == 2


def test_withdrawn_value_is_told_where_the_application_still_holds_it(
    people: Team, mandiri: Stage, desk: Desk
) -> None:
    fill(people.entry, mandiri, {"I1": 2}, fact="ada")
    client = desk(people.entry)
    address = f"{address_of(mandiri)}salin/"
    client.post(address, {"node": "I1", "copied": "1"})
    judge(people.entry, mandiri, [Entered("I1", 1, outcome="withdrawn")])
    text = page(client, mandiri)
    assert "ditarik sejak disalin" in text
    assert "0 dari 47" in text
    client.post(address, {"node": "I1", "copied": "0"})
    assert "ditarik sejak disalin" not in page(client, mandiri)


def test_draft_is_not_what_is_copied(people: Team, mandiri: Stage, desk: Desk) -> None:
    fill(people.entry, mandiri, {"I1": 2}, fact="sudah diputuskan")
    save_draft(people.entry, mandiri, "I1", 1, "masih draf", "")
    text = page(desk(people.entry), mandiri)
    assert "sudah diputuskan" in text
    assert "masih draf" not in text
    assert "ada draf yang belum menjadi penilaian" in text


def test_general_questions_are_there_with_their_answers(people: Team, mandiri: Stage, desk: Desk) -> None:
    answer_general(people.entry, mandiri, 2, 0, "portal Alekot menyatu pada 2026")
    text = page(desk(people.entry), mandiri)
    assert "2. Rencana integrasi portal" in text
    assert "portal Alekot menyatu pada 2026</textarea>" in text
    assert text.count("belum dijawab") == 3


def test_number_leads_to_its_indicator_without_a_script(people: Team, mandiri: Stage, desk: Desk) -> None:
    client = desk(people.entry)
    address = f"{address_of(mandiri)}salin/"
    assert client.get(address, {"nomor": "12"})["Location"] == f"{address}#I12"
    assert "Tidak ada indikator 99 di sini." in client.get(address, {"nomor": "99"}).content.decode()


def test_decimal_value_reads_as_people_write_it(people: Team, desk: Desk) -> None:
    pemdi = opened(people, "pemdi-2026", 2026)
    fill(people.entry, pemdi, {"I1": Fraction(117, 100), "I2": Fraction(7, 6), "I3": 2, "I4": Fraction(3, 2)})
    text = page(desk(people.entry), pemdi)
    assert '<b class="num">1,17</b>' in text
    assert '<b class="num">1,17</b> <span class="muted">tepatnya 7/6</span>' in text
    assert '<b class="num">2,00</b></dd>' in text
    assert '<b class="num">1,50</b></dd>' in text
    assert "Pertanyaan umum" not in text


def test_leader_reads_and_ticks_nothing(people: Team, mandiri: Stage, desk: Desk) -> None:
    fill(people.entry, mandiri, {"I1": 2})
    client = desk(people.leader)
    assert "Tandai sudah di eval" not in page(client, mandiri)
    answer = client.post(f"{address_of(mandiri)}salin/", {"node": "I1", "copied": "1"})
    assert answer.status_code == 403
    assert not Copied.objects.exists()


def test_contact_of_a_unit_sees_only_what_is_theirs(people: Team, mandiri: Stage, desk: Desk) -> None:
    office = unit(people.agency, "KOMINFO")
    contact = person("pic kominfo", people.agency, "unit_contact", office)
    assign(people.coordinator, mandiri, ["I1"], unit=office, due=None)
    fill(people.entry, mandiri, {"I1": 2}, fact="milik kami")
    fill(people.entry, mandiri, {"I2": 2}, fact="milik kantor lain")
    text = page(desk(contact), mandiri)
    assert "milik kami" in text
    assert "milik kantor lain" not in text
    assert desk(team("kab-belu").entry).get(f"{address_of(mandiri)}salin/").status_code == 404


def test_page_takes_the_same_number_of_queries_for_twenty_and_forty_seven(people: Team, desk: Desk) -> None:
    counts = []
    for of in (opened(people), opened(people, "pemdi-2026", 2026)):
        fill(people.entry, of, levels(of.answers.count(), 1))
        client = desk(people.entry)
        page(client, of)
        with CaptureQueriesContext(connection) as queries:
            page(client, of)
        counts.append(len(queries))
    assert counts == [7, 6]  # session, person, roles, stage, worksheet, ticks; general questions where asked
