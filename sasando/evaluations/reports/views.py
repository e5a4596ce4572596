"""The documents of a stage: the list, each file, and the wait for one that takes long."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from sasando.evaluations.grants import ADMIN, COORDINATOR
from sasando.evaluations.models import Stage
from sasando.evaluations.reports.door import Visit, visit
from sasando.evaluations.reports.kinds import DOCUMENTS, Document
from sasando.evaluations.reports.making import (
    FILES,
    Wanted,
    check_template_is_there,
    content_of,
    file_name,
    job_of,
    queued,
    wanted,
)
from sasando.evaluations.reports.naming import called_stage
from sasando.evaluations.reports.own_templates import LostTemplateError
from sasando.evaluations.screens.stage_words import name_of
from sasando.kernel.grant_table import RefusedError
from sasando.kernel.jobs import cancel_job
from sasando.kernel.models import Job
from sasando.organizations.desk import desk_page
from sasando.organizations.people import actor_of, person_of
from sasando.organizations.queries import staff_of
from sasando.ui.sent_forms import takes_forms
from sasando.ui.words import in_one_language
from sasando.ui.words import text as _

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file to take: `slow`: the worker makes it, so it is asked for by a button."""

    address: str
    kind: str
    slow: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """A document with its files; `template`: where an agency gives its own template, "" where none is taken."""

    name: str
    about: str
    files: tuple[FileLine, ...]
    template: str


