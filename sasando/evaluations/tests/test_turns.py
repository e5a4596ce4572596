""" "Tugas saya" of whoever sends, seals and opens: a line when it is their turn, none before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sasando.evaluations.access import today
from sasando.evaluations.actions.opening import open_stage, record_absence, schedule
from sasando.evaluations.actions.sealing import reopen, review, seal
from sasando.evaluations.actions.verifying import verify
from sasando.evaluations.models import Stage
from sasando.evaluations.testing import (
    Team,
    desk_of,
    documents_open,
    fill,
    from_outside,
    levels,
    opened,
    read,
    revisions,
    stage,
)
from sasando.organizations.testing import sign_in

pytestmark = pytest.mark.django_db
NOTHING = "Tidak ada yang menunggu Anda sekarang."


def verified(people: Team, of: Stage) -> None:
    """The stage filled in with explanations, and accepted by the internal assessor."""
    fill(people.entry, of, levels(47, 2), fact="ada")
    verify(people.assessor, of, revisions(of))


def test_responsible_is_told_when_everything_is_verified_and_led_to_where_it_is_sent(people: Team) -> None:
    official = opened(people, kind="resmi")
    fill(people.entry, official, levels(47, 2), fact="ada")
    assert NOTHING in desk_of(people.responsible)
    verify(people.assessor, official, revisions(official))
    said = desk_of(people.responsible)
    assert "SPBE 2025: Penilaian Mandiri lengkap dan diverifikasi, siap Anda kirim" in said
    assert f"/k/kab-kupang/evaluasi/{official.evaluation_id}/mandiri/kirim/" in said
    in_english = Client()
    sign_in(in_english, people.responsible)
    in_english.cookies["bahasa"] = "en"
    assert "is complete and verified, ready for you to send" in read(in_english, "/k/")
    assert NOTHING in desk_of(people.coordinator)
    seal(people.responsible, official)
    assert NOTHING in desk_of(people.responsible)


def test_gap_or_absence_keeps_the_line_away(people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, levels(46, 2))
    assert NOTHING in desk_of(people.responsible)
    fill(people.entry, mandiri, {"I47": 2})
    assert "Penilaian Mandiri lengkap, siap Anda kirim" in desk_of(people.responsible)
    record_absence(people.coordinator, mandiri.evaluation, "belum siap")
    assert NOTHING in desk_of(people.responsible)


def test_evaluation_that_takes_no_part_leaves_nothing_to_verify(people: Team) -> None:
    official = opened(people, kind="resmi")
    fill(people.entry, official, levels(3, 2))
    assert "verifikasi 3 isian" in desk_of(people.assessor)
    record_absence(people.coordinator, official.evaluation, "belum siap")
    assert NOTHING in desk_of(people.assessor)
    record_absence(people.coordinator, official.evaluation, "")
    assert "verifikasi 3 isian" in desk_of(people.assessor)


def test_coordinator_is_told_which_stage_comes_next_and_first_that_it_lacks_a_schedule(people: Team) -> None:
    official = opened(people, kind="resmi")
    verified(people, official)
    seal(people.responsible, official)
    assert "catat jadwal Penilaian Dokumen, tahap sebelumnya sudah disegel" in desk_of(people.coordinator)
    assert NOTHING in desk_of(people.responsible)
    dokumen = stage(str(official.evaluation_id), "dokumen")
    schedule(people.coordinator, dokumen, today(dokumen) - timedelta(days=2), "Surat Deputi 12")
    said = desk_of(people.coordinator)
    assert "Penilaian Dokumen dapat dibuka, tahap sebelumnya sudah disegel" in said
    assert "lewat 2 hari" in said
    open_stage(people.coordinator, dokumen)
    assert NOTHING in desk_of(people.coordinator)


def test_later_stage_is_sealed_once_something_was_decided_in_it(people: Team, mandiri: Stage) -> None:
    fill(people.entry, mandiri, levels(47, 2))
    seal(people.responsible, mandiri)
    assert NOTHING in desk_of(people.coordinator)  # a simulation without a schedule presses nobody
    dokumen = stage(str(mandiri.evaluation_id), "dokumen")
    open_stage(people.coordinator, dokumen)
    assert NOTHING in desk_of(people.coordinator)
    fill(people.coordinator, dokumen, {"I1": 3})
    assert "Penilaian Dokumen lengkap, siap disegel" in desk_of(people.coordinator)


def test_further_evaluations_cost_no_further_query(people: Team, mandiri: Stage) -> None:
    def asked() -> int:
        client = Client()
        sign_in(client, people.responsible)
        with CaptureQueriesContext(connection) as queries:
            read(client, "/k/")
        return len(queries)

    fill(people.entry, mandiri, levels(47, 2))
    asked()  # instruments are in memory from here on
    one = asked()
    fill(people.entry, opened(people, year=2024), levels(47, 2))
    opened(people, kind="resmi")
    assert asked() == one


def test_sealed_stage_waits_for_the_review_team_until_it_has_spoken_of_that_seal(
    client: Client, people: Team, mandiri: Stage
) -> None:
    dokumen = documents_open(people, mandiri)
    team = from_outside(people, dokumen, "review_team")
    waiting = "Penilaian Dokumen menunggu putusan reviu Anda"
    evaluation = f"/k/kab-kupang/evaluasi/{mandiri.evaluation_id}/"
    sign_in(client, team)
    assert NOTHING in read(client, "/k/")
    first = seal(people.coordinator, dokumen)
    assert waiting in read(client, "/k/")
    assert f'href="{evaluation}"' in read(client, "/k/")
    assert "Putusan reviu" in read(client, evaluation)
    review(team, first, valid=True)
    assert waiting not in read(client, "/k/")
    reopen(people.coordinator, dokumen, "salah hitung")
    seal(people.coordinator, dokumen)
    assert waiting in read(client, "/k/")
