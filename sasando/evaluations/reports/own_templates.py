"""An agency's own DOCX templates: checked when they come, kept below SASANDO_DATA by agency and digest."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from sasando.evaluations.actions.reporting import choose_template
from sasando.evaluations.reports.kinds import TEMPLATED
from sasando.evaluations.reports.models import ReportTemplate
from sasando.evaluations.reports.queries import template_choice, template_choices, templates_in_use
from sasando.evaluations.reports.template_check import check_template
from sasando.organizations.models import Agency, User
from sasando.ui.words import text as _

FOLDER = "report-templates"
LONGEST_NAME = 200
PICTURES = {"laporan": frozenset({"grafik"})}
"""The pictures a document has, by placeholder."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The template of an agency; empty: ours."""

    sha256: str = ""
    file_name: str = ""


class LostTemplateError(Exception):
    """The file of a kept template is not there, or not whole: the data folder was not restored as a whole."""

    def __init__(self, file_name: str) -> None:
        super().__init__(
            _(
                "Berkas templat instansi “%(file)s” tidak ada, atau tidak utuh, di folder data situs ini, dan"
                " dokumen tidak dibuat dengan templat lain tanpa sepengetahuan Anda. Koordinator atau admin"
                " instansi dapat mengunggahnya lagi atau kembali ke templat bawaan; operator dapat"
                " memulihkannya dari cadangan."
            )
            % {"file": file_name}
        )


def chosen(agency: Agency, document: str) -> Chosen:
    """The template that an agency uses for a document now. One query."""
    return _told(template_choice(agency, document))


def chosen_of_all(agency: Agency) -> dict[str, Chosen]:
    """The template that an agency uses for each document that has one. One query."""
    found = template_choices(agency)
    return {document: _told(found.get(document)) for document in TEMPLATED}


def _told(found: ReportTemplate | None) -> Chosen:
    return Chosen(found.sha256, found.file_name) if found else Chosen()


def use_template(by: User, agency: Agency, document: str, content: bytes, file_name: str) -> None:
    """Check a template, keep it, and use it from now on.

    Raises:
        BadTemplateError: it is no template, or names what there is not; says what and what to do.
        RefusedError: the person may not.
    """
    check_template(content, PICTURES.get(document, frozenset()))
    digest = hashlib.sha256(content).hexdigest()
    _keep(agency.slug, digest, content)
    choose_template(by, agency, document, digest, Path(file_name).name[:LONGEST_NAME])


def use_ours(by: User, agency: Agency, document: str) -> None:
    """Go back to our template."""
    choose_template(by, agency, document, "", "")


def content_of_template(slug: str, held: Chosen) -> bytes | None:
    """The file of a template; None where the agency uses ours.

    Raises:
        LostTemplateError: it is not there, or is no longer what was kept.
    """
    if not held.sha256:
        return None
    try:
        content = _path(slug, held.sha256).read_bytes()
    except OSError:
        raise LostTemplateError(held.file_name) from None
    if hashlib.sha256(content).hexdigest() != held.sha256:
        raise LostTemplateError(held.file_name)
    return content


def lost_templates() -> list[str]:
    """Where the file of a template in use is missing or damaged: agency, document and path. One query."""
    lost = []
    for one in templates_in_use():
        try:
            content_of_template(one.agency.slug, Chosen(one.sha256, one.file_name))
        except LostTemplateError:
            lost.append(f"{one.agency.slug}, {one.document}: {_path(one.agency.slug, one.sha256)}")
    return lost


def _path(slug: str, digest: str) -> Path:
    return Path(settings.DATA_DIR) / FOLDER / slug / f"{digest}.docx"


def _keep(slug: str, digest: str, content: bytes) -> None:
    """Whole, or not there at all."""
    path = _path(slug, digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, half = tempfile.mkstemp(dir=path.parent, prefix="half-")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(half).replace(path)
