"""An agency's own template of a document: which is used, how to give another, how to go back."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from sasando.evaluations.reports.docx_files import ours
from sasando.evaluations.reports.door import Visit, visit
from sasando.evaluations.reports.kinds import DOCX, TEMPLATED
from sasando.evaluations.reports.own_templates import (
    PICTURES,
    Chosen,
    LostTemplateError,
    chosen,
    content_of_template,
    use_ours,
    use_template,
)
from sasando.evaluations.reports.template_check import LARGEST, BadTemplateError
from sasando.evaluations.reports.views import lost_page, page_context, refused_in_words
from sasando.evaluations.reports.wording import LISTS, TEXTS
from sasando.organizations.desk import desk_page
from sasando.ui.words import in_one_language
from sasando.ui.words import text as _

_ACT = "set_report_template"


@require_http_methods(["GET", "HEAD", "POST"])
@in_one_language
@refused_in_words
def template_page(request: HttpRequest, slug: str, evaluation: UUID, code: str, subject: str) -> HttpResponse:
    """`…/laporan/templat/<document>/`: POST with a file uses it, POST with `bawaan` goes back to ours."""
    here = visit(request, slug, evaluation, code, _ACT)
    if subject not in TEMPLATED:
        raise Http404(subject)
    if request.method == "POST":
        try:
            _change(request, here, subject)
        except BadTemplateError as error:
            return _shown(request, here, subject, error.problems)
        messages.success(request, _("Templat tersimpan; dokumen berikutnya memakainya."))
        return HttpResponseRedirect(request.path)
    return _shown(request, here, subject, [])


def _change(request: HttpRequest, here: Visit, subject: str) -> None:
    if request.POST.get("bawaan"):
        use_ours(here.staff.user, here.staff.agency, subject)
        return
    given = request.FILES.get("berkas")
    if given is None:
        raise BadTemplateError([_("Pilih berkas .docx lebih dahulu.")])
    content = given.read(LARGEST + 1)
    use_template(here.staff.user, here.staff.agency, subject, content, str(given.name or "templat.docx"))


def _shown(request: HttpRequest, here: Visit, subject: str, problems: list[str]) -> HttpResponse:
    held = chosen(here.staff.agency, subject)
    lost = _loss(here, held)
    place = {**here.place, "subject": subject}
    names = {
        "berita-acara": _("Berita acara"),
        "persetujuan-publikasi": _("Persetujuan publikasi"),
        "laporan": _("Laporan lengkap"),
    }
    context = {
        **page_context(here),
        "name": names[subject],
        "own": held.file_name if held.sha256 else "",
        "lost": lost,
        "problems": problems,
        "here": reverse("report_template", kwargs=place),
        "download": reverse("report_template_file", kwargs=place),
        "example": _(
            "Tulis {{ instansi }} di mana nilainya harus muncul. Baris tabel yang berulang diapit dua baris: "
            "{%tr for b in bagian %} dan {%tr endfor %}; di antaranya {{ b.nama }}."
        ),
        "texts": (*TEXTS, *PICTURES.get(subject, ())),
        "lists": list(LISTS.items()),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return desk_page(request, "evaluations/reports/template.html", here.staff, context, status)


def _loss(here: Visit, held: Chosen) -> str:
    """What to do where the file of the template in use is not there; "" where it is."""
    try:
        content_of_template(here.staff.agency.slug, held)
    except LostTemplateError as error:
        return str(error)
    return ""


@require_safe
@in_one_language
@refused_in_words
def template_file(request: HttpRequest, slug: str, evaluation: UUID, code: str, subject: str) -> HttpResponse:
    """`…/laporan/templat/<document>/unduh/`: the template that is used now, to be changed in a word processor."""
    here = visit(request, slug, evaluation, code, _ACT)
    if subject not in TEMPLATED:
        raise Http404(subject)
    try:
        own = content_of_template(here.staff.agency.slug, chosen(here.staff.agency, subject))
    except LostTemplateError as error:
        return lost_page(request, here, subject, error)
    content = ours(subject) if own is None else own
    response = HttpResponse(content, content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="templat-{subject}.docx"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
