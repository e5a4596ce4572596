"""An agency's own DOCX templates: checked when they come, kept below SASANDO_DATA by agency and digest."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from sasando.evaluations.actions.reporting import choose_template
from sasando.evaluations.reports.queries import template_choice
from sasando.evaluations.reports.template_check import check_template
from sasando.organizations.models import Agency, User

FOLDER = "report-templates"
LONGEST_NAME = 200
PICTURES = {"laporan": frozenset({"grafik"})}
"""The pictures a document has, by placeholder."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The template of an agency; empty: ours."""

    sha256: str = ""
    file_name: str = ""


def chosen(agency: Agency, document: str) -> Chosen:
    """The template that an agency uses for a document now. One query."""
    found = template_choice(agency, document)
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


def content_of_template(slug: str, digest: str) -> bytes:
    """The file of a template.

    Raises:
        FileNotFoundError: it is not there: the data folder was not restored as a whole.
    """
    return _path(slug, digest).read_bytes()


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
