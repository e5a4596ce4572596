"""The documents of a stage: asked for, made by the worker, taken when they are there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from sasando.api import paper_schemas as schemas
from sasando.api.answers import Refused
from sasando.api.parameters import FileName
from sasando.api.people import nothing_there
from sasando.api.work import Answered, Here, attachment, on_stage
from sasando.evaluations.access import has_access
from sasando.evaluations.actions.scope import actor_of, scope_of
from sasando.evaluations.grants import EXTERNAL, REVIEWER
from sasando.evaluations.reports.kinds import DOCUMENTS, Document
from sasando.evaluations.reports.making import (
    FILES,
    check_template_is_there,
    file_name,
    job_of,
    queued,
    wanted,
)
from sasando.kernel.grant_table import granted
from sasando.kernel.jobs import cancel_job
from sasando.kernel.models import Job

router = Router(tags=["laporan"])
_TYPES = tuple(sorted({one.mime for one in DOCUMENTS.values()}))


@on_stage(
    router, "GET", "/reports", schemas.ReportFiles,
    "Dokumen yang dapat dibuat untuk satu tahap: berita acara, persetujuan, laporan, ringkasan, Lembar Sekda.",
)  # fmt: skip
def reports(here: Here) -> Answered:
    """No further query."""
    check_reader(here)
    held = [one for one in DOCUMENTS.values() if one.is_of(here.stage.code)]
    return {"reports": [{"file": one.file, "subject": one.subject, "type": one.mime} for one in held]}


@on_stage(
    router, "POST", "/reports/{file}", schemas.ReportJob,
    "Meminta sebuah dokumen; pekerja di latar membuatnya menurut keadaan saat itu.", status=202,
)  # fmt: skip
def order_report(here: Here, file: FileName) -> Answered:
    """The job that is under way for the same content, else a new one."""
    check_reader(here)
    document = _document(here, file)
    made = queued(here.by, wanted(here.stage, here.stages, document))
    return _told(_job(here, document, made))


@on_stage(
    router, "GET", "/reports/{file}/{job}", schemas.ReportJob,
    "Sampai mana pembuatan sebuah dokumen.",
)  # fmt: skip
def report_state(here: Here, file: FileName, job: UUID) -> Answered:
    """One query beside those that say who asks."""
    check_reader(here)
    return _told(_job(here, _document(here, file), job))


@on_stage(
    router, "DELETE", "/reports/{file}/{job}", schemas.ReportJob,
    "Membatalkan pembuatan dokumen yang Anda minta.",
)  # fmt: skip
def cancel_report(here: Here, file: FileName, job: UUID) -> Answered:
    """Only who asked for it may; nothing where it has ended."""
    check_reader(here)
    document = _document(here, file)
    if _job(here, document, job).owner != actor_of(here.by).text:
        raise nothing_there("Permintaan Anda", job)
    cancel_job(actor_of(here.by), job)
    return _told(_job(here, document, job))


@on_stage(
    router, "GET", "/reports/{file}/{job}/content", None,
    "Berkas dokumen yang sudah selesai dibuat.", files=_TYPES,
)  # fmt: skip
def report_content(here: Here, file: FileName, job: UUID) -> HttpResponse:
    """409 while it is being made, or where its template is lost; 404 where it failed, or is kept no longer."""
    check_reader(here)
    document = _document(here, file)
    held = _job(here, document, job)
    if held.state not in Job.ENDED:
        raise Refused(409, "Berkas belum selesai dibuat; lihat keadaannya, lalu coba lagi.")
    if held.state == Job.State.FAILED:
        check_template_is_there(here.stage, document)
    content = FILES.kept(str(held.result.get("name", ""))) if held.state == Job.State.DONE else None
    if content is None:
        raise Refused(404, "Berkas tidak jadi dibuat, atau sudah tidak disimpan; mintalah lagi.")
    return attachment(content, document.mime, file_name(here.stage, document))


def check_reader(here: Here) -> bool:
    """As the pages of reports, by role; whether the person is from outside and sees only stages that were given.

    Raises:
        RefusedError: a role that reads no reports here.
        Refused: a stage that was not given (404).
    """
    roles = granted(actor_of(here.by), "evaluations.report", scope_of(here.staff.agency))
    from_outside = {*roles} <= {EXTERNAL, REVIEWER}
    if from_outside and not has_access(here.stage, here.by):
        raise nothing_there("Tahap", here.stage.code)
    return from_outside


def _document(here: Here, file: str) -> Document:
    found = DOCUMENTS.get(file)
    if found is None or not found.is_of(here.stage.code):
        raise nothing_there("Dokumen", file)
    return found


def _job(here: Here, document: Document, identifier: UUID) -> Job:
    found = job_of(here.stage, document, str(identifier))
    if found is None:
        raise nothing_there("Permintaan dokumen", identifier)
    return found


def _told(job: Job) -> dict[str, Any]:
    return {
        "job": str(job.id),
        "file": job.request["file"],
        "state": job.state,
        "done": job.done,
        "total": job.total,
    }
