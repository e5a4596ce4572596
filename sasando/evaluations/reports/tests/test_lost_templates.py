"""The file of an agency's own template is lost: its document is not made by another, and it is told what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sasando.evaluations.findings import templates
from sasando.evaluations.models import Stage
from sasando.evaluations.reports.docx_files import ours
from sasando.evaluations.reports.own_templates import FOLDER, use_ours, use_template
from sasando.evaluations.testing import Team
from sasando.kernel import worker
from sasando.kernel.made_files import MadeFiles
from sasando.kernel.models import Job
from sasando.organizations.testing import sign_in

pytestmark = pytest.mark.django_db

LOSSES = pytest.mark.parametrize("lose", [Path.unlink, lambda file: file.write_bytes(b"")])


@pytest.fixture
def kept(people: Team, tmp_path: Path) -> Path:
    """Where the file of a template of the agency lies."""
    use_template(people.coordinator, people.agency, "berita-acara", ours("berita-acara"), "kop.docx")
    (file,) = (tmp_path / FOLDER).rglob("*.docx")
    return file


@LOSSES
def test_document_whose_template_is_lost_is_not_made_by_another_and_the_page_says_what_to_do(
    client: Client, people: Team, mandiri: Stage, kept: Path, lose: Callable[[Path], None]
) -> None:
    lose(kept)
    base = f"/k/kab-kupang/evaluasi/{mandiri.evaluation_id}/mandiri/laporan/"
    sign_in(client, people.coordinator)
    for address in ("berita-acara.docx", "templat/berita-acara/unduh/"):
        answered = client.get(base + address)
        page = answered.content.decode()
        assert answered.status_code == 409
        assert "Berkas templat instansi “kop.docx” tidak ada, atau tidak utuh" in page
        assert f'href="{base}templat/berita-acara/"' in page
    assert client.get(f"{base}berita-acara.pdf").status_code == 200
    mending = client.get(f"{base}templat/berita-acara/").content.decode()
    assert "“kop.docx” tidak ada, atau tidak utuh" in mending
    assert "Dipakai sekarang" not in mending
    sign_in(client, people.leader)
    page = client.get(f"{base}berita-acara.docx").content.decode()
    assert "operator dapat memulihkannya dari cadangan" in page
    assert "templat/berita-acara/" not in page


@pytest.mark.parametrize("again", [True, False])
def test_lost_template_is_mended_by_giving_it_again_or_by_going_back_to_ours(
    client: Client, people: Team, mandiri: Stage, kept: Path, again: bool
) -> None:
    content = kept.read_bytes()
    kept.unlink()
    sign_in(client, people.coordinator)
    base = f"/k/kab-kupang/evaluasi/{mandiri.evaluation_id}/mandiri/laporan/"
    assert client.get(f"{base}berita-acara.docx").status_code == 409
    mend = {"berkas": SimpleUploadedFile("kop.docx", content)} if again else {"bawaan": "1"}
    assert client.post(f"{base}templat/berita-acara/", mend).status_code == 302
    assert client.get(f"{base}berita-acara.docx").status_code == 200


def test_worker_is_not_asked_for_a_document_whose_template_is_lost(
    client: Client, people: Team, mandiri: Stage, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.unlink()
    monkeypatch.setattr(MadeFiles, "is_slow", lambda *_: True)
    sign_in(client, people.coordinator)
    address = f"/k/kab-kupang/evaluasi/{mandiri.evaluation_id}/mandiri/laporan/berita-acara.docx"
    assert "Templat dokumen ini hilang" in client.post(address).content.decode()
    assert not Job.objects.exists()


def test_template_lost_after_the_document_was_asked_for_is_the_reason_told_until_it_is_mended(
    client: Client, people: Team, mandiri: Stage, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MadeFiles, "is_slow", lambda *_: True)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    content = kept.read_bytes()
    sign_in(client, people.coordinator)
    base = f"/k/kab-kupang/evaluasi/{mandiri.evaluation_id}/mandiri/laporan/"
    waiting = client.post(f"{base}berita-acara.docx")["Location"]
    kept.unlink()
    worker.run_worker(Event(), until_idle=True)
    told = client.get(waiting)
    assert told.status_code == 409
    assert "Berkas templat instansi “kop.docx” tidak ada, atau tidak utuh" in told.content.decode()
    assert f'href="{base}templat/berita-acara/"' in told.content.decode()
    kept.write_bytes(content)
    mended = client.get(waiting)
    assert mended.status_code == 503
    assert "Anda dapat memintanya lagi" in mended.content.decode()


@LOSSES
def test_doctor_names_the_template_that_is_lost(kept: Path, lose: Callable[[Path], None]) -> None:
    assert templates().ok
    lose(kept)
    assert not templates().ok
    assert f"kab-kupang, berita-acara: {kept}" in templates().detail


def test_doctor_asks_for_no_template_that_is_used_no_more(people: Team, kept: Path) -> None:
    use_ours(people.coordinator, people.agency, "berita-acara")
    kept.unlink()
    assert templates().ok
