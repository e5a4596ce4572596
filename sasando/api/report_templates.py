"""`/agencies/{slug}/report-templates`: the agency's own DOCX templates of letters and reports."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import File, Router, UploadedFile

from sasando.api import paper_schemas as schemas
from sasando.api.answers import Refused, as_json
from sasando.api.contract import working
from sasando.api.parameters import Slug, TemplateName
from sasando.api.people import nothing_there, staff_here
from sasando.api.work import attachment
from sasando.evaluations.actions.scope import actor_of, scope_of
from sasando.evaluations.reports.docx_files import ours
from sasando.evaluations.reports.kinds import DOCX, TEMPLATED
from sasando.evaluations.reports.own_templates import (
    PICTURES,
    Chosen,
    chosen,
    chosen_of_all,
    content_of_template,
    use_ours,
    use_template,
)
from sasando.evaluations.reports.template_check import LARGEST, BadTemplateError
from sasando.evaluations.reports.wording import LISTS, TEXTS
from sasando.kernel.grant_table import granted
from sasando.organizations.queries import Staff

router = Router(tags=["laporan"])
_ALL = "/agencies/{slug}/report-templates"
_ONE = _ALL + "/{document}"


@working(
    router, "GET", _ALL, schemas.ReportTemplates,
    "Templat DOCX yang dipakai tiap dokumen, dan nama nilai yang boleh disebut di dalamnya.",
)  # fmt: skip
def report_templates(request: HttpRequest, slug: Slug) -> HttpResponse:
    """One query beside those that say who asks."""
    staff = _who_may(request, slug)
    listed = [_told(document, held) for document, held in chosen_of_all(staff.agency).items()]
    return as_json({"templates": listed, "lists": LISTS})


@working(
    router, "GET", _ONE, None,
    "Berkas templat yang dipakai sebuah dokumen sekarang, untuk diubah di pengolah kata.", files=(DOCX,),
)  # fmt: skip
def report_template_file(request: HttpRequest, slug: Slug, document: TemplateName) -> HttpResponse:
    """The agency's own, else ours."""
    staff = _who_may(request, slug, document)
    own = content_of_template(staff.agency.slug, chosen(staff.agency, document))
    return attachment(ours(document) if own is None else own, DOCX, f"templat-{document}.docx")


@working(
    router, "POST", _ONE, schemas.ReportTemplate,
    "Memakai templat sendiri untuk sebuah dokumen; diperiksa dahulu, lalu dokumen berikutnya memakainya.",
)  # fmt: skip
def use_report_template(
    request: HttpRequest, slug: Slug, document: TemplateName, file: File[UploadedFile]
) -> HttpResponse:
    """The same file again changes nothing."""
    staff = _who_may(request, slug, document)
    name = Path(str(file.name or "templat.docx")).name
    try:
        use_template(staff.user, staff.agency, document, bytes(file.read(LARGEST + 1)), name)
    except BadTemplateError as error:
        raise Refused(422, f"Templat tidak dipakai: {'; '.join(error.problems)}.") from None
    return as_json(_told(document, chosen(staff.agency, document)))


@working(
    router, "DELETE", _ONE, schemas.ReportTemplate,
    "Kembali ke templat bawaan sebuah dokumen; berkas lama tetap tersimpan bersama jurnalnya.",
)  # fmt: skip
def remove_report_template(request: HttpRequest, slug: Slug, document: TemplateName) -> HttpResponse:
    """Where ours is used already nothing changes."""
    staff = _who_may(request, slug, document)
    use_ours(staff.user, staff.agency, document)
    return as_json(_told(document, chosen(staff.agency, document)))


def _who_may(request: HttpRequest, slug: str, document: str = "") -> Staff:
    """Whoever may choose templates, as on their page.

    Raises:
        RefusedError: a role that may not (403).
        Refused: a document without a template (404).
    """
    staff = staff_here(request, slug)
    granted(actor_of(staff.user), "evaluations.set_report_template", scope_of(staff.agency))
    if document and document not in TEMPLATED:
        raise nothing_there("Templat", document)
    return staff


def _told(document: str, held: Chosen) -> dict[str, Any]:
    return {
        "document": document,
        "own": bool(held.sha256),
        "file": held.file_name,
        "sha256": held.sha256,
        "texts": sorted({*TEXTS, *PICTURES.get(document, ())}),
    }