def refused_in_words(view: View) -> View:
    """Answer a role that may not do this with a page that says so."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except RefusedError:
            staff = staff_of(person_of(request), kwargs["slug"])
            context = {
                "heading": _("Peran Anda tidak membuka laporan ini"),
                "sentence": _("Mintalah berkasnya kepada koordinator atau admin instansi Anda."),
                "back": reverse("agency_desk", kwargs={"slug": kwargs["slug"]}),
            }
            return desk_page(
                request, "evaluations/reports/message.html", staff, context, HTTPStatus.FORBIDDEN
            )

    return answered


@require_safe
@in_one_language
@refused_in_words
def documents(request: HttpRequest, slug: str, evaluation: UUID, code: str) -> HttpResponse:
    """`…/laporan/`: every document of the stage."""
    here = visit(request, slug, evaluation, code)
    context = {**page_context(here), "subjects": _subjects(here), "tag": called_stage(here.stage)}
    return desk_page(request, "evaluations/reports/documents.html", here.staff, context)


def page_context(here: Visit) -> dict[str, Any]:
    """What every page of the reports is told."""
    evaluation = here.stage.evaluation
    return {
        "title": name_of(here.stage),
        "stage": here.stage,
        "list_address": reverse("reports", kwargs=here.place),
        "stage_address": f"/k/{evaluation.agency.slug}/evaluasi/{evaluation.id}/{here.stage.code}/",
    }


def _subjects(here: Visit) -> list[Subject]:
    words = {
        "lembar-sekda": (
            _("Lembar Sekda"),
            _("satu halaman: indeks, pekan ini, yang terlambat, yang menunggu"),
        ),
        "ringkasan": (_("Ringkasan"), _("dua halaman")),
        "laporan": (_("Laporan lengkap"), _("indeks, penjelasan tiap indikator, kekuatan dan kelemahan")),
        "berita-acara": (_("Berita acara"), _("penilaian mandiri, untuk ditandatangani")),
        "persetujuan-publikasi": (
            _("Persetujuan publikasi"),
            _("pernyataan koordinator sebelum hasil dibuka"),
        ),
    }
    own = {ADMIN, COORDINATOR} & here.roles
    found = []
    for subject, (name, about) in words.items():
        held = [one for one in DOCUMENTS.values() if one.subject == subject and one.is_of(here.stage.code)]
        if not held:
            continue
        files = tuple(
            FileLine(
                reverse("report", kwargs={**here.place, "file": one.file}),
                one.suffix.upper(),
                FILES.is_slow(one.file),
            )
            for one in held
        )
        template = ""
        if own and any(one.own_template for one in held):
            template = reverse("report_template", kwargs={**here.place, "subject": subject})
        found.append(Subject(name, about, files, template))
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@in_one_language
@refused_in_words
def document(request: HttpRequest, slug: str, evaluation: UUID, code: str, file: str) -> HttpResponse:
    """`…/laporan/<file>`: the file, or (`?job=`) how far it is; POST asks the worker for one that takes long."""
    here = visit(request, slug, evaluation, code)
    kind = DOCUMENTS.get(file)
    if kind is None or not kind.is_of(here.stage.code):
        raise Http404(file)
    try:
        job = job_of(here.stage, kind, request.GET.get("job", ""))
        if job is not None:
            answered = _of_job(request, here, kind, job)
            if answered is not None:
                return answered
        found = wanted(here.stage, here.stages, kind)
        content = FILES.kept(found.name)
        if content is None and FILES.is_slow(file):
            return _ordered(request, here, found)
        if request.method == "POST":
            return HttpResponseRedirect(request.path)
        return _attachment(here.stage, kind, content if content is not None else content_of(found))
    except LostTemplateError as error:
        return lost_page(request, here, kind.subject, error)


def lost_page(request: HttpRequest, here: Visit, subject: str, error: LostTemplateError) -> HttpResponse:
    """Why a document is not made, and for those who may choose templates the way to the page that mends it."""
    mends = {ADMIN, COORDINATOR} & here.roles
    context = {
        **page_context(here),
        "heading": _("Templat dokumen ini hilang"),
        "sentence": str(error),
        "back": reverse("reports", kwargs=here.place),
        "template": reverse("report_template", kwargs={**here.place, "subject": subject}) if mends else "",
    }
    return desk_page(request, "evaluations/reports/message.html", here.staff, context, HTTPStatus.CONFLICT)


def _of_job(request: HttpRequest, here: Visit, kind: Document, job: Job) -> HttpResponse | None:
    """What to answer while a job is under way or has ended; None where its file is no longer kept.

    Raises:
        LostTemplateError: it failed, and the template that the agency chose is not there.
    """
    if job.state == Job.State.DONE:
        content = FILES.kept(str(job.result.get("name", "")))
        return None if content is None else _attachment(here.stage, kind, content)
    if job.state in (Job.State.FAILED, Job.State.CANCELLED):
        cancelled = job.state == Job.State.CANCELLED
        if not cancelled:
            check_template_is_there(here.stage, kind)
        context = {
            **page_context(here),
            "heading": _("Pembuatan berkas dibatalkan") if cancelled else _("Berkas gagal dibuat"),
            "sentence": _("Berkas lain dan data evaluasi tidak terpengaruh. Anda dapat memintanya lagi."),
            "back": reverse("reports", kwargs=here.place),
        }
        status = HTTPStatus.OK if cancelled else HTTPStatus.SERVICE_UNAVAILABLE
        return desk_page(request, "evaluations/reports/message.html", here.staff, context, status)
    context = {
        **page_context(here),
        "file_name": file_name(here.stage, kind),
        "running": job.state == Job.State.RUNNING,
        "done": job.done,
        "total": job.total,
        "again": request.get_full_path(),
        "cancel": reverse("report_cancel", kwargs={**here.place, "job": job.id})
        if job.owner == str(actor_of(request))
        else "",
    }
    return desk_page(request, "evaluations/reports/making.html", here.staff, context)


def _ordered(request: HttpRequest, here: Visit, found: Wanted) -> HttpResponse:
    """Ask the worker, or show the button that does."""
    if request.method == "POST":
        query = urlencode({"job": str(queued(here.staff.user, found))})
        return HttpResponseRedirect(f"{request.path}?{query}")
    context = {
        **page_context(here),
        "file_name": file_name(here.stage, found.document),
        "order": request.path,
    }
    return desk_page(request, "evaluations/reports/order.html", here.staff, context)


@takes_forms(of=2)
@in_one_language
@refused_in_words
def cancel(request: HttpRequest, slug: str, evaluation: UUID, code: str, job: UUID) -> HttpResponse:
    """`…/laporan/batal/<job>/`: stop the making of a file; only who asked for it may."""
    here = visit(request, slug, evaluation, code)
    for kind in DOCUMENTS.values():
        found = job_of(here.stage, kind, str(job))
        if found is not None and found.owner == str(actor_of(request)):
            cancel_job(actor_of(request), job)
            return HttpResponseRedirect(reverse("reports", kwargs=here.place))
    raise Http404(str(job))


def _attachment(stage: Stage, kind: Document, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=kind.mime)
    response["Content-Disposition"] = f'attachment; filename="{file_name(stage, kind)}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
