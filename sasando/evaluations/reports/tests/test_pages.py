"""The list of documents, each file behind the gate, and the wait for one that takes long."""

from __future__ import annotations

from datetime import date, timedelta
from threading import Event

import pytest
from django.test import Client
from django.utils import timezone

from sasando.evaluations.actions.assigning import end_access, give_access
from sasando.evaluations.models import Stage
from sasando.evaluations.reports.kinds import DOCUMENTS
from sasando.evaluations.reports.making import FILES
from sasando.evaluations.reports.testing import docx_text
from sasando.evaluations.testing import Team, fill, team
from sasando.evaluations.ticks import TICKS
from sasando.kernel import worker
from sasando.kernel.models import Entry, Job
from sasando.kernel.worker import run_worker
from sasando.organizations.testing import person, sign_in, unit

pytestmark = pytest.mark.django_db


def address(stage: Stage, file: str = "") -> str:
    agency = stage.evaluation.agency.slug
    return f"/k/{agency}/evaluasi/{stage.evaluation_id}/{stage.code}/laporan/{file}"


def test_list_offers_every_document_of_the_stage_and_says_what_its_figures_are(
    client: Client, people: Team, mandiri: Stage
) -> None:
    page = sign_in(client, people.leader).get(address(mandiri)).content.decode()
    for file, kind in DOCUMENTS.items():
        assert (address(mandiri, file) in page) is kind.is_of("mandiri")
    assert "Simulasi, penilaian mandiri" in page
    assert "templat/" not in page


@pytest.mark.parametrize("file", sorted(DOCUMENTS))
def test_file_comes_as_an_attachment_that_is_not_sniffed_or_kept(
    client: Client, people: Team, mandiri: Stage, file: str
) -> None:
    answer = sign_in(client, people.entry).get(address(mandiri, file))
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="kab-kupang-spbe-2025-mandiri-{file}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Type"] == DOCUMENTS[file].mime
    magic = {"docx": b"PK", "pptx": b"PK", "pdf": b"%PDF", "png": b"\x89PNG"}
    assert answer.content.startswith(magic[file.rsplit(".", 1)[1]])


def test_file_is_made_once_for_the_same_state_and_again_after_a_change(
    client: Client, people: Team, mandiri: Stage
) -> None:
    sign_in(client, people.entry)
    first = client.get(address(mandiri, "berita-acara.pdf")).content
    assert client.get(address(mandiri, "berita-acara.pdf")).content == first
    assert len(list((FILES.folder / "files").iterdir())) == 1
    fill(people.entry, mandiri, {"I1": 3})
    assert client.get(address(mandiri, "berita-acara.pdf")).content != first
    assert len(list((FILES.folder / "files").iterdir())) == 2


def test_file_is_indonesian_whatever_language_the_page_is_read_in(
    client: Client, people: Team, mandiri: Stage
) -> None:
    sign_in(client, people.entry)
    client.get(address(mandiri, "berita-acara.docx"))
    client.cookies["bahasa"] = "en"
    assert "Full report" in client.get(address(mandiri)).content.decode()
    text = docx_text(client.get(address(mandiri, "berita-acara.docx")).content)
    assert "Penilaian mandiri: dinilai sendiri" in text
    assert len(list((FILES.folder / "files").iterdir())) == 1


def test_strangers_sign_in_and_other_agencies_find_nothing(
    client: Client, people: Team, mandiri: Stage
) -> None:
    for file in ("", "berita-acara.pdf"):
        assert client.get(address(mandiri, file)).status_code == 302
    foreign = team("kab-nagekeo")
    sign_in(client, foreign.coordinator)
    for file in ("", "berita-acara.pdf"):
        assert client.get(address(mandiri, file)).status_code == 404
        there = address(mandiri, file).replace("kab-kupang", "kab-nagekeo")
        assert client.get(there).status_code == 404


def test_contact_of_a_unit_gets_a_page_that_says_whom_to_ask(
    client: Client, people: Team, mandiri: Stage
) -> None:
    contact = person("pic dinkes", people.agency, "unit_contact", unit(people.agency, "DINKES"))
    answer = sign_in(client, contact).get(address(mandiri, "berita-acara.pdf"))
    assert answer.status_code == 403
    assert "koordinator" in answer.content.decode()


