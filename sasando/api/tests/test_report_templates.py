"""Templates of an agency's documents by API: its own, ours again, and one whose file is lost."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sasando.api.tests.asking import PREFIX
from sasando.api.tests.people import by_token, place, send, told
from sasando.evaluations.models import Stage
from sasando.evaluations.reports.docx_files import ours
from sasando.evaluations.testing import Team
from sasando.kernel import worker
from sasando.kernel.models import Entry, Job

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_data")]


def test_agency_gives_its_own_template_and_goes_back_to_ours(people: Team, mandiri: Stage) -> None:
    base = f"{PREFIX}agencies/kab-kupang/report-templates"
    writer, letter = by_token(people.coordinator), f"{base}/berita-acara"

    def given(content: bytes, key: str = "") -> Any:
        form = {"file": SimpleUploadedFile("kop surat.docx", content)}
        return writer.post(letter, form, headers={"Idempotency-Key": key} if key else {})

    before = told(writer.get(base))
    assert [one["document"] for one in before["templates"]] == [
        "berita-acara",
        "persetujuan-publikasi",
        "laporan",
    ]
    assert not any(one["own"] for one in before["templates"])
    assert "instansi" in before["templates"][0]["texts"]
    assert "nilai" in before["lists"]["bagian"]
    taken = writer.get(letter)
    assert taken["Content-Disposition"] == 'attachment; filename="templat-berita-acara.docx"'
    assert taken.content == ours("berita-acara")
    refused = told(given(b"bukan docx"), 422)["detail"]
    assert refused.startswith("Templat tidak dipakai: bukan berkas DOCX")
    own = ours("persetujuan-publikasi")
    first = told(given(own, "k"))
    assert (first["own"], first["file"]) == (True, "kop surat.docx")
    assert told(given(own, "k")) == first
    assert Entry.objects.filter(act="evaluations.set_report_template").count() == 1
    assert writer.get(letter).content == own
    given(ours("berita-acara"))
    with CaptureQueriesContext(connection) as queries:
        listed = told(writer.get(base))["templates"]
    assert sum('FROM "evaluations_reporttemplate"' in query["sql"] for query in queries) == 1
    assert [one["own"] for one in listed] == [True, False, False]
    assert listed[0] == told(given(ours("berita-acara")))  # of two choices the later
    assert not told(writer.delete(letter))["own"]
    assert writer.get(letter).content == ours("berita-acara")
    told(writer.get(f"{base}/ringkasan"), 404)
    told(by_token(people.entry).get(base), 403)
    told(by_token(people.coordinator, reads_only=True).delete(letter), 403)


def test_lost_template_is_told_and_no_document_is_ordered(
    people: Team, mandiri: Stage, tmp_path: Path
) -> None:
    letter = f"{PREFIX}agencies/kab-kupang/report-templates/berita-acara"
    writer = by_token(people.coordinator)
    told(writer.post(letter, {"file": SimpleUploadedFile("kop.docx", ours("berita-acara"))}))
    (kept,) = (tmp_path / "report-templates").rglob("*.docx")
    kept.unlink()
    assert "“kop.docx” tidak ada" in told(writer.get(letter), 409)["detail"]
    refused = told(send(writer, "POST", place(mandiri, "reports/berita-acara.docx")), 409)
    assert "tidak dibuat dengan templat lain" in refused["detail"]
    assert not Job.objects.exists()


def test_template_lost_after_the_document_was_ordered_is_the_reason_told(
    people: Team, mandiri: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    writer = by_token(people.coordinator)
    letter = f"{PREFIX}agencies/kab-kupang/report-templates/berita-acara"
    told(writer.post(letter, {"file": SimpleUploadedFile("kop.docx", ours("berita-acara"))}))
    ordered = told(send(writer, "POST", place(mandiri, "reports/berita-acara.docx")), 202)
    (kept,) = (tmp_path / "report-templates").rglob("*.docx")
    kept.unlink()
    worker.run_worker(Event(), until_idle=True)
    state = place(mandiri, f"reports/berita-acara.docx/{ordered['job']}")
    assert told(writer.get(state))["state"] == "failed"
    assert "“kop.docx” tidak ada" in told(writer.get(f"{state}/content"), 409)["detail"]
