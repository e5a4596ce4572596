"""Whoever is given a stage from outside, or loses it, reads so in a letter."""

from __future__ import annotations

from datetime import date, timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.test import Client

from sasando.evaluations.access import today
from sasando.evaluations.models import Stage, StageAccess
from sasando.evaluations.testing import Team, address_of, fill
from sasando.organizations.models import User
from sasando.organizations.testing import mail_sent, person, sign_in
from sasando.ui.numbers import day

pytestmark = pytest.mark.django_db


@pytest.fixture
def outside(people: Team) -> User:
    return person("asesor luar", people.agency, "external_assessor")


@pytest.fixture
def coordinator(people: Team) -> Client:
    return sign_in(Client(), people.coordinator)


def give(coordinator: Client, of: Stage, user: User, until: date) -> None:
    data = {"orang": str(user.id), "sampai": until.isoformat()}
    assert coordinator.post(f"{address_of(of)}akses/", data).status_code == 302


def take_back(coordinator: Client, of: Stage, user: User) -> None:
    assert coordinator.post(f"{address_of(of)}akses-cabut/", {"orang": str(user.id)}).status_code == 302


def subjects() -> list[str]:
    return [one.subject.removeprefix("Sasando: ") for one in mail_sent()]


def test_access_is_told_with_its_stage_and_last_day_and_without_who_gave_it(
    coordinator: Client, mandiri: Stage, outside: User
) -> None:
    until = today(mandiri) + timedelta(days=9)
    give(coordinator, mandiri, outside, until)
    assert subjects() == ["Akses ke sebuah tahap untuk Anda"]
    letter = mail_sent()[0]
    assert letter.to == [outside.email]
    assert "Anda mendapat akses ke sebuah tahap evaluasi Kabupaten Kupang:" in letter.body
    assert f"SPBE 2025 · Simulasi, Penilaian Mandiri, sampai {day(until)}\n" in letter.body
    assert "koordinator" not in letter.body


def test_later_and_earlier_last_days_and_the_end_are_told_and_the_same_again_is_not(
    coordinator: Client, mandiri: Stage, outside: User
) -> None:
    now = today(mandiri)
    for days in (5, 5, 9, 2):
        give(coordinator, mandiri, outside, now + timedelta(days=days))
    for _twice in range(2):
        take_back(coordinator, mandiri, outside)
    assert subjects() == [
        "Akses ke sebuah tahap untuk Anda",
        "Akses Anda ke sebuah tahap diperpanjang",
        "Akses Anda ke sebuah tahap dipersingkat",
        "Akses Anda ke sebuah tahap dicabut",
    ]
    assert f"sampai {day(now + timedelta(days=2))}" in mail_sent()[2].body
    assert "Kabupaten Kupang dicabut:\n\nSPBE 2025 · Simulasi, Penilaian Mandiri\n" in mail_sent()[3].body


@pytest.mark.usefixtures("free_writes")
def test_access_that_had_run_out_ends_untold_and_is_given_anew_as_new(
    coordinator: Client, mandiri: Stage, outside: User
) -> None:
    over = today(mandiri) - timedelta(days=1)
    StageAccess.objects.create(stage=mandiri, user=outside, until=over)
    give(coordinator, mandiri, outside, today(mandiri))
    StageAccess.objects.filter(ended_at=None).update(until=over)
    take_back(coordinator, mandiri, outside)
    assert subjects() == ["Akses ke sebuah tahap untuk Anda"]
    assert not StageAccess.objects.filter(ended_at=None).exists()


def test_whoever_gives_a_stage_to_themselves_gets_no_letter(
    coordinator: Client, people: Team, mandiri: Stage
) -> None:
    person(people.coordinator.name, people.agency, "review_team")
    give(coordinator, mandiri, people.coordinator, today(mandiri))
    take_back(coordinator, mandiri, people.coordinator)
    assert StageAccess.objects.filter(user=people.coordinator).count() == 1
    assert mail_sent() == []


def test_access_that_is_refused_is_told_to_nobody(coordinator: Client, people: Team, mandiri: Stage) -> None:
    data = {"orang": str(people.entry.id), "sampai": today(mandiri).isoformat()}
    assert coordinator.post(f"{address_of(mandiri)}akses/", data).status_code == 409
    assert mail_sent() == []


def test_mail_server_that_is_down_keeps_nobody_from_the_stage(
    coordinator: Client, mandiri: Stage, outside: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: object, **__: object) -> None:
        raise SMTPServerDisconnected("Connection unexpectedly closed")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", down)
    give(coordinator, mandiri, outside, today(mandiri))
    assert StageAccess.objects.get(ended_at=None).user == outside


def test_assessor_who_reads_english_is_written_to_in_english(
    coordinator: Client, mandiri: Stage, outside: User
) -> None:
    sign_in(Client(), outside).get("/bahasa/en/")
    give(coordinator, mandiri, outside, today(mandiri))
    assert subjects() == ["Access to a stage for you"]
    assert "SPBE 2025 · Simulation" in mail_sent()[0].body


def test_label_of_an_evaluation_writes_no_further_lines_into_letters(
    coordinator: Client, people: Team, outside: User
) -> None:
    data = {
        "instrumen": "spbe-2020:evaluasi",
        "tahun": "2025",
        "jenis": "simulasi",
        "nama": "kedua\r\n\r\nKetik sandi",
    }
    opened = coordinator.post("/k/kab-kupang/evaluasi/", data)
    made = Stage.objects.select_related("evaluation__agency").get(
        evaluation__label__startswith="kedua", code="mandiri"
    )
    assert opened.status_code == 302
    give(coordinator, made, outside, today(made))
    assert "SPBE 2025 · Simulasi: kedua Ketik sandi, Penilaian Mandiri" in mail_sent()[0].body


@pytest.mark.usefixtures("free_writes")
def test_evaluation_removed_as_a_mistake_is_told_once_to_whoever_had_access_to_it(
    coordinator: Client, people: Team, mandiri: Stage, outside: User
) -> None:
    over = person("tim reviu", people.agency, "review_team")
    StageAccess.objects.create(stage=mandiri, user=over, until=today(mandiri) - timedelta(days=1))
    give(coordinator, mandiri, outside, today(mandiri))
    removed = f"/k/kab-kupang/evaluasi/{mandiri.evaluation_id}/hapus/"
    assert [coordinator.post(removed).status_code for _twice in range(2)] == [302, 404]
    assert subjects()[1:] == ["Akses Anda ke sebuah tahap dicabut"]
    assert mail_sent()[1].to == [outside.email]
    assert "SPBE 2025 · Simulasi, Penilaian Mandiri" in mail_sent()[1].body


def test_evaluation_that_is_not_removed_is_told_to_nobody(
    coordinator: Client, people: Team, mandiri: Stage, outside: User
) -> None:
    give(coordinator, mandiri, outside, today(mandiri))
    fill(people.entry, mandiri, {"I1": 2})
    coordinator.post(f"/k/kab-kupang/evaluasi/{mandiri.evaluation_id}/hapus/")
    assert subjects() == ["Akses ke sebuah tahap untuk Anda"]
