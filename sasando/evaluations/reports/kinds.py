"""The documents of a stage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo

from django.utils import timezone

from sasando.evaluations.access import SELF
from sasando.evaluations.reports.digests import plain_values
from sasando.evaluations.reports.facts import Facts, Head
from sasando.kernel.canonical import canonical_json
from sasando.ui.words import speaking

LANGUAGE = (
    "id"  # what is signed and taken into a meeting is Indonesian, whatever language the page is read in
)
_REPORTS = "sasando.evaluations.reports"
_LIBRARIES = ("docxtpl", "python-docx", "python-pptx", "typst")
_SOURCES = (Path(__file__).parent, Path(__file__).parents[2] / "ui" / "documents")
_OFFICE = "application/vnd.openxmlformats-officedocument"
DOCX = f"{_OFFICE}.wordprocessingml.document"
PPTX = f"{_OFFICE}.presentationml.presentation"
PDF, PNG = "application/pdf", "image/png"


@dataclass(frozen=True, slots=True)
class Making:
    """What a file needs beside the facts: the moment in the agency's zone, the journal's head, and the template."""

    at: datetime
    head: Head
    template: bytes | None


Maker = Callable[[Facts, Making], bytes]


@dataclass(frozen=True, slots=True)
class Document:
    """`file`: its name in the address, and the end of its name on the reader's disk. `subject`: what it is a form of.

    `maker`: module and function, imported when a file is made, since the libraries behind it are heavy.
    `stages`: the stages it is a document of; empty: all. `own_template`: an agency may give its own.
    """

    file: str
    subject: str
    mime: str
    maker: tuple[str, str]
    stages: tuple[str, ...] = ()
    own_template: bool = False

    @property
    def suffix(self) -> str:
        return self.file.rsplit(".", 1)[1]

    def is_of(self, stage: str) -> bool:
        """Whether a stage has this document."""
        return not self.stages or stage in self.stages

    def make(self, facts: Facts, head: Head, template: bytes | None) -> bytes:
        """Make the file, in Indonesian, dated by the clock of the agency."""
        module, name = self.maker
        make: Maker = getattr(import_module(f"{_REPORTS}.{module}"), name)
        at = timezone.now().astimezone(ZoneInfo(facts.agency.timezone))
        with speaking(LANGUAGE):
            return make(facts, Making(at, head, template))

    def digest(self, facts: Facts, template: str) -> str:
        """The digest of what the file says and of how it is made; not of when. `template`: of the agency's own."""
        content = {
            "file": self.file,
            "made_by": _how(),
            "template": template if self.own_template else "",
            "facts": plain_values(facts),
        }
        return sha256(canonical_json(content).encode()).hexdigest()


DOCUMENTS = {
    one.file: one
    for one in (
        Document(
            "berita-acara.docx", "berita-acara", DOCX, ("letters", "minutes_docx"), (SELF,), own_template=True
        ),
        Document("berita-acara.pdf", "berita-acara", PDF, ("letters", "minutes_pdf"), (SELF,)),
        Document(
            "persetujuan-publikasi.docx", "persetujuan-publikasi", DOCX, ("letters", "consent_docx"),
            own_template=True,
        ),
        Document("persetujuan-publikasi.pdf", "persetujuan-publikasi", PDF, ("letters", "consent_pdf")),
        Document("lembar-sekda.pdf", "lembar-sekda", PDF, ("sheet_files", "sheet_pdf")),
        Document("lembar-sekda.png", "lembar-sekda", PNG, ("sheet_files", "sheet_png")),
        Document("lembar-sekda.pptx", "lembar-sekda", PPTX, ("sheet_files", "sheet_pptx")),
        Document("ringkasan.pdf", "ringkasan", PDF, ("full_report", "summary_pdf")),
        Document("laporan.pdf", "laporan", PDF, ("full_report", "report_pdf")),
        Document("laporan.docx", "laporan", DOCX, ("full_report", "report_docx"), own_template=True),
    )
}  # fmt: skip
TEMPLATED = {one.subject: one for one in DOCUMENTS.values() if one.own_template}


@lru_cache(maxsize=1)
def _how() -> str:
    """The digest of everything that decides how files come out: our code and templates, and the libraries' versions.

    So nobody has to remember to count a version up.
    """
    digest = sha256()
    for folder in _SOURCES:
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".typ", ".docx") and "tests" not in path.parts:
                digest.update(path.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library}=={version(library)};".encode())
    return digest.hexdigest()
