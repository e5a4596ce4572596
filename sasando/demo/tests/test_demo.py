"""Kabupaten Contoh: complete, marked, in no comparison, loaded once."""

from __future__ import annotations

import pytest
from django.test import Client

from sasando.demo.load import SLUG, load
from sasando.evaluations.findings import seals
from sasando.evaluations.models import Evaluation, Seal
from sasando.kernel.journal import verify
from sasando.kernel.models import Entry
from sasando.organizations.models import Agency, Membership, User
from sasando.organizations.testing import sign_in
from sasando.results.tables import members

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static_files")]
PASSWORD = "lontar-tujuh-dawai-contoh"


@pytest.fixture
def loaded(db: None) -> dict[str, User]:
    accounts = load(PASSWORD)
    assert accounts is not None
    return {one.role: User.objects.get(email=one.email) for one in accounts}


def test_every_role_has_an_account_and_needed_second_steps_are_set_up(loaded: dict[str, User]) -> None:
    held = set(Membership.objects.filter(agency__slug=SLUG).values_list("role", flat=True))
    assert held == set(Membership.Role.values)
    assert all(user.check_password(PASSWORD) for user in loaded.values())


def test_two_past_years_are_sealed_and_one_runs(loaded: dict[str, User]) -> None:
    found = Evaluation.objects.filter(agency__slug=SLUG).order_by("year")
    assert [(one.instrument_key, one.year) for one in found] == [
        ("spbe-2020", 2024),
        ("spbe-2020", 2025),
        ("pemdi-2026", 2026),
    ]
    assert Seal.objects.count() == 6
    assert seals().ok
    assert not list(verify(f"agency:{SLUG}"))


def test_every_decimal_of_the_sample_has_its_source(client: Client, loaded: dict[str, User]) -> None:
    running = Evaluation.objects.get(agency__slug=SLUG, instrument_key="pemdi-2026")
    sign_in(client, loaded["Pimpinan"])
    table = client.get(f"/k/{SLUG}/evaluasi/{running.id}/mandiri/").content.decode()
    assert "1,17" in table
    assert "sumber belum lengkap" not in table


def test_second_run_finds_it_there_and_writes_nothing(loaded: dict[str, User]) -> None:
    before = Entry.objects.count()
    assert load(PASSWORD) is None
    assert Entry.objects.count() == before


def test_sample_is_marked_everywhere_and_stands_in_no_comparison(
    client: Client, loaded: dict[str, User]
) -> None:
    assert Agency.objects.get(slug=SLUG).sample
    assert SLUG not in {one.slug for one in members()}
    assert "Data contoh" in client.get(f"/d/{SLUG}/evaluasi/").content.decode()
    assert "Kabupaten Contoh" not in client.get("/nasional/").content.decode()
    sign_in(client, loaded["Pimpinan"])
    assert "Data contoh" in client.get(f"/k/{SLUG}/evaluasi/").content.decode()


@pytest.mark.parametrize(
    ("role", "waits"),
    [
        ("PIC OPD", "isi 2 indikator, 1 dikembalikan"),
        ("Pelaksana entri data", "isi 3 indikator, 1 dikembalikan"),
        ("Asesor internal", "verifikasi 4 isian"),
    ],
)
def test_work_waits_at_the_desk(client: Client, loaded: dict[str, User], role: str, waits: str) -> None:
    sign_in(client, loaded[role])
    assert waits in client.get("/k/").content.decode()