@pytest.mark.parametrize("role", ["external_assessor", "review_team"])
def test_somebody_from_outside_reads_only_the_stages_given_to_them(
    client: Client, people: Team, mandiri: Stage, role: str
) -> None:
    guest = person("tamu", people.agency, role)
    sign_in(client, guest)
    assert client.get(address(mandiri)).status_code == 404
    give_access(people.coordinator, mandiri, guest, date.today() + timedelta(days=2))
    assert client.get(address(mandiri)).status_code == 200
    assert client.get(address(mandiri, "berita-acara.pdf")).status_code == 200
    other = address(mandiri, "persetujuan-publikasi.pdf").replace("/mandiri/", "/dokumen/")
    assert client.get(other).status_code == 404
    end_access(people.coordinator, mandiri, guest)
    assert client.get(address(mandiri, "berita-acara.pdf")).status_code == 404


def test_unknown_file_or_one_of_another_stage_is_not_there(
    client: Client, people: Team, mandiri: Stage
) -> None:
    sign_in(client, people.entry)
    assert client.get(address(mandiri, "rahasia.pdf")).status_code == 404
    assert client.get(address(mandiri, "..%2f..%2fsasando.sqlite3")).status_code == 404
    other = address(mandiri, "berita-acara.pdf").replace("/mandiri/", "/dokumen/")
    assert client.get(other).status_code == 404


def test_made_files_are_forgotten_after_a_fortnight(client: Client, people: Team, mandiri: Stage) -> None:
    sign_in(client, people.entry).get(address(mandiri, "berita-acara.pdf"))
    (forget,) = (one for one in TICKS if one.name == "evaluations.forget_made_reports")
    now = timezone.now()
    assert not forget.due(now + timedelta(days=13))
    assert forget.due(now + timedelta(days=15))
    forget.run(now + timedelta(days=15))
    assert list((FILES.folder / "files").iterdir()) == []


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> str:
    """A file that took two seconds the last time; the worker uses the connection of the test."""
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    FILES.remember("berita-acara.docx", 2.0)
    return "berita-acara.docx"


def test_slow_file_is_asked_for_by_a_button_made_by_the_worker_and_then_fetched(
    client: Client, people: Team, mandiri: Stage, slow: str
) -> None:
    sign_in(client, people.entry)
    assert "Buat berkas" in client.get(address(mandiri, slow)).content.decode()
    assert not Job.objects.exists()
    asked = client.post(address(mandiri, slow))
    job = Job.objects.get()
    assert asked.headers["Location"] == f"{address(mandiri, slow)}?job={job.id}"
    assert Entry.objects.get(act="evaluations.report").actor == f"user:{people.entry.id}"
    waiting = client.get(asked.headers["Location"]).content.decode()
    assert "menunggu giliran" in waiting
    assert "Batalkan" in waiting
    assert client.post(address(mandiri, slow)).headers["Location"] == asked.headers["Location"]
    run_worker(Event(), until_idle=True)
    fill(people.entry, mandiri, {"I1": 3})  # what was asked for is fetched, though the state has moved on
    assert client.get(asked.headers["Location"]).content.startswith(b"PK")


def test_only_who_asked_for_a_file_may_cancel_it(
    client: Client, people: Team, mandiri: Stage, slow: str
) -> None:
    sign_in(client, people.entry)
    waiting = client.post(address(mandiri, slow)).headers["Location"]
    job = Job.objects.get()
    sign_in(client, people.assessor)
    assert "Batalkan" not in client.get(waiting).content.decode()
    assert client.post(address(mandiri, f"batal/{job.id}/")).status_code == 404
    sign_in(client, people.entry)
    assert client.post(address(mandiri, f"batal/{job.id}/")).status_code == 302
    assert "dibatalkan" in client.get(waiting).content.decode()
    again = client.post(address(mandiri, slow)).headers["Location"]
    assert again != waiting


def test_job_of_another_stage_or_agency_shows_nothing(
    client: Client, people: Team, mandiri: Stage, slow: str
) -> None:
    sign_in(client, people.entry)
    client.post(address(mandiri, slow))
    job = Job.objects.get()
    answer = client.get(f"{address(mandiri, 'berita-acara.pdf')}?job={job.id}")
    assert answer["Content-Type"] == "application/pdf"
    assert client.get(f"{address(mandiri, 'berita-acara.pdf')}?job=bukan-id").status_code == 200
